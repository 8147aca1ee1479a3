"""Evaluating one case again and again, as it is worked on: what cannot have changed is taken over.

The result is the same as that of `evaluate`; a test tries both on random cases. It is for the case page,
where every answer and every minute asks for an evaluation.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from sopcheck.cases.case import Case
from sopcheck.cases.clocks import ClockKey
from sopcheck.cases.definitions import Definitions
from sopcheck.cases.evaluation import as_known, assembled
from sopcheck.cases.events import (
    AbsenceRecorded,
    ActionDone,
    ActionRaised,
    AddendumWritten,
    AnswerCorrected,
    CaseAssigned,
    CaseDescribed,
    ClockSet,
    DirectionAnswered,
    DirectionGiven,
    DirectionSettled,
    ExceptionJudged,
    FactSet,
    GateOverridden,
    ItemAnswered,
    LimitExplained,
    LimitJudged,
    NoteAdded,
    Place,
    Recorded,
    RetentionSet,
    ReviewHeld,
    ReviewOpened,
)
from sopcheck.cases.facts import FactKey
from sopcheck.cases.limits_state import longer_over
from sopcheck.cases.lines import Line, lines_of
from sopcheck.cases.next_change import named_moments, turns_between
from sopcheck.cases.places import PlaceMaker, all_places, began
from sopcheck.cases.programme import CASE_CLOSED, REPORT_RECEIVED, ItemKey, ItemPlan
from sopcheck.cases.reading import Reading
from sopcheck.cases.states import Evaluation, LimitState, PlaceState
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.definition import ClockId, FactId

# After these only the places that they name can differ, and those that read a fact or a clock that moved.
_LOCAL = (
    ItemAnswered
    | AnswerCorrected
    | FactSet
    | ClockSet
    | LimitExplained
    | LimitJudged
    | NoteAdded
    | DirectionGiven
    | DirectionAnswered
    | DirectionSettled
    | ExceptionJudged
    | AddendumWritten
    | ActionRaised
    | ActionDone
    | CaseDescribed
    | ReviewOpened
    | ReviewHeld
    | CaseAssigned
    | AbsenceRecorded
    | GateOverridden
    | RetentionSet
)


class _Reach(NamedTuple):
    """How far added entries reach: the items that they name, the clocks that moved, the facts that turned."""

    named: frozenset[ItemKey]
    moved: frozenset[ClockId]
    turned: frozenset[FactId]

    def meets(self, plan: ItemPlan) -> bool:
        """Whether the states of an item may differ from those before."""
        return plan.key in self.named or plan.clock in self.moved or not self.turned.isdisjoint(plan.facts)


class Evaluator:
    """Evaluates a case, and again as entries are added and time passes."""

    def __init__(self, definitions: Definitions, calendar: Calendar) -> None:
        self._definitions = definitions
        self._calendar = calendar
        self._case: Case | None = None
        self._evaluation: Evaluation | None = None

    def evaluate(self, case: Case, at: datetime) -> Evaluation:
        """Evaluate the case at a moment, as `evaluate` would."""
        known = as_known(case, self._definitions, at)
        reading = Reading(known, self._calendar, at)
        places = self._taken_over(reading) or tuple(all_places(reading, self._definitions))
        self._case, self._evaluation = known, assembled(reading, places)
        return self._evaluation

    def _taken_over(self, reading: Reading) -> tuple[PlaceState, ...] | None:
        """Give the places with only those made anew that may differ; None where all may."""
        if self._case is None or self._evaluation is None:
            return None
        reach = _reach(self._case, reading.case)
        if reach is None or not _is_near(self._case, self._evaluation.at, reading.at):
            return None
        lines = lines_of(reading, self._definitions)
        # What a version left out is on the list only while it is on the record, so places come and go.
        if any(len(line.followed) > 1 for line in lines):
            return None
        makers = dict(_makers(reading, lines))
        anew = {number for number, (_, plan) in makers.items() if reach.meets(plan)}
        return tuple(_again(self._evaluation, reading, makers, anew))


def _reach(before: Case, after: Case) -> _Reach | None:
    """Tell how far what was added reaches; None where that may be everywhere."""
    added = _added(before, after)
    moved = frozenset(_moved_clocks(before, after))
    # Every item without a condition is asked since the report, and nothing counts while the case is closed.
    if added is None or moved & {CASE_CLOSED, REPORT_RECEIVED}:
        return None
    named = frozenset(key for entry in added for key in _named(entry, after))
    return _Reach(named, moved, frozenset(_turned_facts(before, after)))


def _is_near(case: Case, before: datetime, at: datetime) -> bool:
    """Whether nothing that lay ahead took effect between."""
    ahead = named_moments(case, after=before)
    return before <= at and not any(before < moment <= at for moment in ahead)


def _added(before: Case, after: Case) -> tuple[Recorded, ...] | None:
    """Give the entries that were added; None where more than an addition of local ones happened."""
    count = len(before.entries)
    if before.programme is not after.programme or len(after.entries) < count:
        return None
    # By identity: the entries of a case are decoded once, and comparing thousands would cost what we save.
    if any(old is not new for old, new in zip(before.entries, after.entries, strict=False)):
        return None
    added = after.entries[count:]
    local = all(isinstance(entry.event, _LOCAL) for entry in added)
    return added if local and _grades(before) == _grades(after) else None


def _grades(case: Case) -> list[object]:
    return [(given.at, given.grade, given.of, given.choice) for given in case.grades]


def _turned_facts(before: Case, after: Case) -> set[FactId]:
    keys: set[FactKey] = set(before.facts) | set(after.facts)
    return {key[0] for key in keys if _steps(before, key) != _steps(after, key)}


def _steps(case: Case, key: FactKey) -> object:
    found = case.facts.get(key)
    return None if found is None else found.steps


def _moved_clocks(before: Case, after: Case) -> set[ClockId]:
    keys: set[ClockKey] = set(before.clocks) | set(after.clocks)
    moved = {key[0] for key in keys if _settings(before, key) != _settings(after, key)}
    return moved if _closings(before) == _closings(after) else {*moved, CASE_CLOSED}


def _closings(case: Case) -> list[object]:
    return [(closing.at, closing.reopened) for closing in case.closings]


def _settings(case: Case, key: ClockKey) -> list[object]:
    return [(setting.at, setting.entry) for setting in case.clocks.get(key, ())]


def _makers(reading: Reading, lines: Sequence[Line]) -> Iterator[tuple[int, tuple[PlaceMaker, ItemPlan]]]:
    since = began(reading)
    for line in lines:
        maker = PlaceMaker(reading, line, since)
        for plan in line.plans:
            # A state holds the item itself, so its identity finds the plan without hashing a definition.
            yield id(plan.item), (maker, plan)


def _named(entry: Recorded, case: Case) -> Iterator[ItemKey]:
    """Give the items that an entry names, with the others of a duty in two packs."""
    for place in _places_of(entry):
        yield from case.programme.sharing((place.checklist, place.item))


def _places_of(entry: Recorded) -> tuple[Place, ...]:
    match entry.event:
        case ItemAnswered(checklist=checklist, item=item, of=of, also=also):
            return (*(Place(checklist, item, one) for one in of or (None,)), *also)
        case AnswerCorrected(place=place) | LimitExplained(place=place):
            return (place,)
        case LimitJudged(places=places):
            return places
        case _:
            return ()


def _again(
    before: Evaluation, reading: Reading, makers: dict[int, tuple[PlaceMaker, ItemPlan]], anew: set[int]
) -> Iterator[PlaceState]:
    """Give each place, made anew where its item is among those or time alone has turned its limit."""
    for state in before.places:
        number, limit = id(state.item), state.limit
        if number in anew or (limit is not None and turns_between(limit, before.at, reading.at)):
            maker, plan = makers[number]
            yield maker.none_yet(plan) if state.none_yet else maker.place(plan, state.place.of)
        elif limit is not None and limit.word == "passed":
            yield _over_for_longer(reading, state, limit)
        else:
            yield state


def _over_for_longer(reading: Reading, state: PlaceState, limit: LimitState) -> PlaceState:
    longer = longer_over(reading, limit)
    rounds = (*state.rounds[:-1], longer) if state.rounds else ()
    return msgspec.structs.replace(state, limit=longer, rounds=rounds)
