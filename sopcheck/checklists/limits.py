"""When a limit ends: the counting conventions of `checklists.md` (1 to 5, 7 and 14), as pure functions.

Instants go in as aware datetimes and come out in UTC. An end at "24:00" is the instant of the next local
midnight. A limit is passed the instant after it ends.
"""

import calendar as months
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.definition import Limit, Unit
from sopcheck.checklists.local_time import day_of, end_of_day, start_of_day

DUE_SOON_SHARE: Final = 4
"""A limit is due soon when less than one part in so many of it is left …"""
DUE_SOON_AT_MOST: Final = timedelta(hours=72)
"""… and less than this; of a typed date only this counts."""
LATE_RECORD_AFTER: Final = timedelta(hours=24)
"""An answer recorded later than this after the act is a late record (convention 6)."""

_ONE_DAY = timedelta(days=1)
# No limit ends later: past it, times with an offset could no longer be written.
_LAST_DAY = date(9990, 12, 31)


@dataclass(frozen=True, slots=True)
class LimitEnd:
    """When a limit ends; `provisional` where the calendar does not reach so far.

    `skipped` are the weekends and bank holidays passed over; none but for working days.
    """

    end: datetime
    provisional: bool = False
    skipped: tuple[date, ...] = ()


def end_of(limit: Limit, start: datetime, *, zone: ZoneInfo, calendar: Calendar) -> LimitEnd:
    """Tell when a limit that counts from `start` ends.

    One of a target date ends with the local day of `start`.
    """
    if limit.unit == "target-date":
        return end_of_target(day_of(start, zone), zone=zone)
    return end_after(
        limit.amount or 0,
        limit.unit,
        start,
        zone=zone,
        calendar=calendar,
        beginning_with=limit.beginning_with,
    )


def end_of_target(day: date, *, zone: ZoneInfo) -> LimitEnd:
    """Tell when a limit to a typed date ends: with that day."""
    return LimitEnd(end_of_day(min(day, _LAST_DAY), zone))


# A case is evaluated on every key press, and its limits change only when somebody records something.
@lru_cache(maxsize=16384)
def end_after(
    amount: int,
    unit: Unit,
    start: datetime,
    *,
    zone: ZoneInfo,
    calendar: Calendar,
    beginning_with: bool = False,
) -> LimitEnd:
    """Tell when so many hours, days or months from `start` end; `beginning_with` counts the first day too."""
    # Hours alone know no calendar day, so no zone: they elapse on the UTC time line (convention 1).
    if unit == "hours":
        return LimitEnd(_hours_on(start, amount))
    first = day_of(start, zone)
    match unit:
        case "working-days":
            return _end_of_working_days(first, amount, zone=zone, calendar=calendar)
        case "months":
            return end_of_target(_month_end(first, amount, beginning_with=beginning_with), zone=zone)
        case _:
            # Day 0 is the day of the clock; beginning with it, that day is day 1.
            return end_of_target(_days_on(first, amount - beginning_with), zone=zone)


def due_soon_from(start: datetime, end: datetime, *, typed_date: bool = False) -> datetime:
    """Tell from when on a limit is due soon: after this instant, until its end (convention 7)."""
    latest = end - DUE_SOON_AT_MOST
    return latest if typed_date else max(latest, end - (end - start) / DUE_SOON_SHARE)


def working_days_over(end: datetime, until: datetime, *, zone: ZoneInfo, calendar: Calendar) -> int:
    """Count the working days begun after an end, the day of `until` included (convention 5)."""
    if until <= end:
        return 0
    ended = day_of(end, zone)
    # A day that begins with the end, because the limit ended at midnight, was begun after it.
    if end == start_of_day(ended, zone):
        ended -= _ONE_DAY
    return calendar.working_days(ended, day_of(until, zone))


def _hours_on(start: datetime, hours: int) -> datetime:
    try:
        return min(start.astimezone(UTC) + timedelta(hours=hours), _last_instant())
    except OverflowError:
        return _last_instant()


def _days_on(first: date, count: int) -> date:
    try:
        return first + count * _ONE_DAY
    except OverflowError:
        return _LAST_DAY


def _last_instant() -> datetime:
    return datetime.combine(_LAST_DAY, datetime.min.time(), tzinfo=UTC)


def _month_end(first: date, count: int, *, beginning_with: bool) -> date:
    """Give the last day of a period of months (convention 4)."""
    year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
    if year > _LAST_DAY.year:
        return _LAST_DAY
    last = months.monthrange(year, month + 1)[1]
    # A month without that day ends the period with its last, whether or not it began with the first day.
    if first.day > last:
        return date(year, month + 1, last)
    return date(year, month + 1, first.day) - beginning_with * _ONE_DAY


def _end_of_working_days(first: date, count: int, *, zone: ZoneInfo, calendar: Calendar) -> LimitEnd:
    try:
        last = calendar.working_day(first, count)
    except OverflowError:
        return LimitEnd(_last_instant(), provisional=True)
    passed = (first + n * _ONE_DAY for n in range(1, (last - first).days))
    skipped = tuple(day for day in passed if not calendar.is_working_day(day))
    end = end_of_day(min(last, _LAST_DAY), zone)
    return LimitEnd(end, provisional=not calendar.covers(first, last), skipped=skipped)
