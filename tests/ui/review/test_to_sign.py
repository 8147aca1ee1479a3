"""From the conclusion to the signature: what is shown is signed, a refusal loses nothing."""

from collections.abc import Callable

import pytest
import shiboken6
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import Discharged
from sopcheck.checklists.definition import ItemId, ScheduleId
from sopcheck.errors import UnavailableError
from sopcheck.ui.review.page import ReviewPage
from sopcheck.ui.review.signing import RecordSheet
from sopcheck.ui.tasks import TaskRunner
from sopcheck.ui.theme import em
from tests.ui.fakes import session_of
from tests.ui.record_fakes import child
from tests.ui.review.acting import conclude, sheet_to_sign
from tests.ui.review_fakes import BOTH, CASE, ReviewDesk, busy_story, pressed
from tests.ui.showing import shown

Settle = Callable[[], None]
SECOND = Discharged(rule=ScheduleId("72-hour"))


def test_the_preview_shows_the_record_and_signs_nothing(
    page: ReviewPage, desk: ReviewDesk, settle: Settle
) -> None:
    conclude(page, outcome="on track", reasons="Sound plan")
    pressed(page, "Preview page one")
    settle()
    sheet = child(page, RecordSheet)
    assert sheet.view.pages is not None
    assert desk.reviewing.previewed[0].outcome == "on track"
    assert desk.reviewing.signed == []
    sheet.accept()


def test_what_is_not_said_yet_is_told_where_it_is_signed(page: ReviewPage, settle: Settle) -> None:
    conclude(page, outcome="on track", risk="high: Seen near the school", child_seen="seen")
    sheet = sheet_to_sign(page, settle)
    told = [label.text() for label in sheet.findChildren(QLabel) if label.isVisible()]
    assert "Not said yet: the child's voice, reasons" in told
    sheet.reject()


def test_signing_signs_exactly_what_was_shown_and_goes_to_the_record(
    qtbot: QtBot, page: ReviewPage, desk: ReviewDesk, settle: Settle
) -> None:
    conclude(page, outcome="on track", reasons="Sound plan", risk="high: Seen near the school")
    sheet = sheet_to_sign(page, settle)
    with qtbot.waitSignal(page.record_wanted) as told:
        sheet.primary.click()
    settle()
    assert told.args == [CASE, "now"]
    assert desk.reviewing.signed == desk.reviewing.previewed
    assert desk.reviewing.signed[0].discharges == (SECOND,)
    assert desk.story.case.held_reviews[-1].event.outcome == "on track"


def test_what_was_typed_once_is_an_answer_for_the_next_review(
    page: ReviewPage, desk: ReviewDesk, settle: Settle
) -> None:
    conclude(page, outcome="on track", risk="high: Seen near the school", good_work="Quick arrest")
    sheet_to_sign(page, settle).reject()
    view = desk.reviewing.open(CASE)
    answers = {state.item.id: state.answer.given for state in view.questions if state.answer}
    assert answers[ItemId("review-risk-now")].choice == "high"
    assert answers[ItemId("review-good-practice")].text == "Quick arrest"


def test_going_back_from_the_sheet_signs_nothing_and_loses_nothing(
    page: ReviewPage, desk: ReviewDesk, settle: Settle
) -> None:
    conclude(page, outcome="on track", reasons="Sound plan")
    sheet = sheet_to_sign(page, settle)
    pressed(sheet, "Go back to the review")
    assert desk.reviewing.signed == []
    assert page.conclusion.conclusion().reasons == "Sound plan"
    assert next(one for one in page.findChildren(QPushButton) if one.text() == "Sign…").isEnabled()


def test_a_signature_that_is_refused_is_told_in_the_sheet(
    page: ReviewPage, desk: ReviewDesk, settle: Settle
) -> None:
    conclude(page, outcome="on track")
    sheet = sheet_to_sign(page, settle)
    desk.reviewing.refusal = UnavailableError("The disk is full; nothing was signed. Make room.")
    sheet.primary.click()
    settle()
    assert sheet.line.text == "The disk is full; nothing was signed. Make room."
    assert (sheet.isVisible(), sheet.primary.isEnabled()) == (True, True)
    sheet.reject()


@pytest.mark.parametrize("ems", [84, 50])
def test_who_is_not_independent_is_led_to_the_exception_and_may_sign_with_it(
    qtbot: QtBot, tasks: TaskRunner, settle: Settle, ems: int
) -> None:
    desk = ReviewDesk(busy_story(BOTH))
    page = ReviewPage(session_of(desk, tasks), CASE)
    page.resize(em(ems), em(60))
    shown(qtbot, page)
    page.refresh()
    settle()
    page.panes.show_pane("conclusion")
    pressed(page, "Sign…")
    settle()
    assert "somebody independent" in page.line.text
    field = page.head.exception.words
    assert (field.hasFocus(), field.isVisible()) == (True, True)
    page.head.exception.say("No other supervisor before Monday")
    page.panes.show_pane("conclusion")
    sheet_to_sign(page, settle).primary.click()
    settle()
    assert desk.reviewing.signed[0].exception == "No other supervisor before Monday"


def test_a_date_that_is_none_stands_in_the_way_of_signing(page: ReviewPage, settle: Settle) -> None:
    for box in page.head.findChildren(QCheckBox):
        box.setChecked(True)
    settle()
    page.conclusion.next.day.edit.setText("soonish")
    pressed(page, "Sign…")
    settle()
    assert page.findChild(RecordSheet) is None
    assert page.conclusion.next.day.edit.hasFocus()


def test_once_signed_nothing_is_kept_any_more(
    qtbot: QtBot, page: ReviewPage, desk: ReviewDesk, settle: Settle
) -> None:
    conclude(page, outcome="on track")
    sheet_to_sign(page, settle).primary.click()
    settle()
    desk.reviewing.kept.clear()
    conclude(page, reasons="Too late")
    page.hide()
    settle()
    assert desk.reviewing.kept == {}


def test_a_refusal_after_its_sheet_was_closed_is_told_in_the_page(
    page: ReviewPage, desk: ReviewDesk, settle: Settle
) -> None:
    conclude(page, outcome="on track")
    sheet = sheet_to_sign(page, settle)
    desk.reviewing.refusal = UnavailableError("The disk is full; nothing was signed. Make room.")
    sheet.primary.click()
    shiboken6.delete(sheet)
    settle()
    assert page.line.text == "The disk is full; nothing was signed. Make room."
