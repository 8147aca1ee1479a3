"""Custodians in the window, on a real vault: keys are made, named, told and rehearsed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.ui.assurance.custodians import MakeCustodianKey, NameCustodians
from sopcheck.ui.assurance.recovery import RecoveryCard
from sopcheck.ui.entrance.proof_form import ProofForm
from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.session import Session
from tests.ui.record_fakes import child
from tests.ui.showing import shown
from tests.world import PASSPHRASE, World

Settle = Callable[[], None]


class Stick:
    """A machine on which the next file always goes to the stick of the next custodian."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: list[Path] = []

    def choose_place(
        self, parent: QWidget, name: str, done: Callable[[Path], None], given_up: Callable[[], None]
    ) -> None:
        self.files.append(self.folder / f"{len(self.files)}-{name}")
        done(self.files[-1])

    def choose_printer(self, parent: QWidget, done: Callable[[QPrinter], None]) -> None: ...

    def choose_file(self, parent: QWidget, done: Callable[[Path], None]) -> None: ...


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    return Stick(tmp_path)


@pytest.fixture
def naming(qtbot: QtBot, ground: QWidget, real: Session, stick: Stick) -> NameCustodians:
    return opened(qtbot, NameCustodians(ground, real, stick))


def opened(qtbot: QtBot, sheet: NameCustodians) -> NameCustodians:
    sheet.open()
    return sheet


def make_key(naming: NameCustodians, settle: Settle) -> None:
    naming.make_button.click()
    sheet = child(naming, MakeCustodianKey)
    for line in (sheet.passphrase.first, sheet.passphrase.again):
        line.edit.setText(PASSPHRASE)
    sheet.primary.click()
    settle()
    assert (sheet.passphrase.text(), sheet.public.text().startswith("Public key: ")) == ("", True)
    sheet.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_keys_that_are_made_here_name_both_and_both_together_open_the_vault(
    naming: NameCustodians, real: Session, stick: Stick, settle: Settle, qtbot: QtBot
) -> None:
    make_key(naming, settle)
    make_key(naming, settle)
    keys = tuple(line.text() for line in naming.keys)
    with qtbot.waitSignal(naming.named):
        naming.primary.click()
    card = shown(qtbot, RecoveryCard(real))
    card.show_ways(real.desk.recovery.ways())
    assert f"public keys {keys[0][:8]} … and {keys[1][:8]} …" in card.says.text()
    card.rehearse_button.click()
    form = child(card, ProofForm)
    form.how.choose("custodians")
    for key, file in zip((form.custodians.first, form.custodians.second), stick.files, strict=True):
        key.take(file)
        key.passphrase.edit.setText(PASSPHRASE)
    with qtbot.waitSignal(card.told) as caught:
        child(card, Sheet).primary.click()
    assert caught.args == ["Both custodians together open this vault."]
    card.show_ways(real.desk.recovery.ways())
    assert "and proved to work" in card.says.text()


def test_a_mistyped_key_is_told_and_stays(naming: NameCustodians, settle: Settle) -> None:
    for line, typed in zip(naming.keys, ("ab" * 32, "cd"), strict=True):
        line.setText(typed)
    naming.primary.click()
    settle()
    assert naming.line.text.startswith("A custodian's public key has 64 digits")
    assert naming.keys[1].text() == "cd"
    naming.reject()


def test_a_weak_passphrase_makes_no_key(naming: NameCustodians, stick: Stick) -> None:
    naming.make_button.click()
    sheet = child(naming, MakeCustodianKey)
    sheet.passphrase.first.edit.setText("abc")
    sheet.primary.click()
    assert sheet.passphrase.problems[0].startswith("That passphrase is too short")
    assert stick.files == []
    naming.reject()


def test_a_stick_that_cannot_be_written_to_is_told(
    naming: NameCustodians, stick: Stick, settle: Settle
) -> None:
    stick.folder = Path("no such folder")
    naming.make_button.click()
    sheet = child(naming, MakeCustodianKey)
    for line in (sheet.passphrase.first, sheet.passphrase.again):
        line.edit.setText(PASSPHRASE)
    sheet.primary.click()
    settle()
    assert "its folder is not there" in sheet.line.text
    assert naming.keys[0].text() == ""
    naming.reject()


def test_only_an_administrator_is_offered_to_name_them(qtbot: QtBot, world: World, real: Session) -> None:
    desk = world.as_("farrow")
    card = shown(qtbot, RecoveryCard(replace(real, desk=desk)))
    card.show_ways(desk.recovery.ways())
    assert card.custodians_button.isHidden()


def test_custodians_are_named_from_the_card_which_says_what_to_do_next(
    qtbot: QtBot, real: Session, settle: Settle
) -> None:
    card = shown(qtbot, RecoveryCard(real))
    card.custodians_button.click()
    naming = child(card, NameCustodians)
    assert naming.isVisible()
    for line in naming.keys:
        line.setText(real.desk.recovery.new_custodian(PASSPHRASE)[1])
    with qtbot.waitSignal(card.told) as caught:
        naming.primary.click()
    assert caught.args == [
        "Both custodians together can recover this vault now. Rehearse it with both of them."
    ]
