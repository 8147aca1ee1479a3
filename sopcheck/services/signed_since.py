"""What was recorded on a case since its last review was signed; the signed record knows nothing of it."""

from dataclasses import dataclass
from datetime import datetime

from sopcheck.cases.case import Case
from sopcheck.cases.events import (
    AnswerCorrected,
    CaseEvent,
    EntryWithdrawn,
    GateOverridden,
    ItemAnswered,
    LimitExplained,
    LimitExtended,
    Place,
    Recorded,
    ReviewId,
)
from sopcheck.services.views import CaseView


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedSince:
    """The last signed review, how many items changed after it, and whether anything was added to it.

    `moved`: the case came to follow another version or one checklist more.
    """

    review: ReviewId
    signed: datetime
    items: int
    moved: bool
    addenda: int


def signed_since(view: CaseView, review: ReviewId | None = None) -> SignedSince | None:
    """A signed review, the last where none is named, and what came after it; none where it is not here."""
    case = view.case
    signed = [held for held in case.held_reviews if review in (None, held.review)]
    if not signed:
        return None
    last = max(signed, key=lambda held: held.order)
    changed = {
        case.programme.lead(place)
        for entry in case.entries[last.order + 1 :]
        for place in _places(case, entry.event)
        if place.of not in case.opened_reviews
    }
    return SignedSince(
        review=last.review,
        signed=last.recorded,
        items=len(changed),
        moved=any(one.order > last.order for one in case.versions),
        addenda=sum(one.review == last.review for one in case.addenda),
    )


def _places(case: Case, event: CaseEvent | None) -> tuple[Place, ...]:
    """The items that an entry says something about."""
    match event:
        case ItemAnswered():
            own = (Place(event.checklist, event.item, of) for of in event.of or (None,))
            return (*own, *event.also)
        case AnswerCorrected() | LimitExplained() | LimitExtended() | GateOverridden():
            return (event.place,)
        case EntryWithdrawn():
            taken_back: Recorded | None = case.entry(event.entry)
            # A withdrawal that was withdrawn leads no further: one step is enough to find the item.
            again = taken_back is not None and isinstance(taken_back.event, EntryWithdrawn)
            return () if taken_back is None or again else _places(case, taken_back.event)
        case _:
            return ()
