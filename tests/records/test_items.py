"""One item with its answer, and which items a document has."""

import msgspec

from sopcheck.cases.event_parts import Given
from sopcheck.checklists.definition import ChecklistId, StageId
from sopcheck.records.items import asked, item_state, item_words, stage_title
from sopcheck.records.record import Text
from tests.records.reviewed_cases import CHILD, FIRST, reviewed

TYPED = "at: 2026-04-30 12:00, by: farrow, answer: record-crime, reference: NV-1, text: Two offences"


def test_only_what_applies_is_asked_the_questions_of_the_review_included() -> None:
    case = reviewed(*CHILD, FIRST)
    found = asked(case)
    assert all(state.applies == "yes" and not state.none_yet for duty in found for state in duty)
    assert {"see-child", "review-outcome"} <= {duty[0].place.item for duty in found}


def test_a_duty_of_two_packs_is_one_row_with_both_ids() -> None:
    told = (
        "at: 2026-04-30 12:00, by: farrow, add: suspect, as: suspect-a",
        "at: 2026-04-30 13:00, by: farrow, add: suspect-event, as: arrest, of: suspect-a",
        "at: 2026-04-30 14:00, by: farrow, answer: tell-victim-of-suspect-event, of: arrest",
    )
    case = reviewed(*CHILD, *told, FIRST, packs="victim-engagement 1.0")
    (shared,) = [item_state(case, duty) for duty in asked(case) if len(duty) > 1]
    assert shared.item_id == "tell-victim-of-suspect-event + contact-tell-events"
    assert (shared.checklist, shared.status) == ("CSE investigation SOP", "done")


def test_an_item_has_its_answer_and_whom_it_is_about() -> None:
    case = reviewed(TYPED, FIRST)
    (state,) = next(one for one in asked(case) if one[0].place.item == "record-crime")
    found = item_state(case, (state,))
    assert (found.reference, found.by, found.status) == ("NV-1", "DC Farrow", "done")
    assert item_words(state) == "Two offences"
    assert not found.conflict


def test_a_stage_that_no_checklist_has_is_named_by_its_id() -> None:
    case = reviewed(FIRST)
    assert stage_title(case, ChecklistId("cse-investigation"), StageId("gone")) == "gone"
    assert stage_title(case, ChecklistId("cse-investigation"), StageId("safeguard")) != ""


def test_of_a_sensitive_item_what_was_chosen_is_among_the_words() -> None:
    case = reviewed(*CHILD, FIRST)
    (plain,) = next(one for one in asked(case) if one[0].place.item == "review-capacity")
    given = Given(status="done", choice="support needed", reference="OH-7", text="Tired")
    some = next(one[0].answer for one in asked(case) if one[0].answer is not None)
    answered = msgspec.structs.replace(plain, answer=msgspec.structs.replace(some, given=given))
    found = item_state(case, (answered,))
    assert (found.choice, found.reference) == ("", "")
    assert found.words == Text("support needed\nOH-7\nTired", "staff-personal")
