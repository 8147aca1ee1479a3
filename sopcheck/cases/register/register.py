"""The register as it stands: people with their roles and ranks, definitions with their status, calendars.

The fold is total: an entry that does not fit is set aside with its reason and shown, never raised
(`design.md`, settled questions). Every entry is judged by the roles that its author held where it stands,
so a role that somebody gave to themselves outside the program counts nowhere, and is told by verification.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Literal, assert_never

import msgspec

from sopcheck.cases.authority import Action, may
from sopcheck.cases.people import Enrolled, Person, Position, Step
from sopcheck.cases.register.events import (
    CalendarInstalled,
    DefinitionApproved,
    DefinitionInstalled,
    DefinitionProposed,
    DefinitionWithdrawn,
    DeviceAdded,
    PersonEnrolled,
    PersonRemoved,
    RecoveryForm,
    RecoveryMade,
    RegisterEvent,
    RoleGranted,
    RoleWithdrawn,
)
from sopcheck.checklists.calendar import Calendar, CalendarError, read_calendar
from sopcheck.checklists.definition import ChecklistId, Digest, Version
from sopcheck.checklists.identity import kept_definition
from sopcheck.checklists.problem import DefinitionError
from sopcheck.ledger.entry import EntryHash, PersonId
from sopcheck.ledger.public_keys import written_key

__all__ = [
    "CalendarRow",
    "DefinitionRow",
    "Misfit",
    "Person",
    "Position",
    "Register",
    "RegisterEntry",
    "Ships",
    "fold_register",
    "ships_nothing",
]

_ACTIONS: Mapping[type[RegisterEvent], Action | None] = {
    PersonEnrolled: "enrol people",
    RoleGranted: "enrol people",
    RoleWithdrawn: "enrol people",
    PersonRemoved: "enrol people",
    RecoveryMade: "enrol people",
    # Any enrolled person may bring the own machine.
    DeviceAdded: None,
    DefinitionInstalled: "install",
    CalendarInstalled: "install",
    DefinitionProposed: "propose a version",
    DefinitionApproved: "approve a version",
    DefinitionWithdrawn: "approve a version",
}

Ships = Callable[[RegisterEvent], bool]
DefinitionStatus = Literal["illustrative baseline", "draft", "proposed", "approved", "withdrawn"]


class RegisterEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A register event as this machine has it; `event` is missing where it cannot be read."""

    entry: EntryHash
    by: PersonId
    recorded: datetime
    event: RegisterEvent | None
    why_missing: str = ""
    role: str = ""
    log: str = ""
    seq: int = 0

    @property
    def position(self) -> Position:
        """Where it stands."""
        return Position(self.recorded, self.log, self.seq)


class Misfit(msgspec.Struct, frozen=True):
    """An entry that was set aside, and why; `unentitled` where its author might not write it."""

    entry: EntryHash
    why: str
    unentitled: bool = False


