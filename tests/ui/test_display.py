"""Choosing the look: what is now is offered first, and only *Use this* changes anything."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sopcheck.ui.display import DisplaySheet
from sopcheck.ui.theme import SCALES, THEMES, Look
from tests.ui.showing import shown


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    return shown(qtbot, QWidget())


@pytest.mark.parametrize("look", [Look(theme="dark", scale=1.5), Look()])
def test_the_present_look_is_offered(window: QWidget, look: Look) -> None:
    sheet = DisplaySheet(window, look)
    assert (sheet.theme.value(), sheet.scale.value()) == (look.theme, look.scale)


def test_every_theme_and_size_there_is_can_be_chosen(window: QWidget) -> None:
    sheet = DisplaySheet(window, Look())
    assert (sheet.theme.count(), sheet.scale.count()) == (len(THEMES), len(SCALES))
    assert [sheet.scale.itemText(at) for at in range(4)] == ["100%", "125%", "150%", "200%"]


def test_use_this_tells_the_look(window: QWidget, qtbot: QtBot) -> None:
    sheet = DisplaySheet(window, Look())
    sheet.open()
    sheet.theme.choose("high contrast")
    sheet.scale.choose(2.0)
    with qtbot.waitSignal(sheet.look_chosen) as caught:
        sheet.primary.click()
    assert caught.args == [Look(theme="high contrast", scale=2.0)]


def test_cancel_changes_nothing(window: QWidget, qtbot: QtBot) -> None:
    sheet = DisplaySheet(window, Look())
    sheet.open()
    with qtbot.assertNotEmitted(sheet.look_chosen):
        sheet.theme.choose("dark")
        sheet.cancel.click()
