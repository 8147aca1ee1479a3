"""Words on the screen: always plain text, in the few kinds that the window uses."""

import re
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QWidget

Kind = Literal["title", "heading", "strong", "body", "small"]
Tone = Literal["ink", "muted", "accent", "passed", "soon", "met"]

_SIZES: dict[Kind, float] = {"title": 1.6, "heading": 1.15, "strong": 1.0, "body": 1.0, "small": 0.9}
_WEIGHTS: dict[Kind, QFont.Weight] = {
    "title": QFont.Weight.DemiBold,
    "heading": QFont.Weight.DemiBold,
    "strong": QFont.Weight.DemiBold,
    "body": QFont.Weight.Normal,
    "small": QFont.Weight.Normal,
}
_MEASURE = 75
_LONG_WORD = re.compile(r"\S{40}(?=\S)")


def literal(text: str) -> str:
    """A text as a button, tab or menu must be given it, so that `&` stays an ampersand."""
    return text.replace("&", "&&")


def tip(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip that prints literally; Qt would take `<b>` for markup."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    widget.setToolTip(f"<span>{escaped}</span>" if text else "")


def font_of(kind: Kind) -> QFont:
    """The application's font in the size and weight of a kind of text."""
    font = QFont(QApplication.font())
    font.setPointSizeF(font.pointSizeF() * _SIZES[kind])
    font.setWeight(_WEIGHTS[kind])
    return font


class Label(QLabel):
    """Text that is read. `prose` keeps its lines at most 75 characters long."""

    def __init__(
        self,
        text: str = "",
        *,
        kind: Kind = "body",
        tone: Tone = "ink",
        wrap: bool = True,
        prose: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make a label that shows `text` as it is, whatever stands in it."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font_of(kind))
        self.setWordWrap(wrap)
        self.setProperty("tone", tone)
        if prose:
            self.setMaximumWidth(self.fontMetrics().averageCharWidth() * _MEASURE)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.say(text)

    def say(self, text: str, *, tone: Tone | None = None) -> None:
        """Show another text, in another tone where one is given."""
        # A word without an end (a pasted link) gets places to break, or it would widen the window.
        self.setText(_LONG_WORD.sub(lambda found: found.group() + "\u200b", text))
        if tone is not None and tone != self.property("tone"):
            self.setProperty("tone", tone)
            self.style().polish(self)

    def heightForWidth(self, width: int) -> int:
        """As tall as the words are at that width, of which a label of prose takes no more than it may."""
        return super().heightForWidth(min(width, self.maximumWidth()))

    def minimumSizeHint(self) -> QSize:
        """Let a wrapping label become narrow: its width is the layout's business."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), 80), hint.height()) if self.wordWrap() else hint
