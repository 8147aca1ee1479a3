"""Unlocking: the last person is offered, a wrong passphrase says so below the field and stays selected."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from sopcheck.ledger.entry import PersonId
from sopcheck.ui.entrance.unlock import UnlockPage
from sopcheck.ui.tasks import TaskRunner
from tests.ui.fakes import FARROW, OKELL, PASSPHRASE, FakeAccess, FakeDesk
from tests.ui.showing import shown

Settle = Callable[[], None]


@pytest.fixture
def access(desk: FakeDesk) -> FakeAccess:
    return FakeAccess(desk)


@pytest.fixture
def page(qtbot: QtBot, access: FakeAccess, tasks: TaskRunner) -> UnlockPage:
    made = shown(qtbot, UnlockPage(access, tasks, last=OKELL.person))
    return with_people(qtbot, made)


def with_people(qtbot: QtBot, page: UnlockPage) -> UnlockPage:
    """The page once the names are there; they are read when it was painted."""
    qtbot.waitUntil(lambda: page.who.count() > 0)
    return page


def test_the_list_has_labels_and_the_last_one_is_chosen(page: UnlockPage) -> None:
    assert [page.who.itemText(at) for at in range(page.who.count())] == ["1042", "877"]
    assert page.who.value() == OKELL.person


def test_typing_goes_into_the_passphrase(page: UnlockPage) -> None:
    page.setFocus()
    assert page.passphrase.edit.hasFocus()


def test_the_right_passphrase_opens_the_desk_with_enter(
    page: UnlockPage, desk: FakeDesk, qtbot: QtBot
) -> None:
    page.who.choose(FARROW.person)
    qtbot.keyClicks(page.passphrase.edit, PASSPHRASE)
    with qtbot.waitSignal(page.unlocked) as caught:
        qtbot.keyClick(page.passphrase.edit, Qt.Key.Key_Return)
    assert caught.args == [desk, FARROW.person]
    assert page.passphrase.text() == ""


def test_a_wrong_passphrase_is_told_below_the_field_and_stays_selected(
    page: UnlockPage, settle: Settle
) -> None:
    page.passphrase.edit.setText("wrong horse")
    page.unlock_button.click()
    settle()
    assert page.problem == "That passphrase does not open the vault. Try again; mind capital letters."
    assert (page.passphrase.edit.selectedText(), page.passphrase.edit.hasFocus()) == ("wrong horse", True)


def test_an_empty_passphrase_is_not_even_tried(page: UnlockPage, tasks: TaskRunner, settle: Settle) -> None:
    settle()
    page.unlock_button.click()
    assert (page.problem, tasks.busy) == ("Type your passphrase.", False)


def test_while_it_unlocks_nothing_can_be_pressed(page: UnlockPage, settle: Settle) -> None:
    page.passphrase.edit.setText("wrong horse")
    page.unlock_button.click()
    assert (page.unlock_button.isEnabled(), page.unlock_button.text()) == (False, "Unlocking…")
    settle()
    assert (page.unlock_button.isEnabled(), page.unlock_button.text()) == (True, "Unlock")


def test_a_desk_that_opens_when_the_page_is_gone_is_locked_again(
    qtbot: QtBot, access: FakeAccess, desk: FakeDesk, tasks: TaskRunner, settle: Settle
) -> None:
    page = with_people(qtbot, UnlockPage(access, tasks))
    page.passphrase.edit.setText(PASSPHRASE)
    page.unlock_button.click()
    delete(page)
    settle()
    assert desk.fake.locked == 1


def test_a_key_file_that_cannot_be_read_is_told(qtbot: QtBot, access: FakeAccess, tasks: TaskRunner) -> None:
    access.damaged = True
    page = UnlockPage(access, tasks)
    qtbot.addWidget(page)
    qtbot.addWidget(shown(qtbot, page))
    told = "The key file is damaged. Put back the copy beside it."
    qtbot.waitUntil(lambda: page.line.text == told)
    assert page.who.value() is None


def test_whoever_presses_before_the_names_are_there_need_not_press_again(
    qtbot: QtBot, access: FakeAccess, desk: FakeDesk, tasks: TaskRunner
) -> None:
    page = UnlockPage(access, tasks, last=OKELL.person)
    qtbot.addWidget(page)
    page.passphrase.edit.setText(PASSPHRASE)
    with qtbot.waitSignal(page.unlocked) as caught:
        page.unlock_button.click()
    assert caught.args == [desk, OKELL.person]


def test_without_a_keyring_the_person_is_told(qtbot: QtBot, access: FakeAccess, tasks: TaskRunner) -> None:
    access.note = "There is no keyring here."
    page = UnlockPage(access, tasks)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: page.note.text() == "There is no keyring here.")


def test_the_column_stands_in_the_middle(page: UnlockPage) -> None:
    page.resize(1200, 800)
    left = page.who.mapTo(page, page.who.rect().topLeft()).x()
    right = page.width() - page.who.mapTo(page, page.who.rect().topRight()).x()
    assert abs(left - right) <= 20


def test_arrow_keys_go_through_the_people_and_a_list_that_is_closed_leads_on(
    page: UnlockPage, qtbot: QtBot
) -> None:
    page.who.offer((PersonId(name), name) for name in ("farrow", "ince", "okell"))
    page.who.choose(PersonId("farrow"))
    page.who.setFocus()
    for _ in range(2):
        qtbot.keyClick(page.who, Qt.Key.Key_Down)
    assert (page.who.currentText(), page.who.hasFocus()) == ("okell", True)
    page.who.showPopup()
    page.who.hidePopup()
    assert page.passphrase.edit.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_tab_goes_round_and_leads_to_who_as_well(page: UnlockPage, qtbot: QtBot, key: Qt.Key) -> None:
    page.setFocus()
    reached = []
    for _ in range(6):
        qtbot.keyClick(focused(), key)
        reached.append(focused().accessibleName())
    assert set(reached) == {
        "Who",
        "Passphrase",
        "Show what is typed",
        "Unlock",
        "Forgotten, or a new machine? Recover",
        "Restore from a backup",
    }
    assert focused() is page.passphrase.edit


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget
