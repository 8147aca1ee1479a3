"""What a case amounts to at a moment: a pure function of the case, its definitions, a calendar, the moment.

It is total, and fast enough to run on every key press: answers to equal questions are shared, sentences are
made only when they are shown (`explanations.py`).
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from sopcheck.cases.case import Case
from sopcheck.cases.definitions import Definitions
from sopcheck.cases.events import Place
from sopcheck.cases.exceptions import exceptions_of
from sopcheck.cases.fact_states import fact_states
from sopcheck.cases.folding.fold import fold
from sopcheck.cases.holders import times_not_active
from sopcheck.cases.next_change import next_change
from sopcheck.cases.next_things import next_five
from sopcheck.cases.places import all_places
from sopcheck.cases.reading import Reading
from sopcheck.cases.reviews.reviews import coming, reviews_of
from sopcheck.cases.states import (
    Evaluation,
    FactState,
    NextReview,
    PlaceState,
    ReviewState,
    TimelineEntry,
    VersionInForce,
)
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.definition import ClockId


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """What is other at a later moment: places and reviews as they are now."""

    places: tuple[PlaceState, ...]
    reviews: tuple[ReviewState, ...]


def evaluate(case: Case, definitions: Definitions, calendar: Calendar, at: datetime) -> Evaluation:
    """Evaluate a case at a moment; one before its last entry is answered from what was known then."""
    reading = Reading(as_known(case, definitions, at), calendar, at)
    return assembled(reading, tuple(all_places(reading, definitions)))


def assembled(reading: Reading, places: tuple[PlaceState, ...]) -> Evaluation:
    """Put an evaluation together from the states of its places."""
    case, at = reading.case, reading.at
    reviews = reviews_of(reading)
    exceptions, annex = exceptions_of(case, places, reviews)
    return Evaluation(
        at=at,
        places=places,
        reviews=reviews,
        next_reviews=tuple(_coming(reviews)),
        exceptions=exceptions,
        annex=annex,
        next_five=next_five(places, case.programme),
        versions=tuple(_versions(case, at)),
        not_active=times_not_active(case.holders, case.absences, at, reading.zone),
        actions=case.actions,
        facts=_facts(case, at),
        subjects=case.subject_states,
        timeline=_timeline(case, at),
        clocks=_clocks(case),
        next_change=next_change(reading, places, reviews),
    )


def state_of(evaluation: Evaluation, place: Place) -> PlaceState | None:
    """Find the state of a place."""
    return next((state for state in evaluation.places if state.place == place), None)


def changed(before: Evaluation, after: Evaluation) -> Changed:
    """Tell which places and reviews are other than they were; being passed for longer is no change."""
    places = {state.place: _without_time(state) for state in before.places}
    reviews = {_review_key(review): review.word for review in before.reviews}
    return Changed(
        places=tuple(state for state in after.places if places.get(state.place) != _without_time(state)),
        reviews=tuple(review for review in after.reviews if reviews.get(_review_key(review)) != review.word),
    )


def as_known(case: Case, definitions: Definitions, at: datetime) -> Case:
    """Give the case as it was known at a moment, by the definitions that are here now."""
    digests = tuple(version.digest for version in case.versions)
    # Folded again and not filtered: an entry of later may have replaced what counted then.
    if case.last_known is not None and case.last_known > at:
        return fold(case.entries, definitions, until=at)
    # A definition may have been installed since the case was folded.
    if definitions.programme(digests) is not case.programme:
        return fold(case.entries, definitions)
    return case


def _without_time(state: PlaceState) -> PlaceState:
    if state.limit is None or state.limit.word != "passed":
        return state
    # Or each limit that is passed would be a change at every minute, and hide those that are one.
    limit = msgspec.structs.replace(state.limit, over_seconds=None, working_days_over=None)
    return msgspec.structs.replace(state, limit=limit, rounds=())


def _review_key(review: ReviewState) -> tuple[str, str | None, datetime | None]:
    return review.rule.id, review.of, review.due


def _coming(reviews: Iterable[ReviewState]) -> Iterator[NextReview]:
    for review in coming(reviews):
        if review.due is not None:
            yield NextReview(rule=review.rule, due=review.due, of=review.of)


def _versions(case: Case, at: datetime) -> Iterator[VersionInForce]:
    for adopted in case.versions:
        if adopted.at <= at:
            yield VersionInForce(
                checklist=adopted.checklist, version=adopted.version, digest=adopted.digest, from_=adopted.at
            )


def _facts(case: Case, at: datetime) -> tuple[FactState, ...]:
    """Give the facts; they were read with the case, but one may take effect later than this moment."""
    if all(fact.since is None or fact.since <= at for fact in case.fact_states):
        return case.fact_states
    return tuple(fact_states(case.programme, case.subjects.values(), case.facts, at))


def _timeline(case: Case, at: datetime) -> tuple[TimelineEntry, ...]:
    if not case.timeline or case.timeline[-1].at <= at:
        return case.timeline
    return tuple(line for line in case.timeline if line.at <= at)


def _clocks(case: Case) -> dict[tuple[ClockId, str | None], datetime]:
    return {key: settings[-1].at for key, settings in case.clocks.items()}
