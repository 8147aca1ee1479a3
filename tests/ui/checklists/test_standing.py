"""Where a version stands, in words: from which day, and what a district's version was made from."""

from datetime import UTC, date, datetime

import pytest

from sopcheck.checklists.definition import Digest, ItemId, Tailoring, Version, Weakening
from sopcheck.checklists.local_time import LONDON
from sopcheck.ui.checklists.standing import standing_words, tailored_words
from sopcheck.ui.words import Words

WORDS = Words(LONDON, datetime(2026, 5, 7, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("status", "begins", "words"),
    [
        ("approved", date(2026, 6, 1), "approved, in force from Mon 1 Jun"),
        ("approved", date(2027, 11, 1), "approved, in force from Mon 1 Nov 2027"),
        ("in force", date(2026, 5, 5), "in force since Tue 5 May"),
        ("superseded", date(2026, 5, 5), "superseded"),
        ("proposed", None, "proposed"),
    ],
)
def test_an_approved_version_says_from_which_day(status: str, begins: date | None, words: str) -> None:
    assert standing_words(status, begins, WORDS) == words


def test_a_version_of_the_force_was_tailored_from_none() -> None:
    assert tailored_words(None) == ()


def test_a_tailored_version_says_from_what_and_where_it_asks_less() -> None:
    source = Tailoring(
        version=Version("1.0"),
        digest=Digest("af4905f0" * 8),
        profile="barnsley 1",
        profile_digest=Digest("4258b688" * 8),
        weakenings=(Weakening(item=ItemId("flag-it"), what="its limit may end later", reason="Weekends."),),
    )
    assert tailored_words(source) == (
        "Tailored from 1.0 (af4905f0) by the profile barnsley 1 (4258b688).",
        "Asks less: flag-it, its limit may end later. Weekends.",
    )
