"""One of several panes at a time, each behind a button that says how much is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from sopcheck.ui.kit.buttons import button, rename
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.layout import column, holding
from sopcheck.ui.kit.rows import RowList
from sopcheck.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from sopcheck.ui.kit.row_text import RowText

T = TypeVar("T")


class Switch(QWidget):
    """Buttons above, and below them the pane of the one that is pressed."""

    shown_changed = Signal(str)
    """The pane of this name is shown now."""

    def __init__(
        self, panes: Mapping[str, tuple[str, QWidget]], *, name: str, parent: QWidget | None = None
    ) -> None:
        """Hold these panes by name, each with its words; the first is shown."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._words = {key: words for key, (words, _) in panes.items()}
        self._stack = QStackedWidget()
        self.buttons: dict[str, QPushButton] = {}
        for key, (words, pane) in panes.items():
            self.buttons[key] = self._chip(key, words)
            self._stack.addWidget(pane)
        self._panes = {key: pane for key, (_, pane) in panes.items()}
        self._top = holding(column(Flow(*self.buttons.values()), margins=(3, 2, 3, 2)), rule="below")
        box = column(self._top, self._stack, gap=0)
        box.setStretch(1, 1)
        self.setLayout(box)
        self.show_pane(next(iter(panes)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At another width the buttons take another number of lines."""
        super().resizeEvent(event)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """All lines of the buttons; between panes that can be moved Qt would count one."""
        hint, top = super().minimumSizeHint(), self._top
        more = top.heightForWidth(max(self.width(), hint.width())) - top.minimumSizeHint().height()
        return QSize(hint.width(), hint.height() + max(more, 0))

    @property
    def shown(self) -> str:
        """The name of the pane that is shown."""
        return next(key for key, pane in self._panes.items() if pane is self._stack.currentWidget())

    @property
    def pane(self) -> QWidget:
        """The pane that is shown."""
        return self._panes[self.shown]

    def show_pane(self, key: str) -> None:
        """Show the pane of this name."""
        # By hand: in a group of Qt, Tab would pass over every button but the one that is pressed.
        for name, made in self.buttons.items():
            made.setChecked(name == key)
        self._stack.setCurrentWidget(self._panes[key])
        self.shown_changed.emit(key)

    def say_count(self, key: str, count: str) -> None:
        """Put beside the words of a pane how much is in it."""
        words = f"{self._words[key]} {count}".strip()
        if self.buttons[key].text() != words:
            rename(self.buttons[key], words)

    def _chip(self, key: str, words: str) -> QPushButton:
        made = button(words, kind="chip", does=lambda: self.show_pane(key))
        made.setCheckable(True)
        return made


class Listed(QWidget, Generic[T]):
    """A list of values, a line of words above it, and a sentence in its place where it is empty."""

    def __init__(
        self,
        name: str,
        read: Callable[[T], RowText],
        *,
        key: Callable[[T], Hashable] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """An empty list of this name."""
        super().__init__(parent)
        self.says = Label(tone="muted", prose=True, selectable=True)
        self.list: RowList[T] = RowList(name, read, key=key)
        self._top = holding(column(self.says, margins=(3, 2, 3, 2)))
        # Takes the room of the list while there is none, so that the words stay at the top.
        self._instead = QWidget()
        box = column(self._top, self.list, self._instead, gap=0)
        box.setStretch(1, 1)
        box.setStretch(2, 1)
        self.setLayout(box)
        self.show_values((), says="")

    def show_values(self, values: Sequence[T], *, says: str) -> None:
        """Show these values below these words."""
        self.says.say(says)
        self._top.setVisible(bool(says))
        self.list.show_values(values)
        self.list.setVisible(bool(values))
        self._instead.setVisible(not values)
