"""Folding the register book; total: what does not fit is set aside with its reason and shown, never raised.

Every entry is judged where it stands: by the roles that its author held there, so a role that somebody gave
to themselves outside the program counts nowhere; by the keys that its author had there, so a forged
enrolment cannot vouch for itself; and a register begins once. Verification tells what is set aside for that.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import assert_never

import msgspec

from sopcheck.cases.authority import Action, may
from sopcheck.cases.people import Enrolled, Position, Step
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
from sopcheck.cases.register.register import CalendarRow, DefinitionRow, Misfit, Register, RegisterEntry
from sopcheck.checklists.calendar import CalendarError, read_calendar
from sopcheck.checklists.definition import ChecklistId, Version
from sopcheck.checklists.identity import kept_definition
from sopcheck.checklists.problem import DefinitionError
from sopcheck.ledger.entry import EntryHash, PersonId
from sopcheck.ledger.public_keys import written_key

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
Signed = Callable[[EntryHash, Collection[str]], bool]
"""Tells whether an entry was signed under one of these keys, in hex."""


class _MisfitError(Exception):
    """What was read does not fit what is there; caught by the fold."""


class _UnentitledError(_MisfitError):
    """Whoever wrote it might not; caught by the fold."""


class _Fold:
    """The register while it is being folded; what stands so far says who may write what comes next.

    `ships` tells what comes with the program: that may be installed by whoever unlocks.
    """

    def __init__(self, ships: Ships, signed: Signed, first: RegisterEntry | None) -> None:
        self._ships = ships
        self._signed = signed
        self._first = first
        self._founded = False
        self.enrolled: dict[PersonId, Enrolled] = {}
        self.definitions: dict[tuple[ChecklistId, Version], DefinitionRow] = {}
        self.calendars: list[CalendarRow] = []
        self.recoveries: dict[PersonId, RecoveryMade] = {}
        self.ways_back: dict[RecoveryForm, PersonId] = {}

    def apply(self, row: RegisterEntry, event: RegisterEvent) -> None:
        """Take one event."""
        self._require_signed(row, event)
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

    def _require_signed(self, row: RegisterEntry, event: RegisterEvent) -> None:
        # With the keys of this place: a key that a forged entry brings must not vouch for that entry.
        keys = self._keys_of(row.by)
        # The founder brings the first key of all.
        if not keys and isinstance(event, PersonEnrolled) and event.person == row.by:
            keys = (event.signing_key,)
        if keys and not self._signed(row.entry, keys):
            raise _UnentitledError("It was not signed with a key that its author had when it was written.")

    def _keys_of(self, author: PersonId) -> tuple[str, ...]:
        known, recovering = self.enrolled.get(author), self.recoveries.get(author)
        if known is not None:
            return known.keys
        return () if recovering is None else (recovering.signing_key,)

    def _require_entitled(self, row: RegisterEntry, event: RegisterEvent) -> None:
        first = self._first
        if row.begins and first is not None and row.entry != first.entry:
            raise _UnentitledError("The register had begun already, and this does not follow from it.")
        if self._sets_up(row) or self._recovers(row, event):
            return
        author = self.enrolled.get(row.by)
        if author is None:
            raise _UnentitledError("Its author was not enrolled when it was written.")
        action = _ACTIONS[type(event)]
        # At this position and not by the clock: what stands so far is what came before on every machine.
        if action is None or may(author.now(), action) or _is_shipped(row, event, self._ships):
            return
        raise _UnentitledError(f"Its author had no role in which to {action}.")

    def _sets_up(self, row: RegisterEntry) -> bool:
        """Tell whether somebody who has to be first acts: who began the register, till there is a role."""
        return not self._founded and self._first is not None and row.by == self._first.by

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


def fold_register(
    entries: Iterable[RegisterEntry],
    *,
    signed: Signed,
    ships: Ships = ships_nothing,
    own: str = "",
) -> Register:
    """Fold the entries of the register book, in their order; what does not fit is set aside.

    So is what its author might not write: each entry is judged by the roles held where it stands. `own` is
    the chain that this device writes on: of two beginnings the one on it counts, or anybody with the vault's
    key could put one before all others by a clock that was set back.
    """
    rows = tuple(entries)
    fold = _Fold(ships, signed, _first_of(rows, own))
    set_aside: list[Misfit] = []
    for row in rows:
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


def _is_shipped(row: RegisterEntry, event: RegisterEvent, ships: Ships) -> bool:
    """Tell whether the program itself brought it, with whoever unlocked first after an update."""
    installs = isinstance(event, DefinitionInstalled | CalendarInstalled)
    return installs and row.role == "program" and ships(event)


def _first_of(rows: tuple[RegisterEntry, ...], own: str) -> RegisterEntry | None:
    beginnings = [row for row in rows if row.begins] or list(rows[:1])
    return min(beginnings, key=lambda row: row.log != own, default=None)
