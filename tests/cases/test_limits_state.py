"""Where a limit or a gate stands."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.cases.events import LimitExtended, TargetSet
from sopcheck.cases.limits_state import in_rounds
from sopcheck.checklists.definition import ClockId, Limit
from tests.cases.book import (
    CALENDAR,
    REPORT,
    Book,
    before,
    checklist,
    day,
    days,
    hours,
    item,
    place,
    utc,
    when,
)


def one_item(**what: object) -> Book:
    return Book(checklist(item("act", **what)))


@pytest.mark.parametrize(
    ("at", "word"),
    [
        ("2026-05-05 09:00", "running"),
        ("2026-05-06 03:00", "running"),
        ("2026-05-06 03:01", "due soon"),
        ("2026-05-06 09:00", "due soon"),
        ("2026-05-06 09:01", "passed"),
    ],
)
def test_a_limit_is_due_soon_in_its_last_quarter_and_passed_the_instant_after_it_ends(
    at: str, word: str
) -> None:
    assert one_item(limit=hours(24)).word("act", at) == word


def test_a_long_limit_is_due_soon_only_in_its_last_72_hours() -> None:
    book = one_item(limit=days(28))
    assert book.ends("act", REPORT) == "2026-06-03 00:00"
    assert book.word("act", "2026-05-31 00:00") == "running"
    assert book.word("act", "2026-05-31 00:01") == "due soon"


def test_a_limit_whose_clock_is_not_set_has_not_started_even_when_it_is_done() -> None:
    book = one_item(limit=hours(24, "arrested"))
    book.answer("act", "2026-05-05 10:00")
    assert book.word("act", "2026-05-05 10:00") == "not started"


def test_done_at_the_end_is_met_and_a_minute_later_is_late_by_a_minute() -> None:
    met, late = one_item(limit=hours(24)), one_item(limit=hours(24))
    met.answer("act", "2026-05-06 09:00")
    late.answer("act", "2026-05-06 09:01")
    assert met.word("act", "2026-05-07 09:00") == "met"
    limit = late.state("act", "2026-05-07 09:00").limit
    assert limit is not None
    assert (limit.word, limit.over_seconds) == ("late", 60)


def test_overrun_is_judged_on_when_it_was_done_not_on_when_it_was_typed() -> None:
    book = one_item(limit=hours(24))
    book.answer("act", "2026-05-06 08:00", recorded="2026-05-09 12:00")
    assert book.word("act", "2026-05-08 12:00") == "passed"
    assert book.word("act", "2026-05-09 12:00") == "met"


def test_not_done_leaves_the_limit_open_and_not_applicable_closes_it() -> None:
    refused, closed = one_item(limit=hours(24)), one_item(limit=hours(24))
    refused.answer("act", "2026-05-05 10:00", status="not done")
    closed.answer("act", "2026-05-05 10:00", status="not applicable")
    assert refused.word("act", "2026-05-05 11:00") == "running"
    assert refused.word("act", "2026-05-06 09:01") == "passed"
    assert closed.word("act", "2026-05-06 09:01") == "closed"


def test_working_days_over_count_the_day_of_looking_and_no_weekend() -> None:
    # One working day from Tuesday 5 May ends with Wednesday 6 May.
    book = one_item(limit=days(1, unit="working-days"))
    friday = book.state("act", "2026-05-08 10:00").limit
    sunday = book.state("act", "2026-05-10 10:00").limit
    assert friday is not None
    assert sunday is not None
    assert (friday.working_days_over, sunday.working_days_over) == (2, 2)


def test_a_limit_in_hours_gives_no_working_days() -> None:
    limit = one_item(limit=hours(1)).state("act", "2026-05-08 10:00").limit
    assert limit is not None
    assert limit.working_days_over is None


def test_a_working_day_limit_past_the_calendar_is_provisional() -> None:
    book = one_item(limit=days(3, unit="working-days"))
    short = CALENDAR.cut_at(day("2026-05-06"))
    limit, sure = book.state("act", REPORT, calendar=short).limit, book.state("act", REPORT).limit
    assert limit is not None
    assert sure is not None
    assert (limit.provisional, sure.provisional) == (True, False)


def test_a_date_that_was_typed_ends_with_that_day_and_is_soon_for_72_hours() -> None:
    book = one_item(limit=Limit(unit="target-date", from_=ClockId("promised"), basis="national"))
    assert book.word("act", REPORT) == "not started"
    book.add(TargetSet(at=when(REPORT), clock=ClockId("promised"), date=day("2026-05-20")))
    assert book.ends("act", REPORT) == "2026-05-21 00:00"
    assert book.word("act", "2026-05-18 00:00") == "running"
    assert book.word("act", "2026-05-18 00:01") == "due soon"


def test_a_gate_is_met_by_an_act_at_the_event_and_not_met_by_one_after_it() -> None:
    met, late = one_item(gate=before("decided")), one_item(gate=before("decided"))
    for book, done in ((met, "2026-05-06 10:00"), (late, "2026-05-06 10:01")):
        book.clock("decided", "2026-05-06 10:00")
        book.answer("act", done, recorded="2026-05-06 11:00")
    assert met.word("act", "2026-05-06 12:00") == "gate met"
    assert late.word("act", "2026-05-06 12:00") == "gate not met"


def test_a_gate_is_open_until_its_event_and_an_act_before_has_met_it() -> None:
    book = one_item(gate=before("decided"))
    assert book.word("act", REPORT) == "gate open"
    book.answer("act", "2026-05-05 10:00", status="not done")
    assert book.word("act", "2026-05-05 10:00") == "gate open"
    book.answer("act", "2026-05-05 11:00")
    assert book.word("act", "2026-05-05 11:00") == "gate met"


def test_a_gate_whose_event_lies_ahead_is_still_open() -> None:
    book = one_item(gate=before("decided"))
    book.clock("decided", "2026-06-01 00:00", recorded="2026-05-05 10:00")
    assert book.word("act", "2026-05-31 00:00") == "gate open"
    assert book.word("act", "2026-06-01 00:00") == "gate not met"


def test_what_was_done_before_the_event_has_met_a_gate_that_came_to_apply_after_it() -> None:
    for done, word in (("2026-05-06 10:00", "gate met"), ("2026-05-06 10:01", None)):
        book = one_item(gate=before("decided"), applies_when="online")
        book.answer("act", done)
        book.clock("decided", "2026-05-06 10:00")
        book.fact("online", "2026-05-07 10:00")
        assert book.word("act", "2026-05-08 10:00") == word


def test_a_gate_is_not_asked_for_of_somebody_who_joined_after_its_event() -> None:
    book = Book(checklist(item("act", gate=before("case-closed"), repeats_for="child")))
    book.clock("case-closed", "2026-05-06 10:00")
    book.subject("late", "2026-05-07 10:00", "child")
    assert book.word("act", "2026-05-07 12:00", "late") is None


@given(st.integers(0, 60 * 24 * 40), st.integers(0, 60 * 24 * 40), st.integers(0, 600))
def test_a_limit_never_goes_back_from_passed_as_time_passes(one: int, more: int, amount: int) -> None:
    book = one_item(limit=hours(amount))
    order = ["running", "due soon", "passed"]
    words = [
        book.word("act", str((utc(REPORT) + timedelta(minutes=minutes)).isoformat()))
        for minutes in (one, one + more)
    ]
    assert order.index(words[0] or "") <= order.index(words[1] or "")


def test_a_limit_from_an_act_of_another_item_follows_its_correction() -> None:
    book = Book(
        checklist(
            item("meet", repeats_for="suspect", sets_clock=ClockId("arrested")),
            item("act", repeats_for="suspect", limit=hours(24, "arrested")),
        )
    )
    book.subject("a", REPORT, "suspect")
    first = book.answer("meet", "2026-05-06 10:00", "a")
    assert book.ends("act", "2026-05-06 12:00", "a") == "2026-05-07 10:00"
    book.correct("meet", first, "2026-05-06 08:00", of="a", recorded="2026-05-06 13:00")
    assert book.ends("act", "2026-05-06 14:00", "a") == "2026-05-07 08:00"


@pytest.mark.parametrize(
    ("received", "ends"),
    [("2026-03-28 18:30", "2026-03-29 19:30"), ("2026-10-24 18:30", "2026-10-25 17:30")],
)
def test_hours_are_elapsed_over_both_changes_of_the_clocks(received: str, ends: str) -> None:
    book = Book(checklist(item("act", limit=hours(24))), report=received)
    assert book.ends("act", received) == ends


def test_gates_of_items_that_no_longer_apply_are_judged_as_they_were_at_the_event() -> None:
    book = one_item(gate=before("decided"), applies_when="online")
    book.fact("online", REPORT)
    book.clock("decided", "2026-05-06 10:00")
    book.answer("act", "2026-05-06 11:00")
    book.fact("online", "2026-05-07 10:00", "no")
    assert book.word("act", "2026-05-08 10:00") == "gate not met"
    assert len(book.evaluation("2026-05-08 10:00").exceptions.gates_not_met) == 1


def test_a_provisional_limit_settles_when_the_calendar_reaches_further() -> None:
    book = Book(checklist(item("act", limit=days(10, unit="working-days"))), report="2026-12-18 10:00")
    short = CALENDAR.cut_at(day("2026-12-20"))
    states = [book.state("act", "2026-12-18 10:00", calendar=one).limit for one in (short, CALENDAR)]
    assert [state.provisional for state in states if state] == [True, False]


def test_only_where_there_are_several_states_are_they_numbered() -> None:
    made = one_item(limit=hours(24))
    one = made.state("act", REPORT).limit
    assert one is not None
    assert [state.round for state in in_rounds((one,))] == [None]
    assert [state.round for state in in_rounds((one, one, one))] == [1, 2, 3]
    assert in_rounds(()) == ()


def test_a_limit_of_a_version_before_that_has_not_begun_is_told_as_that_versions() -> None:
    old = one_item(limit=hours(24, "arrested", basis="national"))
    new = checklist(item("act", limit=hours(48, "joined")), version="2.0")
    book = Book(checklist(item("act", limit=hours(24, "arrested", basis="national"))), others=(new,))
    book.move(new, "2026-05-06 09:00")
    before, after = old.state("act", REPORT).limit, book.state("act", "2026-05-06 10:00").limit
    assert before is not None
    assert after is not None
    assert (before.word, before.basis, before.clock) == ("not started", "national", "arrested")
    assert (after.word, after.basis, after.clock) == ("not started", "baseline", "joined")


def test_an_extended_limit_says_until_when_and_one_that_is_not_says_nothing() -> None:
    made = one_item(limit=hours(24))
    plain = made.state("act", REPORT).limit
    made.add(LimitExtended(at=when(REPORT), place=place("act"), until=when("2026-05-08 09:00"), reason="Why"))
    longer = made.state("act", "2026-05-05 10:00").limit
    assert plain is not None
    assert longer is not None
    assert (plain.extended_to, plain.ends) == (None, utc("2026-05-06 09:00"))
    assert (longer.extended_to, longer.ends) == (utc("2026-05-08 09:00"), utc("2026-05-08 09:00"))
