"""Contradictions of the clock, found in what entries say of it: evidence, and never a reason to drop one.

Each entry tells the wall clock, the milliseconds of a clock that never goes back, and whether the wall clock
had gone back since the entry before. Only three things can be shown from that (`security.md` 5.2): that the
machine said itself that it went back; that it went back and the entry does not say so, which the program
never writes; that less time passed on the wall than was counted, so the wall clock was set back in between.
That more passed shows nothing: a machine that sleeps counts no milliseconds.
"""

from collections.abc import Iterator
from datetime import timedelta

from sopcheck.ledger.entry import ChainId, Header, Times, instant
from sopcheck.ledger.verify import Problem, What

# Both clocks are read one after the other, and a wall clock is nudged all day to keep it right.
_SLACK = timedelta(minutes=2)
_MILLISECOND = timedelta(milliseconds=1)


class ClockWatch:
    """Compares the clocks of entries with those of the entry before on the same chain."""

    def __init__(self) -> None:
        """Begin with no entry."""
        self._last: dict[ChainId, Times] = {}

    def take(self, name: str, header: Header) -> Iterator[Problem]:
        """Say what the next entry of a chain shows of its clock, in the order of the chain."""
        before, here = self._last.get(header.log), header.t
        self._last[header.log] = here
        if before is None:
            return
        if here.back:
            yield Problem(What.CLOCK, name, here.utc, "The clock had been set back when this was recorded.")
        elif here.utc < before.utc:
            meaning = "The clock had been set back when this was recorded, and the entry does not say so."
            yield Problem(What.CLOCK, name, here.utc, meaning)
        elif _was_set_back(before, here):
            meaning = "Less time passed between this entry and the one before than the machine counted."
            yield Problem(What.CLOCK, name, here.utc, meaning)


def _was_set_back(before: Times, here: Times) -> bool:
    # After a restart the machine counts from nothing, so a smaller number shows nothing.
    counted = here.mono - before.mono
    if counted <= _SLACK // _MILLISECOND:
        return False
    return instant(here.utc) - instant(before.utc) + _SLACK < counted * _MILLISECOND
