"""The Record preview page: looked at, printed, saved with a number, verified; nothing left lying about."""

import errno
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from sopcheck.cases.access_events import DocumentKind
from sopcheck.errors import RefusedError
from sopcheck.ui.kit.signs import StateWord
from sopcheck.ui.record.preview import RecordPage
from sopcheck.ui.record.rendering import read_pages
from sopcheck.ui.record.sheets import DisclosureSheet, VerdictSheet
from sopcheck.ui.session import Session
from sopcheck.ui.spots import Spot, build_page
from sopcheck.ui.tasks import TaskRunner
from sopcheck.ui.theme import em
from tests.ui.fakes import NOW, session_of
from tests.ui.record_fakes import CASE, FILE_NAME, FIRST, LAST, REFERENCE, FakeMachine, RecordDesk, child, pdf
from tests.ui.showing import shown

Settle = Callable[[], None]


@pytest.fixture
def desk() -> RecordDesk:
    return RecordDesk()


@pytest.fixture
def session(desk: RecordDesk, tasks: TaskRunner) -> Session:
    return session_of(desk, tasks)


@pytest.fixture
def machine(tmp_path: Path) -> FakeMachine:
    return FakeMachine(tmp_path)


@pytest.fixture
def page(qtbot: QtBot, session: Session, machine: FakeMachine, settle: Settle) -> RecordPage:
    made = RecordPage(session, CASE, LAST, machine=machine)
    made.resize(1000, 700)
    shown(qtbot, made)
    made.refresh()
    settle()
    return made


def press(page: RecordPage, name: str) -> None:
    found = next(one for one in page.findChildren(QPushButton) if one.accessibleName() == name)
    found.click()


def choose(page: RecordPage, kind: DocumentKind, settle: Settle) -> None:
    page.documents.choose(kind)
    page.documents.chosen.emit()
    settle()


def disclose(page: RecordPage, settle: Settle, name: str) -> DisclosureSheet:
    """Press a button, and say what for and for whom."""
    press(page, name)
    sheet = child(page, DisclosureSheet)
    sheet.purpose.setText("Case file")
    sheet.recipient.setText("DI Marsh")
    sheet.primary.click()
    settle()
    return sheet


def test_the_pages_of_the_review_are_shown(page: RecordPage) -> None:
    assert page.view.pages is not None
    assert page.view.pages.count == 3
    assert page.thumbs.thumbs.rowCount() == 3


def test_the_title_is_the_reference_and_nothing_else(page: RecordPage) -> None:
    assert page.title == REFERENCE


def test_the_viewing_is_noted_once_before_anything_is_shown(
    page: RecordPage, desk: RecordDesk, settle: Settle
) -> None:
    page.reviews.choose(FIRST)
    page.reviews.chosen.emit()
    settle()
    assert desk.looked_at == [CASE]


def test_every_held_review_can_be_chosen(page: RecordPage, settle: Settle) -> None:
    words = [page.reviews.itemText(at) for at in range(page.reviews.count())]
    assert words[0] == "28-day review · Tue 5 May, 09:00 · DS Okell · on track"
    page.reviews.choose(FIRST)
    page.reviews.chosen.emit()
    settle()
    assert page.review == FIRST
    assert page.view.pages is not None
    assert page.view.pages.count == 1


def test_a_withdrawn_review_can_be_chosen_and_says_so(
    qtbot: QtBot, desk: RecordDesk, session: Session, settle: Settle
) -> None:
    desk.records.held = (replace(desk.records.held[0], withdrawn=NOW), desk.records.held[1])
    page = shown(qtbot, RecordPage(session, CASE, LAST))
    page.refresh()
    settle()
    assert page.reviews.currentText().endswith("DS Okell · withdrawn since")
    assert page.review == LAST


@pytest.mark.parametrize(("ems", "shown_small"), [(50, True), (49, False)])
def test_where_there_is_little_room_the_page_has_all_of_it(
    page: RecordPage, ems: int, shown_small: bool
) -> None:
    page.resize(em(ems), em(40))
    assert page.thumbs.isVisible() is shown_small


def test_what_is_shown_is_chosen_in_one_line_where_there_is_little_room(
    qtbot: QtBot, page: RecordPage
) -> None:
    page.resize(em(36), em(40))
    qtbot.waitUntil(lambda: page.reviews.y() == page.documents.y())
    assert page.documents.geometry().right() < page.reviews.x()


def test_refreshing_keeps_the_page_one_looks_at(page: RecordPage, settle: Settle) -> None:
    page.view.go_to(2)
    page.refresh()
    settle()
    assert page.view.page == 2


def test_a_small_page_leads_to_the_large_one_and_follows_it(page: RecordPage) -> None:
    page.thumbs.setCurrentIndex(page.thumbs.thumbs.index(1))
    assert page.view.page == 1
    page.view.go_to(2)
    assert page.thumbs.currentIndex().row() == 2


