"""Taking back one's own last answer, while nobody could have relied on it (counting convention 23).

The answer is withdrawn, not deleted: it stays in the history. From the moment somebody else has recorded
on the case, or a review was signed, an answer takes a correction with a reason instead.
"""

from sopcheck.cases.acting import Acting
from sopcheck.cases.authority import require
from sopcheck.cases.case import Case
from sopcheck.cases.events import AnswerCorrected, EntryWithdrawn, ItemAnswered, Place, Recorded
from sopcheck.cases.refusals import ActRefusedError, CorrectionNeededError

REASON = "Taken back by its author before anybody else had recorded"


def take_back(acting: Acting) -> EntryWithdrawn:
    """Withdraw the last answer of the person who asks.

    Raises:
        ActRefusedError: the person has given no answer that stands, or corrected one last.
        CorrectionNeededError: the answer is no longer free to change.
    """
    require(acting.by, "answer")
    last = _last_answer(acting)
    if not all(acting.case.may_change_freely(place, acting.by.person) for place in places_of(last)):
        raise CorrectionNeededError(
            "Somebody has recorded on the case since, or a review was signed."
            " Correct the answer, with the reason."
        )
    return EntryWithdrawn(at=acting.when(), entry=last.entry, reason=REASON)


def places_of(entry: Recorded) -> tuple[Place, ...]:
    """The places that an answer speaks to; none for another entry."""
    event = entry.event
    if not isinstance(event, ItemAnswered):
        return ()
    named: tuple[str | None, ...] = event.of or (None,)
    return (*(Place(event.checklist, event.item, of) for of in named), *event.also)


def last_taken_back(case: Case) -> tuple[Place, ...]:
    """The places of the answer that the newest entry took back; none where it did something else."""
    newest = case.entries[-1].event if case.entries else None
    taken = case.entry(newest.entry) if isinstance(newest, EntryWithdrawn) else None
    return () if taken is None else places_of(taken)


def _last_answer(acting: Acting) -> Recorded:
    standing = (one for one in reversed(acting.case.entries) if one.entry not in acting.case.withdrawn)
    for entry in standing:
        # Going on to the answer before would take back what nobody was looking at.
        if isinstance(entry.event, AnswerCorrected) and entry.by == acting.by.person:
            raise ActRefusedError(
                "Your last answer is a correction, which stays on the record."
                " Correct it again, with the reason."
            )
        if isinstance(entry.event, ItemAnswered):
            if entry.by == acting.by.person:
                return entry
            break
    raise ActRefusedError(
        "There is no answer of yours to take back. Correct an answer with its reason instead."
    )
