"""What an entry says, field by field: of every kind, and nothing left out."""

import dataclasses
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopcheck.cases import codec
from sopcheck.cases.event_parts import ActionId, Event, Given, Place, ReviewId, SubjectId, When
from sopcheck.cases.events import (
    ActionDone,
    ActionRaised,
    AddendumWritten,
    CaseAssigned,
    CaseEvent,
    ClockSet,
    DirectionAnswered,
    EntryWithdrawn,
    FactSet,
    ItemAnswered,
    LimitExtended,
    LimitJudged,
    NoteAdded,
    SubjectAdded,
    SubjectChanged,
)
from sopcheck.checklists.definition import ChecklistId, ClockId, FactId, ItemId, KindId
from sopcheck.ledger.entry import EntryHash, PersonId
from sopcheck.records.entry_words import EntryWords
from sopcheck.records.record import Text
from sopcheck.records.sheets import Said
from tests.cases.generated_events import built
from tests.records.reviewed_cases import CHILD, FIRST, THIRD, reviewed

CASE = reviewed(*CHILD, FIRST)
WORDS = EntryWords(CASE, {one.entry: number for number, one in enumerate(CASE.case.entries, start=1)})
AT = When(datetime(2026, 5, 7, 12, tzinfo=UTC))
MAIN = ChecklistId("cse-investigation")
CHILD_A = SubjectId("child-a")


def told(event: Event) -> dict[str, str]:
    return {line.label: line.text.free_text if line.text else line.words for line in WORDS.told(event)}


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (NoteAdded(at=AT, text="Call logged"), {"Text": "Call logged"}),
        (
            FactSet(at=AT, fact=FactId("child-at-risk"), value="yes", of=(CHILD_A,)),
            {"Value": "yes", "For": "Child A"},
        ),
        (
            ClockSet(at=AT, clock=ClockId("report-received"), confirmed=True),
            {"The moment when": "the report was received", "Confirmed": "yes"},
        ),
        (CaseAssigned(at=AT, role="investigator", to=PersonId("farrow")), {"Given to": "DC Farrow"}),
        (
            ActionRaised(
                at=AT,
                action=ActionId("a1"),
                text="Ring the school",
                owner=PersonId("okell"),
                due=date(2026, 5, 8),
            ),
            {"Owner": "DS Okell", "Due": "Fri 8 May 2026"},
        ),
        (
            SubjectAdded(at=AT, subject=SubjectId("new"), kinds=(KindId("child"),), label="Child B"),
            {"Label": "Child B", "Kinds": "child"},
        ),
        (
            LimitExtended(at=AT, place=Place(MAIN, ItemId("see-child"), "child-a"), until=AT, reason="Ill"),
            {"Until": "Thu 7 May 2026, 13:00", "Reason": "Ill"},
        ),
        (
            AddendumWritten(at=AT, review=ReviewId("none"), text="Two", reason="Left out"),
            {"Review": "A review"},
        ),
    ],
)
def test_an_entry_is_told_in_the_words_of_the_case(event: Event, words: dict[str, str]) -> None:
    assert told(event).items() >= words.items()


def test_ids_of_nobody_known_are_said_to_be_so() -> None:
    assert (
        told(CaseAssigned(at=AT, role="supervisor", to=PersonId("x")))["Given to"]
        == "a person not known here"
    )
    assert told(FactSet(at=AT, fact=FactId("gone"), value="no", of=(SubjectId("x"),)))["Fact"] == "gone"
    gone = EntryHash("f" * 64)
    assert (
        told(EntryWithdrawn(at=AT, entry=gone, reason="Typed twice"))["Entry"] == "An entry that is not here"
    )


def test_another_entry_is_named_by_its_number() -> None:
    second = CASE.case.entries[1].entry
    assert told(EntryWithdrawn(at=AT, entry=second, reason="Typed twice"))["Entry"] == "Entry 2"


