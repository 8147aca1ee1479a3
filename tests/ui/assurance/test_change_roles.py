"""Changing roles and rank: what the person has is ticked, and what is refused keeps the sheet open."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sopcheck.errors import RefusedError
from sopcheck.ui.assurance.change_roles import ChangeRolesSheet
from sopcheck.ui.assurance.page import AssurancePage
from sopcheck.ui.session import Session
from tests.ui.fakes import FARROW, FakeDesk
from tests.ui.record_fakes import child
from tests.ui.showing import shown

Settle = Callable[[], None]


@pytest.fixture
def page(qtbot: QtBot, session: Session, settle: Settle) -> AssurancePage:
    made = shown(qtbot, AssurancePage(session))
    made.refresh()
    settle()
    return made


@pytest.fixture
def sheet(page: AssurancePage) -> ChangeRolesSheet:
    page.people.choose(FARROW)
    page.acts.roles_button.click()
    return child(page, ChangeRolesSheet)


def test_it_begins_with_what_the_person_has(sheet: ChangeRolesSheet) -> None:
    assert set(sheet.roles.values()) == set(FARROW.roles)
    assert sheet.rank.value() == FARROW.rank
    sheet.reject()


def test_by_keys_a_role_is_ticked_and_saved_and_told(
    page: AssurancePage, sheet: ChangeRolesSheet, desk: FakeDesk, settle: Settle, qtbot: QtBot
) -> None:
    auditor = dict(sheet.roles.options())["auditor"]
    auditor.setFocus()
    qtbot.keyClick(auditor, Qt.Key.Key_Space)
    sheet.rank.choose("sergeant")
    qtbot.keyClick(auditor, Qt.Key.Key_Return)
    settle()
    (given,) = desk.fake.people.given
    assert (given[0], set(given[1]), given[2]) == (FARROW.person, {*FARROW.roles, "auditor"}, "sergeant")
    assert page.line.text == f"The roles of {FARROW.name} are changed."


def test_what_is_refused_is_told_and_what_was_ticked_stays(
    sheet: ChangeRolesSheet, desk: FakeDesk, settle: Settle
) -> None:
    desk.fake.people.refusal = RefusedError("The reason is empty. Write it before you save.")
    dict(sheet.roles.options())["investigator"].setChecked(False)
    sheet.primary.click()
    settle()
    assert sheet.line.text == "The reason is empty. Write it before you save."
    assert (sheet.isVisible(), sheet.primary.isEnabled()) == (True, True)
    assert set(sheet.roles.values()) == set(FARROW.roles) - {"investigator"}
    sheet.reject()


def test_without_a_person_chosen_it_says_so(page: AssurancePage, settle: Settle) -> None:
    page.people.show_values(())
    page.acts.roles_button.click()
    assert page.line.text == "Choose the person in the list first."


@pytest.mark.parametrize("administrator", [True, False])
def test_only_an_administrator_is_offered_it(page: AssurancePage, administrator: bool) -> None:
    page.acts.show_to(administrator=administrator)
    offered = page.acts.roles_button.isVisibleTo(page), page.acts.remove_button.isVisibleTo(page)
    assert offered == (administrator, administrator)
    assert page.acts.passphrase_button.isVisibleTo(page)
