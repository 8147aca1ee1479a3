"""Paints a `RowText`: a shape, up to three lines of words, a muted line, and a figure at the right."""

from itertools import pairwise

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.signs import draw_shape, tone_colour
from sopcheck.ui.kit.text import Tone, font_of
from sopcheck.ui.theme import em, step, tokens_of
from sopcheck.ui.tokens import Tokens, chosen

TEXT_ROLE = Qt.ItemDataRole.UserRole + 1
_MOST_KEPT = 5000
_MOST_FOR_TRAILING = 0.4
_MOST_DETAIL = 8


class RowDelegate(QStyledItemDelegate):
    """Draws the rows of one view; the words come from the model's `TEXT_ROLE`."""

    def __init__(self, view: QAbstractItemView) -> None:
        """Serve this view."""
        super().__init__(view)
        self._view = view
        self._kept: dict[tuple[str, int, str, int], tuple[str, ...]] = {}
        self._heights: dict[tuple[RowText, int, str], int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As tall as the words need at the width of the view."""
        del option
        text: RowText = index.data(TEXT_ROLE)
        width = self._view.viewport().width()
        # Qt asks for every row whenever one of them changes.
        key = (text, width, font_of("body").key())
        if key not in self._heights:
            if len(self._heights) > _MOST_KEPT:
                self._heights.clear()
            self._heights[key] = self._height(text, width)
        return QSize(width, self._heights[key])

    def _height(self, text: RowText, width: int) -> int:
        font = _font(text)
        lines = len(self._lines(text.primary, _words_width(text, width), font, most=text.most_lines))
        height = lines * QFontMetrics(font).lineSpacing()
        if _below(text, width):
            height += QFontMetrics(font_of("small")).lineSpacing() + step(0.5)
        height += len(self._detail(text, width)) * QFontMetrics(font_of("small")).lineSpacing()
        return height + 2 * _padding(text)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw ground, shape, words and figure of a row."""
        text: RowText = index.data(TEXT_ROLE)
        tokens = tokens_of(self._view)
        rect = QRect(option.rect)
        painter.save()
        self._paint_ground(painter, rect, option, text, tokens)
        self._paint_words(painter, rect, text, tokens)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, text: RowText, tokens: Tokens
    ) -> None:
        state = option.state
        focused = self._view.hasFocus()
        shown = focused or self._view.property("chosen") != "focused"
        if state & QStyle.StateFlag.State_Selected and shown:
            painter.fillRect(rect, selected_ground(tokens))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(tokens.accent))
        elif state & QStyle.StateFlag.State_MouseOver and text.kind == "row":
            painter.fillRect(rect, QColor(tokens.raised))
        painter.setPen(QColor(tokens.hairline))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus and focused:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(rect.adjusted(3, 3, -3, -3))

    def _paint_words(self, painter: QPainter, rect: QRect, text: RowText, tokens: Tokens) -> None:
        font = _font(text)
        spacing = QFontMetrics(font).lineSpacing()
        left = rect.left() + _left(text)
        top = rect.top() + _padding(text)
        if text.sign is not None and text.sign.shape != "none":
            side = em(0.85)
            box = QRectF(rect.left() + step(3), top + (spacing - side) / 2, side, side)
            draw_shape(painter, text.sign.shape, box, tone_colour(text.sign.tone, tokens))
        painter.setFont(font)
        painter.setPen(QColor(tokens.muted if text.muted or text.kind == "heading" else tokens.ink))
        width = _words_width(text, rect.width())
        for line in self._lines(text.primary, width, font, most=text.most_lines):
            painter.drawText(QRect(left, top, width + 2, spacing), _FLAGS, line)
            top += spacing
        self._paint_trailing(painter, rect, text, tokens)
        below = QRect(left, top + step(0.5), rect.right() - left - step(3), spacing)
        parts = _below(text, rect.width())
        self._paint_below(painter, below, parts, tokens)
        small = QFontMetrics(font_of("small")).lineSpacing()
        below.moveTop(top + (small + step(0.5) if parts else 0))
        self._paint_detail(painter, below, self._detail(text, rect.width()), tokens)

    def _paint_trailing(self, painter: QPainter, rect: QRect, text: RowText, tokens: Tokens) -> None:
        if not _has_room(text, rect.width()):
            return
        painter.setFont(font_of("body"))
        painter.setPen(tone_colour(text.trailing_tone, tokens))
        metrics = QFontMetrics(font_of("body"))
        box = QRect(rect.left(), rect.top() + _padding(text), rect.width() - step(3), metrics.lineSpacing())
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text.trailing)

    def _paint_below(
        self, painter: QPainter, rect: QRect, parts: list[tuple[str, Tone]], tokens: Tokens
    ) -> None:
        font = font_of("small")
        metrics = QFontMetrics(font)
        painter.setFont(font)
        left = rect.left()
        for words, tone in parts:
            painter.setPen(tone_colour(tone, tokens))
            room = rect.right() - left
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(left, rect.top(), room + 2, metrics.lineSpacing()), _FLAGS, shown)
            left += metrics.horizontalAdvance(shown + " · ")
            if left >= rect.right():
                return

    def _paint_detail(self, painter: QPainter, rect: QRect, lines: tuple[str, ...], tokens: Tokens) -> None:
        painter.setFont(font_of("small"))
        painter.setPen(QColor(tokens.muted))
        spacing = QFontMetrics(font_of("small")).lineSpacing()
        for line in lines:
            painter.drawText(QRect(rect.left(), rect.top(), rect.width() + 2, spacing), _FLAGS, line)
            rect.translate(0, spacing)

    def _detail(self, text: RowText, width: int) -> tuple[str, ...]:
        if not text.detail:
            return ()
        room = max(em(4), width - _left(text) - step(3))
        return self._lines(text.detail, room, font_of("small"), most=_MOST_DETAIL)

    def _lines(self, words: str, width: int, font: QFont, *, most: int) -> tuple[str, ...]:
        key = (words, width, font.key(), most)
        if key not in self._kept:
            if len(self._kept) > _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = wrapped(words, width, font, most=most)
        return self._kept[key]


_FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


def selected_ground(tokens: Tokens) -> QColor:
    """The ground of a chosen row."""
    return QColor(chosen(tokens))


def wrapped(text: str, width: int, font: QFont, *, most: int) -> tuple[str, ...]:
    """The lines of a text at a width, at most so many; the last one says with … that there is more."""
    # Rows show a beginning; what is longer than any three lines is not laid out at all.
    shown = " ".join(text[:2000].split())
    layout = QTextLayout(shown, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) <= most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    if len(starts) <= most:
        ends = [*starts[1:], len(shown)]
        return tuple(shown[a:b].rstrip() for a, b in zip(starts, ends, strict=True)) or ("",)
    lines = [shown[a:b].rstrip() for a, b in pairwise(starts[:most])]
    rest = QFontMetrics(font).elidedText(shown[starts[most - 1] :], Qt.TextElideMode.ElideRight, width)
    return (*lines, rest)


def _font(text: RowText) -> QFont:
    if text.kind == "heading":
        return font_of("small")
    return font_of("strong" if text.strong else "body")


def _left(text: RowText) -> int:
    return step(3) + (em(0.85) + step(2) if text.sign is not None and text.kind == "row" else 0)


def _padding(text: RowText) -> int:
    return step(1.5) if text.kind == "heading" else step(2)


def _words_width(text: RowText, width: int) -> int:
    taken = _left(text) + step(3)
    if _has_room(text, width):
        taken += _trailing_width(text) + step(3)
    return max(em(4), width - taken)


def _trailing_width(text: RowText) -> int:
    return QFontMetrics(font_of("body")).horizontalAdvance(text.trailing)


def _has_room(text: RowText, width: int) -> bool:
    """Whether what trails fits beside the words; in a narrow list it goes to the line below."""
    return bool(text.trailing) and _trailing_width(text) <= width * _MOST_FOR_TRAILING


def _below(text: RowText, width: int) -> list[tuple[str, Tone]]:
    if text.kind == "heading":
        return []
    trailing: list[tuple[str, Tone]] = [(text.trailing, text.trailing_tone)]
    state: list[tuple[str, Tone]] = [(text.sign.word, text.sign.tone)] if text.sign else []
    second: list[tuple[str, Tone]] = [(text.secondary, "muted")]
    moved = trailing if text.trailing and not _has_room(text, width) else []
    ordered = state + moved + second if text.sign_first else moved + second + state
    return [(words, tone) for words, tone in ordered if words]
