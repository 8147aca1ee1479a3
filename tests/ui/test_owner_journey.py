"""A version from its first letter to the record, in the real window on a real vault, by three people.

DS Okell adds an item with a condition and a limit, checks, rehearses and proposes it; DCI Ash approves it;
DI Teal moves three cases and takes one move back; the record of a review names both versions.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import CaseId
from sopcheck.checklists.definition import Checklist, ItemId, Limit
from sopcheck.ui.case.page import CasePage
from sopcheck.ui.checklists.page import ChecklistsPage
from sopcheck.ui.checklists.version_acts import ApproveSheet
from sopcheck.ui.editor.page import EditorPage
from sopcheck.ui.entrance.unlock import UnlockPage
from sopcheck.ui.kit.fields import Choice
from sopcheck.ui.main_window import MainWindow
from sopcheck.ui.memory import WindowMemory
from sopcheck.ui.moving.sheet import MovingSheet
from sopcheck.ui.page import Page
from sopcheck.ui.theme import Look
from tests.records.prints import words
from tests.services.owners import second_owner
from tests.ui.owner_screen import CSE
from tests.ui.showing import shown
from tests.world import PASSPHRASE, World, template

P = TypeVar("P", bound=QWidget)
PROMPT = "Ask the child which name to use on the telephone."
NONE, CONTROL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
REHEARSAL = Path(__file__).parents[1] / "data" / "rehearsals" / "bank-holiday-weekend.yaml"


class Person:
    """Whoever is at the keyboard of the window."""

    def __init__(self, qtbot: QtBot, world: World) -> None:
        self.qtbot, self.world = qtbot, world
        world.desk.lock()
        world.at_desk = "nobody"
        look = Look(theme="light")
        self.window = shown(qtbot, MainWindow(world.program, memory=WindowMemory(None), look=look))
        self.window.resize(1400, 900)

    def unlock(self, who: str) -> None:
        """Unlock the vault with a passphrase."""
        way_in = self.window.centralWidget()
        assert isinstance(way_in, UnlockPage)
        self.qtbot.waitUntil(lambda: way_in.who.count() > 0)
        way_in.who.setCurrentIndex(way_in.who.findText(who, Qt.MatchFlag.MatchContains))
        way_in.passphrase.edit.setFocus()
        self.write(PASSPHRASE)
        self.press(Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.window.shell is not None)
        self.settle()

    def lock(self) -> None:
        """Lock the vault again."""
        self.press(Qt.Key.Key_L, CONTROL)
        self.qtbot.waitUntil(lambda: isinstance(self.window.centralWidget(), UnlockPage))

    def settle(self) -> None:
        """Wait until everything asked for was done."""
        self.qtbot.waitUntil(lambda: not self.window.tasks.busy, timeout=20_000)

    def focused(self) -> QWidget:
        """What has the focus; once a sheet is closed the window has it again."""
        if QApplication.activeModalWidget() is None:
            self.window.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Press a key where the focus is."""
        for _ in range(times):
            QTest.keyClick(self.focused(), key, held)
            self.settle()

    def write(self, text: str) -> None:
        """Type where the focus is."""
        QTest.keyClicks(self.focused(), text)

    def tab_to(self, name: str) -> None:
        """Press Tab until something of this name has the focus."""
        for _ in range(90):
            if self.focused().accessibleName() == name:
                return
            QTest.keyClick(self.focused(), Qt.Key.Key_Tab)
        pytest.fail(f"Tab does not lead to {name!r}")

    def page(self, kind: type[P]) -> P:
        """The page that is shown."""
        assert self.window.shell is not None
        found = self.window.shell.page
        assert isinstance(found, kind)
        return found

    def sheet(self, kind: type[P]) -> P:
        """The sheet that is open."""
        self.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
        found = QApplication.activeModalWidget()
        assert isinstance(found, kind)
        found.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.activeWindow() is found)
        return found

    def checklists(self, version: str) -> ChecklistsPage:
        """The Checklists page, at a version of the main SOP."""
        self.press(Qt.Key.Key_3, ALT)
        page = self.page(ChecklistsPage)
        self.qtbot.waitUntil(lambda: bool(page.versions.rows.values))
        page.versions.setFocus()
        row = next(one for one in page.versions.rows.values if (one.checklist, one.version) == (CSE, version))
        page.versions.choose(row)
        self.settle()
        return page


@pytest.fixture
def cases() -> list[CaseId]:
    return []


@pytest.fixture
def person(
    qtbot: QtBot, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, cases: list[CaseId]
) -> Iterator[Person]:
    world = World.in_copy(second_owner(template(tmp_path_factory)), tmp_path / "vault")
    cases += [world.open(f"NV/CSE/26/{number}").id for number in range(3)]
    made = Person(qtbot, world)
    yield made
    made.window.close()
    made.qtbot.waitUntil(lambda: not made.window.tasks.busy)


def test_a_version_lives_from_its_first_letter_to_the_record(person: Person, cases: list[CaseId]) -> None:
    person.unlock("okell")
    page = begun(person)
    item = added(person, page)
    checked_and_rehearsed(person, page)
    proposed(person)
    person.lock()
    person.unlock("ash")
    approved(person)
    person.lock()
    person.unlock("okell")
    moved(person)
    taken_back(person, cases[1])
    desk = person.window.shell.session.desk if person.window.shell else None
    assert desk is not None
    followed = [desk.casework.refresh(case).case.adopted[0].version for case in cases]
    assert followed == ["1.1", "1.0", "1.1"]
    asked = {state.place.item for state in desk.casework.refresh(cases[0]).evaluation.places}
    assert item in asked
    person.lock()
    said = words(record(person, cases[0]))
    assert all(f"CSE investigation SOP {version}" in said for version in ("1.0", "1.1"))


