"""The bank-holiday calendars of a vault: which one counts, and installing a later one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sopcheck.cases.authority import require
from sopcheck.cases.register import decisions as register_decisions
from sopcheck.checklists.calendar import Calendar, read_calendar
from sopcheck.services.opened import Opened


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarChange:
    """What a calendar has other than the one that counted: bank holidays of the days that both know."""

    calendar: Calendar
    was: Calendar
    added: tuple[date, ...]
    dropped: tuple[date, ...]


class Calendars:
    """What an administrator or SOP owner does with calendars; `rebuild` makes the lists of cases anew."""

    def __init__(self, opened: Opened, rebuild: Callable[[], int]) -> None:
        self._opened = opened
        self._rebuild = rebuild

    @property
    def current(self) -> Calendar:
        """The calendar that counts."""
        return self._opened.register.calendar

    def compare(self, data: bytes) -> CalendarChange:
        """Tell what installing a calendar file would change.

        Raises:
            CalendarError: it is no calendar of bank holidays.
        """
        new, old = read_calendar(data), self.current
        ours = {day for day in new.holidays if day <= old.until}
        return CalendarChange(
            calendar=new,
            was=old,
            added=tuple(sorted(ours - old.holidays)),
            dropped=tuple(sorted(old.holidays - new.holidays)),
        )

    def install(self, data: bytes) -> CalendarChange:
        """Install a calendar file; from then on every limit is counted by it, and provisional ones settle.

        Raises:
            RefusedError: it is no calendar, is here already, or knows fewer days than the one that counts.
        """
        change, desk = self.compare(data), self._opened.register
        with self._opened.scribe.noting_refusals("install"):
            event = register_decisions.install_calendar(
                desk.register, change.calendar, by=desk.me, at=desk.at()
            )
            role = require(desk.me, "install")
        # Marked before it is written: if the program ends in between, the lists are made anew all the same.
        self._opened.vault.index.mark_for_rebuild()
        desk.write((event,), role=role)
        self._rebuild()
        return change
