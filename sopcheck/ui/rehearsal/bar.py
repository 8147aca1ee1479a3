"""The bar of a rehearsal: back and on by one event, to the end, along a slider, to any moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QSlider, QWidget

from sopcheck.ui.kit.beside import Beside
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.layout import column, row
from sopcheck.ui.kit.text import Label
from sopcheck.ui.kit.time_field import TimeField
from sopcheck.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton

    from sopcheck.ui.session import Session


class RehearsalBar(QWidget):
    """Says where one is, and takes where one wants to be; the places are those of the stops."""

    place_wanted = Signal(int)
    """Show the stop at this place."""
    moment_wanted = Signal(object)
    """Show the case as at this moment (a `datetime`)."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A bar without a story; `session` tells times as they are seen from the story."""
        super().__init__(parent)
        self.back = self._button(self.tr("‹ Back one"), self.tr("Ctrl+Left"), lambda: self._go(-1))
        self.on = self._button(self.tr("On one ›"), self.tr("Ctrl+Right"), lambda: self._go(+1))
        self.end = self._button(self.tr("To the end"), self.tr("Ctrl+End"), self._go_to_end)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("Place in the story"))
        self.slider.setMinimumWidth(em(4))
        self.slider.valueChanged.connect(self.place_wanted)
        self.where = Label(wrap=True)
        self.moment = TimeField(
            self.tr("Look at any moment"),
            session,
            day_allowed=False,
            empty_allowed=True,
            ahead=True,
            examples=(self.tr("Any moment: 7 May 2026 14:00"), self.tr("7 May 2026 14:00")),
        )
        self.look = button(self.tr("Look"), does=self._on_look, name=self.tr("Look at that moment"))
        self.moment.submitted.connect(self._on_look)
        steps = row(self.back, self.on, self.end, self.slider, gap=2)
        steps.setStretchFactor(self.slider, 1)
        jump = row(self.moment, self.look, gap=2)
        jump.setAlignment(self.look, Qt.AlignmentFlag.AlignTop)
        tools = QWidget()
        tools.setLayout(jump)
        self.setLayout(column(steps, Beside(self.where, tools), gap=2))

    def show_place(self, place: int, count: int, words: str) -> None:
        """Say that one is at this place of so many."""
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, max(count - 1, 0))
            self.slider.setValue(place)
        self.slider.setAccessibleDescription(words)
        self.where.say(words)

    def _button(self, words: str, keys: str, does: Callable[[], None]) -> QPushButton:
        return button(words, does=does, shortcut=keys, hint=keys, name=f"{words}, {keys}")

    def _go(self, by: int) -> None:
        self.place_wanted.emit(min(max(self.slider.value() + by, 0), self.slider.maximum()))

    def _go_to_end(self) -> None:
        self.place_wanted.emit(self.slider.maximum())

    def _on_look(self) -> None:
        when = self.moment.when()
        if when is not None:
            self.moment_wanted.emit(when.at)
