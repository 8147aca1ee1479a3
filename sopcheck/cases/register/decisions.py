"""What may be decided about the register: people, roles, definitions, calendars.

Pure functions that return the event or raise `RefusedError`. The first person of an empty register founds
it, and may do everything then; afterwards the table in `authority.py` decides.
"""

from datetime import date, datetime

import msgspec

from sopcheck.cases import lifecycle, texts
from sopcheck.cases.authority import Action, require
from sopcheck.cases.events import When
from sopcheck.cases.refusals import ActRefusedError, IndependenceRefusedError
from sopcheck.cases.register.events import (
    CalendarInstalled,
    DefinitionApproved,
    DefinitionInstalled,
    DefinitionProposed,
    DefinitionWithdrawn,
    PersonEnrolled,
    PersonRemoved,
    RecoveryForm,
    RecoveryMade,
    Role,
    RoleGranted,
    RoleWithdrawn,
)
from sopcheck.cases.register.register import DefinitionRow, Person, Register
from sopcheck.checklists.calendar import Calendar, calendar_form
from sopcheck.checklists.definition import Checklist, ChecklistId, Rank, Version
from sopcheck.checklists.identity import canonical_form, digest_of, from_canonical
from sopcheck.ledger.entry import PersonId
from sopcheck.ledger.public_keys import written_key


def enrol(
    register: Register,
    *,
    by: Person,
    person: PersonId,
    name: str,
    number: str,
    signing_key: str,
    at: When,
    label: str = "",
) -> PersonEnrolled:
    """Let a person sign entries with this key (Ed25519, 64 hex digits).

    Raises:
        RefusedError: the role, the name, or a number or key that somebody else has.
    """
    _require(register, by, "enrol people")
    # One of small order "signs" what nobody signed, so a key is more than its digits.
    if written_key(signing_key) is None:
        raise ActRefusedError(
            "This is not a signing key. Enrol the person again on the machine that made it."
        )
    for known in register.enrolled.values():
        # The same key or number is the same person (`security.md` 5.6), who must not review as another.
        if known.person != person and (signing_key in known.keys or (number and known.number == number)):
            raise ActRefusedError(
                "Somebody is enrolled under this number or key. Give the person the roles instead."
            )
    return PersonEnrolled(
        at=at,
        person=person,
        name=texts.line(name, what="name", required=True),
        number=texts.line(number, what="collar number"),
        signing_key=signing_key,
        label=texts.line(label, what="label"),
    )


def grant(
    register: Register, *, by: Person, person: PersonId, role: Role, rank: Rank | None, at: When
) -> RoleGranted:
    """Give an enrolled person a role; the rank is the person's own from then on."""
    _require(register, by, "enrol people")
    if person not in register.enrolled:
        raise ActRefusedError("That person is not enrolled here. Enrol the person first.")
    return RoleGranted(at=at, person=person, role=role, rank=rank)


def withdraw_role(
    register: Register, *, by: Person, person: PersonId, role: Role, reason: str, at: When, now: datetime
) -> RoleWithdrawn:
    """Take a role from a person; the last administrator keeps that role."""
    _require(register, by, "enrol people")
    known = register.person(person, now)
    if known is None or role not in known.roles:
        raise ActRefusedError("That person does not have this role. Choose a role that the person has.")
    administrators = [one for one in register.people(now) if "administrator" in one.roles]
    # Nobody could enrol anybody ever after.
    if role == "administrator" and len(administrators) == 1:
        raise ActRefusedError("This is the last administrator. Make somebody else administrator first.")
    written = texts.reason(reason, what="reason", required=True)
    return RoleWithdrawn(at=at, person=person, role=role, reason=written)


def remove_person(
    register: Register, *, by: Person, person: PersonId, reason: str, at: When, now: datetime
) -> PersonRemoved:
    """End every role of a person; the last administrator stays, and nobody removes themselves."""
    _require(register, by, "enrol people")
    known = register.person(person, now)
    if known is None:
        raise ActRefusedError("That person is not enrolled here. Choose another from the list.")
    # Whoever stays must be able to unlock, or the new key of the vault would be nobody's.
    if person == by.person:
        raise ActRefusedError("You cannot remove yourself. Ask another administrator.")
    written = texts.reason(reason, what="reason", required=True)
    return PersonRemoved(at=at, person=person, reason=written)


def require_enroller(register: Register, *, by: Person) -> None:
    """Refuse whoever may not say who uses the vault."""
    _require(register, by, "enrol people")


def make_recovery(
    register: Register,
    *,
    by: Person,
    recovery: PersonId,
    form: RecoveryForm,
    signing_key: str,
    label: str,
    at: When,
) -> RecoveryMade:
    """Let a sheet, or a force's custodians, enrol anew somebody whose own way in is lost."""
    _require(register, by, "enrol people")
    return RecoveryMade(at=at, recovery=recovery, form=form, signing_key=signing_key, label=label)


