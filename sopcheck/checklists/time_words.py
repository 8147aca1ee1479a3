"""Times as people read them: `Tue 5 May, 16:10`, `the end of Fri 1 May`, `in 3 h`, `1 day 18 h 30 min`.

The words are English and do not follow the locale of the machine, so a record reads alike everywhere.
"""

import re
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sopcheck.checklists.local_time import (
    TimeRefusedError,
    day_of,
    readings,
    start_of_day,
    to_local,
    zone_name,
)

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ELAPSED = re.compile(r"(?=.)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?")
_ONE_DAY = timedelta(days=1)


def short_day(day: date) -> str:
    """Give weekday and day of the month, `Sat 2`."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day}"


def day_words(day: date, *, today: date | None) -> str:
    """Give `Tue 5 May`, with the year where it is not this one; without a today always with it."""
    words = f"{short_day(day)} {MONTHS[day.month - 1][:3]}"
    return words if today is not None and day.year == today.year else f"{words} {day.year}"


def clock_time(at: datetime, *, zone: ZoneInfo) -> str:
    """Give `16:10`, and in a repeated hour which of the two: `01:40 GMT`."""
    local = to_local(at, zone)
    words = f"{local:%H:%M}"
    return f"{words} {zone_name(at, zone)}" if len(readings(local, zone)) > 1 else words


def moment_words(at: datetime, *, zone: ZoneInfo, now: datetime) -> str:
    """Give `Tue 5 May, 16:10`."""
    return Telling(zone, now).moment(at)


def end_words(end: datetime, *, zone: ZoneInfo, now: datetime) -> str:
    """Give `Fri 1 May, 10:15`, or `the end of Fri 1 May` for an end at midnight."""
    return Telling(zone, now).end(end)


class Telling(NamedTuple):
    """How a sentence puts times: on a screen as of `now`, or on paper, which is read in other years."""

    zone: ZoneInfo
    now: datetime
    on_paper: bool = False

    def day(self, day: date) -> str:
        """Give `Tue 5 May`; on paper with the year."""
        return day_words(day, today=None if self.on_paper else day_of(self.now, self.zone))

    def moment(self, at: datetime) -> str:
        """Give `Tue 5 May, 16:10`."""
        return f"{self.day(day_of(at, self.zone))}, {clock_time(at, zone=self.zone)}"

    def end(self, end: datetime) -> str:
        """Give `Fri 1 May, 10:15`, or `the end of Fri 1 May` for an end at midnight."""
        if not _is_midnight(end, self.zone):
            return self.moment(end)
        return f"the end of {self.day(_day_ended(end, self.zone))}"

    def so_it(self, ends: str, end: datetime) -> str:
        """Close a sentence: `, so it ends on Fri 1 May, 10:15.`; on paper the end stands beside it."""
        if self.on_paper:
            return "."
        words = self.end(end)
        return f", so it {ends} {'at' if words.startswith('the end') else 'on'} {words}."


def short_end_words(end: datetime, *, zone: ZoneInfo, now: datetime) -> str:
    """Give an end as lists show it: `today, 10:00`, `end of Tue 5 May`, `end of today`."""
    # An end at 00:00 reads as a whole day more than there is; people mean the day before.
    at_midnight = _is_midnight(end, zone)
    last_day = _day_ended(end, zone) if at_midnight else day_of(end, zone)
    today = day_of(now, zone)
    words = "today" if last_day == today else day_words(last_day, today=today)
    return f"end of {words}" if at_midnight else f"{words}, {clock_time(end, zone=zone)}"


def relative_words(at: datetime, *, now: datetime) -> str:
    """Give how far off an instant is, in one unit and never rounded up: `in 3 h`, `2 days ago`, `now`."""
    minutes = int(abs(at - now).total_seconds() // 60)
    if not minutes:
        return "now"
    distance = _one_unit(minutes)
    return f"in {distance}" if at > now else f"{distance} ago"


def elapsed(span: timedelta) -> str:
    """Give a span as rehearsals write it, `1d18h30m`; parts of a minute are dropped."""
    days, hours, minutes = _parts(span)
    written = "".join(f"{n}{unit}" for n, unit in ((days, "d"), (hours, "h"), (minutes, "m")) if n)
    return written or "0m"


def parse_elapsed(text: str) -> timedelta:
    """Read a span as rehearsals write it.

    Raises:
        TimeRefusedError: it is not written like `1d18h30m`.
    """
    written = _ELAPSED.fullmatch(text.strip())
    if not written:
        raise TimeRefusedError("This is not a length of time. Write it as 1d18h30m.")
    days, hours, minutes = (int(part or 0) for part in written.groups())
    try:
        return timedelta(days=days, hours=hours, minutes=minutes)
    except OverflowError:
        raise TimeRefusedError("This length of time is too long. Give a shorter one.") from None


def elapsed_words(span: timedelta) -> str:
    """Give a span for people, `1 day 18 h 30 min`; days are of 24 hours."""
    days, hours, minutes = _parts(span)
    named = ((days, "day" if days == 1 else "days"), (hours, "h"), (minutes, "min"))
    return " ".join(f"{n} {unit}" for n, unit in named if n) or "less than a minute"


def wall_text(at: datetime, *, zone: ZoneInfo) -> str:
    """Give `2026-05-05 16:10`, with its offset in a repeated hour, as `parse_wall` reads it."""
    local = to_local(at, zone)
    written = f"{local:%Y-%m-%d %H:%M}"
    return written + local.isoformat()[-6:] if len(readings(local, zone)) > 1 else written


def end_text(end: datetime, *, zone: ZoneInfo) -> str:
    """Give an end as rehearsals write it: `2026-05-05 24:00` where it is at midnight."""
    if _is_midnight(end, zone):
        return f"{_day_ended(end, zone):%Y-%m-%d} 24:00"
    return wall_text(end, zone=zone)


def _is_midnight(at: datetime, zone: ZoneInfo) -> bool:
    return at == start_of_day(day_of(at, zone), zone)


def _day_ended(midnight: datetime, zone: ZoneInfo) -> date:
    return day_of(midnight, zone) - _ONE_DAY


def _one_unit(minutes: int) -> str:
    if minutes < 60:
        return f"{minutes} min"
    # Two days in hours say more than "1 day" does of a limit that ends the day after tomorrow.
    if minutes < 48 * 60:
        return f"{minutes // 60} h"
    return f"{minutes // (24 * 60)} days"


def _parts(span: timedelta) -> tuple[int, int, int]:
    minutes = int(span.total_seconds() // 60)
    return minutes // 1440, minutes // 60 % 24, minutes % 60
