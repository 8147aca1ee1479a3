import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.checklists.calendar import Calendar, CalendarError, calendar_form, read_calendar, shipped
from tools.make_calendar import FILE, written

_DATA = Path(__file__).parents[1] / "data" / "calendars"
DAYS = st.dates(date(2016, 1, 1), date(2028, 12, 31))


def _by_hand() -> set[date]:
    lines = (_DATA / "by-hand-2016-2025.txt").read_text(encoding="utf-8").splitlines()
    years = [line.split(": ") for line in lines if not line.startswith("#")]
    return {date.fromisoformat(f"{year}-{day}") for year, days in years for day in days.split()}


def _published() -> set[date]:
    days = (_DATA / "published-2026-2028.txt").read_text(encoding="utf-8").split()
    return {date.fromisoformat(day) for day in days}


def _changed(change: Callable[[dict[str, object]], object]) -> bytes:
    parts = json.loads(calendar_form(shipped()))
    change(parts)
    return json.dumps(parts).encode()


def test_the_bank_holidays_that_ship_are_those_of_a_second_source() -> None:
    assert shipped().holidays == _by_hand() | _published()


def test_the_calendar_that_ships_is_the_one_that_the_tool_makes() -> None:
    assert FILE.read_text(encoding="utf-8") == written(shipped().until.year)


def test_the_calendar_says_for_where_and_when_it_holds() -> None:
    assert (shipped().begins, shipped().until) == (date(2016, 1, 1), date(2028, 12, 31))
    assert shipped().name == "England and Wales to 2028-12-31"


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 5, 1), True),
        (date(2026, 5, 2), False),
        (date(2026, 5, 3), False),
        (date(2026, 5, 4), False),
        (date(2026, 5, 5), True),
        (date(2020, 5, 4), True),
        (date(2020, 5, 8), False),
        (date(2022, 9, 19), False),
        (date(2027, 12, 28), False),
    ],
)
def test_a_working_day_is_monday_to_friday_and_no_bank_holiday(*, day: date, working: bool) -> None:
    assert shipped().is_working_day(day) is working


def test_the_first_working_day_after_a_day_is_day_one() -> None:
    assert shipped().working_day(date(2026, 4, 30), 1) == date(2026, 5, 1)
    assert shipped().working_day(date(2026, 5, 1), 1) == date(2026, 5, 5)
    assert shipped().working_day(date(2026, 5, 2), 2) == date(2026, 5, 6)


@given(DAYS, st.integers(1, 60))
def test_counting_days_and_finding_the_last_of_them_agree(after: date, count: int) -> None:
    last = shipped().working_day(after, count)
    assert shipped().is_working_day(last)
    assert shipped().working_days(after, last) == count


@given(DAYS, st.integers(-3, 400))
def test_working_days_are_counted_as_one_would_on_paper(after: date, length: int) -> None:
    days = [after + timedelta(days=n) for n in range(1, length + 1)]
    counted = shipped().working_days(after, after + timedelta(days=length))
    assert counted == sum(map(shipped().is_working_day, days))


def test_a_calendar_cut_short_knows_no_later_bank_holiday() -> None:
    cut = shipped().cut_at(date(2026, 5, 4))
    assert cut.until == max(cut.holidays) == date(2026, 5, 4)
    assert cut.is_working_day(date(2026, 5, 25))


def test_a_calendar_cannot_be_made_longer() -> None:
    assert shipped().cut_at(date(2030, 1, 1)) is shipped()


@given(DAYS, DAYS)
def test_a_calendar_covers_what_lies_within_it(first: date, until: date) -> None:
    assert shipped().cut_at(until).covers(first, first) is (first <= until)


def test_nothing_before_its_beginning_is_covered() -> None:
    assert not shipped().covers(date(2015, 12, 31), date(2016, 2, 1))


@given(DAYS)
def test_what_is_written_is_read_again(until: date) -> None:
    cut = shipped().cut_at(until)
    assert read_calendar(calendar_form(cut)) == cut


def test_the_digest_tells_calendars_apart() -> None:
    digests = {shipped().cut_at(date(2026, 5, day)).digest for day in range(1, 8)}
    assert len(digests) == 7
    assert shipped().digest == read_calendar(FILE.read_bytes()).digest


def test_calendars_of_the_same_days_are_one_for_a_cache() -> None:
    again = read_calendar(calendar_form(shipped()))
    assert len({again, shipped()}) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not a calendar"),
        (b"[]", "not a calendar"),
        (b"\xff", "not a calendar"),
        (b'{"calendar": 1}', "not a calendar"),
        (_changed(lambda parts: parts.update(more=1)), "not a calendar"),
        (_changed(lambda parts: parts.update(until="2028-02-30")), "not a calendar"),
        (_changed(lambda parts: parts.update(calendar=2)), "newer sopcheck"),
        (_changed(lambda parts: parts.update(region=" ")), "where and when"),
        (_changed(lambda parts: parts.update(until="2015-12-31")), "where and when"),
        (_changed(lambda parts: parts.update(bank_holidays=["2026-05-04", "2026-05-04"])), "not in order"),
        (_changed(lambda parts: parts.update(bank_holidays=["2027-01-01", "2026-05-04"])), "not in order"),
        (_changed(lambda parts: parts.update(bank_holidays=["2029-01-01"])), "outside its own time"),
        (_changed(lambda parts: parts.update(bank_holidays=["2015-01-01"])), "outside its own time"),
    ],
)
def test_what_is_no_calendar_is_refused_with_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(CalendarError, match=said):
        read_calendar(data)


def test_a_calendar_without_bank_holidays_is_one() -> None:
    empty = Calendar(region="Nowhere", begins=date(2026, 1, 1), until=date(2026, 1, 1), holidays=frozenset())
    assert read_calendar(calendar_form(empty)) == empty
