"""The way in by its longer roads: each ends where somebody can work, and says what happened."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sopcheck.bootstrap import Program
from sopcheck.ledger.entry import PersonId
from sopcheck.ui.entrance.recover import RecoverPage
from sopcheck.ui.entrance.restore import RestorePage
from sopcheck.ui.entrance.unlock import UnlockPage
from sopcheck.ui.main_window import MainWindow
from sopcheck.ui.memory import WindowMemory
from sopcheck.ui.theme import Look
from tests.ui.fakes import OKELL, PASSPHRASE, FakeProgram
from tests.ui.guard_fakes import SHEET
from tests.ui.showing import shown
from tests.world import PASSPHRASE as OF_THE_WORLD
from tests.world import World

Shows = Callable[[Program], MainWindow]


@pytest.fixture
def memory(tmp_path: Path) -> WindowMemory:
    return WindowMemory(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def shows(qtbot: QtBot, qapp: QApplication, memory: WindowMemory) -> Iterator[Shows]:
    """Opens the window of a program; it is closed at the end."""
    windows: list[MainWindow] = []

    def show(program: Program) -> MainWindow:
        windows.append(shown(qtbot, MainWindow(program, memory=memory, look=Look(theme="light"))))
        settle(qtbot, windows[0])
        return windows[0]

    yield show
    qapp.setProperty("worn", None)
    windows[0].close()


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.tasks.busy)


def unlock_page(window: MainWindow) -> UnlockPage:
    page = window.centralWidget()
    assert isinstance(page, UnlockPage)
    return page


def recover_page(qtbot: QtBot, window: MainWindow) -> RecoverPage:
    qtbot.keyClick(unlock_page(window).recover_button, Qt.Key.Key_Space)
    page = window.centralWidget()
    assert isinstance(page, RecoverPage)
    # Keys go to what can be seen, which a new page is a moment later.
    qtbot.waitUntil(page.isVisible)
    return page


def restore(qtbot: QtBot, window: MainWindow, person: PersonId) -> None:
    """Go through the three steps of a restore, with a passphrase."""
    qtbot.keyClick(unlock_page(window).restore_button, Qt.Key.Key_Space)
    page = window.centralWidget()
    assert isinstance(page, RestorePage)
    settle(qtbot, window)
    page.forward.click()
    settle(qtbot, window)
    page.who.choose(person)
    page.proof.passphrase.edit.setText(OF_THE_WORLD)
    page.forward.click()
    settle(qtbot, window)
    page.known.setChecked(True)
    page.forward.click()
    qtbot.waitUntil(lambda: window.shell is not None)
    settle(qtbot, window)


def test_who_recovers_is_led_to_unlock_with_the_new_passphrase(shows: Shows, qtbot: QtBot) -> None:
    window = shows(FakeProgram())
    page = recover_page(qtbot, window)
    page.who.choose(OKELL.person)
    page.proof.code.setText(SHEET.code)
    page.passphrase.first.edit.setText(PASSPHRASE)
    page.passphrase.again.edit.setText(PASSPHRASE)
    qtbot.keyClick(page.passphrase.again.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), UnlockPage))
    settle(qtbot, window)
    qtbot.waitUntil(lambda: unlock_page(window).who.value() == OKELL.person)
    assert unlock_page(window).line.text == (
        "The new passphrase is in force. Unlock with it, and make a new recovery sheet."
    )


def test_the_recovery_begins_with_the_person_who_was_chosen(shows: Shows, qtbot: QtBot) -> None:
    window = shows(FakeProgram())
    qtbot.waitUntil(lambda: unlock_page(window).who.value() is not None)
    unlock_page(window).who.choose(OKELL.person)
    unlock_page(window).recover_button.click()
    page = window.centralWidget()
    assert isinstance(page, RecoverPage)
    # Else a passphrase is given to the first of the list, who may be somebody else.
    assert page.who.value() == OKELL.person


def test_escape_leads_from_the_recovery_back_to_the_passphrase(shows: Shows, qtbot: QtBot) -> None:
    window = shows(FakeProgram())
    page = recover_page(qtbot, window)
    qtbot.keyClick(page.proof.code, Qt.Key.Key_Escape)
    assert unlock_page(window).passphrase.edit.hasFocus()


def test_a_restore_ends_at_the_worklist_which_says_what_came_back(
    shows: Shows, qtbot: QtBot, world: World, memory: WindowMemory
) -> None:
    world.desk.backups.make()
    world.open("NV/CSE/26/0202")
    world.desk.lock()
    window = shows(world.program)
    restore(qtbot, window, world.people["okell"])
    assert window.shell is not None
    assert window.shell.line.text.startswith("The vault is as it was ")
    assert window.shell.line.text.endswith("recorded since are not in it.")
    assert memory.last_person() == world.people["okell"]
