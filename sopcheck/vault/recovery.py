"""Setting files aside before something that might harm them, and putting them back where it did.

A journal that a backup tool put back beside a newer database destroys it when replayed (`security.md`
finding 5), and a leftover `-wal` file, which this program never writes, would be replayed too.
"""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sopcheck.vault import files
from sopcheck.vault.folder import Folder, beside

JOURNAL_KEPT = (
    "The last save was interrupted. The vault was brought back to the state before it, and the files as they "
    "were are kept in the folder recovery."
)
WRONG_JOURNAL = (
    "The file vault.db-journal does not belong to this vault's database, or is damaged; it may have been put "
    "there by a backup program. Nothing was changed. Move that file elsewhere, keep it, and try again."
)


@dataclass(frozen=True, slots=True)
class Aside:
    """A copy of a folder's files, taken before the database was opened."""

    folder: Folder
    copies: Path

    def put_back(self) -> None:
        """Make the folder what it was, to the byte.

        Raises:
            DiskError: it could not be done; the copies stay.
        """
        with files.disk_errors():
            for path in _database_files(self.folder):
                path.unlink(missing_ok=True)
                copy = self.copies / path.name
                if copy.exists():
                    _copied(copy, path)
            shutil.rmtree(self.copies)
            if not any(self.folder.recovery.iterdir()):
                self.folder.recovery.rmdir()


def set_aside(folder: Folder, *, now: datetime) -> Aside | None:
    """Copy everything if opening would replay a side file; None if there is nothing to replay.

    Raises:
        DiskError: there is no room for the copies; nothing was opened.
    """
    if is_quiet(folder):
        return None
    _, _, *foreign = _database_files(folder)
    strays = [path for path in foreign if path.exists()]
    with files.disk_errors():
        copies = copy(folder, now=now)
        # SQLite replays a `-wal` whatever the database says of its mode, so it must be gone before opening.
        for path in strays:
            path.unlink()
    return Aside(folder, copies)


def is_quiet(folder: Folder) -> bool:
    """Tell whether opening the database would replay nothing."""
    _, journal, *foreign = _database_files(folder)
    return not any(path.exists() for path in foreign) and not (journal.exists() and journal.stat().st_size)


def copy(folder: Folder, *, now: datetime) -> Path:
    """Copy the files of a vault into its recovery folder; gives where they are."""
    with files.disk_errors():
        target = files.unused(folder.recovery, f"{now:%Y%m%dT%H%M%S%f}Z")
        target.mkdir(parents=True, mode=0o700)
        for path in (*_database_files(folder), folder.keys, folder.previous_keys):
            if path.exists():
                _copied(path, target / path.name)
        files.sync_folder(folder.recovery)
    return target


def _database_files(folder: Folder) -> tuple[Path, ...]:
    # The database first: without it the others mean nothing, and with it any of them may be replayed.
    return (folder.database, *beside(folder.database))


def _copied(path: Path, to: Path) -> None:
    shutil.copy2(path, to)
    # Until the copy is on the disk, a power cut would leave neither it nor what it was taken of.
    files.sync(to)
