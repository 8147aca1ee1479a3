"""Bank holidays as dated data, and counting in working days (convention 3).

A calendar file says from when and until when it is complete. What is counted past its last day is provisional
(convention 14). At run time only such files count; `tools/make_calendar.py` makes the one that ships.

Format 1: `{"calendar": 1, "region": "…", "begins": "2016-01-01", "until": "…", "bank_holidays": ["…", …]}`.
"""

import hashlib
from datetime import date, timedelta
from functools import cache
from importlib import resources

import msgspec

from sopcheck.canonical import encode
from sopcheck.errors import RefusedError

FORMAT = 1
_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_FILE = "england-and-wales.json"


class CalendarError(RefusedError):
    """This is no calendar of bank holidays that can be used."""


# The hash is kept, because counts of days are cached by the calendar and it holds hundreds of dates.
class Calendar(msgspec.Struct, frozen=True, kw_only=True, cache_hash=True):
    """The bank holidays of a region from `begins` until `until`, both days included."""

    region: str
    begins: date
    until: date
    holidays: frozenset[date]

    @property
    def name(self) -> str:
        """How the calendar is named on screen and in the record."""
        return f"{self.region} to {self.until}"

    @property
    def digest(self) -> str:
        """The SHA-256 of its canonical form, as 64 hex digits."""
        return hashlib.sha256(calendar_form(self)).hexdigest()

    def covers(self, first: date, last: date) -> bool:
        """Whether all bank holidays between two days, both included, are known."""
        return self.begins <= first and last <= self.until

    def is_working_day(self, day: date) -> bool:
        """Whether a day is Monday to Friday and not a bank holiday."""
        return day.weekday() < _SATURDAY and day not in self.holidays

    def working_day(self, after: date, count: int) -> date:
        """Give the `count`-th working day after a day; the day itself does not count."""
        day = after
        while count > 0:
            day += _ONE_DAY
            count -= self.is_working_day(day)
        return day

    def working_days(self, after: date, to: date) -> int:
        """Count the working days after one day up to another, that one included."""
        # Whole weeks are counted, not walked: a limit may have passed years ago.
        weeks, rest = divmod(max((to - after).days, 0), 7)
        odd = (after + (1 + n) * _ONE_DAY for n in range(rest))
        weekdays = 5 * weeks + sum(day.weekday() < _SATURDAY for day in odd)
        return weekdays - sum(after < day <= to and day.weekday() < _SATURDAY for day in self.holidays)

    def cut_at(self, until: date) -> "Calendar":
        """Give the calendar as it was when it ended earlier; what it never knew it does not gain."""
        if until >= self.until:
            return self
        # Days after its end were not known to it, so they are no bank holidays of it.
        known = frozenset(day for day in self.holidays if day <= until)
        return Calendar(region=self.region, begins=min(self.begins, until), until=until, holidays=known)


class _Written(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A calendar as it stands in its file."""

    calendar: int
    region: str
    begins: date
    until: date
    bank_holidays: list[date]


def calendar_form(calendar: Calendar) -> bytes:
    """Give the canonical bytes of a calendar, as the register keeps them and `read_calendar` reads them."""
    return encode(
        {
            "calendar": FORMAT,
            "region": calendar.region,
            "begins": calendar.begins.isoformat(),
            "until": calendar.until.isoformat(),
            "bank_holidays": [day.isoformat() for day in sorted(calendar.holidays)],
        }
    )


def read_calendar(data: bytes) -> Calendar:
    """Read a calendar file.

    Raises:
        CalendarError: it is not one, is of a newer format, or contradicts itself.
    """
    try:
        written = msgspec.json.decode(data, type=_Written)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise CalendarError("This is not a calendar of bank holidays. Choose a calendar file.") from None
    if written.calendar != FORMAT:
        raise CalendarError("This calendar is for a newer sopcheck. Install the newer version first.")
    _check(written)
    return Calendar(
        region=written.region,
        begins=written.begins,
        until=written.until,
        holidays=frozenset(written.bank_holidays),
    )


@cache
def shipped() -> Calendar:
    """Give the calendar that comes with the program: England and Wales."""
    folder = resources.files("sopcheck.checklists") / "calendars"
    return read_calendar((folder / _FILE).read_bytes())


def _check(written: _Written) -> None:
    days = written.bank_holidays
    if not written.region.strip() or not written.begins <= written.until:
        raise CalendarError("This calendar does not say where and when it holds. Correct the file.")
    if days != sorted(set(days)):
        raise CalendarError("The bank holidays of this calendar are not in order. Correct the file.")
    if min(days, default=written.begins) < written.begins or max(days, default=written.until) > written.until:
        raise CalendarError("This calendar has bank holidays outside its own time. Correct the file.")
