"""What a review consists of: on top what it is and what changed, below it three panes beside each other.

Where there is too little room, as with large text, buttons choose what is seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QPushButton, QScrollArea, QSplitter, QWidget

from sopcheck.ui.kit.buttons import button, rename
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.layout import column, holding, keep_focus_in_view, row, scrolling
from sopcheck.ui.kit.panes import Panes
from sopcheck.ui.theme import em

PaneName = Literal["overview", "exceptions", "questions", "conclusion"]
NAMES: tuple[PaneName, ...] = ("overview", "exceptions", "questions", "conclusion")
_BESIDE: tuple[PaneName, ...] = NAMES[1:]
# Below these a pane has lines of less than some thirty characters, or room for less than ten of them.
_THREE_EMS = 58
_TWO_EMS = 42
_TALL_EMS = 40


class ReviewPanes(QWidget):
    """With room for all, nothing is hidden; with room for two panes, the conclusion is one of them."""

    roomy_changed = Signal(bool)
    """Whether everything is seen at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make room for the four; each is made in its `place` and then `put` there."""
        super().__init__(parent)
        overview = QWidget()
        self._overview = column(gap=3)
        # A ring around what has the focus is not to be cut off at the top.
        overview.setLayout(column(self._overview, None, margins=(0, 1, 0, 0)))
        self._held = {name: holding(row(), ground="surface") for name in _BESIDE}
        self._places: dict[PaneName, QWidget] = {"overview": overview, **self._held}
        self._wanted: PaneName = "overview"
        self._beside: PaneName = "exceptions"
        self._at_once = 3
        self._roomy = True
        self._counts: dict[PaneName, int] = {}
        self.splitter = _Panes(list(self._held.values()))
        self._group = QButtonGroup(self)
        self._chips = {name: self._chip(name) for name in NAMES}
        self._switch = Flow(*self._chips.values(), gap=1)
        self._top = scrolling(overview)
        keep_focus_in_view(self._top)
        self._fit = QTimer(self, singleShot=True, interval=0)
        self._fit.timeout.connect(self._on_fit)
        overview.installEventFilter(self)
        self._card = holding(row(self.splitter), ground="card")
        box = column(self._switch, self._top, self._card, gap=3)
        box.setStretch(2, 1)
        self.setLayout(box)
        self._show()

    def place(self, name: PaneName) -> QWidget:
        """What a part is to be made in: Qt dresses a part anew each time that it is given another parent."""
        return self._places[name]

    def put(self, name: PaneName, part: QWidget) -> None:
        """Put a part where it belongs, below what is there."""
        layout = self._overview if name == "overview" else self._places[name].layout()
        if layout is not None:
            layout.addWidget(part)

    @property
    def areas(self) -> tuple[QWidget, ...]:
        """What Tab goes through above everything else."""
        return (self._switch,)

    @property
    def at_once(self) -> int:
        """How many of the three panes are seen at once."""
        return self._at_once

    @property
    def shown(self) -> tuple[PaneName, ...]:
        """What is seen, from the top and from the left."""
        top: tuple[PaneName, ...] = ("overview",)
        if not self._roomy:
            return top if self._wanted == "overview" else self._panes_shown()
        return top + self._panes_shown()

    def show_pane(self, name: PaneName) -> None:
        """Let something be seen."""
        self._wanted = name
        if name in ("exceptions", "questions"):
            self._beside = name
        self._show()

    def next_pane(self, way: int) -> PaneName:
        """Show and name the pane after the one in which the focus is, or before it."""
        here = next((at for at, name in enumerate(_BESIDE) if self._has_focus(name)), -way if way > 0 else 0)
        name = _BESIDE[(here + way) % len(_BESIDE)]
        self.show_pane(name)
        return name

    def say_counts(self, *, changes: int, exceptions: int, questions: int) -> None:
        """Put beside the names how much is there."""
        self._counts = {"overview": changes, "exceptions": exceptions, "questions": questions}
        self._say()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What stands on top has come to need another height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit.start()
        return False

    def _on_fit(self) -> None:
        """Give what stands on top the height that it needs, if there is room for that."""
        wanted = height_needed(self._top)
        self._top.setMinimumHeight(min(wanted, self.height() // 2) if self._roomy else 0)
        self._top.setMaximumHeight(wanted if self._roomy else 2**24 - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See what has room."""
        super().resizeEvent(event)
        width = self.width()
        at_once = 3 if width >= em(_THREE_EMS) else 2 if width >= em(_TWO_EMS) else 1
        roomy = width >= em(_THREE_EMS) and self.height() >= em(_TALL_EMS)
        if (at_once, roomy) != (self._at_once, self._roomy):
            self._at_once, self._roomy = at_once, roomy
            self._show()
            self.roomy_changed.emit(roomy)
        self._on_fit()

    def _panes_shown(self) -> tuple[PaneName, ...]:
        if self._at_once == 3:
            return _BESIDE
        if self._at_once == 2:
            return (self._beside, "conclusion")
        return ("exceptions",) if self._wanted == "overview" else (self._wanted,)

    def _chosen(self) -> PaneName:
        """Whose button is pressed: where several panes are seen at once, one stands for them."""
        if self._wanted == "overview" or self._at_once == 1:
            return self._wanted
        return "exceptions" if self._at_once == 3 else self._beside

    def _has_focus(self, name: PaneName) -> bool:
        return has_focus(self._places[name])

    def _chip(self, name: PaneName) -> QPushButton:
        made = button(self._words(name), kind="chip", does=lambda: self.show_pane(name))
        made.setCheckable(True)
        self._group.addButton(made)
        return made

    def _say(self) -> None:
        for name, chip in self._chips.items():
            count = self._counts.get(name, 0)
            rename(chip, f"{self._words(name)} {count}" if count else self._words(name))
        if self._at_once == 3:
            # One button stands for the three panes that are seen together.
            rename(self._chips["exceptions"], self.tr("The review"))

    def _words(self, name: PaneName) -> str:
        return {
            "overview": self.tr("Changes"),
            "exceptions": self.tr("Exceptions"),
            "questions": self.tr("Questions"),
            "conclusion": self.tr("Conclusion"),
        }[name]

    def _show(self) -> None:
        shown = self.shown
        self._say()
        self._switch.setVisible(not self._roomy)
        self._chips["conclusion"].setVisible(self._at_once == 1)
        self._chips["questions"].setVisible(self._at_once < 3)
        self._chips[self._chosen()].setChecked(True)
        self._top.setVisible("overview" in shown)
        self._card.setVisible(shown != ("overview",))
        self.splitter.show_only(tuple(_BESIDE.index(name) for name in shown if name != "overview"))
        self._on_fit()


