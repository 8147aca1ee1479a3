"""Things beside each other that go on in the next line where the width ends, like words in a paragraph.

A widget that places its own children, because a `QLayout` written in Python would have to own and give away
layout items, which C++ owns too.
"""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from sopcheck.ui.theme import step


class Flow(QWidget):
    """Lays its parts out from left to right, and below once a line is full; what is hidden takes no room."""

    def __init__(self, *parts: QWidget, gap: float = 2, parent: QWidget | None = None) -> None:
        """Hold these parts, so many steps apart."""
        super().__init__(parent)
        self._gap = step(gap)
        self._parts: list[QWidget] = []
        self._heights: dict[int, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for part in parts:
            self.insert(len(self._parts), part)

    def insert(self, index: int, part: QWidget) -> None:
        """Put a part before the one at a place, or at the end."""
        self._parts.insert(index, part)
        # A part hidden on purpose before it was given stays hidden; setParent hides any.
        hidden = part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide) and part.isHidden()
        part.setParent(self)
        # What is not seen yet is shown with the flow; shown by itself it would be dressed twice.
        if self.isVisible():
            part.setVisible(not hidden)
        self._keep_tab_order(index)
        self._heights.clear()
        self.updateGeometry()

    def clear(self) -> None:
        """Let all parts go."""
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts.clear()
        self._heights.clear()
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """How high it is depends on where its lines break."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at a width."""
        # Asked again and again in one pass of the layout; a part that changes asks for another pass.
        if width not in self._heights:
            self._heights[width] = self._place(width, move=False)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """All parts in one line, where there is room for that."""
        hints = [part.sizeHint() for part in self._shown()]
        width = sum(hint.width() for hint in hints) + self._gap * max(len(hints) - 1, 0)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSizeHint(self) -> QSize:
        """As narrow as a column that can still be read, and one line high."""
        hints = [part.minimumSizeHint() for part in self._shown()]
        return QSize(0, max((hint.height() for hint in hints), default=0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._place(self.width(), move=True)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again at parts that changed unseen: nobody tells of those."""
        super().showEvent(event)
        self._place_anew()

    def event(self, event: QEvent) -> bool:
        """A part that came, went or changed its words asks for a new layout by `LayoutRequest`."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._place_anew()
        return super().event(event)

    def _place_anew(self) -> None:
        self._heights.clear()
        self.updateGeometry()
        self._place(self.width(), move=True)

    def _keep_tab_order(self, index: int) -> None:
        if index > 0:
            QWidget.setTabOrder(self._parts[index - 1], self._parts[index])
        if index + 1 < len(self._parts):
            QWidget.setTabOrder(self._parts[index], self._parts[index + 1])

    def _shown(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()]

    def _place(self, width: int, *, move: bool) -> int:
        left = top = height = 0
        for part in self._shown():
            size = _size(part, max(width, 1))
            # A part wider than the line has a line of its own, or it would never be placed.
            if left > 0 and left + size.width() > width:
                left, top, height = 0, top + height + self._gap, 0
            if move:
                part.setGeometry(QRect(QPoint(left, top), size))
            left += size.width() + self._gap
            height = max(height, size.height())
        return top + height


def _size(part: QWidget, width: int) -> QSize:
    """As wide as a part would like to be, at most a line, and as tall as its words are then."""
    hint = part.sizeHint().expandedTo(part.minimumSize()).boundedTo(part.maximumSize())
    taken = min(hint.width(), width)
    return QSize(taken, part.heightForWidth(taken) if part.hasHeightForWidth() else hint.height())
