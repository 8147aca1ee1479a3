"""The frame of an unlocked vault: where one is, where one was, what waits, what was saved."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import CaseId, ReviewId
from sopcheck.errors import DamagedError
from sopcheck.services.reminders import DueNow
from sopcheck.ui import page_stack
from sopcheck.ui.page import Page
from sopcheck.ui.palette import SearchSheet
from sopcheck.ui.session import Session
from sopcheck.ui.shell import Shell
from sopcheck.ui.spots import RAIL, WORK
from tests.ui.fakes import NOTHING, SOME, FakeDesk
from tests.ui.sampling_fakes import FakeReminders
from tests.ui.showing import shown

Settle = Callable[[], None]


@pytest.fixture
def shell(qtbot: QtBot, session: Session, settle: Settle) -> Shell:
    made = shown(qtbot, Shell(session))
    made.show_spot(WORK)
    settle()
    return made


def page_of(shell: Shell) -> Page:
    assert shell.page is not None
    return shell.page


def test_the_first_page_is_the_worklist(shell: Shell) -> None:
    assert (shell.spot, page_of(shell).title) == (WORK, "Thursday 7 May")


@pytest.mark.parametrize(("at", "title"), [(2, "Reviews"), (3, "Checklists"), (4, "Assurance")])
def test_every_page_of_the_rail_has_a_key(
    shell: Shell, settle: Settle, qtbot: QtBot, at: int, title: str
) -> None:
    qtbot.keyClick(shell, getattr(Qt.Key, f"Key_{at}"), Qt.KeyboardModifier.AltModifier)
    settle()
    assert (page_of(shell).title, shell.rail.shown) == (title, RAIL[at - 1])


def test_the_rail_says_what_waits(shell: Shell) -> None:
    assert shell.rail.names()[:2] == ("Work, 2 waiting", "Reviews, 1 waiting")


def test_where_nothing_waits_the_rail_says_no_number(shell: Shell, desk: FakeDesk, settle: Settle) -> None:
    desk.fake.casework.list = NOTHING
    shell.read_counts()
    settle()
    assert shell.rail.names()[:2] == ("Work", "Reviews")


def test_the_status_line_says_what_has_no_witness(shell: Shell) -> None:
    assert shell.status.text == "12 entries not yet witnessed"


def test_the_status_line_says_when_something_was_saved(shell: Shell, settle: Settle) -> None:
    page_of(shell).saved.emit()
    settle()
    assert shell.status.text == "Saved 09:00 · 12 entries not yet witnessed"


def test_where_nothing_is_to_be_said_all_is_saved(shell: Shell, desk: FakeDesk, settle: Settle) -> None:
    desk.fake.unwitnessed = 0
    shell.read_counts()
    settle()
    assert shell.status.text == "All is saved"


def test_a_notice_of_the_vault_is_told_once(shell: Shell, desk: FakeDesk, settle: Settle) -> None:
    desk.fake.notices = ("There is no keyring here.",)
    shell.read_counts()
    settle()
    assert shell.line.text == "There is no keyring here."
    shell.line.clear()
    shell.read_counts()
    settle()
    assert shell.line.text == ""


def test_counts_that_cannot_be_read_are_told(shell: Shell, desk: FakeDesk, settle: Settle) -> None:
    desk.fake.casework.refusal = DamagedError("The index is damaged. Rebuild it under Assurance.")
    shell.read_counts()
    settle()
    assert shell.line.text == "The index is damaged. Rebuild it under Assurance."


def test_what_could_not_be_kept_is_old_news_once_something_is_saved(shell: Shell, settle: Settle) -> None:
    shell.line.refuse(DamagedError("The disk is full, so this was not saved."))
    page_of(shell).saved.emit()
    settle()
    assert shell.line.text == ""


def test_what_else_must_be_known_stays_when_something_is_saved(shell: Shell, settle: Settle) -> None:
    shell.line.say("There is no keyring here.")
    page_of(shell).saved.emit()
    settle()
    assert shell.line.text == "There is no keyring here."


def test_back_leads_where_one_was(shell: Shell, settle: Settle, qtbot: QtBot) -> None:
    shell.show_page("reviews")
    shell.show_page("open-case")
    settle()
    assert shell.head.back.isVisible()
    qtbot.keyClick(shell, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    settle()
    assert shell.spot.page == "reviews"
    assert shell.head.back.isHidden()


def test_at_the_beginning_back_leads_nowhere(shell: Shell) -> None:
    shell.go_back()
    assert shell.spot == WORK


def test_a_page_that_nobody_knows_is_the_worklist(shell: Shell, settle: Settle) -> None:
    shell.show_page("insight")
    settle()
    assert shell.spot == WORK


def test_a_page_is_kept_while_another_is_shown(shell: Shell, settle: Settle) -> None:
    work = page_of(shell)
    shell.show_page("reviews")
    shell.show_page("work")
    settle()
    assert shell.page is work


def test_the_actions_of_a_page_stand_beside_its_title(shell: Shell, settle: Settle) -> None:
    assert page_of(shell).beside_title.isVisible()
    work = page_of(shell)
    shell.show_page("reviews")
    settle()
    assert not work.beside_title.isVisible()


def test_search_opens_with_its_key_and_a_command_is_done(shell: Shell, settle: Settle, qtbot: QtBot) -> None:
    qtbot.keyClick(shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    sheet = shell.findChildren(SearchSheet)[0]
    sheet.page_wanted.emit("assurance")
    settle()
    assert shell.spot.page == "assurance"
    with qtbot.waitSignal(shell.lock_wanted):
        sheet.page_wanted.emit("lock")
    with qtbot.waitSignal(shell.display_wanted):
        sheet.page_wanted.emit("display")
    sheet.reject()


def test_a_second_press_opens_no_second_search(shell: Shell) -> None:
    shell.open_search()
    shell.open_search()
    (sheet,) = shell.findChildren(SearchSheet)
    sheet.reject()


def test_while_the_vault_works_the_status_line_says_so(shell: Shell, settle: Settle) -> None:
    shell.read_counts()
    assert shell.status.busy_text == "Working…"
    settle()
    assert shell.status.busy_text == ""


def test_another_title_of_the_page_is_shown(shell: Shell, settle: Settle) -> None:
    page_of(shell).rename("Friday 8 May")
    assert shell.head.title == "Friday 8 May"


def test_a_page_in_the_background_does_not_change_the_title(shell: Shell, settle: Settle) -> None:
    work = page_of(shell)
    shell.show_page("reviews")
    work.rename("Friday 8 May")
    settle()
    assert shell.head.title == "Reviews"


def test_the_worklist_read_again_has_new_numbers(shell: Shell, desk: FakeDesk, settle: Settle) -> None:
    desk.fake.casework.list = replace(SOME, reviews_due=7)
    page_of(shell).saved.emit()
    settle()
    assert shell.rail.names()[1] == "Reviews, 7 waiting"


def test_what_time_has_changed_is_evaluated_a_few_cases_at_a_time_and_then_shown(
    shell: Shell, desk: FakeDesk, settle: Settle
) -> None:
    left = [40, 20, 0]

    def catch_up() -> int:
        desk.fake.casework.list = replace(SOME, waiting=0, reviews_due=7)
        return left.pop(0)

    desk.fake.casework.catch_up = catch_up  # type: ignore[method-assign]  # a vault that was shut for a week
    desk.fake.casework.list = replace(SOME, waiting=60)
    shell.read_counts()
    for _ in range(5):
        settle()
    assert left == []
    assert shell.rail.names()[1] == "Reviews, 7 waiting"


@pytest.fixture
def plain(qtbot: QtBot, session: Session, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A frame around pages that show nothing."""
    monkeypatch.setattr(
        page_stack,
        "build_page",
        lambda session, spot, parent: Page(session, title=spot.page, parent=parent),
    )
    made = shown(qtbot, Shell(session))
    made.show_spot(WORK)
    settle()
    return made


