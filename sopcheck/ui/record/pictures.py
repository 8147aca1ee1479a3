"""The pictures of pages that are in sight, drawn one after the other off the window's thread."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from sopcheck.errors import SopcheckError
    from sopcheck.ui.record.rendering import Pages
    from sopcheck.ui.tasks import TaskRunner


class _Wish(NamedTuple):
    """A page that somebody wants to see, at a size."""

    at: int
    scale: float


class PagePictures(QObject):
    """Gives a picture at once where there is one, else has it drawn and says when it is there.

    What was wished for last is drawn first, and only the pictures used last are kept: a page at a large
    zoom takes tens of megabytes.
    """

    ready = Signal(int)
    """The picture of this page is there now."""
    failed = Signal(object)
    """A `SopcheckError`: a page cannot be drawn."""

    def __init__(self, tasks: TaskRunner, *, kept: int, parent: QObject | None = None) -> None:
        """Keep at most `kept` pictures."""
        super().__init__(parent)
        self._tasks = tasks
        self._most = kept
        self._pages: Pages | None = None
        self._kept: OrderedDict[_Wish, QImage] = OrderedDict()
        self._wished: list[_Wish] = []
        self._drawing: _Wish | None = None

    def show(self, pages: Pages | None) -> None:
        """Draw the pages of another document from now on."""
        self._pages = pages
        self._kept.clear()
        self._wished.clear()

    def picture(self, at: int, *, scale: float) -> QImage | None:
        """The picture of a page at so many pixels a point; if it is not there yet, any other size of it."""
        wish = _Wish(at, scale)
        if wish in self._kept:
            self._kept.move_to_end(wish)
            return self._kept[wish]
        self._wish(wish)
        return next((kept for known, kept in reversed(self._kept.items()) if known.at == at), None)

    def _wish(self, wish: _Wish) -> None:
        if wish == self._drawing:
            return
        self._wished = [other for other in self._wished if other.at != wish.at]
        self._wished = [*self._wished[-self._most :], wish]
        self._draw_next()

    def _draw_next(self) -> None:
        pages = self._pages
        if self._drawing is not None or pages is None or not self._wished:
            return
        wish = self._drawing = self._wished.pop()
        self._tasks.run(
            self,
            lambda: pages.picture(wish.at, scale=wish.scale),
            lambda picture: self._on_drawn(pages, wish, picture),
            self._on_failed,
        )

    def _on_drawn(self, pages: Pages, wish: _Wish, picture: QImage) -> None:
        self._drawing = None
        if pages is self._pages:
            self._kept[wish] = picture
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
            self.ready.emit(wish.at)
        self._draw_next()

    def _on_failed(self, error: SopcheckError) -> None:
        self._drawing = None
        self._wished.clear()
        self.failed.emit(error)
