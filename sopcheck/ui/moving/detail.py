"""One item of a move, to be read before anybody signs for it: its words in both versions, and its limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from sopcheck.checklists.board import rows_about
from sopcheck.ui.checklists.differences import Differences
from sopcheck.ui.kit.layout import column
from sopcheck.ui.kit.text import Label
from sopcheck.ui.moving.words import told_words
from sopcheck.ui.theme import em
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from sopcheck.cases.moving import PlaceMove
    from sopcheck.checklists.compare import Comparison

_TALLEST_EMS = 14


class PlaceDetail(QWidget):
    """The item in full, what becomes of it in sentences, and every difference with its words marked."""

    def __init__(self) -> None:
        """Show none yet."""
        super().__init__()
        self.prompt = Label(kind="strong")
        self.says = Label(tone="muted")
        self.differences = Differences(tr("What differs in this item"))
        self.setLayout(column(self.prompt, self.says, self.differences, gap=2))

    def show_place(self, one: PlaceMove | None, name: str, comparison: Comparison | None) -> None:
        """Show an item of a move; without one nothing is left of the one before."""
        self.setVisible(one is not None)
        if one is None:
            return
        rows = () if comparison is None else rows_about(comparison, one.place.item)
        says = told_words(one, "" if comparison is None else comparison.is_.version)
        self.prompt.say(name)
        self.says.say(says)
        self.says.setVisible(bool(says))
        self.differences.show_values(rows)
        self.differences.setVisible(bool(rows))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At another width the words wrap elsewhere."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.differences.setFixedHeight(min(self.differences.rows_height(), em(_TALLEST_EMS)))
