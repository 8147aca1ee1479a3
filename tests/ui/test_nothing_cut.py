"""Every page, panel and sheet on a real vault, at the least and the largest text: nothing is cut."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import CaseId
from sopcheck.checklists.definition import Version
from sopcheck.ui.case.page import CasePage
from sopcheck.ui.kit.fields import Field
from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.main_window import MainWindow
from sopcheck.ui.memory import WindowMemory
from sopcheck.ui.rehearsal.page import example
from sopcheck.ui.shell import Shell
from sopcheck.ui.spots import Spot
from sopcheck.ui.theme import Look, apply
from tests.ui.measuring import faults, named, on_screen, seen, whole
from tests.ui.showing import shown
from tests.world import MAIN, World

LOOKS = (Look(theme="light", scale=1.0), Look(theme="dark", scale=2.0))
LAPTOP, DESK = (1280, 720), (1400, 900)
SPOTS: dict[str, Callable[[CaseId], Spot]] = {
    "work": lambda _: Spot(page="work"),
    "reviews": lambda _: Spot(page="reviews"),
    "checklists": lambda _: Spot(page="checklists"),
    "assurance": lambda _: Spot(page="assurance"),
    "open-case": lambda _: Spot(page="open-case"),
    "rehearsals": lambda _: Spot(page="rehearsal"),
    "rehearsal": lambda _: Spot(page="rehearsal", file=example("unopened-package")),
    "compare": lambda _: Spot(page="compare", version=(MAIN, Version("1.0"))),
    "draft": lambda _: Spot(page="draft", version=(MAIN, Version("1.0"))),
    "case": lambda case: Spot(page="case", case=case),
    "review": lambda case: Spot(page="review", case=case),
    "record": lambda case: Spot(page="record", case=case),
}


@dataclass(frozen=True)
class Looking:
    """A window on a case, and whoever looks at it."""

    window: MainWindow
    shell: Shell
    case: CaseId
    qtbot: QtBot

    def settle(self) -> None:
        """Wait until all is read and laid out."""
        # A width that changes asks for other heights, and those for another pass of the layouts around them.
        for _ in range(8):
            self.qtbot.waitUntil(lambda: not self.window.tasks.busy, timeout=20_000)
            QApplication.processEvents()

    def go(self, name: str) -> None:
        """Go to a page."""
        self.shell.go_to(SPOTS[name](self.case))
        self.settle()

    def sheet(self) -> Sheet:
        """The sheet that was opened."""
        self.settle()
        (sheet,) = (one for one in self.window.findChildren(Sheet) if one.isVisible())
        self.qtbot.waitUntil(lambda: QApplication.activeWindow() is sheet)
        self.settle()
        return sheet


@pytest.fixture(params=[(look, size) for look in LOOKS for size in (LAPTOP, DESK)], ids=str)
def looking(request: pytest.FixtureRequest, qtbot: QtBot, world: World) -> Iterator[Looking]:
    look, size = request.param
    case = world.as_("okell").casework.find("NV/CSE/26/0101")
    made = _window(qtbot, world, look)
    made.resize(*size)
    shown(qtbot, made)
    made.enter(world.desk)
    assert made.shell is not None
    looking = Looking(made, made.shell, case, qtbot)
    looking.settle()
    yield looking
    looking.settle()
    made.close()


def _window(qtbot: QtBot, world: World, look: Look) -> MainWindow:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply(application, look)
    # The next test is to dress the application anew.
    application.setProperty("worn", None)
    made = MainWindow(world.program, memory=WindowMemory(None), look=look)
    qtbot.waitUntil(lambda: not made.tasks.busy)
    return made


def test_no_page_cuts_hides_or_piles_up_anything(looking: Looking) -> None:
    found: dict[str, list[str]] = {}
    for name in SPOTS:
        looking.go(name)
        found[name] = faults(looking.window)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_nor_does_a_panel_of_the_case(looking: Looking) -> None:
    looking.go("case")
    page = looking.shell.page
    assert isinstance(page, CasePage)
    for show in (page.side.show_facts, page.side.show_timeline, page.side.show_records):
        show()
        looking.settle()
        assert faults(looking.window) == []


def test_nor_does_an_answer_that_is_being_given(looking: Looking) -> None:
    looking.go("case")
    for key in (Qt.Key.Key_T, Qt.Key.Key_X, Qt.Key.Key_A, Qt.Key.Key_R):
        QTest.keyClick(_focus(), key)
        looking.settle()
        assert faults(looking.window) == []
        QTest.keyClick(_focus(), Qt.Key.Key_Escape)
        looking.settle()


def test_every_sheet_of_the_case_is_whole_and_begins_in_its_first_field(looking: Looking) -> None:
    looking.go("case")
    # These two open no sheet: one leads to the timeline, the other to the page that prints.
    opening = [words for words in _menu(looking) if words not in ("Write a note…", "Print…")]
    for words in opening:
        _menu(looking)[words].trigger()
        _assert_whole(looking.sheet(), words)
    assert len(opening) > 8


def _menu(looking: Looking) -> dict[str, QAction]:
    page = looking.shell.page
    assert isinstance(page, CasePage)
    page.header.menu.click()
    menu = next(one for one in page.findChildren(QMenu) if one.isVisible())
    menu.close()
    return {one.text().replace("&", ""): one for one in menu.actions()}


def test_so_is_every_sheet_of_the_assurance_page(looking: Looking) -> None:
    looking.go("assurance")
    page = looking.shell.page
    assert page is not None
    opening = [one.text() for one in page.findChildren(QPushButton) if _opens_sheet(one)]
    for words in opening:
        next(one for one in page.findChildren(QPushButton) if one.text() == words).click()
        _assert_whole(looking.sheet(), words)
    assert len(opening) > 4


def _opens_sheet(one: QPushButton) -> bool:
    # Those ask the desktop for a folder, or a person to be chosen first.
    other = any(words in one.text() for words in ("elsewhere", "chosen"))
    return one.isVisible() and one.isEnabled() and one.text().endswith("…") and not other


def _assert_whole(sheet: Sheet, words: str) -> None:
    assert faults(sheet) == [], words
    begins = not sheet.cancel.hasFocus() or not sheet.findChildren(Field)
    assert (on_screen(sheet), whole(sheet.primary), begins) == (True, True, True), words
    QTest.keyClick(_focus(), Qt.Key.Key_Escape)
    assert not sheet.isVisible(), words


def test_the_search_is_on_the_screen(looking: Looking) -> None:
    looking.shell.open_search()
    (sheet,) = (one for one in looking.window.findChildren(QDialog) if one.isVisible())
    looking.settle()
    assert on_screen(sheet)
    sheet.reject()


def test_tab_leads_to_nothing_that_is_out_of_sight(looking: Looking) -> None:
    for name in ("case", "reviews", "rehearsal"):
        looking.go(name)
        for _ in range(40):
            QTest.keyClick(_focus(), Qt.Key.Key_Tab)
            QApplication.processEvents()
            assert not _focus().visibleRegion().isEmpty(), f"{name}: {named(_focus())}"


def test_three_dots_stand_beside_the_word_on_every_page(looking: Looking) -> None:
    said: set[str] = set()
    for name in SPOTS:
        looking.go(name)
        said |= {one.text() for one in seen(looking.window) if isinstance(one, QPushButton)}
    assert [words for words in said if words.endswith(" …")] == []
    assert len([words for words in said if words.endswith("…")]) > 10


def _focus() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus
