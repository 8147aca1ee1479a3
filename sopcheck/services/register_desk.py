"""The register of an open vault: who there is, which definitions and calendars are installed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date

from sopcheck.cases import lifecycle
from sopcheck.cases.authority import Action
from sopcheck.cases.definitions import Definitions
from sopcheck.cases.entitlement import Entitlement
from sopcheck.cases.events import CaseEvent, Event, When
from sopcheck.cases.people import Person, Position
from sopcheck.cases.register.events import DefinitionInstalled
from sopcheck.cases.register.fold import Ships, fold_register, ships_nothing
from sopcheck.cases.register.register import DefinitionRow, Register
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.definition import Checklist, ChecklistId, Version
from sopcheck.checklists.identity import canonical_form, kept_definition
from sopcheck.checklists.local_time import LONDON, day_of
from sopcheck.checklists.packs import PackSource
from sopcheck.checklists.reader import read
from sopcheck.crypto.signing import KnownSigners, verify
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import REGISTER, SIGNED_FOR, ChainId, Entry, EntryHash, PersonId, Stored
from sopcheck.ledger.public_keys import written_key
from sopcheck.services.scribe import Scribe

_NO_CHAIN = ChainId("")
FORGED = "It was not signed by the person it names."
_NOT_HERE = "This vault does not have that checklist version. Look at the list of checklists."


class NotEnrolledError(RefusedError):
    """The person who unlocked the vault is not in its register."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("You are not enrolled in this vault. Ask an administrator of the vault to add you.")


class RegisterDesk:
    """Reads the register once and again after each change; gives people, definitions and the calendar."""

    def __init__(
        self, scribe: Scribe, me: PersonId, ships: Ships = ships_nothing, *, own: ChainId = _NO_CHAIN
    ) -> None:
        """Read for this person; `own` is the chain of this device."""
        self._scribe = scribe
        self._me = me
        self._ships = ships
        self._own = own
        self._signatures: dict[EntryHash, Entry] = {}
        self._good: set[EntryHash] = set()
        self.reload()

    def reload(self) -> None:
        """Read the register book again."""
        read = self._scribe.read_register()
        self._signatures = {stored.hash: stored.entry for stored, _ in read}
        self.register: Register = fold_register(
            (row for _, row in read), ships=self._ships, signed=self._is_signed, own=self._own
        )
        self._signers = KnownSigners(self.signing_keys())
        rows = self.register.definitions.values()
        today = self.today()
        # A review runs the newest checklist of its kind, which must not be somebody's draft.
        apart = frozenset(row.digest for row in rows if not lifecycle.is_begun(row, today))
        self._definitions = Definitions(dict(kept_definition(row.canonical) for row in rows), apart=apart)
        to_come = (row.effective_from for row in rows if row.status == "approved")
        self._next_begins = min((day for day in to_come if day is not None and day > today), default=None)
        self._entitlement = Entitlement(self._definitions)
        newest = self.register.calendar()
        self._calendar = None if newest is None else newest.calendar

    def _is_signed(self, entry: EntryHash, keys: Collection[str]) -> bool:
        # Keys are only ever added to a person, so what was good once is so with each reading.
        if entry not in self._good:
            found = self._signatures[entry]
            message = SIGNED_FOR + found.header_bytes
            written = filter(None, map(written_key, keys))
            if not any(verify(key, message, found.signature) for key in written):
                return False
            self._good.add(entry)
        return True

    @property
    def definitions(self) -> Definitions:
        """The checklist versions of this vault; made anew when a day brings one into force."""
        if self._next_begins is not None and self.today() >= self._next_begins:
            self.reload()
        return self._definitions

    def row(self, checklist: ChecklistId, version: Version) -> DefinitionRow:
        """Where a checklist version stands in the register.

        Raises:
            RefusedError: this vault does not have it.
        """
        found = self.register.definitions.get((checklist, version))
        if found is None:
            raise RefusedError(_NOT_HERE)
        return found

    def definition(self, checklist: ChecklistId, version: Version) -> Checklist:
        """A checklist version as a value; raises as `row` does."""
        found = self.definitions.find(checklist, version)
        if found is None:
            raise RefusedError(_NOT_HERE)
        return found

    def today(self) -> date:
        """The day that it is where the force is."""
        return day_of(self._scribe.now(), LONDON)

    def write(self, events: Sequence[Event], *, role: str) -> None:
        """Append register events and read the register again."""
        self._scribe.write(REGISTER, events, role=role)
        # Made anew and not mended, so that whoever kept the old definitions notices by their identity.
        self.reload()

    def noting_refusals(self, action: Action) -> AbstractContextManager[None]:
        """Note in the access book what the rules refuse in the block."""
        return self._scribe.noting_refusals(action)

    @property
    def me(self) -> Person:
        """Who works here now, with all roles held; a clock that was set back takes none away.

        Raises:
            NotEnrolledError: the register does not know the person.
        """
        person = self.register.now(self._me)
        if person is None:
            raise NotEnrolledError
        return person

    @property
    def people(self) -> dict[PersonId, Person]:
        """Everybody enrolled, with all roles held."""
        return {person.person: person for person in self.register.everybody()}

    def signing_keys(self) -> dict[PersonId, list[bytes]]:
        """The signing keys of everybody and of every way back, to verify with."""
        keys = self.register.keys()
        return {person: [bytes.fromhex(key) for key in held] for person, held in keys.items()}

    def judge(self, stored: Stored, event: CaseEvent, before: Mapping[EntryHash, CaseEvent]) -> str:
        """Say why an entry of a case does not count: forged, or by who its author was there; else nothing."""
        if not self._signers.accepts(
            stored.by, SIGNED_FOR + stored.entry.header_bytes, stored.entry.signature
        ):
            return FORGED
        position = Position(min(stored.recorded, stored.received), stored.header.log, stored.header.seq)
        return self._entitlement.why_not(
            event,
            by=stored.by,
            role=stored.role,
            known=lambda person: self.register.author(person, position),
            before=before,
        )

    @property
    def calendar(self) -> Calendar:
        """The bank-holiday calendar that counts.

        Raises:
            RefusedError: none is installed.
        """
        if self._calendar is None:
            raise RefusedError(
                "This vault has no bank-holiday calendar. Ask an administrator to install one."
            )
        return self._calendar

    def missing(self, packs: Iterable[PackSource]) -> tuple[DefinitionInstalled, ...]:
        """The events that install those of the shipped packs that are not here yet."""
        known = self.register.definitions
        # By name and version alone: of two contents under one name the fold sets the later aside.
        new = (pack for pack in packs if (pack.id, pack.version) not in known)
        return tuple(installed(pack.yaml, pack.file, self.at()) for pack in new)

    def at(self) -> When:
        """The present moment as an event has it."""
        return When(self._scribe.now())


def installed(yaml: bytes, name: str, at: When) -> DefinitionInstalled:
    """The event that installs a definition: its canonical form, and the author's text beside it.

    Raises:
        DefinitionError: the text is no definition.
    """
    found = read(yaml, name=name)
    return DefinitionInstalled(
        at=at,
        checklist=found.checklist.checklist,
        version=found.checklist.version,
        digest=found.digest,
        canonical=canonical_form(found.checklist).decode(),
        yaml=found.text,
    )
