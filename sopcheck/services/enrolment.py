"""Enrolling people: the first of a vault and all who follow, their roles, their passphrases."""

from collections.abc import Callable

from sopcheck.cases.access_events import PassphraseChanged
from sopcheck.cases.authority import require
from sopcheck.cases.events import When
from sopcheck.cases.register import Person
from sopcheck.cases.register_events import PersonEnrolled, Role, RoleGranted, RoleWithdrawn
from sopcheck.cases.texts import line, reason
from sopcheck.checklists.definition import Rank
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import PersonId
from sopcheck.services.opened import Opened
from sopcheck.services.people import NewPerson


def checked_person(new: NewPerson) -> NewPerson:
    """The person as they will be enrolled: lines checked, the label filled from the collar number.

    Raises:
        RefusedError: the name or the number is missing or unfit.
    """
    return NewPerson(
        name=line(new.name, what="name", required=True),
        number=line(new.number, what="collar number", required=True),
        label=line(new.label or new.number, what="label"),
        rank=new.rank,
        roles=new.roles,
    )


def enrolled(
    person: PersonId, new: NewPerson, key: bytes, at: When
) -> tuple[PersonEnrolled | RoleGranted, ...]:
    """The events that enrol a person and give the roles asked for."""
    enrolment = PersonEnrolled(
        at=at, person=person, name=new.name, number=new.number, signing_key=key.hex(), label=new.label
    )
    granted = (RoleGranted(at=at, person=person, role=role, rank=new.rank) for role in new.roles)
    return (enrolment, *granted)


class People:
    """The people of an open vault: who they are, adding one, giving and taking roles."""

    def __init__(self, opened: Opened, new_id: Callable[[], str]) -> None:
        self._vault = opened.vault
        self._scribe = opened.scribe
        self._register = opened.register
        self._new_id = new_id

    def all(self) -> tuple[Person, ...]:
        """Everybody, with the roles of this moment."""
        return tuple(self._register.people.values())

    def add(self, new: NewPerson, passphrase: str) -> Person:
        """Enrol a person with a slot of their own; the passphrase is theirs to type.

        Raises:
            RefusedError: you are no administrator, or the passphrase is too weak.
        """
        self._require_administrator()
        checked = checked_person(new)
        person = PersonId(self._new_id())
        key = self._vault.slots.add(person=person, label=checked.label, passphrase=passphrase)
        self._register.write(enrolled(person, checked, key, self._register.at()), role="administrator")
        return self._register.people[person]

    def grant(self, person: PersonId, role: Role, rank: Rank | None) -> None:
        """Give a person a role, with the person's rank (none for police staff)."""
        self._require_administrator()
        event = RoleGranted(at=self._register.at(), person=person, role=role, rank=rank)
        self._register.write((event,), role="administrator")

    def withdraw(self, person: PersonId, role: Role, why: str) -> None:
        """Take a role from a person, with the reason.

        Raises:
            RefusedError: you are no administrator, or it is the last administrator's role.
        """
        self._require_administrator()
        checked = reason(why, required=True)
        holders = [known for known in self.all() if "administrator" in known.roles]
        if role == "administrator" and [known.person for known in holders] == [person]:
            raise RefusedError("A vault needs an administrator. Give the role to somebody else first.")
        event = RoleWithdrawn(at=self._register.at(), person=person, role=role, reason=checked)
        self._register.write((event,), role="administrator")

    def change_passphrase(self, old: str, new: str) -> None:
        """Give your own slot another passphrase."""
        self._vault.slots.change_passphrase(old=old, new=new)
        self._scribe.note_access(PassphraseChanged(at=self._register.at(), person=self._vault.person))

    def _require_administrator(self) -> None:
        require(self._register.me, "enrol people")
