"""The Review page as a sergeant uses it, from what changed to the signature; leaving it loses nothing."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import Discharged
from sopcheck.checklists.definition import ScheduleId
from sopcheck.errors import RefusedError, UnavailableError
from sopcheck.services.views import Conclusion
from sopcheck.ui.kit.drafts import Draft
from sopcheck.ui.review.answer_form import AnswerForm
from sopcheck.ui.review.page import ReviewPage
from sopcheck.ui.review.question_words import Part, Question, answer_words
from sopcheck.ui.review.sheets import DirectionSheet, ResultSheet
from sopcheck.ui.session import Session
from tests.cases.desk import place
from tests.ui.record_fakes import child
from tests.ui.review.acting import conclude, ticked
from tests.ui.review_fakes import CASE, ReviewDesk, pressed
from tests.ui.showing import Windows, shown

Settle = Callable[[], None]
SECOND = Discharged(rule=ScheduleId("72-hour"))


def test_it_opens_on_what_changed_with_the_case_in_the_title(page: ReviewPage) -> None:
    assert page.title == "NV/CSE/26/0900 · review"
    assert page.changes.since_review.heading.startswith("Since the last signed review, Fri 1 May, 09:30")
    assert page.changes.since_review.list.isVisible()
    assert page.exceptions.bar.reason.hasFocus()


def test_the_viewing_is_noted_before_the_review_is_opened(page: ReviewPage, desk: ReviewDesk) -> None:
    assert desk.viewing.viewed == [CASE]


def test_reading_again_opens_no_second_review(page: ReviewPage, desk: ReviewDesk, settle: Settle) -> None:
    page.refresh()
    settle()
    assert len(desk.story.case.opened_reviews) == 2
    assert desk.viewing.viewed == [CASE]


def test_who_may_not_hold_it_is_told_in_a_sentence(
    qtbot: QtBot, session: Session, desk: ReviewDesk, settle: Settle
) -> None:
    desk.reviewing.refusal = RefusedError("To hold a review takes the role of supervisor. Ask one.")
    page = shown(qtbot, ReviewPage(session, CASE))
    page.refresh()
    settle()
    assert not page.panes.isVisible()
    assert page.unread.isVisible()
    with qtbot.waitSignal(page.case_wanted) as told:
        pressed(page, "Back to the case")
    assert told.args == [CASE]


def test_several_limits_are_judged_at_once(
    qtbot: QtBot, page: ReviewPage, desk: ReviewDesk, settle: Settle
) -> None:
    ticked(page, "Record every crime", "Apply nothing", "Search police systems")
    page.exceptions.bar.reason.setText("One system was down")
    with qtbot.waitSignal(page.saved):
        pressed(page, "Justified: decide on these exceptions")
    settle()
    judged = desk.story.case.judgements
    assert {where.item for where in judged} == {"record-crime", "research-systems"}
    assert [one.listed for one in desk.story.case.row_judgements] == ["not done"]
    assert desk.reviewing.acts[-1:] == ["judge an exception"]


def test_a_limit_that_needs_action_leads_to_the_action(page: ReviewPage, settle: Settle) -> None:
    ticked(page, "Search police systems")
    page.exceptions.bar.reason.setText("Get access today")
    pressed(page, "Action: decide on these exceptions")
    settle()
    assert page.conclusion.to_do.text.text() == "Get access today"
    assert page.conclusion.to_do.text.hasFocus()
    assert not page.conclusion.to_do.text.visibleRegion().isEmpty()


def test_the_action_that_a_decision_asked_for_leads_on_to_the_next_decision(
    page: ReviewPage, settle: Settle
) -> None:
    pressed(page, "Action: decide on these exceptions")
    settle()
    assert not page.exceptions.bar.reason.hasFocus()
    _raise_an_action(page, settle)
    assert page.exceptions.bar.reason.hasFocus()


def test_where_all_is_decided_the_next_action_can_be_typed(page: ReviewPage, settle: Settle) -> None:
    for section in page.exceptions.sections:
        section.tick_undecided()
    pressed(page, "Justified: decide on these exceptions")
    settle()
    assert not page.exceptions.undecided
    _raise_an_action(page, settle)
    assert page.conclusion.to_do.text.hasFocus()


def _raise_an_action(page: ReviewPage, settle: Settle) -> None:
    page.conclusion.to_do.text.setPlainText("Take an account")
    page.conclusion.to_do.due.edit.setText("fri")
    pressed(page.conclusion.to_do, "Add the action")
    settle()


def test_a_direction_is_given_on_one_item(page: ReviewPage, desk: ReviewDesk, settle: Settle) -> None:
    page.exceptions.direct_wanted.emit(page.exceptions.sections[0].rows[0])
    sheet = child(page, DirectionSheet)
    sheet.text.setPlainText("Ask again today")
    sheet.primary.click()
    settle()
    (direction,) = desk.story.case.directions
    assert (direction.place, direction.text) == (place("record-crime"), "Ask again today")
    assert page.findChild(DirectionSheet) is None


def test_a_refused_direction_stays_in_its_sheet(page: ReviewPage, desk: ReviewDesk, settle: Settle) -> None:
    page.exceptions.direct_wanted.emit(page.exceptions.sections[0].rows[0])
    sheet = child(page, DirectionSheet)
    sheet.text.setPlainText("Ask again today")
    desk.reviewing.refusal = UnavailableError("The disk is full. Make room.")
    sheet.primary.click()
    settle()
    assert (sheet.line.text, sheet.text.text()) == ("The disk is full. Make room.", "Ask again today")
    sheet.reject()


def test_a_sheet_that_was_closed_while_its_direction_is_saved_is_let_go(
    page: ReviewPage, desk: ReviewDesk, settle: Settle
) -> None:
    page.exceptions.direct_wanted.emit(page.exceptions.sections[0].rows[0])
    sheet = child(page, DirectionSheet)
    sheet.text.setPlainText("Ask again today")
    sheet.primary.click()
    shiboken6.delete(sheet)
    settle()
    assert len(desk.story.case.directions) == 1


def test_a_row_leads_to_its_place_in_the_case(qtbot: QtBot, page: ReviewPage) -> None:
    with qtbot.waitSignal(page.item_wanted) as told:
        page.exceptions.place_wanted.emit(place("record-crime"))
    assert told.args == [CASE, place("record-crime")]


def test_an_answer_is_saved_and_leads_on(
    qtbot: QtBot, page: ReviewPage, desk: ReviewDesk, settle: Settle
) -> None:
    page.questions.list.setFocus()
    qtbot.keyClick(page.questions.list, Qt.Key.Key_D)
    settle()
    view = desk.reviewing.open(CASE)
    state = next(one for one in view.questions if one.item.id == "review-read-record")
    assert state.status == "done"
    row = page.questions.list.current()
    assert isinstance(row, Question)
    assert row.item.id == "review-late-recorded"


def test_a_refused_answer_is_told_at_the_question(
    qtbot: QtBot, page: ReviewPage, desk: ReviewDesk, settle: Settle
) -> None:
    desk.reviewing.refusal = UnavailableError("The disk is full. Make room.")
    page.questions.list.setFocus()
    qtbot.keyClick(page.questions.list, Qt.Key.Key_D)
    settle()
    assert page.questions.form is not None
    assert page.questions.form.line.text == "The disk is full. Make room."


def test_no_change_in_a_part_is_one_press_and_fills_what_the_conclusion_shares(
    page: ReviewPage, settle: Settle
) -> None:
    part = next(
        row for row in page.questions.list.rows.values if isinstance(row, Part) and row.stage == "safety"
    )
    page.questions.list.choose(part)
    pressed(page.questions, "No change in the part “The child”")
    settle()
    assert page.conclusion.conclusion().risk == "medium: Contact has stopped"


def test_what_is_typed_at_the_right_shows_in_the_middle(page: ReviewPage) -> None:
    conclude(page, risk="high: Seen near the school")
    rows = page.questions.list.rows.values
    risk = next(row for row in rows if isinstance(row, Question) and row.item.id == "review-risk-now")
    assert risk.beside == "high: Seen near the school"


def test_a_question_of_the_conclusion_leads_to_its_field(page: ReviewPage) -> None:
    page.questions.beside_wanted.emit("cause_of_delay")
    assert page.conclusion.fields["cause_of_delay"].choice.hasFocus()


def test_an_action_is_raised_and_one_of_before_dropped(
    page: ReviewPage, desk: ReviewDesk, settle: Settle
) -> None:
    part = page.conclusion.to_do
    part.text.setPlainText("Take an account")
    part.due.edit.setText("fri")
    pressed(part, "Add the action")
    settle()
    pressed(part, "Drop: Seize the hotel register")
    sheet = child(page, ResultSheet)
    sheet.text.setPlainText("The hotel has none")
    sheet.primary.click()
    settle()
    states = {action.text: (action.state, action.result) for action in desk.story.case.actions}
    assert states["Take an account"] == ("open", "")
    assert states["Seize the hotel register"] == ("dropped", "The hotel has none")


def test_a_refused_action_stays_in_its_form(page: ReviewPage, settle: Settle) -> None:
    part = page.conclusion.to_do
    part.text.setPlainText("Take an account")
    part.due.edit.setText("1 May 2026")
    pressed(part, "Add the action")
    settle()
    assert part.line.text.startswith("The action would be due before it is raised.")
    assert part.text.text() == "Take an account"


def test_the_next_review_follows_what_is_ticked(page: ReviewPage, settle: Settle) -> None:
    assert not page.conclusion.next.day.isVisible()
    for box in page.head.findChildren(QCheckBox):
        box.setChecked(True)
    settle()
    assert page.conclusion.next.day.isVisibleTo(page.conclusion.next)


def test_the_type_of_the_review_is_that_of_what_is_ticked(page: ReviewPage, settle: Settle) -> None:
    def said() -> str:
        rows = page.questions.list.rows.values
        return next(
            answer_words(row) for row in rows if isinstance(row, Question) and row.item.id == "review-type"
        )

    boxes = page.head.findChildren(QCheckBox)
    assert said().startswith("72-hour")
    for box in boxes:
        box.setChecked(False)
    settle()
    assert said() == "unscheduled"


def test_a_refusal_goes_once_something_else_is_ticked(page: ReviewPage, settle: Settle) -> None:
    page.line.refuse("“Inspector's review” takes the rank of inspector or above. Ask somebody else.")
    page.head.findChildren(QCheckBox)[0].toggle()
    settle()
    assert not page.line.isVisibleTo(page)


def test_what_is_concluded_is_kept_after_a_pause(qtbot: QtBot, page: ReviewPage, desk: ReviewDesk) -> None:
    conclude(page, reasons="Half a thou")
    qtbot.waitUntil(lambda: any(kept.reasons == "Half a thou" for kept in desk.reviewing.kept.values()))


def test_leaving_keeps_at_once_and_coming_back_brings_everything_back(
    qtbot: QtBot, page: ReviewPage, session: Session, settle: Settle
) -> None:
    conclude(page, reasons="Half a thou", risk="high: Seen near the school")
    form = page.questions.form
    assert isinstance(form, AnswerForm)
    form.text.setPlainText("Half an answer")
    page.hide()
    for draft in page.findChildren(Draft):
        draft.flush()
    settle()
    again = ReviewPage(session, CASE)
    shown(qtbot, again)
    again.refresh()
    settle()
    said = again.conclusion.conclusion()
    assert (said.reasons, said.risk) == ("Half a thou", "high: Seen near the school")
    assert isinstance(again.questions.form, AnswerForm)
    assert again.questions.form.text.text() == "Half an answer"


def test_going_to_another_page_counts_as_having_looked_and_a_lock_does_not(
    qtbot: QtBot, session: Session, desk: ReviewDesk, settle: Settle
) -> None:
    stack = QStackedWidget()
    page, other = ReviewPage(session, CASE), QWidget()
    stack.addWidget(page)
    stack.addWidget(other)
    shown(qtbot, stack)
    page.refresh()
    settle()
    stack.hide()
    settle()
    assert desk.reviewing.looks == 0
    stack.show()
    stack.setCurrentWidget(other)
    settle()
    assert desk.reviewing.looks == 1


def test_a_megabyte_is_refused_in_a_sentence_and_nothing_is_lost(page: ReviewPage) -> None:
    conclude(page, reasons="Sound plan")
    pasted = QMimeData()
    pasted.setText("x" * 1_000_000)
    page.conclusion.fields["reasons"].words.insertFromMimeData(pasted)
    assert "give the reference of the document instead" in page.line.text
    assert page.conclusion.conclusion().reasons == "Sound plan"


@pytest.mark.parametrize("name", ["reasons", "childs_voice"])
def test_blaming_words_get_a_soft_hint(qtbot: QtBot, page: ReviewPage, name: str) -> None:
    conclude(page, **{name: "Her lifestyle"})
    field = page.conclusion.fields[name]
    qtbot.waitUntil(lambda: "lifestyle" in field.hint)
    assert field.text() == "Her lifestyle"


def test_f6_goes_from_pane_to_pane(qtbot: QtBot, page: ReviewPage) -> None:
    seen: list[str] = []
    page.conclusion.focus_first()
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_F6)
        focused = QApplication.focusWidget()
        panes = {"exceptions": page.exceptions, "questions": page.questions, "conclusion": page.conclusion}
        seen += [name for name, pane in panes.items() if focused and pane.isAncestorOf(focused)]
    assert seen == ["exceptions", "questions", "conclusion"]


def test_tab_goes_through_everything_and_nothing_traps_it(qtbot: QtBot, page: ReviewPage) -> None:
    seen: set[str] = set()
    focused = QApplication.focusWidget()
    for _ in range(120):
        assert focused is not None
        seen.add(focused.accessibleName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
    for name in ("Questions of the review", "Sign…", "Preview page one", "Outcome", "Add the action"):
        assert name in seen
    assert any(name.startswith("Record every crime disclosed") for name in seen)


def test_everything_that_takes_the_focus_has_a_name(page: ReviewPage) -> None:
    nameless = [
        part
        for part in page.findChildren(QWidget)
        if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus and not part.accessibleName()
    ]
    assert nameless == []


@pytest.mark.parametrize("text", ["<b>bold</b> & co", "x" * 500, "Łódź \u202e\u200f مرحبا 🙂"])
def test_any_text_is_shown_as_it_was_typed(page: ReviewPage, text: str) -> None:
    width = page.conclusion.width()
    conclude(page, reasons=text)
    assert page.conclusion.conclusion() == replace(Conclusion(), reasons=text)
    assert page.conclusion.width() == width


def test_going_through_all_questions_shows_no_part_as_a_window_of_its_own(
    page: ReviewPage, qapp: QApplication
) -> None:
    windows = Windows(qapp)
    for row in page.questions.list.rows.values:
        page.questions.list.choose(row)
    qapp.removeEventFilter(windows)
    assert windows.opened == []
    assert page.isActiveWindow()


def test_a_review_that_cannot_be_read_again_stays_with_what_was_typed(
    page: ReviewPage, desk: ReviewDesk, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unavailable(*_: object) -> None:
        raise UnavailableError("The vault cannot be read now. Try again.")

    page.conclusion.fields["reasons"].say("Half typed")
    monkeypatch.setattr(desk.reviewing, "view", unavailable)
    page.refresh()
    settle()
    assert page.line.text == "The vault cannot be read now. Try again."
    assert page.panes.isVisible()
    assert page.conclusion.fields["reasons"].text() == "Half typed"
