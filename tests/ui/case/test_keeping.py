"""Keeping a case: the menu and its forms."""

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import (
    AbsenceRecorded,
    CaseAssigned,
    CaseDescribed,
    CaseMoved,
    CaseReopened,
    ClockSet,
    HoldPlaced,
    When,
)
from sopcheck.cases.register.register import Person
from sopcheck.checklists.definition import ClockId
from sopcheck.ledger.entry import PersonId
from sopcheck.ui.case.erasing import Erase
from sopcheck.ui.case.erasing_one import EraseEntry
from sopcheck.ui.case.keep_until import KeepUntil
from sopcheck.ui.case.keeping import Absence, AddChecklist, Close, Describe, HandOver, Moment, clock_options
from sopcheck.ui.case.page import CasePage
from sopcheck.ui.kit.fields import ManyLines
from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.kit.time_field import TimeField
from sopcheck.ui.session import Session
from sopcheck.ui.tasks import TaskRunner
from tests.ui.case_book import AUDITOR, CASE, FARROW, PEOPLE, SUSPECT, BookCasework, heather, new_case, wall
from tests.ui.case_screen import Screen, screen
from tests.ui.fakes import NOW, OKELL
from tests.ui.showing import shown as shown_page
from tests.world import World


@pytest.fixture
def shown(qtbot: QtBot, tasks: TaskRunner) -> Screen:
    return screen(qtbot, tasks, heather(OKELL))


def choose(shown: Screen, words: str) -> None:
    """Open the menu and choose one of its lines."""
    shown.click("More about the case")
    menu = next(one for one in shown.page.findChildren(QMenu) if one.isVisible())
    line = next(one for one in menu.actions() if one.text().replace("&", "") == words)
    line.trigger()
    menu.close()
    shown.settle()


def offered(qtbot: QtBot, tasks: TaskRunner, person: Person) -> list[str]:
    shown = screen(qtbot, tasks, heather(person))
    shown.click("More about the case")
    menu = next(one for one in shown.page.findChildren(QMenu) if one.isVisible())
    lines = [one.text().replace("&", "") for one in menu.actions()]
    menu.close()
    return lines


def test_a_letter_chooses_an_entry_of_the_menu(qtbot: QtBot, tasks: TaskRunner) -> None:
    shown = screen(qtbot, tasks, heather(OKELL))
    shown.click("More about the case")
    menu = next(one for one in shown.page.findChildren(QMenu) if one.isVisible())
    letters = [one.text().partition("&")[2][:1].casefold() for one in menu.actions()]
    assert (len(set(letters)), "" in letters) == (len(letters), False)
    with qtbot.waitSignal(menu.actions()[0].triggered):
        qtbot.keyClick(menu, letters[0])
    menu.close()


def test_a_letter_of_the_menu_does_not_answer_the_item_behind_it(qtbot: QtBot, tasks: TaskRunner) -> None:
    shown = screen(qtbot, tasks, heather(OKELL))
    shown.go_to("place-markers")
    before = len(shown.book.entries)
    shown.click("More about the case")
    menu = next(one for one in shown.page.findChildren(QMenu) if one.isVisible())
    qtbot.keyClick(menu, "D")
    shown.settle()
    assert len(shown.book.entries) == before
    assert shown.page.findChild(Describe) is not None


def closed() -> BookCasework:
    book = heather(OKELL)
    for state in book.refresh(CASE).evaluation.places:
        if state.limit is not None and state.limit.clock == "case-closed":
            book.override(CASE, state.place, "Agreed.")
    book.close(CASE, When(NOW), "Outcome recorded.")
    return book


def test_a_supervisor_is_offered_what_supervisors_may(qtbot: QtBot, tasks: TaskRunner) -> None:
    lines = offered(qtbot, tasks, OKELL)
    assert "Place a hold…" in lines
    assert "Close the case…" in lines
    assert "Lift the hold…" not in lines


def test_an_investigator_is_not_offered_a_hold(qtbot: QtBot, tasks: TaskRunner) -> None:
    assert "Place a hold…" not in offered(qtbot, tasks, FARROW)


