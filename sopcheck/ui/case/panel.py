"""What takes the place of the item for a while: facts, people and events, the timeline, records."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from sopcheck.ui.kit.buttons import button, escape_does
from sopcheck.ui.kit.layout import Part, column, holding
from sopcheck.ui.kit.text import Label
from sopcheck.ui.theme import em


class SidePanel(QWidget):
    """A title and what it is for, a list, and at the foot what can be done; Esc goes back to the item."""

    closed = Signal()
    """Back to the item."""

    def __init__(self, title: str, says: str, parent: QWidget | None = None) -> None:
        """Make a panel with a head; `fill` gives it the rest."""
        super().__init__(parent)
        self.setAccessibleName(title)
        back = button(self.tr("‹ Back to the item"), kind="quiet", does=self.closed.emit)
        head = column(
            back,
            Label(title, kind="heading"),
            Label(says, kind="small", tone="muted"),
            gap=1,
            margins=(4, 3, 4, 3),
        )
        self._head = holding(head, rule="below")
        # Until it is filled there is at least the way back.
        self._first: QWidget = back
        self._foot = QFrame()
        escape_does(self, self.closed.emit)

    def fill(self, rows: QWidget, *foot: Part) -> None:
        """Put the list below the head, and below that what can be done."""
        self._first = rows
        self._foot = holding(column(*foot, gap=2, margins=(4, 3, 4, 4)), rule="above")
        box = column(self._head, rows, self._foot, gap=0)
        box.setStretch(1, 1)
        self.setLayout(box)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At another width the words of head and foot are of another height."""
        super().resizeEvent(event)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Some rows, and the whole of head and foot; wrapped words make Qt ask for far more."""
        # A stack asks those of its pages that are not seen too, in every pass of a layout.
        if self.isHidden():
            return QSize(em(16), em(8))
        width = max(self.width(), em(16))
        return QSize(em(16), em(8) + sum(part.heightForWidth(width) for part in (self._head, self._foot)))

    def focus_first(self) -> None:
        """Put the focus on the list."""
        self._first.setFocus()
