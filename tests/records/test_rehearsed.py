"""The record of a rehearsal is marked as test data and signed by nobody."""

import pytest

from sopcheck.cases.rehearsals.player import Played, play
from sopcheck.cases.rehearsals.reader import read
from sopcheck.crypto.signing import verify
from sopcheck.errors import RefusedError
from sopcheck.records.press import Press
from sopcheck.records.rehearsed import rehearsed_record, reviewed_of
from tests.cases.rehearsal_texts import rehearsal
from tests.records.reviewed_cases import FIRST, THIRD

PRESS = Press(lambda: bytes(16), verify)


def played(*events: str) -> Played:
    return play(read(rehearsal(*events).encode(), file="test"))


def test_the_last_review_of_the_file_is_the_one() -> None:
    assert reviewed_of(played(FIRST, THIRD)).discharged[0].rule.id == "7-day"


def test_what_came_after_the_review_is_not_in_its_record() -> None:
    later = "at: 2026-05-02 09:00, by: farrow, add: suspect, as: suspect-a, label: Suspect A"
    assert "suspect-a" not in reviewed_of(played(FIRST, later)).case.subjects


def test_the_print_is_intact_but_signed_by_nobody() -> None:
    verdict = PRESS.verify(rehearsed_record(played(FIRST), PRESS), known={})
    assert (verdict.state, verdict.print_number) == ("intact", "not numbered")
    assert verdict.signers == ()


def test_the_same_rehearsal_prints_the_same_bytes() -> None:
    assert rehearsed_record(played(FIRST), PRESS) == rehearsed_record(played(FIRST), PRESS)


def test_a_rehearsal_without_a_review_is_refused() -> None:
    with pytest.raises(RefusedError, match="no review to print"):
        rehearsed_record(played(), PRESS)
