"""Search: cases and commands by a few words, without leaving the keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import CaseId
from sopcheck.errors import UnavailableError
from sopcheck.services.views import Hit
from sopcheck.ui.palette import SearchSheet
from sopcheck.ui.session import Session
from sopcheck.ui.theme import Look, apply
from tests.ui.fakes import FakeDesk
from tests.ui.measuring import on_screen
from tests.ui.showing import shown

HITS = tuple(
    Hit(case=CaseId(f"case-{at}"), reference=f"NV/CSE/26/010{at}", operation="Heather & co", excerpt="")
    for at in (1, 2)
)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    return shown(qtbot, QWidget())


@pytest.fixture
def sheet(qtbot: QtBot, window: QWidget, session: Session, desk: FakeDesk) -> SearchSheet:
    desk.fake.casework.hits = HITS
    return shown(qtbot, SearchSheet(window, session), owned=True)


def found(sheet: SearchSheet) -> list[str]:
    return [each.words for each in sheet.found.rows.values]


def type_in(sheet: SearchSheet, qtbot: QtBot, words: str, expected: Callable[[], bool]) -> None:
    qtbot.keyClicks(sheet.words, words)
    qtbot.waitUntil(expected)


def test_before_anything_is_typed_the_commands_are_offered(sheet: SearchSheet) -> None:
    assert found(sheet)[0] == "Open a case"
    assert "Lock the vault" in found(sheet)


def test_cases_are_found_as_one_types_and_stand_before_commands(sheet: SearchSheet, qtbot: QtBot) -> None:
    type_in(sheet, qtbot, "cse", lambda: len(found(sheet)) == 2)
    assert found(sheet) == ["NV/CSE/26/0101 · Heather & co", "NV/CSE/26/0102 · Heather & co"]
    assert sheet.says.text() == "2 cases"


def test_a_command_that_begins_so_comes_first_and_one_that_has_the_word_somewhere_last(
    sheet: SearchSheet, desk: FakeDesk, qtbot: QtBot
) -> None:
    desk.fake.casework.hits = (Hit(case=CaseId("1"), reference="NV/WORK/1", operation="", excerpt=""),)
    type_in(sheet, qtbot, "work", lambda: len(found(sheet)) == 3)
    assert found(sheet) == ["Work", "NV/WORK/1", "Rehearsals: try a checklist on a worked case"]


def test_the_arrows_choose_while_one_types_and_enter_opens(sheet: SearchSheet, qtbot: QtBot) -> None:
    type_in(sheet, qtbot, "cse", lambda: len(found(sheet)) == 2)
    qtbot.keyClick(sheet.words, Qt.Key.Key_Down)
    assert sheet.words.hasFocus()
    with qtbot.waitSignal(sheet.case_wanted) as caught:
        qtbot.keyClick(sheet.words, Qt.Key.Key_Return)
    assert caught.args == ["case-2"]


def test_a_command_is_wanted_by_its_name(sheet: SearchSheet, qtbot: QtBot) -> None:
    type_in(sheet, qtbot, "lock", lambda: found(sheet) == ["Lock the vault"])
    with qtbot.waitSignal(sheet.page_wanted) as caught:
        qtbot.keyClick(sheet.words, Qt.Key.Key_Return)
    assert caught.args == ["lock"]


def test_where_nothing_fits_a_sentence_says_so_and_enter_does_nothing(
    sheet: SearchSheet, qtbot: QtBot
) -> None:
    type_in(sheet, qtbot, "xyz", lambda: found(sheet) == [])
    assert sheet.says.text().startswith("Nothing fits.")
    qtbot.keyClick(sheet.words, Qt.Key.Key_Return)
    assert sheet.isVisible()


def test_what_is_cleared_offers_the_commands_again(sheet: SearchSheet, qtbot: QtBot) -> None:
    type_in(sheet, qtbot, "xyz", lambda: found(sheet) == [])
    sheet.words.clear()
    qtbot.waitUntil(lambda: "Work" in found(sheet))


def test_a_search_that_fails_is_told_in_the_sheet(sheet: SearchSheet, desk: FakeDesk, qtbot: QtBot) -> None:
    desk.fake.casework.refusal = UnavailableError("The index must be rebuilt. Do that under Assurance.")
    qtbot.keyClicks(sheet.words, "cse")
    qtbot.waitUntil(lambda: sheet.says.text() == "The index must be rebuilt. Do that under Assurance.")


def test_an_answer_to_what_was_asked_before_is_not_shown(sheet: SearchSheet, qtbot: QtBot) -> None:
    type_in(sheet, qtbot, "0101", lambda: found(sheet) == ["NV/CSE/26/0101 · Heather & co"])
    sheet.take_hits("something older", HITS)
    assert len(found(sheet)) == 1


def test_escape_closes(sheet: SearchSheet, qtbot: QtBot) -> None:
    with qtbot.waitSignal(sheet.rejected):
        qtbot.keyClick(sheet.words, Qt.Key.Key_Escape)


def test_enter_before_the_answer_is_there_opens_what_was_typed_and_nothing_shown_before(
    sheet: SearchSheet, qtbot: QtBot
) -> None:
    assert found(sheet)[0] == "Open a case"
    with qtbot.assertNotEmitted(sheet.page_wanted), qtbot.waitSignal(sheet.case_wanted) as caught:
        qtbot.keyClicks(sheet.words, "cse")
        qtbot.keyClick(sheet.words, Qt.Key.Key_Return)
    assert caught.args == ["case-1"]


def test_whoever_types_on_after_enter_is_not_taken_away(sheet: SearchSheet, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(sheet.case_wanted):
        qtbot.keyClicks(sheet.words, "cse")
        qtbot.keyClick(sheet.words, Qt.Key.Key_Return)
        qtbot.keyClicks(sheet.words, " h")
        qtbot.waitUntil(lambda: len(found(sheet)) == 2)


def test_with_letters_of_twice_the_size_it_stays_on_the_screen(
    qapp: QApplication, window: QWidget, session: Session
) -> None:
    apply(qapp, Look(theme="dark", scale=2.0))
    qapp.setProperty("worn", None)
    sheet = SearchSheet(window, session)
    sheet.open()
    assert on_screen(sheet)
    sheet.reject()
