"""Words on the screen: always plain text, in the few kinds that the window uses."""

import re
from collections.abc import Iterator, Sequence
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
_FONTS: dict[Kind, tuple[QFont, QFont]] = {}
"""The fonts made last, each with the font of the application that it was made from."""
_MEASURE = 75
_LONG_WORD = re.compile(r"\S{40}(?=\S)")


def literal(text: str) -> str:
    """A text as a button, tab or menu must be given it, so that `&` stays an ampersand."""
    return text.replace("&", "&&")


def lettered(texts: Sequence[str]) -> Iterator[str]:
    """Texts for the entries of one menu, each with a letter of its own where one is free.

    It is the first where no entry before has it, else that of a later word, else any.
    """
    chosen: dict[int, int] = {}
    taken: set[str] = set()
    for places in (_first, _beginnings, _letters):
        for entry, text in enumerate(texts):
            free = [at for at in places(text) if text[at].casefold() not in taken]
            if entry not in chosen and free:
                chosen[entry] = free[0]
                taken.add(text[free[0]].casefold())
    for entry, text in enumerate(texts):
        at = chosen.get(entry)
        yield literal(text) if at is None else f"{literal(text[:at])}&{literal(text[at:])}"


def _first(text: str) -> list[int]:
    return _letters(text)[:1]


def _beginnings(text: str) -> list[int]:
    return [at for at in _letters(text) if not text[at - 1 : at].isalpha()]


def _letters(text: str) -> list[int]:
    return [at for at, one in enumerate(text) if one.isalpha()]


def tip(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip that prints literally."""
    widget.setToolTip(tip_of(text))


def tip_of(text: str) -> str:
    """Give the words of a tooltip so that they print literally; Qt would take `<b>` for markup."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<span>{escaped}</span>" if text else ""


def font_of(kind: Kind) -> QFont:
    """The application's font in the size and weight of a kind of text."""
    base = QApplication.font()
    known = _FONTS.get(kind)
    # Every row that is painted asks; the font changes only with the size of the text.
    if known is None or known[0] != base:
        font = QFont(base)
        font.setPointSizeF(font.pointSizeF() * _SIZES[kind])
        font.setWeight(_WEIGHTS[kind])
        _FONTS[kind] = known = (base, font)
    return QFont(known[1])


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
        self._heights: dict[int, int] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._kind = kind
        self.dress()
        self.setWordWrap(wrap)
        self.setProperty("tone", tone)
        if prose:
            self.setMaximumWidth(self.fontMetrics().averageCharWidth() * _MEASURE)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.say(text)

    def dress(self) -> None:
        """Take the font of the application, which may be larger than it was."""
        self.setFont(font_of(self._kind))

    def setFont(self, font: QFont | str | Sequence[str]) -> None:
        """Another font breaks the lines elsewhere."""
        # Here and not in `changeEvent`, which Qt calls a dozen times for each label that is made.
        self._heights.clear()
        super().setFont(font)

    def say(self, text: str, *, tone: Tone | None = None) -> None:
        """Show another text, in another tone where one is given."""
        # A word without an end (a pasted link) gets places to break, or it would widen the window.
        broken = _LONG_WORD.sub(lambda found: found.group() + "\u200b", text)
        if broken != self.text():
            self._heights.clear()
            self.setText(broken)
        if tone is not None and tone != self.property("tone"):
            self.setProperty("tone", tone)
            self.style().polish(self)
            # Qt's style brings back the font that it first met here, of text that was smaller.
            self.dress()

    def heightForWidth(self, width: int) -> int:
        """As tall as the words are at that width, of which a label of prose takes no more than it may."""
        taken = min(width, self.maximumWidth())
        # Layouts ask for the same few widths over and over, and breaking lines anew is what takes their time.
        if taken not in self._heights:
            self._heights[taken] = super().heightForWidth(taken)
        return self._heights[taken]

    def minimumSizeHint(self) -> QSize:
        """Let a wrapping label become narrow: its width is the layout's business."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), 80), hint.height()) if self.wordWrap() else hint
