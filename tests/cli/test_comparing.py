"""Comparing files that somebody else wrote: each kind of change, and files that cannot be compared."""

from pathlib import Path

import pytest

from tests.checklists.samples import SMALL, changed
from tests.cli.running import Commands

KEYS = ["item", "change", "was", "is", "weight"]
NEW = """      - id: tell-them
        prompt: Tell them.
        answered_by: investigator
        asks: [status]
        source: GK

"""


def _files(folder: Path, text: str) -> tuple[Path, Path]:
    (folder / "was.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "is.yaml").write_text(text, encoding="utf-8")
    return folder / "was.yaml", folder / "is.yaml"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "      - id: see-again\n",
            f"{NEW}      - id: see-again\n",
            ("tell-them", "added", None, "Tell them.", "major"),
        ),
        (
            "prompt: Act soon.",
            "prompt: Act quickly.",
            ("act-soon", "reworded", "Act soon.", "Act quickly.", "minor"),
        ),
        ("prompt: Act soon.", "prompt: Act soon", ("act-soon", "reworded", "Act soon.", "Act soon", "none")),
        (
            "amount: 4, unit: hours",
            "amount: 6, unit: hours",
            ("act-at-once", "limit", "4 hours from told, local", "6 hours from told, local", "major"),
        ),
        (
            "        gate: {before: closed, basis: baseline}\n",
            "        gate: {before: told, basis: baseline}\n",
            ("finish", "gate", "before closed, local", "before told, local", "major"),
        ),
        (
            "{all: [urgent, {not: alarmed}]}",
            "{all: [urgent, alarmed]}",
            ("see-person", "condition", "urgent and not alarmed", "urgent and alarmed", "major"),
        ),
        (
            "- id: finish\n",
            "- id: end-work\n        replaces: [finish]\n",
            ("finish", "replaced", "finish: Finish the work.", "end-work: Finish the work.", "major"),
        ),
        (
            "        reference_is: receipt\n",
            "        reference_is: note\n",
            ("keep-promise", "other", "reference is: receipt", "reference is: note", "minor"),
        ),
        (
            "    says: When we were told.",
            "    says: When anybody was told.",
            ("told", "reworded", "When we were told.", "When anybody was told.", "minor"),
        ),
    ],
)
def test_each_kind_of_change_is_one_row(
    commands: Commands, tmp_path: Path, old: str, new: str, expected: tuple[str | None, ...]
) -> None:
    ran = commands("checklist", "compare", *_files(tmp_path, changed(old, new)), "--json")
    assert (ran.status, ran.json) == (1, [dict(zip(KEYS, expected, strict=True))])


def test_a_file_compared_with_itself_has_no_row(commands: Commands, tmp_path: Path) -> None:
    ran = commands("checklist", "compare", *_files(tmp_path, SMALL), "--json")
    assert (ran.status, ran.json) == (0, [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x: [", "This is not YAML that can be read"),
        (SMALL.replace("format: 1", "format: 2"), "This definition has format 2"),
        (SMALL.replace("- id: act-soon", "- id: finish"), "two entries with the id “finish”"),
        ("", "This file is empty"),
    ],
)
def test_a_file_that_cannot_be_compared_is_refused(
    commands: Commands, tmp_path: Path, text: str, said: str
) -> None:
    ran = commands("checklist", "compare", *_files(tmp_path, text), "--json")
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


def test_a_file_with_problems_can_be_compared_all_the_same(commands: Commands, tmp_path: Path) -> None:
    text = changed("applies_when: graded-low", "applies_when: gone")
    ran = commands("checklist", "compare", *_files(tmp_path, text), "--json")
    assert (ran.status, ran.row("item", "act-soon")["is"]) == (1, "gone")


def test_lines_tell_the_sort_of_an_entry_and_count_what_weighs(commands: Commands, tmp_path: Path) -> None:
    text = changed("says: The report is urgent.", "says: It is urgent.").replace(
        "amount: 4, unit", "amount: 5, unit"
    )
    ran = commands("checklist", "compare", *_files(tmp_path, text))
    assert "fact urgent: reworded (minor): The report is urgent. -> It is urgent.\n" in ran.out
    assert ran.err == "Differences: 2, of these 1 major.\n"
