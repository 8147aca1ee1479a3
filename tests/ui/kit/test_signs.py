"""State is a word, then a shape, then a colour."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from sopcheck.ui.kit.signs import Shape, Sign, StateWord, draw_shape, tone_colour
from sopcheck.ui.tokens import LIGHT

SHAPES: tuple[Shape, ...] = ("ring", "disc", "half", "dash", "cross", "triangle", "question", "gate")


def drawn(shape: Shape) -> bytes:
    image = QImage(16, 16, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    draw_shape(painter, shape, QRectF(0, 0, 16, 16), QColor("black"))
    painter.end()
    return bytes(image.constBits())


def test_every_shape_can_be_told_from_every_other_without_colour() -> None:
    assert len({drawn(shape) for shape in SHAPES}) == len(SHAPES)


def test_no_shape_draws_nothing() -> None:
    assert set(drawn("none")) == {255}


def test_a_state_is_heard_as_its_word(qtbot: QtBot) -> None:
    state = StateWord(Sign("due soon", "half", "soon"))
    qtbot.addWidget(state)
    assert state.accessibleName() == "due soon"


def test_another_state_can_be_shown(qtbot: QtBot) -> None:
    state = StateWord(Sign("due soon", "half", "soon"))
    qtbot.addWidget(state)
    state.show_sign(Sign("met", "disc", "met"))
    assert (state.sign.word, state.accessibleName()) == ("met", "met")
    state.grab()


@pytest.mark.parametrize("tone", ["ink", "muted", "passed", "soon", "met", "accent"])
def test_every_tone_has_its_colour(tone: str) -> None:
    assert tone_colour(tone, LIGHT) == QColor(getattr(LIGHT, tone))  # type: ignore[arg-type]  # all are given
