"""Boxes and rings: words that print literally and wrap, ticked by key, by click on box or words."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from sopcheck.ui.kit.ticks import Pick, Tick

Both = type[Tick] | type[Pick]
EACH = pytest.mark.parametrize("kind", [Tick, Pick])


@EACH
def test_words_print_literally_and_name_the_box(qtbot: QtBot, kind: Both) -> None:
    made = kind("CSE & <b>online</b>")
    qtbot.addWidget(made)
    assert (made.accessibleName(), made.text()) == ("CSE & <b>online</b>", "CSE && <b>online</b>")


@EACH
def test_long_words_wrap(qtbot: QtBot, kind: Both) -> None:
    made = kind("many words " * 20)
    qtbot.addWidget(made)
    assert made.heightForWidth(200) > made.heightForWidth(100_000)
    assert made.minimumSizeHint().width() < made.sizeHint().width()


@EACH
def test_space_ticks(qtbot: QtBot, kind: Both) -> None:
    made = kind("Words")
    qtbot.addWidget(made)
    qtbot.keyClick(made, Qt.Key.Key_Space)
    assert made.isChecked()


@EACH
def test_a_click_on_the_words_ticks_too(qtbot: QtBot, kind: Both) -> None:
    made = kind("A few words")
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(made.width() - 3, 8))
    assert made.isChecked()


@EACH
def test_ticked_can_be_told_from_not_ticked_and_from_disabled(qtbot: QtBot, kind: Both) -> None:
    made = kind("Words")
    qtbot.addWidget(made)
    seen = [made.grab().toImage()]
    made.setChecked(True)
    seen.append(made.grab().toImage())
    made.setEnabled(False)
    seen.append(made.grab().toImage())
    assert seen[0] != seen[1] != seen[2]


def test_a_ring_can_be_given_other_words(qtbot: QtBot) -> None:
    made = Pick()
    qtbot.addWidget(made)
    made.say("Sun 25 Oct, 01:40 BST")
    assert made.accessibleName() == made.text() == "Sun 25 Oct, 01:40 BST"
