"""Boxes to tick and rings to pick: an outline that can be seen on every ground (3 : 1), words that wrap."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from sopcheck.ui.kit.text import literal
from sopcheck.ui.theme import em, step, tokens_of

T = TypeVar("T")
_WRAPPING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


class Tick(QCheckBox):
    """A box to tick, with its words beside it."""

    def __init__(self, words: str, *, ticked: bool = False, parent: QWidget | None = None) -> None:
        """Make a box that is named by its words."""
        super().__init__(parent)
        self.words = words
        self.setText(literal(words))
        self.setAccessibleName(words)
        self.setChecked(ticked)
        self.setSizePolicy(_policy())

    def hasHeightForWidth(self) -> bool:
        """The words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As tall as the words are at that width."""
        return _height(self, self.words, width)

    def sizeHint(self) -> QSize:
        """One line."""
        return _one_line(self, self.words)

    def minimumSizeHint(self) -> QSize:
        """A few words in each line."""
        return QSize(min(em(8), self.sizeHint().width()), _height(self, self.words, em(30)))

    def hitButton(self, pos: QPoint) -> bool:
        """A click on the words ticks as well."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box and words."""
        del event
        painter = QPainter(self)
        box = _box(self)
        colour = _outline(painter, self)
        painter.setBrush(QColor(colour if self.isChecked() else tokens_of(self).surface))
        painter.drawRoundedRect(box, 2, 2)
        if self.isChecked():
            painter.setPen(QPen(QColor(tokens_of(self).on_accent), box.width() / 7))
            painter.drawPolyline([_at(box, 0.2, 0.55), _at(box, 0.42, 0.75), _at(box, 0.8, 0.28)])
        _draw_words(painter, self, self.words)


class Pick(QRadioButton):
    """One of several of which one is picked, with its words beside it."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        """Make a ring that is named by its words."""
        super().__init__(parent)
        self.words = ""
        self.say(words)
        self.setSizePolicy(_policy())

    def say(self, words: str) -> None:
        """Give it other words."""
        self.words = words
        self.setText(literal(words))
        self.setAccessibleName(words)

    def hasHeightForWidth(self) -> bool:
        """The words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As tall as the words are at that width."""
        return _height(self, self.words, width)

    def sizeHint(self) -> QSize:
        """One line."""
        return _one_line(self, self.words)

    def minimumSizeHint(self) -> QSize:
        """A few words in each line."""
        return QSize(min(em(8), self.sizeHint().width()), _height(self, self.words, em(30)))

    def hitButton(self, pos: QPoint) -> bool:
        """A click on the words picks as well."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ring and words."""
        del event
        painter = QPainter(self)
        box = _box(self)
        colour = _outline(painter, self)
        painter.setBrush(QColor(tokens_of(self).surface))
        painter.drawEllipse(box)
        if self.isChecked():
            inset = box.width() / 4
            painter.setBrush(QColor(colour))
            painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
        _draw_words(painter, self, self.words)


class Ticks(QWidget, Generic[T]):
    """Several values of which any may be ticked."""

    changed = Signal()

    def __init__(
        self, name: str, options: Sequence[tuple[T, str]] = (), parent: QWidget | None = None
    ) -> None:
        """Offer these (value, words), none ticked."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._boxes: list[tuple[T, Tick]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(step(0.5))
        for value, words in options:
            self.add(value, words)

    def add(self, value: T, words: str, *, ticked: bool = False) -> Tick:
        """Offer one value more."""
        box = Tick(words, ticked=ticked)
        box.toggled.connect(lambda _: self.changed.emit())
        self._boxes.append((value, box))
        self._column.addWidget(box)
        return box

    def options(self) -> tuple[tuple[T, Tick], ...]:
        """What is offered, each with its box."""
        return tuple(self._boxes)

    def values(self) -> tuple[T, ...]:
        """What is ticked, in the order offered."""
        return tuple(value for value, box in self._boxes if box.isChecked())


def _policy() -> QSizePolicy:
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    return policy


def _side() -> int:
    return em(1.05)


def _left() -> int:
    return _side() + step(2)


def _box(button: QAbstractButton) -> QRectF:
    """The box or ring, in the middle of the first line."""
    top = step(1) + (button.fontMetrics().lineSpacing() - _side()) / 2
    return QRectF(0.5, top + 0.5, _side() - 1, _side() - 1)


def _height(button: QAbstractButton, words: str, width: int) -> int:
    room = QRect(0, 0, max(width - _left(), 1), 100_000)
    return button.fontMetrics().boundingRect(room, _WRAPPING, words).height() + 2 * step(1)


def _one_line(button: QAbstractButton, words: str) -> QSize:
    metrics = button.fontMetrics()
    return QSize(_left() + metrics.horizontalAdvance(words) + 2, metrics.lineSpacing() + 2 * step(1))


def _outline(painter: QPainter, button: QAbstractButton) -> str:
    """Set the pen for the outline; gives its colour."""
    tokens = tokens_of(button)
    colour = tokens.line
    if button.isChecked():
        colour = tokens.accent if button.isEnabled() else tokens.muted
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 1))
    return colour


def _draw_words(painter: QPainter, button: QAbstractButton, words: str) -> None:
    tokens = tokens_of(button)
    painter.setPen(QColor(tokens.ink if button.isEnabled() else tokens.muted))
    painter.drawText(button.rect().adjusted(_left(), 0, 0, 0), _WRAPPING, words)


def _at(box: QRectF, x: float, y: float) -> QPointF:
    return QPointF(box.left() + box.width() * x, box.top() + box.height() * y)
