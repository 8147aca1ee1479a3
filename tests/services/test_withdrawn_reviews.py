"""A signed review that is withdrawn counts no more; its record stays, and prints with that word."""

import pytest

from sopcheck.cases.events import CaseId, ReviewHeld
from sopcheck.errors import RefusedError
from sopcheck.services.views import PrintedRecord, SignedReview
from tests.records.prints import pages
from tests.world import World

MARK = "REVIEW WITHDRAWN SINCE IT WAS SIGNED"


@pytest.fixture
def case(world: World) -> CaseId:
    return world.open("NV/26 (1)").id


@pytest.fixture
def signed(world: World, case: CaseId) -> SignedReview:
    made = world.review(case, "24-hour")
    world.clock.forward(minutes=1)
    return made


def withdraw(world: World, case: CaseId) -> None:
    entries = world.desk.casework.view(case).case.entries
    (held,) = (one.entry for one in entries if isinstance(one.event, ReviewHeld))
    world.desk.casework.withdraw(case, held, "Signed on the wrong case")
    world.clock.forward(minutes=1)


def printed(world: World, case: CaseId, signed: SignedReview) -> PrintedRecord:
    return world.desk.printing.print_document(
        "record", case, signed.review, purpose="Inspection", recipient="An inspector"
    )


def said(pdf: bytes) -> str:
    return " ".join(" ".join(pages(pdf)).split())


def test_it_is_not_among_the_reviews_that_were_held(world: World, case: CaseId, signed: SignedReview) -> None:
    assert [one.review for one in world.desk.printing.reviews(case)] == [signed.review]
    withdraw(world, case)
    assert world.desk.printing.reviews(case) == ()


def test_its_record_prints_with_the_same_code_and_says_that_it_is_withdrawn(
    world: World, case: CaseId, signed: SignedReview
) -> None:
    before = printed(world, case, signed)
    withdraw(world, case)
    after = printed(world, case, signed)
    assert after.code == before.code == signed.code
    assert [MARK in said(one.pdf) for one in (before, after)] == [False, True]


def test_it_is_shown_on_the_screen_as_it_prints(world: World, case: CaseId, signed: SignedReview) -> None:
    withdraw(world, case)
    assert MARK in said(world.desk.printing.show(case, signed.review))


def test_a_print_of_before_verifies_as_signed_and_withdrawn(
    world: World, case: CaseId, signed: SignedReview
) -> None:
    pdf = printed(world, case, signed).pdf
    assert world.desk.printing.verify(pdf).word == "same"
    withdraw(world, case)
    verdict = world.desk.printing.verify(pdf)
    assert verdict.word == "superseded"
    assert "the review was withdrawn since" in verdict.sentence


def test_the_next_review_is_another_one_and_leaves_its_record_alone(
    world: World, case: CaseId, signed: SignedReview
) -> None:
    withdraw(world, case)
    assert world.review(case, "24-hour").review != signed.review
    assert printed(world, case, signed).code == signed.code


def test_erasing_the_case_takes_its_record_too(world: World, case: CaseId, signed: SignedReview) -> None:
    withdraw(world, case)
    desk = world.desk
    today = world.clock.now().date()
    desk.erasure.set_retention(case, today, "Told to")
    world.clock.forward(days=1)
    desk.erasure.erase_case(case, authority="DPA 2018 s.47", reason="Ordered by the court")
    assert desk.opened.vault.snapshots.get(signed.review) is None


def test_a_review_that_was_never_signed_does_not_print(
    world: World, case: CaseId, signed: SignedReview
) -> None:
    del signed
    going = world.as_("okell").supervision.open(case)
    with pytest.raises(RefusedError, match="There is no such review on this case"):
        world.desk.printing.show(case, going.review)
