"""Decisions about limits and gates: explaining, extending, judging, overriding."""

from sopcheck.cases import texts
from sopcheck.cases.acting import Acting, item_place
from sopcheck.cases.authority import require, require_fit
from sopcheck.cases.decisions.answers import rank_asked
from sopcheck.cases.evaluation import state_of
from sopcheck.cases.events import (
    GateOverridden,
    LimitExplained,
    LimitExtended,
    LimitJudged,
    Place,
    ReviewId,
    Verdict,
    When,
)
from sopcheck.cases.refusals import ActRefusedError
from sopcheck.cases.states import Evaluation, PlaceState
from sopcheck.checklists.definition import ClockId, Item

_PASSED = ("late", "passed")


def explain(acting: Acting, place: Place, *, reason: str) -> LimitExplained:
    """Write the reason for a limit that has passed or will; when it was written counts."""
    require(acting.by, "explain a limit")
    place, item = item_place(acting, place)
    _require_limit(item)
    written = texts.reason(reason, what="explanation", required=True)
    return LimitExplained(at=acting.when(), place=place, reason=written)


def extend(acting: Acting, place: Place, until: When, *, reason: str) -> LimitExtended:
    """Let a limit end later (convention 19); one that has passed stays passed and prints as extended.

    Raises:
        RankRefusedError: the person is below the rank that the item asks for, or below sergeant.
        RefusedError: there is no limit or no reason, or the new end is no later.
    """
    require(acting.by, "extend a limit")
    place, item = item_place(acting, place)
    _require_limit(item)
    # The rank is the item's to say (convention 19); where it names none, no constable moves a limit.
    require_fit(acting.by, rank_asked(acting, item, place) or "sergeant", what=f"To extend “{item.prompt}”")
    state = state_of(acting.evaluation(), place)
    ends = state.limit.ends if state is not None and state.limit is not None else None
    # A shorter limit would be a way to make somebody late afterwards.
    if ends is not None and until.at <= ends:
        raise ActRefusedError("The new end is no later than the limit's own. Give a later time.")
    written = texts.reason(reason, what="reason for the extension", required=True)
    return LimitExtended(at=acting.when(), place=place, until=until, reason=written)


def _require_limit(item: Item) -> None:
    if item.limit is None:
        raise ActRefusedError(f"“{item.prompt}” has no limit. Choose an item that has one.")


def judge(
    acting: Acting,
    places: tuple[Place, ...],
    verdict: Verdict,
    at: When,
    *,
    reason: str = "",
    review: ReviewId | None = None,
) -> LimitJudged:
    """Decide on limits that have passed, one or many at once.

    Raises:
        ActRefusedError: one of the limits has not passed.
    """
    require(acting.by, "judge a limit")
    if not places:
        raise ActRefusedError("No limit was chosen. Choose at least one that has passed.")
    evaluation = acting.evaluation()
    settled = tuple(item_place(acting, place)[0] for place in places)
    # All or none, so that no half of a decision is ever on the record.
    for place in settled:
        _require_passed(acting, evaluation, place)
    return LimitJudged(at=at, places=settled, verdict=verdict, reason=texts.reason(reason), review=review)


def _require_passed(acting: Acting, evaluation: Evaluation, place: Place) -> None:
    state = state_of(evaluation, place)
    if state is not None and any(word in _PASSED for word in _words_of(state)):
        return
    _, item = item_place(acting, place)
    raise ActRefusedError(f"The limit of “{item.prompt}” has not passed. Choose limits that have.")


def _words_of(state: PlaceState) -> list[str]:
    # Of a rolling item an earlier round may have passed though the last has not.
    limits = (state.limit, *state.rounds)
    return [limit.word for limit in limits if limit is not None]


def override(acting: Acting, place: Place, gate: ClockId, *, reason: str) -> GateOverridden:
    """Let a gate be passed without this item, knowingly; the reason prints.

    Raises:
        RefusedError: the item does not stand before that gate, or no reason is given.
    """
    require(acting.by, "override a gate")
    place, item = item_place(acting, place)
    if item.gate is None or item.gate.before != gate:
        raise ActRefusedError(f"“{item.prompt}” does not stand before this gate. Choose an item that does.")
    written = texts.reason(reason, what="reason for the override", required=True)
    return GateOverridden(at=acting.when(), place=place, gate=gate, reason=written)
