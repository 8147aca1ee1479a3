"""`sopcheck checklist propose | approve | withdraw | impact` and `case move`, as a force would use them."""

from pathlib import Path

import pytest

from sopcheck.checklists import packs
from tests.cli.running import Commands, Ran, Vault
from tests.services.owners import second_owner
from tests.world import template

MAIN = packs.shipped()[0]
NAME = f"{MAIN.id} 1.1"


@pytest.fixture
def vault(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, commands: Commands) -> Vault:
    """A vault with two SOP owners and one open case."""
    found = Vault.copied(second_owner(template(tmp_path_factory)), tmp_path, commands)
    found.open_case("NV/1")
    return found


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """The main SOP with the first limit shortened, an item left out and the first one reworded."""
    text = MAIN.yaml.decode().replace('version: "1.0"', 'version: "1.1"', 1)
    text = text.replace(
        "amount: 24, unit: hours, from: report-received, basis: national",
        "amount: 12, unit: hours, from: report-received, basis: national",
        1,
    )
    path = tmp_path / "cse-investigation-1.1.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def published(vault: Vault, draft: Path, day: str = "2026-05-07") -> Ran:
    """Propose the draft, and let the other owner approve it."""
    proposed = vault("checklist", "propose", draft, "--reason", "Inspection", person="okell")
    assert proposed.status == 0, proposed.err
    return vault(
        "checklist",
        "approve",
        MAIN.id,
        "1.1",
        "--from",
        day,
        "--reason",
        "The board agreed",
        "--json",
        person="ash",
    )


def status_of(vault: Vault, version: str) -> object:
    """Where a version stands in the list."""
    listed = vault("checklist", "list", "--json").json
    assert isinstance(listed, list)
    return next(row["status"] for row in listed if (row["id"], row["version"]) == (MAIN.id, version))


def test_two_owners_publish_a_version(vault: Vault, draft: Path) -> None:
    approved = published(vault, draft)
    assert approved.field("effective_from") == "2026-05-07"
    assert (status_of(vault, "1.0"), status_of(vault, "1.1")) == ("superseded", "in force")
    assert "(in force, from 2026-05-07)" in vault("checklist", "list").out


def test_the_list_says_who_took_each_step_of_a_version_and_why(vault: Vault, draft: Path) -> None:
    published(vault, draft)
    vault("checklist", "withdraw", MAIN.id, "1.1", "--reason", "A limit was wrong", person="ash")
    steps = [
        "proposed by DS Okell: Inspection",
        "approved by DCI Ash: The board agreed",
        "withdrawn by DCI Ash: A limit was wrong",
    ]
    told = vault("checklist", "list").out.splitlines()
    place = next(number for number, line in enumerate(told) if line.startswith(NAME))
    assert [line.strip() for line in told[place + 1 : place + 4]] == steps
    row = vault("checklist", "list", "--json").row("version", "1.1")
    assert row["steps"] == [
        {"step": word, "by": who, "reason": why}
        for word, who, why in (
            ("proposed", "DS Okell", "Inspection"),
            ("approved", "DCI Ash", "The board agreed"),
            ("withdrawn", "DCI Ash", "A limit was wrong"),
        )
    ]
    assert "steps" not in vault("checklist", "list", "--json").row("version", "1.0")


def test_a_proposed_version_is_listed_as_that_and_no_case_follows_it(vault: Vault, draft: Path) -> None:
    vault("checklist", "propose", draft, "--reason", "Inspection", person="okell")
    assert status_of(vault, "1.1") == "proposed"
    refused = vault.open_case("NV/2", "--checklist", NAME)
    assert (refused.status, "test data" in refused.err) == (2, True)


@pytest.mark.parametrize(
    ("person", "day", "why"),
    [
        ("okell", "2026-06-01", "another person"),
        ("ash", "2026-05-01", "in the past"),
        ("farrow", "2026-06-01", "SOP owner"),
    ],
)
def test_an_approval_that_may_not_be_is_refused(
    vault: Vault, draft: Path, person: str, day: str, why: str
) -> None:
    vault("checklist", "propose", draft, "--reason", "Inspection", person="okell")
    refused = vault(
        "checklist", "approve", MAIN.id, "1.1", "--from", day, "--reason", "Agreed", person=person
    )
    assert (refused.status, why in refused.err) == (2, True), refused.err
    assert status_of(vault, "1.1") == "proposed"


