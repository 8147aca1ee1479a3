"""People as the register knows them: who somebody is, and which roles and rank they had at which place.

A role is judged at an entry's position in the ledger and not by the clock alone: on one chain the numbers say
what came first, whatever the clock was set to; between chains the earlier of recorded and received decides.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from sopcheck.cases.register.events import Role
from sopcheck.checklists.definition import Rank
from sopcheck.ledger.entry import PersonId


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may act: who it is, the rank (none for police staff) and the roles held."""

    person: PersonId
    name: str
    number: str = ""
    rank: Rank | None = None
    roles: tuple[Role, ...] = ()
    label: str = ""


class Position(msgspec.Struct, frozen=True):
    """Where an entry stands: from when it counts, and its chain and number there (none in rehearsals)."""

    at: datetime
    log: str = ""
    seq: int = 0

    def precedes(self, other: "Position") -> bool:
        """Tell whether this stands before the other: by number on one chain, else by time."""
        if self.log and self.log == other.log:
            return self.seq < other.seq
        return self.at <= other.at


class Step(msgspec.Struct, frozen=True):
    """A role that was granted or withdrawn, with the rank of who was granted it."""

    position: Position
    role: Role
    held: bool
    rank: Rank | None


class Enrolled(msgspec.Struct, frozen=True):
    """Somebody enrolled, with all signing keys so far and every change of roles, in their order."""

    person: PersonId
    name: str
    number: str
    label: str
    keys: tuple[str, ...]
    steps: tuple[Step, ...] = ()

    def at(self, moment: datetime) -> Person:
        """The person with the roles and rank of a moment."""
        return self._after(step for step in self.steps if step.position.at <= moment)

    def author_of(self, position: Position) -> Person:
        """The person with the roles and rank that an entry at this position was written with."""
        return self._after(step for step in self.steps if step.position.precedes(position))

    def now(self) -> Person:
        """The person with all that was ever granted and not withdrawn; no clock is asked."""
        return self._after(self.steps)

    def with_step(self, step: Step) -> "Enrolled":
        """The same person after one change more."""
        return msgspec.structs.replace(self, steps=(*self.steps, step))

    def _after(self, steps: Iterable[Step]) -> Person:
        roles: dict[Role, None] = {}
        rank: Rank | None = None
        for step in steps:
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
