"""Decisions about directions: giving one on an item, saying what was done, settling it in a review."""

from datetime import date

from sopcheck.cases import texts
from sopcheck.cases.acting import Acting, item_place
from sopcheck.cases.authority import require
from sopcheck.cases.events import DirectionAnswered, DirectionGiven, DirectionSettled, Place, ReviewId
from sopcheck.cases.refusals import ActRefusedError
from sopcheck.cases.standing import Direction
from sopcheck.checklists.local_time import day_of
from sopcheck.ledger.entry import EntryHash


def direct(
    acting: Acting, place: Place, text: str, *, due: date | None = None, review: ReviewId | None = None
) -> DirectionGiven:
    """Give a direction on one item.

    Raises:
        RefusedError: the role, no words, an item that the case has not, or a day that is over.
    """
    require(acting.by, "direct")
    place, _ = item_place(acting, place)
    if due is not None and due < day_of(acting.now, acting.case.programme.zone):
        raise ActRefusedError("The direction would be due before it is given. Give a later date.")
    return DirectionGiven(
        at=acting.when(),
        place=place,
        text=texts.reason(text, what="direction", required=True),
        due=due,
        review=review,
    )


def answer_direction(acting: Acting, direction: EntryHash, text: str) -> DirectionAnswered:
    """Say what was done on a direction; a supervisor looks at it in the next review.

    Raises:
        RefusedError: the role, no words, or a direction that is settled or not on the case.
    """
    require(acting.by, "answer a direction")
    _unsettled(acting, direction)
    written = texts.reason(text, what="answer to the direction", required=True)
    return DirectionAnswered(at=acting.when(), direction=direction, text=written)


def settle_direction(
    acting: Acting,
    direction: EntryHash,
    *,
    result: str = "",
    dropped: bool = False,
    review: ReviewId | None = None,
) -> DirectionSettled:
    """Say that a direction is met, or is dropped; dropping takes a reason.

    Raises:
        RefusedError: the role, no reason, or a direction that is settled or not on the case.
    """
    require(acting.by, "direct")
    _unsettled(acting, direction)
    what = "reason for dropping the direction" if dropped else "result"
    written = texts.reason(result, what=what, required=dropped)
    return DirectionSettled(
        at=acting.when(), direction=direction, result=written, dropped=dropped, review=review
    )


def _unsettled(acting: Acting, direction: EntryHash) -> Direction:
    found = next((one for one in acting.case.directions if one.entry == direction), None)
    if found is None:
        raise ActRefusedError("There is no such direction on the case. Choose one of its directions.")
    if found.settled is not None:
        raise ActRefusedError("This direction is settled already. Give another if more is to be done.")
    return found