def begun(person: Person) -> EditorPage:
    """The next version, begun by keys from the list of versions."""
    person.checklists("1.0")
    person.tab_to("Write the next version")
    person.press(Qt.Key.Key_Return)
    page = person.page(EditorPage)
    person.qtbot.waitUntil(lambda: page.draft is not None)
    person.settle()
    return page


def now(page: EditorPage) -> Checklist:
    assert page.draft is not None
    return page.draft.now


def added(person: Person, page: EditorPage) -> ItemId:
    """An item with a condition and a limit, added in the first stage without touching a mouse."""
    assert person.focused() is page.tree
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Insert, CONTROL)
    person.sheet(QDialog)
    person.write(PROMPT)
    person.press(Qt.Key.Key_Return)
    item = page.acts.ref.id
    person.qtbot.waitUntil(lambda: page.form is not None and page.form.isVisible())
    page.tree.setFocus()
    person.press(Qt.Key.Key_Tab)
    assert person.focused().accessibleName() == "The item"
    person.tab_to("Add a fact")
    person.press(Qt.Key.Key_Space)
    page.tree.setFocus()
    person.tab_to("A limit")
    person.press(Qt.Key.Key_Space)
    limited(person, page)
    made = now(page).item(ItemId(item))
    assert made.applies_when == next(iter(now(page).facts))
    assert made.limit == Limit(unit="hours", amount=24, from_=next(iter(now(page).clocks)), basis="baseline")
    return made.id


def limited(person: Person, page: EditorPage) -> None:
    """Twenty-four hours from the first clock, local."""
    person.qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(QSpinBox)))
    person.tab_to("How many")
    person.write("24")
    for name, wanted in (("Of what", "hours"), ("Counted from when", ""), ("On what it rests", "local")):
        person.tab_to(name)
        choice = person.focused()
        assert isinstance(choice, Choice)
        person.press(Qt.Key.Key_Down)
        while wanted and wanted not in choice.currentText().lower():
            person.press(Qt.Key.Key_Down)


def checked_and_rehearsed(person: Person, page: EditorPage) -> None:
    """Nothing is wrong with it, and a worked case of the force plays as before."""
    assert page.draft is not None
    page.draft.settle()
    person.settle()
    assert not any(one.stops for one in page.beside.findings.list.rows.values)
    person.tab_to("Try it")
    person.press(Qt.Key.Key_Space)
    page.beside.trying.play([REHEARSAL])
    person.settle()
    assert page.beside.trying.trials.says.text().startswith("1 rehearsal played")


def proposed(person: Person) -> None:
    """Put forward with a reason."""
    click(person, person.window, "Propose…")
    person.sheet(QDialog)
    person.write("A child is called by the name they choose.")
    click(person, person.sheet(QDialog), "Propose")
    assert isinstance(person.page(Page), ChecklistsPage)


def approved(person: Person) -> None:
    """Approved by another owner, from today on, with what the first one said before their eyes."""
    page = person.checklists("1.1")
    said = [one for one in page.findChildren(QWidget) if "they choose" in str(one.property("text"))]
    assert said
    click(person, page, "Approve…")
    sheet = person.sheet(ApproveSheet)
    sheet.day.setFocus()
    person.write("today")
    sheet.reason.setFocus()
    person.write("The board agreed.")
    sheet.primary.click()
    person.settle()
    assert page.line.text.startswith("CSE investigation SOP 1.1 is now approved, in force from ")


def moved(person: Person) -> None:
    """Three cases at once, looked at before."""
    person.checklists("1.1")
    click(person, person.window, "Move cases")
    sheet = person.sheet(MovingSheet)
    person.settle()
    assert len(sheet.cases.rows.values) == 3
    sheet.all.choose("now")
    sheet.all.chosen.emit()
    sheet.reason.setFocus()
    person.write("The new version.")
    sheet.primary.click()
    person.settle()


def taken_back(person: Person, case: CaseId) -> None:
    """One move undone, from the case."""
    assert person.window.shell is not None
    person.window.shell.open_case(case)
    person.settle()
    page = person.page(CasePage)
    page.header.menu.click()
    menu = next(one for one in page.findChildren(QMenu) if one.isVisible())
    next(one for one in menu.actions() if one.text().replace("&", "") == "Take the move back…").trigger()
    menu.close()
    person.sheet(QDialog)
    person.write("This team tries it next week.")
    click(person, person.sheet(QDialog), lambda one: one.property("kind") == "primary")


def record(person: Person, case: CaseId) -> bytes:
    """The record of a review that DI Teal holds afterwards."""
    person.world.clock.forward(minutes=5)
    signed = person.world.review(case, "24-hour", who="teal")
    return person.world.desk.printing.show(case, signed.review)


def click(person: Person, within: QWidget, which: str | Callable[[QPushButton], bool]) -> None:
    """Press a button by its name."""
    found = (one for one in within.findChildren(QPushButton) if one.isVisible())
    wanted = which if callable(which) else lambda one: one.accessibleName() == which
    next(one for one in found if wanted(one)).click()
    person.settle()
