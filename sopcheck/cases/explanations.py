"""Sentences that a detective accepts: why a limit ends when it does, and why an item is asked.

They are made only when they are shown, from the same values as the state that they explain, so that screen,
JSON and paper say the same words. What explains a review is in `review_explanations.py`.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sopcheck.cases.case import Case
from sopcheck.cases.moments import EARLIEST
from sopcheck.cases.programme import CASE_CLOSED, REPORT_RECEIVED
from sopcheck.cases.reading import Reading
from sopcheck.cases.review_explanations import why_review
from sopcheck.cases.ruling import level_of
from sopcheck.cases.states import LimitState, PlaceState
from sopcheck.checklists.asking import fact_words
from sopcheck.checklists.asking import why_asked as why_condition
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.conditions import Truth, came_true, facts_of, value_at
from sopcheck.checklists.definition import Clock, ClockId, FactId, Limit
from sopcheck.checklists.explaining import clock_words, explain_end, explain_gate, explain_not_started
from sopcheck.checklists.limits import end_of
from sopcheck.checklists.time_words import end_words, moment_words

__all__ = ["why_asked", "why_limit", "why_review"]

_UNKNOWN_CLOCK = Clock(says="")
_KNOWN_TO_THE_DAY = (
    " When it was done is known only to the day, so it is judged at the last minute of that day,"
    " or when it was recorded if that was earlier."
)


class _Since(NamedTuple):
    """What a limit counts from: the words after "from when", and whether only the day is known."""

    words: str
    is_clock: bool = False
    day_only: bool = False


class _Explained(NamedTuple):
    """A place whose limit is explained, with all that the sentence needs."""

    reading: Reading
    state: PlaceState
    limit: Limit
    found: LimitState


def why_limit(
    case: Case,
    calendar: Calendar,
    at: datetime,
    state: PlaceState,
    *,
    round: LimitState | None = None,  # noqa: A002
) -> str:
    """Say why a limit or gate stands as it does; of a rolling item the last round, or the one given."""
    reading = Reading(case, calendar, at)
    found = round or state.limit
    if state.none_yet:
        return _none_yet(reading, state)
    if found is None:
        return ""
    if found.word == "closed":
        return "Closed: it was answered as not applicable."
    if state.item.gate is not None:
        return _gate(reading, state, found)
    if state.item.limit is None:
        return ""
    return _counted(_Explained(reading, state, state.item.limit, found))


def why_asked(case: Case, at: datetime, state: PlaceState) -> str:
    """Say which facts bring an item, keep it away, or are not known yet."""
    facts = case.programme.facts

    def lookup(fact: FactId) -> Truth:
        """Give a fact as it reads here; a derived one follows from whether the item applies."""
        if fact in facts and facts[fact].derived:
            return "yes" if state.applies == "yes" else "no"
        return case.fact(fact, state.place.of, at)

    return why_condition(state.item.applies_when, lookup, facts)


def _none_yet(reading: Reading, state: PlaceState) -> str:
    kind = state.item.repeats_for
    if kind is not None and reading.subjects(kind):
        kind = state.item.needs
    known = None if kind is None else reading.case.programme.kinds.get(kind)
    label = known.label if known is not None else str(kind)
    article = "an" if label[:1] in "aeiou" else "a"
    return f"None yet: it waits for {article} {label}, and none has been added to the case."


def _gate(reading: Reading, state: PlaceState, found: LimitState) -> str:
    sentence = explain_gate(found.clock, _clock(reading, found.clock))
    if found.ends is None:
        return sentence
    when = moment_words(found.ends, zone=reading.zone, now=reading.at)
    verb = "will be" if found.ends > reading.at else "was"
    return f"{sentence} That {verb} on {when}.{_day_only(state)}"


def _counted(place: _Explained) -> str:
    reading, state, limit, found = place
    if found.start is None or found.ends is None:
        if state.applies == "may":
            return "Not started: it counts only once it is known to apply."
        return explain_not_started(limit, since=_clock_since(reading, limit.from_))
    ruling = _ruling(place)
    since = _since(place, ruling)
    if limit.unit == "target-date":
        return f"{_target(place)}{_extension(place)}{_day_only(state)}"
    sentence = explain_end(
        ruling,
        found.start,
        since=since.words,
        zone=reading.zone,
        calendar=reading.calendar,
        now=reading.at,
        day_only=since.day_only,
    )
    return f"{sentence}{_later_of(place, since)}{_extension(place)}{_day_only(state)}"


def _target(place: _Explained) -> str:
    ends = place.found.ends or place.reading.at
    words = end_words(ends, zone=place.reading.zone, now=place.reading.at)
    sentence = f"A date was set for it, so it ends {'at' if words.startswith('the end') else 'on'} {words}."
    typed = place.reading.targets(place.limit.from_, place.state.place.of)
    if typed[-1].at == ends or place.found.extended_to is not None:
        return sentence
    later = end_words(typed[-1].at, zone=place.reading.zone, now=place.reading.at)
    return (
        f"{sentence} {later[:1].upper()}{later[1:]} was typed only after that had passed, so it stays passed."
    )


def _ruling(place: _Explained) -> Limit:
    """Find the limit that gave the end: of this version or grade, or of an earlier one."""
    start, ends = place.found.start, place.found.ends
    # The state keeps no more than start and end, so what gave them is found again by counting.
    for limit in _candidates(place):
        if start is not None and _end(place.reading, limit, start) == ends:
            return limit
    return place.limit


def _candidates(place: _Explained) -> Iterator[Limit]:
    programme, state = place.reading.case.programme, place.state
    yield place.limit
    for checklist in programme.checklists:
        if checklist.checklist != state.place.checklist:
            continue
        wanted = {state.item.id}
        level = programme.levels.get((checklist.checklist, state.item.id))
        if level is not None:
            wanted |= {one.item for one in level[0].levels_high_to_low}
        for item_id in wanted:
            item = checklist.find_item(item_id)
            if item is not None and item.limit is not None:
                yield item.limit


def _end(reading: Reading, limit: Limit, start: datetime) -> datetime:
    return end_of(limit, start, zone=reading.zone, calendar=reading.calendar).end


def _since(place: _Explained, ruling: Limit) -> _Since:
    """Find what happened at the start of the count; the clock itself before anything later than it."""
    start = place.found.start
    for tell in (_by_clock, _by_round, _by_grade, _by_subject, _by_condition, _by_move):
        since = tell(place, ruling)
        if since is not None:
            return since
    return _Since("it began to apply" if start is not None else "")


def _by_clock(place: _Explained, ruling: Limit) -> _Since | None:
    reading = place.reading
    for setting in (
        *reading.settings(ruling.from_, place.state.place.of),
        reading.clock(ruling.from_, place.state.place.of),
    ):
        if setting is not None and setting.at == place.found.start:
            return _Since(_clock_since(reading, ruling.from_), is_clock=True, day_only=setting.day_only)
    return None


def _by_round(place: _Explained, _: Limit) -> _Since | None:
    """The first round of what nothing has set yet counts from the report (convention 16)."""
    if not place.state.item.rolling or place.reading.report_received() != place.found.start:
        return None
    return _Since(_clock_since(place.reading, REPORT_RECEIVED), is_clock=True)


def _by_grade(place: _Explained, _: Limit) -> _Since | None:
    programme, state = place.reading.case.programme, place.state
    level = programme.levels.get((state.place.checklist, state.item.id))
    for given in place.reading.case.grades if level is not None else ():
        if level is not None and given.grade == level[0].id and given.at == place.found.start:
            number = level_of(level[0], given.choice)
            return _Since(f"the grade was changed to {level[0].levels_high_to_low[number].choice}")
    return None


def _by_subject(place: _Explained, _: Limit) -> _Since | None:
    reading, state = place.reading, place.state
    subject = reading.case.subjects.get(state.place.of or "")
    kind = state.item.repeats_for
    if subject is not None and kind is not None and subject.since(kind) == place.found.start:
        return _Since(f"{subject.label} was added")
    needed = state.item.needs
    for one in reading.subjects(needed) if needed is not None else ():
        if needed is not None and one.since(needed) == place.found.start:
            return _Since(f"{one.label} was added")
    return None


def _by_condition(place: _Explained, _: Limit) -> _Since | None:
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
    return _Since(words or "it began to apply")


def _changed(reading: Reading, fact: FactId, of: str | None, at: datetime) -> bool:
    return any(began == at for began, _ in reading.fact(fact, of))


def _turned(reading: Reading, fact: FactId, of: str | None, at: datetime, *, facts_words: str) -> str:
    is_so = value_at(reading.fact(fact, of), at) == "yes"
    return f"it was so that {facts_words}" if is_so else f"it was not so that {facts_words}"


def _by_move(place: _Explained, _: Limit) -> _Since | None:
    for version in place.reading.case.versions:
        if version.at == place.found.start and version.checklist == place.state.place.checklist:
            return _Since(f"the case began to follow version {version.version} of this checklist")
    return None


def _later_of(place: _Explained, since: _Since) -> str:
    """Say that the count begins later than the clock, and why (convention 10)."""
    setting = place.reading.clock(place.limit.from_, place.state.place.of)
    if since.is_clock or setting is None or place.found.start is None or setting.at >= place.found.start:
        return ""
    clock = _clock_since(place.reading, place.limit.from_)
    return f" It counts from then, because that was later than when {clock}."


def _extension(place: _Explained) -> str:
    found, reading = place.found, place.reading
    if found.extended_to is None or found.ends is None:
        return ""
    until = end_words(found.extended_to, zone=reading.zone, now=reading.at)
    if found.ends == found.extended_to:
        return f" It was extended to {until}."
    return f" It was extended to {until} only after it had passed, so it stays passed."


def _day_only(state: PlaceState) -> str:
    if state.answer is None or state.answer.precision == "minute":
        return ""
    return _KNOWN_TO_THE_DAY


def _clock(reading: Reading, clock: ClockId) -> Clock:
    if clock == CASE_CLOSED and clock not in reading.case.programme.clocks:
        return Clock(says="", when="the case was closed")
    return reading.case.programme.clocks.get(clock, _UNKNOWN_CLOCK)


def _clock_since(reading: Reading, clock: ClockId) -> str:
    return clock_words(clock, _clock(reading, clock))
