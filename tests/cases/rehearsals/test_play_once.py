"""Playing a long rehearsal: a state of the case is worked out once, however many lines ask for it."""

from collections.abc import Iterable
from datetime import datetime

import pytest

from sopcheck.cases.case import Case
from sopcheck.cases.definitions import Definitions
from sopcheck.cases.events import Recorded
from sopcheck.cases.folding.fold import fold
from sopcheck.cases.rehearsals import player
from sopcheck.cases.rehearsals.checks import check
from sopcheck.cases.rehearsals.reader import read
from tests.cases.rehearsal_texts import rehearsal

NOTES = [f"at: 2026-05-{day:02} 09:00, by: okell, note: Call {day}" for day in range(1, 29)]
ASSUMED = "assume: other-items-done\n"


def test_each_state_of_the_case_is_folded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    folded: list[int] = []

    def counted(entries: Iterable[Recorded], definitions: Definitions, until: datetime | None = None) -> Case:
        """Fold, and remember of how many entries."""
        known = list(entries)
        folded.append(len(known))
        return fold(known, definitions, until=until)

    monkeypatch.setattr(player, "fold", counted)
    player.play(read(rehearsal(*NOTES, head=ASSUMED), file="long.yaml"))
    assert len(folded) == len(set(folded)) >= len(NOTES)


def test_a_calendar_installed_on_the_way_counts_for_what_is_assumed_after_it() -> None:
    # Support is due on 5 May, two working days after the 30th, for the 4th is a bank holiday.
    events = (
        "at: 2026-04-30 10:20, by: farrow, add: [child, victim], as: child-a, label: Child A",
        "at: 2026-04-30 10:30, by: okell, calendar: {until: 2026-12-31}",
        "at: 2026-05-20 09:00, by: okell, note: Later",
    )
    expect = """\
  - as_at: 2026-05-20 09:00
    items: [{item: refer-to-support, of: child-a, state: met, ends: 2026-05-05 24:00}]
"""
    text = rehearsal(*events, head=f"{ASSUMED}calendar: {{until: 2026-05-01}}\n", expect=expect)
    assert check(player.play(read(text, file="calendar.yaml"))) == ()
