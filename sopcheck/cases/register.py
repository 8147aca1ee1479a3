"""The register as it stands: people with their roles and ranks, definitions with their status, calendars.

The fold is total: an entry that does not fit is set aside with its reason and shown, never raised
(`design.md`, settled questions). Roles are asked for a moment, because an entry is judged by the role
that its author had when it was recorded.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal, assert_never

import msgspec

from sopcheck.cases.register_events import (
    CalendarInstalled,
    DefinitionApproved,
    DefinitionInstalled,
    DefinitionProposed,
    DefinitionWithdrawn,
    DeviceAdded,
    PersonEnrolled,
    RegisterEvent,
    Role,
    RoleGranted,
    RoleWithdrawn,
)
from sopcheck.checklists.definition import ChecklistId, Digest, Rank, Version
from sopcheck.ledger.entry import EntryHash, PersonId

DefinitionStatus = Literal["illustrative baseline", "proposed", "approved", "withdrawn"]


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may act: who it is, the rank (none for police staff) and the roles held."""

    person: PersonId
    name: str
    number: str = ""
    rank: Rank | None = None
    roles: tuple[Role, ...] = ()
    label: str = ""


class RegisterEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A register event as this machine has it; `event` is missing where it cannot be read."""

    entry: EntryHash
    by: PersonId
    recorded: datetime
    event: RegisterEvent | None
    why_missing: str = ""


class Misfit(msgspec.Struct, frozen=True):
    """An entry that was set aside, and why."""

    entry: EntryHash
    why: str


class DefinitionRow(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a checklist as the register has it; `canonical` is its RFC 8785 form."""

    checklist: ChecklistId
    version: Version
    digest: Digest
    canonical: str
    yaml: str
    installed: datetime
    status: DefinitionStatus = "illustrative baseline"
    proposed_by: PersonId | None = None
    approved_by: PersonId | None = None
    effective_from: date | None = None
    review_by: date | None = None
    authority: str = ""


class CalendarRow(msgspec.Struct, frozen=True, kw_only=True):
    """A bank-holiday calendar as the register has it."""

    region: str
    until: date
    digest: str
    canonical: str
    installed: datetime


class _Step(msgspec.Struct, frozen=True):
    """A role that was granted or withdrawn, with the rank of who was granted it."""

    at: datetime
    role: Role
    held: bool
    rank: Rank | None


class _Enrolled(msgspec.Struct, frozen=True):
    """Somebody enrolled, with all signing keys so far and every change of roles, in their order."""

    person: PersonId
    name: str
    number: str
    label: str
    keys: tuple[str, ...]
    steps: tuple[_Step, ...] = ()

    def at(self, moment: datetime) -> Person:
        """The person with the roles and rank of a moment."""
        roles: dict[Role, None] = {}
        rank: Rank | None = None
        for step in self.steps:
            if step.at > moment:
                continue
            if step.held:
                roles[step.role] = None
                # The rank is the person's own, so the last grant tells it for all roles.
                rank = step.rank
            else:
                roles.pop(step.role, None)
        return Person(
            person=self.person,
            name=self.name,
            number=self.number,
            label=self.label,
            rank=rank,
            roles=tuple(roles),
        )


class Register(msgspec.Struct, frozen=True, kw_only=True):
    """What the register book says; made by `fold_register`."""

    enrolled: dict[PersonId, _Enrolled]
    definitions: dict[tuple[ChecklistId, Version], DefinitionRow]
    calendars: tuple[CalendarRow, ...]
    devices: tuple[DeviceAdded, ...]
    set_aside: tuple[Misfit, ...]

    def person(self, person: PersonId, at: datetime) -> Person | None:
        """Somebody with the roles and rank of that moment; none if never enrolled."""
        known = self.enrolled.get(person)
        return None if known is None else known.at(at)

    def people(self, at: datetime) -> tuple[Person, ...]:
        """Everybody enrolled, with the roles and ranks of that moment."""
        return tuple(known.at(at) for known in self.enrolled.values())

    @property
    def founded(self) -> bool:
        """Whether somebody is administrator, so that the rules hold; before that the founder sets up."""
        return any(step.role == "administrator" for known in self.enrolled.values() for step in known.steps)

    def keys(self) -> dict[PersonId, tuple[str, ...]]:
        """The signing keys of everybody, in hex; what was signed with an old key stays good."""
        return {person: known.keys for person, known in self.enrolled.items()}

    def by_digest(self, digest: Digest) -> DefinitionRow | None:
        """The definition with this content, if it is here."""
        return next((row for row in self.definitions.values() if row.digest == digest), None)

    def calendar(self) -> CalendarRow | None:
        """The calendar that reaches furthest; of two that reach as far, the one installed last."""
        return max(self.calendars, key=lambda row: (row.until, row.installed), default=None)


