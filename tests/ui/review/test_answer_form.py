"""One question: done, not done, not applicable, or as last time; nothing half typed is lost."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import Given, ReviewId
from sopcheck.cases.reviews.run import review_checklist
from sopcheck.checklists.definition import ItemId
from sopcheck.checklists.local_time import LONDON
from sopcheck.errors import RefusedError
from sopcheck.services.views import Conclusion
from sopcheck.ui.kit.text import Label
from sopcheck.ui.review.answer_form import AnswerForm
from sopcheck.ui.review.question_words import Part, Question, parts_of
from sopcheck.ui.review.row_forms import PartForm, ShownForm
from sopcheck.ui.session import Session
from sopcheck.ui.words import Words
from tests.ui.fakes import NOW
from tests.ui.measuring import over_another
from tests.ui.review_fakes import CASE, StorySupervision, busy_story, pressed
from tests.ui.showing import shown

Settle = Callable[[], None]
WORDS = Words(LONDON, NOW)


def asked(supervision: StorySupervision, item: str) -> tuple[Question, Part]:
    view = supervision.open(CASE)
    parts = parts_of(view, review_checklist(view.view.case, view.view.definitions), Conclusion())
    return next((one, part) for part in parts for one in part.questions if one.item.id == item)


@pytest.fixture
def supervision() -> StorySupervision:
    return StorySupervision(busy_story())


@pytest.fixture
def ask(
    qtbot: QtBot, session: Session, supervision: StorySupervision, settle: Settle
) -> Callable[[str], AnswerForm]:
    def make(item: str) -> AnswerForm:
        question, part = asked(supervision, item)
        form = shown(qtbot, AnswerForm(question, part, session, review="r1", words=WORDS))
        settle()
        return form

    return make


def said(form: AnswerForm | PartForm | ShownForm) -> str:
    return " ".join(label.text() for label in form.findChildren(Label) if label.isVisibleTo(form))


def test_an_open_question_shows_prompt_guidance_and_three_ways(ask: Callable[[str], AnswerForm]) -> None:
    form = ask("review-read-record")
    assert "Read the checklist, decision log" in said(form)
    assert "State what was read" in said(form)
    for name in ("Done", "Not done", "Not applicable"):
        assert any(one.accessibleName() == name for one in form.buttons())


def test_done_takes_what_is_typed(qtbot: QtBot, ask: Callable[[str], AnswerForm]) -> None:
    form = ask("review-read-record")
    form.text.setPlainText("Both crime reports")
    with qtbot.waitSignal(form.given) as told:
        pressed(form, "Done")
    assert told.args == [Given(status="done", text="Both crime reports")]


def test_control_enter_is_done(qtbot: QtBot, ask: Callable[[str], AnswerForm]) -> None:
    form = ask("review-read-record")
    with qtbot.waitSignal(form.given):
        qtbot.keyClick(form.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize(("key", "status"), [("D", "done"), ("X", "not done"), ("A", "not applicable")])
def test_keys_of_the_list_answer(
    qtbot: QtBot, ask: Callable[[str], AnswerForm], key: str, status: str
) -> None:
    form = ask("review-read-record")
    form.reason.setPlainText("No access to the log")
    with qtbot.waitSignal(form.given) as told:
        form.press(key)
        if key != "D":
            pressed(form, f"Save as {status}")
    assert told.args[0].status == status
    assert told.args[0].reason == ("" if key == "D" else "No access to the log")


def test_not_done_asks_why_and_escape_goes_back_first(qtbot: QtBot, ask: Callable[[str], AnswerForm]) -> None:
    form = ask("review-read-record")
    form.press("X")
    assert form.reason.hasFocus()
    with qtbot.assertNotEmitted(form.left):
        qtbot.keyClick(form.reason, Qt.Key.Key_Escape)
    assert not form.reason.isVisible()
    with qtbot.waitSignal(form.left):
        qtbot.keyClick(form.text, Qt.Key.Key_Escape)


def test_a_choice_that_is_asked_for_must_be_made(qtbot: QtBot, ask: Callable[[str], AnswerForm]) -> None:
    form = ask("review-capacity")
    with qtbot.assertNotEmitted(form.given):
        pressed(form, "Done")
    assert form.line.text == "Choose one of the answers first."
    pressed(form.choice, "content")
    with qtbot.waitSignal(form.given) as told:
        pressed(form, "Done")
    assert told.args[0].choice == "content"


def test_a_question_that_asks_for_no_words_has_no_room_for_them(ask: Callable[[str], AnswerForm]) -> None:
    assert not ask("review-disclosure").text.isVisible()


def test_a_last_answer_is_shown_and_confirmed_in_one_press(
    qtbot: QtBot, ask: Callable[[str], AnswerForm]
) -> None:
    form = ask("review-network")
    assert "Last time, Fri 1 May: done. suspected" in said(form)
    assert not form.choice.isVisible()
    with qtbot.waitSignal(form.given) as told:
        pressed(form, "Confirm the last answer")
    assert told.args == [Given(status="done", choice="suspected")]


def test_c_confirms_too(qtbot: QtBot, ask: Callable[[str], AnswerForm]) -> None:
    form = ask("review-lines")
    with qtbot.waitSignal(form.given) as told:
        form.press("C")
    assert told.args == [Given(status="done", text="CCTV outstanding")]


def test_c_does_nothing_where_there_was_no_last_answer(
    qtbot: QtBot, ask: Callable[[str], AnswerForm]
) -> None:
    form = ask("review-read-record")
    with qtbot.assertNotEmitted(form.given):
        form.press("C")


def test_changing_a_last_answer_begins_with_its_words(qtbot: QtBot, ask: Callable[[str], AnswerForm]) -> None:
    form = ask("review-lines")
    form.press("D")
    assert form.text.text() == "CCTV outstanding"
    form.text.setPlainText("CCTV seized")
    with qtbot.waitSignal(form.given) as told:
        pressed(form, "Done")
    assert told.args == [Given(status="done", text="CCTV seized")]


def test_no_change_in_the_part_is_one_press(qtbot: QtBot, ask: Callable[[str], AnswerForm]) -> None:
    form = ask("review-lines")
    with qtbot.waitSignal(form.part_confirmed):
        form.press("P")
    with qtbot.waitSignal(form.part_confirmed):
        pressed(form, "No change in the part “The investigation”")


def test_a_part_without_last_answers_cannot_be_confirmed(
    qtbot: QtBot, ask: Callable[[str], AnswerForm]
) -> None:
    form = ask("review-read-record")
    with qtbot.assertNotEmitted(form.part_confirmed):
        form.press("P")


def test_a_standing_answer_is_there_to_be_changed(
    ask: Callable[[str], AnswerForm], supervision: StorySupervision
) -> None:
    supervision.open(CASE)
    given = Given(status="done", choice="support needed", text="Workload")
    supervision.answer(CASE, ReviewId("now"), ItemId("review-capacity"), given)
    form = ask("review-capacity")
    assert (form.choice.value(), form.text.text()) == ("support needed", "Workload")


def test_what_is_half_typed_comes_back_and_is_forgotten_once_saved(
    ask: Callable[[str], AnswerForm], session: Session, settle: Settle
) -> None:
    first = ask("review-read-record")
    first.text.setPlainText("Half a thou")
    first.leave()
    settle()
    again = ask("review-read-record")
    assert again.text.text() == "Half a thou"
    again.finish()
    settle()
    assert session.desk.drafts.get("review:r1/review-read-record/text") == ""


def test_half_typed_words_unfold_a_last_answer(ask: Callable[[str], AnswerForm], session: Session) -> None:
    session.desk.drafts.keep("review:r1/review-lines/text", "CCTV sei")
    form = ask("review-lines")
    assert (form.text.isVisible(), form.text.text()) == (True, "CCTV sei")


def test_a_refusal_leaves_everything_typed(qtbot: QtBot, ask: Callable[[str], AnswerForm]) -> None:
    form = ask("review-read-record")
    form.text.setPlainText("Both crime reports")
    pressed(form, "Done")
    form.refuse(RefusedError("The disk is full. Make room."))
    assert (form.line.text, form.text.text()) == ("The disk is full. Make room.", "Both crime reports")
    with qtbot.waitSignal(form.given):
        pressed(form, "Done")


def test_nothing_is_given_twice_while_it_is_saved(qtbot: QtBot, ask: Callable[[str], AnswerForm]) -> None:
    form = ask("review-read-record")
    pressed(form, "Done")
    with qtbot.assertNotEmitted(form.given):
        pressed(form, "Done")


@pytest.mark.parametrize(
    "item", ["review-lines", "review-capacity", "review-read-record", "review-disclosure"]
)
def test_the_focus_begins_where_something_is_to_be_done(ask: Callable[[str], AnswerForm], item: str) -> None:
    form = ask(item)
    form.begin()
    assert form.has_focus()


def test_a_part_says_how_far_it_is_and_is_confirmed(qtbot: QtBot, supervision: StorySupervision) -> None:
    _, part = asked(supervision, "review-lines")
    form = shown(qtbot, PartForm(part))
    assert "2 last answers of this part can be confirmed in one press" in said(form)
    with qtbot.waitSignal(form.part_confirmed):
        form.press("P")


def test_a_part_with_nothing_to_confirm_offers_no_press(qtbot: QtBot, supervision: StorySupervision) -> None:
    _, part = asked(supervision, "review-read-record")
    form = shown(qtbot, PartForm(part))
    assert "questions are answered" in said(form)
    with qtbot.assertNotEmitted(form.part_confirmed):
        form.press("P")


def test_a_question_of_the_conclusion_leads_there(qtbot: QtBot, supervision: StorySupervision) -> None:
    question, _ = asked(supervision, "review-risk-now")
    form = shown(qtbot, ShownForm(question))
    assert "It is typed once, in the conclusion." in said(form)
    with qtbot.waitSignal(form.beside_wanted) as told:
        form.begin()
        pressed(form, "Go to it in the conclusion")
    assert told.args == ["risk"]


def test_what_the_program_fills_in_has_no_controls(qtbot: QtBot, supervision: StorySupervision) -> None:
    question, _ = asked(supervision, "review-previous-actions")
    form = shown(qtbot, ShownForm(question))
    assert "1 carried" in said(form)
    assert form.buttons() == []


def test_nothing_unseen_lies_over_the_words_of_a_question(ask: Callable[[str], AnswerForm]) -> None:
    assert list(over_another(ask("review-network").window())) == []