def test_a_refused_record_is_told_in_the_line(
    qtbot: QtBot, session: Session, desk: RecordDesk, settle: Settle
) -> None:
    desk.records.refusal = RefusedError("There is no such review on this case. Choose one that was held.")
    page = shown(qtbot, RecordPage(session, CASE, LAST))
    page.refresh()
    settle()
    assert page.line.text == str(desk.records.refusal)
    assert page.view.pages is None


def test_before_a_record_is_read_nothing_can_be_printed(qtbot: QtBot, session: Session) -> None:
    page = shown(qtbot, RecordPage(session, CASE, LAST))
    press(page, "Print…")
    press(page, "Save a numbered PDF…")
    assert page.findChild(DisclosureSheet) is None


def test_a_print_goes_to_the_printer_with_its_number(
    page: RecordPage, desk: RecordDesk, machine: FakeMachine, settle: Settle
) -> None:
    disclose(page, settle, "Print…")
    assert desk.records.asked == [("Case file", "DI Marsh")]
    assert read_pages(machine.paper.read_bytes()).count == 3
    assert page.line.text.startswith("Print 5A01-00001 went to the printer")
    assert machine.printers[0].docName() == "5A01-00001"


def test_no_number_is_taken_where_no_printer_is_chosen(
    page: RecordPage, desk: RecordDesk, machine: FakeMachine, settle: Settle
) -> None:
    machine.printer_chosen = False
    disclose(page, settle, "Print…")
    assert desk.records.asked == []


def test_a_print_that_may_not_be_noted_is_not_printed(
    page: RecordPage, desk: RecordDesk, machine: FakeMachine, settle: Settle
) -> None:
    desk.records.refusal = RefusedError("The print could not be noted. Try again.")
    disclose(page, settle, "Print…")
    assert not machine.paper.exists()
    assert page.line.text == "The print could not be noted. Try again."


def test_a_saved_record_is_the_very_bytes_under_the_suggested_name(
    page: RecordPage, machine: FakeMachine, settle: Settle
) -> None:
    disclose(page, settle, "Save a numbered PDF…")
    assert machine.offered == [FILE_NAME]
    assert (machine.folder / FILE_NAME).read_bytes() == pdf(3)
    said = page.line.text.replace("\u200b", "")
    assert said == f"Print 5A01-00001 is saved as {FILE_NAME}."


def test_saving_tells_that_something_was_saved(qtbot: QtBot, page: RecordPage, settle: Settle) -> None:
    with qtbot.waitSignal(page.saved):
        disclose(page, settle, "Save a numbered PDF…")


def test_a_refusal_stays_in_the_sheet_with_what_was_typed(
    page: RecordPage, desk: RecordDesk, settle: Settle
) -> None:
    desk.records.refusal = RefusedError("The print could not be noted. Try again.")
    sheet = disclose(page, settle, "Save a numbered PDF…")
    assert sheet.line.text == "The print could not be noted. Try again."
    assert (sheet.purpose.text(), sheet.primary.isEnabled()) == ("Case file", True)
    sheet.reject()


def test_a_print_that_found_no_place_is_noted_as_failed_and_can_be_made_again(
    page: RecordPage, desk: RecordDesk, machine: FakeMachine, settle: Settle
) -> None:
    machine.place = None
    disclose(page, settle, "Save a numbered PDF…")
    settle()
    assert page.line.text == "Print 5A01-00001 was not saved, and the access book says so."
    assert desk.records.came_to_nothing == [("5A01-00001", False)]
    machine.place = machine.folder / "elsewhere.pdf"
    page.line.pressed.emit()
    settle()
    assert machine.place.read_bytes() == pdf(3)
    assert desk.records.asked == [("Case file", "DI Marsh")] * 2
    assert page.line.text.replace("\u200b", "").startswith("Print 5A01-00002 is saved")


def test_a_missing_folder_is_said_noted_and_another_can_be_chosen(
    page: RecordPage, desk: RecordDesk, machine: FakeMachine, settle: Settle
) -> None:
    machine.place = machine.folder / "gone" / "record.pdf"
    disclose(page, settle, "Save a numbered PDF…")
    settle()
    assert "its folder is not there" in page.line.text
    assert desk.records.came_to_nothing == [("5A01-00001", False)]
    machine.place = machine.folder / "record.pdf"
    page.line.pressed.emit()
    settle()
    assert [path.name for path in machine.folder.iterdir()] == ["record.pdf"]