def test_the_baseline_of_the_vault_may_be_proposed_as_it_is(vault: Vault) -> None:
    proposed = vault("checklist", "propose", MAIN.id, "1.0", "--reason", "As it is", "--json", person="okell")
    assert (proposed.field("status"), status_of(vault, "1.0")) == ("proposed", "proposed")
    refused = vault("checklist", "propose", "no-such-file", "--reason", "As it is", person="okell")
    assert (refused.status, "give its file" in refused.err) == (2, True)


def test_a_file_with_problems_is_not_proposed(vault: Vault, draft: Path) -> None:
    draft.write_text(
        draft.read_text().replace("sets_clock: allocated", "sets_clock: nowhere", 1), encoding="utf-8"
    )
    refused = vault("checklist", "propose", draft, "--reason", "Inspection", person="okell")
    assert (refused.status, "has problems" in refused.err) == (2, True)
    assert len(vault("checklist", "list", "--json").out.split('"1.1"')) == 1


def test_the_impact_tells_what_would_change_on_every_open_case(vault: Vault, draft: Path) -> None:
    found = vault("checklist", "impact", draft, "--json")
    assert (found.status, found.field("open_cases"), found.field("touched")) == (0, 1, 1)
    assert "1 of 1 cases" in found.err
    cases = found.field("cases")
    assert isinstance(cases, list)
    case = cases[0]
    assert (case["reference"], case["was"], [one["item"] for one in case["limits"]]) == (
        "NV/1",
        "1.0",
        ["record-crime"],
    )


def test_the_impact_reads_as_a_line_for_each_case_and_a_sum(vault: Vault, draft: Path) -> None:
    (first, last) = vault("checklist", "impact", draft).out.splitlines()
    assert first == f"{'NV/1':18} 1 due at another time"
    assert last == "Open cases: 1; following another version: 1; touched: 1; to be looked at: 1."


def test_a_version_that_changes_nothing_touches_no_case(vault: Vault, draft: Path) -> None:
    draft.write_text(MAIN.yaml.decode().replace('version: "1.0"', 'version: "1.2"', 1), encoding="utf-8")
    (first, last) = vault("checklist", "impact", draft).out.splitlines()
    assert first == f"{'NV/1':18} nothing changes"
    assert "touched: 0; to be looked at: 0." in last


def test_a_supervisor_previews_moves_and_undoes(vault: Vault, draft: Path) -> None:
    published(vault, draft)
    shown = vault("case", "move", "NV/1", NAME, "--preview", "--json", person="okell")
    assert [one["item"] for one in shown.field("items")] == ["record-crime"]  # type: ignore[attr-defined]
    refused = vault("case", "move", "NV/1", NAME, person="okell")
    assert (refused.status, "reason for the move" in refused.err) == (2, True)
    moved = vault("case", "move", "NV/1", NAME, "--reason", "New limits", person="okell")
    assert "from now on" in moved.out
    undone = vault("case", "move", "NV/1", NAME, "--undo", "--reason", "Wrong case", person="okell")
    assert (undone.status, undone.out) == (0, "The move is taken back.\n")


def test_an_undo_tells_as_json_that_it_is_done_and_a_preview_is_logged_as_a_view(
    vault: Vault, draft: Path
) -> None:
    published(vault, draft)
    vault("case", "move", "NV/1", NAME, "--reason", "New limits", person="okell")
    undone = vault("case", "move", "NV/1", NAME, "--undo", "--reason", "Wrong case", "--json", person="okell")
    assert undone.json == {"undone": True}
    views = vault("vault", "access", "--purpose", "integrity", "--kind", "case viewed", person="okell")
    assert len(views.out.splitlines()) == 2


def test_an_investigator_does_not_move_a_case(vault: Vault, draft: Path) -> None:
    published(vault, draft)
    refused = vault("case", "move", "NV/1", NAME, "--reason", "New limits")
    assert (refused.status, "supervisor" in refused.err) == (2, True)


def test_a_new_case_takes_the_version_of_the_day_of_its_report(vault: Vault, draft: Path) -> None:
    published(vault, draft, "2026-05-07")
    vault.open_case("NV/2")
    vault("case", "open", "NV/3", "--received", "2026-05-06 12:00")
    assert "1.1" in vault("case", "show", "NV/2", "--json").out.split('"items"')[0]
    assert "1.1" not in vault("case", "show", "NV/3", "--json").out.split('"items"')[0]


def test_a_version_is_withdrawn_with_a_reason(vault: Vault, draft: Path) -> None:
    published(vault, draft)
    gone = vault("checklist", "withdraw", MAIN.id, "1.1", "--reason", "A slip", person="ash")
    assert (gone.status, status_of(vault, "1.1"), status_of(vault, "1.0")) == (
        0,
        "withdrawn",
        "illustrative baseline",
    )
