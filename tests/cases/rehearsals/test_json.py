"""The JSON of a rehearsal: every key that the format names, instants in UTC, one object."""

import json
from collections import Counter
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sopcheck.cases.rehearsals.json import to_json
from sopcheck.cases.rehearsals.player import Played, play
from sopcheck.cases.rehearsals.reader import read_file
from sopcheck.checklists.local_time import LONDON, parse_wall

FOLDER = Path(__file__).parents[2] / "data" / "rehearsals"
MOMENT = "2026-06-25 18:00"


@cache
def played() -> Played:
    """The rehearsal with the most in it."""
    return play(read_file(FOLDER / "unopened-package.yaml"))


def document(moment: str = MOMENT) -> Any:
    """The document at a moment, as a reader of JSON has it."""
    return json.loads(json.dumps(to_json(played(), parse_wall(moment, zone=LONDON))))


def item(name: str, of: str | None = None, moment: str = MOMENT) -> Any:
    """One item of the document."""
    return next(one for one in document(moment)["items"] if (one["item"], one["of"]) == (name, of))


def test_the_document_has_the_keys_of_the_format() -> None:
    assert list(document()) == [
        "case",
        "as_at",
        "checklists",
        "items",
        "reviews",
        "next_reviews",
        "exceptions",
        "annex",
        "not_active",
        "timeline",
        "actions",
    ]


def test_every_item_has_the_keys_of_the_format() -> None:
    times = "done_at precision recorded_at explained_at"
    keys = f"checklist item of print_class applies status {times} judged conflict limit"
    assert {tuple(one) for one in document()["items"]} == {tuple(keys.split())}


def test_the_questions_of_a_review_are_items_of_that_review() -> None:
    found = play(read_file(FOLDER / "own" / "a-review-is-a-run.yaml"))
    items: Any = to_json(found, parse_wall("2026-06-04 10:00", zone=LONDON))["items"]
    questions = [one for one in items if one["checklist"] == "supervisor-review"]
    assert Counter(one["of"] for one in questions) == {"r1": 35, "r2": 35}
    discussed = {one["of"]: one["limit"] for one in questions if one["item"] == "review-discussed"}
    assert [discussed["r1"]["state"], discussed["r2"]["state"]] == ["passed", "met"]
    assert discussed["r1"]["why"] == (
        "1 working day from when the review was signed (Tue 2 Jun, 08:00): the day after is day 1, so it ends"
        " at the end of Wed 3 Jun."
    )


def test_every_limit_explains_itself() -> None:
    keys = "state round ends_at extended_to over_seconds working_days_over basis provisional why"
    limits = [one["limit"] for one in document()["items"] if one["limit"]]
    assert {tuple(limit) for limit in limits} == {tuple(keys.split())}
    assert all(limit["why"].endswith(".") for limit in limits)


def test_instants_are_in_utc() -> None:
    found = item("record-crime")
    assert document()["as_at"] == "2026-06-25T17:00:00Z"
    assert (found["done_at"], found["limit"]["ends_at"]) == ("2026-06-12T10:00:00Z", "2026-06-11T13:00:00Z")
    assert found["limit"]["over_seconds"] == 21 * 3600


def test_every_review_has_the_keys_of_the_format() -> None:
    keys = "review of due_at held_at by state over_seconds missed_cycles independent exception"
    reviews = document()["reviews"]
    assert {tuple(one) for one in reviews} == {tuple(keys.split())}
    assert (reviews[0]["by"], reviews[0]["state"], reviews[0]["independent"]) == ("rook", "late", "yes")


def test_the_lists_are_those_of_the_expectations() -> None:
    lists = document()["exceptions"]
    assert list(lists) == list(document()["annex"])
    assert "refer-to-social-care + online-share-with-partners @ child-1" in lists["limits_passed"]
    assert lists["reviews_late_or_missed"] == ["24-hour", "72-hour"]


def test_an_event_review_is_for_a_subject_or_a_named_entry_and_never_for_a_hash() -> None:
    assert {one["of"] for one in document()["reviews"]} == {None}


def test_a_judgement_is_a_word() -> None:
    assert item("record-crime")["judged"] == "not justified"
    assert item("online-act-high")["judged"] is None


def test_an_item_without_a_limit_has_none() -> None:
    assert item("place-markers")["limit"] is None


def test_what_is_open_was_never_done() -> None:
    found = item("set-digital-strategy", "device-1")
    assert (found["status"], found["done_at"], found["recorded_at"], found["precision"]) == (
        "open",
        None,
        None,
        None,
    )


def test_actions_have_owner_and_date() -> None:
    (action,) = document()["actions"]
    assert (action["action"], action["owner"], action["due"], action["state"]) == (
        "rota",
        "rook",
        "2026-06-19",
        "open",
    )


def test_the_timeline_is_in_the_order_of_the_instants() -> None:
    instants = [datetime.fromisoformat(one["at"]) for one in document()["timeline"]]
    assert instants == sorted(instants)


def test_only_what_was_known_by_then_is_in_it() -> None:
    assert (
        document("2026-06-12 08:00")["items"] == []
        or item("record-crime", moment="2026-06-12 10:00")["status"] == "open"
    )


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*[!0].yaml")), ids=lambda path: path.stem)
def test_every_rehearsal_has_a_document_at_each_of_its_moments(path: Path) -> None:
    found = play(read_file(path))
    for moment in (*(step.at for step in found.steps), *(one.as_at for one in found.rehearsal.expect)):
        assert json.dumps(to_json(found, moment))
