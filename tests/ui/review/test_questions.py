"""The middle pane: from question to question by keyboard, on to the next one that waits."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import Given, ReviewId
from sopcheck.cases.reviews.run import review_checklist
from sopcheck.checklists.local_time import LONDON
from sopcheck.errors import RefusedError
from sopcheck.services.views import Conclusion, ReviewView
from sopcheck.ui.review.answer_form import AnswerForm
from sopcheck.ui.review.question_words import Part, Question, parts_of
from sopcheck.ui.review.questions import QuestionsPane
from sopcheck.ui.review.row_forms import PartForm, ShownForm
from sopcheck.ui.session import Session
from sopcheck.ui.words import Words
from tests.ui.fakes import NOW
from tests.ui.review_fakes import CASE, StorySupervision, busy_story, pressed
from tests.ui.showing import shown

Settle = Callable[[], None]
WORDS = Words(LONDON, NOW)
REVIEW = ReviewId("now")


class Hands:
    """A pane over a review, and what happens when something is answered in it."""

    def __init__(self, pane: QuestionsPane, supervision: StorySupervision) -> None:
        self.pane = pane
        self.supervision = supervision
        self.show(supervision.open(CASE))
        pane.answered.connect(self._on_answered)
        pane.part_confirmed.connect(self._on_part)

    def show(self, view: ReviewView, conclusion: Conclusion | None = None) -> None:
        checklist = review_checklist(view.view.case, view.view.definitions)
        parts = parts_of(view, checklist, conclusion or Conclusion())
        self.pane.show_parts(parts, review=view.review, words=WORDS)

    def stand_on(self, item: str) -> Question:
        rows = self.pane.list.rows.values
        found = next(row for row in rows if isinstance(row, Question) and row.item.id == item)
        self.pane.list.choose(found)
        return found

    @property
    def here(self) -> str:
        row = self.pane.list.current()
        return row.item.id if isinstance(row, Question) else f"part {row.stage}" if row else ""

    def _on_answered(self, question: Question, given: Given) -> None:
        self.show(self.supervision.answer(CASE, REVIEW, question.item.id, given))
        self.pane.answer_saved(question)

    def _on_part(self, part: Part) -> None:
        self.show(self.supervision.no_change(CASE, REVIEW, part.stage))
        self.pane.part_saved(part)


@pytest.fixture
def hands(qtbot: QtBot, session: Session, settle: Settle) -> Hands:
    pane = QuestionsPane(session)
    pane.resize(500, 700)
    shown(qtbot, pane)
    made = Hands(pane, StorySupervision(busy_story()))
    pane.focus_first()
    settle()
    return made


def test_it_begins_with_the_first_question_that_waits(hands: Hands) -> None:
    assert hands.here == "review-read-record"
    assert isinstance(hands.pane.form, AnswerForm)


def test_the_rows_keep_to_the_rules_of_models(hands: Hands) -> None:
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(hands.pane.list.rows, fatal)
    hands.show(hands.supervision.open(CASE), Conclusion(risk="high"))


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        ("review-type", ShownForm),
        ("review-risk-now", ShownForm),
        ("review-not-done", ShownForm),
        ("review-lines", AnswerForm),
    ],
)
def test_the_form_fits_the_question(hands: Hands, item: str, kind: type) -> None:
    hands.stand_on(item)
    assert isinstance(hands.pane.form, kind)


def test_a_part_has_a_form_of_its_own(qtbot: QtBot, hands: Hands) -> None:
    hands.pane.list.choose(hands.pane.list.rows.values[0])
    assert isinstance(hands.pane.form, PartForm)


def test_an_answer_leads_to_the_next_question_that_waits(qtbot: QtBot, hands: Hands) -> None:
    qtbot.keyClick(hands.pane.list, Qt.Key.Key_D)
    assert hands.here == "review-late-recorded"
    assert hands.pane.list.hasFocus()


def test_whoever_types_goes_on_typing(qtbot: QtBot, hands: Hands, settle: Settle) -> None:
    qtbot.keyClick(hands.pane.list, Qt.Key.Key_Return)
    form = hands.pane.form
    assert isinstance(form, AnswerForm)
    qtbot.keyClicks(form.text, "Both crime reports")
    qtbot.keyClick(form.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert hands.here == "review-late-recorded"
    assert isinstance(hands.pane.form, AnswerForm)
    assert hands.pane.form.text.hasFocus()


def test_a_letter_typed_into_an_answer_answers_nothing(qtbot: QtBot, hands: Hands) -> None:
    qtbot.keyClick(hands.pane.list, Qt.Key.Key_Return)
    form = hands.pane.form
    assert isinstance(form, AnswerForm)
    with qtbot.assertNotEmitted(hands.pane.answered):
        qtbot.keyClicks(form.text, "dxacp")
    assert form.text.text() == "dxacp"


def test_c_confirms_and_goes_on(qtbot: QtBot, hands: Hands) -> None:
    hands.stand_on("review-other-children")
    qtbot.keyClick(hands.pane.list, Qt.Key.Key_C)
    assert hands.here == "review-language"


def test_p_confirms_the_whole_part_and_only_that_part(qtbot: QtBot, hands: Hands) -> None:
    hands.stand_on("review-other-children")
    qtbot.keyClick(hands.pane.list, Qt.Key.Key_P)
    view = hands.supervision.open(CASE)
    answered = {state.item.id for state in view.questions if state.answer and not state.item.filled_from}
    assert answered == {"review-other-children", "review-language", "review-risk-now"}
    assert hands.here not in ("review-other-children", "review-language")


def test_after_the_last_question_it_begins_again_at_the_first_that_waits(qtbot: QtBot, hands: Hands) -> None:
    rows = [row for row in hands.pane.list.rows.values if isinstance(row, Question) and row.waits]
    hands.pane.list.choose(rows[-1])
    with qtbot.waitSignal(hands.pane.answered):
        hands.pane.answered.emit(rows[-1], Given(status="done", choice="content"))
    assert hands.here == rows[0].item.id


def test_reading_again_leaves_the_question_and_what_is_typed(hands: Hands, qtbot: QtBot) -> None:
    form = hands.pane.form
    assert isinstance(form, AnswerForm)
    qtbot.keyClicks(form.text, "Half a thou")
    hands.show(hands.supervision.open(CASE), Conclusion(good_work="Quick arrest"))
    assert hands.pane.form is form
    assert form.text.text() == "Half a thou"


def test_what_is_typed_in_the_conclusion_shows_at_once(hands: Hands) -> None:
    hands.stand_on("review-risk-now")
    hands.show(hands.supervision.open(CASE), Conclusion(risk="high"))
    row = hands.pane.list.current()
    assert isinstance(row, Question)
    assert row.beside == "high"
    assert hands.pane.form is not None
    assert hands.pane.form.row == row


def test_the_way_to_the_conclusion_is_one_press(qtbot: QtBot, hands: Hands) -> None:
    hands.stand_on("review-delay-cause")
    assert hands.pane.form is not None
    with qtbot.waitSignal(hands.pane.beside_wanted) as told:
        pressed(hands.pane.form, "Go to it in the conclusion")
    assert told.args == ["cause_of_delay"]


def test_a_refusal_is_told_at_the_question(hands: Hands) -> None:
    hands.pane.refuse(RefusedError("The disk is full. Make room."))
    assert hands.pane.form is not None
    assert hands.pane.form.line.text == "The disk is full. Make room."


def test_escape_goes_back_to_the_list(qtbot: QtBot, hands: Hands) -> None:
    qtbot.keyClick(hands.pane.list, Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert focused is not hands.pane.list
    qtbot.keyClick(focused, Qt.Key.Key_Escape)
    assert hands.pane.list.hasFocus()


def test_the_form_is_as_tall_as_it_must_be_and_leaves_the_list_its_share(hands: Hands) -> None:
    hands.stand_on("review-lines")
    form = hands.pane.form
    assert form is not None
    assert form.height() >= form.sizeHint().height() * 0.9
    assert hands.pane.list.height() >= hands.pane.height() * 0.3


def test_escape_leaves_a_question_that_is_only_shown_too(qtbot: QtBot, hands: Hands) -> None:
    hands.stand_on("review-outcome")
    qtbot.keyClick(hands.pane.list, Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert focused is not hands.pane.list
    qtbot.keyClick(focused, Qt.Key.Key_Escape)
    assert hands.pane.list.hasFocus()
