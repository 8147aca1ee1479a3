"""What is beside the words goes below them where both do not fit."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from sopcheck.ui.kit.beside import Beside
from sopcheck.ui.kit.text import Label

LONG = "An online package that nobody opened for a whole weekend"


@pytest.fixture
def parts(qtbot: QtBot) -> tuple[Beside, Label, QPushButton]:
    words, press = Label("Short"), QPushButton("Search")
    made = Beside(words, press)
    qtbot.addWidget(made)
    made.resize(400, 100)
    made.show()
    QApplication.processEvents()
    return made, words, press


def test_short_words_have_it_beside_them_at_the_right(parts: tuple[Beside, Label, QPushButton]) -> None:
    made, words, press = parts
    assert not made.stacked
    assert press.geometry().right() == made.rect().right()
    assert press.x() > words.x()


def test_longer_words_send_it_below_and_shorter_ones_call_it_back(
    parts: tuple[Beside, Label, QPushButton],
) -> None:
    made, words, press = parts
    words.say(LONG)
    QApplication.processEvents()
    assert made.stacked
    made.layout().activate()  # type: ignore[union-attr]  # it has one
    assert press.y() >= words.geometry().bottom()
    assert press.width() == press.sizeHint().width()
    words.say("Short")
    QApplication.processEvents()
    assert not made.stacked


def test_a_wider_window_calls_it_back(parts: tuple[Beside, Label, QPushButton]) -> None:
    made, words, _ = parts
    words.say(LONG)
    QApplication.processEvents()
    made.resize(1200, 100)
    assert not made.stacked


def test_it_may_be_as_narrow_as_the_wider_part(parts: tuple[Beside, Label, QPushButton]) -> None:
    made, words, press = parts
    assert made.minimumSizeHint().width() == max(
        words.minimumSizeHint().width(), press.minimumSizeHint().width()
    )
