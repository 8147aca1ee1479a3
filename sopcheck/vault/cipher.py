"""SQLCipher on one connection: the key as it must be given, the settings, and the checks of a file.

Everything here was found necessary by measurement (`security.md` 3.3, 4 and findings 1, 3, 6, 8, 10): a key
of any other form silently becomes a passphrase, an absent file is created, a page that fails its HMAC may
read as zeros without an error, and damage may surface as `MemoryError`.
"""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from sopcheck.errors import SopcheckError, UnavailableError
from sopcheck.vault.errors import (
    DAMAGED,
    DISK_FULL,
    DISK_REFUSED,
    IN_USE,
    NOT_OUR_KEY,
    NOT_WRITABLE,
    DiskError,
    VaultDamagedError,
    VaultInUseError,
)
from sopcheck.vault.folder import PAGE_BYTES

_FORM = re.compile(r"[0-9a-f]{96}")
SETTINGS = (
    "PRAGMA locking_mode=EXCLUSIVE",
    "PRAGMA journal_mode=TRUNCATE",
    "PRAGMA synchronous=EXTRA",
    "PRAGMA fullfsync=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA recursive_triggers=ON",
)
# What the library's own copying of a database raises names no code, only the library's text of it.
_UNNAMED = {
    "database or disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "database is locked": "SQLITE_BUSY",
    "unable to open database file": "SQLITE_CANTOPEN",
    "out of memory": "SQLITE_NOMEM",
}
# What must hold before a byte is written; a build or platform that will not obey is not trusted.
OBEYED = {"locking_mode": "exclusive", "journal_mode": "truncate", "synchronous": 3, "temp_store": 2}


class CipherMissingError(UnavailableError):
    """The database library of this installation does not encrypt, or does not obey."""


class KeySpec:
    """Key and salt of a database, 96 hex digits; neither prints nor pickles."""

    __slots__ = ("_digits",)

    def __init__(self, digits: str) -> None:
        """Take the digits.

        Raises:
            ValueError: they have any other form, which SQLCipher would take for a passphrase.
        """
        if not _FORM.fullmatch(digits):
            raise ValueError("a key and salt are 96 lower-case hex digits")
        self._digits = digits

    def pragma(self) -> str:
        """Give the statement that unlocks a connection."""
        return f"PRAGMA key = \"x'{self._digits}'\""

    def __reduce__(self) -> str:
        raise TypeError("The key of a vault stays where it is.")


def connect(path: Path, spec: KeySpec, *, create: bool = False) -> sqlcipher.Connection:
    """Open a database with every setting in force.

    Raises:
        VaultDamagedError: wrong key, not a database, or damaged.
        VaultInUseError, DiskError, CipherMissingError: the machine says no.
    """
    connection = bare(path, spec, create=create)
    with ExitStack() as undoing, translated():
        undoing.callback(connection.close)
        for setting in SETTINGS:
            connection.execute(setting).fetchall()
        _require_obedience(connection)
        # From now on nobody else can so much as read; without this the lock would wait for a first write.
        connection.execute("BEGIN EXCLUSIVE").execute("COMMIT")
        undoing.pop_all()
    return connection


def bare(path: Path, spec: KeySpec, *, create: bool = False) -> sqlcipher.Connection:
    """Open a database without settings, as checks do; raises as `connect` does."""
    if not create and not path.is_file():
        # SQLite would create it, and the new, empty vault would look like a lost one.
        raise VaultDamagedError("The database of this vault, vault.db, is missing. Restore a backup.")
    with ExitStack() as undoing, translated():
        # The engine begins and ends transactions; the driver's own way leaves DDL outside of them.
        connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False, timeout=0)
        undoing.callback(connection.close)
        _unlock(connection, spec)
        undoing.pop_all()
    return connection


def check_quickly(path: Path, spec: KeySpec) -> int:
    """Check size and the HMAC of every page; gives the number of damaged pages that nothing uses.

    Raises:
        VaultDamagedError: the file is cut, lengthened or damaged.
    """
    damaged = _damaged_pages(path, spec)
    return check_fully(path, spec, damaged=damaged) if damaged else 0


def check_fully(path: Path, spec: KeySpec, *, damaged: int | None = None) -> int:
    """Check size, HMACs and structure; gives the number of damaged pages that nothing uses.

    A power cut can tear a free page, which is never journaled; refusing then would lock people out of a
    sound vault. So damaged pages are borne if the structure is whole, no used page failed, and there are
    enough free ones.

    Raises:
        VaultDamagedError: anything else is wrong.
    """
    count = _damaged_pages(path, spec) if damaged is None else damaged
    # A fresh connection: one bad page poisons the later checks of the same one (sqlcipher #617).
    with _checking(path, spec) as connection:
        structure = connection.execute("PRAGMA integrity_check").fetchall()
        free = _number(connection, "freelist_count")
        if structure != [("ok",)] or not is_sound(connection) or count > free:
            raise VaultDamagedError(DAMAGED)
    return count