def test_an_auditor_may_only_keep_it_and_print(qtbot: QtBot, tasks: TaskRunner) -> None:
    assert offered(qtbot, tasks, AUDITOR) == ["Place a hold…", "Keep until…", "Print…"]


def test_the_case_is_handed_over_from_a_moment_on(shown: Screen) -> None:
    choose(shown, "Hand over…")
    sheet = shown.sheet(HandOver)
    sheet.role.choose("supervisor")
    sheet.role.chosen.emit()
    sheet.to.choose(None)
    sheet.at.edit.setText("yesterday 17:00")
    shown.click("Hand over", within=sheet)
    event = shown.book.entries[-1].event
    assert isinstance(event, CaseAssigned)
    assert (event.role, event.to) == ("supervisor", None)
    assert event.at.at == wall("2026-05-06 17:00")


def test_only_people_of_the_role_are_offered(shown: Screen) -> None:
    choose(shown, "Hand over…")
    sheet = shown.sheet(HandOver)
    assert sheet.to.value() == FARROW.person
    sheet.role.choose("supervisor")
    sheet.role.chosen.emit()
    assert sheet.to.value() == OKELL.person
    sheet.reject()


def test_whoever_holds_the_case_is_offered_after_those_it_may_go_to(
    qtbot: QtBot, tasks: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    teal = msgspec.structs.replace(FARROW, person=PersonId("teal"), name="DC Teal")
    monkeypatch.setitem(PEOPLE, teal.person, teal)
    screen_of = screen(qtbot, tasks, heather(OKELL))
    choose(screen_of, "Hand over…")
    sheet = screen_of.sheet(HandOver)
    assert [sheet.to.itemText(at) for at in range(3)] == ["DC Teal", FARROW.name, "Nobody for now"]
    sheet.reject()


def test_an_absence_is_recorded_of_who_holds_the_case(shown: Screen) -> None:
    choose(shown, "Absence…")
    shown.click("Save", within=shown.sheet(Absence))
    event = shown.book.entries[-1].event
    assert isinstance(event, AbsenceRecorded)
    assert (event.person, event.absent) == (FARROW.person, True)


def test_a_case_that_nobody_holds_has_nobody_to_be_absent(qtbot: QtBot, tasks: TaskRunner) -> None:
    book = new_case()
    book.assign(CASE, "investigator", None, When(NOW))
    book.assign(CASE, "supervisor", None, When(NOW))
    shown = screen(qtbot, tasks, book)
    choose(shown, "Absence…")
    sheet = shown.sheet(Absence)
    before = len(book.entries)
    shown.click("Save", within=sheet)
    assert len(book.entries) == before
    sheet.reject()


def test_one_checklist_more_is_followed_from_now_on(shown: Screen) -> None:
    choose(shown, "Add a checklist…")
    sheet = shown.sheet(AddChecklist)
    chosen = sheet.version.value()
    assert chosen is not None
    shown.click("Add", within=sheet)
    event = shown.book.entries[-1].event
    assert isinstance(event, CaseMoved)
    assert (event.checklist, event.version) == chosen
    titles = [row.title for row in shown.page.stages.rows.values if row.shown is None]
    assert len(titles) == 3


def test_what_is_followed_already_and_reviews_are_not_offered(shown: Screen) -> None:
    choose(shown, "Add a checklist…")
    sheet = shown.sheet(AddChecklist)
    words = [sheet.version.itemText(at) for at in range(sheet.version.count())]
    assert not any(one.startswith(("CSE investigation", "Supervisor")) for one in words)
    sheet.reject()


def test_moments_that_answers_set_are_not_asked_for() -> None:
    clocks = [clock for clock, _ in clock_options(heather().refresh(CASE))]
    assert ClockId("bail-start") in clocks
    assert ClockId("abe-interview") not in clocks
    assert ClockId("case-closed") not in clocks


def test_a_moment_of_a_subject_asks_of_whom(shown: Screen) -> None:
    choose(shown, "Record when something happened…")
    sheet = shown.sheet(Moment)
    sheet.clock.choose(ClockId("breach-known"))
    sheet.clock.chosen.emit()
    shown.click("Save", within=sheet)
    event = shown.book.entries[-1].event
    assert isinstance(event, ClockSet)
    assert event.clock == "breach-known"
    assert event.of == next(iter(shown.page.acts.must_view.case.subjects_of(SUSPECT))).subject


def test_a_hard_gate_is_refused_with_the_item_that_must_come_first(shown: Screen) -> None:
    choose(shown, "Close the case…")
    sheet = shown.sheet(Close)
    shown.click("Close the case", within=sheet)
    assert sheet.isVisible()
    assert sheet.line.text
    assert not shown.page.acts.must_view.case.closings
    sheet.reject()


def test_the_case_gets_other_words_and_keeps_the_rest(shown: Screen) -> None:
    choose(shown, "Describe the case…")
    sheet = shown.sheet(Describe)
    sheet.fields["operation"].setText("Operation Larch")
    shown.click("Save", within=sheet)
    event = shown.book.entries[-1].event
    assert isinstance(event, CaseDescribed)
    assert (event.operation, event.reference) == ("Operation Larch", "")
    assert shown.page.title == "NV/CSE/26/0101 · Operation Larch"


def test_a_hold_takes_a_reason(shown: Screen) -> None:
    choose(shown, "Place a hold…")
    sheet = shown.sheet(Sheet)
    shown.part(ManyLines, within=sheet).setPlainText("Inquiry of December.")
    shown.click("Place a hold", within=sheet)
    event = shown.book.entries[-1].event
    assert isinstance(event, HoldPlaced)
    choose(shown, "Lift the hold…")
    shown.sheet(Sheet).reject()


def test_a_closed_case_can_be_opened_again(qtbot: QtBot, tasks: TaskRunner) -> None:
    shown = screen(qtbot, tasks, closed())
    choose(shown, "Open the case again…")
    sheet = shown.sheet(Sheet)
    shown.part(ManyLines, within=sheet).setPlainText("A second victim came forward.")
    shown.click("Open the case again", within=sheet)
    assert isinstance(shown.book.entries[-1].event, CaseReopened)


def test_a_note_leads_to_where_notes_are_written(shown: Screen) -> None:
    choose(shown, "Write a note…")
    assert shown.has_focus(shown.page.side.timeline.note)


@pytest.mark.parametrize(
    ("line", "kind", "primary"),
    [
        ("Hand over…", HandOver, "Hand over"),
        ("Absence…", Absence, "Save"),
        ("Record when something happened…", Moment, "Save"),
        ("Close the case…", Close, "Close the case"),
    ],
)
def test_a_time_that_is_not_understood_is_told_and_nothing_is_recorded(
    shown: Screen, line: str, kind: type[Sheet], primary: str
) -> None:
    choose(shown, line)
    sheet, before = shown.sheet(kind), len(shown.book.entries)
    time = shown.part(TimeField, within=sheet)
    time.edit.setText("when the cows come home")
    shown.click(primary, within=sheet)
    assert (sheet.isVisible(), len(shown.book.entries)) == (True, before)
    assert "This time is not understood." in time.meaning
    sheet.reject()


def test_where_every_checklist_is_followed_that_is_said(shown: Screen) -> None:
    sheet = AddChecklist(shown.page, shown.page.acts, ())
    sheet.open()
    assert sheet.line.text == "The case follows every checklist of this vault already."
    before = len(shown.book.entries)
    shown.click("Add", within=sheet)
    assert len(shown.book.entries) == before
    sheet.reject()


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Keep until…", KeepUntil),
        ("Erase one entry by law…", EraseEntry),
        ("Erase the case by law…", Erase),
    ],
)
def test_the_menu_leads_to_keeping_and_erasing(
    qtbot: QtBot, real: Session, world: World, settle: Callable[[], None], line: str, kind: type[Sheet]
) -> None:
    case = world.desk.casework.find("NV/CSE/26/0101")
    page = shown_page(qtbot, CasePage(real, case))
    page.refresh()
    settle()
    page.header.menu.click()
    menu = next(one for one in page.findChildren(QMenu) if one.isVisible())
    next(one for one in menu.actions() if one.text().replace("&", "") == line).trigger()
    menu.close()
    settle()
    sheet = page.findChild(kind)
    assert sheet is not None
    assert sheet.isVisible()
    sheet.reject()
