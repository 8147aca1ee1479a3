"""What was signed is found again, whether it still counts or is withdrawn."""

from collections.abc import Callable

import pytest

from sopcheck.cases import decisions
from sopcheck.cases.decisions import ActRefusedError
from sopcheck.cases.events import ReviewHeld, ReviewId
from sopcheck.cases.reviews.signed import signed_reviews
from sopcheck.ledger.entry import EntryHash
from tests.cases.desk import OKELL, Desk, when

SIGNED = ReviewId("r1")


def reviewed() -> tuple[Desk, EntryHash]:
    desk = Desk()
    entry = desk.do(lambda acting: decisions.hold_review(acting, held()), by=OKELL)
    return desk, entry


def held() -> ReviewHeld:
    return ReviewHeld(at=when(hours=2), review=SIGNED)


def withdrawn() -> Desk:
    desk, entry = reviewed()
    desk.do(lambda acting: decisions.withdraw(acting, entry, reason="Wrong case"), by=OKELL)
    return desk


def test_a_review_that_counts_is_signed_and_not_withdrawn() -> None:
    desk, _ = reviewed()
    assert [(one.review, one.by, one.withdrawn) for one in signed_reviews(desk.case)] == [
        (SIGNED, OKELL.person, None)
    ]


def test_one_that_is_withdrawn_stays_signed_and_says_since_when() -> None:
    desk = withdrawn()
    assert desk.case.held_reviews == ()
    (signed,) = signed_reviews(desk.case)
    assert (signed.review, signed.by) == (SIGNED, OKELL.person)
    assert signed.withdrawn is not None


def test_what_is_withdrawn_but_no_review_was_not_signed() -> None:
    desk = Desk()
    note = desk.do(lambda acting: decisions.add_note(acting, "Call", when(hours=1)))
    desk.do(lambda acting: decisions.withdraw(acting, note, reason="Wrong case"))
    assert signed_reviews(desk.case) == ()


@pytest.mark.parametrize("begun", [lambda: reviewed()[0], withdrawn], ids=["held", "withdrawn"])
def test_nobody_signs_again_under_the_name_of_a_signed_review(begun: Callable[[], Desk]) -> None:
    desk = begun()
    with pytest.raises(ActRefusedError, match="held and signed"):
        decisions.hold_review(desk.acting(by=OKELL), held())
