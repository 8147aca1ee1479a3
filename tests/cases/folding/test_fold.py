"""The fold is total: misfits are set aside with their reason, and reconsidered."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.cases.events import (
    ActionDone,
    ActionId,
    ActionRaised,
    BodyErased,
    CaseDescribed,
    CaseEvent,
    CaseId,
    CaseOpened,
    ChecklistAdopted,
    EntryWithdrawn,
    Given,
    GradeChanged,
    HoldLifted,
    HoldPlaced,
    ItemAnswered,
    NoteAdded,
    ReviewHeld,
    ReviewId,
    SubjectAdded,
    SubjectChanged,
    SubjectId,
)
from sopcheck.cases.folding.fold import fold
from sopcheck.checklists.definition import Digest, GradeId, ItemId, KindId, Version
from sopcheck.ledger.entry import EntryHash, PersonId
from tests.cases.book import REPORT, SOP, Book, checklist, hours, item, place, utc, when
from tests.cases.generated_events import events as any_event

AT = when("2026-05-06 09:00")
NOBODY = SubjectId("nobody")


def book() -> Book:
    return Book(checklist(item("act", limit=hours(24)), item("see", repeats_for="child")))


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (CaseOpened(at=AT, case=CaseId("c2"), reference="x"), "The case was opened already."),
        (
            ChecklistAdopted(at=AT, checklist=SOP, version=Version("7"), digest=Digest("7")),
            "Its checklist is not on this machine.",
        ),
        (SubjectChanged(at=AT, subject=NOBODY), "It names somebody or something that is not on the case."),
        (
            ItemAnswered(at=AT, checklist=SOP, item=ItemId("none"), given=Given(status="done")),
            "It is about an item that no checklist of the case has.",
        ),
        (
            ItemAnswered(at=AT, checklist=SOP, item=ItemId("see"), given=Given(status="done"), of=("x",)),
            "Part of it is about a subject or a review that is not on the case.",
        ),
        (
            GradeChanged(at=AT, grade=GradeId("g"), choice="high"),
            "It sets a grade that the checklists of the case do not have.",
        ),
        (HoldLifted(at=AT, why="x"), "It lifts a hold that was not placed."),
        (ActionDone(at=AT, action=ActionId("a")), "It finishes an action that is not on the case."),
        (
            EntryWithdrawn(at=AT, entry=EntryHash("none"), reason="x"),
            "It withdraws an entry that is not on this machine.",
        ),
        (
            SubjectAdded(at=AT, subject=SubjectId("d"), kinds=(KindId("device"),), label="d", of=NOBODY),
            "It belongs to somebody who is not on the case; it is kept without that.",
        ),
    ],
)
def test_an_entry_that_does_not_fit_is_set_aside_with_its_reason(event: CaseEvent, why: str) -> None:
    made = book()
    made.add(event)
    assert [(misfit.entry, misfit.why) for misfit in made.case().set_aside] == [(made.entries[-1].entry, why)]


def test_an_action_that_two_machines_raised_under_one_id_is_the_first() -> None:
    made = book()
    raised = ActionRaised(
        at=AT, action=ActionId("a"), text="Call", owner=PersonId("farrow"), due=AT.at.date()
    )
    for text in ("Call", "Visit"):
        made.add(msgspec.structs.replace(raised, text=text))
    case = made.case()
    assert [action.text for action in case.actions] == ["Call"]
    assert [misfit.why for misfit in case.set_aside] == ["An action of this id was raised already."]


def test_a_missing_body_is_set_aside_with_what_is_known_of_it() -> None:
    made = book()
    made.add(None, why_missing="Its words were erased.")
    made.add(None)
    assert [misfit.why for misfit in made.case().set_aside] == [
        "Its words were erased.",
        "What it said is not on this machine.",
    ]


def test_part_of_an_act_that_fits_counts() -> None:
    made = book()
    made.subject("a", REPORT, "child")
    made.answer("see", "2026-05-06 09:00", "a", "nobody")
    case = made.case()
    assert case.answer(place("see", "a")) is not None
    assert len(case.set_aside) == 1


def test_what_waited_for_a_subject_counts_once_the_subject_arrives() -> None:
    made = book()
    made.answer("see", "2026-05-06 09:00", "a")
    assert made.case().answer(place("see", "a")) is None
    made.subject("a", REPORT, "child", recorded="2026-05-06 08:00")
    made.entries.insert(-1, made.entries.pop())
    assert made.case().answer(place("see", "a")) is not None


def test_only_what_was_known_by_then_counts_that_moment_included() -> None:
    made = book()
    made.answer("act", "2026-05-06 08:00", recorded="2026-05-06 09:00", received="2026-05-07 10:00")
    assert made.case("2026-05-07 09:59").answer(place("act")) is None
    assert made.case("2026-05-07 10:00").answer(place("act")) is not None


def test_a_withdrawn_entry_counts_no_more_from_when_that_was_recorded() -> None:
    made = book()
    entry = made.subject("a", "2026-05-06 09:00", "child")
    made.add(EntryWithdrawn(at=when("2026-05-07 09:00"), entry=entry, reason="Wrong case"))
    assert "a" in made.case("2026-05-07 08:59").subjects
    case = made.case("2026-05-07 09:00")
    assert "a" not in case.subjects
    assert case.withdrawn[entry].reason == "Wrong case"


@pytest.mark.parametrize("entry", ["0000", "0001"])
def test_what_the_case_stands_on_is_not_taken_back(entry: str) -> None:
    book = Book(checklist(item("act")))
    taken = book.add(EntryWithdrawn(at=when("2026-05-05 12:00"), entry=EntryHash(entry), reason="Wrong"))
    case = book.case()
    assert (case.reference, len(case.versions)) == ("NV/1", 1)
    assert [one.entry for one in case.set_aside] == [taken]


def test_a_withdrawal_may_be_withdrawn() -> None:
    made = book()
    entry = made.subject("a", "2026-05-06 09:00", "child")
    first = made.add(EntryWithdrawn(at=AT, entry=entry, reason="x"))
    made.add(EntryWithdrawn(at=AT, entry=first, reason="y"))
    assert "a" in made.case().subjects


def test_an_answer_of_somebody_else_is_not_taken_back() -> None:
    made = book()
    entry = made.answer("act", "2026-05-06 09:00")
    made.add(EntryWithdrawn(at=AT, entry=entry, reason="x"), by="okell")
    case = made.case()
    assert case.answer(place("act")) is not None
    assert case.set_aside[0].why == "It takes back the answer of somebody else."


def test_an_answer_that_its_author_took_back_leaves_the_one_before_standing() -> None:
    made = book()
    first = made.answer("act", "2026-05-06 08:00")
    second = made.answer("act", "2026-05-06 08:30")
    made.add(EntryWithdrawn(at=AT, entry=second, reason="x"))
    assert [answer.entry for answer in made.case().standing(place("act"))] == [first]


def test_new_words_replace_those_given_and_leave_the_others() -> None:
    made = book()
    made.add(CaseDescribed(at=AT, operation="Heather", crime_numbers="N1"))
    case = made.case()
    assert (case.reference, case.operation, case.crime_numbers) == ("NV/1", "Heather", "N1")


def test_actions_notes_holds_and_erasures_are_kept() -> None:
    made = book()
    made.add(
        ActionRaised(at=AT, action=ActionId("a"), text="Ring", owner=PersonId("farrow"), due=AT.at.date())
    )
    made.add(ActionDone(at=AT, action=ActionId("a"), result="Rung"))
    made.add(NoteAdded(at=AT, text="A call"))
    made.add(HoldPlaced(at=AT, why="Inquiry"))
    made.add(HoldLifted(at=AT, why="Over"))
    made.add(BodyErased(at=AT, entry=made.entries[0].entry, authority="s.47", reason="x"))
    case = made.case()
    assert [(one.state, one.result) for one in case.actions] == [("complete", "Rung")]
    assert [one.text for one in case.notes] == ["A call"]
    assert case.holds[0].lifted is not None
    assert case.erased == {made.entries[0].entry}


def test_a_review_is_signed_once() -> None:
    made = book()
    for _ in range(2):
        made.add(ReviewHeld(at=AT, review=ReviewId("r")), by="okell")
    case = made.case()
    assert len(case.held_reviews) == 1
    assert case.set_aside[0].why == "The review of this id was signed already."


def test_a_time_known_only_to_the_day_is_judged_at_its_last_minute_or_when_it_was_recorded() -> None:
    made = book()
    made.answer("act", "2026-05-05", recorded="2026-05-07 10:00")
    made.answer("see", "2026-05-07", recorded="2026-05-07 11:00")
    answer = made.case().answer(place("act"))
    assert answer is not None
    assert (answer.judged, answer.precision) == (utc("2026-05-05 23:59"), "day")
    assert made.state("act", "2026-05-07 12:00").word == "met"


def test_the_timeline_is_by_instant_and_not_by_wall_time() -> None:
    made = book()
    made.add(NoteAdded(at=when("2026-10-25 01:55+01:00"), text="first"))
    made.clock("arrested", "2026-10-25 01:40+00:00")
    made.add(NoteAdded(at=when("2026-10-25 01:30+01:00"), text="earliest"), recorded="2026-10-25 03:00")
    names = [line.name for line in made.case().timeline if line.what in ("note", "clock")]
    assert names[-3:] == ["earliest", "first", "arrested"]


@given(st.lists(any_event, max_size=12), st.data())
def test_whatever_is_recorded_the_case_folds_and_keeps_every_entry(
    events: list[object], data: st.DataObject
) -> None:
    made = book()
    for event in events:
        if isinstance(event, CaseEvent):
            made.add(event)
    folded = fold(made.entries, made.definitions)
    assert folded.entries == tuple(made.entries)
    known = {entry.entry for entry in made.entries}
    assert {misfit.entry for misfit in folded.set_aside} <= known


@given(st.permutations(range(6)))
def test_the_case_does_not_depend_on_how_its_entries_were_delivered(order: list[int]) -> None:
    made = book()
    for hour in range(6):
        made.add(NoteAdded(at=when(f"2026-05-06 0{hour}:00"), text=str(hour)))
    delivered = [made.entries[-6:][number] for number in order]
    merged = sorted((*made.entries[:-6], *delivered), key=lambda entry: (entry.recorded_at, entry.entry))
    assert fold(merged, made.definitions) == fold(made.entries, made.definitions)
