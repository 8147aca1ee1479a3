"""The pages that were built: shown again as they are where that makes sense, else made anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from sopcheck.ui.kit.drafts import Draft
from sopcheck.ui.spots import WORK, Spot, build_page

if TYPE_CHECKING:
    from sopcheck.ui.page import Page
    from sopcheck.ui.session import Session


class PageStack(QStackedWidget):
    """At most one page of each name is there; one of another case takes the place of the one before."""

    page_added = Signal(object)
    """A new `Page`, before it is shown."""
    page_dropped = Signal(object)
    """A `Page` that is about to be destroyed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Without any page."""
        super().__init__(parent)
        self._session = session
        self._kept: dict[str, tuple[Spot, Page]] = {}
        self._spot = WORK

    @property
    def spot(self) -> Spot:
        """Where the person is."""
        return self._spot

    @property
    def page(self) -> Page | None:
        """The page that is shown, if any was yet."""
        kept = self._kept.get(self._spot.page)
        return kept[1] if kept else None

    def show_spot(self, spot: Spot) -> Page:
        """Show the page of a spot; gives it."""
        page = self._again(spot) or self._anew(spot)
        self._kept[spot.page] = (spot, page)
        self._spot = spot
        self.setCurrentWidget(page)
        return page

    def _again(self, spot: Spot) -> Page | None:
        """The page as it was left, where it shows the same thing."""
        before, page = self._kept.get(spot.page, (None, None))
        # A review is opened or gone on with each time: the one that was signed is over.
        if before is None or page is None or spot.page == "review":
            return None
        if replace(before, place=None) != replace(spot, place=None):
            return None
        if spot.place is not None:
            page.go_to(spot.place)
        return page

    def _anew(self, spot: Spot) -> Page:
        kept = self._kept.pop(spot.page, None)
        if kept is not None:
            self._drop(kept[1])
        page = build_page(self._session, spot, self)
        self.addWidget(page)
        self.page_added.emit(page)
        return page

    def _drop(self, page: Page) -> None:
        # What is half typed is kept in the vault and comes back when the page does.
        for draft in page.findChildren(Draft):
            draft.flush()
        self.page_dropped.emit(page)
        self.removeWidget(page)
        page.hide()
        page.deleteLater()
