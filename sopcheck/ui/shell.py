"""The window of an unlocked vault: rail, title and search, the page, the status line.

It knows which page is shown and has those built that are wanted; what a page does is the page's business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QSizePolicy, QStackedWidget, QWidget

from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.drafts import Draft
from sopcheck.ui.kit.layout import column, holding, row
from sopcheck.ui.kit.line import Line
from sopcheck.ui.kit.text import Label
from sopcheck.ui.palette import SearchSheet
from sopcheck.ui.rail import Rail
from sopcheck.ui.spots import BY_NAME, RAIL, WORK, Spot, build_page
from sopcheck.ui.words import Words, count_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sopcheck.cases.events import CaseId, Place, ReviewId
    from sopcheck.services.desk import DeskStatus
    from sopcheck.services.views import Worklist
    from sopcheck.ui.page import Page
    from sopcheck.ui.session import Session

_MOST_BACK = 30


class Shell(QWidget):
    """Everything that is destroyed at a lock."""

    lock_wanted = Signal()
    display_wanted = Signal()
    page_shown = Signal(object)
    """Another `Page` is shown now; the one before is still there."""
    page_leaving = Signal(object)
    """This `Page` is about to be hidden or destroyed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Lay out the frame; `show_spot` shows the first page."""
        super().__init__(parent)
        self.session = session
        self.line = Line()
        self.rail = Rail(self._rail_words(), session.desk.me.name)
        self._spot = WORK
        self._before: list[Spot] = []
        self._kept: dict[str, Page] = {}
        self._saved_at: datetime | None = None
        self._notices: tuple[str, ...] = ()
        self._title = Label(kind="title", wrap=False)
        self.back = button(self.tr("‹ Back"), kind="quiet", does=self.go_back, hint=self.tr("Alt+Left"))
        self._search = button(
            self.tr("Search   Ctrl+K"), does=self.open_search, name=self.tr("Search, Ctrl+K")
        )
        self._status = Label(kind="small", tone="muted", wrap=False)
        self._busy = Label(kind="small", tone="muted", wrap=False)
        self._stack = QStackedWidget()
        self._actions = QStackedWidget()
        self._actions.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.setLayout(row(self.rail, self._build_right(), gap=0))
        self._connect()

    def _rail_words(self) -> tuple[tuple[str, str], ...]:
        words = (self.tr("Work"), self.tr("Reviews"), self.tr("Checklists"), self.tr("Assurance"))
        return tuple(zip(RAIL, words, strict=True))

    def _build_right(self) -> QFrame:
        head = column(
            self.back, row(self._title, None, self._actions, self._search), gap=0, margins=(6, 3, 6, 2)
        )
        status = holding(row(self._status, None, self._busy, margins=(6, 1.5, 6, 1.5)), rule="above")
        line = row(self.line, margins=(6, 0, 6, 0))
        right = column(head, line, gap=0)
        right.addWidget(self._stack, 1)
        right.addWidget(status)
        return holding(right)

    def _connect(self) -> None:
        self.rail.page_wanted.connect(self.show_page)
        self.rail.lock_wanted.connect(self.lock_wanted)
        self.rail.display_wanted.connect(self.display_wanted)
        self.session.tasks.busy_changed.connect(self._on_busy_changed)
        for keys, does in (("Ctrl+K", self.open_search), ("Alt+Left", self.go_back)):
            QShortcut(QKeySequence(keys), self).activated.connect(does)

    @property
    def spot(self) -> Spot:
        """Where the person is."""
        return self._spot

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._kept[self._spot.page]

    @property
    def title_text(self) -> str:
        """What stands above the page."""
        return self._title.text()

    @property
    def busy_text(self) -> str:
        """What is said while the vault works."""
        return self._busy.text()

    @property
    def status_text(self) -> str:
        """What the status line says."""
        return self._status.text()

    def show_page(self, name: str) -> None:
        """Show the page of this name; a name that is not known shows Work."""
        self.go_to(next((Spot(page=page) for page in BY_NAME if page == name), WORK))

    def open_case(self, case: CaseId, place: Place | None = None) -> None:
        """Show a case, at a place of it where one is given."""
        self.go_to(Spot(page="case", case=case, place=place))

    def open_review(self, case: CaseId) -> None:
        """Open a review of a case, or go on with it."""
        self.go_to(Spot(page="review", case=case))

    def open_record(self, case: CaseId, review: ReviewId) -> None:
        """Show a supervision record."""
        self.go_to(Spot(page="record", case=case, review=review))

    def go_to(self, spot: Spot) -> None:
        """Go somewhere, and remember where from."""
        if self._kept and self._spot != spot:
            self._before = [*self._before[-_MOST_BACK:], self._spot]
        self.show_spot(spot)

    def go_back(self) -> None:
        """Go where one was before, if anywhere."""
        if self._before:
            self.show_spot(self._before.pop())

    def show_spot(self, spot: Spot) -> None:
        """Show a page, as it is or made anew, and have it read what it shows."""
        if self._kept:
            self.page_leaving.emit(self.page)
        page = self._page_for(spot)
        self._spot = spot
        self._stack.setCurrentWidget(page)
        self._actions.setCurrentWidget(page.beside_title)
        self.rail.show_page(spot.page)
        self.back.setVisible(bool(self._before) and spot.page not in RAIL)
        self._title.say(page.title)
        page.refresh()
        page.focus_first()
        self.page_shown.emit(page)
        self.read_counts()

    def open_search(self) -> None:
        """Look for a case or a command; one search is open at a time."""
        if self.findChild(SearchSheet) is not None:
            return
        sheet = SearchSheet(self, self.session)
        sheet.case_wanted.connect(self.open_case)
        sheet.page_wanted.connect(self._on_command)
        sheet.open()

    def read_counts(self) -> None:
        """Read again what the rail and the status line say."""
        desk = self.session.desk
        self.session.tasks.run(
            self, lambda: (desk.status(), desk.casework.worklist()), self._show_counts, self.line.refuse
        )

    def keep_drafts(self) -> None:
        """Keep half-typed text now, because its field is about to go."""
        for draft in self.findChildren(Draft):
            draft.flush()

    def unsaved(self) -> tuple[tuple[str, str], ...]:
        """Half-typed texts that are not kept yet, with their keys."""
        found = (draft.unsaved() for draft in self.findChildren(Draft))
        return tuple(kept for kept in found if kept is not None)

    def _page_for(self, spot: Spot) -> Page:
        kept = self._kept.get(spot.page)
        if kept is not None and (spot.case is None or (self._spot == spot and self.page is kept)):
            return kept
        if kept is not None:
            self._let_go(kept)
        page = build_page(self.session, spot)
        self._kept[spot.page] = page
        self._stack.addWidget(page)
        self._actions.addWidget(page.beside_title)
        self._listen(page)
        return page

    def _let_go(self, page: Page) -> None:
        for draft in page.findChildren(Draft):
            draft.flush()
        for stack, part in ((self._stack, page), (self._actions, page.beside_title)):
            stack.removeWidget(part)
            part.hide()
            part.deleteLater()

    def _listen(self, page: Page) -> None:
        wishes: tuple[tuple[SignalInstance, Callable[..., None]], ...] = (
            (page.case_wanted, self.open_case),
            (page.item_wanted, self.open_case),
            (page.review_wanted, self.open_review),
            (page.record_wanted, self.open_record),
            (page.page_wanted, self.show_page),
            (page.saved, self._on_saved),
        )
        for wish, answer in wishes:
            wish.connect(answer)
        page.title_changed.connect(lambda title: self._on_title_changed(page, title))

    def _on_title_changed(self, page: Page, title: str) -> None:
        if page is self.page:
            self._title.say(title)

    def _on_saved(self) -> None:
        self._saved_at = self.session.now()
        self.read_counts()

    def _on_command(self, name: str) -> None:
        does = {"lock": self.lock_wanted.emit, "display": self.display_wanted.emit}.get(name)
        if does is None:
            self.show_page(name)
            return
        does()

    def _on_busy_changed(self, busy: bool) -> None:
        self._busy.say(self.tr("Working …") if busy else "")

    def _show_counts(self, read: tuple[DeskStatus, Worklist]) -> None:
        status, worklist = read
        self.rail.show_count("work", len(worklist.passed) + len(worklist.soon))
        self.rail.show_count("reviews", worklist.reviews_due)
        self._status.say(self._status_words(status))
        if status.notices and status.notices != self._notices:
            self._notices = status.notices
            self.line.say("\n".join(status.notices))

    def _status_words(self, status: DeskStatus) -> str:
        words = Words(self.session.zone, self.session.now())
        saved = self.tr("Saved {time}").format(time=words.clock(self._saved_at)) if self._saved_at else ""
        entries = count_words(status.unwitnessed, self.tr("entry"), self.tr("entries"))
        waiting = self.tr("{entries} not yet witnessed").format(entries=entries) if status.unwitnessed else ""
        return " · ".join(part for part in (saved, waiting) if part) or self.tr("All is saved")
