"""Getting back in: the code and a new passphrase; what is refused loses nothing that was typed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sopcheck.errors import RefusedError
from sopcheck.services.ways_in import CustodianKeys, NewWayIn, SheetCode
from sopcheck.ui.entrance.recover import RecoverPage
from sopcheck.ui.tasks import TaskRunner
from tests.ui.fakes import FARROW, OKELL, PASSPHRASE, FakeAccess, FakeDesk
from tests.ui.guard_fakes import SHEET
from tests.ui.showing import shown

Settle = Callable[[], None]


@pytest.fixture
def access(desk: FakeDesk) -> FakeAccess:
    return FakeAccess(desk)


@pytest.fixture
def page(qtbot: QtBot, access: FakeAccess, tasks: TaskRunner) -> RecoverPage:
    return shown(qtbot, RecoverPage(access, tasks))


def fill_in(page: RecoverPage, code: str = SHEET.code, passphrase: str = PASSPHRASE) -> None:
    page.proof.code.setText(code)
    page.passphrase.first.edit.setText(passphrase)
    page.passphrase.again.edit.setText(passphrase)


def test_the_person_chosen_gets_the_new_passphrase(
    page: RecoverPage, access: FakeAccess, qtbot: QtBot
) -> None:
    page.who.choose(OKELL.person)
    fill_in(page)
    with qtbot.waitSignal(page.recovered) as caught:
        page.recover_button.click()
    assert caught.args == [OKELL.person]
    assert access.recovered == [NewWayIn(SheetCode(SHEET.code), OKELL.person, PASSPHRASE)]
    assert (page.proof.code.text(), page.passphrase.text()) == ("", "")


def test_without_a_code_nothing_is_tried(page: RecoverPage, access: FakeAccess) -> None:
    fill_in(page, code="")
    page.recover_button.click()
    assert page.problem == "Type the code of the sheet."
    assert access.recovered == []


def test_both_custodians_recover_with_their_files(
    page: RecoverPage, access: FakeAccess, qtbot: QtBot, tmp_path: Path
) -> None:
    page.proof.how.choose("custodians")
    page.proof.how.chosen.emit()
    for name, key in (("a.key", page.proof.custodians.first), ("b.key", page.proof.custodians.second)):
        (tmp_path / name).write_bytes(name.encode())
        key.take(tmp_path / name)
        key.passphrase.edit.setText(PASSPHRASE)
    fill_in(page, code="")
    with qtbot.waitSignal(page.recovered):
        page.recover_button.click()
    keys = CustodianKeys(((b"a.key", PASSPHRASE), (b"b.key", PASSPHRASE)))
    assert access.recovered == [NewWayIn(keys, FARROW.person, PASSPHRASE)]
    assert page.proof.custodians.first.passphrase.text() == ""


def test_a_key_file_that_is_gone_is_told(
    page: RecoverPage, access: FakeAccess, settle: Settle, tmp_path: Path
) -> None:
    page.proof.how.choose("custodians")
    for key in (page.proof.custodians.first, page.proof.custodians.second):
        key.take(tmp_path / "gone.key")
        key.passphrase.edit.setText(PASSPHRASE)
    fill_in(page)
    page.recover_button.click()
    settle()
    assert page.line.text.startswith("There is no file ")
    assert access.recovered == []


def test_one_custodian_alone_is_told_what_is_missing(page: RecoverPage, access: FakeAccess) -> None:
    page.proof.how.choose("custodians")
    fill_in(page)
    page.recover_button.click()
    assert page.proof.custodians.first.file_field.problem == "Choose the file first."
    page.proof.custodians.first.take(Path("a.key"))
    page.recover_button.click()
    assert page.proof.custodians.first.passphrase_field.problem == "Let the custodian type it."
    assert access.recovered == []


def test_a_weak_passphrase_is_told_before_the_code_is_tried(page: RecoverPage, access: FakeAccess) -> None:
    fill_in(page, passphrase="abc")
    page.recover_button.click()
    assert page.passphrase.problems[0].startswith("This passphrase is too weak")
    assert access.recovered == []


def test_a_refusal_is_told_and_what_was_typed_stays(
    page: RecoverPage, access: FakeAccess, settle: Settle
) -> None:
    access.refusal = RefusedError("That code opens no recovery of this vault. Look at the sheet.")
    fill_in(page)
    page.recover_button.click()
    settle()
    assert page.line.text == "That code opens no recovery of this vault. Look at the sheet."
    assert (page.proof.code.text(), page.passphrase.text()) == (SHEET.code, PASSPHRASE)
    assert (page.recover_button.isEnabled(), page.proof.code.hasFocus()) == (True, True)


def test_escape_and_back_lead_back(page: RecoverPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.given_up):
        page.back.click()
    with qtbot.waitSignal(page.given_up):
        qtbot.keyClick(page.proof.code, Qt.Key.Key_Escape)


def test_a_key_file_that_cannot_be_read_is_told(qtbot: QtBot, access: FakeAccess, tasks: TaskRunner) -> None:
    access.damaged = True
    page = shown(qtbot, RecoverPage(access, tasks))
    assert page.line.text.startswith("The key file is damaged")
    assert FARROW.person
