"""One item with its answer, and which items a document has."""

from sopcheck.checklists.definition import ChecklistId, StageId
from sopcheck.records.items import asked, item_state, item_words, stage_title
from tests.records.reviewed_cases import CHILD, FIRST, reviewed

TYPED = "at: 2026-04-30 12:00, by: farrow, answer: record-crime, reference: NV-1, text: Two offences"


def test_only_what_applies_is_asked_the_questions_of_the_review_included() -> None:
    case = reviewed(*CHILD, FIRST)
    found = asked(case)
    assert all(state.applies == "yes" and not state.none_yet for state in found)
    assert {"see-child", "review-outcome"} <= {state.place.item for state in found}


def test_an_item_has_its_answer_and_whom_it_is_about() -> None:
    case = reviewed(TYPED, FIRST)
    state = next(one for one in asked(case) if one.place.item == "record-crime")
    found = item_state(case, state)
    assert (found.reference, found.by, found.status) == ("NV-1", "DC Farrow", "done")
    assert item_words(state) == "Two offences"
    assert not found.conflict


def test_a_stage_that_no_checklist_has_is_named_by_its_id() -> None:
    case = reviewed(FIRST)
    assert stage_title(case, ChecklistId("cse-investigation"), StageId("gone")) == "gone"
    assert stage_title(case, ChecklistId("cse-investigation"), StageId("safeguard")) != ""
