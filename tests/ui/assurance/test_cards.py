"""Backups and the way back in: what is said of each with its proof, and proving it again."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.errors import RefusedError, UnavailableError
from sopcheck.services.recovery import WayBackRow
from sopcheck.ui.assurance.backups import BackupCard
from sopcheck.ui.assurance.recovery import RecoveryCard
from sopcheck.ui.entrance.recovery_panel import RecoveryPanel
from sopcheck.ui.kit.fields import OneLine
from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.session import Session
from tests.ui.fakes import NOW, OKELL, FakeDesk
from tests.ui.guard_fakes import SHEET, FakeBackups, FakeRecovery
from tests.ui.record_fakes import child
from tests.ui.showing import shown

Settle = Callable[[], None]
WAY = WayBackRow(form="sheet", number="3F2A91", made=NOW, rehearsed=None)


@pytest.fixture
def recovery(desk: FakeDesk) -> FakeRecovery:
    assert isinstance(desk.recovery, FakeRecovery)
    return desk.recovery


@pytest.fixture
def backups(desk: FakeDesk) -> FakeBackups:
    assert isinstance(desk.backups, FakeBackups)
    return desk.backups


@pytest.fixture
def way_card(qtbot: QtBot, session: Session) -> RecoveryCard:
    return shown(qtbot, RecoveryCard(session))


@pytest.fixture
def backup_card(qtbot: QtBot, session: Session, backups: FakeBackups) -> BackupCard:
    card = shown(qtbot, BackupCard(session))
    card.show_status(backups.status())
    return card


def test_a_sheet_is_told_with_its_proof_or_without(way_card: RecoveryCard) -> None:
    way_card.show_ways((WAY,))
    assert "3F2A91 was made Thu 7 May, 09:00; that it works has not been proved yet" in way_card.says.text()
    way_card.show_ways((replace(WAY, rehearsed=NOW),))
    assert "proved to work Thu 7 May, 09:00" in way_card.says.text()


def test_without_a_way_back_the_card_says_what_that_means(way_card: RecoveryCard) -> None:
    way_card.show_ways(())
    assert "Make a sheet now" in way_card.says.text()
    assert not way_card.rehearse_button.isEnabled()


def test_the_custodians_of_a_force_are_told(way_card: RecoveryCard) -> None:
    way_card.show_ways((replace(WAY, form="force", custodians=("ab" * 32, "cd" * 32)),))
    assert way_card.says.text().startswith("Both custodians together (public keys")
    assert way_card.rehearse_button.isEnabled()


def test_only_an_administrator_is_offered_a_new_sheet(qtbot: QtBot, session: Session, desk: FakeDesk) -> None:
    desk.fake.me = OKELL
    card = shown(qtbot, RecoveryCard(session))
    card.show_ways((WAY,))
    assert card.new_button.isHidden()


def test_a_rehearsal_tries_the_code_that_is_typed(
    way_card: RecoveryCard, recovery: FakeRecovery, qtbot: QtBot
) -> None:
    way_card.rehearse_button.click()
    sheet = child(way_card, Sheet)
    child(sheet, OneLine).setText("some code")
    with qtbot.waitSignal(way_card.told) as caught:
        sheet.primary.click()
    assert (caught.args, recovery.rehearsed) == (["Sheet 3F2A91 opens this vault."], ["some code"])


def test_a_code_that_fails_is_told_below_it_and_stays(
    way_card: RecoveryCard, recovery: FakeRecovery, settle: Settle
) -> None:
    recovery.refusal = RefusedError("A character of that code is mistyped.")
    way_card.rehearse_button.click()
    sheet = child(way_card, Sheet)
    line = child(sheet, OneLine)
    line.setText("some code")
    sheet.primary.click()
    settle()
    assert sheet.line.text == "A character of that code is mistyped."
    assert line.text() == "some code"
    sheet.reject()


def test_a_new_sheet_is_shown_once_and_proved(
    way_card: RecoveryCard, recovery: FakeRecovery, qtbot: QtBot, settle: Settle
) -> None:
    way_card.new_button.click()
    child(way_card, Sheet).primary.click()
    qtbot.waitUntil(lambda: way_card.findChild(RecoveryPanel) is not None)
    panel = child(way_card, RecoveryPanel)
    sheet = next(one for one in way_card.findChildren(Sheet) if one.isAncestorOf(panel))
    sheet.primary.click()
    settle()
    assert recovery.rehearsed == []
    for group, line in zip(SHEET.asked, panel.groups, strict=True):
        line.setText(SHEET.groups[group - 1])
    recovery.refusal = UnavailableError("The disk is full. Free some space and try again.")
    sheet.primary.click()
    settle()
    # What was refused can be tried again.
    assert (sheet.line.text, sheet.primary.isEnabled()) == (str(recovery.refusal), True)
    recovery.refusal = None
    with qtbot.waitSignal(way_card.told):
        sheet.primary.click()
    assert recovery.rehearsed == [SHEET.code]


def test_without_a_backup_there_is_nothing_to_rehearse(backup_card: BackupCard) -> None:
    assert backup_card.says.text().startswith("There is no backup yet")
    assert not backup_card.rehearse_button.isEnabled()


def test_a_backup_is_told_with_when_it_was_made_and_rehearsed(
    backup_card: BackupCard, backups: FakeBackups
) -> None:
    backups.made = 3
    backup_card.show_status(backups.status())
    assert "verified Thu 7 May, 09:00; 3 backups are kept" in backup_card.says.text()
    assert "has not been rehearsed yet" in backup_card.says.text()
    backups.rehearsed = NOW
    backup_card.show_status(backups.status())
    assert "A restore was rehearsed Thu 7 May, 09:00" in backup_card.says.text()
    assert backup_card.older.isHidden()


def test_backups_of_an_older_key_are_told(backup_card: BackupCard, backups: FakeBackups) -> None:
    backups.of_older_keys = 1
    backup_card.show_status(backups.status())
    assert backup_card.older.text().startswith("1 backup opens with the passphrases of before")


class Chosen:
    """A person who chooses this folder."""

    def choose_file(self, parent: QWidget, title: str, done: Callable[[Path], None]) -> None: ...

    def choose_folder(self, parent: QWidget, title: str, done: Callable[[Path], None]) -> None:
        done(Path("stick"))


def test_an_administrator_puts_backups_elsewhere(
    qtbot: QtBot, session: Session, backups: FakeBackups, desk: FakeDesk
) -> None:
    card = shown(qtbot, BackupCard(session, places=Chosen()))
    card.show_status(backups.status())
    with qtbot.waitSignal(card.told) as caught:
        card.place_button.click()
    assert (caught.args[0][:29], backups.place) == ("Backups are put there from no", Path("stick"))
    card.show_status(backups.status())
    assert card.lie.text() == "They are put into stick"
    desk.fake.me = OKELL
    card.show_status(backups.status())
    assert card.place_button.isHidden()


def test_a_restore_is_asked_for_before_anything_is_locked(backup_card: BackupCard, qtbot: QtBot) -> None:
    wanted: list[object] = []
    backup_card.restore_wanted.connect(wanted.append)
    backup_card.restore_button.click()
    assert wanted == []
    child(backup_card, Sheet).primary.click()
    assert wanted == [Path("backups")]


@pytest.mark.parametrize(
    ("pressed", "said"),
    [
        ("make_button", "Backed up and verified: 1,234 entries."),
        ("rehearse_button", "1,234 entries came back; 0 problems found."),
    ],
)
def test_what_was_done_is_told(
    backup_card: BackupCard, backups: FakeBackups, qtbot: QtBot, pressed: str, said: str
) -> None:
    backups.made = 1
    backup_card.show_status(backups.status())
    button = getattr(backup_card, pressed)
    assert isinstance(button, QPushButton)
    with qtbot.waitSignal(backup_card.told) as caught:
        button.click()
    assert caught.args == [said]
    assert button.hasFocus()


def test_a_backup_that_fails_is_told(backup_card: BackupCard, backups: FakeBackups, qtbot: QtBot) -> None:
    backups.refusal = UnavailableError("The disk is full. Make room.")
    with qtbot.waitSignal(backup_card.refused) as caught:
        backup_card.make_button.click()
    assert str(caught.args[0]) == "The disk is full. Make room."


def test_without_a_code_no_rehearsal_is_tried(way_card: RecoveryCard, recovery: FakeRecovery) -> None:
    way_card.rehearse_button.click()
    sheet = child(way_card, Sheet)
    sheet.primary.click()
    assert sheet.isVisible()
    assert recovery.rehearsed == []
    sheet.reject()
