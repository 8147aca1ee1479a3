"""How a record names people, subjects, items and checklists."""

import pytest

from sopcheck.cases.events import Given
from sopcheck.checklists.definition import ChecklistId
from sopcheck.ledger.entry import PersonId
from sopcheck.records.naming import (
    given_words,
    item_ids,
    label,
    person_name,
    prompts,
    record_code,
    text_of,
    title,
    titles,
)
from sopcheck.records.record import Text
from tests.records.reviewed_cases import CHILD, FIRST, reviewed

CASE = reviewed(*CHILD, FIRST)
ROW = [state for state in CASE.evaluation.places if state.place.item in {"record-crime", "see-child"}]


def test_a_person_is_called_by_name() -> None:
    assert person_name(CASE, PersonId("farrow")) == "DC Farrow"
    assert person_name(CASE, PersonId("0123abcd")) == "a person not known here"


def test_a_subject_is_called_by_its_label_and_the_case_by_nothing() -> None:
    assert label(CASE, "child-a") == Text("Child A")
    assert label(CASE, None) is None
    assert label(CASE, "0123abcd") is None


def test_a_record_is_called_by_the_code_on_its_pages_and_what_is_no_digest_by_how_it_begins() -> None:
    assert record_code("0c4a9e17" + "0" * 56) == "1H59-W5R0-0000-0000-0000"
    assert record_code("Łódź, a long story") == "Łódź, a long sto"
    assert record_code("") == ""


def test_what_a_row_joins_is_said_once() -> None:
    assert item_ids([*ROW, *ROW]) == "record-crime + see-child"
    assert prompts(ROW).startswith("Record every crime disclosed, one for each victim and offence")
    assert prompts(ROW).count(" · ") == 1
    assert titles(CASE, ROW) == "CSE investigation SOP"


def test_a_checklist_that_is_not_here_is_called_by_its_id_in_words() -> None:
    assert title(CASE, ChecklistId("some-other-sop")) == "some other sop"


def test_words_keep_the_class_of_their_item_and_no_words_are_nothing() -> None:
    plan = next(state for state in CASE.evaluation.places if state.place.item == "agree-safety-plan")
    assert text_of(plan, "Agreed") == Text("Agreed", "victim-safety")
    assert text_of(plan, "") is None


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (Given(status="done"), "done"),
        (
            Given(status="done", choice="prompt", reference="NV-1", text="At home"),
            "done; prompt; NV-1; At home",
        ),
        (Given(status="not done", reason="No address"), "not done; No address"),
    ],
)
def test_an_answer_reads_as_one_line(given: Given, words: str) -> None:
    assert given_words(given) == words
