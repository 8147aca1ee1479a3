"""The three panes of a review beside each other; without room for three, buttons choose among them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSplitter, QWidget

from sopcheck.ui.kit.buttons import button, rename
from sopcheck.ui.kit.layout import column, holding, row
from sopcheck.ui.kit.panes import Panes
from sopcheck.ui.theme import em

PaneName = Literal["exceptions", "questions", "conclusion"]
NAMES: tuple[PaneName, ...] = ("exceptions", "questions", "conclusion")
_THREE_EMS = 62
_TWO_EMS = 42


class ReviewPanes(QWidget):
    """Exceptions, questions and conclusion. With room for two, the conclusion is always one of them."""

    def __init__(self, exceptions: QWidget, questions: QWidget, conclusion: QWidget) -> None:
        """Put them beside each other."""
        super().__init__()
        self._parts = dict(zip(NAMES, (exceptions, questions, conclusion), strict=True))
        self._wanted: PaneName = "exceptions"
        self._beside: PaneName = "exceptions"
        self._at_once = 3
        held = [holding(row(part), ground="surface") for part in self._parts.values()]
        self._panes = _Panes(held)
        self._group = QButtonGroup(self)
        self._chips = {name: self._chip(name) for name in NAMES}
        self._switch = QWidget()
        self._switch.setLayout(row(*self._chips.values(), None, gap=2))
        card = holding(row(self._panes), ground="card")
        box = column(self._switch, card, gap=2)
        box.setStretch(1, 1)
        self.setLayout(box)
        self._show()

    @property
    def at_once(self) -> int:
        """How many panes are seen at once."""
        return self._at_once

    def shown(self) -> tuple[PaneName, ...]:
        """The panes that are seen, from left to right."""
        if self._at_once == 3:
            return NAMES
        if self._at_once == 1:
            return (self._wanted,)
        return (self._beside, "conclusion")

    def show_pane(self, name: PaneName) -> None:
        """Let a pane be seen."""
        self._wanted = name
        if name != "conclusion":
            self._beside = name
        self._show()

    def next_pane(self, way: int) -> QWidget:
        """Show and give the pane after the one in which the focus is, or before it."""
        here = next((at for at, name in enumerate(NAMES) if self._has_focus(name)), -way if way > 0 else 0)
        name = NAMES[(here + way) % len(NAMES)]
        self.show_pane(name)
        return self._parts[name]

    def say_counts(self, exceptions: int, questions: int) -> None:
        """Put beside the names of the panes how much is in them."""
        counts = {"exceptions": exceptions, "questions": questions, "conclusion": 0}
        for name, chip in self._chips.items():
            rename(chip, f"{self._words(name)} {counts[name]}" if counts[name] else self._words(name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See how many panes have room."""
        super().resizeEvent(event)
        width = self.width()
        at_once = 3 if width >= em(_THREE_EMS) else 2 if width >= em(_TWO_EMS) else 1
        if at_once != self._at_once:
            self._at_once = at_once
            self._show()

    def _has_focus(self, name: PaneName) -> bool:
        focused = self._parts[name].window().focusWidget()
        return focused is not None and self._parts[name].isAncestorOf(focused)

    def _chip(self, name: PaneName) -> QPushButton:
        made = button(self._words(name), kind="chip", does=lambda: self.show_pane(name))
        made.setCheckable(True)
        self._group.addButton(made)
        return made

    def _words(self, name: PaneName) -> str:
        return {
            "exceptions": self.tr("Exceptions"),
            "questions": self.tr("Questions"),
            "conclusion": self.tr("Conclusion"),
        }[name]

    def _show(self) -> None:
        shown = self.shown()
        self._switch.setVisible(self._at_once < 3)
        # With room for two the conclusion is there anyway, and there is nothing to choose about it.
        self._chips["conclusion"].setVisible(self._at_once == 1)
        for name, chip in self._chips.items():
            chip.setChecked(name == self._wanted if self._at_once == 1 else name == shown[0])
        self._panes.show_only(tuple(NAMES.index(name) for name in shown))


class _Panes(Panes):
    """Panes of which some may be hidden; they are never stacked, for each is long in itself."""

    def __init__(self, held: Sequence[QWidget]) -> None:
        super().__init__("review", held, stretch=(3, 4, 3))
        self.set_sizes([em(size) for size in (23, 27, 24)])
        self._held = held
        self._all = True

    @property
    def stacked(self) -> bool:
        """Whether the sizes mean nothing, because not all panes are seen."""
        return not self._all

    def show_only(self, places: tuple[int, ...]) -> None:
        """Hide the panes at other places than these."""
        self._all = len(places) == len(self._held)
        for at, part in enumerate(self._held):
            part.setVisible(at in places)
        # Its own pane would take room even while both of the panes in it are hidden.
        self.widget(1).setVisible(any(at > 0 for at in places))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Only make room."""
        QSplitter.resizeEvent(self, event)
