"""Addenda to a supervision record on paper."""

import msgspec

from tests.records import sheet_samples
from tests.records.prints import all_samples, printed
from tests.records.reading import read_aloud


def test_an_addendum_has_its_reason_its_author_and_when_it_was_written() -> None:
    text = read_aloud(all_samples()["addenda"])
    assert "Her aunt was told on the day. Left out. DS Okell, Sat 9 May 2026, 09:00" in text
    assert "Review 7-day review Held Fri 8 May 2026, 10:20" in text
    assert "Code of the record 1G60-R30C-1G60-R30C-1G60" in text


def test_a_sheet_without_an_addendum_says_none() -> None:
    empty = msgspec.structs.replace(sheet_samples.addenda(), addenda=())
    assert "Addenda None" in read_aloud(printed(empty))
