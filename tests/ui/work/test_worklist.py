"""The Work page: most urgent first, five of each at most, and one button where there is nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import CaseId
from sopcheck.errors import DamagedError
from sopcheck.services.views import DirectedRow
from sopcheck.ui.session import Session
from sopcheck.ui.work.worklist import WorkPage
from tests.ui.fakes import NOTHING, NOW, SOME, WORK_ROW, FakeDesk
from tests.ui.showing import shown

Settle = Callable[[], None]


@pytest.fixture
def page(qtbot: QtBot, session: Session, settle: Settle) -> WorkPage:
    made = shown(qtbot, WorkPage(session))
    made.refresh()
    settle()
    return made


def again(page: WorkPage, settle: Settle) -> None:
    page.refresh()
    settle()


def test_the_page_is_called_by_its_day(page: WorkPage) -> None:
    assert page.title == "Thursday 7 May"


def test_what_is_passed_and_what_ends_soon_is_counted(page: WorkPage) -> None:
    assert (page.passed.heading.text(), page.soon.heading.text()) == ("Passed (1)", "Ends soon (1)")
    assert page.next.isHidden()


def test_the_focus_begins_with_what_is_most_urgent(page: WorkPage) -> None:
    assert page.passed.list.hasFocus()


def test_a_passed_limit_says_when_it_ended_and_whose_it_is(page: WorkPage) -> None:
    text = page.passed.list.rows.data(page.passed.list.rows.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert "limit passed" in text
    assert "ended Tue 5 May, 09:00, 2 days ago" in text
    assert "Child A" in text


def test_enter_opens_the_case_at_the_item(page: WorkPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.item_wanted) as caught:
        qtbot.keyClick(page.passed.list, Qt.Key.Key_Return)
    assert caught.args == [WORK_ROW.case, WORK_ROW.place]


def test_never_more_than_five_red_rows_at_first(page: WorkPage, desk: FakeDesk, settle: Settle) -> None:
    rows = tuple(replace(WORK_ROW, case=CaseId(f"case-{at}")) for at in range(40))
    desk.fake.casework.list = replace(SOME, passed=rows)
    again(page, settle)
    assert (len(page.passed.list.rows.values), page.passed.heading.text()) == (5, "Passed (40)")


def test_without_cases_one_sentence_and_one_button_help(
    page: WorkPage, desk: FakeDesk, settle: Settle, qtbot: QtBot
) -> None:
    desk.fake.casework.list = NOTHING
    again(page, settle)
    assert page.empty.isVisible()
    assert not page.cases.isVisible()
    assert page.open_button.isHidden()
    with qtbot.waitSignal(page.page_wanted) as caught:
        page.empty.press_button.click()
    assert caught.args == ["open-case"]


def test_what_was_read_while_another_page_was_shown_gets_the_focus(
    page: WorkPage, desk: FakeDesk, settle: Settle
) -> None:
    desk.fake.casework.list = NOTHING
    again(page, settle)
    page.focus_first()
    desk.fake.casework.list = SOME
    again(page, settle)
    assert page.passed.list.hasFocus()


def test_a_case_can_be_opened_from_the_title(page: WorkPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.page_wanted) as caught:
        page.open_button.click()
    assert caught.args == ["open-case"]


def test_a_case_of_the_table_is_wanted_by_its_id(page: WorkPage, qtbot: QtBot) -> None:
    page.cases.table.choose(SOME.cases[1])
    with qtbot.waitSignal(page.case_wanted) as caught:
        qtbot.keyClick(page.cases.table, Qt.Key.Key_Return)
    assert caught.args == ["case-2"]


def test_the_list_keeps_its_place_when_it_is_read_again(
    page: WorkPage, desk: FakeDesk, settle: Settle
) -> None:
    second = replace(WORK_ROW, case=CaseId("case-9"))
    desk.fake.casework.list = replace(SOME, passed=(WORK_ROW, second))
    again(page, settle)
    page.passed.list.choose(second)
    page.minute_passed()
    settle()
    assert page.passed.list.current() == second


def test_a_vault_that_cannot_be_read_is_told_in_the_page(
    page: WorkPage, desk: FakeDesk, settle: Settle
) -> None:
    desk.fake.casework.refusal = DamagedError("The vault is damaged. Call your administrator.")
    again(page, settle)
    assert page.line.text == "The vault is damaged. Call your administrator."


def test_a_limit_without_an_end_says_none(page: WorkPage, desk: FakeDesk, settle: Settle) -> None:
    desk.fake.casework.list = replace(SOME, next=(replace(WORK_ROW, word="gate open", ends=None),))
    again(page, settle)
    text = page.next.list.rows.data(page.next.list.rows.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert "gate open" in text
    assert "ends" not in text


def test_a_limit_that_ends_now_still_runs(page: WorkPage, desk: FakeDesk, settle: Settle) -> None:
    row = replace(WORK_ROW, word="due soon", ends=NOW + timedelta(minutes=1))
    desk.fake.casework.list = replace(SOME, soon=(row,))
    again(page, settle)
    text = page.soon.list.rows.data(page.soon.list.rows.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert "ends today, 09:01, in 1 min" in text


DIRECTED = DirectedRow(
    case=CaseId("case-2"),
    reference="NV/CSE/26/0139",
    operation="Larch",
    place=WORK_ROW.place,
    prompt="Search police systems.",
    subject_label="Child A",
    text="Ask for access again",
    due=NOW.date(),
)


def directed(page: WorkPage, desk: FakeDesk, settle: Settle, row: DirectedRow) -> str:
    desk.fake.casework.list = replace(SOME, directed=(row,))
    again(page, settle)
    rows = page.directed.list.rows
    return str(rows.data(rows.index(0), Qt.ItemDataRole.AccessibleTextRole))


def test_a_direction_stands_with_its_case_its_item_and_its_day(
    page: WorkPage, desk: FakeDesk, settle: Settle
) -> None:
    said = directed(page, desk, settle, DIRECTED)
    for part in ("Ask for access again", "NV/CSE/26/0139", "Search police systems · Child A", "by Thu 7 May"):
        assert part in said


def test_a_direction_leads_to_its_item(qtbot: QtBot, page: WorkPage, desk: FakeDesk, settle: Settle) -> None:
    directed(page, desk, settle, DIRECTED)
    page.directed.list.choose(DIRECTED)
    with qtbot.waitSignal(page.item_wanted) as caught:
        qtbot.keyClick(page.directed.list, Qt.Key.Key_Return)
    assert caught.args == ["case-2", WORK_ROW.place]


def test_a_direction_without_a_day_names_none(page: WorkPage, desk: FakeDesk, settle: Settle) -> None:
    assert "by " not in directed(page, desk, settle, replace(DIRECTED, due=None))


def test_without_directions_the_list_is_not_seen(page: WorkPage) -> None:
    assert page.directed.isHidden()