def test_a_pdf_that_another_program_has_open_is_said_and_noted_and_stays_as_it_was(
    page: RecordPage,
    desk: RecordDesk,
    machine: FakeMachine,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    machine.place = machine.folder / "record.pdf"
    machine.place.write_bytes(b"the file of before")
    monkeypatch.setattr(Path, "replace", held_elsewhere)
    disclose(page, settle, "Save a numbered PDF…")
    settle()
    assert "another program has it open" in page.line.text
    assert desk.records.came_to_nothing == [("5A01-00001", False)]
    assert [one.read_bytes() for one in machine.folder.iterdir()] == [b"the file of before"]


def held_elsewhere(_: Path, target: Path) -> None:
    raise PermissionError(errno.EACCES, "in use", str(target))


@pytest.mark.qt_log_ignore(r"QPainter::begin\(\): Returned false")
def test_a_printer_that_vanishes_is_told_and_noted(
    page: RecordPage, desk: RecordDesk, machine: FakeMachine, settle: Settle
) -> None:
    machine.folder = machine.folder / "no such printer"
    disclose(page, settle, "Print…")
    settle()
    assert "See that it is on and connected" in page.line.text
    assert desk.records.came_to_nothing == [("5A01-00001", True)]


def test_every_document_can_be_chosen_shown_and_printed(
    page: RecordPage, desk: RecordDesk, settle: Settle
) -> None:
    for kind in ("items", "annex", "status", "checklist", "disclosure", "sensitive-disclosure"):
        choose(page, kind, settle)
        assert page.document == kind
        assert page.view.pages is not None
        assert page.view.pages.count == 2
        disclose(page, settle, "Print…")
    assert desk.records.printed == [
        "items",
        "annex",
        "status",
        "checklist",
        "disclosure",
        "sensitive-disclosure",
    ]


def test_a_review_is_asked_for_only_where_the_document_is_of_one(page: RecordPage, settle: Settle) -> None:
    assert page.reviews.isVisible()
    choose(page, "status", settle)
    assert not page.reviews.isVisible()
    choose(page, "annex", settle)
    assert page.reviews.isVisible()


def test_a_document_that_there_is_not_is_told_and_the_one_before_stays(
    page: RecordPage, desk: RecordDesk, settle: Settle
) -> None:
    desk.records.refusal = RefusedError("This review has no sensitive annex: nothing was left out.")
    choose(page, "annex", settle)
    assert page.line.text == "This review has no sensitive annex: nothing was left out."
    assert (page.document, page.documents.value()) == ("record", "record")


def test_a_case_without_a_held_review_has_its_other_documents(
    qtbot: QtBot, session: Session, desk: RecordDesk, settle: Settle
) -> None:
    desk.records.held = ()
    page = shown(qtbot, RecordPage(session, CASE, None))
    page.refresh()
    settle()
    offered = [page.documents.itemText(at) for at in range(page.documents.count())]
    assert page.document == "status"
    assert len(offered) == 4
    assert not [words for words in offered if words.startswith("Supervision record")]


def test_a_file_is_verified_in_words(
    page: RecordPage, desk: RecordDesk, machine: FakeMachine, settle: Settle
) -> None:
    machine.file = machine.folder / "found.pdf"
    machine.file.write_bytes(b"%PDF found")
    press(page, "Verify a file…")
    settle()
    sheet = child(page, VerdictSheet)
    assert desk.records.verified == [b"%PDF found"]
    assert child(sheet, StateWord).sign.word == "The same as what was signed"
    sheet.reject()


def test_a_file_that_cannot_be_read_is_told(page: RecordPage, machine: FakeMachine, settle: Settle) -> None:
    machine.file = machine.folder / "gone.pdf"
    press(page, "Verify a file…")
    settle()
    assert page.line.text.startswith("There is no file ")


def test_another_file_can_be_verified_from_the_verdict(
    page: RecordPage, desk: RecordDesk, machine: FakeMachine, settle: Settle
) -> None:
    machine.file = machine.folder / "found.pdf"
    machine.file.write_bytes(b"%PDF")
    press(page, "Verify a file…")
    settle()
    sheet = child(page, VerdictSheet)
    sheet.primary.click()
    settle()
    assert len(desk.records.verified) == 2
    for left in page.findChildren(VerdictSheet):
        left.reject()


def test_showing_printing_and_zooming_leave_no_file_behind(
    page: RecordPage, machine: FakeMachine, settle: Settle, tmp_path_factory: pytest.TempPathFactory
) -> None:
    disclose(page, settle, "Print…")
    page.view.zoom_by(1)
    page.grab()
    settle()
    assert [path.name for path in machine.folder.iterdir()] == ["paper.pdf"]


def test_everything_is_reached_by_tab_and_nothing_traps_it(qtbot: QtBot, page: RecordPage) -> None:
    page.focus_first()
    seen: list[str] = []
    for _ in range(15):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.accessibleName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    wanted = {
        "Print…",
        "Save a numbered PDF…",
        "Verify a file…",
        "Document",
        "Held review",
        "Pages",
        "Whole page",
    }
    assert wanted <= set(seen)
    assert seen[0].startswith("Document, page 1 of 3")


def test_the_spot_of_a_case_without_a_review_is_its_other_documents(session: Session) -> None:
    page = build_page(session, Spot(page="record", case=CASE))
    assert isinstance(page, RecordPage)
    assert (page.review, page.document) == (None, "status")
    page.deleteLater()
