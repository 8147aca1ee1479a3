"""Moving a case to another version: authorised by a supervisor, with a reason, and taken back.

A move may be undone while nothing was answered under the new version: then it counts as if it had never
been. Afterwards the way back is a further move, and both stay on the record.
"""

from sopcheck.cases import texts
from sopcheck.cases.acting import Acting
from sopcheck.cases.authority import require
from sopcheck.cases.case import Case
from sopcheck.cases.decisions.case import move
from sopcheck.cases.events import (
    AnswerCorrected,
    CaseMoved,
    EntryWithdrawn,
    ItemAnswered,
    MovePlanned,
    Recorded,
    ReviewHeld,
)
from sopcheck.cases.refusals import ActRefusedError
from sopcheck.checklists.definition import ChecklistId, Version


def authorise_move(acting: Acting, checklist: ChecklistId, version: Version, *, reason: str) -> CaseMoved:
    """Let the case follow another version from now on.

    Raises:
        RefusedError: the role, the version, or no reason.
    """
    require(acting.by, "move a case")
    why = texts.reason(reason, what="reason for the move", required=True)
    return move(acting, checklist, version, acting.when(), reason=why)


def plan_move(acting: Acting, checklist: ChecklistId, version: Version, *, reason: str) -> MovePlanned:
    """Let the case follow another version from the next review that is held on it.

    Raises:
        RefusedError: the role, the version, no reason, or the same was planned already.
    """
    waiting = planned_move(acting.case, checklist)
    # Of two the earlier would stay behind when the later is taken back.
    if waiting is not None and waiting.version == version:
        raise ActRefusedError("The next review moves the case to this version already. Leave it at that.")
    moved = authorise_move(acting, checklist, version, reason=reason)
    return MovePlanned(
        at=moved.at,
        checklist=moved.checklist,
        version=moved.version,
        digest=moved.digest,
        reason=moved.reason,
    )


def undo_move(acting: Acting, checklist: ChecklistId, *, reason: str) -> EntryWithdrawn:
    """Take back the last move of a checklist, or the plan of one, as if it had never been.

    Raises:
        RefusedError: there is none, or something was answered or signed under the new version already.
    """
    require(acting.by, "move a case")
    last = last_move(acting.case, checklist)
    if last is None:
        raise ActRefusedError("The case was not moved to this version, so there is nothing to undo.")
    if answered_since(acting.case, checklist, last):
        raise ActRefusedError(
            "Something was answered, or a review signed, under the new version already."
            " Move the case back to the version before."
        )
    why = texts.reason(reason, what="reason for undoing the move", required=True)
    return EntryWithdrawn(at=acting.when(), entry=last.entry, reason=why)


def last_move(case: Case, checklist: ChecklistId) -> Recorded | None:
    """The entry that moved a case last, or plans to, and was not taken back."""
    moves = (
        entry
        for entry in reversed(case.entries)
        if isinstance(entry.event, CaseMoved | MovePlanned)
        and entry.event.checklist == checklist
        and entry.entry not in case.withdrawn
    )
    return next(moves, None)


def planned_move(case: Case, checklist: ChecklistId) -> MovePlanned | None:
    """The move that waits for the next review, where one does."""
    last = last_move(case, checklist)
    if last is None or not isinstance(last.event, MovePlanned) or _begins(case, last) is not None:
        return None
    return last.event


def answered_since(case: Case, checklist: ChecklistId, moved: Recorded) -> bool:
    """Whether an item of the checklist was answered or corrected after a move, or a review signed."""
    begins = _begins(case, moved)
    if begins is None:
        return False
    later = case.entries[case.entries.index(begins) + 1 :]
    return any(_concerns(entry, checklist) for entry in later if entry.entry not in case.withdrawn)


def _begins(case: Case, moved: Recorded) -> Recorded | None:
    """The entry with which a move takes effect: itself, or the next review where it was planned."""
    if isinstance(moved.event, CaseMoved):
        return moved
    later = case.entries[case.entries.index(moved) + 1 :]
    held = (entry for entry in later if isinstance(entry.event, ReviewHeld))
    return next((entry for entry in held if entry.entry not in case.withdrawn), None)


def _concerns(entry: Recorded, checklist: ChecklistId) -> bool:
    event = entry.event
    # What was signed names the version; nobody makes as if the case had never followed it.
    if isinstance(event, ReviewHeld):
        return True
    if isinstance(event, ItemAnswered):
        return event.checklist == checklist or any(place.checklist == checklist for place in event.also)
    return isinstance(event, AnswerCorrected) and event.place.checklist == checklist
