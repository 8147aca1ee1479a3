"""The sentence that explains a limit: the clock, the rule, the days skipped and the end.

It is made only when it is shown; lists need none.
"""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.definition import Basis, Clock, ClockId, Limit, Unit
from sopcheck.checklists.limits import LimitEnd, end_of
from sopcheck.checklists.local_time import day_of
from sopcheck.checklists.time_words import MONTHS, Telling, short_day

_UNITS: dict[Unit, tuple[str, str]] = {
    "hours": ("hour", "hours"),
    "calendar-days": ("calendar day", "calendar days"),
    "working-days": ("working day", "working days"),
    "months": ("month", "months"),
}
# More days than these are counted, not named: nobody checks a list of forty dates.
_NAMED_AT_MOST = 8


def clock_words(clock_id: ClockId, clock: Clock) -> str:
    """Say what a clock marks, to stand after "from when": its own words, or its id."""
    return clock.when or f"“{clock_id.replace('-', ' ')}” was set"


def basis_word(basis: Basis) -> str:
    """Say whose limit it is: the nation's or the force's own (`domain.md`, section 10)."""
    return "national" if basis == "national" else "local"


def amount_words(amount: int, unit: Unit) -> str:
    """Give `24 hours`, `1 working day`."""
    one, many = _UNITS[unit]
    return f"{amount} {one if amount == 1 else many}"


def limit_words(limit: Limit) -> str:
    """Give a limit without its clock: `24 hours`, `3 months, that day included`, `a date that is set`."""
    if limit.unit == "target-date":
        return "a date that is set"
    words = amount_words(limit.amount or 0, limit.unit)
    return f"{words}, that day included" if limit.beginning_with else words


def explain_end(
    limit: Limit,
    start: datetime,
    *,
    since: str,
    calendar: Calendar,
    told: Telling,
    day_only: bool = False,
) -> str:
    """Say why a limit ends when it does.

    `since` says what `start` was, to stand after "from when": `clock_words(…)`, "Child B was added".
    With `day_only` the start is known only to the day, and the sentence says so (convention 21).
    """
    counted = end_of(limit, start, zone=told.zone, calendar=calendar)
    ends = _ends(counted, told)
    if limit.unit == "target-date":
        return f"A date was set, {told.day(day_of(start, told.zone))}{ends}"
    began = _began(start, limit.unit, told, day_only=day_only)
    rule = _rule(limit, start, counted, zone=told.zone)
    length = amount_words(limit.amount or 0, limit.unit)
    return f"{length} from when {since} ({began}){rule}{ends}"


def explain_not_started(limit: Limit, *, since: str) -> str:
    """Say what a limit waits for whose clock has not been set."""
    if limit.unit == "target-date":
        return "Not started: no date has been set yet."
    comma = "," if limit.beginning_with else ""
    return f"Not started: {limit_words(limit)}{comma} from when {since}; that time is not recorded yet."


def explain_gate(clock_id: ClockId, clock: Clock) -> str:
    """Say before what an item with a gate must be done."""
    return f"To be done at or before the moment when {clock_words(clock_id, clock)}; nothing is counted."


def _began(start: datetime, unit: Unit, told: Telling, *, day_only: bool) -> str:
    day = told.day(day_of(start, told.zone))
    if day_only:
        return f"{day}, known only to the day"
    # Months run from day to day, and an hour in the sentence would look as if it counted.
    return day if unit == "months" else told.moment(start)


def _rule(limit: Limit, start: datetime, counted: LimitEnd, *, zone: ZoneInfo) -> str:
    """Say what is odd about the count, with the mark that joins it to the sentence before."""
    if counted.skipped:
        return f": {_skipped_words(counted.skipped)}"
    if limit.unit == "hours":
        return _clock_change(start, counted.end, zone)
    if limit.beginning_with:
        return ", that day included"
    return "" if limit.unit == "months" else ": the day after is day 1"


def _clock_change(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    before, after = start.astimezone(zone).utcoffset(), end.astimezone(zone).utcoffset()
    if before == after or before is None or after is None:
        return ""
    return f": the clocks go {'forward' if after > before else 'back'} in between"


def _skipped_words(days: Sequence[date]) -> str:
    if len(days) > _NAMED_AT_MOST:
        return f"{len(days)} days of weekends and bank holidays in between do not count"
    named = [short_day(day) if day.weekday() >= 5 else _holiday_words(day) for day in days]
    verb = "does" if len(named) == 1 else "do"
    return f"{_listed(named)} {verb} not count"


def _holiday_words(day: date) -> str:
    return f"the bank holiday on {short_day(day)} {MONTHS[day.month - 1][:3]}"


def _listed(words: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def _ends(counted: LimitEnd, told: Telling) -> str:
    sentence = told.so_it("ends", counted.end)
    # Beside the end that paper prints stands whether it is provisional.
    if told.on_paper or not counted.provisional:
        return sentence
    return (
        f"{sentence} This is provisional: not all bank holidays of that time are in the installed calendar."
    )
