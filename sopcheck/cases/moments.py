"""From when something counts: instants of wall times, some of which are known only to the day.

Counting convention 21: such a time is judged at 23:59 of its day, or when it was recorded if that is earlier.
"""

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from sopcheck.cases.events import When
from sopcheck.checklists.local_time import end_of_day, judged_at, start_of_day

LATEST: Final = datetime.max.replace(tzinfo=UTC)
EARLIEST: Final = datetime.min.replace(tzinfo=UTC)


def in_utc(at: datetime) -> datetime:
    """Give an instant in UTC; one outside of what can be written becomes the first or last that can."""
    try:
        return at.astimezone(UTC)
    except OverflowError:
        return LATEST if at.year > 1 else EARLIEST


def instant(when: When, *, recorded: datetime, zone: ZoneInfo) -> datetime:
    """Give the instant at which a time is judged."""
    if when.precision == "minute":
        return in_utc(when.at)
    day = when.at.date()
    try:
        # A day still ahead, such as the start of bail, is not drawn back to when it was typed.
        recorded = recorded if recorded >= start_of_day(day, zone) else LATEST
        return judged_at(day, recorded_at=recorded, zone=zone)
    except OverflowError:
        return in_utc(when.at)


def end_of(when: When, *, zone: ZoneInfo) -> datetime:
    """Give the end that a time means: of the day where only the day is known."""
    if when.precision == "minute":
        return in_utc(when.at)
    try:
        return end_of_day(when.at.date(), zone)
    except OverflowError:
        return LATEST


def offset_minutes(when: When) -> int:
    """Give the offset from UTC that the clock on the wall had."""
    offset = when.at.utcoffset()
    return 0 if offset is None else round(offset.total_seconds() / 60)
