"""The sheet of keys says every key that is bound and no other, on every page."""

from collections.abc import Callable
from typing import get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.checklists.definition import Version
from sopcheck.ui.keys_sheet import KeysSheet, everywhere, keys_of
from sopcheck.ui.main_window import MainWindow
from sopcheck.ui.memory import WindowMemory
from sopcheck.ui.palette import SearchSheet
from sopcheck.ui.rehearsal.page import example
from sopcheck.ui.session import Session
from sopcheck.ui.shell import Shell
from sopcheck.ui.spots import WORK, PageName, Spot, build_page
from sopcheck.ui.theme import Look
from tests.ui.fakes import CSE, FakeProgram
from tests.ui.review_fakes import CASE
from tests.ui.showing import shown

Settle = Callable[[], None]
SPOTS: dict[PageName, Spot] = {
    "rehearsal": Spot(page="rehearsal", file=example("bank-holiday-weekend")),
    "draft": Spot(page="draft", version=(CSE, Version("1.0"))),
    "compare": Spot(page="compare", version=(CSE, Version("1.0"))),
    "case": Spot(page="case", case=CASE),
    "review": Spot(page="review", case=CASE),
    "record": Spot(page="record", case=CASE),
}
# What the sheet says in its sentence: how one goes through lists, saves a form and leaves it.
IN_EVERY_FORM = {"Down", "Esc", "Return", "Enter", "Ctrl+Return", "Ctrl+Enter"}


def bound(area: QWidget) -> set[str]:
    return {made.key().toString() for made in area.findChildren(QShortcut)} - IN_EVERY_FORM


# They bind their keys before they have read anything, and there is nothing to read here.
OF_CASES_AND_VERSIONS = ("case", "review", "record", "draft", "compare")


def said(sheet: KeysSheet) -> list[str]:
    return [label.text() for label in sheet.findChildren(QLabel)]


@pytest.mark.parametrize("name", get_args(PageName))
def test_every_key_of_a_page_is_said_and_no_other(
    qtbot: QtBot, session: Session, settle: Settle, name: PageName
) -> None:
    page = shown(qtbot, build_page(session, SPOTS.get(name, Spot(page=name))))
    if name not in OF_CASES_AND_VERSIONS:
        page.refresh()
        settle()
    named = {QKeySequence(keys).toString() for keys, _ in keys_of(name)}
    assert named - IN_EVERY_FORM == bound(page)


def test_every_key_of_the_window_is_said_and_no_other(qtbot: QtBot, settle: Settle) -> None:
    program = FakeProgram()
    window = MainWindow(program, memory=WindowMemory(None), look=Look())
    qtbot.addWidget(window)
    window.enter(program.desk)
    assert window.shell is not None
    of_page = bound(window.shell.page) if window.shell.page is not None else set()
    # Ctrl+= is Ctrl++ without the shift key.
    assert bound(window) - of_page - {"Ctrl+="} == {QKeySequence(keys).toString() for keys, _ in everywhere()}
    window.close()


def test_f1_says_the_keys_of_the_page_first(qtbot: QtBot, session: Session, settle: Settle) -> None:
    shell = shown(qtbot, Shell(session))
    shell.show_spot(WORK)
    settle()
    qtbot.keyClick(shell, Qt.Key.Key_F1)
    sheet = shell.findChild(KeysSheet)
    assert sheet is not None
    words = said(sheet)
    assert words.index("On this page") < words.index("Filter the cases") < words.index("Everywhere")


def test_where_a_page_has_no_keys_of_its_own_only_the_others_are_said(qtbot: QtBot) -> None:
    window = shown(qtbot, QWidget())
    sheet = KeysSheet(window, "reviews")
    assert "On this page" not in said(sheet)
    assert len(sheet.findChildren(QGridLayout)) == 1


def test_the_sheet_closes(qtbot: QtBot) -> None:
    window = shown(qtbot, QWidget())
    sheet = KeysSheet(window, "case")
    sheet.open()
    with qtbot.waitSignal(sheet.accepted):
        sheet.primary.click()


def test_the_search_leads_to_the_keys(qtbot: QtBot, session: Session, settle: Settle) -> None:
    shell = shown(qtbot, Shell(session))
    shell.show_spot(WORK)
    shell.open_search()
    search = shell.findChild(SearchSheet)
    assert search is not None
    search.page_wanted.emit("keys")
    assert shell.findChild(KeysSheet) is not None
