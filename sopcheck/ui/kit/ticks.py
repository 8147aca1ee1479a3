"""Boxes to tick and rings to pick, whose outline can be seen on every ground (3 : 1)."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QRadioButton, QStyle, QStyleOptionButton, QWidget

from sopcheck.ui.kit.text import literal
from sopcheck.ui.theme import tokens_of


class Tick(QCheckBox):
    """A box to tick, with its words beside it."""

    def __init__(self, words: str, *, ticked: bool = False, parent: QWidget | None = None) -> None:
        """Make a box that is named by its words."""
        super().__init__(literal(words), parent)
        self.setAccessibleName(words)
        self.setChecked(ticked)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box and words."""
        del event
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QPainter(self)
        box = _indicator(self, option, QStyle.SubElement.SE_CheckBoxIndicator)
        colour = _outline(painter, self)
        painter.setBrush(QColor(colour if self.isChecked() else tokens_of(self).surface))
        painter.drawRoundedRect(box, 2, 2)
        if self.isChecked():
            painter.setPen(QPen(QColor(tokens_of(self).on_accent), box.width() / 7))
            painter.drawPolyline([_at(box, 0.2, 0.55), _at(box, 0.42, 0.75), _at(box, 0.8, 0.28)])
        self.style().drawControl(QStyle.ControlElement.CE_CheckBoxLabel, _words(option, self), painter, self)


class Pick(QRadioButton):
    """One of several of which one is picked, with its words beside it."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        """Make a ring that is named by its words."""
        super().__init__(parent)
        self.say(words)

    def say(self, words: str) -> None:
        """Give it other words."""
        self.setText(literal(words))
        self.setAccessibleName(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ring and words."""
        del event
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QPainter(self)
        box = _indicator(self, option, QStyle.SubElement.SE_RadioButtonIndicator)
        colour = _outline(painter, self)
        painter.setBrush(QColor(tokens_of(self).surface))
        painter.drawEllipse(box)
        if self.isChecked():
            inset = box.width() / 4
            painter.setBrush(QColor(colour))
            painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
        self.style().drawControl(QStyle.ControlElement.CE_RadioButtonLabel, _words(option, self), painter, self)


def _indicator(box: QWidget, option: QStyleOptionButton, part: QStyle.SubElement) -> QRectF:
    rect = QRectF(box.style().subElementRect(part, option, box))
    return rect.adjusted(0.5, 0.5, -0.5, -0.5)


def _outline(painter: QPainter, box: Tick | Pick) -> str:
    """Set the pen for the outline; gives its colour."""
    tokens = tokens_of(box)
    colour = tokens.line
    if box.isChecked():
        colour = tokens.accent if box.isEnabled() else tokens.muted
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 1))
    return colour


def _words(option: QStyleOptionButton, box: QWidget) -> QStyleOptionButton:
    part = QStyle.SubElement.SE_CheckBoxContents
    if isinstance(box, Pick):
        part = QStyle.SubElement.SE_RadioButtonContents
    words = QStyleOptionButton(option)
    words.rect = box.style().subElementRect(part, option, box)
    return words


def _at(box: QRectF, x: float, y: float) -> QPointF:
    return QPointF(box.left() + box.width() * x, box.top() + box.height() * y)
