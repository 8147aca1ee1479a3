"""The folder of a vault: what lies where, whether it can be used, and who is using it (`security.md` 3.3)."""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import filelock

from sopcheck import canonical
from sopcheck.vault import files
from sopcheck.vault.errors import (
    IN_USE,
    ForeignFileError,
    PlaceUnfitError,
    VaultDamagedError,
    VaultInUseError,
    VaultMissingError,
)
from sopcheck.vault.machine import Machine

PAGE_BYTES = 4096
JOURNAL_KEPT = (
    "The last save was interrupted. The vault was brought back to the state before it, and the files as they "
    "were are kept in the folder recovery."
)
_PLAIN = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Folder:
    """The paths of a vault."""

    path: Path

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.path / "vault.db"

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
        return self.path / "vault.attempts"

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
        for path in (self.database, self.keys):
            if path.is_symlink() or (path.exists() and not path.is_file()):
                raise ForeignFileError(
                    f"What is called {path.name} in this folder is not a file. Put the file itself back."
                )
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


class FolderLock:
    """The lock that keeps a second program out of a folder; the database's own lock stands behind it."""

    def __init__(self, folder: Folder, machine: Machine) -> None:
        """Take the lock; one left by a program that ended counts for nothing.

        Raises:
            VaultInUseError: another program holds it; told by process and host where that is known.
            DiskError: the folder cannot be written to.
        """
        self._holder = folder.path / "vault.holder"
        self._lock = filelock.FileLock(folder.path / "vault.lock", blocking=False, thread_local=False)
        with files.disk_errors():
            try:
                self._lock.acquire()
            except filelock.Timeout:
                raise VaultInUseError(self._told()) from None
        self._tell(machine)

    def release(self) -> None:
        """Let others in."""
        with suppress(OSError):
            self._holder.unlink(missing_ok=True)
        self._lock.release()

    def _tell(self, machine: Machine) -> None:
        # A courtesy to whoever comes second; a full disk must not keep the first one out.
        with suppress(OSError):
            content = canonical.encode({"host": machine.host, "process": machine.process})
            self._holder.write_bytes(content)

    def _told(self) -> str:
        try:
            holder = canonical.decode(self._holder.read_bytes())
        except (OSError, canonical.NotCanonicalError):
            return IN_USE
        if not isinstance(holder, dict):
            return IN_USE
        return (
            f"This vault is open in another window or program (process {holder.get('process')} on "
            f"{holder.get('host')}). Close it there and try again."
        )


def set_journal_aside(folder: Folder, *, now: datetime) -> tuple[str, ...]:
    """Copy everything before the database replays a journal; gives the notice to show, if there was one.

    A journal that a backup tool put back beside a newer database destroys it when replayed (`security.md`
    finding 5). This program never writes a `-wal` file, so one is foreign and is taken out of the way.

    Raises:
        DiskError: there is no room for the copies; nothing was opened.
    """
    journal = folder.database.with_name(folder.database.name + "-journal")
    foreign = [folder.database.with_name(folder.database.name + end) for end in ("-wal", "-shm")]
    strays = [path for path in foreign if path.exists()]
    if not strays and not (journal.exists() and journal.stat().st_size):
        return ()
    with files.disk_errors():
        _copy_aside(folder, now)
        for path in strays:
            path.unlink()
    return (JOURNAL_KEPT,)


def _copy_aside(folder: Folder, now: datetime) -> None:
    target = folder.recovery / f"{now:%Y%m%dT%H%M%S%f}Z"
    target.mkdir(parents=True, mode=0o700)
    for path in folder.path.glob("vault.*"):
        if path.name not in {"vault.lock", "vault.holder"}:
            shutil.copy2(path, target / path.name)
    files.sync_folder(target)
