"""When time alone next changes what is so of a case: lists evaluate it again then and not before."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from sopcheck.cases.case import Case
from sopcheck.cases.reading import Reading
from sopcheck.cases.states import LimitState, PlaceState, ReviewState

# A limit is passed the instant after it ends (convention 5), and due soon the instant after it is.
_INSTANT_AFTER = timedelta(microseconds=1)
_RUNNING = frozenset(("running", "due soon"))
_BEFORE_A_GATE = frozenset(("gate open", "gate met"))


def next_change(
    reading: Reading, places: Iterable[PlaceState], reviews: Iterable[ReviewState]
) -> datetime | None:
    """Give the first later instant at which time alone changes a state; none where nothing is to come."""
    ahead = (moment for moment in _moments(reading, places, reviews) if moment > reading.at)
    return min(ahead, default=None)


def _moments(
    reading: Reading, places: Iterable[PlaceState], reviews: Iterable[ReviewState]
) -> Iterator[datetime]:
    # By identity, for places share their states and a case has far fewer of them than places.
    limits = {id(state.limit): state.limit for state in places if state.limit is not None}
    for limit in limits.values():
        yield from _of_limit(limit)
    for review in reviews:
        if review.due is not None and review.held is None:
            yield review.due + _INSTANT_AFTER
    yield from named_moments(reading.case, after=reading.at)


def turns_between(limit: LimitState, before: datetime, at: datetime) -> bool:
    """Whether a limit that stood so before stands otherwise at this moment."""
    word, ends = limit.word, limit.ends
    if ends is None:
        return False
    if word == "running":
        return limit.soon is not None and limit.soon < at
    if word == "due soon":
        return ends < at
    return word in _BEFORE_A_GATE and before < ends <= at


def _of_limit(limit: LimitState) -> Iterator[datetime]:
    if limit.ends is None:
        return
    if limit.word in _RUNNING and limit.soon is not None:
        # Both, since soon may lie behind while the end is still to come.
        yield limit.soon + _INSTANT_AFTER
        yield limit.ends + _INSTANT_AFTER
    elif limit.word in _BEFORE_A_GATE:
        # A gate closes at the instant of its event, where a limit ends only after its last.
        yield limit.ends


def named_moments(case: Case, *, after: datetime) -> Iterator[datetime]:
    """Give the instants that entries name themselves: a fact or a move may take effect later."""
    for said in case.facts.values():
        if said.steps and said.steps[-1][0] > after:
            yield from (began for began, _ in said.steps)
    yield from (version.at for version in case.versions)
    yield from (holding.at for holding in case.holders)
    yield from (absence.at for absence in case.absences)
    for closing in case.closings:
        yield from (moment for moment in (closing.at, closing.reopened) if moment is not None)