def test_back_from_a_signed_record_never_begins_another_review(plain: Shell) -> None:
    plain.open_case(CaseId("case-1"))
    plain.open_review(CaseId("case-1"))
    plain.open_record(CaseId("case-1"), ReviewId("r"))
    plain.go_back()
    assert plain.spot.page == "case"


def test_back_from_a_record_that_was_only_looked_at_leads_where_one_was(plain: Shell) -> None:
    plain.open_case(CaseId("case-1"))
    plain.open_record(CaseId("case-1"), ReviewId("r"))
    plain.go_back()
    assert plain.spot.page == "case"


def test_back_from_a_case_leads_to_the_review_that_it_was_looked_at_from(plain: Shell) -> None:
    plain.open_review(CaseId("case-1"))
    plain.open_case(CaseId("case-2"))
    plain.go_back()
    assert plain.spot.page == "review"


def test_what_is_due_is_told_after_the_unlock_and_with_each_minute_once(
    shell: Shell, desk: FakeDesk, settle: Settle
) -> None:
    reminders = desk.reminders
    assert isinstance(reminders, FakeReminders)
    reminders.now = DueNow(overdue=frozenset("a"))
    shell.minute_passed()
    settle()
    assert shell.due.text == "1 review overdue."
    shell.due.press_button.click()
    settle()
    assert shell.spot.page == "reviews"
    shell.minute_passed()
    settle()
    assert shell.due.text == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_enter_presses_the_button_with_the_focus_as_space_does(
    shell: Shell, settle: Settle, qtbot: QtBot, key: Qt.Key
) -> None:
    shell.show_page("reviews")
    settle()
    checklists = next(made for made in shell.rail.findChildren(QPushButton) if made.text() == "Checklists")
    checklists.setFocus()
    qtbot.keyClick(checklists, key)
    settle()
    assert shell.spot.page == "checklists"


def test_enter_elsewhere_presses_nothing(shell: Shell, settle: Settle, qtbot: QtBot) -> None:
    shell.show_page("reviews")
    settle()
    page = page_of(shell)
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Return)
    assert shell.spot.page == "reviews"


def test_a_case_can_be_opened_by_its_key_from_everywhere_and_from_an_empty_worklist(
    shell: Shell, desk: FakeDesk, settle: Settle, qtbot: QtBot
) -> None:
    desk.fake.casework.list = NOTHING
    page_of(shell).refresh()
    for page in ("work", "assurance"):
        shell.show_page(page)
        settle()
        qtbot.keyClick(page_of(shell), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        settle()
        assert shell.spot.page == "open-case"
