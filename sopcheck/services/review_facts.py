"""What a conclusion may say of the risk and of seeing the child, and what the case itself says of it."""

from collections.abc import Sequence
from datetime import datetime

from sopcheck.cases.known_items import SEE_CHILD
from sopcheck.cases.states import PlaceState
from sopcheck.services.views import CaseView

UNCHANGED, FIRST = "unchanged", "first review"
RISK_CHANGES = (UNCHANGED, "higher", "lower", FIRST)
SEEN_SINCE, NOT_SINCE, NOT_YET = (
    "seen since the last review",
    "not seen since the last review",
    "not yet seen",
)
SEEN = (SEEN_SINCE, NOT_SINCE, NOT_YET)


def child_seen(view: CaseView) -> str:
    """Whether the children were seen, as far as the case says; empty where somebody has to say it.

    A child that was seen before the last review may have been seen again without an entry.
    """
    asked = [
        state
        for state in view.evaluation.places
        if state.place.item == SEE_CHILD and state.applies == "yes" and not state.none_yet
    ]
    if any(state.status in ("open", "not done") for state in asked):
        return NOT_YET
    return SEEN_SINCE if asked and _all_since(asked, _last_review(view)) else ""


def _all_since(asked: Sequence[PlaceState], since: datetime | None) -> bool:
    return all(state.answer is not None and (since is None or state.answer.done > since) for state in asked)


def _last_review(view: CaseView) -> datetime | None:
    return max((held.at for held in view.case.held_reviews), default=None)
