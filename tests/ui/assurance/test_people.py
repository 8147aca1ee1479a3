"""Changing one's own passphrase, and removing a person with the reason; then the window locks."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from sopcheck.errors import RefusedError
from sopcheck.ui.assurance.page import AssurancePage
from sopcheck.ui.assurance.people import ChangePassphraseSheet, RemovePersonSheet
from sopcheck.ui.session import Session
from tests.ui.fakes import OKELL, PASSPHRASE, FakeDesk
from tests.ui.record_fakes import child
from tests.ui.showing import shown

Settle = Callable[[], None]
NEW = "another four words here"


@pytest.fixture
def page(qtbot: QtBot, session: Session, settle: Settle) -> AssurancePage:
    made = shown(qtbot, AssurancePage(session))
    made.refresh()
    settle()
    return made


@pytest.fixture
def change(page: AssurancePage) -> ChangePassphraseSheet:
    page.acts.passphrase_button.click()
    return child(page, ChangePassphraseSheet)


@pytest.fixture
def remove(page: AssurancePage) -> RemovePersonSheet:
    page.people.choose(OKELL)
    page.acts.remove_button.click()
    return child(page, RemovePersonSheet)


def fill_in(sheet: ChangePassphraseSheet, new: str = NEW) -> None:
    sheet.old.edit.setText(PASSPHRASE)
    sheet.new.first.edit.setText(new)
    sheet.new.again.edit.setText(new)


def test_a_changed_passphrase_is_told(
    page: AssurancePage, change: ChangePassphraseSheet, desk: FakeDesk, qtbot: QtBot
) -> None:
    fill_in(change)
    with qtbot.waitSignal(change.changed):
        change.primary.click()
    assert desk.fake.people.changed == [(PASSPHRASE, NEW)]
    assert page.line.text == "Your new passphrase is in force."


def test_a_weak_new_passphrase_is_not_tried(change: ChangePassphraseSheet, desk: FakeDesk) -> None:
    fill_in(change, "abc")
    change.primary.click()
    assert desk.fake.people.changed == []
    change.reject()


def test_a_wrong_passphrase_is_told_below_it(
    change: ChangePassphraseSheet, desk: FakeDesk, settle: Settle
) -> None:
    desk.fake.people.refusal = RefusedError("That passphrase does not open this vault.")
    fill_in(change)
    change.primary.click()
    settle()
    assert change.problem == "That passphrase does not open this vault."
    assert change.primary.isEnabled()
    change.reject()


def test_a_person_is_removed_with_the_reason_and_the_window_locks(
    page: AssurancePage, remove: RemovePersonSheet, desk: FakeDesk, qtbot: QtBot
) -> None:
    remove.why.setPlainText("Left the unit")
    with qtbot.waitSignal(page.vault_closed) as closed:
        remove.primary.click()
    assert closed.args is not None
    assert closed.args[0].startswith("The person is removed and the key of the vault is changed.")
    assert OKELL.name not in closed.args[0]
    assert desk.fake.people.removed == [(OKELL.person, "Left the unit")]


def test_nobody_is_removed_without_a_reason(remove: RemovePersonSheet, desk: FakeDesk) -> None:
    remove.primary.click()
    assert desk.fake.people.removed == []
    assert remove.why.accessibleDescription() == "Write the reason; it is kept with the record."
    remove.reject()


def test_a_removal_that_is_refused_is_told_and_the_sheet_stays(
    remove: RemovePersonSheet, desk: FakeDesk, settle: Settle
) -> None:
    desk.fake.people.refusal = RefusedError("The new key cannot be given to 877.")
    remove.why.setPlainText("Left")
    remove.primary.click()
    settle()
    assert remove.line.text == "The new key cannot be given to 877."
    assert remove.primary.isEnabled()
    remove.reject()


def test_only_an_administrator_may_remove_people_and_all_may_change_their_own(
    qtbot: QtBot, session: Session, desk: FakeDesk, settle: Settle
) -> None:
    desk.fake.me = OKELL
    page = shown(qtbot, AssurancePage(session))
    page.refresh()
    settle()
    assert page.acts.remove_button.isHidden()
    assert not page.acts.passphrase_button.isHidden()


def test_without_a_person_chosen_nobody_is_removed_and_it_says_so(page: AssurancePage) -> None:
    page.people.show_values(())
    page.acts.remove_button.click()
    assert page.line.text == "Choose the person in the list first."
    assert page.findChild(RemovePersonSheet) is None
