"""What takes the place of the item for a while: facts, people and events, the timeline, records."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.ui.kit.buttons import button, escape_does
from sopcheck.ui.kit.layout import Part, column, holding
from sopcheck.ui.kit.text import Label


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
        self._first: QWidget = back
        escape_does(self, self.closed.emit)

    def fill(self, rows: QWidget, *foot: Part) -> None:
        """Put the list below the head, and below that what can be done."""
        self._first = rows
        below = holding(column(*foot, gap=2, margins=(5, 3, 5, 4)), rule="above")
        box = column(self._head, rows, below, gap=0)
        box.setStretch(1, 1)
        self.setLayout(box)

    def focus_first(self) -> None:
        """Put the focus on the list."""
        self._first.setFocus()
