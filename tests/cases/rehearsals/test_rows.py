"""The lists of an expectation: a row that nothing can answer to is a mistake of the file."""

import pytest

from sopcheck.cases.rehearsals.library import shipped_library
from sopcheck.cases.rehearsals.names import Names
from sopcheck.cases.rehearsals.reader import read
from sopcheck.cases.rehearsals.rehearsal import RehearsalError
from sopcheck.cases.rehearsals.rows import check_rows
from tests.cases.rehearsal_texts import rehearsal

EVENTS = (
    "at: 2026-04-30 10:20, by: farrow, add: [child, victim], as: child-a",
    "at: 2026-04-30 10:20, by: farrow, add: missing-episode, of: child-a, as: episode-1, id: entry",
    "at: 2026-04-30 10:21, by: farrow, note: Called the school, as: call",
    "at: 2026-04-30 10:22, by: farrow, note: Seen, id: seen",
    "at: 2026-04-30 10:23, by: farrow, note: Nothing else",
)


def checked(expect: str) -> None:
    """Check the rows of a small rehearsal."""
    text = rehearsal(*EVENTS, expect=f"  - {{as_at: 2026-05-01 09:00, {expect}}}\n")
    found = read(text, file="small.yaml")
    check_rows(Names(found, shipped_library().definitions_of(found)))


@pytest.mark.parametrize(
    "expect",
    [
        "exceptions: {limits_passed: [record-crime, see-child @ child-a]}",
        "exceptions: {not_done: [cse-investigation/record-crime + research-systems]}",
        "annex: {limits_passed: [refer-to-social-care + see-child @ child-a]}",
        "exceptions: {reviews_late_or_missed: [24-hour, every-28-days 2026-06-04]}",
        "exceptions: {reviews_late_or_missed: [event-missing-episode @ episode-1]}",
        "exceptions: {reviews_late_or_missed: [event-missing-episode @ entry]}",
        "applies: {cse-investigation: 3, supervisor-review: 0}",
        "timeline: [report-received, call, seen, Nothing else, child-found @ episode-1]",
    ],
)
def test_a_row_names_what_is_there(expect: str) -> None:
    checked(expect)


@pytest.mark.parametrize(
    ("expect", "word"),
    [
        ("exceptions: {limits_passed: [make-tea]}", "no item “make-tea”"),
        ("exceptions: {gates_not_met: [record-crime + make-tea]}", "no item “make-tea”"),
        ("annex: {not_done: [see-child @ nobody]}", "no subject “nobody”"),
        ("exceptions: {reviews_late_or_missed: [weekly]}", "no review “weekly”"),
        ("exceptions: {reviews_late_or_missed: [pre-nfa @ nobody]}", "no subject “nobody”"),
        ("applies: {make-tea: 3}", "no checklist “make-tea”"),
        ("timeline: [nothing]", "no note or clock “nothing”"),
        ("timeline: [child-found @ nobody]", "no subject “nobody”"),
    ],
)
def test_a_row_about_nothing_is_told_with_its_line(expect: str, word: str) -> None:
    with pytest.raises(RehearsalError, match=rf"small\.yaml:\d+: There is {word}|The schedule has {word}"):
        checked(expect)
