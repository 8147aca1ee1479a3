"""Getting in: who can unlock the vault, making one, unlocking it.

Imported before the unlock page is painted, so what is needed only afterwards is imported there.
"""

from __future__ import annotations

from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

from sopcheck.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sopcheck.ledger.entry import PersonId
    from sopcheck.services.desk import Desk
    from sopcheck.services.people import NewPerson, Strength
    from sopcheck.services.ports import Clock, Door, Vault, VaultFolder
    from sopcheck.services.vault_ports import Contents, FoundBackup, KeyLabel, Restored
    from sopcheck.services.ways_in import NewWayIn, Passphrase, WayBack, WayIn


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

    def create(self, founder: NewPerson, passphrase: str, custodians: tuple[str, str] | None = None) -> Desk:
        """Create the vault: its first person, this device, the shipped checklists, the calendar, a way back.

        The way back is a sheet, which `Recovery.take_first` gives, or the two custodians of a force, by their
        public keys.

        Raises:
            RefusedError: the passphrase is too weak, or a name is missing.
            UnavailableError: the folder cannot be written; there is no vault then.
        """
        from sopcheck.services.enrolment import checked_person

        checked = checked_person(founder)
        person = self._new_person()

        def begin(vault: Vault) -> Desk:
            desk = self._furnish(vault, checked, checked.label)
            # Nobody is to work in a vault that a forgotten passphrase closes for ever.
            if custodians is None:
                desk.recovery.make_first()
            else:
                desk.recovery.make_force(custodians)
            return desk

        return self._folder.create(person=person, label=checked.label, passphrase=passphrase, begin=begin)

    def unlock(self, person: PersonId, passphrase: str) -> Desk:
        """Open the vault and note in its access book that it was opened, and what failed before.

        Raises:
            RefusedError: the passphrase does not open the slot of that person.
            UnavailableError: the vault is in use, missing, or its keyring is locked.
            DamagedError: the vault or its key file is damaged.
        """
        slot = _slot_of(self.people(), person)
        vault = self._folder.by_passphrase(slot.id, passphrase).unlock(now=self._clock.now())
        with ExitStack() as undoing:
            # A vault that was opened for nobody would keep everybody out.
            undoing.callback(vault.close)
            desk = self._furnish(vault, None, slot.label)
            undoing.pop_all()
        return desk

    def recover(self, new: NewWayIn) -> None:
        """Give somebody whose own way in is lost a new one, by a way back.

        Raises:
            RefusedError: the code or keys are of no way back of this vault, or the new passphrase too weak.
            UnavailableError: it could not be saved or noted; nothing changed.
        """
        self._recover(self._back(new.back), new, None)

    def backups(self, place: Path | None = None) -> tuple[FoundBackup, ...]:
        """Which backups lie in a folder, the newest first; readable while the vault is locked."""
        return tuple(self._folder.backups(place))

    def people_in(self, backup: Path) -> tuple[KeyLabel, ...]:
        """Who can open a backup."""
        return tuple(self._folder.labels_in(backup))

    def look_into(self, backup: Path, way: Passphrase | WayBack) -> Contents:
        """Check a backup in full and tell what it holds, and what the vault has that it lacks.

        Raises:
            RefusedError: what was shown does not open the backup.
            DamagedError: the backup is damaged.
            UnavailableError: the vault is open somewhere.
        """
        return self._door_of(backup, way).look_into(backup)

    def restore(
        self, backup: Path, way: WayIn, progress: Callable[[int, int], None] | None = None
    ) -> tuple[Desk, Restored]:
        """Put a backup in the place of the vault and unlock it; what was there is kept in `recovery`.

        Raises:
            RefusedError: what was shown does not open the backup, or a new passphrase is too weak.
            DamagedError: the backup is damaged; nothing changed.
            UnavailableError: the vault is open, or the disk does not help; nothing changed.
        """
        from sopcheck.services.restoring import note_restore
        from sopcheck.services.ways_in import NewWayIn

        if isinstance(way, NewWayIn) and not self._meter(way.passphrase).good_enough:
            raise RefusedError("The new passphrase is too weak. Make it longer; nothing was restored.")
        door = self._door_of(backup, way.back if isinstance(way, NewWayIn) else way)
        restored = door.restore(backup, now=self._clock.now(), progress=progress)
        if isinstance(way, NewWayIn):
            self._recover(door, way, restored)
            return self.unlock(way.person, way.passphrase), restored
        desk = self.unlock(way.person, way.typed)
        with ExitStack() as undoing:
            # What could not be noted is said again at the next unlock, which somebody must be able to do.
            undoing.callback(desk.lock)
            note_restore(desk.opened, restored)
            desk.assurance.settle_missing()
            undoing.pop_all()
        return desk, restored

    def _door_of(self, backup: Path, way: Passphrase | WayBack) -> Door:
        from sopcheck.services.ways_in import Passphrase

        if isinstance(way, Passphrase):
            slot = _slot_of(self.people_in(backup), way.person)
            return self._folder.by_passphrase(slot.id, way.typed)
        return self._back(way)

    def _back(self, way: WayBack) -> Door:
        from sopcheck.services.ways_in import SheetCode

        return (
            self._folder.by_code(way.typed)
            if isinstance(way, SheetCode)
            else self._folder.by_custodians(way.keys)
        )

    def _recover(self, door: Door, new: NewWayIn, restored: Restored | None) -> None:
        from sopcheck.services.recovery import recover
        from sopcheck.services.restoring import note_restore

        with closing(door.unlock(now=self._clock.now())) as vault:
            opened = self._furnish(vault, None, "").opened
            if restored is not None:
                note_restore(opened, restored)
            recover(opened, new.person, new.passphrase)

    def _new_person(self) -> PersonId:
        from sopcheck.ledger.entry import PersonId

        return PersonId(self._new_id())


def _slot_of(labels: Sequence[KeyLabel], person: PersonId) -> KeyLabel:
    slot = next((label for label in labels if label.person == person), None)
    if slot is None:
        raise RefusedError("There is no such person in this vault. Choose one of the list.")
    return slot
