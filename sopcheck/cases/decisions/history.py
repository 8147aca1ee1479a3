"""Decisions about what was recorded: withdrawing, settling a conflict, lawful erasure.

Nothing is ever overwritten.
"""

from sopcheck.cases import texts
from sopcheck.cases.acting import Acting, in_conflict, item_place
from sopcheck.cases.authority import require
from sopcheck.cases.events import (
    AnswerCorrected,
    BodyErased,
    CaseEvent,
    CaseOpened,
    ChecklistAdopted,
    ConflictSettled,
    EntryWithdrawn,
    FactSet,
    ItemAnswered,
    Place,
    Recorded,
    ReviewHeld,
)
from sopcheck.cases.refusals import ActRefusedError
from sopcheck.ledger.entry import EntryHash

_OF_THE_FRAME = (CaseOpened, ChecklistAdopted)
_OF_HISTORY = (EntryWithdrawn, BodyErased)


def withdraw(acting: Acting, entry: EntryHash, *, reason: str) -> EntryWithdrawn:
    """Let an entry count no more from now on; it stays in the history.

    Raises:
        RefusedError: it is an answer, which is corrected; or the case itself; or no reason is given.
    """
    require(acting.by, "withdraw an entry")
    event = _there(acting, entry).event
    if entry in acting.case.withdrawn:
        raise ActRefusedError("This entry is withdrawn already. Nothing needs doing.")
    # Withdrawn, an answer would read as never given; corrected, both values stay to be seen.
    if isinstance(event, ItemAnswered | AnswerCorrected):
        raise ActRefusedError("An answer is not withdrawn. Correct it, and say why.")
    if isinstance(event, _OF_THE_FRAME):
        raise ActRefusedError(
            "What the case began with cannot be withdrawn. Describe or move the case instead."
        )
    if isinstance(event, _OF_HISTORY):
        raise ActRefusedError("A withdrawal cannot be withdrawn. Record again what was right.")
    # Or the reviewed could take their review back.
    if isinstance(event, ReviewHeld):
        require(acting.by, "hold a review")
    written = texts.reason(reason, what="reason for the withdrawal", required=True)
    return EntryWithdrawn(at=acting.when(), entry=entry, reason=written)


def settle(acting: Acting, place: Place, keep: EntryHash, *, reason: str = "") -> ConflictSettled:
    """Say which of two answers in conflict holds (convention 24).

    Raises:
        ActRefusedError: nothing is in conflict there, or the answer to keep is not one of them.
    """
    require(acting.by, "settle a conflict")
    place, _ = item_place(acting, place)
    if not in_conflict(acting, place):
        raise ActRefusedError("No answers are in conflict here. Correct the answer if it is wrong.")
    if keep not in {one.entry for one in acting.case.standing(place)}:
        raise ActRefusedError("The answer to keep is not one of those in conflict. Choose one of them.")
    return ConflictSettled(at=acting.when(), keep=keep, place=place, reason=texts.reason(reason))


def settle_fact(
    acting: Acting, keep: EntryHash, *, of: str | None = None, reason: str = ""
) -> ConflictSettled:
    """Say which of two values of a fact holds, that were recorded apart."""
    require(acting.by, "settle a conflict")
    event: CaseEvent | None = _there(acting, keep).event
    if not isinstance(event, FactSet):
        raise ActRefusedError("This entry sets no fact. Choose the one that holds.")
    owner = next((one for one in event.of if of in (None, one)), None)
    return ConflictSettled(
        at=acting.when(), keep=keep, fact=event.fact, of=owner, reason=texts.reason(reason)
    )


def erase(acting: Acting, entry: EntryHash, *, authority: str, reason: str) -> BodyErased:
    """Record that the words of an entry are erased by law; what they were is not said.

    Raises:
        RefusedError: a hold is on the case, or no authority or reason is given.
    """
    # The entry itself stays with its hash, so that what is left can still be verified.
    require(acting.by, "erase")
    _there(acting, entry)
    # Destroying what an inquiry asked to be kept can be an offence (`domain.md` section 8).
    if any(hold.lifted is None for hold in acting.case.holds):
        raise ActRefusedError(
            "A hold is on this case, so nothing may be erased. Ask for the hold to be lifted first."
        )
    return BodyErased(
        at=acting.when(),
        entry=entry,
        authority=texts.line(authority, what="authority", required=True),
        reason=texts.reason(reason, what="reason for the erasure", required=True),
    )


def _there(acting: Acting, entry: EntryHash) -> Recorded:
    found = acting.case.entry(entry)
    if found is None:
        raise ActRefusedError("There is no such entry on the case. Choose one from its history.")
    return found
