"""Driving a case from a script: list, show, open, answer."""

import json
from datetime import date
from pathlib import Path
from unittest.mock import Mock

import pytest

from sopcheck.cases.events import Place, When
from sopcheck.checklists.definition import ChecklistId, ItemId, KindId
from sopcheck.cli.cases import place_named
from sopcheck.errors import RefusedError
from tests.cli.running import Ran, Vault
from tests.world import World


def item(ran: Ran, name: str) -> dict[str, object]:
    """The item of a shown case."""
    items = ran.field("items")
    assert isinstance(items, list)
    return next(row for row in items if row["item"] == name)


def rows(ran: Ran, key: str) -> list[dict[str, object]]:
    """The rows of a list of a shown case."""
    found = ran.field(key)
    assert isinstance(found, list)
    return found


def limit(row: dict[str, object]) -> dict[str, object]:
    """The limit of an item."""
    found = row["limit"]
    assert isinstance(found, dict)
    return found


def test_an_opened_case_is_listed_with_who_holds_it(vault: Vault) -> None:
    ran = vault.open_case(
        "NV/1", "--investigator", "farrow", "--supervisor", "2117", "--operation", "Heather"
    )
    assert (ran.status, ran.field("case")) == (0, "NV/1")
    row = vault("case", "list", "--json").row("case", "NV/1")
    assert (row["investigator"], row["supervisor"]) == ("DC Farrow", "DS Okell")
    assert (row["opened"], row["answered"], row["applicable"]) == ("2026-05-07T13:00:00Z", 0, 29)


def test_the_list_reads_as_lines(vault: Vault) -> None:
    vault.open_case("NV/1", "--investigator", "DC Farrow")
    (line,) = vault("case", "list").out.splitlines()
    assert line.split() == ["NV/1", "0", "of", "29", "today,", "16:00", "DC", "Farrow"]


def test_opening_says_so_in_words(vault: Vault) -> None:
    ran = vault("case", "open", "NV/1", "--received", "2026-05-07 12:00")
    assert ran.out == "The case NV/1 is open.\n"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--received", "2026-05-07 15:00"], "ahead of now"),
        (["--received", "2026-10-25 01:40"], "BST"),
        (["--received", "2026-03-29 01:30"], "skipped"),
        (["--received", "yesterday"], "Write it as"),
        (["--received", "2026-05-07 12:00", "--checklist", "cse investigation 1.0"], "cse-investigation 1.0"),
        (["--received", "2026-05-07 12:00", "--checklist", "nothing 1.0"], "checklist"),
        (["--received", "2026-05-07 12:00", "--investigator", "nobody"], "sopcheck person list"),
        ([], "--received"),
    ],
)
def test_a_case_that_cannot_be_opened_is_refused_and_not_there(
    vault: Vault, more: list[str], says: str
) -> None:
    ran = vault("case", "open", "NV/1", *more, "--json")
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert says in ran.err
    assert vault("case", "list", "--json").json == []


def test_a_reference_is_taken_once(vault: Vault) -> None:
    vault.open_case("NV/1")
    ran = vault.open_case("nv/1")
    assert (ran.status, "already" in ran.err) == (2, True)


def test_a_case_shows_each_item_with_its_limit_and_why(vault: Vault) -> None:
    vault.open_case("NV/1", "--investigator", "farrow")
    ran = vault("case", "show", "NV/1", "--json")
    assert (ran.field("case"), ran.field("investigator"), ran.field("supervisor")) == (
        "NV/1",
        "DC Farrow",
        None,
    )
    found = limit(item(ran, "record-crime"))
    assert (found["state"], found["basis"], found["ends_at"]) == (
        "running",
        "national",
        "2026-05-08T11:00:00Z",
    )
    assert str(found["why"]).startswith("24 hours from when the report was received")


def test_a_shown_case_has_the_lists_of_the_record_and_its_reviews(vault: Vault) -> None:
    vault.open_case()
    ran = vault("case", "show", "NV/1", "--json")
    lists = ran.field("exceptions")
    assert isinstance(lists, dict)
    assert lists["limits_passed"] == ["assess-immediate-risk"]
    assert list(lists)[-1] == "reviews_late_or_missed"
    reviews = ran.field("next_reviews")
    assert isinstance(reviews, list)
    assert reviews[0]["review"] == "24-hour"


def test_a_case_reads_as_lines(vault: Vault) -> None:
    vault.open_case()
    lines = vault("case", "show", "nv/1").out.splitlines()
    assert "open            passed       assess-immediate-risk" in lines
    assert "may apply       not started  record-rape-report" in lines


def test_a_case_that_is_not_there_is_refused(vault: Vault) -> None:
    for command in (["show", "NV/0"], ["answer", "NV/0", "record-crime"]):
        ran = vault("case", *command, "--json")
        assert (ran.status, ran.out) == (2, "")
        assert "no case with that reference" in ran.err


def test_an_answer_is_saved_and_shown_by_the_next_command(vault: Vault) -> None:
    vault.open_case()
    ran = vault("case", "answer", "NV/1", "record-crime", "--reference", "NV-C-26-1", "--json")
    assert (ran.status, ran.field("status"), ran.field("done_at")) == (0, "done", "2026-05-07T13:00:00Z")
    found = item(vault("case", "show", "NV/1", "--json"), "record-crime")
    assert (found["status"], limit(found)["state"]) == ("done", "met")


