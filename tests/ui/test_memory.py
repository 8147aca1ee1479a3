"""The window remembers its size, panes and look, and nothing about cases."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.ui.kit.layout import column
from sopcheck.ui.kit.panes import Panes, panes
from sopcheck.ui.memory import WindowMemory
from sopcheck.ui.theme import Look, em


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def area(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.setLayout(column(panes("case", QLabel("a"), QLabel("b"), QLabel("c"))))
    qtbot.addWidget(made)
    made.resize(em(90), 300)
    made.show()
    return made


def test_at_first_the_look_is_the_systems(settings: QSettings) -> None:
    assert WindowMemory(settings).look() == Look(theme="system", scale=1.0)


def test_a_look_is_remembered(settings: QSettings) -> None:
    WindowMemory(settings).keep_look(Look(theme="dark", scale=1.5))
    assert WindowMemory(settings).look() == Look(theme="dark", scale=1.5)


@pytest.mark.parametrize(("theme", "scale"), [("pink", "1.3"), ("", "huge"), ("dark\0", "nan"), ("x", "-1")])
def test_what_was_tampered_with_is_the_look_of_the_first_day(
    settings: QSettings, theme: str, scale: str
) -> None:
    settings.setValue("look/theme", theme)
    settings.setValue("look/scale", scale)
    assert WindowMemory(settings).look() == Look(theme="system", scale=1.0)


def test_who_unlocked_last_is_remembered_by_a_random_id(settings: QSettings) -> None:
    WindowMemory(settings).keep_last_person("3f2c")
    assert WindowMemory(settings).last_person() == "3f2c"


def test_panes_keep_their_widths(settings: QSettings, area: QWidget) -> None:
    splitter = area.findChildren(Panes)[0]
    splitter.set_sizes([300, 400, 500])
    before = splitter.all_sizes()
    WindowMemory(settings).keep_panes(area)
    splitter.set_sizes([500, 400, 300])
    WindowMemory(settings).restore_panes(area)
    assert splitter.all_sizes() == before


def test_panes_that_are_stacked_take_no_widths_of_panes_beside_each_other(
    settings: QSettings, area: QWidget
) -> None:
    WindowMemory(settings).keep_panes(area)
    splitter = area.findChildren(Panes)[0]
    area.resize(em(40), 300)
    assert splitter.stacked
    before = splitter.all_sizes()
    WindowMemory(settings).restore_panes(area)
    assert splitter.all_sizes() == before


@pytest.mark.parametrize("kept", ["", "12", "1 2 3 4", "a b c", "-1 5 5"])
def test_widths_that_make_no_sense_are_left_alone(settings: QSettings, area: QWidget, kept: str) -> None:
    settings.setValue("panes/case", kept)
    before = area.findChildren(Panes)[0].all_sizes()
    WindowMemory(settings).restore_panes(area)
    assert area.findChildren(Panes)[0].all_sizes() == before


def test_the_window_comes_back_in_its_size(settings: QSettings, area: QWidget) -> None:
    memory = WindowMemory(settings)
    assert not memory.restore_window(area)
    area.resize(700, 350)
    memory.keep_window(area)
    area.resize(500, 300)
    assert memory.restore_window(area)
    assert (area.width(), area.height()) == (700, 350)


def test_without_settings_nothing_is_remembered(area: QWidget) -> None:
    memory = WindowMemory(None)
    memory.keep_look(Look(theme="dark"))
    memory.keep_window(area)
    assert (memory.look(), memory.restore_window(area)) == (Look(), False)
