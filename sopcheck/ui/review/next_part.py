"""The next review: when the schedule has it and by which rule, and another date with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.ui.kit.fields import Field
from sopcheck.ui.kit.layout import column
from sopcheck.ui.kit.text import Label
from sopcheck.ui.review.day_field import DayField
from sopcheck.ui.review.next import Following
from sopcheck.ui.review.said_field import SaidField

if TYPE_CHECKING:
    from datetime import date

    from sopcheck.ui.session import Session
    from sopcheck.ui.words import Words


class NextPart(QWidget):
    """Says what comes next; a date of its own may be set where this review is of the 28-day chain."""

    changed = Signal()
    """Another date, or another reason."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Make a part that knows nothing yet."""
        super().__init__(parent)
        self._following = Following()
        self._says = Label()
        self._why = Label(kind="small", tone="muted")
        self.day = DayField(self.tr("Another date for the next review"), session)
        self._day = Field(self.tr("Another date"), self.day)
        self.reason = SaidField(self.tr("Reason for the date"), lines=2)
        self.setLayout(column(self._says, self._why, self._day, self.reason, gap=2))
        self.day.changed.connect(self._on_changed)
        self.reason.changed.connect(self.changed)
        self._say_day()

    def show_following(self, following: Following, words: Words) -> None:
        """Say what comes next by the schedule."""
        self._following = following
        if following.due is None:
            self._says.say(self.tr("No scheduled review comes after this one."))
        else:
            said = self.tr("By the schedule: {title}, {when}")
            self._says.say(said.format(title=following.title, when=words.both(following.due)))
        self._why.say(following.why)
        self._why.setVisible(bool(following.why))
        self._say_day()

    def take(self, day: date | None, reason: str) -> None:
        """Take a date and reason that were kept."""
        self.day.set_day(day)
        self.reason.say(reason)

    def date(self) -> date | None:
        """The date that was set in place of the schedule's, if this review may set one."""
        return self.day.day() if self._following.settable else None

    @property
    def problem(self) -> str:
        """What stands in the way of signing, as a sentence."""
        return self.day.problem if self._following.settable else ""

    def refuse(self, sentence: str) -> None:
        """Say at the field what is wrong, and go there."""
        self._day.refuse(sentence)

    def _on_changed(self) -> None:
        self._day.accept()
        self._say_day()
        self.changed.emit()

    def _say_day(self) -> None:
        settable, usual, day = self._following.settable, self._following.usual, self.day.day()
        later = day is not None and usual is not None and day > usual
        self._day.setVisible(settable)
        self.reason.setVisible(settable and (later or bool(self.reason.text())))
        if later:
            self._day.say_hint(self.tr("Later than the schedule has it: the reason prints."))
        elif day is not None:
            self._day.say_hint(self.tr("Not later than the schedule has it: no reason is needed."))
        else:
            self._day.say_hint(self.tr("Leave it empty to keep to the schedule."))