def height_needed(area: QScrollArea) -> int:
    """How tall an area must be to show everything in it at its width, with the words wrapped."""
    widget, width = area.widget(), area.viewport().width()
    if widget is None:
        return 0
    layout = widget.layout()
    if layout is None or not layout.hasHeightForWidth():
        return widget.sizeHint().height()
    return max(layout.totalHeightForWidth(max(width, 1)), widget.minimumSizeHint().height())


def has_focus(widget: QWidget) -> bool:
    """Is the focus somewhere in a widget?"""
    focused = QApplication.focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))


class _Panes(Panes):
    """Panes of which some may be hidden; they are never stacked, for each is long in itself."""

    def __init__(self, held: Sequence[QWidget]) -> None:
        super().__init__("review", held, stretch=(3, 4, 3))
        self.set_sizes([em(size) for size in (23, 27, 24)])
        self._held = held
        self._all = True
        self._kept = self.all_sizes()

    @property
    def stacked(self) -> bool:
        """Whether the sizes mean nothing, because not all panes are seen."""
        return not self._all

    def show_only(self, places: tuple[int, ...]) -> None:
        """Hide the panes at other places than these."""
        if self._all:
            self._kept = self.all_sizes()
        self._all = len(places) == len(self._held)
        for at, part in enumerate(self._held):
            part.setVisible(at in places)
        # Its own pane would take room even while both of the panes in it are hidden.
        self._inner.setVisible(any(at > 0 for at in places))
        half = self.width() // 2
        self.set_sizes(self._kept if self._all else [half, half, half])
        if len(places) == 2 and places[0] == 0:
            self.setSizes([half, half])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Only make room."""
        QSplitter.resizeEvent(self, event)
