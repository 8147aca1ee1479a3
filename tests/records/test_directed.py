"""Directions print among the actions and addenda among the corrections, each with its words and its day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from sopcheck.cases.events import DirectionGiven, Place, Recorded, ReviewId, When
from sopcheck.cases.reviews.reviewed import Reviewed
from sopcheck.cases.standing import Addendum, Direction, DirectionAnswer, Mark, Settlement
from sopcheck.checklists.definition import ChecklistId, ItemId
from sopcheck.ledger.entry import EntryHash, PersonId
from sopcheck.records.content import record_of
from sopcheck.records.record import Action, Text
from tests.records.reviewed_cases import FIRST, THIRD, reviewed

CASE = reviewed(FIRST, THIRD)
BEFORE = CASE.previous or datetime.min.replace(tzinfo=UTC)
PLACE = Place(ChecklistId("cse-investigation"), ItemId("record-crime"))
PROMPT = "Record every crime disclosed, one for each victim and offence as the counting rules require"


def mark(at: datetime) -> Mark:
    event = DirectionGiven(at=When(at), place=PLACE, text="x")
    source = Recorded(entry=EntryHash("a" * 64), by=PersonId("okell"), recorded=at, event=event)
    return Mark(at=at, order=0, source=source)


def direction(**changed: object) -> Direction:
    made = Direction(
        mark=mark(BEFORE), place=PLACE, text="Today please", due=date(2026, 5, 8), review=ReviewId("first")
    )
    return msgspec.structs.replace(made, **changed)


def with_directions(*given: Direction) -> Reviewed:
    return msgspec.structs.replace(CASE, case=replace(CASE.case, directions=given))


def settled(at: datetime, *, dropped: bool = False) -> Settlement:
    return Settlement(mark=mark(at), result="Seen", dropped=dropped, review=None)


def previous(*given: Direction) -> tuple[Action, ...]:
    return record_of(with_directions(*given)).previous_actions


def test_a_direction_of_before_is_carried_with_its_item_and_its_day() -> None:
    (action,) = previous(direction())
    assert action.what == Text(f"Direction on “{PROMPT}”: Today please")
    assert (action.owner, action.state, action.note) == ("DC Farrow", "carried", None)
    assert action.due is not None
    assert action.due.date() == date(2026, 5, 8)


def test_a_direction_of_this_review_is_new() -> None:
    record = record_of(with_directions(direction(review=CASE.held.review)))
    assert [action.state for action in record.new_actions] == ["new"]
    assert record.previous_actions == ()


def test_a_direction_without_a_day_has_none() -> None:
    (action,) = previous(direction(due=None))
    assert action.due is None


def test_what_was_answered_and_settled_stands_beside_it() -> None:
    answer = DirectionAnswer(mark=mark(BEFORE), text="Recorded")
    (action,) = previous(direction(answers=(answer,)))
    assert (action.state, action.note) == ("answered", Text("Recorded"))
    (action,) = previous(direction(answers=(answer,), settled=settled(BEFORE + timedelta(hours=1))))
    assert (action.state, action.note) == ("complete", Text("Recorded / Seen"))


@pytest.mark.parametrize(("hours", "printed"), [(1, 1), (0, 0), (-1, 0)])
def test_what_was_settled_before_the_last_review_is_told_no_more(hours: int, printed: int) -> None:
    found = previous(direction(settled=settled(BEFORE + timedelta(hours=hours), dropped=True)))
    assert len(found) == printed


def test_a_direction_on_a_sensitive_item_stands_in_no_ordinary_record() -> None:
    place = Place(ChecklistId("cse-investigation"), ItemId("intel-secret"))
    assert previous(direction(place=place)) == ()


def with_addendum(at: datetime) -> Reviewed:
    held = CASE.case.held_reviews[0]
    addendum = Addendum(mark=mark(at), review=held.review, text="Seen on 5 May", reason="Misread")
    return msgspec.structs.replace(CASE, case=replace(CASE.case, addenda=(addendum,)))


def test_an_addendum_prints_on_the_next_record_with_its_reason() -> None:
    late = record_of(with_addendum(BEFORE + timedelta(minutes=1))).exceptions.late_records_and_corrections
    row = late[-1]
    assert (row.item, row.kind) == ("First review, Fri 1 May 2026, 09:00", "addendum to a signed review")
    assert (row.new, row.why, row.by) == (Text("Seen on 5 May"), Text("Misread"), "DS Okell")


def test_an_addendum_of_before_the_last_review_is_on_that_record_and_not_on_this() -> None:
    late = record_of(with_addendum(BEFORE)).exceptions.late_records_and_corrections
    assert all(row.kind != "addendum to a signed review" for row in late)
