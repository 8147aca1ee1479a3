"""The pages of a record in small, to go to one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from sopcheck.ui.kit.row_delegate import selected_ground
from sopcheck.ui.kit.text import font_of
from sopcheck.ui.record.pictures import PagePictures
from sopcheck.ui.theme import em, step, tokens_of

if TYPE_CHECKING:
    from sopcheck.ui.record.rendering import Pages, PageSize
    from sopcheck.ui.tasks import TaskRunner

Index = QModelIndex | QPersistentModelIndex
_KEPT = 60


class ThumbsModel(QAbstractListModel):
    """One row a page; its number is what it shows, its picture is the delegate's business."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin without pages."""
        super().__init__(parent)
        self._sizes: tuple[PageSize, ...] = ()

    def show(self, pages: Pages | None) -> None:
        """Show the pages of another document, or none."""
        self.beginResetModel()
        self._sizes = pages.sizes if pages else ()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many pages there are."""
        return 0 if parent.isValid() else len(self._sizes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The number of a page, and what a screen reader says of it."""
        if not index.isValid() or index.row() >= len(self._sizes):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("Page {at} of {count}").format(at=index.row() + 1, count=len(self._sizes))
        return None

    def size(self, at: int) -> PageSize:
        """How large a page is, in points."""
        return self._sizes[at]


class _ThumbDelegate(QStyledItemDelegate):
    """Draws a page in small with its number below."""

    def __init__(self, view: Thumbs) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As tall as the page is at the width of the list, with its number."""
        size = self._view.thumbs.size(index.row())
        line = option.fontMetrics.lineSpacing()
        height = round(self._width * size.height / max(size.width, 1)) + line + step(5)
        return QSize(self._view.viewport().width(), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the sheet, its picture once there is one, and the number."""
        tokens = tokens_of(self._view)
        rect = QRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, selected_ground(tokens))
        if chosen and self._view.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(rect.adjusted(2, 2, -2, -2))
        line = option.fontMetrics.lineSpacing()
        sheet = QRect(0, rect.top() + step(2), self._width, rect.height() - line - step(5))
        sheet.moveLeft(rect.left() + (rect.width() - self._width) // 2)
        painter.fillRect(sheet, Qt.GlobalColor.white)
        self._paint_picture(painter, sheet, index.row())
        painter.setPen(QPen(QColor(tokens.accent if chosen else tokens.line), 1))
        painter.drawRect(sheet.adjusted(-1, -1, 0, 0))
        painter.setFont(font_of("small"))
        painter.setPen(QColor(tokens.ink if chosen else tokens.muted))
        below = QRect(rect.left(), sheet.bottom() + step(1), rect.width(), line)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, index.data())
        painter.restore()

    def _paint_picture(self, painter: QPainter, sheet: QRect, at: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        picture = self._view.picture(at, sheet.width())
        if picture is not None:
            painter.drawImage(sheet, picture)

    @property
    def _width(self) -> int:
        return max(em(3), self._view.viewport().width() - step(8))


class Thumbs(QListView):
    """The list at the left of a record: ↑↓ and a click go to a page."""

    page_wanted = Signal(int)
    """Somebody went to this page, from 0."""

    def __init__(self, name: str, tasks: TaskRunner, parent: QWidget | None = None) -> None:
        """Make a list without pages."""
        super().__init__(parent)
        self.thumbs = ThumbsModel(self)
        self._pictures = PagePictures(tasks, kept=_KEPT, parent=self)
        self._pictures.ready.connect(lambda _: self.viewport().update())
        self._following = False
        self.setModel(self.thumbs)
        self.setItemDelegate(_ThumbDelegate(self))
        self.setAccessibleName(name)
        self.setProperty("ring", "own")
        self.setFixedWidth(em(9))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def show_pages(self, pages: Pages | None) -> None:
        """Show the pages of another document, or none."""
        self._pictures.show(pages)
        self.thumbs.show(pages)
        self.follow(0)

    def follow(self, page: int) -> None:
        """Stand on the page that is shown beside the list."""
        # Qt tells of every move alike; only one that a person made leads anywhere.
        self._following = True
        self.setCurrentIndex(self.thumbs.index(page))
        self._following = False

    def picture(self, at: int, width: int) -> QImage | None:
        """A page as a picture so many pixels wide, once it is drawn."""
        ratio = self.devicePixelRatioF()
        return self._pictures.picture(at, scale=round(width * ratio / max(self.thumbs.size(at).width, 1), 4))

    def _on_current_changed(self, current: QModelIndex) -> None:
        if current.isValid() and not self._following:
            self.page_wanted.emit(current.row())
