from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.checklists.calendar import Calendar, shipped
from sopcheck.checklists.definition import ClockId, Limit, Unit
from sopcheck.checklists.limits import (
    due_soon_from,
    end_after,
    end_of,
    end_of_target,
    working_days_over,
)
from sopcheck.checklists.local_time import day_of, parse_wall
from sopcheck.checklists.time_words import end_text

LONDON = ZoneInfo("Europe/London")
STARTS = st.datetimes(datetime(2016, 1, 1), datetime(2028, 6, 1), timezones=st.just(UTC))
UNITS = st.sampled_from(["hours", "calendar-days", "working-days", "months"])
AMOUNTS = st.integers(1, 40)


def _at(wall: str) -> datetime:
    return parse_wall(wall, zone=LONDON)


def _ends(amount: int, unit: Unit, wall: str, *, beginning_with: bool = False) -> str:
    counted = end_after(
        amount, unit, _at(wall), zone=LONDON, calendar=shipped(), beginning_with=beginning_with
    )
    return end_text(counted.end, zone=LONDON)


@pytest.mark.parametrize(
    ("wall", "hours", "end"),
    [
        ("2026-04-30 10:15", 24, "2026-05-01 10:15"),
        ("2026-03-28 18:30", 24, "2026-03-29 19:30"),
        ("2026-10-24 18:30", 24, "2026-10-25 17:30"),
        ("2026-10-25 01:40+01:00", 1, "2026-10-25 01:40+00:00"),
        ("2026-10-25 01:40+00:00", 24, "2026-10-26 01:40"),
        ("2026-03-29 00:30", 1, "2026-03-29 02:30"),
        ("2026-12-31 23:59", 1, "2027-01-01 00:59"),
    ],
)
def test_hours_elapse_on_the_utc_time_line(wall: str, hours: int, end: str) -> None:
    assert _ends(hours, "hours", wall) == end


@pytest.mark.parametrize(
    ("wall", "days", "end"),
    [
        ("2026-04-30 00:00", 7, "2026-05-07 24:00"),
        ("2026-04-30 23:59", 7, "2026-05-07 24:00"),
        ("2026-03-28 12:00", 1, "2026-03-29 24:00"),
        ("2026-10-24 12:00", 1, "2026-10-25 24:00"),
        ("2028-02-28 12:00", 1, "2028-02-29 24:00"),
        ("2027-02-28 12:00", 1, "2027-03-01 24:00"),
    ],
)
def test_calendar_days_end_at_the_midnight_that_ends_the_last(wall: str, days: int, end: str) -> None:
    assert _ends(days, "calendar-days", wall) == end


@pytest.mark.parametrize(
    ("wall", "days", "end"),
    [
        ("2026-04-30 00:01", 1, "2026-05-01 24:00"),
        ("2026-04-30 23:59", 1, "2026-05-01 24:00"),
        ("2026-05-01 21:40", 1, "2026-05-05 24:00"),
        ("2026-05-02 10:10", 1, "2026-05-05 24:00"),
        ("2026-05-04 09:00", 1, "2026-05-05 24:00"),
        ("2026-12-24 09:00", 1, "2026-12-29 24:00"),
        ("2027-12-24 09:00", 2, "2027-12-30 24:00"),
    ],
)
def test_working_days_begin_with_the_first_after_the_clock(wall: str, days: int, end: str) -> None:
    assert _ends(days, "working-days", wall) == end


@pytest.mark.parametrize(
    ("wall", "months", "end"),
    [
        ("2026-04-30 10:15", 3, "2026-07-30 24:00"),
        ("2026-11-30 10:15", 3, "2027-02-28 24:00"),
        ("2027-11-30 10:15", 3, "2028-02-29 24:00"),
        ("2028-02-29 10:15", 12, "2029-02-28 24:00"),
        ("2026-01-31 10:15", 1, "2026-02-28 24:00"),
        ("2026-12-15 10:15", 1, "2027-01-15 24:00"),
    ],
)
def test_months_end_with_the_day_of_the_same_number_or_the_last(wall: str, months: int, end: str) -> None:
    assert _ends(months, "months", wall) == end


