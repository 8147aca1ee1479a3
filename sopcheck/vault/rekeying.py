"""Changing the key of a vault, so that who was removed opens nothing of it any more.

Taking a slot away is not enough: whoever once unlocked may have kept the vault key, and an older key file
still has the slot. So everything is encrypted anew under a new key, which is sealed to those who stay. What
was copied before (backups, older folders) still opens with the old key; that is said to the user.
"""

from collections.abc import Callable, Collection, Mapping

from msgspec import structs

from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import PersonId
from sopcheck.progress import Progress
from sopcheck.vault import cipher, keyslots, moving, switching, values
from sopcheck.vault.cipher import KeySpec
from sopcheck.vault.database import Database
from sopcheck.vault.folder import Folder
from sopcheck.vault.key_writer import GENERATION, KeyWriter
from sopcheck.vault.keyfile import FORMAT, SECRET_BYTES, AnySlot, KeyFile
from sopcheck.vault.machine import Machine
from sopcheck.vault.specs import SALT_BYTES, key_spec


class NotCertifiedError(RefusedError):
    """A slot of somebody who stays has no sealing key that its owner signed."""

    def __init__(self, labels: Collection[str]) -> None:
        """Name the slots."""
        super().__init__(
            f"The new key cannot be given to {', '.join(labels)}: the slot is of an older form or was "
            "altered. Let them change their passphrase first, and make a new recovery sheet."
        )


class Rekeying:
    """Changes the key of an open vault; afterwards the vault is closed and is unlocked anew."""

    def __init__(
        self,
        folder: Folder,
        database: Database,
        keys: KeyWriter,
        *,
        machine: Machine,
        follow: Callable[[bytes], None],
    ) -> None:
        """Change the key of this vault; `follow` takes along what lies outside of its folder."""
        self._folder = folder
        self._database = database
        self._keys = keys
        self._machine = machine
        self._follow = follow

    def require_possible(
        self, known: Mapping[PersonId, Collection[bytes]], *, without: PersonId | None
    ) -> None:
        """Refuse while somebody who stays could not be given the new key; asked before anything is removed.

        Raises:
            NotCertifiedError: with the labels of those.
        """
        file = self._without(without)
        slots = [slot for slot in file.every_slot() if not _is_certified(slot, file.vault, known)]
        if slots:
            raise NotCertifiedError([slot.label for slot in slots])

    def change(
        self,
        known: Mapping[PersonId, Collection[bytes]],
        *,
        without: PersonId | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Give the vault another key, and that to all but one person; the vault is closed then.

        `known` are the signing keys of the register. Killed at any point, the vault opens with the old key or
        with the new one.

        Raises:
            NotCertifiedError: nothing changed.
            VaultDamagedError, DiskError: nothing changed.
        """
        self.require_possible(known, without=without)
        vault_key = self._machine.random_bytes(SECRET_BYTES)
        file = self._moved(self._without(without), vault_key)
        spec = key_spec(file, vault_key)
        with self._database.whole() as driver:
            switching.copy_to_next(self._folder, driver, spec, progress=progress)
            self._note(spec, file)
            switching.commit(self._folder, keyslots.seal(file, vault_key))
            # Before the lock of the file is given up, or somebody could unlock what is about to go.
            self._database.close()
        self._follow(vault_key)
        switching.finish(self._folder, file)

    def _without(self, person: PersonId | None) -> KeyFile:
        file = self._keys.file
        return structs.replace(file, slots=tuple(slot for slot in file.slots if slot.person != person))

    def _moved(self, file: KeyFile, vault_key: bytes) -> KeyFile:
        return structs.replace(
            file,
            slots=tuple(moving.moved(slot, file.vault, vault_key) for slot in file.slots),
            sheets=tuple(moving.moved(slot, file.vault, vault_key) for slot in file.sheets),
            force=tuple(moving.moved(slot, file.vault, vault_key) for slot in file.force),
            db_salt=self._machine.random_bytes(SALT_BYTES).hex(),
            gen=file.gen + 1,
            v=FORMAT,
        )

    def _note(self, spec: KeySpec, file: KeyFile) -> None:
        database = Database(self._folder.next_database, spec)
        try:
            with database.write() as connection:
                values.put(connection, GENERATION, str(file.gen))
        finally:
            database.close()
        cipher.check_quickly(self._folder.next_database, spec)


def _is_certified(slot: AnySlot, vault: str, known: Mapping[PersonId, Collection[bytes]]) -> bool:
    return moving.is_certified(slot, vault, known.get(slot.person, ()))
