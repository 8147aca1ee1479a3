"""The next things to do on a case: few, and those that end first."""

import heapq
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain, islice

from sopcheck.cases.duties import once
from sopcheck.cases.programme import Programme
from sopcheck.cases.states import PlaceState

FEW = 5
_ENDING = frozenset(("running", "due soon", "passed"))


def next_five(places: Sequence[PlaceState], programme: Programme) -> tuple[PlaceState, ...]:
    """Give the duties whose limits end first, of two with one end the national; then what is open."""
    found = [
        (limit.ends, limit.basis != "national", number)
        for number, state in enumerate(places)
        if (limit := state.limit) is not None
        and limit.ends is not None
        and limit.word in _ENDING
        # What a version left out, or was answered *not done*, stays on the record; there is nothing to do.
        and state.applies == "yes"
        and state.status == "open"
    ]
    first = (places[number] for _, _, number in _smallest_first(found))
    others = (state for state in places if _is_open_without_end(state))
    return tuple(islice(once(chain(first, others), programme), FEW))


def _smallest_first(found: list[tuple[datetime, bool, int]]) -> Iterator[tuple[datetime, bool, int]]:
    # Of hundreds only a few are asked for, and how many nobody knows before duties are joined.
    heapq.heapify(found)
    while found:
        yield heapq.heappop(found)


def _is_open_without_end(state: PlaceState) -> bool:
    counts = state.limit is not None and state.limit.word in _ENDING
    return state.applies == "yes" and state.status == "open" and not state.none_yet and not counts
