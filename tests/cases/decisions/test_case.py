"""Decisions about the case itself: opened, moved, held, closed; each with what is refused and why."""

from datetime import UTC, datetime
from functools import partial

import msgspec
import pytest

from sopcheck.cases import decisions
from sopcheck.cases.decisions import ActRefusedError, GateRefusedError, Opening, RoleRefusedError
from sopcheck.cases.events import (
    CaseAssigned,
    CaseClosed,
    CaseDescribed,
    CaseEvent,
    CaseId,
    CaseOpened,
    ChecklistAdopted,
    ClockSet,
    Given,
    When,
)
from sopcheck.cases.programme import CASE_CLOSED
from sopcheck.cases.register.register import Person
from sopcheck.checklists.definition import ChecklistId, Version
from sopcheck.errors import RefusedError
from tests.cases.desk import (
    AUDITOR,
    CSE,
    DEFINITIONS,
    FARROW,
    OKELL,
    ONE,
    ONLINE,
    START,
    TEAL,
    Desk,
    accepted,
    after,
    place,
    when,
)

OPENING = Opening(case=CaseId("c1"), reference="NV/CSE/26/0900", checklists=((CSE, ONE),))


def opened(opening: Opening, *, by: Person = OKELL, now: datetime = START) -> tuple[CaseEvent, ...]:
    """The events of opening a case at the report."""
    return decisions.open_case(opening, DEFINITIONS, by=by, now=now, at=When(START))


but = partial(msgspec.structs.replace, OPENING)


def test_a_case_opens_with_its_checklists() -> None:
    first, adopted = opened(OPENING)
    assert isinstance(first, CaseOpened)
    assert isinstance(adopted, ChecklistAdopted)
    assert adopted.digest == DEFINITIONS.digest_of(CSE, ONE)


def test_a_case_opens_with_the_report_and_its_holders() -> None:
    events = opened(but(received=When(START), investigator=FARROW, supervisor=OKELL))
    assert [type(event) for event in events[2:]] == [ClockSet, CaseAssigned, CaseAssigned]


@pytest.mark.parametrize("reference", ["", "  ", "a\0b", "two\nlines", "x" * 201])
def test_a_reference_that_cannot_be_kept_is_refused(reference: str) -> None:
    with pytest.raises(RefusedError, match="reference"):
        opened(but(reference=reference))


def test_markup_in_a_reference_is_plain_text() -> None:
    first, *_ = opened(but(reference="<b>&</b>"))
    assert isinstance(first, CaseOpened)
    assert first.reference == "<b>&</b>"


@pytest.mark.parametrize(
    ("checklists", "word"),
    [
        ((), "at least one"),
        (((ChecklistId("nothing"), ONE),), "not installed"),
        (((CSE, Version("9.9")),), "not installed"),
        (((ChecklistId("supervisor-review"), ONE),), "runs with each review"),
    ],
)
def test_a_case_follows_checklists_that_are_here(checklists: tuple[object, ...], word: str) -> None:
    with pytest.raises(ActRefusedError, match=word):
        opened(but(checklists=checklists))


def test_a_report_ahead_of_now_is_refused() -> None:
    with pytest.raises(ActRefusedError, match="ahead"):
        opened(but(received=when(minutes=1)))


def test_an_auditor_opens_no_case() -> None:
    with pytest.raises(RoleRefusedError, match="takes the role of investigator"):
        opened(OPENING, by=AUDITOR)


def test_a_constable_is_not_assigned_as_supervisor() -> None:
    with pytest.raises(RoleRefusedError, match="role of supervisor"):
        opened(but(supervisor=FARROW))


def test_new_words_replace_only_what_is_given() -> None:
    event = decisions.describe(Desk().acting(), operation="Heather")
    assert event == CaseDescribed(at=event.at, operation="Heather")


def test_describing_with_nothing_is_refused() -> None:
    with pytest.raises(ActRefusedError, match="Nothing was changed"):
        decisions.describe(Desk().acting())


def test_a_case_may_follow_one_checklist_more() -> None:
    desk = Desk()
    desk.do(lambda acting: decisions.move(acting, ONLINE, ONE, when(hours=2)))
    assert [adopted.checklist for adopted in desk.case.adopted] == [CSE, ONLINE]


def test_the_version_in_force_is_not_moved_to_again() -> None:
    with pytest.raises(ActRefusedError, match=r"follows cse-investigation 1\.0 already"):
        decisions.move(Desk().acting(), CSE, ONE, when(hours=2))


def test_a_move_ahead_of_now_is_refused() -> None:
    with pytest.raises(ActRefusedError, match="ahead"):
        decisions.move(Desk().acting(), ONLINE, ONE, when(days=2))


def test_who_holds_the_case_may_be_nobody() -> None:
    desk = Desk()
    desk.do(lambda acting: decisions.assign(acting, "investigator", None, when(hours=5)))
    assert desk.case.holder("investigator", after(hours=6)) is None
    assert desk.case.holder("investigator", after(hours=4)) == FARROW.person


def test_absence_lasts_until_somebody_is_back() -> None:
    desk = Desk()
    desk.do(lambda acting: decisions.record_absence(acting, FARROW, when(hours=5), absent=True))
    desk.do(lambda acting: decisions.record_absence(acting, FARROW, when(hours=9), absent=False))
    assert desk.case.is_absent(FARROW.person, after(hours=6))
    assert not desk.case.is_absent(FARROW.person, after(hours=10))


