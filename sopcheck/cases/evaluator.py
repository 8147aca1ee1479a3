"""Evaluating one case again and again, as it is worked on: what cannot have changed is taken over.

The result is the same as that of `evaluate`; a test tries both on random cases. It is for the case page,
where every answer and every minute asks for an evaluation.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from sopcheck.cases.case import Case
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
from sopcheck.cases.limits_state import longer_over
from sopcheck.cases.lines import Line, lines_of
from sopcheck.cases.next_change import named_moments, turns_between
from sopcheck.cases.places import PlaceMaker, all_places, began
from sopcheck.cases.programme import CASE_CLOSED, REPORT_RECEIVED, ItemKey, ItemPlan
from sopcheck.cases.reading import Reading
from sopcheck.cases.standing import ClockSetting
from sopcheck.cases.states import Evaluation, LimitState, PlaceState
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.definition import ClockId, FactId
from sopcheck.ledger.entry import EntryHash

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
        # What a version left out is on the list only while it is on the record, so places come and go.
        if reading.case.moved is not None:
            return None
        lines = lines_of(reading, self._definitions)
        turned = frozenset(_turned_items(self._evaluation, reading.at))
        return tuple(_again(self._evaluation, reading, dict(_anew(reading, lines, reach, turned))))


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
    there, now = before.facts, after.facts
    turned = {key[0] for key in there.keys() ^ now.keys()}
    return turned | {key[0] for key in there.keys() & now.keys() if there[key].steps != now[key].steps}


def _moved_clocks(before: Case, after: Case) -> set[ClockId]:
    there, now = before.clocks, after.clocks
    moved = {key[0] for key in there.keys() ^ now.keys()}
    moved |= {key[0] for key in there.keys() & now.keys() if _settings(there[key]) != _settings(now[key])}
    return moved if _closings(before) == _closings(after) else {*moved, CASE_CLOSED}


def _closings(case: Case) -> list[object]:
    return [(closing.at, closing.reopened) for closing in case.closings]


def _settings(settings: Sequence[ClockSetting]) -> list[tuple[datetime, EntryHash]]:
    return [(setting.at, setting.entry) for setting in settings]


def _turned_items(before: Evaluation, at: datetime) -> Iterator[int]:
    """Give the items, each by its identity, of which time alone has turned a limit."""
    for state in before.places:
        if state.limit is not None and turns_between(state.limit, before.at, at):
            yield id(state.item)


def _anew(
    reading: Reading, lines: Sequence[Line], reach: _Reach, turned: frozenset[int]
) -> Iterator[tuple[int, tuple[PlaceMaker, ItemPlan]]]:
    """Give the items whose places are made anew, with what makes them."""
    since = began(reading)
    for line in lines:
        maker = PlaceMaker(reading, line, since)
        for plan in line.plans:
            # A state holds the item itself, so its identity finds the plan without hashing a definition.
            if id(plan.item) in turned or reach.meets(plan):
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
    before: Evaluation, reading: Reading, anew: Mapping[int, tuple[PlaceMaker, ItemPlan]]
) -> Iterator[PlaceState]:
    """Give each place, made anew where its item is among those; what is passed is over for longer."""
    for state in before.places:
        made, limit = anew.get(id(state.item)), state.limit
        if made is not None:
            maker, plan = made
            yield maker.none_yet(plan) if state.none_yet else maker.place(plan, state.place.of)
        elif limit is not None and limit.word == "passed":
            yield _over_for_longer(reading, state, limit)
        else:
            yield state


def _over_for_longer(reading: Reading, state: PlaceState, limit: LimitState) -> PlaceState:
    longer = longer_over(reading, limit)
    rounds = (*state.rounds[:-1], longer) if state.rounds else ()
    return msgspec.structs.replace(state, limit=longer, rounds=rounds)