def install_definition(
    register: Register, checklist: Checklist, *, by: Person, yaml: str, at: When
) -> DefinitionInstalled:
    """Install a version of a checklist; its identity is the digest of its content.

    Raises:
        ActRefusedError: it is installed already, or another content is under the same version.
    """
    _require(register, by, "install")
    digest = digest_of(checklist)
    there = register.definitions.get((checklist.checklist, checklist.version))
    if there is not None and there.digest == digest:
        raise ActRefusedError(f"{checklist.name} is installed already. Nothing needs doing.")
    if there is not None:
        raise ActRefusedError(
            f"Another content is installed as {checklist.name}. Give the new one a new version."
        )
    return DefinitionInstalled(
        at=at,
        checklist=checklist.checklist,
        version=checklist.version,
        digest=digest,
        canonical=canonical_form(checklist).decode(),
        yaml=yaml,
    )


def propose(
    register: Register, checklist: ChecklistId, version: Version, *, by: Person, at: When, reason: str
) -> DefinitionProposed:
    """Put a version forward for approval by a second person, with the reason for the change.

    Raises:
        ActRefusedError: it was put forward before, goes backwards, or gives an id another meaning.
    """
    _require(register, by, "propose a version")
    row = _installed(register, checklist, version)
    if row.status in ("proposed", "approved", "withdrawn"):
        raise ActRefusedError(f"This version is {row.status} already. Write a new version and propose that.")
    lifecycle.require_higher(register, checklist, version)
    before = (one for one in lifecycle.versions_of(register, checklist) if one.status != "draft")
    earlier = [_content(one) for one in before if one.version != version]
    lifecycle.require_own_meanings(_content(row), earlier)
    note = texts.reason(reason, what="reason for the change", required=True)
    return DefinitionProposed(at=at, checklist=checklist, version=version, digest=row.digest, note=note)


class Approval(msgspec.Struct, frozen=True, kw_only=True):
    """What an approval says: from which day, why, by what authority, and when to look at it again."""

    effective_from: date
    reason: str
    authority: str = ""
    review_by: date | None = None


def approve(
    register: Register, checklist: ChecklistId, version: Version, given: Approval, *, by: Person, at: When
) -> DefinitionApproved:
    """Approve a proposed version for the force; never by whoever wrote or proposed it.

    Raises:
        ActRefusedError: it is not proposed, or the day cannot be.
        IndependenceRefusedError: the person wrote or proposed it.
    """
    _require(register, by, "approve a version")
    row = _installed(register, checklist, version)
    if row.status != "proposed":
        raise ActRefusedError("This version is not proposed for approval. Let an SOP owner propose it first.")
    if by.person in (row.proposed_by, row.author):
        raise IndependenceRefusedError(
            "A version is approved by another person than the one who wrote or proposed it. Ask a second one."
        )
    lifecycle.require_day(register, row, given.effective_from, today=at.at.date())
    return DefinitionApproved(
        at=at,
        checklist=checklist,
        version=version,
        digest=row.digest,
        effective_from=given.effective_from,
        authority=texts.line(given.authority, what="authority"),
        review_by=given.review_by,
        reason=texts.reason(given.reason, what="reason for the approval", required=True),
    )


def withdraw_definition(
    register: Register, checklist: ChecklistId, version: Version, *, by: Person, at: When, reason: str
) -> DefinitionWithdrawn:
    """Let a version not be used for new cases any more; cases that follow it go on with it."""
    _require(register, by, "approve a version")
    row = _installed(register, checklist, version)
    if row.status == "withdrawn":
        raise ActRefusedError("This version is withdrawn already. Nothing needs doing.")
    written = texts.reason(reason, what="reason", required=True)
    return DefinitionWithdrawn(at=at, checklist=checklist, version=version, digest=row.digest, reason=written)


def install_calendar(register: Register, calendar: Calendar, *, by: Person, at: When) -> CalendarInstalled:
    """Install a bank-holiday calendar in place of the one that counts.

    Raises:
        ActRefusedError: it is here already, is of another region, or knows fewer days.
    """
    _require(register, by, "install")
    if any(row.digest == calendar.digest for row in register.calendars):
        raise ActRefusedError("This calendar is installed already. Nothing needs doing.")
    there = register.calendar()
    if there is not None:
        _require_no_less(calendar, there.calendar)
    return calendar_installed(calendar, at)


def _require_no_less(new: Calendar, old: Calendar) -> None:
    if new.region != old.region:
        raise ActRefusedError(f"This calendar is not that of {old.region}. Choose one of that region.")
    # Past limits are counted again by it, so what it does not know would be working days.
    if new.begins > old.begins or new.until < old.until:
        raise ActRefusedError(
            f"The calendar that is here knows the bank holidays from {old.begins} to {old.until}."
            " Choose one that knows these and more."
        )


def calendar_installed(calendar: Calendar, at: When) -> CalendarInstalled:
    """The event that installs a bank-holiday calendar."""
    return CalendarInstalled(
        at=at,
        region=calendar.region,
        until=calendar.until,
        digest=calendar.digest,
        canonical=calendar_form(calendar).decode(),
    )


def _require(register: Register, by: Person, action: Action) -> None:
    # Somebody has to be first; from then on the table decides.
    if register.founded:
        require(by, action)


def _content(row: DefinitionRow) -> Checklist:
    return from_canonical(row.canonical.encode())


def _installed(register: Register, checklist: ChecklistId, version: Version) -> DefinitionRow:
    row = register.definitions.get((checklist, version))
    if row is None:
        raise ActRefusedError("This version is not installed here. Install it first.")
    return row
