"""People as users see them: who they are, what they may be, and how they come to use the vault."""

from collections.abc import Mapping
from dataclasses import dataclass

from sopcheck.cases.register.events import Role
from sopcheck.cases.register.register import Person
from sopcheck.checklists.definition import Rank
from sopcheck.ledger.entry import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """Somebody to be enrolled; `label` is what the unlock list shows, the collar number by default."""

    name: str
    number: str
    label: str = ""
    rank: Rank | None = None
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """What may be said of a passphrase: a score from 0 to 4, words for it, and whether it will do."""

    score: int
    words: str
    good_enough: bool


def name_of(people: Mapping[PersonId, Person], person: PersonId | None) -> str:
    """The name of a person; somebody who is not known here is said to be so."""
    if person is None:
        return "nobody"
    known = people.get(person)
    return known.name if known else "a person not known here"