def test_an_answer_takes_a_time_and_says_so_in_words(vault: Vault) -> None:
    vault.open_case()
    ran = vault("case", "answer", "NV/1", "cse-investigation/place-markers", "--done-at", "2026-05-07 13:10")
    assert ran.out == "Saved. done                         place-markers\n"
    assert item(vault("case", "show", "NV/1", "--json"), "place-markers")["done_at"] == "2026-05-07T12:10:00Z"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["record-crime", "--is", "not done"], "reason"),
        (["record-crime", "--is", "perhaps"], "perhaps"),
        (["record-crime", "--done-at", "2026-05-07 15:01"], "ahead of now"),
        (["record-crime", "--done-at", "2026-05-07 11:00"], "before the report"),
        (["record-crime", "--reference", "x" * 201], "reference"),
        (["record-crime", "--of", "Child Z"], "No subject"),
        (["nothing"], "no such item"),
        (["online-cse/online-preserve"], "no such item"),
        (["see-child"], ""),
    ],
)
def test_an_answer_that_is_refused_changes_nothing(vault: Vault, more: list[str], says: str) -> None:
    vault.open_case()
    before = vault("case", "show", "NV/1", "--json").json
    ran = vault("case", "answer", "NV/1", *more, "--json")
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert says in ran.err
    assert vault("case", "show", "NV/1", "--json").json == before


def test_a_time_before_the_report_is_taken_when_confirmed(vault: Vault) -> None:
    vault.open_case()
    early = ("--done-at", "2026-05-07 11:00", "--confirmed")
    assert vault("case", "answer", "NV/1", "place-markers", *early).status == 0


def test_showing_a_case_is_logged_and_answering_one_is_not_viewing(vault: Vault) -> None:
    vault.open_case()
    before = vault("vault", "status", "--json").field("entries")
    vault("case", "show", "NV/1")
    after = vault("vault", "status", "--json").field("entries")
    # Each command unlocks, which is logged too: twice, and the view once.
    assert isinstance(before, int)
    assert after == before + 3


def test_an_item_that_two_checklists_have_is_named_with_its_checklist() -> None:
    places = [Place(ChecklistId(name), ItemId("see-child")) for name in ("force", "district")]
    view = Mock(evaluation=Mock(places=[Mock(place=place) for place in places]))
    assert place_named(view, "force/see-child") == places[0]
    with pytest.raises(RefusedError, match="Several checklists"):
        place_named(view, "see-child")


def test_an_exported_case_is_what_show_tells_and_is_logged_with_whom_it_was_for(
    vault: Vault, tmp_path: Path
) -> None:
    vault.open_case("NV/1")
    asked = ("--purpose", "Inspection", "--recipient", "HMICFRS", "-o", tmp_path / "case.json")
    assert vault("case", "export", "NV/1", *asked).status == 0
    shown = vault("case", "show", "NV/1", "--json")
    assert json.loads((tmp_path / "case.json").read_bytes()) == shown.json
    (line,) = vault(
        "vault", "access", "--purpose", "integrity", "--kind", "case exported", person="okell"
    ).out.splitlines()
    assert line.endswith("NV/1  form: json; purpose: Inspection; recipient: HMICFRS")


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (("--purpose", " ", "--recipient", "HMICFRS", "-o", "case.json"), 2),
        (("--purpose", "Inspection", "--recipient", "a\nb", "-o", "case.json"), 2),
        (("--purpose", "Inspection", "--recipient", "HMICFRS", "-o", "missing/case.json"), 3),
        (("--purpose", "Inspection", "--recipient", "HMICFRS"), 2),
    ],
)
def test_a_case_for_nothing_for_nobody_or_nowhere_is_not_exported(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...], status: int
) -> None:
    monkeypatch.chdir(tmp_path)
    vault.open_case("NV/1")
    assert vault("case", "export", "NV/1", *asked).status == status
    assert not (tmp_path / "case.json").exists()
    book = vault("vault", "access", "--purpose", "integrity", "--kind", "case exported", person="okell")
    assert book.out == ""


def test_a_shown_case_has_its_subjects_and_actions_by_name(vault: Vault) -> None:
    vault.open_case("NV/1", "--investigator", "farrow", "--supervisor", "okell")
    world = World.on(vault.folder)
    case = world.desk.casework.find("NV/1")
    when = When(world.clock.now())
    view = world.desk.casework.add_subject(case, (KindId("suspect"),), "Suspect 1", when)
    suspect = view.case.subjects_of(KindId("suspect"))[0].subject
    world.desk.casework.add_subject(case, (KindId("device"),), "Phone", when, of=suspect)
    review = world.desk.supervision.open(case).review
    farrow = world.people["farrow"]
    world.desk.supervision.raise_action(case, review, "Seize the register", farrow, date(2026, 5, 9))
    world.desk.lock()
    shown = vault("case", "show", "NV/1", "--json")
    assert shown.field("subjects") == [
        {"label": "Suspect 1", "kinds": ["suspect"], "of": None},
        {"label": "Phone", "kinds": ["device"], "of": "Suspect 1"},
    ]
    (action,) = rows(shown, "actions")
    assert (action["text"], action["owner"], action["due"]) == (
        "Seize the register",
        "DC Farrow",
        "2026-05-09",
    )


def test_an_answer_is_given_of_one_subject_by_its_label(vault: Vault) -> None:
    vault.open_case("NV/1")
    world = World.on(vault.folder)
    when = When(world.clock.now())
    for label in ("Suspect 1", "Suspect 2"):
        world.desk.casework.add_subject(world.desk.casework.find("NV/1"), (KindId("suspect"),), label, when)
    world.desk.lock()
    ran = vault("case", "answer", "NV/1", "decide-arrest", "--of", "Suspect 2", "--choice", "arrest")
    assert ran.status == 0, ran.err
    items = rows(vault("case", "show", "NV/1", "--json"), "items")
    answered = [row["of"] for row in items if row["item"] == "decide-arrest" and row["status"] != "open"]
    assert answered == ["Suspect 2"]
