"""Putting another database in the place of a vault's own, with another key or salt, whatever kills it.

The new database is written beside the old one and checked in full. Then the key file is replaced, in one
step: it names the salt of its database, so from there on the new one is meant. The last step moves it into
place, and whoever unlocks next does so where a kill came before. Until the key file is replaced nothing has
changed.
"""

from collections.abc import Callable
from contextlib import ExitStack, closing

from sqlcipher3 import dbapi2 as sqlcipher

from sopcheck.progress import Progress
from sopcheck.vault import cipher, files
from sopcheck.vault.cipher import KeySpec
from sopcheck.vault.errors import DAMAGED, VaultDamagedError
from sopcheck.vault.folder import Folder, beside
from sopcheck.vault.keyfile import KeyFile
from sopcheck.vault.specs import SALT_BYTES

_PAGES_AT_ONCE = 1024


def copy_to_next(
    folder: Folder, source: sqlcipher.Connection, spec: KeySpec, *, progress: Progress | None = None
) -> None:
    """Write the database of a connection beside that of the folder, under another key or salt.

    Raises:
        VaultDamagedError: a page of the source is bad, which the copy alone would not show.
        DiskError: there is no room; nothing is left behind.
    """
    discard_next(folder)
    with ExitStack() as undoing:
        undoing.callback(discard_next, folder)
        target = cipher.bare(folder.next_database, spec, create=True)
        with closing(target), cipher.translated():
            source.backup(target, pages=_PAGES_AT_ONCE, progress=_told(progress))
            # The copy is freshly encrypted, so only the source can say that a page of it was bad.
            if not cipher.is_sound(source):
                raise VaultDamagedError(DAMAGED)
        # Pages that are free in the source are free here too, and as good as any: all were just written.
        cipher.check_copy(folder.next_database, spec)
        undoing.pop_all()


def commit(folder: Folder, file: KeyFile) -> None:
    """Replace the key file: from here on the next database is the vault's.

    Raises:
        DiskError: nothing changed.
    """
    files.sync(folder.next_database)
    files.replace(folder.keys, file.written())


def finish(folder: Folder, file: KeyFile) -> None:
    """Move the next database into place where the key file means it, or throw away what was not finished.

    Raises:
        DiskError: it could not be moved; the next unlock tries again.
    """
    if not folder.next_database.is_file():
        return
    with files.disk_errors():
        if _salt(folder) != file.db_salt:
            discard_next(folder)
            return
        # The file before wraps a key that will open the database no more.
        files.replace(folder.previous_keys, folder.keys.read_bytes())
        # A journal of the database before would be replayed into the new one.
        for path in beside(folder.database):
            path.unlink(missing_ok=True)
        folder.next_database.replace(folder.database)
        discard_next(folder)
        files.sync_folder(folder.path)


def discard_next(folder: Folder) -> None:
    """Throw away a database that was not finished.

    Raises:
        DiskError: it is still there, and nothing may be written into it.
    """
    with files.disk_errors():
        for path in (folder.next_database, *beside(folder.next_database)):
            path.unlink(missing_ok=True)


def _salt(folder: Folder) -> str:
    with folder.next_database.open("rb") as file:
        return file.read(SALT_BYTES).hex()


def _told(progress: Progress | None) -> Callable[[int, int, int], None]:
    def tell(_status: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(total - remaining, total)

    return tell
