"""Playing rehearsals from the command line."""

from pathlib import Path

import pytest

from tests.cli.running import Commands

FILES = Path(__file__).parents[1] / "data" / "rehearsals"
WEEKEND, HOUR = FILES / "bank-holiday-weekend.yaml", FILES / "repeated-hour.yaml"


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A rehearsal that expects something else than is so."""
    text = WEEKEND.read_text(encoding="utf-8").replace("title: ", "title: Wrong, ", 1)
    assert "state: met" in text
    (tmp_path / "wrong.yaml").write_text(text.replace("state: met", "state: late", 1), encoding="utf-8")
    return tmp_path / "wrong.yaml"


def test_files_that_are_as_expected_end_in_yes(commands: Commands) -> None:
    ran = commands("rehearse", WEEKEND, HOUR)
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.splitlines() == [f"{file.name}: as expected" for file in (WEEKEND, HOUR)]


def test_a_difference_is_told_and_makes_the_answer_no(commands: Commands, wrong: Path) -> None:
    ran = commands("rehearse", HOUR, wrong)
    assert ran.status == 1
    assert ran.out.startswith("wrong.yaml:")
    assert ran.err.splitlines()[-1] == "wrong.yaml: differences found: 1"


def test_a_file_that_cannot_be_played_does_not_keep_the_others(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("rehearsal: 1\nrehearsal: 1\n", encoding="utf-8")
    ran = commands("rehearse", tmp_path / "broken.yaml", tmp_path / "missing.yaml", HOUR)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.splitlines()[-1] == "repeated-hour.yaml: as expected"


SMALL = """\
rehearsal: 1
title: Small
case: NV/CSE/26/1
checklists: [cse-investigation 1.0]
people:
  okell: {name: DS Okell, role: supervisor, rank: sergeant}
events:
  - {at: 2026-04-30 10:15, by: okell, clock: report-received}
  - {LINE}
"""
MALFORMED = (
    "by: okell, note: Called",
    "at: 2026-04-30 10:15, by: nobody, note: Called",
    "at: 2026-04-30 10:15, by: okell, note: Called, colour: red",
    "at: 2026-04-30 10:15, by: okell, answer: make-tea",
    "at: 2026-04-30 10:15, by: okell, answer: see-child, of: nobody",
    "at: 2026-04-30 10:15, by: okell, review: 24-hour, also: [weekly]",
    "at: 2026-04-30 10:15, by: okell, move: tea 1.0",
    "at: 2026-02-30 10:15, by: okell, note: Called",
    "at: 2027-03-28 01:15, by: okell, note: Called",
    "at: 2026-10-25 01:40, by: okell, note: Called",
    "at: 2026-05-01, by: okell, note: Called",
    "at: 2026-04-29 10:15, by: okell, note: Called",
)


@pytest.mark.parametrize("line", MALFORMED)
def test_a_malformed_line_is_one_sentence_with_its_place(
    commands: Commands, tmp_path: Path, line: str
) -> None:
    (tmp_path / "small.yaml").write_text(SMALL.replace("LINE", line), encoding="utf-8")
    ran = commands("rehearse", tmp_path / "small.yaml")
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.startswith("small.yaml:9: ")


@pytest.mark.parametrize("text", ["", "{[", "- a list", "a word", "rehearsal: 1\nrehearsal: 1\n"])
def test_what_is_no_rehearsal_is_one_sentence_with_its_place(
    commands: Commands, tmp_path: Path, text: str
) -> None:
    (tmp_path / "none.yaml").write_text(text, encoding="utf-8")
    ran = commands("rehearse", tmp_path / "none.yaml")
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.startswith("none.yaml:")


def test_the_evaluation_at_a_moment_is_one_document(commands: Commands) -> None:
    ran = commands("rehearse", WEEKEND, "--as-at", "2026-05-07 14:00", "--json")
    assert (ran.status, ran.field("as_at"), ran.err) == (0, "2026-05-07T13:00:00Z", "")
    found = ran.json
    assert isinstance(found, dict)
    assert list(found) == [
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


def test_without_a_moment_the_last_entry_of_the_file_is_it(commands: Commands) -> None:
    assert commands("rehearse", HOUR, "--json").status == 0


def test_a_moment_before_everything_is_answered_too(commands: Commands) -> None:
    ran = commands("rehearse", WEEKEND, "--as-at", "1990-01-01 00:00", "--json")
    assert (ran.status, ran.field("items")) == (0, [])


@pytest.mark.parametrize("moment", ["2026-10-25 01:40", "2026-03-29 01:30", "soon", "2026-13-01 10:00"])
def test_a_moment_that_is_none_is_refused(commands: Commands, moment: str) -> None:
    ran = commands("rehearse", WEEKEND, "--as-at", moment, "--json")
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)


def test_several_files_can_only_be_checked(commands: Commands) -> None:
    ran = commands("rehearse", WEEKEND, HOUR, "--json")
    assert (ran.status, ran.out) == (2, "")


def test_the_record_of_the_last_review_prints_beside_the_evaluation(
    commands: Commands, tmp_path: Path
) -> None:
    ran = commands("rehearse", WEEKEND, "--record", tmp_path / "out.pdf", "--json")
    assert (ran.status, ran.err) == (0, "The record of the last review is in out.pdf.\n")
    assert commands("record", "verify", tmp_path / "out.pdf").status == 0
    assert ran.field("case")


def test_a_rehearsal_without_a_review_has_no_record(commands: Commands, tmp_path: Path) -> None:
    text = HOUR.read_text(encoding="utf-8")
    (tmp_path / "none.yaml").write_text(
        "\n".join(line for line in text.splitlines() if "review:" not in line), encoding="utf-8"
    )
    ran = commands("rehearse", tmp_path / "none.yaml", "--record", tmp_path / "out.pdf")
    assert (ran.status, (tmp_path / "out.pdf").exists()) == (2, False)


def test_no_vault_is_opened(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sopcheck.bootstrap.default_folder", lambda: pytest.fail("A vault was looked for."))
    assert commands("rehearse", HOUR).status == 0
