"""Creating a vault: four steps; nothing is made before the third is left, and each says what is missing."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sopcheck.errors import UnavailableError
from sopcheck.ui.entrance.create_vault import CreatePage
from sopcheck.ui.tasks import TaskRunner
from tests.ui.fakes import PASSPHRASE, FakeAccess, FakeDesk
from tests.ui.guard_fakes import SHEET, FakeRecovery
from tests.ui.showing import shown

Settle = Callable[[], None]


@pytest.fixture
def access(desk: FakeDesk) -> FakeAccess:
    return FakeAccess(desk, exists=False)


@pytest.fixture
def page(qtbot: QtBot, access: FakeAccess, tasks: TaskRunner) -> CreatePage:
    return shown(qtbot, CreatePage(access, tasks))


def fill_in(page: CreatePage, *, until: int) -> None:
    page.person.name.setText("DC Farrow")
    page.person.number.setText("1042")
    page.passphrase.first.edit.setText(PASSPHRASE)
    page.passphrase.again.edit.setText(PASSPHRASE)
    page.understood.setChecked(True)
    for _ in range(until):
        page.forward.click()


def test_the_first_step_asks_who_you_are(page: CreatePage) -> None:
    assert page.step_shown == 0
    assert page.person.isVisible()
    assert not page.passphrase.isVisible()
    assert page.back.isHidden()


def test_without_a_name_and_a_number_there_is_no_second_step(page: CreatePage) -> None:
    page.forward.click()
    assert page.step_shown == 0
    assert page.person.problems == ("Please fill this in.", "Please fill this in.")


def test_in_a_small_vault_the_first_person_has_every_role(page: CreatePage) -> None:
    assert set(page.person.roles.values()) == {"investigator", "supervisor", "sop-owner", "administrator"}


def test_a_weak_passphrase_is_told_as_it_is_typed_and_stops_the_second_step(page: CreatePage) -> None:
    fill_in(page, until=1)
    page.passphrase.first.edit.setText("abc")
    assert page.passphrase.says == "This passphrase is too weak."
    page.forward.click()
    assert page.step_shown == 1
    assert page.passphrase.problems[0] == "This passphrase is too weak."


def test_two_passphrases_that_differ_stop_the_second_step(page: CreatePage) -> None:
    fill_in(page, until=1)
    page.passphrase.again.edit.setText(PASSPHRASE + "r")
    page.forward.click()
    assert page.passphrase.problems[1] == "The two are not the same. Type it once more."


def test_the_last_step_asks_whether_the_passphrase_is_kept_safe(page: CreatePage, access: FakeAccess) -> None:
    fill_in(page, until=2)
    page.understood.setChecked(False)
    page.forward.click()
    assert page.line.text.startswith("Put the passphrase into safe keeping")
    assert access.founders == []


def test_the_vault_is_made_for_the_person_typed(
    page: CreatePage, access: FakeAccess, desk: FakeDesk, qtbot: QtBot
) -> None:
    fill_in(page, until=2)
    with qtbot.waitSignal(page.created) as caught:
        page.forward.click()
    assert caught.args == [desk, desk.me.person]
    founder = access.founders[0]
    assert (founder.name, founder.number, founder.label, founder.rank) == ("DC Farrow", "1042", "1042", None)


def test_a_folder_that_cannot_be_written_is_told_and_nothing_typed_is_lost(
    page: CreatePage, access: FakeAccess, settle: Settle
) -> None:
    access.refusal = UnavailableError("The folder cannot be written. Choose another one.")
    fill_in(page, until=3)
    settle()
    assert page.line.text == "The folder cannot be written. Choose another one."
    assert (page.passphrase.text(), page.forward.isEnabled()) == (PASSPHRASE, True)


def test_back_leads_to_the_step_before(page: CreatePage) -> None:
    fill_in(page, until=2)
    page.back.click()
    assert (page.step_shown, page.forward.text()) == (1, "Continue")


def test_enter_goes_on(page: CreatePage, qtbot: QtBot) -> None:
    fill_in(page, until=0)
    page.person.name.setFocus()
    qtbot.keyClick(page.person.name, Qt.Key.Key_Return)
    assert page.step_shown == 1


def test_without_a_keyring_it_is_said_where_the_passphrase_is_chosen(
    qtbot: QtBot, access: FakeAccess, tasks: TaskRunner, settle: Settle
) -> None:
    access.note = "There is no keyring here."
    page = shown(qtbot, CreatePage(access, tasks))
    fill_in(page, until=1)
    settle()
    assert page.note.text() == "There is no keyring here."
    assert page.note.isVisible()


@pytest.fixture
def recovery(desk: FakeDesk) -> FakeRecovery:
    """A new vault that has its sheet."""
    assert isinstance(desk.recovery, FakeRecovery)
    desk.recovery.sheet = SHEET
    return desk.recovery


def read_back(page: CreatePage) -> None:
    assert page.sheet is not None
    for group, line in zip(SHEET.asked, page.sheet.groups, strict=True):
        line.setText(SHEET.groups[group - 1])


def test_the_vault_begins_only_once_the_sheet_was_read_back_and_tried(
    page: CreatePage, desk: FakeDesk, recovery: FakeRecovery, qtbot: QtBot, settle: Settle
) -> None:
    fill_in(page, until=3)
    settle()
    assert (page.step_shown, page.forward.text(), page.back.isHidden()) == (3, "Begin", True)
    page.forward.click()
    settle()
    assert recovery.rehearsed == []
    read_back(page)
    with qtbot.waitSignal(page.created) as caught:
        page.forward.click()
    assert (caught.args, recovery.rehearsed) == ([desk, desk.me.person], [SHEET.code])


def test_a_sheet_that_would_not_recover_is_told(
    page: CreatePage, recovery: FakeRecovery, settle: Settle
) -> None:
    recovery.refusal = UnavailableError("The key file cannot be read. Make a new sheet.")
    fill_in(page, until=3)
    settle()
    read_back(page)
    page.forward.click()
    settle()
    assert page.line.text == "The key file cannot be read. Make a new sheet."
    assert page.forward.isEnabled()


def test_a_vault_that_was_made_and_not_begun_is_closed_with_the_window(
    page: CreatePage, desk: FakeDesk, recovery: FakeRecovery, settle: Settle
) -> None:
    fill_in(page, until=3)
    settle()
    page.put_down()
    assert desk.fake.locked == 1
