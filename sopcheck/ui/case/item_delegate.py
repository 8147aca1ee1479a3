"""Paints the rows of a case: a shape, what is asked, of whom and by when, the word of state at the right."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from sopcheck.cases.states import PlaceState
from sopcheck.ui.case.item_model import ItemsModel
from sopcheck.ui.case.outline import Row
from sopcheck.ui.case.row_words import RowWords, has_line_below, row_sign, title_of
from sopcheck.ui.kit.row_delegate import selected_ground, wrapped
from sopcheck.ui.kit.signs import draw_shape, tone_colour
from sopcheck.ui.kit.text import font_of
from sopcheck.ui.theme import em, step, tokens_of
from sopcheck.ui.tokens import Tokens

_ONE_LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_MOST_LINES = 3
_MOST_KEPT = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measures:
    """Fonts and distances at the present text scale, found once and not for every row."""

    body: QFont
    strong: QFont
    small: QFont
    line: int
    small_line: int
    side: int
    edge: int
    gap: int


class ItemDelegate(QStyledItemDelegate):
    """Draws the rows of one `ItemsModel` in one view; text is drawn as it is, never read as markup."""

    def __init__(self, view: QAbstractItemView, model: ItemsModel) -> None:
        """Serve this view of this model."""
        super().__init__(view)
        self._view = view
        self._model = model
        self._measures = _measured()
        self._lines: dict[tuple[str, int, str], tuple[str, ...]] = {}
        self._sizes: dict[int, QSize] = {}
        model.rowsInserted.connect(self._sizes.clear)
        model.rowsRemoved.connect(self._sizes.clear)
        model.dataChanged.connect(lambda first, _: self._sizes.pop(first.row(), None))

    def measure(self) -> None:
        """Fonts have changed: measure again."""
        self._measures = _measured()
        self._lines.clear()
        self._sizes.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As tall as the words need at the width of the view."""
        del option
        at, width = index.row(), self._view.viewport().width()
        # Qt asks for every row whenever one of them changes.
        known = self._sizes.get(at)
        if known is None or known.width() != width:
            known = self._sizes[at] = QSize(width, self._height_of(at, width))
        return known

    def _height_of(self, at: int, width: int) -> int:
        row = self._model.row(at)
        if row is None or row.state is None:
            return self._height_of_heading(at, row)
        # Every row is measured, but only those in sight are put into words.
        measures = self._measures
        height = len(self._title(row.state, width)) * measures.line + 2 * measures.gap
        return height + (measures.small_line if has_line_below(row.state) else 0)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        row = self._model.row(index.row())
        if row is None:
            return
        words = self._model.words(index.row())
        # Asked for each time: the theme may have changed since the last paint.
        tokens = tokens_of(self._view)
        rect = QRect(option.rect)
        # The view paints its next row with the same painter.
        painter.save()
        self._paint_ground(painter, rect, option, tokens)
        if row.state is not None:
            self._paint_item(painter, rect, row.state, words, tokens)
        elif row.folded is not None:
            self._paint_fold(painter, rect, words, tokens)
        else:
            self._paint_heading(painter, rect, words, tokens)
        painter.restore()

    def _height_of_heading(self, at: int, row: Row | None) -> int:
        measures = self._measures
        if row is not None and row.folded is not None:
            return measures.small_line + 2 * measures.gap
        above = measures.gap if at == 0 else 3 * measures.gap
        return measures.line + above + measures.gap

    def _paint_ground(
        self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, tokens: Tokens
    ) -> None:
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, selected_ground(tokens))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(tokens.accent))
        elif state & QStyle.StateFlag.State_MouseOver and state & QStyle.StateFlag.State_Enabled:
            painter.fillRect(rect, QColor(tokens.raised))
        if state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(rect.adjusted(4, 2, -3, -3))

    def _paint_heading(self, painter: QPainter, rect: QRect, words: RowWords, tokens: Tokens) -> None:
        measures = self._measures
        painter.setFont(measures.strong)
        painter.setPen(QColor(tokens.ink))
        base = rect.bottom() - measures.gap
        painter.drawText(
            QRect(
                rect.left() + measures.edge,
                base - measures.line,
                rect.width() - 2 * measures.edge,
                measures.line,
            ),
            _ONE_LINE,
            _elided(words.title, measures.strong, rect.width() - 2 * measures.edge),
        )
        painter.setPen(QColor(tokens.hairline))
        painter.drawLine(
            rect.left() + measures.edge, rect.bottom(), rect.right() - measures.edge, rect.bottom()
        )

    def _paint_fold(self, painter: QPainter, rect: QRect, words: RowWords, tokens: Tokens) -> None:
        measures = self._measures
        left = self._words_left(rect)
        painter.setFont(measures.small)
        painter.setPen(QColor(tokens.accent))
        room = rect.right() - left - measures.edge
        painter.drawText(
            QRect(left, rect.top(), room, rect.height()),
            _ONE_LINE,
            _elided(words.title, measures.small, room),
        )

    def _paint_item(
        self, painter: QPainter, rect: QRect, state: PlaceState, words: RowWords, tokens: Tokens
    ) -> None:
        measures = self._measures
        top = rect.top() + measures.gap
        self._paint_state(painter, rect, words, tokens)
        painter.setFont(measures.body)
        painter.setPen(QColor(tokens.muted if words.muted else tokens.ink))
        left = self._words_left(rect)
        for line in self._title(state, rect.width()):
            painter.drawText(QRect(left, top, rect.right() - left, measures.line), _ONE_LINE, line)
            top += measures.line
        self._paint_below(painter, QPoint(left, top), rect.right() - measures.edge, words, tokens)
        painter.setPen(QColor(tokens.hairline))
        painter.drawLine(left, rect.bottom(), rect.right() - measures.edge, rect.bottom())

    def _paint_state(self, painter: QPainter, rect: QRect, words: RowWords, tokens: Tokens) -> None:
        measures = self._measures
        colour = tone_colour(words.sign.tone, tokens)
        top = rect.top() + measures.gap
        box = QRectF(
            rect.left() + measures.edge,
            top + (measures.line - measures.side) / 2,
            measures.side,
            measures.side,
        )
        draw_shape(painter, words.sign.shape, box, colour)
        painter.setFont(measures.small)
        painter.setPen(colour)
        word = QRect(rect.left() + measures.edge, top, rect.width() - 2 * measures.edge, measures.line)
        painter.drawText(word, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words.sign.word)

    def _paint_below(
        self, painter: QPainter, at: QPoint, right: int, words: RowWords, tokens: Tokens
    ) -> None:
        measures = self._measures
        left = at.x()
        painter.setFont(measures.small)
        subject = words.subject + (" · " if words.subject and words.limit else "")
        for text, tone in ((subject, "muted" if words.muted else "ink"), (words.limit, words.limit_tone)):
            if not text or left >= right:
                continue
            shown = _elided(text, measures.small, right - left)
            painter.setPen(QColor(getattr(tokens, tone)))
            painter.drawText(QRect(left, at.y(), right - left + 2, measures.small_line), _ONE_LINE, shown)
            # The subject in ink and the limit in its tone stand in one line, one after the other.
            left += QFontMetrics(measures.small).horizontalAdvance(shown)

    def _words_left(self, rect: QRect) -> int:
        return rect.left() + self._measures.edge + self._measures.side + step(2)

    def _title(self, state: PlaceState, width: int) -> tuple[str, ...]:
        """The lines of what is asked, beside the word of state as it is without anything being saved."""
        key = (title_of(state), width, row_sign(state).word)
        # Breaking lines is the dear part of a row; most rows keep theirs from key press to key press.
        if key not in self._lines:
            if len(self._lines) > _MOST_KEPT:
                self._lines.clear()
            self._lines[key] = self._wrapped(*key)
        return self._lines[key]

    def _wrapped(self, title: str, width: int, word: str) -> tuple[str, ...]:
        measures = self._measures
        beside = QFontMetrics(measures.small).horizontalAdvance(word) + step(4)
        taken = 2 * measures.edge + measures.side + step(2) + beside
        return wrapped(title, max(em(6), width - taken), measures.body, most=_MOST_LINES)


def _measured() -> _Measures:
    body, small = font_of("body"), font_of("small")
    return _Measures(
        body=body,
        strong=font_of("strong"),
        small=small,
        line=QFontMetrics(body).lineSpacing(),
        small_line=QFontMetrics(small).lineSpacing(),
        side=em(0.85),
        edge=step(3),
        gap=step(1.5),
    )


def _elided(text: str, font: QFont, width: int) -> str:
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
