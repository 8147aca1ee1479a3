"""How states and times read on the screen (`domain.md` 10); the words of times are `checklists`' own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from sopcheck.checklists import time_words
from sopcheck.checklists.local_time import day_of
from sopcheck.ui.kit.signs import Sign

if TYPE_CHECKING:
    from sopcheck.cases.states import LimitWord, PlaceState, ReviewWord
    from sopcheck.checklists.definition import Basis, Rank


def tr(text: str) -> str:
    """A text of this program in the language of its user."""
    return QCoreApplication.translate("words", text)


def limit_sign(word: LimitWord) -> Sign:
    """How the state of a limit or gate is shown; only what is passed is red."""
    return {
        "not started": Sign(tr("not started"), "ring", "muted"),
        "running": Sign(tr("running"), "ring", "ink"),
        "due soon": Sign(tr("due soon"), "half", "soon"),
        "met": Sign(tr("met"), "disc", "met"),
        "late": Sign(tr("met late"), "disc", "ink"),
        "passed": Sign(tr("limit passed"), "triangle", "passed"),
        "closed": Sign(tr("closed as not applicable"), "dash", "muted"),
        "none yet": Sign(tr("none yet"), "none", "muted"),
        "gate met": Sign(tr("gate met"), "disc", "met"),
        "gate open": Sign(tr("gate open"), "gate", "ink"),
        "gate not met": Sign(tr("gate not met"), "triangle", "passed"),
    }[word]


def status_sign(state: PlaceState) -> Sign:
    """How the answer of a place is shown; what is open shows its limit where that says more."""
    if state.status == "open":
        return _open_sign(state)
    return {
        "done": Sign(tr("done"), "disc", "met"),
        "not done": Sign(tr("not done"), "cross", "ink"),
        "not applicable": Sign(tr("not applicable"), "dash", "muted"),
    }[state.status]


def _open_sign(state: PlaceState) -> Sign:
    if state.applies == "no":
        return Sign(tr("not asked"), "none", "muted")
    if state.limit is not None and state.limit.word in ("passed", "due soon", "gate not met"):
        return limit_sign(state.limit.word)
    if state.applies == "may":
        return Sign(tr("may apply"), "question", "muted")
    return Sign(tr("open"), "ring", "ink")


def review_sign(word: ReviewWord) -> Sign:
    """How the state of a review is shown."""
    return {
        "due": Sign(tr("due"), "half", "soon"),
        "met": Sign(tr("held"), "disc", "met"),
        "late": Sign(tr("held late"), "disc", "ink"),
        "missed": Sign(tr("missed"), "triangle", "passed"),
        "overdue": Sign(tr("overdue"), "triangle", "passed"),
    }[word]


def basis_word(basis: Basis | None) -> str:
    """The basis of a limit: *national* or *local*."""
    if basis is None:
        return ""
    return tr("national") if basis == "national" else tr("local")


def rank_words(rank: Rank | None) -> str:
    """A rank as people say it."""
    return rank.replace("-", " ").capitalize() if rank else tr("No rank (police staff)")


def role_words(role: str) -> str:
    """A role as people say it."""
    return {"sop-owner": tr("SOP owner")}.get(role, role.replace("-", " "))


def count_words(count: int, one: str, many: str) -> str:
    """A number with the word that fits it: `1 entry`, `3 entries`."""
    return f"{count:,} {one if count == 1 else many}"


@dataclass(frozen=True, slots=True)
class Words:
    """Times in words, seen from one moment and place; made anew for each painting of a page."""

    zone: ZoneInfo
    now: datetime

    def moment(self, at: datetime) -> str:
        """A moment: `Tue 5 May, 16:10`."""
        return time_words.moment_words(at, zone=self.zone, now=self.now)

    def day(self, day: date) -> str:
        """A day: `Tue 5 May`."""
        return time_words.day_words(day, today=self.today)

    def day_of(self, at: datetime) -> str:
        """The day of a moment: `Tue 5 May`."""
        return self.day(day_of(at, self.zone))

    def ends(self, end: datetime) -> str:
        """An end as lists show it: `today, 10:00`, `end of Tue 5 May`."""
        return time_words.short_end_words(end, zone=self.zone, now=self.now)

    def relative(self, at: datetime) -> str:
        """How far off: `in 3 h`, `2 days ago`."""
        return time_words.relative_words(at, now=self.now)

    def both(self, at: datetime) -> str:
        """An end and how far off it is: `today, 10:00, in 1 h`."""
        return f"{self.ends(at)}, {self.relative(at)}"

    def clock(self, at: datetime) -> str:
        """The time of day: `16:10`; with the day where it is not today's."""
        if day_of(at, self.zone) != self.today:
            return self.moment(at)
        return time_words.clock_time(at, zone=self.zone)

    def over(self, seconds: int) -> str:
        """How long something is over: `1 day 4 h`."""
        return time_words.elapsed_words(timedelta(seconds=seconds))

    @property
    def today(self) -> date:
        """The day of the moment from which is seen."""
        return day_of(self.now, self.zone)

    @property
    def today_in_full(self) -> str:
        """That day as a heading: `Thursday 7 May`."""
        day = self.today
        return f"{time_words.WEEKDAYS[day.weekday()]} {day.day} {time_words.MONTHS[day.month - 1]}"
