"""Sentences that a detective accepts: why a limit ends when it does, and why an item is asked.

They are made only when they are shown, from the same values as the state that they explain, so that screen,
JSON and paper say the same words. What explains a review is in `review_explanations.py`.
"""

from datetime import datetime

from sopcheck.cases.case import Case
from sopcheck.cases.explained_starts import (
    Explained,
    Since,
    clock_of,
    clock_since,
    earlier_limits,
    ruling_of,
    since_of,
    why_not_its_own,
)
from sopcheck.cases.reading import Reading
from sopcheck.cases.reviews.explanations import why_review
from sopcheck.cases.states import LimitState, PlaceState
from sopcheck.checklists.asking import why_asked as why_condition
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.conditions import Truth, evaluate
from sopcheck.checklists.definition import FactId
from sopcheck.checklists.explaining import explain_end, explain_gate, explain_not_started
from sopcheck.checklists.local_time import day_of
from sopcheck.checklists.time_words import Telling

__all__ = ["why_asked", "why_limit", "why_review"]

_KNOWN_TO_THE_DAY = (
    " When it was done is known only to the day, so it is judged at the last minute of that day,"
    " or when it was recorded if that was earlier."
)


def why_limit(
    case: Case,
    calendar: Calendar,
    at: datetime,
    state: PlaceState,
    *,
    round: LimitState | None = None,  # noqa: A002
    on_paper: bool = False,
) -> str:
    """Say why a limit or gate stands as it does; of a rolling item the last round, or the one given.

    On paper, where the end stands beside it, the sentence gives the rule alone, and every year.
    """
    reading, told = Reading(case, calendar, at), Telling(case.programme.zone, at, on_paper)
    found = round or state.limit
    if state.none_yet:
        return _none_yet(reading, state)
    if found is None:
        return ""
    if found.word == "closed":
        return "Closed: it was answered as not applicable."
    # By its word and not by the item: an earlier version may have asked for another sort.
    if found.word.startswith("gate"):
        return _gate(reading, told, state, found)
    limit = state.item.limit or next((one.limit for one in earlier_limits(reading, state)), None)
    return "" if limit is None else _counted(Explained(reading, state, limit, found), told)


def why_asked(case: Case, at: datetime, state: PlaceState) -> str:
    """Say which facts bring an item, keep it away, or are not known yet."""
    facts = case.programme.facts

    def lookup(fact: FactId) -> Truth:
        """Give a fact as it reads here; a derived one follows from whether the item applies."""
        if fact in facts and facts[fact].derived:
            return "yes" if state.applies == "yes" else "no"
        return case.fact(fact, state.place.of, at)

    condition = state.item.applies_when
    if state.applies == "no" and evaluate(condition, lookup) == "yes":
        return "Not asked any more: the version that the case follows now has left it out."
    return why_condition(condition, lookup, facts)


def _none_yet(reading: Reading, state: PlaceState) -> str:
    kind = state.item.repeats_for
    if kind is not None and reading.subjects(kind):
        kind = state.item.needs
    known = None if kind is None else reading.case.programme.kinds.get(kind)
    label = known.label if known is not None else str(kind)
    article = "an" if label[:1] in "aeiou" else "a"
    return f"None yet: it waits for {article} {label}, and none has been added to the case."


def _gate(reading: Reading, told: Telling, state: PlaceState, found: LimitState) -> str:
    sentence = explain_gate(found.clock, clock_of(reading, found.clock))
    if found.ends is None:
        return sentence
    verb = "will be" if found.ends > told.now else "was"
    when = f"That {verb} on {told.moment(found.ends)}."
    return f"{sentence} {when}{_not_by_then(told, state, found)}{_known_by(told, state)}"


def _not_by_then(told: Telling, state: PlaceState, found: LimitState) -> str:
    if found.word != "gate not met":
        return ""
    answer = state.answer
    if answer is None or answer.given.status != "done":
        return " It was not done by then."
    if answer.serves_since is not None:
        return ""
    return f" It was done only on {told.moment(answer.judged)}."


def _counted(place: Explained, told: Telling) -> str:
    reading, state, limit, found = place
    if found.start is None or found.ends is None:
        if state.applies == "may":
            return "Not started: it counts only once it is known to apply."
        return explain_not_started(limit, since=clock_since(reading, limit.from_))
    ruling = ruling_of(place)
    since = since_of(place, ruling.limit)
    if ruling.limit.unit == "target-date":
        target = _target(place._replace(limit=ruling.limit), told)
        return f"{target}{_extension(place, told)}{_known_by(told, state)}"
    sentence = explain_end(
        ruling.limit,
        found.start,
        since=since.words,
        calendar=reading.calendar,
        told=told,
        day_only=since.day_only,
    )
    later, other = _later_of(place, since), why_not_its_own(place, ruling)
    return f"{sentence}{later}{other}{_extension(place, told)}{_known_by(told, state)}"


def _target(place: Explained, told: Telling) -> str:
    reading = place.reading
    ends = place.found.ends or reading.at
    so_it_ends = told.so_it("ends", ends)
    typed = reading.targets(place.limit.from_, place.state.place.of)
    last = typed[-1]
    if place.found.extended_to is not None or last.at == ends:
        return f"A date was set for it{so_it_ends}"
    typed_day = told.day(last.day or day_of(last.at, reading.zone))
    if last.recorded > ends:
        late = f"{typed_day} was typed only after that had passed, so it stays passed."
        return f"A date was set for it{so_it_ends} {late}"
    gone_by = "which had gone by when the case came to follow this version"
    return f"{typed_day} was set for it, {gone_by}{so_it_ends}"


def _later_of(place: Explained, since: Since) -> str:
    """Say that the count begins later than the clock, and why (convention 10)."""
    setting = place.reading.clock(place.limit.from_, place.state.place.of)
    if since.is_clock or setting is None or place.found.start is None or setting.at >= place.found.start:
        return ""
    clock = clock_since(place.reading, place.limit.from_)
    return f" It counts from then, because that was later than when {clock}."


def _extension(place: Explained, told: Telling) -> str:
    found = place.found
    if found.extended_to is None or found.ends is None:
        return ""
    until = told.end(found.extended_to)
    if found.ends == found.extended_to:
        return f" It was extended to {until}."
    return f" It was extended to {until} only after it had passed, so it stays passed."


def _known_by(told: Telling, state: PlaceState) -> str:
    """Say what is peculiar to the moment at which the answer is judged."""
    answer = state.answer
    if answer is not None and answer.serves_since is not None:
        return (
            " It was answered with an item that is one duty with it since"
            f" {told.moment(answer.serves_since)}, when the case came to follow a version that says so;"
            " so it counts here from then."
        )
    return "" if answer is None or answer.precision == "minute" else _KNOWN_TO_THE_DAY
