"""The standing assumption of a rehearsal: what the file does not tell is done in good time (`rehearsal.md`).

Each item that applies and that no accepted line answers is done halfway through its limit, to the full
minute, as far as the limit is known at the time; without a limit, or before a gate, when it first applied.
It is recorded at once, even where the case itself was typed later, so that it is never an exception.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import get_args

import msgspec

from sopcheck.cases.case import Case
from sopcheck.cases.definitions import Definitions
from sopcheck.cases.events import Given, ItemAnswered, Place, When
from sopcheck.cases.register.register import Person
from sopcheck.cases.rehearsals.names import Names
from sopcheck.cases.rehearsals.rehearsal import EventLine, Rehearsal
from sopcheck.cases.rehearsals.told import Told
from sopcheck.cases.states import Evaluation, LimitState, PlaceState
from sopcheck.checklists.definition import Answerer, ClockId
from sopcheck.checklists.local_time import to_local
from sopcheck.ledger.entry import PersonId


class Assumed(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that is taken as given."""

    event: ItemAnswered
    by: PersonId
    role: str
    at: datetime
    sets_clock: bool


class Assumption:
    """What the file leaves to the assumption, and what the assumption makes of it."""

    def __init__(
        self, rehearsal: Rehearsal, names: Names, definitions: Definitions, people: Mapping[str, Person]
    ) -> None:
        """Note what the file tells itself: answers, clocks, who holds the case first."""
        self._people = people
        self._left = {(names.item(left.item, 0)[1].id, left.of) for left in rehearsal.leave_open}
        lines = [line for line in rehearsal.events if line.refused is None]
        self._told = Told(rehearsal, names, definitions)
        self._first = {role: self._first_holder(lines, role) for role in get_args(Answerer)}

    def due(self, case: Case, evaluation: Evaluation, *, before: datetime | None) -> list[Assumed]:
        """What is done before a moment, the earliest first, up to the first answer that starts a clock."""
        open_places = [state for state in evaluation.places if self._is_open(case, state)]
        timed = [(at, state) for state in open_places if (at := _halfway(state)) is not None]
        found: list[Assumed] = []
        twins: set[Place] = set()
        for at, state in sorted(timed, key=lambda one: one[0]):
            lead = case.programme.lead(state.place)
            if (before is not None and at >= before) or lead in twins:
                continue
            twins.add(lead)
            found.append(self._assumed(case, state, at))
            # What comes after may count from this clock, so the case is looked at again first.
            if state.item.sets_clock is not None:
                break
        return found

    def _is_open(self, case: Case, state: PlaceState) -> bool:
        place, item = state.place, state.item
        if state.applies != "yes" or state.status != "open" or state.none_yet or self._told.answers(place):
            return False
        if self._is_left(case, place):
            return False
        # Contact that never was must show: nothing but an act of the file starts its rounds.
        return not (item.rolling and item.limit and not _is_set(case, item.limit.from_, place.of))

    def _is_left(self, case: Case, place: Place) -> bool:
        """Tell whether the file leaves this alone; a duty in two packs is left alone in both."""
        duty = (place, *case.programme.others(place))
        return any({(one.item, ""), (one.item, one.of)} & self._left for one in duty)

    def _assumed(self, case: Case, state: PlaceState, at: datetime) -> Assumed:
        place, item = state.place, state.item
        by = self._doer(case, item.answered_by, at)
        event = ItemAnswered(
            at=When(to_local(at, case.programme.zone)),
            checklist=place.checklist,
            item=place.item,
            given=Given(status="done"),
            of=() if place.of is None else (place.of,),
        )
        told = item.sets_clock is not None and self._told.sets(item.sets_clock, place.of, case.programme)
        return Assumed(event=event, by=by.person, role=by.roles[0], at=at, sets_clock=not told)

    def _doer(self, case: Case, role: Answerer, at: datetime) -> Person:
        holder = case.holder(role, at)
        return next((one for one in self._people.values() if one.person == holder), self._first[role])

    def _first_holder(self, lines: list[EventLine], role: Answerer) -> Person:
        """Who holds the case first in the file; where nobody ever does, the first who could.

        Where there is nobody of the role, it is nobody in the file, so that no reviewer had a part in it.
        """
        assigned = (line.one("to") for line in lines if line.verb == "assign" and line.named[0] == role)
        named = next((name for name in assigned if name != "none"), None)
        if named is not None:
            return self._people[named]
        somebody = Person(person=PersonId(role), name=role, roles=(role,))
        return next((one for one in self._people.values() if role in one.roles), somebody)


def _is_set(case: Case, clock: ClockId, of: str | None) -> bool:
    return bool(case.clocks.get((clock, of)) or case.clocks.get((clock, None)))


def _halfway(state: PlaceState) -> datetime | None:
    """The full minute halfway through the limit; when it first applied, where there is none or a gate."""
    if state.item.limit is None:
        return None if state.asked_since is None else _full_minute(state.asked_since)
    return None if state.limit is None else _middle(state.limit, state.asked_since)


def _middle(limit: LimitState, asked_since: datetime | None) -> datetime | None:
    start = limit.start or asked_since
    if limit.word in ("not started", "closed", "none yet") or limit.ends is None or start is None:
        return None
    return _full_minute(start + max(limit.ends - start, timedelta(0)) / 2)


def _full_minute(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(second=0, microsecond=0)
