"""Panes beside each other; in a narrow window the third lies below the second."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.ui.kit.fields import OneLine
from sopcheck.ui.kit.halves import Halves
from sopcheck.ui.kit.panes import Panes, PanesFrame, panes
from sopcheck.ui.theme import em


@pytest.fixture
def three(qtbot: QtBot) -> Panes:
    made = panes("three", QLabel("a"), QLabel("b"), QLabel("c"), stretch=(0, 1, 1), sizes=(16, 30, 30))
    qtbot.addWidget(made)
    made.resize(em(80), 500)
    made.show()
    return made


def test_in_a_wide_window_three_panes_stand_side_by_side(three: Panes) -> None:
    assert (three.stacked, len(three.all_sizes())) == (False, 3)


def test_in_a_narrow_window_the_third_lies_below_the_second(three: Panes) -> None:
    three.resize(em(50), 500)
    assert three.stacked
    three.resize(em(80), 500)
    assert not three.stacked


def test_the_sizes_that_were_set_are_told(three: Panes) -> None:
    three.set_sizes([200, 300, 400])
    told = three.all_sizes()
    assert told[1] < told[2]
    assert abs(told[0] / sum(told) - 200 / 900) < 0.05


def test_no_pane_can_be_closed_by_accident(three: Panes) -> None:
    three.set_sizes([0, 500, 500])
    assert three.all_sizes()[0] > 0


def test_two_fields_stand_beside_each_other_and_turn_where_it_is_narrow(qtbot: QtBot) -> None:
    left, right = OneLine("left"), OneLine("right")
    halves = Halves(left, right)
    qtbot.addWidget(halves)
    halves.resize(em(40), 300)
    halves.show()
    assert left.y() == right.y()
    halves.resize(em(20), 300)
    qtbot.waitUntil(lambda: left.x() == right.x())
    assert halves.minimumSizeHint().width() < em(20)


def test_a_frame_on_a_page_that_scrolls_never_squeezes_its_panes(qtbot: QtBot) -> None:
    tall = QWidget()
    tall.setMinimumHeight(em(50))
    frame = PanesFrame(tall)
    qtbot.addWidget(frame)
    assert frame.sizeHint().height() >= em(50)


def test_a_frame_is_high_enough_to_read_in(qtbot: QtBot) -> None:
    frame = PanesFrame(QWidget())
    qtbot.addWidget(frame)
    assert frame.sizeHint().height() == em(30)
