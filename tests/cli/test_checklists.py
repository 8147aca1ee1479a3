"""Listing, showing and checking checklists."""

from pathlib import Path

import pytest

from sopcheck.checklists.packs import shipped
from tests.cli.running import Commands, Vault

KEYS = ["id", "version", "digest", "title", "status", "items"]


def test_the_list_has_the_six_that_ship_with_their_items(commands: Commands) -> None:
    ran = commands("checklist", "list", "--json")
    rows = ran.json
    assert isinstance(rows, list)
    assert [list(row) for row in rows] == [KEYS] * 6
    assert sum(row["items"] for row in rows) == 224
    assert {row["status"] for row in rows} == {"illustrative baseline"}


def test_the_list_of_a_vault_has_the_same_versions(vault: Vault, commands: Commands) -> None:
    assert vault("checklist", "list", "--json").json == commands("checklist", "list", "--json").json


def test_the_list_reads_as_lines(commands: Commands) -> None:
    lines = commands("checklist", "list").out.splitlines()
    assert lines[0].startswith("cse-investigation 1.0")
    assert "90 items  CSE investigation SOP (illustrative baseline)" in lines[0]


@pytest.mark.parametrize("named", [["online-cse", "1.0"], ["online-cse 1.0"]])
def test_a_checklist_is_shown_by_its_id_and_version(commands: Commands, named: list[str]) -> None:
    ran = commands("checklist", "show", *named)
    assert ran.out.startswith("Online CSE supplement: online-cse 1.0 (")
    assert "[24 hours from when the force received the package or report, local]" in ran.out
    assert "[before the arrest or warrant visit began, local]" in ran.out


def test_a_checklist_is_shown_by_its_file_as_json(commands: Commands, tmp_path: Path) -> None:
    pack = shipped()[0]
    (tmp_path / "mine.yaml").write_bytes(pack.yaml)
    ran = commands("checklist", "show", tmp_path / "mine.yaml", "--json")
    assert (ran.field("checklist"), ran.field("version")) == ("cse-investigation", "1.0")
    assert len(str(ran.field("digest"))) == 64


@pytest.mark.parametrize("named", ["online-cse 9.9", "nothing 1.0", "online-cse", "a b c"])
def test_a_checklist_that_is_not_there_is_refused(commands: Commands, named: str) -> None:
    ran = commands("checklist", "show", named)
    assert (ran.status, ran.out) == (2, "")
    assert "cse-investigation 1.0" in ran.err


def test_a_definition_without_problems_checks_with_yes(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_bytes(shipped()[0].yaml)
    ran = commands("checklist", "check", tmp_path / "mine.yaml")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.startswith("No problems.\nAdvice, which stops nothing: ")


def test_each_problem_has_file_line_id_and_a_sentence(commands: Commands, tmp_path: Path) -> None:
    wrong = shipped()[0].yaml.replace(b"from: report-received", b"from: reprot-received", 1)
    (tmp_path / "mine.yaml").write_bytes(wrong)
    ran = commands("checklist", "check", tmp_path / "mine.yaml", "--json")
    assert ran.status == 1
    row = ran.row("file", "mine.yaml")
    assert list(row) == ["file", "line", "id", "what", "sentence"]
    assert isinstance(row["line"], int)
    assert "reprot-received" in str(row["sentence"])


def test_problems_read_as_lines(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_bytes(b"format: 1\nformat: 1\n")
    ran = commands("checklist", "check", tmp_path / "mine.yaml")
    assert ran.status == 1
    assert "mine.yaml:2: format: “format” stands here a second time" in ran.out
    assert ran.err.startswith("Problems found:")


def test_hostile_yaml_is_answered_with_its_line(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_bytes(b"format: 1\nid: &a [*a]\n")
    ran = commands("checklist", "check", tmp_path / "mine.yaml")
    assert (ran.status, "mine.yaml:2" in ran.out) == (1, True)


def test_a_file_that_is_not_there_is_refused(commands: Commands) -> None:
    ran = commands("checklist", "check", "missing.yaml", "--json")
    assert (ran.status, ran.out) == (2, "")
    assert "no file missing.yaml" in ran.err


def _edited(folder: Path, old: str, new: str) -> Path:
    text = shipped()[0].yaml.decode()
    assert old in text
    (folder / "mine.yaml").write_text(text.replace(old, new, 1).replace('"1.0"', '"1.1"'), encoding="utf-8")
    return folder / "mine.yaml"


def test_a_comparison_has_a_row_for_each_difference(commands: Commands, tmp_path: Path) -> None:
    mine = _edited(
        tmp_path,
        "unit: hours, from: report-received, basis: national",
        "unit: hours, from: allocated, basis: national",
    )
    ran = commands("checklist", "compare", "cse-investigation 1.0", mine, "--json")
    assert ran.status == 1
    assert ran.json == [
        {
            "item": "record-crime",
            "change": "limit",
            "was": "24 hours from report-received, national",
            "is": "24 hours from allocated, national",
            "weight": "major",
        }
    ]


def test_a_comparison_reads_as_lines(commands: Commands, tmp_path: Path) -> None:
    mine = _edited(tmp_path, "prompt: Record who reported, how,", "prompt: Record who told us, how,")
    ran = commands("checklist", "compare", "cse-investigation 1.0", mine)
    assert ran.out.startswith("record-first-report: reworded (minor): Record who reported, how, and")
    assert " -> Record who told us, how, and" in ran.out
    assert ran.err == "Differences: 1, of these 0 major.\n"


def test_two_versions_that_say_the_same_compare_with_yes(commands: Commands, tmp_path: Path) -> None:
    mine = _edited(tmp_path, "# CSE", "# Our CSE")
    ran = commands("checklist", "compare", "cse-investigation 1.0", mine)
    assert (ran.status, ran.out, ran.err) == (0, "", "No difference.\n")


def test_a_comparison_prints_for_the_board(commands: Commands, tmp_path: Path) -> None:
    mine = _edited(tmp_path, "prompt: Record who reported, how,", "prompt: Record who told us, how,")
    named = ("cse-investigation 1.0", mine, "-o", tmp_path / "board.pdf", "--reason", "Plainer words.")
    assert commands("checklist", "compare", *named).status == 1
    assert (tmp_path / "board.pdf").read_bytes().startswith(b"%PDF-")


def test_versions_of_a_vault_are_compared(vault: Vault) -> None:
    ran = vault("checklist", "compare", "online-cse 1.0", "victim-engagement 1.0", "--json")
    assert (ran.status, ran.row("item", "online-flag-crime")["change"]) == (1, "withdrawn")
