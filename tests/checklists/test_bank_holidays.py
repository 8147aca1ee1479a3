"""The bank holidays that ship against the law itself: the rules of 1971 with what was proclaimed since.

The file is made from the `holidays` package and compared with two written lists elsewhere; this is worked
out from the rules, so that no list can be wrong with the other.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from sopcheck.checklists.calendar import shipped

YEARS = range(2016, 2029)
ONE_DAY = timedelta(days=1)
# Moved: VE Day 2020, the jubilee of 2022. Given once: the jubilee, the funeral of 2022, the coronation.
TAKEN = {date(2020, 5, 4), date(2022, 5, 30)}
GIVEN = {date(2020, 5, 8), date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)}


def easter(year: int) -> date:
    """Easter Sunday by Butcher's rule."""
    century, of_century = divmod(year, 100)
    leaps, rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * (year % 19) + century - leaps - moon + 15) % 30
    fourth, odd = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * fourth - epact - odd) % 7
    late = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def first_monday(day: date) -> date:
    """The first Monday from a day on."""
    return day + (-day.weekday() % 7) * ONE_DAY


def by_the_rules(year: int) -> Iterator[date]:
    """The bank holidays of a year as the rules have them, each on the weekday that stands for it."""
    taken: set[date] = set()
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        if fixed.weekday() < 5:
            taken.add(fixed)
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        day = fixed
        while fixed.weekday() >= 5 and (day.weekday() >= 5 or day in taken):
            day += ONE_DAY
        taken.add(day)
    yield from taken
    yield from (easter(year) - 2 * ONE_DAY, easter(year) + ONE_DAY)
    yield from (first_monday(date(year, *day)) for day in ((5, 1), (5, 25), (8, 25)))


@pytest.mark.parametrize("year", YEARS)
def test_the_bank_holidays_of_a_year_are_those_of_the_law(year: int) -> None:
    wanted = (set(by_the_rules(year)) - TAKEN) | {day for day in GIVEN if day.year == year}
    assert {day for day in shipped().holidays if day.year == year} == wanted


def test_the_years_are_those_that_the_calendar_covers() -> None:
    assert (YEARS[0], YEARS[-1]) == (shipped().begins.year, shipped().until.year)


@pytest.mark.parametrize("day", ["2016-03-27", "2019-04-21", "2024-03-31", "2026-04-05", "2028-04-16"])
def test_easter_is_when_it_was(day: str) -> None:
    assert easter(date.fromisoformat(day).year) == date.fromisoformat(day)
