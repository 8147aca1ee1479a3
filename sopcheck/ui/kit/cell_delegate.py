"""Paints the cells of a table: words in their tone, a hairline below, a quiet ground where chosen."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from sopcheck.ui.kit.text import font_of
from sopcheck.ui.theme import step, tokens_of
from sopcheck.ui.tokens import Tokens, chosen

TONE_ROLE = Qt.ItemDataRole.UserRole + 2


class CellDelegate(QStyledItemDelegate):
    """Draws one table; the focus ring goes around the whole row."""

    def __init__(self, view: QTableView) -> None:
        """Serve this table."""
        super().__init__(view)
        self._view = view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        tokens = tokens_of(self._view)
        rect = QRect(option.rect)
        painter.save()
        self._paint_ground(painter, rect, option, index, tokens)
        font = font_of("body")
        painter.setFont(font)
        painter.setPen(QColor(getattr(tokens, index.data(TONE_ROLE) or "ink")))
        inner = rect.adjusted(step(2), 0, -step(2), 0)
        words = QFontMetrics(font).elidedText(index.data() or "", Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(
            inner, index.data(Qt.ItemDataRole.TextAlignmentRole) | Qt.TextFlag.TextSingleLine, words
        )
        painter.restore()

    def _paint_ground(
        self,
        painter: QPainter,
        rect: QRect,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        tokens: Tokens,
    ) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(chosen(tokens)))
            if index.column() == 0:
                painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(tokens.accent))
        painter.setPen(QColor(tokens.hairline))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            self._paint_ring(painter, rect, index.column(), tokens)

    def _paint_ring(self, painter: QPainter, rect: QRect, column: int, tokens: Tokens) -> None:
        painter.setPen(QPen(QColor(tokens.accent), 2))
        last = index_last_column(self._view)
        left = rect.left() + 3 if column == 0 else rect.left() - 8
        right = rect.right() - 2 if column == last else rect.right() + 8
        painter.setClipRect(rect)
        painter.drawRect(QRect(left, rect.top() + 2, right - left, rect.height() - 5))


def index_last_column(view: QTableView) -> int:
    """The number of the last column of a table."""
    return view.model().columnCount() - 1
