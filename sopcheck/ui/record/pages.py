"""The pages of a record below each other, as they will come out of the printer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from sopcheck.ui.record.pictures import PagePictures
from sopcheck.ui.record.rendering import POINTS_PER_INCH, Pages, PageSize
from sopcheck.ui.theme import step, tokens_of

if TYPE_CHECKING:
    from sopcheck.ui.tasks import TaskRunner

Fit = Literal["width", "page", "none"]
_ZOOMS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_SCREEN_PIXELS_PER_INCH = 96
_KEPT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLayout:
    """Pages below each other at a zoom, the narrower ones in the middle; all figures in pixels."""

    sizes: tuple[PageSize, ...]
    zoom: float
    gap: int

    @property
    def pixels_per_point(self) -> float:
        """How many pixels a point takes."""
        return self.zoom * _SCREEN_PIXELS_PER_INCH / POINTS_PER_INCH

    @property
    def width(self) -> int:
        """How wide the widest page is with the gaps beside it."""
        return max((self._pixels(size)[0] for size in self.sizes), default=0) + 2 * self.gap

    @property
    def height(self) -> int:
        """How tall all pages are with the gaps around them."""
        return sum(self._pixels(size)[1] + self.gap for size in self.sizes) + self.gap

    def rects(self, room: int) -> list[QRect]:
        """Where the pages lie in a room so many pixels wide, before anything is scrolled."""
        top, rects = self.gap, []
        for size in self.sizes:
            width, height = self._pixels(size)
            rects.append(QRect((max(room, self.width) - width) // 2, top, width, height))
            top += height + self.gap
        return rects

    def _pixels(self, size: PageSize) -> tuple[int, int]:
        return round(size.width * self.pixels_per_point), round(size.height * self.pixels_per_point)


class PagesView(QAbstractScrollArea):
    """Shows pages at a zoom, or as wide (or as large) as the room allows; only those in sight are drawn."""

    page_changed = Signal(int)
    """The page in the middle of the view is now this one, from 0."""
    zoom_changed = Signal()
    """Another zoom, or another way to fit."""
    failed = Signal(object)
    """A `SopcheckError`: a page cannot be drawn."""

    def __init__(self, name: str, tasks: TaskRunner, parent: QWidget | None = None) -> None:
        """Make a view without pages; screen readers are told `name` and the words of the page."""
        super().__init__(parent)
        self._name = name
        self._tasks = tasks
        self._pages: Pages | None = None
        # The width is read line by line; the whole page is one key away.
        self._fit: Fit = "width"
        self._zoom = 1.0
        self._page = 0
        self._pictures = PagePictures(tasks, kept=_KEPT, parent=self)
        self._pictures.ready.connect(lambda _: self.viewport().update())
        self._pictures.failed.connect(self.failed)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # White sheets lie on the ground of the page, not on the white of lists and fields.
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.horizontalScrollBar().valueChanged.connect(lambda _: self.viewport().update())

    @property
    def pages(self) -> Pages | None:
        """What is shown."""
        return self._pages

    @property
    def page(self) -> int:
        """The page in the middle of the view, from 0."""
        return self._page

    @property
    def fit(self) -> Fit:
        """How the pages fit themselves to the room."""
        return self._fit

    @property
    def zoom(self) -> float:
        """How large the pages are; 1 is the size of the paper on a usual screen."""
        return self._zoom

    def show_pages(self, pages: Pages | None) -> None:
        """Show another document from its first page, or none."""
        self._pages = pages
        self._page = 0
        self._pictures.show(pages)
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._tell_page()

    def go_to(self, page: int) -> None:
        """Show the top of a page."""
        if self._pages is None or not 0 <= page < self._pages.count:
            return
        self.verticalScrollBar().setValue(self._rects()[page].top() - step(4))
        self._set_page(page)

    def set_fit(self, fit: Fit) -> None:
        """Fit the pages to the width or the whole of the room, or no longer."""
        self._fit = fit
        self._lay_out()
        self.zoom_changed.emit()

    def zoom_by(self, steps: int) -> None:
        """Show the pages so many steps larger, or smaller."""
        larger = [zoom for zoom in _ZOOMS if zoom > self._zoom + 0.01]
        smaller = [zoom for zoom in _ZOOMS if zoom < self._zoom - 0.01]
        wanted = larger[:1] if steps > 0 else smaller[-1:]
        if wanted:
            self._zoom = wanted[0]
            self.set_fit("none")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """`+` and `-` zoom, `w` and `p` fit, Home and End go to the ends, the rest scrolls."""
        does = {
            "+": lambda: self.zoom_by(1),
            "=": lambda: self.zoom_by(1),
            "-": lambda: self.zoom_by(-1),
            "w": lambda: self.set_fit("width"),
            "p": lambda: self.set_fit("page"),
        }.get(event.text().lower())
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.verticalScrollBar().maximum()}
        if does is not None:
            does()
        elif event.key() in ends:
            self.verticalScrollBar().setValue(ends[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            return
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self._lay_out()

    def event(self, event: QEvent) -> bool:
        """Another text scale moves the pages apart."""
        if event.type() == QEvent.Type.FontChange and self._pages is not None:
            self._lay_out()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is in sight; a page whose picture is on its way is a white sheet."""
        if self._pages is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ratio = self.devicePixelRatioF()
        for at, rect in enumerate(self._rects()):
            shown = rect.translated(-self._scrolled())
            if shown.intersects(event.rect()):
                self._paint_page(painter, at, shown, ratio)

    def _paint_page(self, painter: QPainter, at: int, rect: QRect, ratio: float) -> None:
        painter.fillRect(rect, Qt.GlobalColor.white)
        picture = self._pictures.picture(at, scale=round(self._layout.pixels_per_point * ratio, 4))
        if picture is not None:
            painter.drawImage(rect, picture)
        painter.setPen(QPen(QColor(tokens_of(self).line), 1))
        painter.drawRect(rect.adjusted(-1, -1, 0, 0))

    @property
    def _layout(self) -> PageLayout:
        return PageLayout(sizes=self._pages.sizes if self._pages else (), zoom=self._zoom, gap=step(4))

    def _rects(self) -> list[QRect]:
        return self._layout.rects(self.viewport().width())

    def _lay_out(self) -> None:
        before = self.verticalScrollBar().value() / max(self.verticalScrollBar().maximum(), 1)
        zoom = self._zoom
        self._fit_zoom()
        layout = self._layout
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, layout.height - self.viewport().height()))
        down.setPageStep(max(1, self.viewport().height() - step(8)))
        down.setSingleStep(step(10))
        across.setRange(0, max(0, layout.width - self.viewport().width()))
        across.setPageStep(self.viewport().width())
        down.setValue(round(before * down.maximum()))
        self.viewport().update()
        if self._zoom != zoom:
            self.zoom_changed.emit()

    def _fit_zoom(self) -> None:
        if self._pages is None or self._fit == "none" or not self._pages.count:
            return
        # As if there were a bar at the side, or it would come and go with the zoom that it brings about.
        bar = self.verticalScrollBar().sizeHint().width()
        width = self.width() - bar - 2 * step(4)
        height = self.height() - 2 * step(4)
        first = self._pages.sizes[0]
        zoom = width / first.width
        if self._fit == "page":
            zoom = min(zoom, height / first.height)
        self._zoom = min(max(zoom * POINTS_PER_INCH / _SCREEN_PIXELS_PER_INCH, _ZOOMS[0]), _ZOOMS[-1])

    def _scrolled(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _on_scrolled(self) -> None:
        self.viewport().update()
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        rects = self._rects()
        at = next((at for at, rect in enumerate(rects) if middle < rect.bottom() + step(4)), len(rects) - 1)
        self._set_page(max(at, 0))

    def _set_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self._tell_page()
            self.page_changed.emit(page)

    def _tell_page(self) -> None:
        """Tell a screen reader which page it is, and have its words read."""
        pages, page = self._pages, self._page
        if pages is None or not pages.count:
            self.setAccessibleName(self._name)
            self.setAccessibleDescription("")
            return
        place = self.tr("page {at} of {count}").format(at=page + 1, count=pages.count)
        self.setAccessibleName(f"{self._name}, {place}")
        self._tasks.run(self, lambda: pages.words(page), self._on_words, self.failed.emit)

    def _on_words(self, words: str) -> None:
        self.setAccessibleDescription(words)
