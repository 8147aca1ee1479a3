"""Enrolling people: the first of a vault and all who follow, their roles, their passphrases."""

from collections.abc import Callable
from contextlib import ExitStack

import msgspec

from sopcheck.cases.access_events import PassphraseChanged, VaultKeyChanged
from sopcheck.cases.authority import Action
from sopcheck.cases.events import When
from sopcheck.cases.register import decisions
from sopcheck.cases.register.events import PersonEnrolled, Role, RoleGranted
from sopcheck.cases.register.register import Person, Register
from sopcheck.cases.texts import line
from sopcheck.checklists.definition import Rank
from sopcheck.errors import RefusedError, UnavailableError
from sopcheck.ledger.entry import PersonId
from sopcheck.progress import Progress
from sopcheck.services.opened import Opened
from sopcheck.services.people import NewPerson
from sopcheck.services.scribe import NotNotedError

# A slot is made only for somebody who may be enrolled, and the key comes with the slot.
_KEY_TO_COME = "0f" * 32
_ACTION: Action = "enrol people"
_CHANGED_UNNOTED = (
    "Your new passphrase is in force. Only the note of the change could not be saved; "
    "see that the disk has room."
)


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
    register: Register, person: PersonId, new: NewPerson, *, by: Person, key: str, at: When
) -> tuple[PersonEnrolled | RoleGranted, ...]:
    """Decide to enrol a person and give the roles asked for.

    Raises:
        RefusedError: you are no administrator, or somebody has that collar number or key.
    """
    enrolment = decisions.enrol(
        register,
        by=by,
        person=person,
        name=new.name,
        number=new.number,
        signing_key=key,
        at=at,
        label=new.label,
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

    def keys(self, person: PersonId) -> tuple[str, ...]:
        """The public keys that somebody signs or signed with, in hex: what a print is compared with."""
        return self._register.register.keys().get(person, ())

    def who_can_unlock(self) -> tuple[Person, ...]:
        """Everybody who has a way in; who was removed is in the record only."""
        inside = {slot.person for slot in self._vault.slots.people()}
        return tuple(person for person in self.all() if person.person in inside)

    def add(self, new: NewPerson, passphrase: str) -> Person:
        """Enrol a person with a slot of their own; the passphrase is theirs to type.

        Raises:
            RefusedError: you are no administrator, the number is taken, or the passphrase is too weak.
            UnavailableError: it could not be saved; nobody was added.
        """
        checked = checked_person(new)
        person = PersonId(self._new_id())
        with self._scribe.noting_refusals(_ACTION):
            enrolment, *roles = enrolled(
                self._register.register,
                person,
                checked,
                by=self._register.me,
                key=_KEY_TO_COME,
                at=self._register.at(),
            )
        # Only now that enrolling was not refused: making a slot takes seconds and touches the key file.
        self._drop_unenrolled()
        with ExitStack() as undoing:
            key = self._vault.slots.add(person=person, label=checked.label, passphrase=passphrase)
            # A slot without its person would open the vault for somebody whom the register does not know.
            undoing.callback(self._vault.slots.remove, person)
            signed_with = msgspec.structs.replace(enrolment, signing_key=key.hex())
            self._register.write((signed_with, *roles), role="administrator")
            undoing.pop_all()
        return self._register.people[person]

    def _drop_unenrolled(self) -> None:
        """Mend what a kill between making a slot and enrolling its person left behind."""
        enrolled_here = self._register.people
        for slot in self._vault.slots.people():
            if slot.person not in enrolled_here:
                self._vault.slots.remove(slot.person)

    def grant(self, person: PersonId, role: Role, rank: Rank | None) -> None:
        """Give a person a role, with the person's rank (none for police staff)."""
        with self._scribe.noting_refusals(_ACTION):
            event = decisions.grant(
                self._register.register,
                by=self._register.me,
                person=person,
                role=role,
                rank=rank,
                at=self._register.at(),
            )
        self._register.write((event,), role="administrator")

    def withdraw(self, person: PersonId, role: Role, why: str) -> None:
        """Take a role from a person, with the reason.

        Raises:
            RefusedError: you are no administrator, or it is the last administrator's role.
        """
        with self._scribe.noting_refusals(_ACTION):
            event = decisions.withdraw_role(
                self._register.register,
                by=self._register.me,
                person=person,
                role=role,
                reason=why,
                at=self._register.at(),
                now=self._scribe.now(),
            )
        self._register.write((event,), role="administrator")

    def change_roles(self, person: PersonId, roles: tuple[Role, ...], rank: Rank | None, why: str) -> None:
        """Let a person have exactly these roles, and this rank; all of it is saved or nothing.

        Raises:
            RefusedError: you are no administrator, it is the last administrator's role, a role is taken
                without a reason, or nothing would change.
        """
        register, known = self._register, self._register.people[person]
        kept = [role for role in known.roles if role in roles]
        given = [role for role in roles if role not in known.roles]
        if rank != known.rank and not given:
            # The rank comes with a role, so one is given again.
            given = kept[:1]
        with self._scribe.noting_refusals(_ACTION):
            by, at, state = register.me, register.at(), register.register
            grants = [
                decisions.grant(state, by=by, person=person, role=role, rank=rank, at=at) for role in given
            ]
            taken = [
                decisions.withdraw_role(
                    state, by=by, person=person, role=role, reason=why, at=at, now=self._scribe.now()
                )
                # Whoever gives up their own administration does it last, for the rest is done with it.
                for role in sorted(known.roles, key=lambda role: role == "administrator")
                if role not in kept
            ]
        if not grants and not taken:
            raise RefusedError("Nothing would change. Tick a role or take one, or choose another rank.")
        register.write((*grants, *taken), role="administrator")

    def remove(self, person: PersonId, why: str, progress: Progress | None = None) -> None:
        """Remove a person and change the vault's key, so that nothing of what they had opens it any more.

        The vault is closed then. What was copied before, such as backups, still opens with the old key.

        Raises:
            RefusedError: you are no administrator, it is yourself, or somebody who stays has an old slot.
            UnavailableError: it could not be saved; the sentence says whether the person is removed.
        """
        register = self._register
        with self._scribe.noting_refusals(_ACTION):
            event = decisions.remove_person(
                register.register,
                by=register.me,
                person=person,
                reason=why,
                at=register.at(),
                now=self._scribe.now(),
            )
        known = register.signing_keys()
        # Before anything is written: half a removal would be worse than none.
        self._vault.rekeying.require_possible(known, without=person)
        register.write((event,), role="administrator")
        self._vault.slots.remove(person)
        self._change_key(known, progress)

    def change_key(self, progress: Progress | None = None) -> None:
        """Change the vault's key without removing anybody, as after a loss; the vault is closed then.

        Raises:
            RefusedError: you are no administrator, or somebody has an old slot.
            UnavailableError: it could not be saved; nothing changed.
        """
        with self._scribe.noting_refusals(_ACTION):
            decisions.require_enroller(self._register.register, by=self._register.me)
        self._change_key(self._register.signing_keys(), progress)

    def _change_key(self, known: dict[PersonId, list[bytes]], progress: Progress | None) -> None:
        self._vault.rekeying.require_possible(known, without=None)
        # Written into what is about to be copied: once the key is changed the vault is closed.
        self._scribe.note_access(VaultKeyChanged(at=self._register.at()))
        self._vault.rekeying.change(known, progress=progress)
        self._vault.close()

    def change_passphrase(self, old: str, new: str) -> None:
        """Give your own slot another passphrase.

        Raises:
            RefusedError: the old one is wrong, or the new one too weak.
            UnavailableError: it could not be saved, or could not be noted; the sentence says which holds.
        """
        self._vault.slots.change_passphrase(old=old, new=new)
        try:
            self._scribe.note_access(PassphraseChanged(at=self._register.at(), person=self._vault.person))
        except NotNotedError as error:
            raise UnavailableError(_CHANGED_UNNOTED) from error
