"""The register as it stands: people with their roles and ranks, definitions with their status, calendars.

`sopcheck.cases.register.fold` makes it of the entries of its book.
"""

from datetime import date, datetime
from typing import Literal

import msgspec

from sopcheck.cases.people import Enrolled, Person, Position
from sopcheck.cases.register.events import (
    RecoveryForm,
    RecoveryMade,
    RegisterEvent,
)
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.definition import ChecklistId, Digest, Version
from sopcheck.ledger.entry import EntryHash, PersonId

__all__ = ["CalendarRow", "DefinitionRow", "Misfit", "Person", "Position", "Register", "RegisterEntry"]

DefinitionStatus = Literal["illustrative baseline", "draft", "proposed", "approved", "withdrawn"]


class RegisterEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A register event as this machine has it; `event` is missing where it cannot be read.

    `begins` where it knows of no entry before it, as the first of a register does and no other.
    """

    entry: EntryHash
    by: PersonId
    recorded: datetime
    event: RegisterEvent | None
    why_missing: str = ""
    role: str = ""
    log: str = ""
    seq: int = 0
    begins: bool = False

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