class _MisfitError(Exception):
    """What was read does not fit what is there; caught by the fold."""


class _Fold:
    """The register while it is being folded."""

    def __init__(self) -> None:
        self.enrolled: dict[PersonId, _Enrolled] = {}
        self.definitions: dict[tuple[ChecklistId, Version], DefinitionRow] = {}
        self.calendars: list[CalendarRow] = []
        self.devices: list[DeviceAdded] = []

    def apply(self, row: RegisterEntry, event: RegisterEvent) -> None:
        """Take one event."""
        match event:
            case PersonEnrolled():
                self._enrol(event)
            case RoleGranted():
                self._step(event.person, _Step(row.recorded, event.role, True, event.rank))
            case RoleWithdrawn():
                self._step(event.person, _Step(row.recorded, event.role, False, None))
            case DeviceAdded():
                self.devices.append(event)
            case CalendarInstalled():
                self._install_calendar(row, event)
            case DefinitionInstalled():
                self._install(row, event)
            case DefinitionProposed() | DefinitionApproved() | DefinitionWithdrawn():
                self._change_status(row, event)
            case _:
                assert_never(event)

    def _enrol(self, event: PersonEnrolled) -> None:
        old = self.enrolled.get(event.person)
        # A person enrolled anew (a lost key, a new name) keeps the old keys, or what they signed would fail.
        keys = old.keys if old else ()
        self.enrolled[event.person] = _Enrolled(
            event.person,
            event.name,
            event.number,
            event.label,
            tuple(dict.fromkeys((*keys, event.signing_key))),
            old.steps if old else (),
        )

    def _step(self, person: PersonId, step: _Step) -> None:
        known = self.enrolled.get(person)
        if known is None:
            raise _MisfitError("The person is not enrolled here yet.")
        self.enrolled[person] = msgspec.structs.replace(known, steps=(*known.steps, step))

    def _install_calendar(self, row: RegisterEntry, event: CalendarInstalled) -> None:
        self.calendars.append(
            CalendarRow(
                region=event.region,
                until=event.until,
                digest=event.digest,
                canonical=event.canonical,
                installed=row.recorded,
            )
        )

    def _install(self, row: RegisterEntry, event: DefinitionInstalled) -> None:
        old = self.definitions.get((event.checklist, event.version))
        if old is None:
            self.definitions[event.checklist, event.version] = DefinitionRow(
                checklist=event.checklist,
                version=event.version,
                digest=event.digest,
                canonical=event.canonical,
                yaml=event.yaml,
                installed=row.recorded,
            )
        # A version means one content for ever; whoever comes second is set aside, on every machine alike.
        elif old.digest != event.digest:
            raise _MisfitError("Another content is here under the same name and version.")

    def _change_status(
        self, row: RegisterEntry, event: DefinitionProposed | DefinitionApproved | DefinitionWithdrawn
    ) -> None:
        old = self.definitions.get((event.checklist, event.version))
        if old is None or old.digest != event.digest:
            raise _MisfitError("The definition that this speaks of is not here yet.")
        self.definitions[event.checklist, event.version] = _with_status(old, event, row.by)


def _with_status(
    old: DefinitionRow, event: DefinitionProposed | DefinitionApproved | DefinitionWithdrawn, by: PersonId
) -> DefinitionRow:
    if isinstance(event, DefinitionProposed):
        return msgspec.structs.replace(old, status="proposed", proposed_by=by)
    if isinstance(event, DefinitionWithdrawn):
        return msgspec.structs.replace(old, status="withdrawn")
    # Checked again here, because the entry may come from a machine that did not ask.
    if old.proposed_by is None or old.proposed_by == by:
        raise _MisfitError("The approval is not by a second person after a proposal.")
    return msgspec.structs.replace(
        old,
        status="approved",
        approved_by=by,
        effective_from=event.effective_from,
        review_by=event.review_by,
        authority=event.authority,
    )


def fold_register(entries: Iterable[RegisterEntry]) -> Register:
    """Fold the entries of the register book, in their order; what does not fit is set aside."""
    fold = _Fold()
    set_aside: list[Misfit] = []
    for row in entries:
        if row.event is None:
            set_aside.append(Misfit(row.entry, row.why_missing))
            continue
        try:
            fold.apply(row, row.event)
        except _MisfitError as misfit:
            set_aside.append(Misfit(row.entry, str(misfit)))
    return Register(
        enrolled=fold.enrolled,
        definitions=fold.definitions,
        calendars=tuple(fold.calendars),
        devices=tuple(fold.devices),
        set_aside=tuple(set_aside),
    )
