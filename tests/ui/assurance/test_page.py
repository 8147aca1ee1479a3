"""Assurance: promises with their proof, proved again with a figure and a way to stop, and the people."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sopcheck.errors import RefusedError
from sopcheck.ledger.verify import Problem, What
from sopcheck.services.assurance import VerifyReport
from sopcheck.ui.assurance.access_book import AccessSheet
from sopcheck.ui.assurance.add_person import AddPersonSheet
from sopcheck.ui.assurance.compare import CompareSheet
from sopcheck.ui.assurance.page import AssurancePage
from sopcheck.ui.kit.layout import bring_into_view
from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.session import Session
from tests.ui.fakes import OKELL, PASSPHRASE, FakeDesk
from tests.ui.review_fakes import pressed
from tests.ui.showing import shown

Settle = Callable[[], None]
FORGED = Problem(
    What.BAD_SIGNATURE, "case:1 entry 7", "2026-05-01T10:00:00Z", "The signature is not its author's."
)


@pytest.fixture
def page(qtbot: QtBot, session: Session, settle: Settle) -> AssurancePage:
    made = shown(qtbot, AssurancePage(session))
    made.refresh()
    settle()
    return made


def test_before_a_proof_the_page_says_that_there_is_none(page: AssurancePage) -> None:
    assert "all of it has not been checked since" in page.verified.text()


def test_what_exists_here_alone_is_said_with_what_helps(page: AssurancePage) -> None:
    assert page.witnessed.text().startswith("On this machine alone: 12 entries since Wed 6 May, 09:00.")


def test_the_proof_that_gets_the_focus_is_seen_wherever_the_page_stood(page: AssurancePage) -> None:
    page.acts.passphrase_button.setFocus()
    bring_into_view(page.acts.passphrase_button)
    assert page.verify_button.visibleRegion().isEmpty()
    page.focus_first()
    assert not page.verify_button.visibleRegion().isEmpty()


def test_f6_goes_from_promise_to_promise_and_back_round_to_the_people(page: AssurancePage) -> None:
    page.focus_first()
    QTest.keyClick(page.verify_button, Qt.Key.Key_F6)
    assert page.compare_button.hasFocus()
    QTest.keyClick(page.compare_button, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(page.verify_button, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert page.people.hasFocus()
    QTest.keyClick(page.people, Qt.Key.Key_Tab)
    assert page.add_button.hasFocus()


def test_where_everything_has_a_witness_the_page_says_so(
    page: AssurancePage, desk: FakeDesk, settle: Settle
) -> None:
    desk.fake.unwitnessed = 0
    page.refresh()
    settle()
    assert page.witnessed.text().startswith("Every entry has a witness")


def test_a_proof_is_told_with_its_time(page: AssurancePage, settle: Settle, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.saved):
        page.verify_button.click()
    settle()
    assert page.line.text == "1,234 entries verified; nothing was altered or is missing."
    assert "All of them were verified today, 09:00, now." in page.verified.text()
    assert page.progress.isHidden()


def test_the_focus_is_on_cancel_meanwhile_and_then_where_it_was(page: AssurancePage, settle: Settle) -> None:
    page.verify_button.setFocus()
    page.verify_button.click()
    assert page.progress.cancel.hasFocus()
    settle()
    assert page.verify_button.hasFocus()


def test_while_it_is_proved_nothing_else_can_be_started(page: AssurancePage, settle: Settle) -> None:
    page.verify_button.click()
    assert page.progress.isVisible()
    assert not page.rebuild_button.isEnabled()
    settle()
    assert page.rebuild_button.isEnabled()


def test_a_proof_can_be_stopped(page: AssurancePage, desk: FakeDesk, settle: Settle, qtbot: QtBot) -> None:
    desk.fake.assurance.steps = 10**9
    page.verify_button.click()
    qtbot.waitUntil(lambda: page.progress.figure.text() != "")
    page.progress.cancel.click()
    settle()
    assert page.line.text == "Stopped before the end; start it again when there is time."


def test_what_was_altered_is_shown_in_full(page: AssurancePage, desk: FakeDesk, settle: Settle) -> None:
    desk.fake.assurance.problems = (FORGED, replace_where(FORGED, "case:2 entry 1"))
    page.verify_button.click()
    settle()
    assert "Tell your administrator" in page.line.text
    assert page.problems.text().splitlines() == [
        "case:1 entry 7: The signature is not its author's.",
        "case:2 entry 1: The signature is not its author's.",
    ]


def replace_where(problem: Problem, where: str) -> Problem:
    return Problem(problem.what, where, problem.since, problem.meaning)


def test_the_index_can_be_made_anew(page: AssurancePage, settle: Settle) -> None:
    page.rebuild_button.click()
    settle()
    assert page.line.text == "The index was made anew from the entries: 8 cases."


def test_the_people_are_listed_with_ranks_and_roles(page: AssurancePage) -> None:
    rows = page.people.rows
    cells = [rows.data(rows.index(1, at)) for at in range(rows.columnCount())]
    assert cells == ["DS Okell", "877", "Sergeant", "supervisor"]


def test_only_an_administrator_can_add_a_person(page: AssurancePage, desk: FakeDesk, settle: Settle) -> None:
    assert page.add_button.isVisible()
    desk.fake.me = OKELL
    page.refresh()
    assert page.add_button.isHidden()
    settle()


def add(page: AssurancePage) -> AddPersonSheet:
    page.add_button.click()
    sheet = page.findChildren(AddPersonSheet)[0]
    sheet.person.name.setText("DC Hale")
    sheet.person.number.setText("2211")
    sheet.passphrase.first.edit.setText(PASSPHRASE)
    sheet.passphrase.again.edit.setText(PASSPHRASE)
    sheet.person.rank.choose("constable")
    return sheet


def test_a_person_is_added_with_a_passphrase_of_their_own(page: AssurancePage, settle: Settle) -> None:
    add(page).primary.click()
    settle()
    assert page.line.text == "DC Hale can unlock this vault now."
    added = page.people.rows.values[-1]
    assert (added.name, added.number, added.rank) == ("DC Hale", "2211", "constable")
    assert added.roles == ("investigator",)


def test_a_refusal_leaves_the_sheet_open_with_everything_typed(
    page: AssurancePage, desk: FakeDesk, settle: Settle
) -> None:
    desk.fake.people.refusal = RefusedError("That number is taken. Give another one.")
    sheet = add(page)
    sheet.primary.click()
    settle()
    assert sheet.isVisible()
    assert sheet.line.text == "That number is taken. Give another one."
    assert (sheet.person.name.text(), sheet.primary.isEnabled()) == ("DC Hale", True)


def test_without_a_number_nobody_is_added(page: AssurancePage, session: Session) -> None:
    sheet = add(page)
    sheet.person.number.clear()
    sheet.primary.click()
    assert not session.tasks.busy
    assert sheet.person.problems == ("", "Please fill this in.")


def test_a_clock_that_contradicts_itself_is_told_without_calling_it_altered(
    page: AssurancePage, desk: FakeDesk, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = Problem(FORGED.what, "case:2 entry 1", "2026-05-03T08:30:00Z", "It was set back.")
    report = VerifyReport(ok=True, entries=1234, problems=(), evidence=(later, FORGED))
    monkeypatch.setattr(desk.fake.assurance, "verify", lambda _: report)
    page.verify_button.click()
    settle()
    assert page.evidence.text() == (
        "The clock contradicts itself at 2 entries, last 2026-05-03T08:30 UTC. It was set back."
    )
    assert page.evidence.isVisible()
    assert page.line.text == "1,234 entries verified; nothing was altered or is missing."


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Compare with a printed record…", CompareSheet), ("Read the access book…", AccessSheet)],
)
def test_the_sheets_of_the_page_open_from_their_buttons(
    page: AssurancePage, settle: Settle, name: str, kind: type[Sheet]
) -> None:
    pressed(page, name)
    settle()
    sheet = page.findChild(kind)
    assert sheet is not None
    assert sheet.isVisible()
    sheet.reject()


def test_what_a_card_has_done_is_told_and_read_again(
    page: AssurancePage, desk: FakeDesk, settle: Settle, qtbot: QtBot
) -> None:
    desk.fake.unwitnessed = 0
    with qtbot.waitSignal(page.saved):
        page.acts.told.emit("Your new passphrase is in force.")
    settle()
    assert page.line.text == "Your new passphrase is in force."
    assert page.witnessed.text().startswith("Every entry has a witness")
