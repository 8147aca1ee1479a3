"""Who has not touched anything for a while is locked out, also after the machine slept."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sopcheck.ui.idle import IdleWatch
from tests.ui.fakes import FakeClock
from tests.ui.showing import shown

FIVE = timedelta(minutes=5)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def watch(qapp: QObject, clock: FakeClock) -> IdleWatch:
    return IdleWatch(clock.now, after=FIVE, parent=qapp)


@pytest.fixture(autouse=True)
def end(watch: IdleWatch) -> object:
    yield
    watch.setParent(None)
    watch.deleteLater()


def told(watch: IdleWatch) -> list[str]:
    said: list[str] = []
    watch.idle.connect(lambda: said.append("idle"))
    watch.minute_passed.connect(lambda: said.append("minute"))
    return said


def test_just_before_the_time_nothing_is_said(watch: IdleWatch, clock: FakeClock) -> None:
    said = told(watch)
    clock.time += FIVE - timedelta(seconds=1)
    watch.look()
    assert said == ["minute"]


def test_after_the_time_it_is_said_once(watch: IdleWatch, clock: FakeClock) -> None:
    said = told(watch)
    clock.time += FIVE
    watch.look()
    watch.look()
    assert said == ["idle", "minute"]


def test_a_machine_that_slept_is_idle_when_it_wakes(watch: IdleWatch, clock: FakeClock) -> None:
    said = told(watch)
    clock.time += timedelta(hours=9)
    watch.look()
    assert "idle" in said


def test_a_key_that_is_a_shortcut_is_a_touch(watch: IdleWatch, clock: FakeClock, qtbot: QtBot) -> None:
    said, widget, pressed = told(watch), shown(qtbot, QWidget()), []
    QShortcut(QKeySequence("D"), widget).activated.connect(lambda: pressed.append("D"))
    clock.time += timedelta(minutes=4)
    qtbot.keyClick(widget, Qt.Key.Key_D)
    clock.time += timedelta(minutes=4)
    watch.look()
    assert ("idle" in said, pressed) == (False, ["D"])


def test_between_two_looks_the_first_touch_counts(watch: IdleWatch, clock: FakeClock, qtbot: QtBot) -> None:
    said, widget = told(watch), QWidget()
    qtbot.addWidget(widget)
    qtbot.keyClick(widget, Qt.Key.Key_A)
    clock.time += timedelta(seconds=9)
    qtbot.keyClick(widget, Qt.Key.Key_A)
    clock.time += FIVE - timedelta(seconds=9)
    watch.look()
    assert "idle" in said


def test_after_a_look_the_next_touch_counts_again(watch: IdleWatch, clock: FakeClock, qtbot: QtBot) -> None:
    said, widget = told(watch), QWidget()
    qtbot.addWidget(widget)
    qtbot.keyClick(widget, Qt.Key.Key_A)
    clock.time += timedelta(minutes=4)
    watch.look()
    qtbot.keyClick(widget, Qt.Key.Key_A)
    clock.time += timedelta(minutes=4)
    watch.look()
    assert "idle" not in said


@pytest.mark.parametrize("touch", ["key", "mouse"])
def test_a_touch_begins_the_time_anew(watch: IdleWatch, clock: FakeClock, qtbot: QtBot, touch: str) -> None:
    said, widget = told(watch), QWidget()
    qtbot.addWidget(widget)
    clock.time += timedelta(minutes=4)
    if touch == "key":
        qtbot.keyClick(widget, Qt.Key.Key_A)
    else:
        qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
    clock.time += timedelta(minutes=4)
    watch.look()
    assert "idle" not in said


def test_a_clock_that_is_set_back_locks_nobody(watch: IdleWatch, clock: FakeClock) -> None:
    said = told(watch)
    clock.time -= timedelta(days=1)
    watch.look()
    assert said == []


def test_after_a_clock_that_was_set_back_the_time_is_as_long_as_ever(
    watch: IdleWatch, clock: FakeClock
) -> None:
    said = told(watch)
    clock.time -= timedelta(days=1)
    watch.look()
    clock.time += FIVE - timedelta(seconds=1)
    watch.look()
    assert said == ["minute"]
    clock.time += timedelta(seconds=1)
    watch.look()
    assert said == ["minute", "idle"]
