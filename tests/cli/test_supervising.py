"""Drawing a sample and writing dates for a calendar from the command line."""

from pathlib import Path

import pytest

from sopcheck.cases.sampling import drawn
from tests.cli.running import Vault
from tests.world import World

REFERENCES = ["NV/1", "NV/2", "NV/3", "NV/4"]


@pytest.fixture
def filled(vault: Vault) -> Vault:
    """A vault with four cases of one district."""
    world = World.on(vault.folder)
    for reference in REFERENCES:
        case = world.open(reference).id
        world.desk.casework.describe(case, district="Rotherham")
    world.desk.lock()
    return vault


def test_a_sample_is_drawn_by_its_seed(filled: Vault) -> None:
    ran = filled("case", "sample", "--size", "2", "--seed", "2026-05", "--json", person="okell")
    assert ran.status == 0
    assert ran.field("cases") == list(drawn(REFERENCES, seed="2026-05", size=2))
    assert (ran.field("seed"), ran.field("in_frame"), ran.field("number")) == ("2026-05", 4, 1)


def test_the_sample_is_told_in_words_with_its_frame(filled: Vault) -> None:
    more = ("--district", "Rotherham", "--state", "open", "--from", "2026-05-07", "--to", "2026-05-07")
    ran = filled("case", "sample", "--size", "9", "--seed", "1", *more, person="okell")
    first, *rest = ran.out.splitlines()
    assert first == (
        "Sample 1, seed 1: 4 of 4, open cases, district Rotherham, opened from Thu 7 May 2026, "
        "opened to Thu 7 May 2026."
    )
    assert sorted(rest) == REFERENCES


def test_the_audit_sheet_is_written(filled: Vault, tmp_path: Path) -> None:
    asked = ("--purpose", "Audit", "--recipient", "DI Teal", "-o", tmp_path / "sheet.pdf")
    ran = filled("case", "sample", "--size", "2", *asked, "--json", person="okell")
    assert ran.field("file") == str(tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


def test_an_audit_sheet_for_nobody_is_a_wrong_call_and_nothing_is_drawn(
    filled: Vault, tmp_path: Path
) -> None:
    ran = filled("case", "sample", "--size", "2", "-o", tmp_path / "sheet.pdf", person="okell")
    assert (ran.status, ran.out) == (2, "")
    assert "Give --purpose and --recipient" in ran.err
    assert not (tmp_path / "sheet.pdf").exists()


def test_a_frame_without_a_case_is_a_refusal(filled: Vault) -> None:
    ran = filled("case", "sample", "--size", "2", "--district", "Leeds", person="okell")
    assert (ran.status, "No case is in this frame" in ran.err) == (2, True)


def test_an_investigator_is_refused(filled: Vault) -> None:
    assert filled("case", "sample", "--size", "2").status == 2


def test_the_dates_of_reviews_are_written_without_a_word_of_the_cases(filled: Vault, tmp_path: Path) -> None:
    ran = filled("case", "reminders", "-o", tmp_path / "reviews.ics", person="okell")
    data = (tmp_path / "reviews.ics").read_text(encoding="utf-8")
    assert ran.status == 0
    assert data.startswith("BEGIN:VCALENDAR")
    assert "NV/" not in data


def test_references_are_written_on_request(filled: Vault, tmp_path: Path) -> None:
    filled("case", "reminders", "--references", "-o", tmp_path / "reviews.ics", person="okell")
    assert "NV/1" in (tmp_path / "reviews.ics").read_text(encoding="utf-8")


SAMPLE = ("sample", "--size", "1", "--purpose", "Audit", "--recipient", "DI Teal")


@pytest.mark.parametrize("command", [SAMPLE, ("reminders", "--references")])
def test_what_cannot_be_written_is_not_logged_as_if_it_were(
    filled: Vault, tmp_path: Path, command: tuple[str, ...]
) -> None:
    ran = filled("case", *command, "-o", tmp_path / "missing" / "a.file", person="okell")
    assert (ran.status, ran.out) == (3, "")
    book = filled("vault", "access", "--purpose", "integrity", person="okell").out
    assert not [line for line in book.splitlines() if "sample drawn" in line or "case exported" in line]
