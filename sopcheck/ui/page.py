"""What all pages have in common: a title, a line for messages, work off the thread, wishes as signals."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sopcheck.errors import SopcheckError
from sopcheck.ui.kit.keys import EnterPresses
from sopcheck.ui.kit.layout import row
from sopcheck.ui.kit.line import Line
from sopcheck.ui.kit.tabbing import tab_on
from sopcheck.ui.theme import step

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sopcheck.cases.events import Place
    from sopcheck.ui.session import Session

T = TypeVar("T")


class Page(QWidget):
    """A page of the main window. Subclasses fill `body` and answer `refresh`."""

    title_changed = Signal(str)
    case_wanted = Signal(str)
    """Show this case (a `CaseId`)."""
    item_wanted = Signal(str, object)
    """Show this case (a `CaseId`) at this `Place`."""
    review_wanted = Signal(str)
    """Open a review of this case (a `CaseId`)."""
    record_wanted = Signal(str, str)
    """Show the record of this case and review (`CaseId`, `ReviewId`); without one, its other documents."""
    file_wanted = Signal(object)
    """Show the rehearsal in this file (a `Path`)."""
    draft_wanted = Signal(str, str)
    """Write the next version of this checklist (`ChecklistId`), beginning from this `Version`."""
    comparison_wanted = Signal(str, str)
    """Compare this version of this checklist (`ChecklistId`, `Version`) with another."""
    page_wanted = Signal(str)
    """Show the page of this name: `work`, `reviews`, `checklists`, `assurance`, `open-case`, `rehearsal`."""
    vault_closed = Signal(str)
    """The vault was closed under the window, which locks; why, as a sentence that names nobody."""
    restore_wanted = Signal(object)
    """The vault is to be locked, and a backup restored of those in this folder (a `Path`)."""
    saved = Signal()
    """Something was saved; the status line and the counts in the rail are read again."""

    def __init__(self, session: Session, *, title: str, parent: QWidget | None = None) -> None:
        """Lay out an empty page with its message line on top."""
        super().__init__(parent)
        self.session = session
        self._title = title
        # Where a page itself has the focus, for want of anything else, there is nothing to ring.
        self.setProperty("ring", "own")
        self.beside_title = QWidget(self)
        """What stands beside the title; the main window takes it there."""
        # At the right, as wide as they are: the room is that of the page with the most of them.
        self.beside_title.setLayout(row(None, gap=2))
        self.beside_title.hide()
        self.line = Line()
        self.body = QVBoxLayout()
        self.body.setSpacing(step(4))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(step(5), step(2), 0, 0)
        outer.setSpacing(step(3))
        outer.addLayout(row(self.line, margins=(1, 0, 6, 0)))
        outer.addLayout(self.body, 1)
        EnterPresses(self)

    @property
    def title(self) -> str:
        """What stands above the page."""
        return self._title

    def rename(self, title: str) -> None:
        """Give the page another title."""
        self._title = title
        self.title_changed.emit(title)

    def add_action(self, action: QWidget) -> None:
        """Put a button beside the title of the page."""
        layout = self.beside_title.layout()
        if layout is not None:
            layout.addWidget(action)

    def refresh(self) -> None:
        """Read again what the page shows; called when it is shown and when something was saved."""

    def minute_passed(self) -> None:
        """A minute has passed while the page was shown; what depends on the time may be read again."""

    def go_to(self, place: Place) -> None:
        """Show this place of the case; only the page of a case has places."""

    def left(self) -> None:
        """Another page is shown now, so what was seen on this one was looked at; a lock is no leaving."""

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell leaving from a window that is hidden or locked."""
        super().hideEvent(event)
        around = self.parentWidget()
        if around is not None and around.isVisible():
            self.left()

    def focus_first(self) -> None:
        """Put the focus where work on this page begins."""
        self.setFocus()

    @property
    def areas(self) -> Sequence[QWidget]:
        """What Tab goes through, in the order in which it is read; without any it goes as Qt made them."""
        return ()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab go through the page as it is read: much in it may be made anew while somebody works."""
        return tab_on(self.areas, forward=forward) or super().focusNextPrevChild(forward)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[SopcheckError], object] | None = None,
    ) -> None:
        """Do `work` off the thread; a failure is told in the page's line unless `failed` takes it."""
        self.session.tasks.run(self, work, done, failed or self.line.refuse)
