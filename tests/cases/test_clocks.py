"""Which settings of a clock count."""

import pytest

from sopcheck.cases.events import CaseReopened, Given, SubjectChanged, SubjectId
from sopcheck.checklists.definition import ClockId, KindId
from tests.cases.book import REPORT, Book, checklist, hours, item, place, utc, when

SETS = item("meet", sets_clock=ClockId("arrested"), repeats_for="suspect")


def book() -> Book:
    made = Book(checklist(SETS, item("again", sets_clock=ClockId("arrested"), repeats_for="suspect")))
    made.subject("a", REPORT, "suspect")
    return made


def arrested(made: Book, of: str = "a") -> str | None:
    at = made.case().clock(ClockId("arrested"), of)
    return None if at is None else f"{at:%H:%M}"


def test_done_sets_the_clock_of_its_item_to_when_it_was_done() -> None:
    made = book()
    made.answer("meet", "2026-05-05 10:00", "a", recorded="2026-05-06 10:00")
    assert made.case().clock(ClockId("arrested"), "a") == utc("2026-05-05 10:00")


def test_not_done_sets_no_clock() -> None:
    made = book()
    made.answer("meet", "2026-05-05 10:00", "a", status="not done")
    assert arrested(made) is None


def test_a_correction_moves_the_clock_and_one_to_not_done_takes_it_away() -> None:
    made = book()
    first = made.answer("meet", "2026-05-05 10:00", "a")
    second = made.correct("meet", first, "2026-05-05 11:00", of="a", recorded="2026-05-06 10:00")
    assert made.case().clock(ClockId("arrested"), "a") == utc("2026-05-05 11:00")
    refused = Given(status="not done", reason="No")
    made.correct("meet", second, "2026-05-05 11:00", of="a", recorded="2026-05-06 11:00", given=refused)
    assert arrested(made) is None


def test_of_a_clock_that_items_set_the_act_that_came_last_counts() -> None:
    made = book()
    made.answer("again", "2026-05-05 12:00", "a")
    made.answer("meet", "2026-05-05 10:00", "a", recorded="2026-05-05 13:00")
    assert made.case().clock(ClockId("arrested"), "a") == utc("2026-05-05 12:00")


def test_what_a_person_sets_after_an_act_counts_and_an_act_after_that_again() -> None:
    made = book()
    made.answer("meet", "2026-05-05 10:00", "a")
    made.clock("arrested", "2026-05-05 09:30", "a", recorded="2026-05-05 11:00")
    assert made.case().clock(ClockId("arrested"), "a") == utc("2026-05-05 09:30")
    made.answer("again", "2026-05-05 12:00", "a")
    assert made.case().clock(ClockId("arrested"), "a") == utc("2026-05-05 12:00")


def test_a_choice_sets_a_clock_only_if_it_is_one_that_does() -> None:
    decide = item(
        "decide", sets_clock=ClockId("begun"), sets_clock_if=("review",), choices=("review", "none")
    )
    made = Book(checklist(decide))
    made.answer("decide", "2026-05-05 10:00", choice="none")
    assert made.case().clock(ClockId("begun")) is None
    made.answer("decide", "2026-05-05 11:00", choice="review")
    assert made.case().clock(ClockId("begun")) == utc("2026-05-05 11:00")


def test_what_was_assumed_counts_only_while_nothing_else_is_said() -> None:
    made = book()
    made.answer("meet", "2026-05-05 10:00", "a", assumed=True)
    assert made.case().clock(ClockId("arrested"), "a") == utc("2026-05-05 10:00")
    made.clock("arrested", "2026-05-05 08:00", "a", recorded="2026-05-05 11:00")
    assert made.case().clock(ClockId("arrested"), "a") == utc("2026-05-05 08:00")


def test_a_silent_assumption_sets_no_clock() -> None:
    made = book()
    made.answer("meet", "2026-05-05 10:00", "a", assumed=True, sets_clock=False)
    assert arrested(made) is None


def test_adding_a_subject_sets_its_clock_and_gaining_the_kind_later_sets_it_then() -> None:
    made = Book(checklist(item("see", repeats_for="child")))
    made.subject("a", REPORT, "child")
    assert made.case().clock(ClockId("joined"), "a") is None
    made.add(
        SubjectChanged(at=when("2026-05-07 09:00"), subject=SubjectId("a"), add_kinds=(KindId("suspect"),))
    )
    assert made.case().clock(ClockId("joined"), "a") == utc("2026-05-07 09:00")


def test_a_clock_of_somebody_who_is_not_on_the_case_is_set_aside() -> None:
    made = book()
    made.clock("arrested", "2026-05-05 10:00", "nobody")
    assert "not on the case" in made.case().set_aside[0].why


def test_a_case_is_closed_until_it_is_reopened() -> None:
    made = Book(checklist(item("act", limit=hours(1))))
    made.clock("case-closed", "2026-05-06 10:00")
    made.add(CaseReopened(at=when("2026-05-08 10:00"), why="New"))
    case = made.case()
    closed = [case.is_closed(utc(f"2026-05-0{day} 12:00")) for day in (5, 6, 7, 8)]
    assert closed == [False, True, True, False]


def test_closing_again_without_a_reopening_puts_the_time_right() -> None:
    made = Book(checklist(item("act")))
    made.clock("case-closed", "2026-05-06 10:00")
    made.clock("case-closed", "2026-05-06 09:00", recorded="2026-05-06 11:00")
    assert [closing.at for closing in made.case().closings] == [utc("2026-05-06 09:00")]


def test_reopening_what_is_not_closed_is_set_aside() -> None:
    made = Book(checklist(item("act")))
    made.add(CaseReopened(at=when("2026-05-08 10:00"), why="New"))
    assert made.case().set_aside[0].why == "It reopens a case that was not closed."
    assert made.case().answer(place("act")) is None


@pytest.mark.parametrize(("status", "is_set"), [("not done", False), ("done", True)])
def test_of_answers_in_conflict_only_the_one_that_is_shown_sets_the_clock(status: str, is_set: bool) -> None:
    made = Book(checklist(item("arrest", sets_clock=ClockId("arrested"))))
    first = made.answer("arrest", "2026-05-05 10:00")
    made.answer("arrest", "2026-05-05 10:00", status=status, unseen=(first,), recorded="2026-05-05 11:00")
    # *Not done* comes before *done* (convention 24), and whoever did not do it set nothing.
    assert (made.case().clock(ClockId("arrested")) is not None) is is_set
