"""Performing the cases: every act at the moment at which it was typed, by the person who typed it.

Whoever acts unlocks the vault as themselves, so that every entry is signed by its author. The clock stands
at the moment of typing and never goes back. Nothing is written but through the services.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sopcheck.bootstrap import Program
    from sopcheck.ledger.entry import PersonId
    from sopcheck.services.desk import Desk


class StoryClock:
    """A clock that stands where the story is."""

    def __init__(self, now: datetime) -> None:
        self._now = now.astimezone(UTC).replace(second=0, microsecond=0)

    def now(self) -> datetime:
        """The moment of the story, in UTC."""
        return self._now

    def reach(self, moment: datetime) -> None:
        """Go on to a moment; one that is past already is now."""
        self._now = max(self._now, moment.astimezone(UTC).replace(second=0, microsecond=0))

    def pass_(self, minutes: int) -> None:
        """Let some minutes pass, as somebody types."""
        self._now += timedelta(minutes=minutes)


Act = Callable[["Desk", StoryClock], object]


@dataclass(frozen=True, slots=True)
class Step:
    """One act: when it is typed, by whom, and what is done at the desk."""

    typed: datetime
    who: str
    act: Act


def perform(
    program: Program,
    clock: StoryClock,
    steps: Iterable[Step],
    *,
    people: Mapping[str, PersonId],
    passphrase: str,
) -> None:
    """Perform steps in the order of typing; each change of person is a lock and an unlock."""
    in_order = sorted(steps, key=lambda step: step.typed)
    for who, theirs in groupby(in_order, key=lambda step: step.who):
        turn = list(theirs)
        clock.reach(turn[0].typed)
        desk = program.unlock(people[who], passphrase)
        try:
            for step in turn:
                clock.reach(step.typed)
                step.act(desk, clock)
        finally:
            desk.lock()
