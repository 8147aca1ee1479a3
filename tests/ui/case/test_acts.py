"""What is done to a case, one thing after the other, off the thread."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from sopcheck.cases.refusals import ConfirmationNeededError
from sopcheck.errors import RefusedError, SopcheckError
from sopcheck.services.casework import Casework
from sopcheck.services.views import CaseView
from sopcheck.ui.case.acts import CaseActs, Question
from sopcheck.ui.kit.line import Line
from sopcheck.ui.session import Session
from sopcheck.ui.tasks import TaskRunner
from tests.ui.case_book import CASE, BookCasework, heather, place
from tests.ui.fakes import FakeDesk, session_of

Wait = Callable[[], None]


@pytest.fixture
def book() -> BookCasework:
    return heather()


@pytest.fixture
def session(book: BookCasework, tasks: TaskRunner) -> Session:
    desk = FakeDesk(me=book.me)
    object.__setattr__(desk, "casework", book)
    return session_of(desk, tasks)


@pytest.fixture
def acts(session: Session) -> CaseActs:
    return CaseActs(session, CASE)


def refusing(casework: Casework, confirmed: bool) -> CaseView:  # the shape of an act
    del casework, confirmed
    raise RefusedError("That may not be done. Do something else.")


def asking(casework: Casework, confirmed: bool) -> CaseView:  # the shape of an act
    if not confirmed:
        raise ConfirmationNeededError("Is it meant so?")
    return casework.refresh(CASE)


def plain(casework: Casework, confirmed: bool) -> CaseView:  # the shape of an act
    assert not confirmed
    return casework.refresh(CASE)


def test_before_it_is_read_there_is_no_case(acts: CaseActs) -> None:
    assert acts.view is None
    with pytest.raises(LookupError):
        _ = acts.must_view


def test_the_first_reading_is_a_look_and_the_next_ones_are_not(
    acts: CaseActs, book: BookCasework, settle: Wait
) -> None:
    acts.read()
    settle()
    acts.read()
    settle()
    assert book.viewed == 1
    assert acts.must_view.id == CASE


def test_a_look_that_failed_is_tried_again_as_a_look(
    acts: CaseActs, book: BookCasework, settle: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(case: object) -> CaseView:
        del case
        raise RefusedError("It cannot be logged, so it is not shown.")

    said: list[SopcheckError] = []
    acts.refused.connect(said.append)
    monkeypatch.setattr(book, "view", broken)
    acts.read()
    settle()
    assert [str(error) for error in said] == ["It cannot be logged, so it is not shown."]
    monkeypatch.undo()
    acts.read()
    settle()
    assert book.viewed == 1


def test_what_was_done_is_shown_between_first_and_done(acts: CaseActs, settle: Wait) -> None:
    order: list[str] = []
    acts.view_changed.connect(lambda _: order.append("shown"))
    acts.saved.connect(lambda: order.append("saved"))
    acts.do(plain, first=lambda: order.append("first"), done=lambda: order.append("done"))
    settle()
    assert order == ["first", "shown", "saved", "done"]


def test_a_refusal_goes_to_who_asked(acts: CaseActs, settle: Wait) -> None:
    said: list[SopcheckError] = []
    acts.do(refusing, failed=said.append)
    settle()
    assert [str(error) for error in said] == ["That may not be done. Do something else."]


def test_a_refusal_that_nobody_takes_is_told_to_the_page(acts: CaseActs, qtbot: QtBot) -> None:
    with qtbot.waitSignal(acts.refused) as refused:
        acts.do(refusing)
    assert isinstance(refused.args[0], RefusedError)


def test_after_a_refusal_nothing_is_shown_as_saved(acts: CaseActs, settle: Wait) -> None:
    shown: list[object] = []
    acts.view_changed.connect(shown.append)
    acts.do(refusing, done=lambda: shown.append("done"), failed=lambda _: None)
    settle()
    assert shown == []


def test_a_question_is_asked_and_the_act_done_on_yes(acts: CaseActs, settle: Wait) -> None:
    questions: list[tuple[str, Callable[[], None]]] = []
    done: list[str] = []
    acts.do(asking, done=lambda: done.append("done"), ask=lambda says, yes: questions.append((says, yes)))
    settle()
    assert ([says for says, _ in questions], done) == (["Is it meant so?"], [])
    questions[0][1]()
    settle()
    assert done == ["done"]


def test_a_question_that_nobody_takes_is_asked_in_the_page(acts: CaseActs, qtbot: QtBot) -> None:
    with qtbot.waitSignal(acts.confirm_wanted) as wanted:
        acts.do(asking)
    assert wanted.args[0] == "Is it meant so?"


def test_places_are_being_saved_until_they_are(acts: CaseActs, settle: Wait) -> None:
    saving: list[frozenset[object]] = []
    acts.saving_changed.connect(saving.append)
    acts.do(plain, places=(place("record-crime"),))
    settle()
    assert saving == [frozenset({place("record-crime")}), frozenset()]


def test_a_place_saved_twice_is_being_saved_until_both_are(acts: CaseActs, settle: Wait) -> None:
    saving: list[frozenset[object]] = []
    acts.saving_changed.connect(saving.append)
    for _ in range(2):
        acts.do(plain, places=(place("record-crime"),))
    settle()
    assert [len(places) for places in saving] == [1, 1, 1, 0]


def test_a_refused_place_is_being_saved_no_more(acts: CaseActs, settle: Wait) -> None:
    saving: list[frozenset[object]] = []
    acts.saving_changed.connect(saving.append)
    acts.do(refusing, places=(place("record-crime"),), failed=lambda _: None)
    settle()
    assert saving[-1] == frozenset()


def test_a_question_in_a_line_is_answered_once(qtbot: QtBot) -> None:
    line = Line()
    qtbot.addWidget(line)
    question = Question(line)
    answers: list[str] = []
    question.ask("Is it meant so?", lambda: answers.append("yes"))
    assert line.text == "Is it meant so?"
    line.pressed.emit()
    line.pressed.emit()
    assert answers == ["yes"]
    assert line.text == ""


def test_a_later_question_takes_the_place_of_an_earlier_one(qtbot: QtBot) -> None:
    line = Line()
    qtbot.addWidget(line)
    question = Question(line)
    answers: list[str] = []
    question.ask("The first?", lambda: answers.append("first"))
    question.ask("The second?", lambda: answers.append("second"))
    line.pressed.emit()
    assert answers == ["second"]
