"""Words of state: a word and a shape first, a colour second, never a filled cell."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from sopcheck.ui.kit.text import Kind, Label, Tone
from sopcheck.ui.theme import em, step, tokens_of
from sopcheck.ui.tokens import Tokens

Shape = Literal["none", "ring", "disc", "half", "dash", "cross", "triangle", "question", "gate"]


@dataclass(frozen=True, slots=True)
class Sign:
    """How a state is shown: its word, its shape, its tone."""

    word: str
    shape: Shape = "none"
    tone: Tone = "ink"


def tone_colour(tone: Tone, tokens: Tokens) -> QColor:
    """The colour of a tone in these tokens."""
    return QColor(getattr(tokens, tone))


def draw_shape(painter: QPainter, shape: Shape, box: QRectF, colour: QColor) -> None:
    """Draw a shape of state into a square box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = max(1.5, box.width() / 8)
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    inner = box.adjusted(width, width, -width, -width)
    _DRAW[shape](painter, inner, colour)
    painter.restore()


def _none(painter: QPainter, box: QRectF, colour: QColor) -> None:
    del painter, box, colour


def _ring(painter: QPainter, box: QRectF, colour: QColor) -> None:
    del colour
    painter.drawEllipse(box)


def _disc(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setBrush(colour)
    painter.drawEllipse(box)


def _half(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.drawEllipse(box)
    painter.setBrush(colour)
    painter.drawPie(box, -90 * 16, 180 * 16)


def _dash(painter: QPainter, box: QRectF, colour: QColor) -> None:
    del colour
    painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))


def _cross(painter: QPainter, box: QRectF, colour: QColor) -> None:
    del colour
    inner = box.adjusted(1, 1, -1, -1)
    painter.drawLine(inner.topLeft(), inner.bottomRight())
    painter.drawLine(inner.topRight(), inner.bottomLeft())


def _triangle(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setBrush(colour)
    top = QPointF(box.center().x(), box.top())
    painter.drawPolygon(QPolygonF([top, box.bottomRight(), box.bottomLeft()]))


def _question(painter: QPainter, box: QRectF, colour: QColor) -> None:
    pen = QPen(colour, painter.pen().widthF(), Qt.PenStyle.DotLine)
    painter.setPen(pen)
    painter.drawEllipse(box)


def _gate(painter: QPainter, box: QRectF, colour: QColor) -> None:
    del colour
    painter.drawRect(box.adjusted(1, 1, -1, -1))


_DRAW = {
    "none": _none,
    "ring": _ring,
    "disc": _disc,
    "half": _half,
    "dash": _dash,
    "cross": _cross,
    "triangle": _triangle,
    "question": _question,
    "gate": _gate,
}


class _Shape(QWidget):
    """The shape alone; its meaning is told by the word beside it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sign = Sign("")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As tall as a small letter."""
        return QSize(em(0.85), em(0.85))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the shape in its tone."""
        del event
        colour = tone_colour(self.sign.tone, tokens_of(self))
        draw_shape(QPainter(self), self.sign.shape, QRectF(self.rect()), colour)


class StateWord(QWidget):
    """A state beside other words: shape, then word."""

    def __init__(self, sign: Sign = Sign(""), *, kind: Kind = "body", parent: QWidget | None = None) -> None:
        """Show a sign."""
        super().__init__(parent)
        self._shape = _Shape(self)
        self._word = Label(kind=kind, wrap=False)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(step(1.5))
        box.addWidget(self._shape)
        box.addWidget(self._word, 1)
        self.show_sign(sign)

    @property
    def sign(self) -> Sign:
        """What is shown."""
        return self._shape.sign

    def show_sign(self, sign: Sign) -> None:
        """Show another state."""
        self._shape.sign = sign
        self._shape.setVisible(sign.shape != "none")
        self._shape.update()
        self._word.say(sign.word, tone=sign.tone)
        self.setAccessibleName(sign.word)
