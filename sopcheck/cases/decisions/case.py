"""Decisions about the case itself: opening, moving, holding, closing it.

Every function returns the events or raises `RefusedError`; none changes anything.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import combinations

import msgspec

from sopcheck.cases import texts
from sopcheck.cases.acting import Acting, judged, refuse_ahead
from sopcheck.cases.authority import may, require, role_words
from sopcheck.cases.definitions import Definitions
from sopcheck.cases.events import (
    AbsenceRecorded,
    CaseAssigned,
    CaseClosed,
    CaseDescribed,
    CaseEvent,
    CaseId,
    CaseMoved,
    CaseOpened,
    CaseReopened,
    ChecklistAdopted,
    ClockSet,
    HolderRole,
    HoldLifted,
    HoldPlaced,
    NoteAdded,
    When,
)
from sopcheck.cases.gating import require_open_gate
from sopcheck.cases.programme import CASE_CLOSED, REPORT_RECEIVED
from sopcheck.cases.refusals import ActRefusedError, RoleRefusedError
from sopcheck.cases.register.register import Person
from sopcheck.checklists.agreement import disagreements
from sopcheck.checklists.definition import Checklist, ChecklistId, Digest, Version


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """What a new case starts with; `received` is when the police first knew."""

    case: CaseId
    reference: str
    checklists: tuple[tuple[ChecklistId, Version], ...]
    operation: str = ""
    district: str = ""
    team: str = ""
    received: When | None = None
    investigator: Person | None = None
    supervisor: Person | None = None


def open_case(
    opening: Opening, definitions: Definitions, *, by: Person, now: datetime, at: When
) -> tuple[CaseEvent, ...]:
    """Open a case that follows these checklists; `at` is when it was opened.

    Raises:
        RefusedError: the reference, a checklist, or a time cannot be taken.
    """
    require(by, "open a case")
    followed = [_definition(definitions, *named) for named in opening.checklists]
    if not followed:
        raise ActRefusedError("A case follows at least one checklist. Choose one.")
    _refuse_disagreement([checklist for checklist, _ in followed])
    if at.at > now or (opening.received is not None and opening.received.at > now):
        raise ActRefusedError(
            "The time when the report was received is ahead of now. Give the time when it came."
        )
    opened = CaseOpened(
        at=at,
        case=opening.case,
        reference=texts.line(opening.reference, what="reference", required=True),
        operation=texts.line(opening.operation, what="operation name"),
        district=texts.line(opening.district, what="district"),
        team=texts.line(opening.team, what="team"),
    )
    # The checklists apply from when the police first knew, not from when somebody began to type.
    since = opening.received or at
    adopted = [
        ChecklistAdopted(at=since, checklist=checklist.checklist, version=checklist.version, digest=digest)
        for checklist, digest in followed
    ]
    return (opened, *adopted, *_first_report(opening), *_first_holders(opening, since))


def _first_report(opening: Opening) -> Sequence[CaseEvent]:
    return [] if opening.received is None else [ClockSet(at=opening.received, clock=REPORT_RECEIVED)]


def _first_holders(opening: Opening, since: When) -> Sequence[CaseEvent]:
    holders: tuple[tuple[HolderRole, Person | None], ...] = (
        ("supervisor", opening.supervisor),
        ("investigator", opening.investigator),
    )
    return [
        CaseAssigned(at=since, role=role, to=_able(person, role).person)
        for role, person in holders
        if person is not None
    ]


def describe(
    acting: Acting,
    *,
    reference: str = "",
    operation: str = "",
    district: str = "",
    team: str = "",
    crime_numbers: str = "",
) -> CaseDescribed:
    """Give the case new words; what is empty stays as it is."""
    require(acting.by, "describe a case")
    words = (reference, operation, district, team, crime_numbers)
    if not any(words):
        raise ActRefusedError("Nothing was changed. Write what is to be changed.")
    return CaseDescribed(
        at=acting.when(),
        reference=texts.line(reference, what="reference"),
        operation=texts.line(operation, what="operation name"),
        district=texts.line(district, what="district"),
        team=texts.line(team, what="team"),
        crime_numbers=texts.line(crime_numbers, what="crime numbers"),
    )


def move(
    acting: Acting, checklist: ChecklistId, version: Version, at: When, *, reason: str = ""
) -> CaseMoved:
    """Let the case follow another version, or one checklist more, from a time on (convention 13).

    Raises:
        ActRefusedError: the definition is not here, is in force already, or contradicts another of the case.
    """
    require(acting.by, "follow a checklist")
    refuse_ahead(acting, at)
    wanted, digest = _definition(acting.definitions, checklist, version)
    if any(one.digest == digest for one in acting.case.adopted):
        raise ActRefusedError(f"The case follows {wanted.name} already. Choose another version or checklist.")
    # Another version of the same checklist may define things anew; that is what moving is for.
    others = (one for one in acting.case.adopted if one.checklist != checklist)
    known = (acting.definitions.with_digest(one.digest) for one in others)
    _refuse_disagreement([wanted, *(other for other in known if other is not None)])
    return CaseMoved(at=at, checklist=checklist, version=version, digest=digest, reason=texts.reason(reason))


def _definition(
    definitions: Definitions, checklist: ChecklistId, version: Version
) -> tuple[Checklist, Digest]:
    found = definitions.find(checklist, version)
    digest = definitions.digest_of(checklist, version)
    if found is None or digest is None:
        raise ActRefusedError(f"The checklist {checklist} {version} is not installed here. Install it first.")
    if definitions.is_apart(digest):
        raise ActRefusedError(
            f"{found.name} is not in force here, and a draft is for test data only."
            " Choose the version that is in force."
        )
    if found.runs_for is not None:
        raise ActRefusedError(
            f"“{found.title}” runs with each review. Choose a checklist that a case follows."
        )
    return found, digest


def _refuse_disagreement(followed: Sequence[Checklist]) -> None:
    for one, other in combinations(followed, 2):
        differing = disagreements(one, other)
        if differing:
            raise ActRefusedError(
                f"{one.name} and {other.name} define {differing[0]} differently."
                " Ask the SOP owner to bring them together."
            )


def assign(acting: Acting, role: HolderRole, to: Person | None, at: When) -> CaseAssigned:
    """Say who holds the case from a time on, or that nobody does."""
    require(acting.by, "assign")
    refuse_ahead(acting, at)
    return CaseAssigned(at=at, role=role, to=None if to is None else _able(to, role).person)


def _able(person: Person, role: HolderRole) -> Person:
    # A role on the case needs the role in the force, or the reviews would stay undone.
    able = may(person, "judge a limit") if role == "supervisor" else may(person, "answer")
    if not able:
        raise RoleRefusedError(
            f"That person does not have the role of {role_words(role)}. Choose somebody who has it."
        )
    return person


def record_absence(acting: Acting, person: Person, at: When, *, absent: bool) -> AbsenceRecorded:
    """Say that somebody who holds the case is absent from a time on, or back."""
    require(acting.by, "record absence")
    refuse_ahead(acting, at)
    return AbsenceRecorded(at=at, person=person.person, absent=absent)


def close(acting: Acting, at: When, *, reason: str = "") -> CaseClosed:
    """Close the case: a hard gate (convention 17).

    Raises:
        GateRefusedError: items that must come before are open and not overridden.
        ActRefusedError: it is closed, or the time is ahead.
    """
    require(acting.by, "close a case")
    refuse_ahead(acting, at)
    # Saying the same again is harmless; another time would move what stands on the record.
    if acting.case.is_closed(acting.now) and acting.case.clock(CASE_CLOSED) != judged(acting, at):
        raise ActRefusedError("The case is closed already. Reopen it before you close it again.")
    require_open_gate(acting, CASE_CLOSED, of=None)
    return CaseClosed(at=at, reason=texts.reason(reason))


def reopen(acting: Acting, at: When, *, why: str) -> CaseReopened:
    """Open a closed case again."""
    require(acting.by, "reopen a case")
    refuse_ahead(acting, at)
    if not acting.case.is_closed(acting.now):
        raise ActRefusedError("The case is open. Only a closed case can be reopened.")
    return CaseReopened(at=at, why=texts.reason(why, what="reason for reopening", required=True))


def place_hold(acting: Acting, *, why: str) -> HoldPlaced:
    """Keep everything of the case from erasure until the hold is lifted."""
    require(acting.by, "place a hold")
    return HoldPlaced(at=acting.when(), why=texts.reason(why, what="reason for the hold", required=True))


def lift_hold(acting: Acting, *, why: str) -> HoldLifted:
    """Lift the hold."""
    require(acting.by, "place a hold")
    if all(hold.lifted is not None for hold in acting.case.holds):
        raise ActRefusedError("There is no hold on the case to lift. Nothing needs doing.")
    return HoldLifted(
        at=acting.when(), why=texts.reason(why, what="reason for lifting the hold", required=True)
    )


def add_note(acting: Acting, text: str, at: When) -> NoteAdded:
    """Write a line on the timeline of the case."""
    require(acting.by, "write a note")
    refuse_ahead(acting, at)
    return NoteAdded(at=at, text=texts.note(text, required=True))
