"""The folder of a vault: what lies where, and whether it can be used (`security.md` 3.3)."""

from pathlib import Path
from typing import NamedTuple

from sopcheck.vault import files
from sopcheck.vault.errors import (
    ForeignFileError,
    PlaceUnfitError,
    VaultDamagedError,
    VaultMissingError,
)
from sopcheck.vault.machine import Machine

PAGE_BYTES = 4096
_PLAIN = b"SQLite format 3\0"


class Folder(NamedTuple):
    """The paths of a vault."""

    path: Path

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.path / "vault.db"

    @property
    def next_database(self) -> Path:
        """The database that takes the place of the other once the key file is its own."""
        return self.path / "vault.db.next"

    @property
    def backups(self) -> Path:
        """Where backups lie unless another place was chosen."""
        return self.path / "backups"

    @property
    def keys(self) -> Path:
        """The key file."""
        return self.path / "vault.keys"

    @property
    def previous_keys(self) -> Path:
        """The key file before its last change."""
        return self.path / "vault.keys.prev"

    @property
    def attempts(self) -> Path:
        """The failed unlocks since the last good one."""
        # Beside the database, because who fails to unlock has no key to write into it.
        return self.path / "vault.attempts"

    @property
    def lock(self) -> Path:
        """What the operating system locks while a program has the vault open."""
        return self.path / "vault.lock"

    @property
    def holder(self) -> Path:
        """Which program that is."""
        return self.path / "vault.holder"

    @property
    def recovery(self) -> Path:
        """Copies taken before anything that might harm."""
        return self.path / "recovery"

    def require_vault(self) -> None:
        """Refuse a folder that holds no vault, or one of whose files is something else.

        Raises:
            VaultMissingError, ForeignFileError, VaultDamagedError: with the sentence that fits.
        """
        if not self.path.is_dir() or not (self._has(self.database) or self._has(self.keys)):
            raise VaultMissingError(
                "There is no vault in that folder. Choose another folder, or create a vault there."
            )
        if not self._has(self.keys) and not self._has(self.previous_keys):
            raise VaultMissingError(
                "The key file of this vault, vault.keys, is missing. Put it back from a backup."
            )
        self._require_database()

    def require_files(self) -> None:
        """Refuse a link, or anything that is no file, under the name of one of ours.

        What is written through a link lies elsewhere: whoever prepared a folder could have a file of the
        person's own overwritten, before anybody typed a passphrase.

        Raises:
            ForeignFileError: with its name.
        """
        ours = (self.database, self.next_database, self.keys, self.previous_keys)
        others = (*beside(self.database), *beside(self.next_database), self.attempts, self.lock, self.holder)
        for path in (*ours, *others):
            if path.is_symlink() or (path.exists() and not path.is_file()):
                raise ForeignFileError(
                    f"What is called {path.name} in this folder is not a file. Put the file itself back."
                    if path in ours
                    else f"What is called {path.name} in this folder is not a file. Take it away."
                )

    def require_free(self) -> None:
        """Refuse to create a vault where something lies already.

        Raises:
            PlaceUnfitError: the folder is a file, or is not empty.
        """
        if self._has(self.database) or self._has(self.keys):
            raise PlaceUnfitError(
                "There is a vault in that folder already. Unlock it, or choose another folder."
            )
        if self.path.exists() and not (self.path.is_dir() and not any(self.path.iterdir())):
            raise PlaceUnfitError("That folder is not empty. Choose a new or an empty folder for the vault.")

    def require_local(self, machine: Machine) -> None:
        """Refuse a folder on a network: databases are lost there, and locks do not hold.

        Raises:
            PlaceUnfitError: it lies on a network.
        """
        if machine.on_network(self.path):
            raise PlaceUnfitError(
                "A vault cannot lie on a network drive, where saved work can be lost. "
                "Choose a folder on this computer."
            )

    def _require_database(self) -> None:
        self.require_files()
        if not self.database.exists() and self.next_database.is_file():
            return
        if not self.database.exists():
            raise VaultMissingError("The database of this vault, vault.db, is missing. Restore a backup.")
        self._require_encrypted()

    def _require_encrypted(self) -> None:
        with files.disk_errors(), self.database.open("rb") as file:
            beginning = file.read(len(_PLAIN))
        if not beginning:
            raise VaultDamagedError("The database of this vault, vault.db, is empty. Restore a backup.")
        if beginning == _PLAIN:
            raise ForeignFileError(
                "The file vault.db in this folder was not made by sopcheck. Choose another folder."
            )

    @staticmethod
    def _has(path: Path) -> bool:
        return path.exists() or path.is_symlink()


def beside(database: Path) -> tuple[Path, ...]:
    """Tell where SQLite lays the journal of a database, and the two files of a write-ahead log."""
    return tuple(database.with_name(database.name + ending) for ending in ("-journal", "-wal", "-shm"))
