"""What stands above a page: the way back, its title, what it offers to do, and the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from sopcheck.ui.kit.beside import Beside
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.layout import column, row
from sopcheck.ui.kit.text import Label

if TYPE_CHECKING:
    from sopcheck.ui.page import Page


class _Actions(QStackedWidget):
    """As wide as what is shown, not as the widest of what is not: the title needs that room more."""

    def sizeHint(self) -> QSize:
        """The size of what is shown."""
        shown = self.currentWidget()
        return shown.sizeHint() if shown is not None else QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        """It is not cut."""
        return self.sizeHint()


class Head(QWidget):
    """Goes with whatever page is shown; the buttons beside the title are the page's own."""

    back_wanted = Signal()
    search_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """A head without a page."""
        super().__init__(parent)
        self.back = button(
            self.tr("‹ Back"), kind="quiet", does=self.back_wanted.emit, hint=self.tr("Alt+Left")
        )
        self.search = button(
            self.tr("Search   Ctrl+K"), does=self.search_wanted.emit, name=self.tr("Search, Ctrl+K")
        )
        self._title = Label(kind="title")
        self._actions = _Actions()
        self._actions.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        tools = QWidget()
        tools.setLayout(row(self._actions, self.search))
        beside = Beside(self._title, tools)
        # As wide as its words, and so is the ring around it.
        self.setLayout(column(row(self.back, None), beside, gap=0, margins=(6, 3, 6, 2)))

    @property
    def title(self) -> str:
        """What stands above the page."""
        return self._title.text()

    def say_title(self, title: str) -> None:
        """Put another title above the page."""
        self._title.say(title)

    def take(self, page: Page) -> None:
        """Take what a new page offers; it is shown once the page is."""
        self._actions.addWidget(page.beside_title)

    def let_go(self, page: Page) -> None:
        """Let that go again, because the page is about to."""
        self._actions.removeWidget(page.beside_title)
        page.beside_title.hide()
        page.beside_title.deleteLater()

    def show_page(self, page: Page, *, back: bool) -> None:
        """Stand above this page; `back` says whether there is anywhere to go back to."""
        self._title.say(page.title)
        self._actions.setCurrentWidget(page.beside_title)
        self._actions.updateGeometry()
        # Empty it would still push the search aside, away from the edge where there is little room.
        self._actions.setVisible(not page.beside_title.sizeHint().isEmpty())
        self.back.setVisible(back)
