"""Small stories for tests of rehearsals."""

from datetime import datetime
from pathlib import Path

from sopcheck.cases.definitions import Definitions
from sopcheck.cases.rehearsals.checks import check
from sopcheck.cases.rehearsals.player import play
from sopcheck.cases.rehearsals.reader import read
from sopcheck.checklists.local_time import LONDON, parse_wall
from sopcheck.services.rehearsal_story import Stop, Story
from sopcheck.services.rehearsing import Rehearsing
from tests.cases.rehearsal_texts import rehearsal

FOLDER = Path(__file__).parent.parent / "data" / "rehearsals"
UNOPENED = FOLDER / "unopened-package.yaml"
WEEKEND = FOLDER / "bank-holiday-weekend.yaml"
CHILD = "at: 2026-04-30 10:20, by: farrow, add: [child, victim], as: child-a, label: Child A"
CHILD_IS_CHILD = "at: 2026-04-30 10:20, by: farrow, fact: victim-is-child, is: yes"
SEEN = "at: 2026-04-30 12:00, by: farrow, answer: see-child, of: child-a"
NOTE = "at: 2026-05-03 09:00, by: farrow, note: A call to the school"
STARTS = 3
"""How many events stand above those of a test: the report, and who holds the case."""


def story(*events: str, expect: str = "", head: str = "") -> Story:
    """A story of these events, after the report and the first holders."""
    played = play(read(rehearsal(*events, expect=expect, head=head), file="small.yaml"))
    return Story(played, check(played))


def moment(text: str) -> datetime:
    """A wall time as an instant."""
    return parse_wall(text, zone=LONDON)


def rehearsing() -> Rehearsing:
    """Rehearsals beside a vault that has no versions of its own."""
    return Rehearsing(lambda: Definitions({}))


def last(told: Story) -> Stop:
    """The last stop of a story."""
    return told.stops[-1]
