"""The next things to do on a case: few, and those that end first."""

import heapq
from collections.abc import Sequence
from itertools import islice

from sopcheck.cases.states import PlaceState

FEW = 5
_ENDING = frozenset(("running", "due soon", "passed"))


def next_five(places: Sequence[PlaceState]) -> tuple[PlaceState, ...]:
    """Give the places whose limits end first, of two with one end the national; then what is open."""
    found = [
        (limit.ends, limit.basis != "national", number)
        for number, state in enumerate(places)
        if (limit := state.limit) is not None
        and limit.ends is not None
        and limit.word in _ENDING
        # What a version left out stays on the record, but there is nothing left to do about it.
        and state.applies == "yes"
    ]
    first = [places[number] for _, _, number in heapq.nsmallest(FEW, found)]
    others = (state for state in places if _is_open_without_end(state))
    return (*first, *islice(others, FEW - len(first)))


def _is_open_without_end(state: PlaceState) -> bool:
    counts = state.limit is not None and state.limit.word in _ENDING
    return state.applies == "yes" and state.status == "open" and not state.none_yet and not counts
