"""Wall times and instants: what a clock on the wall showed, and when that was.

An instant is an aware datetime. A wall time that somebody gave keeps the offset that held then, so the
repeated hour of October is never ambiguous afterwards (`checklists.md`, conventions 15 and 21).
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from sopcheck.errors import RefusedError

LONDON = ZoneInfo("Europe/London")
"""The zone of the force, and of every checklist that names no other."""

_WALL = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)(?::00)?(Z|[+-]\d\d:\d\d| [A-Z]{3,4})?")
_ONE_DAY = timedelta(days=1)
_FAR_PAST, _FAR_AHEAD = 1900, 9990


class TimeRefusedError(RefusedError):
    """A time was not understood, never was, or was twice; `readings` are the instants it may mean."""

    def __init__(self, sentence: str, *, readings: tuple[datetime, ...] = ()) -> None:
        """Keep the sentence and what the time may mean, earlier first."""
        super().__init__(sentence)
        self.readings = readings


def to_local(at: datetime, zone: ZoneInfo) -> datetime:
    """Give an instant as wall time with a fixed offset, which stays what it is whatever is added to it."""
    # By way of UTC: a time that is in the zone already would be left as it is, even in the skipped hour.
    local = at.astimezone(UTC).astimezone(zone)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta(0)), fold=0)


def zone_name(at: datetime, zone: ZoneInfo) -> str:
    """Tell what people call the time that holds at an instant, "BST" or "GMT"."""
    return at.astimezone(zone).tzname() or ""


def readings(wall: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Give the instants at which the clock showed this wall time, earlier first.

    None in the hour that is skipped, two in the hour that is repeated, else one.
    """
    naive = wall.replace(tzinfo=None)
    # In the skipped hour neither fold gives the time back; elsewhere both give the same instant.
    found = [to_local(naive.replace(tzinfo=zone, fold=fold), zone) for fold in (0, 1)]
    return tuple(sorted({at for at in found if at.replace(tzinfo=None) == naive}))


def at_wall(wall: datetime, *, zone: ZoneInfo, offset: timedelta | None = None) -> datetime:
    """Give the instant of a wall time; `offset` says which one where the hour is repeated.

    Raises:
        TimeRefusedError: the time never was, was twice and no offset says which, or had another offset.
    """
    if not _FAR_PAST <= wall.year <= _FAR_AHEAD:
        raise TimeRefusedError("This year cannot be right. Give the year in four digits.")
    meant = tuple(at for at in readings(wall, zone) if offset in {None, at.utcoffset()})
    if not meant:
        raise _never_was(wall, zone=zone, offset=offset)
    if len(meant) > 1:
        raise _was_twice(meant, zone)
    return meant[0]


def parse_wall(text: str, *, zone: ZoneInfo) -> datetime:
    """Read `2026-05-05 16:10`, with `T`, with an offset, or with `24:00` for the end of that day.

    With `Z` it is the time in UTC, as the JSON writes it; with ` BST` or ` GMT` which it was of two.

    Raises:
        TimeRefusedError: it is not written like this, or see `at_wall`.
    """
    written = _WALL.fullmatch(text.strip())
    if not written:
        raise TimeRefusedError("This is not a time. Write it as 2026-05-05 16:10.")
    day, hour, said = written.groups(default="")
    ends_day, named = hour == "24:00", said.startswith(" ")
    try:
        wall = datetime.fromisoformat(f"{day}T{'00:00' if ends_day else hour}{'' if named else said}")
        wall += ends_day * _ONE_DAY
        # In UTC nothing is ambiguous, and in summer no clock on the wall here shows it.
        wall = to_local(wall, zone) if said == "Z" else wall
    except (ValueError, OverflowError):
        raise TimeRefusedError("There is no such date or time. Write it as 2026-05-05 16:10.") from None
    offset = _offset_named(said.strip(), wall, zone) if named else wall.utcoffset()
    return at_wall(wall, zone=zone, offset=offset)


def parse_day(text: str) -> date:
    """Read `2026-05-05`.

    Raises:
        TimeRefusedError: it is not a date.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise TimeRefusedError("This is not a date. Write it as 2026-05-05.") from None


def day_of(at: datetime, zone: ZoneInfo) -> date:
    """Give the local date of an instant."""
    return at.astimezone(zone).date()


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Give the instant, in UTC, at which a local day begins."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Give the instant, in UTC, of the midnight at the end of a local day: the one that begins the next."""
    return start_of_day(day + _ONE_DAY, zone)


def judged_at(day: date, *, recorded_at: datetime, zone: ZoneInfo) -> datetime:
    """Give the instant at which a time known only to the day is judged (convention 21).

    That is the last minute of the day, or the moment of recording where that is earlier.
    """
    # Counted back from midnight, so that a day on which the clocks change has its own last minute.
    return min(end_of_day(day, zone) - timedelta(minutes=1), recorded_at.astimezone(UTC))


def _offset_named(name: str, wall: datetime, zone: ZoneInfo) -> timedelta | None:
    """Give the offset that people call by a name, as the refusal of a repeated hour asks for it."""
    named = (at.utcoffset() for at in readings(wall, zone) if zone_name(at, zone) == name)
    offset = next(named, None)
    if offset is None:
        raise TimeRefusedError(f"The clock did not show this time in {name}. Leave {name} out.")
    return offset


def _never_was(wall: datetime, *, zone: ZoneInfo, offset: timedelta | None) -> TimeRefusedError:
    if offset is not None and readings(wall, zone):
        return TimeRefusedError("The clock did not show this time with this offset. Leave the offset out.")
    before = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    return TimeRefusedError(
        f"There was no {wall:%H:%M} on this day: the clocks went forward and skipped it,"
        f" from {zone_name(before - _ONE_DAY, zone)} to {zone_name(before, zone)}."
        " Give the time that the clock showed."
    )


def _was_twice(meant: tuple[datetime, ...], zone: ZoneInfo) -> TimeRefusedError:
    first, second = (f"{at:%H:%M} {zone_name(at, zone)}" for at in meant)
    return TimeRefusedError(
        f"The clock showed {meant[0]:%H:%M} twice on this day, because the clocks went back."
        f" Say which it was: {first}, the earlier, or {second}, the later.",
        readings=meant,
    )
