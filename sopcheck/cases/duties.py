"""Items of several packs that are one duty are shown once, open or done, and counted once (convention 11).

Whoever lists or counts items goes by this: the work list, the case page, the status sheet, the record.
"""

from collections.abc import Hashable, Iterable, Iterator
from datetime import datetime

from sopcheck.cases.case import Case
from sopcheck.cases.events import Place
from sopcheck.cases.moments import LATEST
from sopcheck.cases.programme import Programme
from sopcheck.cases.standing import Direction
from sopcheck.cases.states import PlaceState

Duty = tuple[PlaceState, ...]
"""The places of one duty, the one that is shown first; of most duties there is only one."""
_ASKED = {"yes": 0, "may": 1, "no": 2}


def once(states: Iterable[PlaceState], programme: Programme) -> Iterator[PlaceState]:
    """Give each duty once: of the items of it that are here, the first."""
    given: set[Place] = set()
    for state in states:
        duty = programme.lead(state.place)
        if duty not in given:
            given.add(duty)
            yield state


def joined(states: Iterable[PlaceState], programme: Programme) -> tuple[Duty, ...]:
    """Join the places of each duty, in the order of those that are shown.

    Shown is the one that is asked and whose limit ends first, so that none hides a passed one. What was
    answered apart stays apart, and so does what prints in another place.
    """
    rows: list[Duty] = []
    shared: dict[Hashable, list[tuple[int, PlaceState]]] = {}
    for state in states:
        lead = programme.lead(state.place)
        # Hardly any item is shared, and a list of a thousand places is made on every answer.
        if lead is state.place:
            rows.append((state,))
            continue
        answer = None if state.answer is None else state.answer.entry
        shared.setdefault((lead, answer, state.item.print_class), []).append((len(rows), state))
        rows.append(())
    for numbered in shared.values():
        numbered.sort(key=_shown_first)
        rows[numbered[0][0]] = tuple(state for _, state in numbered)
    return tuple(filter(None, rows))


def directions_at(case: Case, place: Place) -> tuple[Direction, ...]:
    """What was directed about a place, or about another of its duty, which is shown here."""
    duty = {place, *case.programme.others(place)}
    return tuple(direction for direction in case.directions if direction.place in duty)


def _shown_first(numbered: tuple[int, PlaceState]) -> tuple[int, datetime, bool, int]:
    number, state = numbered
    if state.limit is None or state.limit.ends is None:
        return _ASKED[state.applies], LATEST, True, number
    return _ASKED[state.applies], state.limit.ends, state.limit.basis != "national", number
