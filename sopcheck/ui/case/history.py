"""What was ever recorded at a place: the newest first, what stands marked, nothing left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.ui.kit.buttons import button, rename
from sopcheck.ui.kit.layout import column, emptied
from sopcheck.ui.kit.text import Label
from sopcheck.ui.words import count_words

if TYPE_CHECKING:
    from sopcheck.services.views import HistoryLine
    from sopcheck.ui.words import Words


class History(QWidget):
    """A line that says how many entries there are; pressed, it shows them."""

    opened = Signal()
    """Somebody wants to see the entries: call `show_lines`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without entries."""
        super().__init__(parent)
        self._head = button("", kind="quiet", does=self._turn, name=self.tr("History"))
        self._lines = column(gap=2)
        self._inner = QWidget()
        self._inner.setLayout(self._lines)
        self._inner.hide()
        self._count = 0
        self.setLayout(column(self._head, self._inner, gap=1))

    @property
    def is_open(self) -> bool:
        """Are the entries shown?"""
        return not self._inner.isHidden()

    def say_count(self, count: int) -> None:
        """Say how many entries there are; the line is hidden where there is none."""
        self._count = count
        self._say_head()
        self.setVisible(count > 0)
        # Or the next item would open with an empty history.
        if not count:
            self._inner.hide()

    def close_up(self) -> None:
        """Fold the entries away, as when another item is shown."""
        self._inner.hide()
        self._say_head()

    def show_lines(self, lines: tuple[HistoryLine, ...], words: Words) -> None:
        """Show these entries."""
        emptied(self._lines)
        for line in lines:
            self._lines.addWidget(_line(line, words))

    def _turn(self) -> None:
        opening = not self.is_open
        # Made when it is opened, for most histories are never looked at.
        if opening:
            self.opened.emit()
        self._inner.setVisible(opening)
        self._say_head()

    def _say_head(self) -> None:
        counted = count_words(self._count, self.tr("entry"), self.tr("entries"))
        mark = "⌄" if self.is_open else "›"
        rename(self._head, self.tr("History: {count} {mark}").format(count=counted, mark=mark))


def _line(line: HistoryLine, words: Words) -> QWidget:
    holder = QWidget()
    head = f"{words.moment(line.at)} · {line.by_name}"
    parts: list[QWidget] = [
        Label(line.words, tone="ink" if line.current else "muted"),
        Label(head, kind="small", tone="muted"),
    ]
    if line.reason:
        parts.insert(1, Label(line.reason, kind="small"))
    holder.setLayout(column(*parts, gap=0.5))
    return holder
