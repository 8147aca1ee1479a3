"""A field for a day: typed as people write days, or taken from a few usual ones."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.checklists.local_time import TimeRefusedError, day_of
from sopcheck.checklists.time_words import MONTHS, day_words
from sopcheck.checklists.understanding import understand
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.fields import OneLine
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.layout import column
from sopcheck.ui.kit.text import Label
from sopcheck.ui.words import count_words

if TYPE_CHECKING:
    from sopcheck.ui.session import Session


class DayField(QWidget):
    """A line for a day, what it means below it, and buttons for days that are often wanted."""

    changed = Signal()
    """The field means another day, or none."""
    submitted = Signal()
    """Enter was pressed."""

    def __init__(
        self, name: str, session: Session, *, usual: tuple[int, ...] = (), ahead: bool = True
    ) -> None:
        """Make an empty field; `usual` are days from today, each with a button. `ahead`: a day to come."""
        super().__init__()
        self._ahead = ahead
        self._session = session
        self._day: date | None = None
        self._problem = ""
        self.setAccessibleName(name)
        self.edit = OneLine(
            name, placeholder=self.tr("12 May, fri, tomorrow") if ahead else self.tr("12 May, fri, yesterday")
        )
        self._meaning = Label(kind="small", tone="muted")
        parts = [self.edit, self._meaning]
        if usual:
            parts.append(Flow(*(self._press(days) for days in usual), gap=1))
        self.setLayout(column(*parts, gap=1))
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._on_typed)
        self.edit.returnPressed.connect(self.submitted)
        self._on_typed("")

    @property
    def problem(self) -> str:
        """Why what is typed is no day, as a sentence; empty where it is one, or nothing is typed."""
        return self._problem

    def day(self) -> date | None:
        """The day; nothing where the field is empty or not understood."""
        return self._day

    def set_day(self, day: date | None) -> None:
        """Take this day, or be empty."""
        self.edit.setText("" if day is None else f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}")

    def _press(self, days: int) -> QWidget:
        words = count_words(days, self.tr("day"), self.tr("days")) if days else self.tr("today")
        named = self.tr("{field}: in {days}") if days else self.tr("{field}: {days}")
        name = named.format(field=self.accessibleName(), days=words)
        return button(
            words, kind="quiet", does=lambda: self.set_day(self._today() + timedelta(days=days)), name=name
        )

    def _today(self) -> date:
        return day_of(self._session.now(), self._session.zone)

    def _on_typed(self, text: str) -> None:
        self._day, self._problem = None, ""
        if text.strip():
            try:
                meant = understand(text, now=self._session.now(), zone=self._session.zone, ahead=self._ahead)
                self._day = meant.day
            except TimeRefusedError as error:
                self._problem = str(error)
        said = day_words(self._day, today=self._today()) if self._day is not None else self._problem
        self._meaning.say(said)
        self._meaning.setVisible(bool(said))
        self.edit.setAccessibleDescription(said)
        self.changed.emit()
