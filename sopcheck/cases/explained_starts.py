"""Which limit gave an end, and what happened at the start of the count: for the sentence that explains it.

The state of a limit keeps no more than start and end, so that evaluating is fast; both are found again here.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sopcheck.cases.moments import EARLIEST
from sopcheck.cases.programme import REPORT_RECEIVED
from sopcheck.cases.reading import Reading
from sopcheck.cases.states import LimitState, PlaceState
from sopcheck.checklists.asking import fact_words
from sopcheck.checklists.conditions import came_true, facts_of, value_at
from sopcheck.checklists.definition import Clock, ClockId, FactId, ItemId, Limit, Version
from sopcheck.checklists.explaining import clock_words
from sopcheck.checklists.limits import end_of
from sopcheck.checklists.local_time import day_of

_UNKNOWN_CLOCK = Clock(says="")


class Since(NamedTuple):
    """What a limit counts from: the words after "from when", and whether only the day is known."""

    words: str
    is_clock: bool = False
    day_only: bool = False


class Explained(NamedTuple):
    """A place whose limit is explained, with all that the sentence needs."""

    reading: Reading
    state: PlaceState
    limit: Limit
    found: LimitState


class Ruling(NamedTuple):
    """A limit that may have given an end, the item it is of, and the version that has it so."""

    limit: Limit
    item: ItemId
    version: Version | None


def ruling_of(place: Explained) -> Ruling:
    """Find the limit that gave the end: of this version or grade, or of an earlier one."""
    start, ends = place.found.start, place.found.ends
    own = Ruling(place.limit, place.state.item.id, None)
    known = [
        one for one in (own, *earlier_limits(place.reading, place.state)) if _is_counted(place, one.limit)
    ]
    # The state keeps no more than start and end, so what gave them is found again by counting.
    for ruling in known:
        if start is not None and _end(place.reading, ruling.limit, start) == ends:
            return ruling
    return known[0] if known else own


def _is_counted(place: Explained, limit: Limit) -> bool:
    """Tell whether a limit can have given an end: one of a typed date has none before it is typed."""
    return limit.unit != "target-date" or bool(place.reading.targets(limit.from_, place.state.place.of))


def earlier_limits(reading: Reading, state: PlaceState) -> Iterator[Ruling]:
    """Give the limits of an item, and of the other levels of its grade, the newest version first."""
    programme = reading.case.programme
    for checklist in reversed(programme.checklists):
        if checklist.checklist != state.place.checklist:
            continue
        level = programme.levels.get((checklist.checklist, state.item.id))
        others = () if level is None else level[0].levels_high_to_low
        for item_id in dict.fromkeys((state.item.id, *(one.item for one in others))):
            item = checklist.find_item(item_id)
            if item is not None and item.limit is not None:
                yield Ruling(item.limit, item_id, checklist.version)


def why_not_its_own(place: Explained, ruling: Ruling) -> str:
    """Say why another limit rules than the item has now: by an earlier grade or version (8, 13)."""
    if ruling.version is None:
        return ""
    level = place.reading.case.programme.levels.get((place.state.place.checklist, place.state.item.id))
    if level is None or ruling.item == place.state.item.id:
        return f" It is judged as version {ruling.version} of this checklist has it."
    items = [one.item for one in level[0].levels_high_to_low]
    # The first level is the highest, and only what is higher shortens a limit.
    if ruling.item in items and items.index(ruling.item) < items.index(place.state.item.id):
        return " The grade was lowered since, and the old limit stands unless it is extended."
    return " The grade was raised since, and the earlier of the two limits stands."


def _end(reading: Reading, limit: Limit, start: datetime) -> datetime:
    return end_of(limit, start, zone=reading.zone, calendar=reading.calendar).end


def since_of(place: Explained, ruling: Limit) -> Since:
    """Find what happened at the start of the count; the clock itself before anything later than it."""
    start = place.found.start
    for tell in (_by_clock, _by_round, _by_grade, _by_subject, _by_condition, _by_move):
        since = tell(place, ruling)
        if since is not None:
            return since
    return Since("it began to apply" if start is not None else "")


def _by_clock(place: Explained, ruling: Limit) -> Since | None:
    reading = place.reading
    # A clock of a run is when its review was signed, which is no setting of the case (convention 25).
    if clock_of(reading, ruling.from_).of == "review":
        return Since(clock_since(reading, ruling.from_), is_clock=True)
    for setting in (
        *reading.settings(ruling.from_, place.state.place.of),
        reading.clock(ruling.from_, place.state.place.of),
    ):
        if setting is not None and _is_the_start(place, ruling, setting.at):
            return Since(clock_since(reading, ruling.from_), is_clock=True, day_only=setting.day_only)
    return None


def _is_the_start(place: Explained, ruling: Limit, at: datetime) -> bool:
    start, zone = place.found.start, place.reading.zone
    # Months run from day to day, so what came later on the day of the clock made no difference.
    by_day = ruling.unit == "months" and start is not None and day_of(start, zone) == day_of(at, zone)
    return at == start or by_day


def _by_round(place: Explained, _: Limit) -> Since | None:
    """The first round of what nothing has set yet counts from the report (convention 16)."""
    if not place.state.item.rolling or place.reading.report_received() != place.found.start:
        return None
    return Since(clock_since(place.reading, REPORT_RECEIVED), is_clock=True)


def _by_grade(place: Explained, _: Limit) -> Since | None:
    programme, state = place.reading.case.programme, place.state
    level = programme.levels.get((state.place.checklist, state.item.id))
    for given in place.reading.case.grades if level is not None else ():
        if level is not None and given.grade == level[0].id and given.at == place.found.start:
            return Since(f"the grade was changed to {given.choice}")
    return None


def _by_subject(place: Explained, _: Limit) -> Since | None:
    reading, state = place.reading, place.state
    subject = reading.case.subjects.get(state.place.of or "")
    kind = state.item.repeats_for
    if subject is not None and kind is not None and subject.since(kind) == place.found.start:
        return Since(f"{subject.label} was added")
    needed = state.item.needs
    for one in reading.subjects(needed) if needed is not None else ():
        if needed is not None and one.since(needed) == place.found.start:
            return Since(f"{one.label} was added")
    return None


def _by_condition(place: Explained, _: Limit) -> Since | None:
    reading, state = place.reading, place.state
    condition, of = state.item.applies_when, state.place.of
    if condition is None or place.found.start is None:
        return None
    true_since = came_true(reading.truth(condition, of), place.found.start)
    if true_since != place.found.start or true_since == EARLIEST:
        return None
    deciding = [fact for fact in facts_of(condition) if _changed(reading, fact, of, true_since)]
    facts = reading.case.programme.facts
    words = " and ".join(
        _turned(reading, fact, of, true_since, facts_words=fact_words(fact, facts)) for fact in deciding
    )
    return Since(words or "it began to apply")


def _changed(reading: Reading, fact: FactId, of: str | None, at: datetime) -> bool:
    return any(began == at for began, _ in reading.fact(fact, of))


def _turned(reading: Reading, fact: FactId, of: str | None, at: datetime, *, facts_words: str) -> str:
    is_so = value_at(reading.fact(fact, of), at) == "yes"
    return f"it became so that {facts_words}" if is_so else f"it was ruled out that {facts_words}"


def _by_move(place: Explained, _: Limit) -> Since | None:
    for version in place.reading.case.versions:
        if version.at == place.found.start and version.checklist == place.state.place.checklist:
            return Since(f"the case began to follow version {version.version} of this checklist")
    return None


def clock_of(reading: Reading, clock: ClockId) -> Clock:
    """Give a clock as the checklists of the case define it."""
    return reading.case.programme.clocks.get(clock, _UNKNOWN_CLOCK)


def clock_since(reading: Reading, clock: ClockId) -> str:
    """Say what a clock marks, to stand after "from when"."""
    return clock_words(clock, clock_of(reading, clock))
