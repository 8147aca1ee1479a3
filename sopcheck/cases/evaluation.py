"""What a case amounts to at a moment: a pure function of the case, its definitions, a calendar, the moment.

It is total, and fast enough to run on every key press: answers to equal questions are shared, sentences are
made only when they are shown (`explanations.py`).
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import msgspec

from sopcheck.cases.case import Case
from sopcheck.cases.definitions import Definitions
from sopcheck.cases.events import Place
from sopcheck.cases.exceptions import annex_of, exceptions_of
from sopcheck.cases.fold import fold
from sopcheck.cases.holders import times_not_active
from sopcheck.cases.next_things import next_five
from sopcheck.cases.places import all_places
from sopcheck.cases.reading import Reading
from sopcheck.cases.reviews import next_reviews, reviews_of
from sopcheck.cases.states import (
    Evaluation,
    FactState,
    LimitState,
    PlaceState,
    ReviewState,
    TimelineEntry,
    VersionInForce,
)
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.conditions import value_at

_INSTANT_AFTER = timedelta(microseconds=1)


def evaluate(case: Case, definitions: Definitions, calendar: Calendar, at: datetime) -> Evaluation:
    """Evaluate a case at a moment; one before its last entry is answered from what was known then."""
    case = _as_known(case, definitions, at)
    reading = Reading(case, calendar, at)
    places = tuple(all_places(reading, definitions))
    reviews = reviews_of(reading)
    return Evaluation(
        at=at,
        places=places,
        reviews=reviews,
        next_reviews=next_reviews(reading, reviews),
        exceptions=exceptions_of(case, places, reviews),
        annex=annex_of(case, places),
        next_five=next_five(places),
        versions=_versions(case, at),
        not_active=times_not_active(case.holders, case.absences, at, reading.zone),
        actions=case.actions,
        facts=tuple(_facts(reading)),
        subjects=case.subject_states,
        timeline=_timeline(case, at),
        clocks=_clocks(case),
        next_change=_next_change(reading, places, reviews),
    )