BEFORE_CLOSING = (
    "hand-over-risk",
    "sweep-intelligence",
    "record-outcome",
    "set-retention",
    "close-with-review",
)


def done_before_closing(desk: Desk, *, but_not: str = "") -> None:
    """Answer what must come before the closing."""
    for item in BEFORE_CLOSING:
        if item != but_not:
            desk.answer(item, by=OKELL)


def test_a_case_closes_when_all_before_it_is_done() -> None:
    desk = Desk()
    done_before_closing(desk)
    assert isinstance(decisions.close(desk.acting(OKELL), when(hours=4)), CaseClosed)


def test_an_open_item_keeps_the_case_open_and_is_named() -> None:
    desk = Desk()
    done_before_closing(desk, but_not="record-outcome")
    with pytest.raises(GateRefusedError, match="record-outcome") as refused:
        decisions.close(desk.acting(OKELL), when(hours=4))
    assert [one.item for one in refused.value.places] == ["record-outcome"]


def test_not_applicable_closes_an_item_for_the_gate() -> None:
    desk = Desk()
    done_before_closing(desk, but_not="record-outcome")
    desk.answer("record-outcome", Given(status="not applicable", reason="No crime"))
    assert accepted(decisions.close(desk.acting(OKELL), when(hours=4)))


def test_not_done_closes_no_item_for_the_gate() -> None:
    desk = Desk()
    done_before_closing(desk, but_not="record-outcome")
    desk.answer("record-outcome", Given(status="not done", reason="No crime"))
    with pytest.raises(GateRefusedError):
        decisions.close(desk.acting(OKELL), when(hours=4))


def test_an_overridden_item_no_longer_keeps_the_case_open() -> None:
    desk = Desk()
    done_before_closing(desk, but_not="record-outcome")
    desk.do(
        lambda acting: decisions.override(
            acting, place("record-outcome"), CASE_CLOSED, reason="Outcome kept by the other force"
        ),
        by=OKELL,
    )
    assert accepted(decisions.close(desk.acting(OKELL), when(hours=4)))


def closed_desk() -> Desk:
    """A desk with a closed case."""
    desk = Desk()
    done_before_closing(desk)
    desk.do(lambda acting: decisions.close(acting, when(hours=4)), by=OKELL)
    return desk


def test_a_closed_case_is_not_closed_again_but_may_be_reopened() -> None:
    desk = closed_desk()
    with pytest.raises(ActRefusedError, match="closed already"):
        decisions.close(desk.acting(OKELL), when(hours=5))
    desk.do(lambda acting: decisions.reopen(acting, when(hours=6), why="New account"), by=OKELL)
    assert not desk.case.is_closed(after(hours=7))


def test_saying_again_that_a_case_was_closed_then_is_harmless() -> None:
    desk = closed_desk()
    desk.do(lambda acting: decisions.close(acting, when(hours=4)), by=OKELL)
    assert [closing.at for closing in desk.case.closings] == [after(hours=4)]


def test_a_closed_case_still_takes_an_answer() -> None:
    desk = closed_desk()
    assert accepted(
        decisions.answer(desk.acting(), place("place-markers"), Given(status="done"), when(hours=5))
    )


def test_an_open_case_is_not_reopened_and_reopening_says_why() -> None:
    with pytest.raises(ActRefusedError, match="case is open"):
        decisions.reopen(Desk().acting(OKELL), when(hours=6), why="New account")
    with pytest.raises(RefusedError, match="reason for reopening"):
        decisions.reopen(closed_desk().acting(OKELL), when(hours=6), why=" ")


def test_a_hold_is_placed_and_lifted_once() -> None:
    desk = Desk()
    desk.do(lambda acting: decisions.place_hold(acting, why="Independent inquiry"), by=OKELL)
    desk.do(lambda acting: decisions.lift_hold(acting, why="Inquiry reported"), by=OKELL)
    with pytest.raises(ActRefusedError, match="no hold"):
        decisions.lift_hold(desk.acting(OKELL), why="Again")


def test_an_investigator_places_no_hold() -> None:
    with pytest.raises(RoleRefusedError, match="supervisor"):
        decisions.place_hold(Desk().acting(FARROW), why="Independent inquiry")


def test_a_megabyte_may_be_pasted_into_a_note_and_no_more() -> None:
    acting = Desk().acting()
    assert accepted(decisions.add_note(acting, "x" * 1_000_000, when(hours=2)))
    with pytest.raises(RefusedError, match="1,000,001 characters and at most 1,000,000"):
        decisions.add_note(acting, "x" * 1_000_001, when(hours=2))


@pytest.mark.parametrize("text", ["", "a\0b", "\ud800"])
def test_a_note_that_cannot_be_kept_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match="note"):
        decisions.add_note(Desk().acting(), text, when(hours=2))


def test_now_is_kept_as_wall_time_with_its_offset() -> None:
    desk = Desk()
    desk.now = datetime(2026, 10, 25, 1, 40, tzinfo=UTC)
    kept = desk.acting().when().at
    assert (kept.isoformat(), kept == desk.now) == ("2026-10-25T01:40:00+00:00", True)


def test_a_case_moved_by_an_inspector_keeps_who_it_was() -> None:
    desk = Desk()
    entry = desk.do(lambda acting: decisions.move(acting, ONLINE, ONE, when(hours=2)), by=TEAL)
    found = desk.case.entry(entry)
    assert found is not None
    assert found.by == TEAL.person
