"""Getting in: who can unlock the vault, making one, unlocking it.

Imported before the unlock page is painted, so what is needed only afterwards is imported there.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from sopcheck.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sopcheck.ledger.entry import PersonId
    from sopcheck.services.desk import Desk
    from sopcheck.services.people import NewPerson, Strength
    from sopcheck.services.ports import Clock, KeyLabel, Vault, VaultFolder


class Access:
    """What may be done while the vault is locked, and the way in.

    `furnish` makes the desk of an open vault; it is given the first person where the vault is new.
    """

    def __init__(
        self,
        folder: VaultFolder,
        *,
        clock: Clock,
        new_id: Callable[[], str],
        furnish: Callable[[Vault, NewPerson | None, str], Desk],
        meter: Callable[[str], Strength],
    ) -> None:
        self._folder = folder
        self._clock = clock
        self._new_id = new_id
        self._furnish = furnish
        self._meter = meter

    def exists(self) -> bool:
        """Whether there is a vault in the folder."""
        return self._folder.exists()

    def people(self) -> tuple[KeyLabel, ...]:
        """Who can unlock the vault; readable while it is locked."""
        return tuple(self._folder.labels())

    def keyring_note(self) -> str:
        """Empty, or the sentence that says what it means that this account has no keyring."""
        return self._folder.keyring_note()

    def strength(self, passphrase: str) -> Strength:
        """How strong a passphrase is, in words."""
        return self._meter(passphrase)

    def create(self, founder: NewPerson, passphrase: str) -> Desk:
        """Create the vault: its first person, this device, the shipped checklists and the calendar.

        Raises:
            RefusedError: the passphrase is too weak, or a name is missing.
            UnavailableError: the folder cannot be written; there is no vault then.
        """
        from sopcheck.services.enrolment import checked_person

        checked = checked_person(founder)
        person = self._new_person()
        return self._folder.create(
            person=person,
            label=checked.label,
            passphrase=passphrase,
            begin=lambda vault: self._furnish(vault, checked, checked.label),
        )

    def unlock(self, person: PersonId, passphrase: str) -> Desk:
        """Open the vault and note in its access book that it was opened, and what failed before.

        Raises:
            RefusedError: the passphrase does not open the slot of that person.
            UnavailableError: the vault is in use, missing, or its keyring is locked.
            DamagedError: the vault or its key file is damaged.
        """
        slot = next((label for label in self.people() if label.person == person), None)
        if slot is None:
            raise RefusedError("There is no such person in this vault. Choose one of the list.")
        vault = self._folder.unlock(slot=slot.id, passphrase=passphrase, now=self._clock.now())
        with ExitStack() as undoing:
            # A vault that was opened for nobody would keep everybody out.
            undoing.callback(vault.close)
            desk = self._furnish(vault, None, slot.label)
            undoing.pop_all()
        return desk

    def _new_person(self) -> PersonId:
        from sopcheck.ledger.entry import PersonId

        return PersonId(self._new_id())
