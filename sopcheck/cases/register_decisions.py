"""What may be decided about the register: people, roles, machines, definitions, calendars.

Pure functions that return the event or raise `RefusedError`. The first person of an empty register founds
it, and may do everything then; afterwards the table in `authority.py` decides.
"""

from datetime import date, datetime

from sopcheck.cases import texts
from sopcheck.cases.authority import Action, require
from sopcheck.cases.events import When
from sopcheck.cases.refusals import ActRefusedError, RoleRefusedError
from sopcheck.cases.register import DefinitionRow, Person, Register
from sopcheck.cases.register_events import (
    CalendarInstalled,
    DefinitionApproved,
    DefinitionInstalled,
    DefinitionProposed,
    DefinitionWithdrawn,
    DeviceAdded,
    PersonEnrolled,
    Role,
    RoleGranted,
    RoleWithdrawn,
)
from sopcheck.checklists.calendar import Calendar, calendar_form
from sopcheck.checklists.definition import Checklist, ChecklistId, Rank, Version
from sopcheck.checklists.identity import canonical_form, digest_of
from sopcheck.ledger.entry import PersonId

_KEY_DIGITS = 64


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
    if len(signing_key) != _KEY_DIGITS or not set(signing_key) <= set("0123456789abcdef"):
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


def add_device(
    register: Register, *, by: Person, device_key: str, chains: tuple[str, ...], at: When, label: str = ""
) -> DeviceAdded:
    """Let a machine keep chains of its own; any enrolled person may bring the own machine."""
    if register.enrolled and by.person not in register.enrolled:
        raise RoleRefusedError(
            "Only somebody who is enrolled can add a machine. Ask an administrator to enrol you."
        )
    return DeviceAdded(at=at, device_key=device_key, chains=chains, label=texts.line(label, what="label"))


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
    register: Register, checklist: ChecklistId, version: Version, *, by: Person, at: When, note: str = ""
) -> DefinitionProposed:
    """Put a version forward for approval by a second person."""
    _require(register, by, "propose a version")
    row = _installed(register, checklist, version)
    if row.status in ("proposed", "approved"):
        raise ActRefusedError(f"This version is {row.status} already. Nothing needs doing.")
    return DefinitionProposed(
        at=at, checklist=checklist, version=version, digest=row.digest, note=texts.reason(note, what="note")
    )


def approve(
    register: Register,
    checklist: ChecklistId,
    version: Version,
    *,
    by: Person,
    at: When,
    effective_from: date,
    authority: str,
    review_by: date | None = None,
) -> DefinitionApproved:
    """Approve a proposed version for the force; never by the person who proposed it."""
    _require(register, by, "approve a version")
    row = _installed(register, checklist, version)
    if row.status != "proposed":
        raise ActRefusedError("This version is not proposed for approval. Let an SOP owner propose it first.")
    if row.proposed_by == by.person:
        raise ActRefusedError(
            "A version is approved by another person than the one who proposed it. Ask a second one."
        )
    return DefinitionApproved(
        at=at,
        checklist=checklist,
        version=version,
        digest=row.digest,
        effective_from=effective_from,
        authority=texts.line(authority, what="authority", required=True),
        review_by=review_by,
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
    """Install a bank-holiday calendar."""
    _require(register, by, "install")
    if any(row.digest == calendar.digest for row in register.calendars):
        raise ActRefusedError("This calendar is installed already. Nothing needs doing.")
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


def _installed(register: Register, checklist: ChecklistId, version: Version) -> DefinitionRow:
    row = register.definitions.get((checklist, version))
    if row is None:
        raise ActRefusedError("This version is not installed here. Install it first.")
    return row
