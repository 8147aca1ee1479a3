"""Items of several packs that are one duty are shown once, open or done (convention 11)."""

from collections.abc import Iterable, Iterator

from sopcheck.cases.events import Place
from sopcheck.cases.programme import Programme
from sopcheck.cases.states import PlaceState


def once(states: Iterable[PlaceState], programme: Programme) -> Iterator[PlaceState]:
    """Give each duty once: of the items of it that are here, the first."""
    given: set[Place] = set()
    for state in states:
        duty = programme.lead(state.place)
        if duty not in given:
            given.add(duty)
            yield state