def check_held(connection: sqlcipher.Connection, path: Path) -> None:
    """Check the database that a connection has open, settings and all, for nobody else can open it meanwhile.

    Raises:
        VaultDamagedError: it is cut, lengthened or damaged.
        CipherMissingError: a setting on which saving rests is not in force.
    """
    _require_obedience(connection)
    size, pages = path.stat().st_size, _number(connection, "page_count")
    bad = len(connection.execute("PRAGMA cipher_integrity_check").fetchall())
    structure = connection.execute("PRAGMA integrity_check").fetchall()
    whole = size == pages * PAGE_BYTES and structure == [("ok",)] and is_sound(connection)
    if not whole or bad > _number(connection, "freelist_count"):
        raise VaultDamagedError(DAMAGED)


def check_copy(path: Path, spec: KeySpec) -> None:
    """Check a copy that was just written, in which no page is free: HMACs and structure at the same time.

    Raises:
        VaultDamagedError: anything is wrong with it.
    """
    # Each reads the whole file, and the library lets the other run meanwhile; no journal is raced for.
    with ThreadPoolExecutor(max_workers=1) as beside:
        counting = beside.submit(_damaged_pages, path, spec)
        check_fully(path, spec, damaged=0)
        if counting.result():
            raise VaultDamagedError(DAMAGED)


def is_sound(connection: sqlcipher.Connection) -> bool:
    """Tell whether every page read so far passed its HMAC; asked before any row leaves a transaction."""
    return bool(connection.execute("PRAGMA cipher_status").fetchone()[0] == "1")


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the database says into a sentence; what is a bug of ours passes through.

    Raises:
        VaultDamagedError, VaultInUseError, DiskError: in place of the database's own errors.
    """
    try:
        yield
    except MemoryError:
        # After a bad page SQLCipher may report damage as this.
        raise VaultDamagedError(DAMAGED) from None
    except sqlcipher.Error as error:
        meant = meaning(error)
        if meant is None:
            raise
        raise meant from error


def meaning(error: BaseException | None) -> SopcheckError | None:
    """Say what an error of the database means to a person; None where it is a bug of ours."""
    name = str(getattr(error, "sqlite_errorname", None) or _UNNAMED.get(str(error), ""))
    match name.split("_")[1:2]:
        case ["NOTADB"]:
            return VaultDamagedError(NOT_OUR_KEY)
        case ["CORRUPT"]:
            return VaultDamagedError(DAMAGED)
        case ["FULL"]:
            return DiskError(DISK_FULL)
        case ["BUSY" | "LOCKED" | "PROTOCOL"]:
            return VaultInUseError(IN_USE)
        case ["READONLY" | "PERM" | "CANTOPEN" | "AUTH"]:
            return DiskError(NOT_WRITABLE)
        case ["IOERR" | "NOMEM"]:
            return DiskError(DISK_REFUSED)
        case _:
            return None


def _unlock(connection: sqlcipher.Connection, spec: KeySpec) -> None:
    # By default SQLCipher writes about every bad page to standard error; the status is asked instead.
    connection.execute("PRAGMA cipher_log_level=NONE").fetchall()
    connection.execute(spec.pragma()).fetchall()
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise CipherMissingError("This installation cannot encrypt. Install sopcheck anew and try again.")
    # Nothing is decrypted until something is read, and a wrong key shows only then.
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()


def _require_obedience(connection: sqlcipher.Connection) -> None:
    for name, wanted in OBEYED.items():
        if connection.execute(f"PRAGMA {name}").fetchone()[0] != wanted:
            raise CipherMissingError(
                "The database of this installation does not keep what it is told. Install sopcheck anew."
            )


def _damaged_pages(path: Path, spec: KeySpec) -> int:
    with _checking(path, spec) as connection:
        pages = _number(connection, "page_count")
        # Asked only now: opening may have replayed a journal. The check of HMACs misses pages cut off whole.
        size = path.stat().st_size
        if size % PAGE_BYTES or pages * PAGE_BYTES != size:
            raise VaultDamagedError(DAMAGED)
        return len(connection.execute("PRAGMA cipher_integrity_check").fetchall())


@contextmanager
def _checking(path: Path, spec: KeySpec) -> Iterator[sqlcipher.Connection]:
    connection = bare(path, spec)
    try:
        with translated():
            yield connection
    finally:
        connection.close()


def _number(connection: sqlcipher.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
