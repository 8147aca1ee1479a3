"""The record of the last review of a rehearsal: what a supervisor would have printed, marked as test data."""

from sopcheck.cases.events import ReviewHeld
from sopcheck.cases.folding.fold import fold
from sopcheck.cases.rehearsals.player import Played, last_review
from sopcheck.cases.reviews.reviewed import NOT_NUMBERED, PrintOrder, Reviewed
from sopcheck.cases.reviews.reviewing import gather
from sopcheck.errors import RefusedError
from sopcheck.records.press import Press

_TEST_DATA = "REHEARSAL, NOT A REAL CASE"


def rehearsed_record(played: Played, press: Press) -> bytes:
    """The record of the last review in the file, as a PDF; nobody signs it.

    Raises:
        RefusedError: the rehearsal holds no review.
    """
    reviewed = reviewed_of(played)
    order = PrintOrder(
        number=NOT_NUMBERED,
        purpose="Rehearsal of a checklist",
        recipient="SOP owner",
        printed_at=reviewed.evaluation.at,
        printed_by="sopcheck rehearse",
        watermark=_TEST_DATA,
    )
    return press.render(press.freeze(reviewed), order, name=reviewed.reviewer.name, seal=None)


def reviewed_of(played: Played) -> Reviewed:
    """The last review of a rehearsal with the case as it stood then.

    Raises:
        RefusedError: the rehearsal holds no review.
    """
    found = last_review(played)
    if found is None:
        raise RefusedError("The rehearsal has no review to print a record of. Add a `review` event to it.")
    _, review = found
    place, held = next(
        (number, row.event)
        for number, row in enumerate(played.entries)
        if isinstance(row.event, ReviewHeld) and row.event.review == review
    )
    row = played.entries[place]
    case, evaluation = played.at(row.known)
    return gather(
        fold(played.entries[:place], played.definitions),
        case,
        evaluation,
        held,
        definitions=played.definitions,
        calendar=played.calendar_at(row.known),
        reviewer=played.people[row.by],
        people=dict(played.people),
    )
