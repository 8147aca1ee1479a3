"""Decisions about what was recorded: withdrawing, settling a conflict, lawful erasure.

Nothing is ever overwritten.
"""

from sopcheck.cases import texts
from sopcheck.cases.acting import Acting, in_conflict, item_place
from sopcheck.cases.authority import may, require, require_fit
from sopcheck.cases.decisions.answers import rank_asked
from sopcheck.cases.entitlement import ACTS
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
    LimitExtended,
    Place,
    Recorded,
    ReviewHeld,
)
from sopcheck.cases.refusals import ActRefusedError
from sopcheck.checklists.definition import RANKS_LOW_TO_HIGH, Rank
from sopcheck.ledger.entry import EntryHash

_OF_THE_FRAME = (CaseOpened, ChecklistAdopted)
_OF_HISTORY = (EntryWithdrawn, BodyErased)


def withdraw(acting: Acting, entry: EntryHash, *, reason: str) -> EntryWithdrawn:
    """Let an entry count no more from now on; it stays in the history.

    Raises:
        RefusedError: it is an answer, which is corrected; or the case itself; the role or rank that the entry
            itself takes; or no reason is given.
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
    if event is not None:
        _require_authority(acting, entry, event)
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


def _require_authority(acting: Acting, entry: EntryHash, event: CaseEvent) -> None:
    """Refuse whoever might not have written the entry: the reviewed do not take their review back."""
    acts = ("move a case",) if _moves(acting, entry) else ACTS[type(event)]
    if not any(may(acting.by, act) for act in acts):
        require(acting.by, acts[0])
    require_fit(acting.by, _rank_of(acting, event), what="To withdraw this")


def _moves(acting: Acting, entry: EntryHash) -> bool:
    """Whether an entry moved the case from one version of a checklist to another."""
    versions = acting.case.versions
    return any(
        one.entry == entry and any(other.checklist == one.checklist for other in versions[:number])
        for number, one in enumerate(versions)
    )


def _rank_of(acting: Acting, event: CaseEvent) -> Rank | None:
    match event:
        case LimitExtended():
            _, item = item_place(acting, event.place)
            return rank_asked(acting, item, event.place) or "sergeant"
        case ReviewHeld():
            rules = (acting.case.programme.rule(one.rule) for one in event.discharges)
            ranks = [rule.rank for rule in rules if rule is not None and rule.rank is not None]
            return max(ranks, key=RANKS_LOW_TO_HIGH.index, default=None)
        case _:
            return None


def _there(acting: Acting, entry: EntryHash) -> Recorded:
    found = acting.case.entry(entry)
    if found is None:
        raise ActRefusedError("There is no such entry on the case. Choose one from its history.")
    return found
