"""The focus ring is around whatever has the focus, two pixels off, and goes with it."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QListView, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from sopcheck.ui.kit.focus import FocusRing
from tests.ui.showing import shown


class Window(QWidget):
    """Two buttons and a list that draws its own ring."""

    def __init__(self) -> None:
        super().__init__()
        self.ring = FocusRing(self)
        self.one, self.two, self.list = QPushButton("one"), QPushButton("two"), QListView()
        self.list.setProperty("ring", "own")
        box = QVBoxLayout(self)
        for part in (self.one, self.two, self.list):
            box.addWidget(part)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    made = Window()
    made.resize(300, 300)
    return shown(qtbot, made)


def test_the_ring_goes_where_the_focus_goes(window: Window) -> None:
    window.two.setFocus()
    assert window.ring.target is window.two
    assert window.ring.geometry() == window.two.geometry().adjusted(-4, -4, 4, 4)


def test_the_ring_follows_a_widget_that_moves(window: Window) -> None:
    window.two.setFocus()
    window.two.move(40, 200)
    assert window.ring.geometry().topLeft() == QPoint(36, 196)


def test_what_draws_its_own_ring_gets_no_second_one(window: Window) -> None:
    window.list.setFocus()
    assert not window.ring.isVisible()


def test_the_ring_goes_with_a_widget_that_is_hidden_or_destroyed(window: Window) -> None:
    window.two.setFocus()
    window.two.hide()
    assert not window.ring.isVisible() or window.ring.target is not window.two
    window.one.setFocus()
    delete(window.one)
    window.two.show()
    window.two.setFocus()
    assert window.ring.target is window.two


def test_the_ring_lets_the_mouse_through(window: Window) -> None:
    window.one.setFocus()
    assert window.childAt(window.one.geometry().center()) is window.one


def test_a_ring_is_cut_off_where_its_widget_is_scrolled_away(qtbot: QtBot) -> None:
    window, area, inner = QWidget(), QScrollArea(), QWidget()
    ring = FocusRing(window)
    inner.setFixedSize(200, 2000)
    button = QPushButton("far down", inner)
    button.move(10, 1000)
    area.setWidget(inner)
    QVBoxLayout(window).addWidget(area)
    window.resize(300, 200)
    shown(qtbot, window)
    button.setFocus()
    area.verticalScrollBar().setValue(0)
    assert not ring.isVisible()
    area.ensureWidgetVisible(button)
    assert ring.isVisible()
    assert not window.grab().isNull()


def test_what_gets_the_focus_out_of_sight_is_scrolled_to(qtbot: QtBot) -> None:
    window, outer, button = nested()
    shown(qtbot, window)
    button.setFocus()
    qtbot.waitUntil(lambda: not button.visibleRegion().isEmpty())
    assert outer.verticalScrollBar().value() > 0


def test_what_is_seen_in_part_does_not_run_away_from_the_mouse(qtbot: QtBot) -> None:
    window, outer, button = nested()
    shown(qtbot, window)
    outer.ensureVisible(0, 1000, 0, 5)
    QApplication.processEvents()
    before = outer.verticalScrollBar().value()
    assert 0 < button.visibleRegion().boundingRect().height() < button.height()
    button.setFocus()
    QApplication.processEvents()
    assert outer.verticalScrollBar().value() == before


def nested() -> tuple[QWidget, QScrollArea, QPushButton]:
    window, outer, inner = QWidget(), QScrollArea(), QWidget()
    FocusRing(window)
    inner.setFixedSize(200, 2000)
    button = QPushButton("far down", inner)
    button.setGeometry(10, 990, 90, 40)
    outer.setWidget(inner)
    QVBoxLayout(window).addWidget(outer)
    window.resize(300, 200)
    return window, outer, button