@pytest.mark.parametrize(
    ("wall", "months", "end"),
    [
        ("2026-05-02 00:00", 3, "2026-08-01 24:00"),
        ("2026-05-01 00:00", 3, "2026-07-31 24:00"),
        ("2026-11-30 00:00", 3, "2027-02-28 24:00"),
        ("2027-11-29 00:00", 3, "2028-02-28 24:00"),
        ("2027-11-30 00:00", 3, "2028-02-29 24:00"),
    ],
)
def test_months_beginning_with_a_day_end_the_day_before(wall: str, months: int, end: str) -> None:
    assert _ends(months, "months", wall, beginning_with=True) == end


def test_days_beginning_with_a_day_count_that_day() -> None:
    assert _ends(1, "calendar-days", "2026-05-02 15:00", beginning_with=True) == "2026-05-02 24:00"


def test_a_target_date_ends_with_that_day() -> None:
    limit = Limit(unit="target-date", from_=ClockId("promised"), basis="baseline")
    counted = end_of(limit, _at("2026-09-18 00:00"), zone=LONDON, calendar=shipped())
    assert counted == end_of_target(date(2026, 9, 18), zone=LONDON)
    assert end_text(counted.end, zone=LONDON) == "2026-09-18 24:00"


def test_a_limit_counts_as_its_unit_says() -> None:
    limit = Limit(amount=3, unit="months", from_=ClockId("bail"), basis="national", beginning_with=True)
    counted = end_of(limit, _at("2026-05-02 00:00"), zone=LONDON, calendar=shipped())
    assert end_text(counted.end, zone=LONDON) == "2026-08-01 24:00"


def test_the_days_skipped_are_told() -> None:
    counted = end_after(2, "working-days", _at("2026-04-30 10:15"), zone=LONDON, calendar=shipped())
    assert counted.skipped == tuple(date(2026, 5, day) for day in (2, 3, 4))


def test_a_working_day_limit_past_the_calendar_is_provisional() -> None:
    calendar = shipped().cut_at(date(2026, 5, 5))
    until_last, past_it = (
        end_after(days, "working-days", _at("2026-05-01 09:00"), zone=LONDON, calendar=calendar)
        for days in (1, 2)
    )
    assert (until_last.provisional, past_it.provisional) == (False, True)


@given(st.sampled_from(["hours", "calendar-days", "months"]), AMOUNTS, STARTS)
def test_only_working_days_need_the_calendar(unit: Unit, amount: int, start: datetime) -> None:
    nothing = shipped().cut_at(shipped().begins)
    counted = end_after(amount, unit, start, zone=LONDON, calendar=nothing)
    assert not counted.provisional
    assert counted == end_after(amount, unit, start, zone=LONDON, calendar=shipped())


@given(UNITS, AMOUNTS, STARTS, st.timedeltas(timedelta(0), timedelta(days=60)), st.booleans())
def test_what_starts_later_never_ends_earlier(
    unit: Unit, amount: int, start: datetime, later: timedelta, beginning: bool
) -> None:
    first, second = (
        end_after(amount, unit, at, zone=LONDON, calendar=shipped(), beginning_with=beginning).end
        for at in (start, start + later)
    )
    assert first <= second


@given(UNITS, AMOUNTS, STARTS)
def test_a_limit_ends_after_it_starts_and_longer_ones_no_earlier(
    unit: Unit, amount: int, start: datetime
) -> None:
    shorter, longer = (
        end_after(n, unit, start, zone=LONDON, calendar=shipped()).end for n in (amount, amount + 1)
    )
    assert start < shorter < longer


@given(AMOUNTS, STARTS, st.sampled_from(["Europe/London", "America/New_York", "Asia/Kolkata", "UTC"]))
def test_elapsed_hours_do_not_depend_on_the_zone(hours: int, start: datetime, zone: str) -> None:
    counted = end_after(hours, "hours", start, zone=ZoneInfo(zone), calendar=shipped())
    assert counted.end - start == timedelta(hours=hours)


