"""Opening a case: the form offers what there is, refuses what is missing, and keeps what was typed."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import CaseId
from sopcheck.errors import RefusedError
from sopcheck.ui.session import Session
from sopcheck.ui.tasks import TaskRunner
from sopcheck.ui.work.open_case import OpenCasePage
from tests.ui.fakes import CSE, FARROW, OKELL, FakeDesk, session_of
from tests.ui.showing import shown

Settle = Callable[[], None]


@pytest.fixture
def page(qtbot: QtBot, session: Session, settle: Settle) -> OpenCasePage:
    made = shown(qtbot, OpenCasePage(session))
    made.refresh()
    settle()
    return made


def fill_in(page: OpenCasePage) -> None:
    page.reference.setText(" NV/CSE/26/0200 ")
    page.operation.setText("Rowan & <b>co</b>")
    page.received.edit.setText("yesterday 22:40")


def test_the_investigation_is_ticked_and_the_review_checklist_is_not_offered(page: OpenCasePage) -> None:
    offered = [name for name, _ in page.checklists.options()]
    assert [name for name, _ in page.checklists.values()] == [CSE]
    assert "supervisor-review" not in [name for name, _ in offered]


def test_the_districts_and_teams_are_the_forces(page: OpenCasePage, session: Session) -> None:
    districts = [page.district.itemText(at) for at in range(page.district.count())]
    assert tuple(districts) == session.force.districts


def test_only_those_are_offered_who_may_hold_a_case(page: OpenCasePage) -> None:
    investigators = [page.investigator.itemText(at) for at in range(page.investigator.count())]
    supervisors = [page.supervisor.itemText(at) for at in range(page.supervisor.count())]
    assert investigators == ["Nobody yet", FARROW.name]
    assert supervisors == ["Nobody yet", FARROW.name, OKELL.name]


def test_whoever_opens_a_case_investigates_it_unless_they_say_otherwise(page: OpenCasePage) -> None:
    assert (page.investigator.value(), page.supervisor.value()) == (FARROW.person, None)


def test_a_supervisor_who_opens_a_case_supervises_it(qtbot: QtBot, tasks: TaskRunner, settle: Settle) -> None:
    page = shown(qtbot, OpenCasePage(session_of(FakeDesk(me=OKELL), tasks)))
    page.refresh()
    settle()
    assert (page.investigator.value(), page.supervisor.value()) == (None, OKELL.person)


def test_reading_again_leaves_alone_what_was_chosen(page: OpenCasePage, settle: Settle) -> None:
    page.investigator.choose(None)
    page.supervisor.choose(OKELL.person)
    for _, box in page.checklists.options():
        box.setChecked(False)
    page.refresh()
    settle()
    assert (page.investigator.value(), page.supervisor.value()) == (None, OKELL.person)
    assert page.checklists.values() == ()


def test_what_is_missing_is_said_at_its_field_and_the_first_one_has_the_focus(page: OpenCasePage) -> None:
    for _, box in page.checklists.options():
        box.setChecked(False)
    page.open_button.click()
    assert page.problems == (
        "Give the reference of the case.",
        "Give the time.",
        "Tick at least one checklist; more can be added later.",
    )
    assert page.reference.hasFocus()


@pytest.mark.parametrize(
    ("typed", "sentence"), [("soon", "This time is not understood."), ("", "Give the time.")]
)
def test_what_is_wrong_with_the_time_is_said_once(page: OpenCasePage, typed: str, sentence: str) -> None:
    fill_in(page)
    page.received.edit.setText(typed)
    page.open_button.click()
    said = [label.text() for label in page.findChildren(QLabel) if label.text().startswith(sentence)]
    assert (len(said), page.received.edit.hasFocus()) == (1, True)


def test_a_case_is_opened_with_what_was_typed(page: OpenCasePage, desk: FakeDesk, qtbot: QtBot) -> None:
    fill_in(page)
    with qtbot.waitSignals([page.saved, page.case_wanted], order="strict"):
        page.open_button.click()
    new = desk.fake.casework.opened[0]
    assert (new.reference, new.operation, new.district) == ("NV/CSE/26/0200", "Rowan & <b>co</b>", "Barnsley")
    assert new.received.at == datetime(2026, 5, 6, 21, 40, tzinfo=UTC)
    assert (new.investigator, new.supervisor) == (FARROW.person, None)


def test_the_case_is_shown_once_it_is_open(page: OpenCasePage, qtbot: QtBot) -> None:
    fill_in(page)
    with qtbot.waitSignal(page.case_wanted) as caught:
        page.open_button.click()
    assert caught.args == [CaseId("case-new")]


def test_enter_opens_the_case(page: OpenCasePage, qtbot: QtBot) -> None:
    fill_in(page)
    page.operation.setFocus()
    with qtbot.waitSignal(page.case_wanted):
        qtbot.keyClick(page.operation, Qt.Key.Key_Return)


def test_a_refusal_is_told_and_nothing_typed_is_lost(
    page: OpenCasePage, desk: FakeDesk, settle: Settle
) -> None:
    desk.fake.casework.refusal = RefusedError("A case with that reference is here already. Open that one.")
    fill_in(page)
    page.open_button.click()
    settle()
    assert page.line.text == "A case with that reference is here already. Open that one."
    assert (page.operation.text(), page.open_button.isEnabled()) == ("Rowan & <b>co</b>", True)


def test_what_was_refused_is_not_said_beside_what_is_missing_now(
    page: OpenCasePage, desk: FakeDesk, settle: Settle
) -> None:
    desk.fake.casework.refusal = RefusedError("A case with that reference is here already. Open that one.")
    fill_in(page)
    page.open_button.click()
    settle()
    page.reference.clear()
    page.open_button.click()
    assert (page.line.text, bool(page.problems[0])) == ("", True)


def test_a_press_while_it_is_saved_opens_no_second_case(
    page: OpenCasePage, desk: FakeDesk, settle: Settle
) -> None:
    fill_in(page)
    page.open_button.click()
    page.open_button.click()
    settle()
    assert len(desk.fake.casework.opened) == 1


def test_half_typed_words_are_kept_and_brought_back(
    page: OpenCasePage, session: Session, settle: Settle, qtbot: QtBot
) -> None:
    page.reference.setText("NV/CSE/26/02")
    qtbot.waitUntil(lambda: session.desk.drafts.get("open-case/reference") == "NV/CSE/26/02")
    later = OpenCasePage(session)
    qtbot.addWidget(later)
    settle()
    assert later.reference.text() == "NV/CSE/26/02"


def test_once_the_case_is_open_nothing_of_it_is_kept(
    page: OpenCasePage, session: Session, settle: Settle
) -> None:
    fill_in(page)
    page.open_button.click()
    settle()
    assert session.desk.drafts.get("open-case/reference") == ""
    assert (page.reference.text(), page.received.when()) == ("", None)


def test_escape_leads_back_to_the_worklist(page: OpenCasePage, qtbot: QtBot) -> None:
    page.reference.setFocus()
    with qtbot.waitSignal(page.page_wanted) as caught:
        qtbot.keyClick(page.reference, Qt.Key.Key_Escape)
    assert caught.args == ["work"]


def test_tab_goes_from_the_time_to_the_checklists_and_from_those_to_the_people(
    page: OpenCasePage, qtbot: QtBot
) -> None:
    page.received.edit.setFocus()
    stops = []
    for _ in range(len(page.checklists.options()) + 1):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        stops.append(focused.accessibleName() if focused is not None else "")
    assert stops == [*(tick.words for _, tick in page.checklists.options()), "Investigator"]
