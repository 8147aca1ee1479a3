"""Beside the queue: a dip sample is drawn and its sheet saved, and the dates of reviews go into a file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import CaseId
from sopcheck.cases.sampling import Frame
from sopcheck.errors import RefusedError
from sopcheck.ui.record.sheets import DisclosureSheet
from sopcheck.ui.review.extras import DatesSheet
from sopcheck.ui.review.queue_page import ReviewsPage
from sopcheck.ui.review.sample_sheets import DrawnSheet, SampleSheet
from sopcheck.ui.session import Session
from sopcheck.ui.tasks import TaskRunner
from tests.ui.fakes import OKELL, SOME, FakeDesk, session_of
from tests.ui.record_fakes import FakeMachine, FakePrinting, child
from tests.ui.review_fakes import pressed
from tests.ui.sampling_fakes import FakeReminders, FakeSampling
from tests.ui.showing import shown

Settle = Callable[[], None]


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(SOME)


class Screen:
    """The Reviews page with a machine that answers at once."""

    def __init__(self, qtbot: QtBot, session: Session, folder: Path, settle: Settle) -> None:
        self.settle = settle
        self.session = session
        object.__setattr__(session.desk, "printing", FakePrinting())
        self.machine = FakeMachine(folder)
        self.page = shown(qtbot, ReviewsPage(session, machine=self.machine))

    def press(self, words: str) -> None:
        buttons = self.page.filter.findChildren(QPushButton)
        next(one for one in buttons if one.text() == words).click()
        self.settle()

    def asked(self) -> SampleSheet:
        self.press("Dip sample…")
        return child(self.page, SampleSheet)

    def drawn(self) -> DrawnSheet:
        self.asked().primary.click()
        self.settle()
        return child(self.page, DrawnSheet)

    @property
    def sampling(self) -> FakeSampling:
        sampling = self.session.desk.sampling
        assert isinstance(sampling, FakeSampling)
        return sampling


@pytest.fixture
def screen(qtbot: QtBot, session: Session, tmp_path: Path, settle: Settle) -> Screen:
    return Screen(qtbot, session, tmp_path, settle)


def test_a_sample_of_five_of_all_cases_is_one_press(screen: Screen) -> None:
    screen.drawn().reject()
    assert screen.sampling.drawn == [(Frame(), 5, "")]


def test_the_frame_the_size_and_the_seed_are_what_was_chosen(screen: Screen) -> None:
    sheet = screen.asked()
    sheet.state.choose("closed")
    sheet.district.choose("Sheffield")
    sheet.team.choose("North")
    sheet.checklist.choose("cse-investigation")
    sheet.since.edit.setText("1 apr 2026")
    sheet.until.edit.setText("30 apr 2026")
    sheet.count.setText("12")
    sheet.seed.setText(" 2026-05 ")
    sheet.primary.click()
    screen.settle()
    ((frame, size, seed),) = screen.sampling.drawn
    assert (frame.state, frame.district, frame.team, frame.checklist) == (
        "closed",
        "Sheffield",
        "North",
        "cse-investigation",
    )
    assert [day.isoformat() for day in (frame.opened_from, frame.opened_to) if day] == [
        "2026-04-01",
        "2026-04-30",
    ]
    assert (size, seed) == (12, "2026-05")
    child(screen.page, DrawnSheet).reject()


@pytest.mark.parametrize(("field", "typed"), [("count", "many"), ("count", ""), ("since", "never")])
def test_what_is_no_number_or_no_day_is_told_at_its_field(screen: Screen, field: str, typed: str) -> None:
    sheet = screen.asked()
    edit = getattr(sheet, field)
    (edit if field == "count" else edit.edit).setText(typed)
    sheet.primary.click()
    assert screen.sampling.drawn == []
    assert sheet.primary.isEnabled()
    sheet.reject()


def test_a_refused_draw_is_told_in_its_sheet(screen: Screen) -> None:
    sheet = screen.asked()
    screen.sampling.refusal = RefusedError("No case is in this frame. Choose a wider one.")
    sheet.primary.click()
    screen.settle()
    assert sheet.line.text == "No case is in this frame. Choose a wider one."
    sheet.reject()


def test_the_cases_stand_in_the_order_of_the_draw_with_the_seed(screen: Screen) -> None:
    sheet = screen.drawn()
    assert [case.reference for case in sheet.list.rows.values] == ["NV/1", "NV/2"]
    said = sheet.list.rows.data(sheet.list.rows.index(1), Qt.ItemDataRole.AccessibleTextRole)
    assert "North" in said
    assert "closed" in said
    sheet.reject()


def test_the_audit_sheet_is_saved_under_a_name_that_names_nobody(screen: Screen) -> None:
    sheet = screen.drawn()
    sheet.primary.click()
    asked = child(screen.page, DisclosureSheet)
    asked.purpose.setText("Audit of May")
    asked.recipient.setText("DI Teal")
    asked.primary.click()
    screen.settle()
    assert screen.sampling.printed == [(1, "Audit of May", "DI Teal")]
    assert screen.machine.offered == ["audit-sheet-1-LT-00001.pdf"]
    assert screen.machine.place is not None
    assert screen.machine.place.read_bytes() == b"%PDF of sample 1"
    assert "Print LT-00001 is saved as" in screen.page.line.text


def test_an_audit_sheet_for_nobody_is_not_printed(screen: Screen) -> None:
    screen.drawn().primary.click()
    asked = child(screen.page, DisclosureSheet)
    asked.purpose.setText("Audit of May")
    asked.primary.click()
    screen.settle()
    assert screen.sampling.printed == []
    assert any("noted with the print" in problem for problem in asked.problems)
    asked.reject()


def test_a_case_of_the_sample_is_one_press_away(qtbot: QtBot, screen: Screen) -> None:
    sheet = screen.drawn()
    with qtbot.waitSignal(screen.page.case_wanted) as told:
        sheet.list.choose(sheet.list.rows.values[1])
        pressed(sheet, "Show the case")
    assert told.args == [CaseId("case-1")]


@pytest.mark.parametrize("references", [False, True])
def test_the_dates_are_saved_and_name_the_cases_only_on_request(screen: Screen, references: bool) -> None:
    screen.press("Dates for a calendar…")
    sheet = child(screen.page, DatesSheet)
    sheet.references.setChecked(references)
    sheet.primary.click()
    screen.settle()
    reminders = screen.session.desk.reminders
    assert isinstance(reminders, FakeReminders)
    assert reminders.referenced == [references]
    assert screen.machine.offered == ["reviews.ics"]
    assert "dates of reviews are saved" in screen.page.line.text


def test_who_may_draw_no_sample_is_offered_none(
    qtbot: QtBot, tasks: TaskRunner, tmp_path: Path, settle: Settle
) -> None:
    investigator = replace(OKELL, roles=("investigator",))
    screen = Screen(qtbot, session_of(FakeDesk(me=investigator), tasks), tmp_path, settle)
    offered = [one for one in screen.page.filter.findChildren(QPushButton) if not one.isHidden()]
    assert offered == []
