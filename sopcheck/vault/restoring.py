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
from sqlcipher3 import dbapi2 as sqlcipher

from sopcheck.errors import DamagedError, UnavailableError
from sopcheck.ledger.entry import Book, case_of, instant
from sopcheck.progress import Progress
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

_CASES = "SELECT count(*) FROM case_index"
_BOOKS_SINCE = "SELECT DISTINCT book FROM entry WHERE log = ? AND seq > ?"


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: of when, how many entries, and how many the vault had since; None if it cannot tell."""

    made: datetime
    entries: int
    missing: int | None


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a vault has that a backup of it has not: how many entries, and of how many cases."""

    entries: int
    cases: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds and lacks; `lacking` is None where the vault in its place tells nothing."""

    made: datetime
    entries: int
    cases: int
    lacking: Lacking | None


def look_into(backup: Path, path: Path, way: Way, *, machine: Machine) -> Contents:
    """Check a backup as `restore` does and tell what it holds; raises as that does, and changes nothing."""
    folder = Folder(path)
    opened, note = _checked(backup, way)
    with ExitStack() as stack:
        if path.is_dir():
            stack.callback(FolderLock(folder, machine).release)
        # A journal would be replayed, and what is there is not to be touched before somebody wants that.
        lacking = _lacking(folder, opened, note) if recovery.is_quiet(folder) else None
    spec = key_spec(opened.file, opened.secrets.vault_key)
    with closing(cipher.bare(Folder(backup).database, spec)) as connection, cipher.translated():
        (cases,) = connection.execute(_CASES).fetchone()
    return Contents(instant(note.made), note.entries, cases, lacking)


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
    opened, note = _checked(backup, way)
    with files.disk_errors():
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    with ExitStack() as stack:
        stack.callback(FolderLock(folder, machine).release)
        # Before it is so much as opened: a journal that does not belong to it would change it.
        if folder.database.exists() or folder.keys.exists():
            recovery.copy(folder, now=now)
        lacking = _lacking(folder, opened, note)
        file = _next_file(folder, opened, machine)
        _write_next(folder, source, opened, file, machine=machine, progress=progress)
        switching.commit(folder, file)
        switching.finish(folder, file)
    return Restored(instant(note.made), note.entries, None if lacking is None else lacking.entries)


def _checked(backup: Path, way: Way) -> tuple[Opened, BackupNote]:
    source, note = Folder(backup), read_note(backup)
    opened = way(KeyFiles(keyfile.read(source.keys), None))
    if not note.is_of(opened.secrets.vault_key):
        raise BackupDamagedError
    check_backup(source.database, key_spec(opened.file, opened.secrets.vault_key), note)
    return opened, note


def _lacking(folder: Folder, opened: Opened, note: BackupNote) -> Lacking | None:
    """Count what the present vault has and the backup has not; None where it cannot be read."""
    spec = key_spec(structs.replace(opened.file, db_salt=_salt_of(folder)), opened.secrets.vault_key)
    try:
        # An empty file opens as an empty database, which would look as if nothing were missing.
        if not folder.database.is_file() or not folder.database.stat().st_size:
            return None
        with closing(cipher.bare(folder.database, spec)) as connection, cipher.translated():
            found = _since(connection, note)
            return found if cipher.is_sound(connection) else None
    except (DamagedError, UnavailableError):
        # Missing, damaged or of another key: what it held is not known here.
        return None


def _since(connection: sqlcipher.Connection, note: BackupNote) -> Lacking:
    entries, cases = 0, set[str]()
    for log, reached in heads_of(connection).items():
        known = note.heads.get(log)
        seen = 0 if known is None else known.seq
        entries += max(0, reached.seq - seen)
        books = (book for (book,) in connection.execute(_BOOKS_SINCE, (log, seen)))
        cases.update(book for book in books if case_of(Book(book)))
    return Lacking(entries, len(cases))


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
