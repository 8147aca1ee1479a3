"""What the conclusion and a question share: joined, taken apart, and given as an answer once."""

from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.cases.events import Given
from sopcheck.cases.known_items import SAID_IN_CONCLUSION, SaidField
from sopcheck.checklists.definition import ItemId
from sopcheck.services.views import Conclusion, ReviewView
from sopcheck.ui.review.beside import Said, answers_beside, choices_of, parted, with_answers_taken
from tests.ui.review_fakes import CASE, StorySupervision, busy_story

LEVELS = ("standard", "medium", "high")
RISK = ItemId("review-risk-now")
FILLED_BY_THE_PROGRAM = ("outcome",)


@given(st.sampled_from(("", *LEVELS)), st.text().filter(lambda text: ": " not in text))
def test_what_was_joined_comes_apart_again(choice: str, words: str) -> None:
    if words in LEVELS:
        return
    said = Said(choice, words)
    assert parted(said.joined, LEVELS) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("high", Said("high")),
        ("high: seen near the school", Said("high", "seen near the school")),
        ("higher than before", Said(words="higher than before")),
        ("high:no space", Said(words="high:no space")),
        ("", Said()),
    ],
)
def test_only_a_whole_choice_counts(text: str, said: Said) -> None:
    assert parted(text, LEVELS) == said


def test_the_longer_of_two_choices_counts() -> None:
    assert parted("on track: x: y", ("on track", "on track: x")) == Said("on track: x", "y")


@pytest.fixture
def supervision() -> StorySupervision:
    return StorySupervision(busy_story())


@pytest.fixture
def view(supervision: StorySupervision) -> ReviewView:
    return supervision.open(CASE)


def test_what_the_conclusion_says_is_the_answer(view: ReviewView) -> None:
    said = Conclusion(risk="high: seen near the school", good_work="Quick arrest", outcome="on track")
    assert dict(answers_beside(view.questions, said)) == {
        RISK: Given(status="done", choice="high", text="seen near the school"),
        ItemId("review-good-practice"): Given(status="done", text="Quick arrest"),
    }


def test_an_answer_is_not_given_twice(supervision: StorySupervision, view: ReviewView) -> None:
    said = Conclusion(risk="high")
    for item, answer in answers_beside(view.questions, said):
        view = supervision.answer(CASE, view.review, item, answer)
    assert list(answers_beside(view.questions, said)) == []
    changed = list(answers_beside(view.questions, replace(said, risk="medium")))
    assert changed == [(RISK, Given(status="done", choice="medium"))]


def test_what_is_not_said_is_not_answered(view: ReviewView) -> None:
    assert list(answers_beside(view.questions, Conclusion())) == []


def test_a_confirmed_answer_is_taken_where_nothing_is_said(
    supervision: StorySupervision, view: ReviewView
) -> None:
    answered = supervision.answer(
        CASE, view.review, RISK, Given(status="done", choice="medium", text="Contact has stopped")
    )
    taken = with_answers_taken(Conclusion(), answered.questions)
    assert taken.risk == "medium: Contact has stopped"
    kept = with_answers_taken(Conclusion(risk="high"), answered.questions)
    assert kept.risk == "high"


@pytest.mark.parametrize(
    ("item", "field"), [one for one in SAID_IN_CONCLUSION.items() if one[1] not in FILLED_BY_THE_PROGRAM]
)
def test_each_shared_question_fills_its_own_field_and_no_other(
    supervision: StorySupervision, view: ReviewView, item: ItemId, field: SaidField
) -> None:
    asked = next(state for state in view.questions if state.item.id == item)
    choice = next(iter(asked.item.choices), "")
    answered = supervision.answer(CASE, view.review, item, Given(status="done", choice=choice, text="Said"))
    said = f"{choice}: Said" if choice else "Said"
    mine = [state for state in answered.questions if state.item.id == item]
    assert asdict(with_answers_taken(Conclusion(), mine)) == asdict(Conclusion()) | {field: said}


def test_choices_are_those_of_the_checklist(view: ReviewView) -> None:
    assert choices_of(view.questions, RISK) == LEVELS
    assert choices_of(view.questions, ItemId("no-such-question")) == ()
