"""Backups of a vault: whole, verified before they count, thinned, and never the last good one deleted.

`VACUUM INTO` and not the library's own backup: it reads every page and refuses a bad one, where the other
would encrypt it anew and so hide it (`security.md` finding 2). A backup is a folder with the database, the
key file as it was, and a note; its name is the moment it was made. Without a passphrase nothing in it can be
read.
"""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryFile

from msgspec import Struct
from sqlcipher3 import dbapi2 as sqlcipher

from sopcheck.errors import SopcheckError
from sopcheck.ledger.chain import Mark
from sopcheck.ledger.entry import ChainId, EntryHash, instant, instant_text
from sopcheck.progress import Progress
from sopcheck.vault import cipher, files, thinning, values
from sopcheck.vault.backup_note import NAME, BackupDamagedError, BackupNote, read_note
from sopcheck.vault.cipher import KeySpec
from sopcheck.vault.database import Database
from sopcheck.vault.errors import DiskError
from sopcheck.vault.folder import PAGE_BYTES, Folder
from sopcheck.vault.key_writer import KeyWriter

_FORM = "%Y%m%dT%H%M%S%fZ"
_PART = ".part"
# What a backup that was not finished, or was half taken away, may hold.
_FILES = {"vault.db", "vault.db-journal", "vault.keys", "vault.keys.part", NAME, NAME + _PART}
_PLACE = "backup-place"
_HEADS = "SELECT log, max(seq), hash FROM entry GROUP BY log"
_COUNT = "SELECT count(*) FROM entry"
_NO_PLACE = "Backups cannot be put there. Choose a folder that is there and that you may write to."
# So many steps of the library between two looks at how far it has come.
_STEPS = 5_000


class FoundBackup(Struct, frozen=True):
    """A backup as its note tells of it without a key: when it was made, how many entries, of which vault."""

    made: datetime
    entries: int
    size: int
    path: Path
    vault: str


class BackupRow(Struct, frozen=True):
    """A backup that is there: when it was made, how many entries, and whether the present key opens it."""

    made: datetime
    entries: int
    size: int
    path: Path
    opens_now: bool


class Backups:
    """The backups of an open vault."""

    def __init__(
        self, folder: Folder, database: Database, keys: KeyWriter, *, spec: KeySpec, log: ChainId
    ) -> None:
        """Back up this vault; `log` is the chain of which every entry is to be in a backup soon."""
        self._folder = folder
        self._database = database
        self._keys = keys
        self._spec = spec
        self._log = log

    @property
    def place(self) -> Path:
        """Where backups are put."""
        with self._database.read() as connection:
            chosen = values.get(connection, _PLACE)
        return self._folder.backups if chosen is None else Path(chosen)

    def put_into(self, place: Path | None) -> None:
        """Choose where backups are put from now on; None for the folder of the vault.

        Raises:
            DiskError: nothing can be written there; backups go on where they were put.
        """
        # Tried before it is kept: every later backup goes there, and nobody looks while they fail.
        if place is not None:
            _require_writable(place.absolute())
        with self._database.write() as connection:
            if place is None:
                values.drop(connection, _PLACE)
            else:
                values.put(connection, _PLACE, str(place.absolute()))

    def all(self) -> list[BackupRow]:
        """Tell which backups of this vault there are, the newest first; those of an older key too."""
        notes = [(path, note) for path in _folders(self.place) if (note := _note(path)) is not None]
        rows = [
            BackupRow(
                instant(note.made),
                note.entries,
                _size(path),
                path,
                note.is_of(self._keys.vault_key),
            )
            for path, note in notes
            if note.vault == self._keys.file.vault
        ]
        return sorted(rows, key=lambda row: row.made, reverse=True)

    def is_due(self) -> bool:
        """Tell whether anything was recorded since the newest backup that the present key opens."""
        newest = next((row for row in self.all() if row.opens_now), None)
        if newest is None:
            return True
        with self._database.whole() as driver:
            heads = heads_of(driver)
        known = read_note(newest.path).heads
        return heads.get(self._log) != known.get(self._log)

    def make(self, *, at: datetime, progress: Progress | None = None) -> BackupRow:
        """Make a backup and verify it; only then are older ones thinned.

        Raises:
            VaultDamagedError: a page of the vault is bad; no backup was made and none deleted.
            DiskError: it could not be written; nothing of it is left.
        """
        place = self.place
        with files.disk_errors():
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
            _sweep(place)
            target = files.unused(place, at.astimezone(UTC).strftime(_FORM))
            part = target.with_name(target.name + _PART)
            part.mkdir(mode=0o700)
        with ExitStack() as undoing:
            undoing.callback(shutil.rmtree, part, ignore_errors=True)
            note = self._written(part, at, progress)
            with files.disk_errors():
                part.rename(target)
                files.sync_folder(place)
            undoing.pop_all()
        self._thin(note, now=at)
        return BackupRow(instant(note.made), note.entries, _size(target), target, True)

    def aside(self) -> list[Path]:
        """Tell which copies of the vault were set aside, before a restore or when a save was interrupted."""
        return _folders(self._folder.recovery)

    def destroy(self, paths: Iterable[Path]) -> None:
        """Take away backups and copies that were set aside; one that was half destroyed counts for nothing.

        Raises:
            DiskError: not all of them could be taken away.
        """
        with files.disk_errors():
            for path in paths:
                gone = path.rename(path.with_name(path.name + _PART))
                shutil.rmtree(gone)

    def _written(self, part: Path, at: datetime, progress: Progress | None) -> BackupNote:
        copy = Folder(part)
        with self._database.whole() as driver:
            heads, entries = heads_of(driver), _count(driver)
            _copy(driver, self._folder.database, copy.database, progress)
        file = self._keys.file
        note = BackupNote(
            entries=entries, gen=file.gen, heads=heads, made=instant_text(at), vault=file.vault
        ).sealed(self._keys.vault_key)
        check_backup(copy.database, self._spec, note)
        files.replace(copy.keys, file.written())
        files.replace(part / NAME, note.written())
        files.sync(copy.database)
        return note

    def _thin(self, newest: BackupNote, *, now: datetime) -> None:
        # Only what this vault can open, and has itself, makes an older one needless: a vault that was put
        # back to an older state needs just those that know more. The rest is the owner's to delete.
        rows = [row for row in self.all() if row.opens_now and newest.covers(read_note(row.path))]
        kept = thinning.kept((row.made for row in rows), now=now)
        for row in rows:
            if row.made not in kept:
                _remove(row.path)


