"""Panes side by side with borders that can be moved; in a narrow window the third lies below the second."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from sopcheck.ui.kit.layout import Ground, row
from sopcheck.ui.theme import em

_NARROW_EMS = 64
_FIRST_EMS = 12
_LOW_EMS = 30


class Panes(QSplitter):
    """Two or three panes; the main window remembers their sizes under the name."""

    def __init__(self, name: str, widgets: Sequence[QWidget], *, stretch: Sequence[int]) -> None:
        """Put the widgets beside each other; `stretch` says who takes how much of what is left."""
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName(name)
        self._inner = QSplitter(Qt.Orientation.Horizontal)
        first, *others = widgets
        for splitter, parts in ((self, (first, self._inner)), (self._inner, others)):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
            for part in parts:
                splitter.addWidget(part)
        weights = [*stretch, *([1] * len(widgets))][: len(widgets)]
        self.setStretchFactor(0, weights[0])
        self.setStretchFactor(1, sum(weights[1:]))
        for at, weight in enumerate(weights[1:]):
            self._inner.setStretchFactor(at, weight)

    @property
    def stacked(self) -> bool:
        """Whether the third pane lies below the second."""
        return self._inner.orientation() == Qt.Orientation.Vertical

    def all_sizes(self) -> list[int]:
        """The widths of all panes, as `set_sizes` takes them; they mean nothing while panes are stacked."""
        return [self.sizes()[0], *self._inner.sizes()]

    def set_sizes(self, sizes: Sequence[int]) -> None:
        """Give all panes their widths; the first one keeps its own when the window grows."""
        first, *others = sizes
        self.setSizes([first, sum(others)])
        self._inner.setSizes(others)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack the panes where they would be too narrow to read."""
        super().resizeEvent(event)
        narrow = self.width() < em(_NARROW_EMS)
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._inner.orientation() != wanted:
            self._inner.setOrientation(wanted)
            if narrow:
                self.setSizes([em(_FIRST_EMS), self.width() - em(_FIRST_EMS)])


class PanesFrame(Ground):
    """Around panes on a page that scrolls: with very large text it does, rather than squeeze them."""

    def __init__(self, inner: QWidget, *, margins: float = 0) -> None:
        """Frame these panes."""
        super().__init__(ground="card")
        self.setLayout(row(inner, margins=margins))

    def minimumSizeHint(self) -> QSize:
        """High enough to read in, and for panes that lie below each other."""
        return super().minimumSizeHint().expandedTo(QSize(0, em(_LOW_EMS)))

    def sizeHint(self) -> QSize:
        """Ask for no more than that."""
        # A page that scrolls is as high as its parts would like to be, and lists would like to be endless.
        return self.minimumSizeHint()


def panes(name: str, *widgets: QWidget, stretch: Sequence[int] = (), sizes: Sequence[float] = ()) -> Panes:
    """Panes of these widgets, at first so many ems wide."""
    made = Panes(name, widgets, stretch=stretch)
    if sizes:
        made.set_sizes([em(size) for size in sizes])
    return made
