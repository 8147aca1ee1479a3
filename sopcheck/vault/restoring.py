"""Putting a backup in the place of a vault, or into a new folder.

What is there now is copied aside first, whatever its state. The restored vault writes on new chains, for
others may know entries of the old ones that are not in the backup, and has a new salt, so that the switch is
one step (`switching.py`). What is known to be missing is told: by the present vault, where it can still be
read, and by what this machine saw of it when it is next unlocked.
"""

from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from msgspec import structs

from sopcheck.errors import DamagedError, UnavailableError
from sopcheck.ledger.entry import instant
from sopcheck.vault import cipher, files, keyfile, keyslots, recovery, switching, values
from sopcheck.vault.backup import check_backup, heads_of
from sopcheck.vault.backup_note import BackupDamagedError, BackupNote, read_note
from sopcheck.vault.database import Database
from sopcheck.vault.device import start_new_chains
from sopcheck.vault.folder import Folder
from sopcheck.vault.key_writer import GENERATION
from sopcheck.vault.keyfile import FORMAT, KeyFile
from sopcheck.vault.keyslots import Opened, Way
from sopcheck.vault.labels import KeyFiles, read_files
from sopcheck.vault.lock import FolderLock
from sopcheck.vault.machine import Machine
from sopcheck.vault.specs import SALT_BYTES, key_spec
from sopcheck.vault.switching import Progress


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: of when, how many entries, and how many the vault had since; None if it cannot tell."""

    made: datetime
    entries: int
    missing: int | None


def restore(
    backup: Path, path: Path, way: Way, *, now: datetime, machine: Machine, progress: Progress | None = None
) -> Restored:
    """Put a backup in the place of the vault in a folder; `way` opens a slot of the backup's key file.

    Killed at any point, the folder has the vault as it was or as it is restored.

    Raises:
        BackupDamagedError, VaultDamagedError: the backup is not what was written; nothing changed.
        WrongPassphraseError: the way leads nowhere; nothing changed.
        PlaceUnfitError, VaultInUseError, DiskError: nothing changed.
    """
    folder, source = Folder(path), Folder(backup)
    folder.require_local(machine)
    note = read_note(backup)
    opened = way(KeyFiles(keyfile.read(source.keys), None))
    if not note.is_of(opened.secrets.vault_key):
        raise BackupDamagedError
    check_backup(source.database, key_spec(opened.file, opened.secrets.vault_key), note)
    with files.disk_errors():
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    with ExitStack() as stack:
        stack.callback(FolderLock(folder, machine).release)
        # Before it is so much as opened: a journal that does not belong to it would change it.
        if folder.database.exists() or folder.keys.exists():
            recovery.copy(folder, now=now)
        missing = _missing(folder, opened, note)
        file = _next_file(folder, opened, machine)
        _write_next(folder, source, opened, file, machine=machine, progress=progress)
        switching.commit(folder, file)
        switching.finish(folder, file)
    return Restored(instant(note.made), note.entries, missing)


def _missing(folder: Folder, opened: Opened, note: BackupNote) -> int | None:
    """Count the entries of the present vault that the backup does not have; None where it cannot be read."""
    spec = key_spec(structs.replace(opened.file, db_salt=_salt_of(folder)), opened.secrets.vault_key)
    try:
        # An empty file opens as an empty database, which would look as if nothing were missing.
        if not folder.database.is_file() or not folder.database.stat().st_size:
            return None
        with closing(cipher.bare(folder.database, spec)) as connection, cipher.translated():
            heads = heads_of(connection)
            if not cipher.is_sound(connection):
                return None
    except (DamagedError, UnavailableError):
        # Missing, damaged or of another key: what it held is not known here.
        return None
    known = {log: reached.seq for log, reached in note.heads.items()}
    return sum(max(0, reached.seq - known.get(log, 0)) for log, reached in heads.items())


def _salt_of(folder: Folder) -> str:
    file = _present(folder)
    return "0" * 2 * SALT_BYTES if file is None else file.db_salt


def _present(folder: Folder) -> KeyFile | None:
    try:
        return read_files(folder).best()
    except (DamagedError, UnavailableError):
        return None


def _next_file(folder: Folder, opened: Opened, machine: Machine) -> KeyFile:
    present = _present(folder)
    same = present is not None and present.vault == opened.file.vault
    # Above both, so that neither the present key file nor that of the backup passes for the newer one.
    newest = max(opened.file.gen, present.gen if present and same else 0)
    salt = machine.random_bytes(SALT_BYTES).hex()
    changed = structs.replace(opened.file, db_salt=salt, gen=newest + 1, v=FORMAT)
    return keyslots.seal(changed, opened.secrets.vault_key)


def _write_next(
    folder: Folder,
    source: Folder,
    opened: Opened,
    file: KeyFile,
    *,
    machine: Machine,
    progress: Progress | None,
) -> None:
    old = key_spec(opened.file, opened.secrets.vault_key)
    new = key_spec(file, opened.secrets.vault_key)
    with closing(cipher.bare(source.database, old)) as connection:
        switching.copy_to_next(folder, connection, new, progress=progress)
    with ExitStack() as undoing:
        undoing.callback(switching.discard_next, folder)
        with closing(Database(folder.next_database, new)) as database:
            with database.write() as writing:
                values.put(writing, GENERATION, str(file.gen))
            start_new_chains(database, machine)
        undoing.pop_all()