@given(AMOUNTS, STARTS, st.dates(date(2016, 1, 1), date(2028, 12, 31)))
def test_one_more_bank_holiday_never_shortens_a_limit(days: int, start: datetime, holiday: date) -> None:
    more = Calendar(
        region="x",
        begins=shipped().begins,
        until=shipped().until,
        holidays=shipped().holidays | {holiday},
    )
    before, after = (
        end_after(days, "working-days", start, zone=LONDON, calendar=calendar).end
        for calendar in (shipped(), more)
    )
    assert before <= after


@given(st.integers(1, 40), STARTS, st.booleans())
def test_months_end_in_the_right_month(months: int, start: datetime, beginning: bool) -> None:
    first = day_of(start, LONDON)
    end = end_after(months, "months", start, zone=LONDON, calendar=shipped(), beginning_with=beginning).end
    last_day = day_of(end, LONDON) - timedelta(days=1)
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    last_of_month = monthrange(year, month + 1)[1]
    wanted = date(year, month + 1, min(first.day, last_of_month))
    short_month = first.day > last_of_month
    assert last_day == wanted - timedelta(days=beginning and not short_month)


@given(st.sampled_from(["calendar-days", "working-days", "months"]), AMOUNTS, STARTS)
def test_days_and_months_end_at_a_local_midnight(unit: Unit, amount: int, start: datetime) -> None:
    end = end_after(amount, unit, start, zone=LONDON, calendar=shipped()).end.astimezone(LONDON)
    assert (end.hour, end.minute, end.second, end.microsecond) == (0, 0, 0, 0)


@pytest.mark.parametrize("unit", ["hours", "calendar-days", "working-days", "months"])
def test_an_amount_beyond_all_time_still_ends(unit: Unit) -> None:
    start = datetime(9900, 1, 1, tzinfo=UTC)
    counted = end_after(100_000_000, unit, start, zone=LONDON, calendar=shipped())
    assert counted.end.year <= 9991


@pytest.mark.parametrize(
    ("start", "end", "soon"),
    [
        ("2026-05-01 10:00", "2026-05-02 10:00", "2026-05-02 04:00"),
        ("2026-05-01 00:00", "2026-05-13 00:00", "2026-05-10 00:00"),
        ("2026-05-01 00:00", "2026-08-01 00:00", "2026-07-29 00:00"),
    ],
)
def test_due_soon_is_less_than_a_quarter_and_less_than_72_hours(start: str, end: str, soon: str) -> None:
    assert due_soon_from(_at(start), _at(end)) == _at(soon)


def test_a_typed_date_is_due_soon_in_the_last_72_hours() -> None:
    soon = due_soon_from(_at("2026-05-01 00:00"), _at("2026-05-02 24:00"), typed_date=True)
    assert soon == _at("2026-04-29 24:00")


@pytest.mark.parametrize(
    ("end", "until", "days"),
    [
        ("2026-05-11 24:00", "2026-05-11 23:59", 0),
        ("2026-05-11 24:00", "2026-05-12 00:01", 1),
        ("2026-05-11 24:00", "2026-05-13 11:00", 2),
        ("2026-05-01 24:00", "2026-05-04 12:00", 0),
        ("2026-05-01 24:00", "2026-05-05 12:00", 1),
        ("2026-05-05 10:00", "2026-05-05 12:00", 0),
        ("2026-05-05 10:00", "2026-05-06 09:00", 1),
    ],
)
def test_working_days_over_are_those_begun_after_the_end(end: str, until: str, days: int) -> None:
    assert working_days_over(_at(end), _at(until), zone=LONDON, calendar=shipped()) == days


def test_what_was_counted_once_is_not_counted_again() -> None:
    start = datetime(2021, 7, 3, 1, 2, 3, tzinfo=UTC)
    first = end_after(11, "working-days", start, zone=LONDON, calendar=shipped())
    again = end_after(11, "working-days", start, zone=LONDON, calendar=msgspec.structs.replace(shipped()))
    assert first is again