class DefinitionRow(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a checklist as the register has it; `canonical` is its RFC 8785 form.

    `author` wrote it here; what ships with the program has none. The reasons are those of each step.
    """

    checklist: ChecklistId
    version: Version
    digest: Digest
    canonical: str
    yaml: str
    installed: datetime
    status: DefinitionStatus = "illustrative baseline"
    author: PersonId | None = None
    proposed_by: PersonId | None = None
    proposal: str = ""
    approved_by: PersonId | None = None
    approval: str = ""
    effective_from: date | None = None
    review_by: date | None = None
    authority: str = ""
    withdrawn_by: PersonId | None = None
    withdrawal: str = ""


class CalendarRow(msgspec.Struct, frozen=True, kw_only=True):
    """A bank-holiday calendar as the register has it."""

    calendar: Calendar
    digest: str
    installed: datetime


class Register(msgspec.Struct, frozen=True, kw_only=True):
    """What the register book says; made by `fold_register`."""

    enrolled: dict[PersonId, Enrolled]
    definitions: dict[tuple[ChecklistId, Version], DefinitionRow]
    calendars: tuple[CalendarRow, ...]
    set_aside: tuple[Misfit, ...]
    recoveries: dict[PersonId, RecoveryMade] = {}
    ways_back: dict[RecoveryForm, PersonId] = {}

    def person(self, person: PersonId, at: datetime) -> Person | None:
        """Somebody with the roles and rank of that moment; none if never enrolled."""
        known = self.enrolled.get(person)
        return None if known is None else known.at(at)

    def author(self, person: PersonId, position: Position) -> Person | None:
        """Somebody with the roles and rank that an entry at this position was written with."""
        known = self.enrolled.get(person)
        return None if known is None else known.author_of(position)

    def now(self, person: PersonId) -> Person | None:
        """Somebody as the register has them; a clock that was set back takes no role away."""
        known = self.enrolled.get(person)
        return None if known is None else known.now()

    def everybody(self) -> tuple[Person, ...]:
        """Everybody enrolled, as the register has them."""
        return tuple(known.now() for known in self.enrolled.values())

    def people(self, at: datetime) -> tuple[Person, ...]:
        """Everybody enrolled, with the roles and ranks of that moment."""
        return tuple(known.at(at) for known in self.enrolled.values())

    @property
    def founded(self) -> bool:
        """Whether somebody is administrator, so that the rules hold; before that the founder sets up."""
        return any(step.role == "administrator" for known in self.enrolled.values() for step in known.steps)

    def keys(self) -> dict[PersonId, tuple[str, ...]]:
        """The signing keys of everybody, in hex; what was signed with an old key stays good."""
        recovering = {one.recovery: (one.signing_key,) for one in self.recoveries.values()}
        return recovering | {person: known.keys for person, known in self.enrolled.items()}

    def calendar(self) -> CalendarRow | None:
        """The calendar that reaches furthest; of two that reach as far, the one installed last."""
        # From the end, for of two that were installed at one time the later written counts.
        latest = self.calendars[::-1]
        return max(latest, key=lambda row: (row.calendar.until, row.installed), default=None)


class _MisfitError(Exception):
    """What was read does not fit what is there; caught by the fold."""


class _UnentitledError(_MisfitError):
    """Whoever wrote it might not; caught by the fold."""


class _Fold:
    """The register while it is being folded; what stands so far says who may write what comes next.

    `ships` tells what comes with the program: that may be installed by whoever unlocks.
    """

    def __init__(self, ships: Ships) -> None:
        self._ships = ships
        self._founder: PersonId | None = None
        self._founded = False
        self.enrolled: dict[PersonId, Enrolled] = {}
        self.definitions: dict[tuple[ChecklistId, Version], DefinitionRow] = {}
        self.calendars: list[CalendarRow] = []
        self.recoveries: dict[PersonId, RecoveryMade] = {}
        self.ways_back: dict[RecoveryForm, PersonId] = {}

    def apply(self, row: RegisterEntry, event: RegisterEvent) -> None:
        """Take one event."""
        self._require_entitled(row, event)
        match event:
            case PersonEnrolled():
                self._enrol(event)
            case RoleGranted() | RoleWithdrawn():
                self._change_role(row.position, event)
            case PersonRemoved():
                self._remove(row.position, event)
            case RecoveryMade():
                self._add_recovery(event)
            case DeviceAdded():
                # Whoever verifies the checkpoints of another machine needs its key; this program does not.
                _require_key(event.device_key)
            case CalendarInstalled():
                self._install_calendar(row, event)
            case DefinitionInstalled():
                self._install(row, event)
            case DefinitionProposed() | DefinitionApproved() | DefinitionWithdrawn():
                self._change_status(row, event)
            case _:
                assert_never(event)

    def _require_entitled(self, row: RegisterEntry, event: RegisterEvent) -> None:
        # Somebody has to be first: until there is an administrator, whoever began the register sets it up.
        self._founder = self._founder or row.by
        if not self._founded and row.by == self._founder:
            return
        if self._recovers(row, event):
            return
        author = self.enrolled.get(row.by)
        if author is None:
            raise _UnentitledError("Its author was not enrolled when it was written.")
        action = _ACTIONS[type(event)]
        # At this position and not by the clock: what stands so far is what came before on every machine.
        if action is None or may(author.now(), action) or self._is_shipped(row, event):
            return
        raise _UnentitledError(f"Its author had no role in which to {action}.")

    def _is_shipped(self, row: RegisterEntry, event: RegisterEvent) -> bool:
        """Tell whether the program itself brought it, with whoever unlocked first after an update."""
        installs = isinstance(event, DefinitionInstalled | CalendarInstalled)
        return installs and row.role == "program" and self._ships(event)

    def _recovers(self, row: RegisterEntry, event: RegisterEvent) -> bool:
        """Tell whether a way back that is in force gives somebody enrolled a new key, and nothing else."""
        if row.by not in self.ways_back.values() or not isinstance(event, PersonEnrolled):
            return False
        known = self.enrolled.get(event.person)
        return known is not None and (known.name, known.number) == (event.name, event.number)

    def _enrol(self, event: PersonEnrolled) -> None:
        _require_key(event.signing_key)
        # Or what one person signs would count as the other's.
        if any(event.signing_key in one.keys for one in self.enrolled.values() if one.person != event.person):
            raise _MisfitError("Somebody else is enrolled under this signing key.")
        old = self.enrolled.get(event.person)
        # A person enrolled anew (a lost key, a new name) keeps the old keys, or what they signed would fail.
        keys = old.keys if old else ()
        self.enrolled[event.person] = Enrolled(
            event.person,
            event.name,
            event.number,
            event.label,
            tuple(dict.fromkeys((*keys, event.signing_key))),
            old.steps if old else (),
        )

    def _change_role(self, position: Position, event: RoleGranted | RoleWithdrawn) -> None:
        if isinstance(event, RoleWithdrawn):
            self._step(event.person, Step(position, event.role, False, None))
            return
        self._step(event.person, Step(position, event.role, True, event.rank))
        self._founded = self._founded or event.role == "administrator"

    def _step(self, person: PersonId, step: Step) -> None:
        known = self.enrolled.get(person)
        if known is None:
            raise _MisfitError("The person is not enrolled here yet.")
        self.enrolled[person] = known.with_step(step)

    def _remove(self, position: Position, event: PersonRemoved) -> None:
        known = self.enrolled.get(event.person)
        if known is None:
            raise _MisfitError("The person is not enrolled here yet.")
        for role in known.now().roles:
            self._step(event.person, Step(position, role, False, None))

    def _add_recovery(self, event: RecoveryMade) -> None:
        _require_key(event.signing_key)
        # Or whoever holds the sheet could sign as a person.
        if event.recovery in self.enrolled or event.recovery in self.recoveries:
            raise _MisfitError("Somebody is here under the name of this way back.")
        self.recoveries[event.recovery] = event
        self.ways_back[event.form] = event.recovery

    def _install_calendar(self, row: RegisterEntry, event: CalendarInstalled) -> None:
        # A calendar that cannot be read would count as the furthest, and no case could be opened with it.
        try:
            calendar = read_calendar(event.canonical.encode())
        except CalendarError:
            raise _MisfitError("The calendar that it installs cannot be read.") from None
        if calendar.digest != event.digest:
            raise _MisfitError("The calendar that it installs is not the one that it names.")
        self.calendars.append(CalendarRow(calendar=calendar, digest=event.digest, installed=row.recorded))

    def _install(self, row: RegisterEntry, event: DefinitionInstalled) -> None:
        _require_kept(event)
        old = self.definitions.get((event.checklist, event.version))
        if old is None:
            ships = row.role == "program" or self._ships(event)
            self.definitions[event.checklist, event.version] = DefinitionRow(
                checklist=event.checklist,
                version=event.version,
                digest=event.digest,
                canonical=event.canonical,
                yaml=event.yaml,
                installed=row.recorded,
                status="illustrative baseline" if ships else "draft",
                author=None if ships else row.by,
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
        self.definitions[event.checklist, event.version] = _with_status(old, event, row)


def _require_kept(event: DefinitionInstalled) -> None:
    # One that cannot be read would keep everybody out of the vault, for each unlocking reads them all.
    try:
        digest, found = kept_definition(event.canonical)
    except DefinitionError:
        raise _MisfitError("The checklist that it installs cannot be read.") from None
    if (found.checklist, found.version, digest) != (event.checklist, event.version, event.digest):
        raise _MisfitError("The checklist that it installs is not the one that it names.")


def _require_key(key: str) -> None:
    if written_key(key) is None:
        raise _MisfitError("Its key proves nothing about who holds it.")


def _with_status(
    old: DefinitionRow,
    event: DefinitionProposed | DefinitionApproved | DefinitionWithdrawn,
    row: RegisterEntry,
) -> DefinitionRow:
    """Give the next step of a version; checked again, for the entry may come from a machine that did not."""
    if isinstance(event, DefinitionProposed):
        if old.status not in ("draft", "illustrative baseline"):
            raise _MisfitError("The version was put forward already.")
        return msgspec.structs.replace(old, status="proposed", proposed_by=row.by, proposal=event.note)
    if isinstance(event, DefinitionWithdrawn):
        if old.status == "withdrawn":
            raise _MisfitError("The version was withdrawn already.")
        return msgspec.structs.replace(old, status="withdrawn", withdrawn_by=row.by, withdrawal=event.reason)
    if old.status != "proposed" or row.by in (old.proposed_by, old.author):
        raise _MisfitError("The approval is not by a second person after a proposal.")
    if event.effective_from < row.recorded.date():
        raise _MisfitError("The approval is from a day that was past.")
    return msgspec.structs.replace(
        old,
        status="approved",
        approved_by=row.by,
        approval=event.reason,
        effective_from=event.effective_from,
        review_by=event.review_by,
        authority=event.authority,
    )


def ships_nothing(_event: RegisterEvent) -> bool:
    """A program that brings nothing along."""
    return False


def fold_register(entries: Iterable[RegisterEntry], *, ships: Ships = ships_nothing) -> Register:
    """Fold the entries of the register book, in their order; what does not fit is set aside.

    So is what its author might not write: each entry is judged by the roles held where it stands.
    """
    fold = _Fold(ships)
    set_aside: list[Misfit] = []
    for row in entries:
        if row.event is None:
            set_aside.append(Misfit(row.entry, row.why_missing))
            continue
        try:
            fold.apply(row, row.event)
        except _MisfitError as misfit:
            unentitled = isinstance(misfit, _UnentitledError)
            set_aside.append(Misfit(row.entry, str(misfit), unentitled))
    return Register(
        enrolled=fold.enrolled,
        definitions=fold.definitions,
        calendars=tuple(fold.calendars),
        set_aside=tuple(set_aside),
        recoveries=fold.recoveries,
        ways_back=fold.ways_back,
    )
