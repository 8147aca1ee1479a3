"""What is other between two looks at a story: places and reviews, each as it was and as it is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sopcheck.cases.states import PlaceState, ReviewState
from sopcheck.services.views import CaseView

ReviewKey = tuple[str, str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMoved:
    """A place that is other than it was; one of the two may be missing."""

    before: PlaceState | None
    after: PlaceState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewMoved:
    """A review that is other than it was; one of the two may be missing."""

    before: ReviewState | None
    after: ReviewState | None


Move = PlaceMoved | ReviewMoved


def moves(before: CaseView, after: CaseView) -> tuple[Move, ...]:
    """Everything that is other, places first; that a limit is passed for longer is no move."""
    return (*_places(before, after), *_reviews(before, after))


def _places(before: CaseView, after: CaseView) -> Iterator[PlaceMoved]:
    was = {state.place: state for state in before.evaluation.places}
    now = {state.place: state for state in after.evaluation.places}
    for place in {**now, **was}:
        old, new = was.get(place), now.get(place)
        if _place_seen(old) != _place_seen(new):
            yield PlaceMoved(before=old, after=new)


def _place_seen(state: PlaceState | None) -> tuple[object, ...] | None:
    """What a person sees of a place; where nothing is asked it is as if there were no such place."""
    if state is None or (state.applies == "no" and state.answer is None):
        return None
    limit, answer = state.limit, state.answer
    done = answer.done if answer is not None and not answer.assumed else None
    standing = (limit.word, limit.ends, limit.extended_to, limit.round) if limit else None
    return (state.applies, state.status, state.word, standing, done, state.conflict)


def _reviews(before: CaseView, after: CaseView) -> Iterator[ReviewMoved]:
    was, now = _numbered(before), _numbered(after)
    for key in {**now, **was}:
        old, new = was.get(key), now.get(key)
        if _review_seen(old) != _review_seen(new):
            yield ReviewMoved(before=old, after=new)


def _numbered(view: CaseView) -> dict[ReviewKey, ReviewState]:
    """The reviews, each known again by its rule, its subject, and which of the same it is."""
    found: dict[ReviewKey, ReviewState] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for review in view.evaluation.reviews:
        # An entry has another id in every play, so what an event review is for cannot tell it again.
        of = review.of if review.of in view.case.subjects else None
        key = (review.rule.id, of or "")
        found[*key, seen[key]] = review
        seen[key] += 1
    return found


def _review_seen(review: ReviewState | None) -> tuple[object, ...] | None:
    if review is None:
        return None
    return (review.word, review.due, review.held, review.independent, review.missed_cycles)
