"""Gathering what a record is made from: the case with the review in it, and what was before."""

import msgspec
import pytest

from sopcheck.cases.case import Case
from sopcheck.cases.evaluation import evaluate
from sopcheck.cases.events import Discharged, ReviewHeld, ReviewId
from sopcheck.cases.register.register import Person
from sopcheck.cases.reviews.reviewed import Marking, Reviewed
from sopcheck.cases.reviews.reviewing import BASELINE, gather
from sopcheck.checklists.definition import Digest, ScheduleId
from tests.cases.desk import CALENDAR, DEFINITIONS, FARROW, OKELL, TEAL, Desk, after, when

FIRST = Discharged(rule=ScheduleId("24-hour"))
HELD = ReviewHeld(at=when(hours=3), review=ReviewId("r1"), discharges=(FIRST,), outcome="on track")


def gathered(
    desk: Desk, held: ReviewHeld = HELD, *, by: Person = OKELL, unwitnessed: bool = False
) -> Reviewed:
    """The reviewed case, the review recorded by somebody."""
    before: Case = desk.case
    desk.now = held.at.at
    desk.record(held, by=by)
    return gather(
        before,
        desk.case,
        evaluate(desk.case, DEFINITIONS, CALENDAR, desk.now),
        held,
        definitions=DEFINITIONS,
        calendar=CALENDAR,
        reviewer=by,
        people={one.person: one for one in (FARROW, OKELL)},
        unwitnessed=unwitnessed,
    )


def test_the_review_is_in_the_case_and_met_what_it_discharged() -> None:
    found = gathered(Desk())
    assert [held.review for held in found.case.held_reviews] == ["r1"]
    assert [(state.rule.id, state.word) for state in found.discharged] == [("24-hour", "met")]
    assert "review-outcome" in {state.place.item for state in found.questions}


def test_the_review_before_is_the_last_one_held_earlier() -> None:
    desk = Desk()
    assert gathered(desk).previous is None
    second = msgspec.structs.replace(HELD, review=ReviewId("r2"), at=when(hours=5), discharges=())
    assert gathered(desk, second).previous == after(hours=3)


def test_the_annex_is_named_by_the_case_and_the_number_of_the_review() -> None:
    desk = Desk()
    assert gathered(desk).annex_reference == "NV/CSE/26/0900/S1"
    second = msgspec.structs.replace(HELD, review=ReviewId("r2"), at=when(hours=5), discharges=())
    assert gathered(desk, second).annex_reference == "NV/CSE/26/0900/S2"


@pytest.mark.parametrize(
    ("exception", "words"),
    [("", "partly independent"), ("Nobody else on duty", "not independent; held by exception")],
)
def test_a_reviewer_with_a_part_in_the_case_is_said_to_have_one(exception: str, words: str) -> None:
    desk = Desk()
    desk.answer("record-crime", by=OKELL)
    held = msgspec.structs.replace(HELD, exception=exception)
    assert gathered(desk, held).independence.startswith(words)


def test_a_reviewer_without_a_part_is_independent() -> None:
    assert gathered(Desk(), by=TEAL).independence == "independent of this case"


def test_entries_without_a_witness_are_those_before_the_review() -> None:
    desk = Desk()
    before = len(desk.entries)
    found = gathered(desk, unwitnessed=True)
    assert (found.unwitnessed, found.oldest_unwitnessed) == (before, desk.entries[0].recorded)
    assert gathered(Desk()).unwitnessed == 0


def test_versions_stand_as_the_illustrative_baseline_until_a_register_says_otherwise() -> None:
    found = gathered(Desk())
    digest = found.case.adopted[0].digest
    assert found.standings == {digest: BASELINE}
    assert found.marking == Marking()
    known = gather(
        found.case,
        found.case,
        found.evaluation,
        HELD,
        definitions=DEFINITIONS,
        calendar=CALENDAR,
        reviewer=OKELL,
        people={},
        standings={digest: "approved by a force", Digest("other"): "proposed"},
    )
    assert known.standings[digest] == "approved by a force"
