"""Reviewed cases to make records of: rehearsals of a few lines, each with a review at the end."""

from functools import cache

from sopcheck.cases.rehearsals.player import play
from sopcheck.cases.rehearsals.reader import read
from sopcheck.cases.reviews.reviewed import Reviewed
from sopcheck.records.rehearsed import reviewed_of
from tests.cases.rehearsal_texts import rehearsal

CHILD = (
    'at: 2026-04-30 10:15, by: farrow, add: [child, victim], as: child-a, label: "Child A"',
    "at: 2026-04-30 10:15, by: farrow, fact: victim-is-child, is: yes, of: child-a",
    "at: 2026-04-30 10:15, by: farrow, fact: child-at-risk, is: yes",
)
FIRST = "at: 2026-05-01 09:00, by: okell, review: 24-hour, outcome: on track, text: Sound plan"
THIRD = "at: 2026-05-06 15:00, by: okell, review: 7-day, outcome: on track with actions"


@cache
def reviewed(*events: str, assume: bool = True, packs: str = "") -> Reviewed:
    """The case of these events as it stood at its last review; all else was done where that is assumed."""
    text = rehearsal(*events, head="assume: other-items-done\n" if assume else "")
    if packs:
        text = text.replace("[cse-investigation 1.0]", f"[cse-investigation 1.0, {packs}]")
    played = play(read(text.encode(), file="test"))
    assert played.differences == ()
    return reviewed_of(played)
