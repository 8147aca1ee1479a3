"""Destroying the older backups, in a real vault: only once it was asked, and once a new one is there."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sopcheck.ui.assurance.backups import BackupCard
from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.session import Session
from tests.ui.record_fakes import child
from tests.ui.showing import shown
from tests.world import World

Settle = Callable[[], None]


@pytest.fixture
def card(qtbot: QtBot, real: Session, world: World) -> BackupCard:
    """The card over a vault with backups of two days."""
    for _ in range(2):
        world.desk.backups.make()
        world.clock.forward(days=1)
    made = shown(qtbot, BackupCard(real))
    made.show_status(world.desk.backups.status())
    return made


def test_the_older_ones_go_once_a_new_one_is_verified(
    card: BackupCard, world: World, settle: Settle, qtbot: QtBot
) -> None:
    before = {row.made for row in world.desk.backups.all()}
    card.destroy_button.click()
    child(card, Sheet).primary.click()
    with qtbot.waitSignal(card.told) as told:
        settle()
    assert told.args == ["A new backup was made and verified; 2 older copies were taken away."]
    (left,) = world.desk.backups.all()
    assert left.made - max(before) == timedelta(days=1)
    assert card.focusWidget() is card.destroy_button


def test_a_second_press_of_enter_destroys_nothing(
    card: BackupCard, world: World, settle: Settle, qtbot: QtBot
) -> None:
    card.destroy_button.click()
    sheet = child(card, Sheet)
    qtbot.waitUntil(sheet.isActiveWindow)
    qtbot.keyClick(sheet.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert len(world.desk.backups.all()) == 2


def test_whoever_thinks_better_of_it_destroys_nothing(card: BackupCard, world: World) -> None:
    card.destroy_button.click()
    child(card, Sheet).cancel.click()
    assert len(world.desk.backups.all()) == 2


def test_only_who_may_erase_is_offered_it(qtbot: QtBot, real: Session, world: World) -> None:
    world.as_("farrow")
    card = shown(qtbot, BackupCard(replace(real, desk=world.desk)))
    card.show_status(world.desk.backups.status())
    assert not card.destroy_button.isVisible()
