"""What a move brings: clocks and facts that only a later version has an earlier entry set (convention 13).

They count from the move, and only where nothing was known: a clock that runs is not begun anew, and what is
known to be so, or not to be so, is not turned. Then every condition that was decided stays as it was (it is
read with three values), and no move takes a limit off a case by what answers set.
"""

from collections.abc import Iterator

from sopcheck.cases.standing import ClockSetting, FactSetting


class Brought:
    """What moves bring, kept apart until all else is known; a fact with the answer it is joined by."""

    def __init__(self) -> None:
        self.clocks: list[ClockSetting] = []
        self.facts: list[tuple[FactSetting, str]] = []

    def in_order(self) -> Iterator[tuple[FactSetting, str]]:
        """Give the facts by the moves that bring them; of one move *yes* first, then the later recorded."""
        return iter(sorted(self.facts, key=lambda one: (one[0].at, one[0].value != "yes", -one[0].order)))
