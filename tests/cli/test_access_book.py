"""`sopcheck vault access` shows the access book for a lawful purpose, and that it was read is in it."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from tests.cli.running import Vault

AS_ADMIN = {"person": "okell"}


@pytest.fixture
def used(vault: Vault) -> Vault:
    """A vault in which a case was shown."""
    vault.open_case()
    assert vault("case", "show", "NV/1").status == 0
    return vault


def rows(vault: Vault, *options: str | Path) -> list[dict[str, str]]:
    ran = vault("vault", "access", "--purpose", "lawfulness", *options, "--json", **AS_ADMIN)
    assert ran.status == 0, ran.err
    found = ran.json
    assert isinstance(found, list)
    return found


def test_who_saw_a_case_is_told(used: Vault) -> None:
    (seen,) = rows(used, "--case", "NV/1")
    assert (seen["kind"], seen["case"], seen["person"]) == ("case viewed", "NV/1", "DC Farrow")


def test_the_latest_comes_first_and_each_reading_is_noted(used: Vault) -> None:
    rows(used)
    assert rows(used)[1]["details"].startswith("purpose: lawfulness; shown: ")


@pytest.mark.parametrize(
    ("options", "kinds"),
    [
        (("--kind", "case viewed"), {"case viewed"}),
        (("--who", "4402", "--kind", "unlocked"), {"unlocked"}),
        (("--since", "2030-01-01"), set()),
        (("--until", "2020-01-01"), set()),
    ],
)
def test_it_is_narrowed_by_kind_person_and_days(
    used: Vault, options: tuple[str, ...], kinds: set[str]
) -> None:
    assert {row["kind"] for row in rows(used, *options)} == kinds


def test_it_is_written_for_a_spreadsheet_and_as_json(used: Vault, tmp_path: Path) -> None:
    for name in ("book.csv", "book.JSON"):
        used("vault", "access", "--purpose", "integrity", "-o", tmp_path / name, **AS_ADMIN)
    with (tmp_path / "book.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert [row["kind"] for row in table if row["case"]] == ["case viewed"]
    assert len(json.loads((tmp_path / "book.JSON").read_text())) > len(table)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--purpose", "lawfulness", "--who", "999"), "No person, or more than one, is called so."),
        (("--purpose", "lawfulness", "-o", "book.txt"), "The access book is written as .csv or .json."),
        (("--purpose", "curiosity"), "Invalid value for '--purpose'"),
        ((), "Missing option '--purpose'"),
    ],
)
def test_what_cannot_be_asked_is_refused(used: Vault, options: tuple[str, ...], sentence: str) -> None:
    ran = used("vault", "access", *options, **AS_ADMIN)
    assert (ran.status, ran.err.startswith(sentence)) == (2, True), ran.err


def test_an_investigator_does_not_read_it_and_the_attempt_is_noted(used: Vault) -> None:
    ran = used("vault", "access", "--purpose", "lawfulness", person="farrow")
    assert ran.status == 2
    assert ran.err == (
        "To read the access book takes the role of auditor or administrator. Ask somebody who has it.\n"
    )
    (attempt,) = rows(used, "--kind", "attempt refused")
    assert attempt["details"] == "action: read the access book; rule: role"


def test_it_reads_as_lines(used: Vault) -> None:
    ran = used("vault", "access", "--purpose", "self-monitoring", "--case", "NV/1", **AS_ADMIN)
    assert ran.out == "2026-05-07 13:00  DC Farrow  case viewed  NV/1\n"
    assert ran.err == "1 entry of the access book.\n"


def test_entries_are_written_for_a_verifier_elsewhere(used: Vault, tmp_path: Path) -> None:
    path = tmp_path / "entries.jsonl"
    asked = ("--purpose", "Inspection", "--recipient", "HMICFRS", "-o", path)
    assert used("vault", "entries", *asked, **AS_ADMIN).status == 0
    first, *entries = path.read_text().splitlines()
    assert json.loads(first)["format"] == "sopcheck-entries"
    assert len(entries) > 20
    assert used("vault", "entries", *asked, person="farrow").status == 2


def test_a_printed_line_is_held_against_the_vault(used: Vault) -> None:
    ran = used("vault", "verify", "--printed", "00000000 · 5 · 0011223344556677", "--json", **AS_ADMIN)
    assert (ran.status, ran.field("ok")) == (1, False)
    wrong = used("vault", "verify", "--printed", "nonsense", **AS_ADMIN)
    assert (wrong.status, wrong.err.startswith("This is no ledger line of a printed record.")) == (2, True)


def test_a_loss_is_told_until_an_administrator_accepts_it(vault: Vault, tmp_path: Path) -> None:
    shutil.copytree(vault.folder, tmp_path / "before")
    vault.open_case()
    shutil.rmtree(vault.folder)
    shutil.copytree(tmp_path / "before", vault.folder)
    accept = ("vault", "accept-loss", "--reason", "The disk died")
    assert vault("vault", "status").err.startswith("This vault is older than the last state seen")
    assert vault(*accept, person="farrow").status == 2
    assert vault(*accept, **AS_ADMIN).out == "Noted in the access book, of 2 things that were missing.\n"
    assert (vault("vault", "status").err, vault(*accept, **AS_ADMIN).status) == ("", 2)
