"""A case as one JSON object: people and subjects by label, limits explained, lists as in rehearsals."""

import json
from datetime import timedelta
from typing import Any

from sopcheck.cases.events import Given, When
from sopcheck.checklists.definition import KindId
from sopcheck.cli.case_json import case_json, item_json, row_json
from sopcheck.services.views import CaseRow
from tests.ui.case_book import CASE, CONTACT, BookCasework, heather, new_case, place, two_packs
from tests.ui.fakes import CSE, NOW


def document(book: BookCasework) -> Any:
    """The object as whoever reads the output has it."""
    return json.loads(json.dumps(case_json(book, book.refresh(CASE))))


def item(book: BookCasework, name: str, of: str | None = None) -> Any:
    """One item of the object."""
    return next(one for one in document(book)["items"] if (one["item"], one["of"]) == (name, of))


def test_a_case_says_who_holds_it_what_it_follows_and_as_at_when() -> None:
    found = document(heather())
    assert (found["case"], found["operation"], found["closed"]) == (
        "NV/CSE/26/0101",
        "Operation Heather",
        False,
    )
    assert (found["investigator"], found["supervisor"]) == ("DC Farrow", "DS Okell")
    assert [one["id"] for one in found["checklists"]] == ["cse-investigation", "cse-intelligence"]
    assert all(len(one["digest"]) == 64 and one["from"].endswith("Z") for one in found["checklists"])
    assert found["as_at"].endswith("Z")


def test_subjects_are_told_by_their_labels_and_kinds() -> None:
    told = {one["label"]: (one["kinds"], one["of"]) for one in document(heather())["subjects"]}
    assert told == {"Child A, 15": (["child", "victim"], None), "Suspect A": (["suspect"], None)}


def test_a_subject_that_belongs_to_another_names_it() -> None:
    book = heather()
    suspect = next(one for one in book.refresh(CASE).case.subjects.values() if one.label == "Suspect A")
    book.add_subject(CASE, (KindId("suspect-event"),), "Arrest", When(NOW), of=suspect.subject)
    (arrest,) = [one for one in document(book)["subjects"] if one["label"] == "Arrest"]
    assert arrest["of"] == "Suspect A"


def test_what_does_not_apply_is_left_out_and_what_may_is_told_as_that() -> None:
    applies = {one["applies"] for one in document(new_case())["items"]}
    assert applies == {"yes", "may"}


def test_an_answered_item_says_when_it_was_done_and_when_that_was_recorded() -> None:
    book = new_case()
    done = NOW - timedelta(hours=2)
    book.answer(CASE, place("place-markers"), Given(status="done"), When(done))
    found, still = item(book, "place-markers"), item(book, "record-crime")
    assert (found["status"], found["done_at"] < found["recorded_at"]) == ("done", True)
    assert (still["status"], still["done_at"], still["recorded_at"]) == ("open", None, None)


def test_a_limit_has_its_state_its_end_and_the_sentence_that_explains_it() -> None:
    limit = item(new_case(), "record-crime")["limit"]
    assert (limit["state"], limit["basis"]) == ("running", "national")
    assert limit["why"].startswith("24 hours from when the report was received")
    assert item(new_case(), "place-markers")["limit"] is None


def test_reviews_and_those_to_come_have_their_dates_and_the_rule() -> None:
    found = document(heather())
    first = next(one for one in found["reviews"] if one["review"] == "24-hour")
    assert (first["state"], first["held_at"], first["by"], first["exception"]) == (
        "overdue",
        None,
        None,
        False,
    )
    assert all(one["why"] and one["due_at"] for one in found["next_reviews"])


def test_the_six_lists_name_items_as_rehearsals_do() -> None:
    book = heather()
    lists = document(book)["exceptions"]
    assert list(lists) == [
        "limits_passed",
        "gates_not_met",
        "not_done",
        "not_applicable",
        "late_records_and_corrections",
        "reviews_late_or_missed",
    ]
    assert "tell-duty-supervisor" in lists["limits_passed"]
    assert any(one.endswith(" @ Child A, 15") for one in lists["limits_passed"])
    assert "24-hour" in lists["reviews_late_or_missed"]


def test_a_duty_of_two_packs_is_one_row_of_a_list_and_counts_once() -> None:
    book = two_packs()
    asked = {(one["checklist"], one["item"]) for one in document(book)["items"] if one["applies"] == "yes"}
    assert {(CSE, "tell-victim-of-suspect-event"), (CONTACT, "contact-tell-events")} <= asked
    assert document(book)["applicable"] == len(asked) - 1
    book.now = NOW
    passed = document(book)["exceptions"]["limits_passed"]
    assert "tell-victim-of-suspect-event + contact-tell-events @ Arrest" in passed


def test_an_item_of_the_case_names_no_subject() -> None:
    book = new_case()
    view = book.refresh(CASE)
    state = view.state(place("record-crime"))
    assert state is not None
    assert item_json(book, view, state)["of"] is None


def test_a_row_of_the_list_says_nothing_where_there_is_nothing() -> None:
    row = CaseRow(
        case=CASE,
        reference="NV/1",
        operation="",
        district="",
        team="",
        investigator="",
        supervisor="DS Okell",
        opened=NOW,
        answered=3,
        applicable=56,
        next_limit=None,
        next_limit_words="",
        next_basis=None,
        last_review=None,
        last_activity=NOW,
        closed=False,
        marks=("nobody investigates",),
    )
    found = row_json(row)
    assert (found["investigator"], found["supervisor"], found["next_limit"]) == (None, "DS Okell", None)
    assert (found["answered"], found["applicable"], found["marks"]) == (3, 56, ["nobody investigates"])
