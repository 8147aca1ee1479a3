"""Changing the key file of an open vault; every change is a new generation.

The key file is written first and the vault's own note of the generation after it, so that a kill in between
leaves a key file that is newer than the note, which is fine, and never one that is older.
"""

from contextlib import suppress
from pathlib import Path

from msgspec import structs

from sopcheck.vault import files, keyslots, values
from sopcheck.vault.database import Database
from sopcheck.vault.errors import DiskError
from sopcheck.vault.folder import Folder
from sopcheck.vault.keyfile import FORMAT, ForceSlot, KeyFile, Slot
from sopcheck.vault.keyslots import Opened

GENERATION = "generation"


class KeyWriter:
    """The key file of an open vault, and the vault key that seals it."""

    def __init__(self, folder: Folder, database: Database, opened: Opened) -> None:
        """Change the key file of this folder."""
        self.file = opened.file
        self.vault_key = opened.secrets.vault_key
        self._folder = folder
        self._database = database
        self._previous = _keep_old_as(folder, opened)

    def write(
        self,
        *,
        slots: tuple[Slot, ...] | None = None,
        sheets: tuple[Slot, ...] | None = None,
        force: tuple[ForceSlot, ...] | None = None,
    ) -> None:
        """Write the next generation with these in place of those that are there.

        Raises:
            DiskError: nothing changed.
        """
        file = self.file
        changed = structs.replace(
            file,
            slots=file.slots if slots is None else slots,
            sheets=file.sheets if sheets is None else sheets,
            force=file.force if force is None else force,
            gen=file.gen + 1,
            v=FORMAT,
        )
        sealed = keyslots.seal(changed, self.vault_key)
        files.replace(self._folder.keys, sealed.written(), previous=self._previous)
        self.file, self._previous = sealed, self._folder.previous_keys
        # The change stands from here on, and a note that lags behind is mended by the next unlock.
        with suppress(DiskError):
            note_generation(self._database, sealed)


def note_generation(database: Database, file: KeyFile) -> None:
    """Let the vault know its key file, so that an older copy of it is noticed."""
    with database.write() as connection:
        values.put(connection, GENERATION, str(file.gen))


def _keep_old_as(folder: Folder, opened: Opened) -> Path:
    # Where this one was damaged, the good previous one must not be overwritten with it.
    return folder.keys.with_suffix(".damaged") if opened.notices else folder.previous_keys
