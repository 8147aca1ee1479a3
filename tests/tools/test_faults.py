"""Every fault that was thought of has its test, or the reason why it has none."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| ([A-F]\d+) \| ([^|]+) \| (.+) \|$", re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
ROWS = {number: told for number, _, told in ROW.findall((ROOT / "docs" / "faults.md").read_text())}
WANTED = [
    *(f"A{number}" for number in range(1, 18)),
    *(f"B{number}" for number in range(1, 23)),
    *(f"C{number}" for number in range(1, 25)),
    *(f"E{number}" for number in (*range(1, 10), *range(13, 18))),
    *(f"F{number}" for number in range(2, 7)),
]


def test_every_case_has_its_row() -> None:
    assert list(ROWS) == WANTED


@pytest.mark.parametrize("number", WANTED)
def test_each_is_shown_by_a_test_that_exists_or_says_why_not(number: str) -> None:
    named, rest = NAMED.findall(ROWS[number]), NAMED.sub("", ROWS[number]).replace("<br>", "")
    for file, test in named:
        assert f"def {test}(" in (ROOT / file).read_text(), f"{file} has no {test}"
    # A reason is a sentence.
    assert named or rest.strip().endswith(".")
