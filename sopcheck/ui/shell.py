"""The window of an unlocked vault: rail, title and search, the page, the status line.

It knows the way from page to page; what a page does is the page's business.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from sopcheck.ui.behind_line import BehindLine
from sopcheck.ui.counting import Counting
from sopcheck.ui.head import Head
from sopcheck.ui.keys_sheet import KeysSheet
from sopcheck.ui.kit.drafts import Draft
from sopcheck.ui.kit.keys import EnterPresses
from sopcheck.ui.kit.layout import bring_into_view, column, holding, row
from sopcheck.ui.kit.line import Line
from sopcheck.ui.kit.tabbing import tab_into
from sopcheck.ui.page_stack import PageStack
from sopcheck.ui.palette import SearchSheet
from sopcheck.ui.rail import Rail
from sopcheck.ui.spots import BY_NAME, RAIL, WORK, PageName, Spot
from sopcheck.ui.status_line import StatusLine
from sopcheck.ui.work.reminding import Reminding

if TYPE_CHECKING:
    from collections.abc import Callable

    from sopcheck.cases.events import CaseId, Place, ReviewId
    from sopcheck.checklists.definition import ChecklistId, Version
    from sopcheck.ui.page import Page
    from sopcheck.ui.session import Session

# Nobody goes back further than this, and the list lives as long as the window.
_MOST_BACK = 30


class Shell(QWidget):
    """Everything that is destroyed at a lock."""

    lock_wanted = Signal()
    vault_closed = Signal(str)
    """The vault was closed, and why: said where the window is locked."""
    restore_wanted = Signal(object)
    """A backup is to take the place of this vault, one of those in a folder (a `Path`)."""
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
        self.due = Line()
        self.behind = BehindLine()
        self.reminding = Reminding(session, self.due, self)
        self.head = Head()
        self.rail = Rail(self._rail_words(), session.desk.me.name)
        self.status = StatusLine(session)
        self._pages = PageStack(session)
        self._before: list[Spot] = []
        self._counting = Counting(session, self.rail, self.status, self.line, self)
        self.setLayout(row(self.rail, self._build_right(), gap=0))
        self._connect()
        EnterPresses(self)

    def _rail_words(self) -> tuple[tuple[str, str], ...]:
        words = (self.tr("Work"), self.tr("Reviews"), self.tr("Checklists"), self.tr("Assurance"))
        return tuple(zip(RAIL, words, strict=True))

    def _build_right(self) -> QFrame:
        lines = (row(line, margins=(6, 0, 6, 1.5)) for line in (self.behind, self.line, self.due))
        right = column(self.head, *lines, gap=0)
        right.addWidget(self._pages, 1)
        right.addWidget(self.status)
        return holding(right)

    def _connect(self) -> None:
        self.rail.page_wanted.connect(self.show_page)
        self.rail.lock_wanted.connect(self.lock_wanted)
        self.rail.display_wanted.connect(self.display_wanted)
        self.reminding.page_wanted.connect(self.show_page)
        self.status.keys_wanted.connect(self.show_keys)
        self.behind.pressed.connect(lambda: self.show_page("assurance"))
        self._counting.caught_up.connect(self.minute_passed)
        self._counting.behind_told.connect(self.behind.tell)
        self.head.back_wanted.connect(self.go_back)
        self.head.search_wanted.connect(self.open_search)
        self._pages.page_added.connect(self._on_page_added)
        self._pages.page_dropped.connect(self.head.let_go)
        keys: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Ctrl+K", self.open_search),
            ("Ctrl+N", lambda: self.show_page("open-case")),
            ("Alt+Left", self.go_back),
            ("F1", self.show_keys),
        )
        for key, does in keys:
            QShortcut(QKeySequence(key), self).activated.connect(does)

    @property
    def spot(self) -> Spot:
        """Where the person is."""
        return self._pages.spot

    @property
    def page(self) -> Page | None:
        """The page that is shown, if any was yet."""
        return self._pages.page

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
        """Show a supervision record; without a review, what else can be printed of the case."""
        self.go_to(Spot(page="record", case=case, review=review or None))

    def open_version(self, page: PageName, checklist: ChecklistId, version: Version) -> None:
        """Show a page about one version of a checklist: its next draft, or what it changes."""
        self.go_to(Spot(page=page, version=(checklist, version)))

    def go_to(self, spot: Spot) -> None:
        """Go somewhere, and remember where from."""
        # A review ends in its record; going back to it would begin the next one.
        signed = self.page is not None and (self.spot.page, spot.page) == ("review", "record")
        if self.page is not None and self.spot != spot and not signed:
            self._before = [*self._before[-_MOST_BACK:], self.spot]
        self.show_spot(spot)

    def take_over(self, before: Shell) -> None:
        """Show where one was in a shell that this one takes the place of; the way back is the same."""
        self._before = list(before._before)
        self.show_spot(before.spot)

    def go_back(self) -> None:
        """Go where one was before, if anywhere."""
        if self._before:
            self.show_spot(self._before.pop())

    def show_spot(self, spot: Spot) -> None:
        """Show a page, as it is or made anew, and have it read what it shows."""
        if self.page is None:
            # Once after the unlock, and then with each minute; a save has no need of it.
            self.reminding.look()
        else:
            self.page_leaving.emit(self.page)
            self.reminding.went_to(spot.page)
        page = self._pages.show_spot(spot)
        self.rail.show_page(spot.page)
        self.head.show_page(page, back=bool(self._before) and spot.page not in RAIL)
        page.refresh()
        page.focus_first()
        self.page_shown.emit(page)
        self.read_counts()

    def minute_passed(self) -> None:
        """Let the page that is shown look at the clock again, and tell what has come due."""
        self.reminding.look()
        if self.page is not None:
            self.page.minute_passed()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab come from the rail or the title to what is read first on the page."""
        page = self.page
        into = page is not None and tab_into(page, page.areas, forward=forward)
        moved = into or super().focusNextPrevChild(forward)
        focus = self.window().focusWidget()
        if focus is not None:
            # Qt scrolls no more than the innermost part, and that only from within it.
            bring_into_view(focus)
        return moved

    def open_search(self) -> None:
        """Look for a case or a command; one search is open at a time."""
        if self.findChild(SearchSheet) is not None:
            return
        sheet = SearchSheet(self, self.session)
        sheet.case_wanted.connect(self.open_case)
        sheet.page_wanted.connect(self._on_command)
        sheet.open()

    def show_keys(self) -> None:
        """Say which keys do what on the page that is shown."""
        KeysSheet(self, self.spot.page).open()

    def read_counts(self) -> None:
        """Read again what the rail and the status line say."""
        self._counting.read()

    def keep_drafts(self) -> None:
        """Keep half-typed text now, because its field is about to go."""
        for draft in self.findChildren(Draft):
            draft.flush()

    def unsaved(self) -> tuple[tuple[str, str], ...]:
        """Half-typed texts that are not kept yet, with their keys."""
        found = (draft.unsaved() for draft in self.findChildren(Draft))
        return tuple(kept for kept in found if kept is not None)

    def _on_page_added(self, page: Page) -> None:
        self.head.take(page)
        wishes: tuple[tuple[SignalInstance, Callable[..., None]], ...] = (
            (page.case_wanted, self.open_case),
            (page.item_wanted, self.open_case),
            (page.review_wanted, self.open_review),
            (page.record_wanted, self.open_record),
            (page.file_wanted, lambda file: self.go_to(Spot(page="rehearsal", file=file))),
            (page.draft_wanted, partial(self.open_version, "draft")),
            (page.comparison_wanted, partial(self.open_version, "compare")),
            (page.page_wanted, self.show_page),
            (page.saved, self._on_saved),
            (page.vault_closed, self.vault_closed.emit),
            (page.restore_wanted, self.restore_wanted.emit),
        )
        for wish, answer in wishes:
            wish.connect(answer)
        page.title_changed.connect(lambda title: self.head.say_title(title) if page is self.page else None)

    def _on_saved(self) -> None:
        # A disk that was full has room again; what is still wrong the counts tell anew.
        self.line.clear_refusal()
        self.status.saved()
        self.read_counts()

    def _on_command(self, name: str) -> None:
        does = {
            "lock": self.lock_wanted.emit,
            "display": self.display_wanted.emit,
            "keys": self.show_keys,
        }.get(name)
        if does is None:
            self.show_page(name)
            return
        does()
