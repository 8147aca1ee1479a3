"""Every row of the exception lists can be judged; a signed review is added to and never changed."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from sopcheck.cases import decisions
from sopcheck.cases.acting import Acting
from sopcheck.cases.events import (
    AddendumWritten,
    ClockSet,
    ExceptionJudged,
    Given,
    Judged,
    ListedAs,
    ReviewHeld,
    ReviewId,
    Verdict,
)
from sopcheck.cases.judged_rows import decided_on, row_of
from sopcheck.cases.refusals import ActRefusedError, RoleRefusedError
from sopcheck.cases.states import Exceptions, PlaceState
from sopcheck.checklists.definition import ClockId
from sopcheck.errors import RefusedError
from tests.cases.desk import CSE, FARROW, OKELL, Desk, place, when

NOT_DONE = Given(status="not done", reason="Waiting for access")
SEARCHED = Judged(place=place("research-systems"))
REVIEW = ReviewId("r1")


def undone() -> Desk:
    """A case on which one item was not done."""
    desk = Desk()
    desk.answer("research-systems", NOT_DONE)
    return desk


def judged(
    acting: Acting, *rows: Judged, listed: ListedAs = "not done", verdict: Verdict = "justified"
) -> ExceptionJudged:
    return decisions.judge_exceptions(acting, listed, rows, verdict, acting.when(), reason="Access came")


def verdict_on(desk: Desk, listed: ListedAs = "not done") -> str:
    lists = desk.acting().evaluation().exceptions
    state = lists.not_done[0][0] if listed == "not done" else lists.reviews_late_or_missed[0]
    found = decided_on(desk.case, listed, state)
    return "" if found is None else found.verdict


def test_an_item_not_done_is_judged_and_stays_on_the_list() -> None:
    desk = undone()
    desk.do(lambda acting: judged(acting, SEARCHED), by=OKELL)
    assert verdict_on(desk) == "justified"


def test_the_last_decision_counts() -> None:
    desk = undone()
    desk.do(lambda acting: judged(acting, SEARCHED), by=OKELL)
    desk.do(lambda acting: judged(acting, SEARCHED, verdict="action"), by=OKELL)
    assert verdict_on(desk) == "action"


def test_what_was_answered_anew_is_not_judged_yet() -> None:
    desk = undone()
    desk.do(lambda acting: judged(acting, SEARCHED), by=OKELL)
    desk.now += timedelta(hours=1)
    desk.do(
        lambda acting: decisions.correct(
            acting,
            place("research-systems"),
            given=Given(status="not done", reason="The system is gone"),
            done=when(hours=3),
            reason="Better reason",
        )
    )
    assert verdict_on(desk) == ""


def test_a_late_review_is_judged_as_any_other_row() -> None:
    desk = Desk()
    desk.now += timedelta(days=2)
    (late, *_) = desk.acting().evaluation().exceptions.reviews_late_or_missed
    desk.do(lambda acting: judged(acting, row_of(late, listed="reviews"), listed="reviews"), by=OKELL)
    assert verdict_on(desk, "reviews") == "justified"


def asked_too_early() -> Desk:
    """A case on which others were asked for their records before it was said why."""
    desk = Desk()
    desk.fact("third-party-material")
    desk.record(ClockSet(at=when(hours=3), clock=ClockId("third-party-request")))
    return desk


def corrected() -> Desk:
    """A case on which an answer was written down two days late."""
    desk = Desk()
    desk.now += timedelta(days=2)
    desk.answer("research-systems")
    return desk


def let_be() -> Desk:
    """A case on which one item was said not to apply."""
    desk = Desk()
    desk.answer("research-systems", Given(status="not applicable", reason="Another force has"))
    return desk


@pytest.mark.parametrize(
    ("made", "listed", "rows"),
    [
        (asked_too_early, "gates", lambda lists: lists.gates_not_met),
        (corrected, "late", lambda lists: lists.late_records_and_corrections),
        (let_be, "not applicable", lambda lists: lists.not_applicable),
    ],
)
def test_a_row_of_every_list_is_judged(
    made: Callable[[], Desk],
    listed: ListedAs,
    rows: Callable[[Exceptions], tuple[tuple[PlaceState, ...], ...]],
) -> None:
    desk = made()
    state = rows(desk.acting().evaluation().exceptions)[0][0]
    desk.do(lambda acting: judged(acting, row_of(state, listed=listed), listed=listed), by=OKELL)
    found = decided_on(desk.case, listed, state)
    assert found is not None
    assert found.verdict == "justified"


def test_only_rows_of_the_list_are_judged_and_all_of_them_or_none() -> None:
    desk = undone()
    with pytest.raises(ActRefusedError, match="no exception any more"):
        judged(desk.acting(OKELL), SEARCHED, Judged(place=place("record-crime")))
    with pytest.raises(ActRefusedError, match="no exception any more"):
        judged(desk.acting(OKELL), SEARCHED, listed="not applicable")
    with pytest.raises(ActRefusedError, match="No exception was chosen"):
        judged(desk.acting(OKELL))


def test_an_investigator_judges_no_exception() -> None:
    with pytest.raises(RoleRefusedError, match="judge an exception"):
        judged(undone().acting(FARROW), SEARCHED)


def reviewed() -> Desk:
    """A case of which a review is signed."""
    desk = Desk(CSE)
    held = ReviewHeld(at=when(hours=20), review=REVIEW, outcome="on track")
    desk.do(lambda acting: decisions.hold_review(acting, held), by=OKELL)
    return desk


def test_a_signed_review_is_added_to_with_a_reason() -> None:
    desk = reviewed()
    desk.do(
        lambda acting: decisions.add_to_review(acting, REVIEW, "Seen on 5 May", reason="Misread"), by=OKELL
    )
    (addendum,) = desk.case.addenda
    assert (addendum.review, addendum.text, addendum.reason) == (REVIEW, "Seen on 5 May", "Misread")
    assert desk.case.held_reviews[0].event.outcome == "on track"


def test_an_addendum_takes_words_a_reason_and_a_supervisor() -> None:
    acting = reviewed().acting(OKELL)
    with pytest.raises(RefusedError, match="addendum is empty"):
        decisions.add_to_review(acting, REVIEW, "", reason="Misread")
    with pytest.raises(RefusedError, match="reason for the addendum is empty"):
        decisions.add_to_review(acting, REVIEW, "Seen", reason=" ")
    with pytest.raises(RoleRefusedError, match="add to a review"):
        decisions.add_to_review(reviewed().acting(FARROW), REVIEW, "Seen", reason="Misread")


def test_a_review_that_is_not_signed_is_changed_and_not_added_to() -> None:
    with pytest.raises(ActRefusedError, match="not signed yet"):
        decisions.add_to_review(Desk().acting(OKELL), REVIEW, "Seen", reason="Misread")


def test_an_addendum_to_a_review_that_is_not_here_waits_for_it() -> None:
    desk = Desk()
    stray = AddendumWritten(at=when(hours=20), review=REVIEW, text="Seen", reason="Misread")
    desk.record(stray, by=OKELL)
    assert desk.case.addenda == ()
    assert desk.case.set_aside[0].why == "It adds to a review that is not on the case."