def test_what_an_action_or_a_subject_is_changed_by_names_it() -> None:
    ring = "at: 2026-05-01 09:00, by: okell, action: Ring the school, for: farrow, due: 2026-05-04, as: a1"
    case = reviewed(*CHILD, FIRST, ring, THIRD)
    numbers = {one.entry: number for number, one in enumerate(case.case.entries, start=1)}
    raised = next(one for one in case.case.entries if isinstance(one.event, ActionRaised))
    assert isinstance(raised.event, ActionRaised)
    words = EntryWords(case, numbers)
    done = words.told(ActionDone(at=AT, action=raised.event.action, result="Rung"))
    assert done[0] == Said(label="Action", words=f"The one raised in entry {numbers[raised.entry]}")
    changed = words.told(SubjectChanged(at=AT, subject=CHILD_A, label="Child 1"))
    assert changed[0] == Said(label="Subject", words="Child A")
    assert "Action" not in {line.label for line in words.told(raised.event)}


def test_several_places_are_each_told() -> None:
    places = tuple(Place(MAIN, ItemId(item), "child-a") for item in ("see-child", "agree-safety-plan"))
    lines = [
        line
        for line in WORDS.told(LimitJudged(at=AT, places=places, verdict="justified"))
        if line.label == "Places"
    ]
    assert len(lines) == 2
    assert lines[0].words.endswith("(see-child) For Child A")


def test_the_class_is_the_most_sensitive_of_all_that_an_entry_is_about() -> None:
    ordinary, safety = (Place(MAIN, ItemId(item), "child-a") for item in ("see-child", "agree-safety-plan"))
    judged = LimitJudged(at=AT, places=(ordinary, safety), verdict="justified", reason="At her aunt's")
    assert WORDS.print_class(judged) == "victim-safety"
    assert Text("At her aunt's", "victim-safety") in [line.text for line in WORDS.told(judged)]


def test_what_is_said_about_an_entry_has_the_class_of_that_entry() -> None:
    given = Given(status="done", text="At her aunt's")
    answer = ItemAnswered(
        at=AT, checklist=MAIN, item=ItemId("agree-safety-plan"), given=given, of=("child-a",)
    )
    first = msgspec.structs.replace(CASE.case.entries[0], event=answer)
    case = msgspec.structs.replace(CASE, case=dataclasses.replace(CASE.case, entries=(first,)))
    words = EntryWords(case, {first.entry: 1})
    taken = EntryWithdrawn(at=AT, entry=first.entry, reason="The aunt moved")
    done = DirectionAnswered(at=AT, direction=first.entry, text="Spoke to the aunt")
    assert [words.print_class(one) for one in (taken, done)] == ["victim-safety"] * 2


def test_what_was_chosen_of_a_sensitive_item_is_sensitive() -> None:
    said = Given(status="done", choice="support needed")
    answer = ItemAnswered(
        at=AT, checklist=ChecklistId("supervisor-review"), item=ItemId("review-capacity"), given=said
    )
    texts = [line.text for line in WORDS.told(answer) if line.text]
    assert texts == [Text("support needed", "staff-personal")]
    assert told(answer)["Status"] == "done"


SAMPLES = Path(__file__).parents[1] / "data" / "events"
PINNED = {file.stem for file in SAMPLES.glob("*.json")}
FREE = {"text", "reason", "why", "result", "label", "discussion", "outcome", "exception", "good_work"}


@pytest.mark.parametrize("kind", [one.__name__ for one in get_args(CaseEvent) if one.__name__ in PINNED])
def test_of_every_kind_every_free_text_is_told(kind: str) -> None:
    event = codec.decode(kind, 1, (SAMPLES / f"{kind}.json").read_bytes())
    assert isinstance(event, Event)
    lines = WORDS.told(event)
    assert all(line.label for line in lines)
    said = {line.text.free_text for line in lines if line.text}
    typed = {getattr(event, field.name) for field in msgspec.structs.fields(event) if field.name in FREE}
    assert typed <= said


@settings(max_examples=50)
@given(st.one_of([built(kind) for kind in get_args(CaseEvent)]))
def test_any_entry_is_told_without_an_error(event: Event) -> None:
    assert all(line.label for line in WORDS.told(event))
