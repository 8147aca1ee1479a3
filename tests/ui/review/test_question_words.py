"""The questions as rows: by part, here or beside or by the program, answered, unconfirmed or open."""

from dataclasses import replace

import pytest

from sopcheck.cases.events import CaseId, Given, Judged, ListedAs, ReviewId
from sopcheck.cases.known_items import SAID_IN_CONCLUSION
from sopcheck.cases.reviews.run import review_checklist
from sopcheck.checklists.definition import ItemId
from sopcheck.services.views import Conclusion, ReviewView
from sopcheck.ui.review.question_words import (
    Part,
    Question,
    answer_words,
    is_answered,
    key_of,
    parts_of,
    question_sign,
    row_text,
    rows_of,
)
from tests.cases.desk import place
from tests.ui.review_fakes import CASE, Story, StorySupervision, busy_story

NOW_REVIEW = ReviewId("now")
NOTHING_SAID = Conclusion()


def parts(
    supervision: StorySupervision, conclusion: Conclusion = NOTHING_SAID
) -> tuple[tuple[Part, ...], ReviewView]:
    view = supervision.open(CaseId(CASE))
    checklist = review_checklist(view.view.case, view.view.definitions)
    return parts_of(view, checklist, conclusion), view


def question(found: tuple[Part, ...], item: str) -> Question:
    return next(one for part in found for one in part.questions if one.item.id == item)


@pytest.fixture
def supervision() -> StorySupervision:
    return StorySupervision(busy_story())


def test_the_parts_are_those_of_the_checklist_with_their_numbers(supervision: StorySupervision) -> None:
    found, _ = parts(supervision)
    titles = [(part.number, part.title) for part in found]
    assert titles[:3] == [
        (1, "Open the review"),
        (2, "Compliance with the procedure"),
        (3, "The child"),
    ]


def test_what_does_not_apply_is_not_asked() -> None:
    found, view = parts(StorySupervision(Story()))
    asked = {one.item.id for part in found for one in part.questions}
    left_out = {state.item.id for state in view.questions if state.applies == "no"}
    assert "review-not-done" in left_out
    assert not asked & left_out


def test_a_last_answer_is_unconfirmed_until_somebody_confirms_it(supervision: StorySupervision) -> None:
    found, _ = parts(supervision)
    before = question(found, "review-lines")
    assert (before.unconfirmed, question_sign(before).word) == (True, "unconfirmed")
    assert answer_words(before) == "CCTV outstanding"
    supervision.answer(CASE, NOW_REVIEW, ItemId("review-lines"), Given(status="done", text="Done"))
    after = question(parts(supervision)[0], "review-lines")
    assert (after.unconfirmed, question_sign(after).word, answer_words(after)) == (False, "done", "Done")


def test_an_open_question_without_a_last_answer_waits(supervision: StorySupervision) -> None:
    open_one = question(parts(supervision)[0], "review-read-record")
    assert open_one.waits
    assert not open_one.unconfirmed
    assert question_sign(open_one).word == "open"


@pytest.mark.parametrize(
    ("item", "field"), [item for item in SAID_IN_CONCLUSION.items() if item[0] != "review-outcome"]
)
def test_what_the_conclusion_says_is_shown_and_not_asked_twice(
    supervision: StorySupervision, item: ItemId, field: str
) -> None:
    empty = question(parts(supervision)[0], item)
    assert (empty.how, question_sign(empty).word, empty.waits) == ("beside", "open", False)
    conclusion = replace(NOTHING_SAID, **{field: "So it is"})  # type: ignore[arg-type]  # its name is given
    said = question(parts(supervision, conclusion)[0], item)
    assert (question_sign(said).word, answer_words(said)) == ("in the conclusion", "So it is")
    assert is_answered(said)


def test_the_outcome_is_shown_beside_too(supervision: StorySupervision) -> None:
    found, _ = parts(supervision, Conclusion(outcome="on track"))
    assert answer_words(question(found, "review-outcome")) == "on track"


def test_what_the_program_fills_in_is_shown_with_its_words(supervision: StorySupervision) -> None:
    filled = question(parts(supervision)[0], "review-previous-actions")
    assert (filled.how, filled.waits) == ("program", False)
    assert answer_words(filled) == "1 carried"


def test_a_part_counts_what_is_answered_and_what_can_be_confirmed(supervision: StorySupervision) -> None:
    found, _ = parts(supervision, Conclusion(risk="high"))
    child = next(part for part in found if part.stage == "safety")
    assert (child.unconfirmed, child.answered) == (2, 1)
    text = row_text(child)
    assert text.trailing == f"2 to confirm · 1 of {len(child.questions)}"
    assert "2 to confirm" in text.said


def test_a_carried_answer_beside_is_not_counted_as_one_to_confirm_here(
    supervision: StorySupervision,
) -> None:
    risk = question(parts(supervision)[0], "review-risk-now")
    assert (risk.how, risk.unconfirmed) == ("beside", False)


def test_rows_are_parts_with_their_questions_below(supervision: StorySupervision) -> None:
    found, _ = parts(supervision)
    rows = list(rows_of(found))
    assert rows[0] is found[0]
    assert tuple(rows[1 : 1 + len(found[0].questions)]) == found[0].questions
    assert len({key_of(row) for row in rows}) == len(rows)


def test_a_row_says_prompt_state_and_answer(supervision: StorySupervision) -> None:
    said = row_text(question(parts(supervision)[0], "review-lines")).said
    assert said == "Review lines of enquiry: done, outstanding, missing, unconfirmed, CCTV outstanding"


def test_a_review_without_a_checklist_still_has_its_parts(supervision: StorySupervision) -> None:
    view = supervision.open(CASE)
    assert [part.title for part in parts_of(view, None, Conclusion())][:2] == ["open", "compliance"]


def test_a_question_for_each_row_of_a_list_is_answered_by_the_decisions_there(
    supervision: StorySupervision,
) -> None:
    before = question(parts(supervision)[0], "review-not-done")
    assert (before.how, before.waits, is_answered(before)) == ("listed", False, False)
    assert question_sign(before).word == "to decide in the list"
    rows: dict[ListedAs, tuple[Judged, ...]] = {"not done": (Judged(place=place("research-systems")),)}
    supervision.judge_rows(CASE, NOW_REVIEW, rows=rows, verdict="justified", reason="")
    after = question(parts(supervision)[0], "review-not-done")
    assert (question_sign(after).word, answer_words(after)) == ("decided", "1 justified")
    assert is_answered(after)
