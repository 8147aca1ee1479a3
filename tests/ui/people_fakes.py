"""The people of a vault that is none: added to a tuple, and what is done to them noted."""

from collections.abc import Callable

from sopcheck.cases.register.events import Role
from sopcheck.cases.register.register import Person
from sopcheck.checklists.definition import Rank
from sopcheck.errors import SopcheckError
from sopcheck.ledger.entry import PersonId
from sopcheck.services.enrolment import People
from sopcheck.services.people import NewPerson


class FakePeople(People):
    """Adds people to a tuple."""

    def __init__(self, people: tuple[Person, ...]) -> None:
        self.known = people
        self.removed: list[tuple[PersonId, str]] = []
        self.given: list[tuple[PersonId, tuple[Role, ...], Rank | None, str]] = []
        self.changed: list[tuple[str, str]] = []
        self.refusal: SopcheckError | None = None

    def all(self) -> tuple[Person, ...]:
        return self.known

    def who_can_unlock(self) -> tuple[Person, ...]:
        return self.known

    def add(self, new: NewPerson, passphrase: str) -> Person:
        if self.refusal is not None:
            raise self.refusal
        person = Person(
            person=PersonId(new.number), name=new.name, number=new.number, rank=new.rank, roles=new.roles
        )
        self.known = (*self.known, person)
        return person

    def remove(self, person: PersonId, why: str, progress: Callable[[int, int], None] | None = None) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.removed.append((person, why))

    def change_roles(self, person: PersonId, roles: tuple[Role, ...], rank: Rank | None, why: str) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.given.append((person, tuple(roles), rank, why))

    def change_passphrase(self, old: str, new: str) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.changed.append((old, new))
