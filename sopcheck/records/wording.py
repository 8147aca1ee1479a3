"""Times as the record prints them: `Tue 5 May 2026, 16:10`, in the time zone of the record.

Written out by hand, because the names of days and months in `strftime` follow the machine's language.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

ADDENDUM = "addendum to a signed review"
"""What a row of the corrections is called that tells what was added to an earlier review."""


def day(on: date) -> str:
    """Write a date: `Tue 5 May 2026`."""
    return f"{_DAYS[on.weekday()]} {on.day} {_MONTHS[on.month - 1]} {on.year}"


def moment(at: datetime, zone: ZoneInfo) -> str:
    """Write an aware time in the zone; in the hour that October repeats with its name, BST or GMT."""
    local = at.astimezone(zone)
    return f"{day(local)}, {local:%H:%M}{_which_hour(local)}"


def known_moment(at: datetime, zone: ZoneInfo, *, day_only: bool) -> str:
    """Write a time that may be known only to the day."""
    if day_only:
        return f"{day(at.astimezone(zone))} (time not known)"
    return moment(at, zone)


def end(at: datetime, zone: ZoneInfo) -> str:
    """Write when a limit ended; midnight is written as 24:00 of the day that it closes."""
    local = at.astimezone(zone)
    if (local.hour, local.minute) != (0, 0):
        return moment(at, zone)
    return f"{day(local.date() - timedelta(days=1))}, 24:00"


def limit(word: str) -> str:
    """Where a limit stands; *late* by itself reads as if nothing had been done yet."""
    return "met late" if word == "late" else word


def counted(number: int, one: str, many: str) -> str:
    """Write a number with its noun: `1 entry`, `12 entries`."""
    return f"{number} {one if number == 1 else many}"


def left_out(number: int) -> str:
    """Say how many intelligence-sensitive items a print has not: `2 intelligence-sensitive items are`."""
    return counted(number, "intelligence-sensitive item is", "intelligence-sensitive items are")


def _which_hour(local: datetime) -> str:
    # An hour is repeated where both readings are times that this zone really shows.
    readings = {local.replace(fold=fold).utcoffset() for fold in (0, 1)}
    again = local.astimezone(UTC).astimezone(local.tzinfo)
    if len(readings) == 1 or again.replace(tzinfo=None) != local.replace(tzinfo=None):
        return ""
    return f" {local.tzname()}"
