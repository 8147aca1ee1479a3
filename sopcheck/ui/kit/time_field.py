"""A field for a time: it takes `14:05`, `yesterday 9`, `fri 16:30`, and shows what it understood."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from sopcheck.cases.events import When
from sopcheck.checklists.local_time import (
    TimeRefusedError,
    day_of,
    readings,
    start_of_day,
    to_local,
    zone_name,
)
from sopcheck.checklists.time_words import MONTHS
from sopcheck.checklists.understanding import Understood, understand
from sopcheck.ui.kit.fields import OneLine
from sopcheck.ui.kit.layout import column, row
from sopcheck.ui.kit.text import Label
from sopcheck.ui.kit.ticks import Pick
from sopcheck.ui.theme import em

if TYPE_CHECKING:
    from sopcheck.ui.session import Session

# A pane beside two others, with letters of twice the size, has room for no more.
_LEAST_EMS = 12
_BESIDE_EMS = 2


class TimeField(QWidget):
    """A line for a time, what it means below it, and in the repeated hour the question which one."""

    changed = Signal()
    """What the field means has changed."""
    submitted = Signal()
    """Enter was pressed."""

    def __init__(
        self,
        name: str,
        session: Session,
        *,
        day_allowed: bool = True,
        empty_allowed: bool = False,
        ahead: bool = False,
        examples: tuple[str, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty field; `ahead` is for times that lie in the future, a day alone may be refused.

        The first of the `examples` that there is room for stands in the empty field.
        """
        super().__init__(parent)
        self._session = session
        self._day_allowed = day_allowed
        self._empty_allowed = empty_allowed
        self._ahead = ahead
        self._understood: Understood | None = None
        self._problem = ""
        self.setAccessibleName(name)
        self.edit = OneLine(name)
        self.edit.setMinimumWidth(em(_LEAST_EMS))
        self._examples = examples or (
            self.tr("as in 14:05, yesterday 9:30, fri 16:30 or 5 May 16:10"),
            self.tr("as in 14:05, fri 16:30 or 5 May 16:10"),
            self.tr("as in 14:05 or fri 16:30"),
            self.tr("as in 14:05"),
        )
        self._meaning = Label(kind="small", tone="muted")
        self._which = QWidget()
        self._group = QButtonGroup(self)
        self.picks = (Pick(), Pick())
        for at, choice in enumerate(self.picks):
            self._group.addButton(choice, at)
        self._which.setLayout(row(*self.picks, None, gap=4))
        self.setLayout(column(self.edit, self._meaning, self._which, gap=1))
        self.setFocusProxy(self.edit)
        self._group.idClicked.connect(self._on_chosen)
        self.edit.textChanged.connect(self._on_typed)
        self.edit.returnPressed.connect(self.submitted)
        self._on_typed("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give as many examples as there is room for, rather than cut one off."""
        super().resizeEvent(event)
        room, words = self.width() - em(_BESIDE_EMS), self.edit.fontMetrics()
        fitting = (one for one in self._examples if words.horizontalAdvance(one) <= room)
        self.edit.setPlaceholderText(next(fitting, ""))

    @property
    def problem(self) -> str:
        """Why there is no time yet, as a sentence; empty where there is one (or none is needed)."""
        return self._problem

    @property
    def meaning(self) -> str:
        """What the field says it understood, or what is wrong."""
        return self._meaning.text()

    def when(self) -> When | None:
        """The time, with its offset; nothing where the field is empty or not understood."""
        if self._understood is None or self._problem:
            return None
        if self._understood.day_only:
            midnight = start_of_day(self._understood.day, self._session.zone)
            return When(to_local(midnight, self._session.zone), "day")
        return When(self._understood.readings[max(self._group.checkedId(), 0)])

    def refuse(self) -> None:
        """Say loudly why there is no time, where it says quietly what it understood, and go there."""
        self._meaning.say(self._problem, tone="soon")
        self.edit.setAccessibleDescription(self._problem)
        # In the repeated hour what was typed is right, and the question below it is open.
        (self.edit if self._which.isHidden() else self.picks[0]).setFocus()

    def set_now(self) -> None:
        """Take the present moment."""
        self.set_when(When(self._session.now()))

    def set_when(self, when: When) -> None:
        """Take this time."""
        local = to_local(when.at, self._session.zone)
        written = f"{local.day} {MONTHS[local.month - 1][:3]} {local.year}"
        if when.precision == "minute":
            written += f" {local:%H:%M}{self._zone_mark(when.at)}"
        self.edit.setText(written)

    def clear(self) -> None:
        """Empty the field."""
        self.edit.clear()

    def _zone_mark(self, at: datetime) -> str:
        local = to_local(at, self._session.zone)
        twice = len(readings(local.replace(tzinfo=None), self._session.zone)) > 1
        return f" {zone_name(at, self._session.zone)}" if twice else ""

    def _on_typed(self, text: str) -> None:
        # Another text is another question; an answer to the one before must not count for it.
        self._understood = None
        self._group.setExclusive(False)
        for choice in self.picks:
            choice.setChecked(False)
        self._group.setExclusive(True)
        self._problem = self._read(text.strip())
        self._show()
        self.changed.emit()

    def _read(self, text: str) -> str:
        """Understand the text; what stands in the way of a time is given back."""
        if not text:
            return "" if self._empty_allowed else self.tr("Give the time.")
        try:
            meant = understand(text, now=self._session.now(), zone=self._session.zone, ahead=self._ahead)
        except TimeRefusedError as error:
            return str(error)
        if meant.day_only and not self._day_allowed:
            return self.tr("Give the time of day too, as in {example} 16:30.").format(example=text)
        self._understood = meant
        if len(meant.readings) > 1:
            return self.tr("The clocks went back: that time came twice. Choose which one.")
        return ""

    def _on_chosen(self) -> None:
        self._problem = ""
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        meant = self._understood
        twice = meant is not None and len(meant.readings) > 1
        self._which.setVisible(twice)
        if meant is not None and twice:
            for choice, words in zip(self.picks, meant.reading_words, strict=True):
                choice.say(words)
        self._meaning.say(self._words(meant), tone="muted")
        self.edit.setAccessibleDescription(self._meaning.text())

    def _words(self, meant: Understood | None) -> str:
        if self._problem and self.edit.text().strip():
            return self._problem
        if meant is None:
            return (
                self.tr("A time, or a day with a time.")
                if not self._day_allowed
                else self.tr("A time or a day.")
            )
        if meant.day_only:
            return self.tr("{day}, time of day not known").format(day=meant.words)
        at = meant.readings[max(self._group.checkedId(), 0)]
        today = day_of(at, self._session.zone) == day_of(self._session.now(), self._session.zone)
        said = meant.reading_words[max(self._group.checkedId(), 0)]
        return self.tr("Today: {time}").format(time=said) if today else said
