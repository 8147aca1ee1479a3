"""What every kind of print says is pinned, element by element, in the order in which it is read."""

from itertools import pairwise

import pytest
from page import ValidationProfile, validate_pdf_bytes

from tests.records.goldens import FOLDER, GOLDENS, made, text_of
from tests.records.prints import pages
from tests.records.reading import elements


@pytest.mark.parametrize("name", GOLDENS)
def test_a_print_says_what_it_said(name: str) -> None:
    pinned = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    assert text_of(made(name)) == pinned, "If this was meant: python -m tests.records.goldens"


def test_there_is_no_pinned_print_that_nothing_makes() -> None:
    assert {file.stem for file in FOLDER.glob("*.txt")} == set(GOLDENS)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("no-exception", "P None"),
        ("many-exceptions", "P Not justified"),
        ("override", "P Given by telephone\n      P Written DI Teal,"),
        ("partly-independent", "P Partly independent: the reviewer had a part in this case"),
        ("provisional", "P provisional: the bank-holiday calendar ended before it"),
        ("after-an-addendum", "P Addendum to a signed review"),
        ("after-an-addendum", "TD Added Her aunt was told."),
        ("after-a-withdrawal", "P Signed review withdrawn"),
        ("addenda", "TD Her aunt was told."),
        ("conflict", "P Recorded differently in two places, not settled yet"),
        ("second-review", "P New done; NV-2"),
        ("in-many-scripts", "TD DC Łucja Wiśniewska-Żółć 4402, constable"),
    ],
)
def test_a_pinned_print_shows_what_it_is_there_for(name: str, words: str) -> None:
    assert words in (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def test_the_versions_that_applied_stand_with_their_dates() -> None:
    pinned = (FOLDER / "two-versions.txt").read_text(encoding="utf-8")
    assert "followed from Tue 5 May 2026, 09:00 to Tue 12 May 2026, 09:00" in pinned
    assert "followed since Tue 12 May 2026, 09:00" in pinned


def test_at_least_twelve_supervision_records_are_pinned() -> None:
    pinned = {name: (FOLDER / f"{name}.txt").read_text(encoding="utf-8") for name in GOLDENS}
    assert sum(text.startswith("H1 Supervision record\n") for text in pinned.values()) >= 12


def test_forty_pages_are_forty_and_say_so_on_each() -> None:
    found = pages(made("forty-pages"))
    assert len(found) >= 40
    assert all(f"Page {number} of {len(found)}" in page for number, page in enumerate(found, start=1))


def test_a_heading_never_skips_a_level() -> None:
    for name in GOLDENS:
        levels = [int(one.tag[1]) for one in elements(made(name)) if one.tag in {"H1", "H2", "H3"}]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("profile", [ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_3A])
@pytest.mark.parametrize("name", GOLDENS)
def test_every_print_is_accessible_and_archival(name: str, profile: ValidationProfile) -> None:
    report = validate_pdf_bytes(made(name), profile=profile)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