def found_in(place: Path) -> list[FoundBackup]:
    """Tell which backups lie in a folder, the newest first; a folder that is a backup itself is the one."""
    folders = [place] if (place / NAME).is_file() else _folders(place)
    notes = ((path, note) for path in folders if (note := _note(path)) is not None)
    found = [
        FoundBackup(instant(note.made), note.entries, _size(path), path, note.vault) for path, note in notes
    ]
    return sorted(found, key=lambda one: one.made, reverse=True)


def check_backup(database: Path, spec: KeySpec, note: BackupNote) -> None:
    """Check a database in full, and that it holds what the note beside it says.

    Raises:
        VaultDamagedError, BackupDamagedError: it does not.
    """
    cipher.check_copy(database, spec)
    with closing(cipher.bare(database, spec)) as connection, cipher.translated():
        held = heads_of(connection), _count(connection)
        sound = cipher.is_sound(connection)
    if not sound or held != (note.heads, note.entries):
        raise BackupDamagedError


def _copy(driver: sqlcipher.Connection, source: Path, target: Path, progress: Progress | None) -> None:
    with _watched(driver, source, target, progress), cipher.translated():
        driver.execute("VACUUM INTO ?", (str(target),))


@contextmanager
def _watched(
    driver: sqlcipher.Connection, source: Path, target: Path, progress: Progress | None
) -> Iterator[None]:
    """Tell how far a copy has come, and stop it where being told raises."""
    if progress is None:
        yield
        return
    raised: list[SopcheckError] = []
    total = source.stat().st_size // PAGE_BYTES

    def look() -> int:
        done = target.stat().st_size // PAGE_BYTES if target.exists() else 0
        try:
            progress(min(done, total), total)
        # The library would swallow it; it is raised again once the copy has stopped.
        except SopcheckError as stop:
            raised.append(stop)
        return len(raised)

    driver.set_progress_handler(look, _STEPS)
    try:
        yield
    except sqlcipher.OperationalError:
        if raised:
            raise raised[0] from None
        raise
    finally:
        driver.set_progress_handler(None, 0)


def heads_of(connection: sqlcipher.Connection) -> dict[ChainId, Mark]:
    """Read how far every chain has come."""
    rows = connection.execute(_HEADS).fetchall()
    return {ChainId(log): Mark(seq, EntryHash(name.hex())) for log, seq, name in rows}


def _count(connection: sqlcipher.Connection) -> int:
    return int(connection.execute(_COUNT).fetchone()[0])


def _require_writable(place: Path) -> None:
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        with TemporaryFile(dir=place):
            pass
    except OSError as error:
        raise DiskError(_NO_PLACE) from error


def _folders(place: Path) -> list[Path]:
    with suppress(OSError):
        return [path for path in place.iterdir() if path.is_dir() and not path.name.endswith(_PART)]
    return []


def _note(path: Path) -> BackupNote | None:
    try:
        return read_note(path)
    except (BackupDamagedError, DiskError):
        return None


def _size(path: Path) -> int:
    with suppress(OSError):
        return sum(file.stat().st_size for file in path.iterdir())
    return 0


def _sweep(place: Path) -> None:
    for part in place.glob("*" + _PART):
        # A folder that somebody chose may hold more than backups, and what is theirs is not ours to clear.
        if part.is_dir() and {path.name for path in part.iterdir()} <= _FILES:
            shutil.rmtree(part, ignore_errors=True)


def _remove(path: Path) -> None:
    gone = path.with_name(path.name + _PART)
    with suppress(OSError):
        # First out of the list, so that a half deleted one is never taken for a backup.
        path.rename(gone)
        shutil.rmtree(gone)
