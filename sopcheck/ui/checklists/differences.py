"""Differences between two versions: what was at the left, what is at the right, the words marked by shape.

Words that went are struck through and words that came underlined, so no colour is needed; everything is
painted as plain text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from sopcheck.checklists.board import BoardPaper, BoardPart, BoardRow
from sopcheck.ui.kit.row_delegate import RowDelegate, selected_ground
from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.rows import RowList
from sopcheck.ui.kit.text import font_of
from sopcheck.ui.theme import em, step, tokens_of
from sopcheck.ui.words import count_words, tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Index = QModelIndex | QPersistentModelIndex
Piece = tuple[str, bool]
"""Words, and whether they stand in the other version too."""
_NARROW_EMS = 34
_MOST_KEPT = 400


def summary(paper: BoardPaper) -> str:
    """How many differences there are, and how many of them change what people must do."""
    everything = sum(len(part.rows) for part in paper.parts)
    if not everything:
        return tr("The two versions say the same.")
    major = len(paper.parts[0].rows)
    said = tr("{differences}, of which {major} {verb} what people must do. {unchanged} unchanged.")
    return said.format(
        differences=count_words(everything, tr("difference"), tr("differences")),
        major=major,
        verb=tr("changes") if major == 1 else tr("change"),
        unchanged=count_words(paper.unchanged, tr("item is"), tr("items are")),
    )


class Differences(RowList[BoardPart | BoardRow]):
    """One row a difference, under the heading of its weight; ↑↓ go through them."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Show none yet."""
        super().__init__(name, _said, key=lambda one: one, parent=parent)
        self.setItemDelegate(_Painter(self))

    def show_parts(self, parts: Iterable[BoardPart]) -> None:
        """Show these differences; a weight that has none is left out."""
        shown: list[BoardPart | BoardRow] = []
        for part in parts:
            shown += (part, *part.rows) if part.rows else ()
        self.show_values(shown)
        # A heading is read and never chosen.
        if shown and not isinstance(self.current(), BoardRow):
            self.choose(shown[1])


class _Painter(RowDelegate):
    """Draws a difference: its words, what kind of change it is and its source; below it both texts."""

    def __init__(self, view: Differences) -> None:
        super().__init__(view)
        self._list = view
        self._laid: dict[tuple[BoardRow, int, str], tuple[QTextLayout, ...]] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As tall as the longer of the two texts."""
        row = self._list.rows.value(index.row())
        if not isinstance(row, BoardRow):
            return super().sizeHint(option, index)
        width = self._list.viewport().width()
        head, below, was, is_ = (_height(one) for one in self._layouts(row, width))
        texts = was + step(1) * bool(was and is_) + is_ if _narrow(width) else max(was, is_)
        return QSize(width, round(head + below + texts) + step(6))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, heading line and the two texts."""
        row = self._list.rows.value(index.row())
        if not isinstance(row, BoardRow):
            super().paint(painter, option, index)
            return
        painter.save()
        self._paint_ground_of(painter, option)
        self._paint_texts(painter, QRect(option.rect), row)
        painter.restore()

    def _paint_ground_of(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        tokens, rect = tokens_of(self._list), QRect(option.rect)
        if option.state & QStyle.StateFlag.State_Selected and self._list.hasFocus():
            painter.fillRect(rect, selected_ground(tokens))
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(rect.adjusted(3, 3, -3, -3))
        painter.setPen(QColor(tokens.hairline))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _paint_texts(self, painter: QPainter, rect: QRect, row: BoardRow) -> None:
        tokens = tokens_of(self._list)
        head, below, was, is_ = self._layouts(row, rect.width())
        left, top = rect.left() + step(3), rect.top() + step(2)
        painter.setPen(QColor(tokens.ink))
        head.draw(painter, QPointF(left, top))
        painter.setPen(QColor(tokens.muted))
        below.draw(painter, QPointF(left, top + _height(head)))
        painter.setPen(QColor(tokens.ink))
        top += round(_height(head) + _height(below)) + step(2)
        was.draw(painter, QPointF(left, top))
        if _narrow(rect.width()):
            is_.draw(painter, QPointF(left, top + _height(was) + step(1) * bool(row.was)))
        else:
            is_.draw(painter, QPointF(left + _column(rect.width()) + step(6), top))

    def _layouts(self, row: BoardRow, width: int) -> tuple[QTextLayout, ...]:
        key = (row, width, font_of("body").key())
        if key not in self._laid:
            if len(self._laid) > _MOST_KEPT:
                self._laid.clear()
            whole, column = width - step(6), width - step(6) if _narrow(width) else _column(width)
            self._laid[key] = (
                _laid_out([(_title(row), True)], whole, font=font_of("strong")),
                _laid_out([(_small(row), True)], whole, font=font_of("small")),
                _laid_out(_pieces(row, "gone", row.was), column, strike=True),
                _laid_out(_pieces(row, "new", row.is_), column),
            )
        return self._laid[key]


def _pieces(row: BoardRow, kind: str, text: str) -> list[Piece]:
    if not row.marks:
        return [(text, True)]
    return [(mark.text, mark.kind == "same") for mark in row.marks if mark.kind in {"same", kind}]


def _laid_out(
    pieces: Sequence[Piece], width: int, *, font: QFont | None = None, strike: bool = False
) -> QTextLayout:
    # A line break of a text stays one; Qt's layout knows it by this sign only.
    text = "".join(words for words, _ in pieces).replace("\n", "\u2028")
    layout = QTextLayout(text, font or font_of("body"))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(list(_formats(pieces, strike=strike)))
    layout.setCacheEnabled(True)
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, em(4)))
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout


def _formats(pieces: Sequence[Piece], *, strike: bool) -> Iterable[QTextLayout.FormatRange]:
    start = 0
    for words, same in pieces:
        # Qt counts what lies beyond the first plane as two.
        length = len(words.encode("utf-16-le")) // 2
        if not same:
            marked = QTextLayout.FormatRange()
            marked.start, marked.length = start, length
            shape = QTextCharFormat()
            shape.setFontStrikeOut(strike)
            shape.setFontUnderline(not strike)
            marked.format = shape
            yield marked
        start += length


def _height(layout: QTextLayout) -> float:
    return layout.boundingRect().height() if layout.text() else 0.0


def _narrow(width: int) -> bool:
    return width < em(_NARROW_EMS)


def _column(width: int) -> int:
    return (width - step(12)) // 2


def _title(row: BoardRow) -> str:
    return row.prompt or row.about


def _small(row: BoardRow) -> str:
    source = tr("source: {source}").format(source=row.source) if row.source else ""
    about = row.about if row.prompt else ""
    return " · ".join(part for part in (row.change, about, source) if part)


def _said(value: BoardPart | BoardRow) -> RowText:
    if isinstance(value, BoardPart):
        return RowText(primary=f"{value.heading} ({len(value.rows)})", kind="heading")
    was = tr("was: {words}").format(words=value.was) if value.was else ""
    is_ = tr("is: {words}").format(words=value.is_) if value.is_ else ""
    said = ", ".join(part for part in (_title(value), _small(value), was, is_) if part)
    return RowText(primary=_title(value), spoken=said)
