"""The engine over SQLCipher: one connection, explicit transactions, and a guard on everything that leaves.

`security.md` 4 gives the choices and what each was measured against. Rows must be fetched inside the block:
the guard runs at its end, before the caller can use them.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event, exc, pool
from sqlcipher3 import dbapi2 as sqlcipher

from sopcheck.vault import cipher, files
from sopcheck.vault.cipher import KeySpec
from sopcheck.vault.errors import DAMAGED, VaultClosedError, VaultDamagedError


class Database:
    """An open vault database. Threads take turns; a read inside a write sees what was written."""

    def __init__(self, path: Path, spec: KeySpec) -> None:
        """Prepare the engine; nothing is opened yet."""
        self._path = path
        self._spec: KeySpec | None = spec
        self._turn = threading.RLock()
        self._held: sa.Connection | None = None
        self._begin = "BEGIN"
        self._inside = False
        self._engine = sa.create_engine(
            "sqlite+pysqlite://",
            creator=self._connect,
            module=sqlcipher,
            poolclass=pool.QueuePool,
            pool_size=1,
            max_overflow=0,
            hide_parameters=True,
        )
        event.listen(self._engine, "begin", lambda connection: driver_of(connection).execute(self._begin))

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Open a transaction to read in.

        Raises:
            VaultDamagedError: a page failed its check; nothing read in the block may be used.
            VaultInUseError, VaultClosedError, DiskError: the machine says no.
        """
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """Open a transaction to write in: on the disk when the block ends, or undone where it raises.

        Raises:
            VaultDamagedError, VaultInUseError, VaultClosedError, DiskError: nothing was saved.
        """
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection

    @contextmanager
    def whole(self) -> Iterator[sqlcipher.Connection]:
        """Give the driver's connection outside of any transaction, to copy the file; nobody saves meanwhile.

        Raises:
            VaultDamagedError, VaultInUseError, VaultClosedError, DiskError: the machine says no.
        """
        with self._turn, _translated():
            connection = self._held = self._held or self._engine.connect()
            try:
                yield driver_of(connection)
                # Where the vault was closed in the block there is nothing left to ask.
                if self._held is connection and not cipher.is_sound(driver_of(connection)):
                    raise VaultDamagedError(DAMAGED)
            except (exc.DBAPIError, sqlcipher.Error, MemoryError, VaultDamagedError):
                self._let_go()
                raise

    def put_in_place(self, path: Path) -> None:
        """Put a copy of the database, of the same key, in the place of its file; the next use opens it.

        Raises:
            DiskError: nothing changed.
        """
        with self._turn, files.disk_errors():
            self._let_go()
            path.replace(self._path)
            files.sync_folder(self._path.parent)

    def close(self) -> None:
        """Let a save that is under way end, then close for good and give up the lock of the file."""
        with self._turn:
            self._spec = None
            self._let_go()
            self._engine.dispose()

    def _connect(self) -> sqlcipher.Connection:
        if self._spec is None:
            raise VaultClosedError
        return cipher.connect(self._path, self._spec)

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sa.Connection]:
        with self._turn:
            if self._held is not None and self._inside:
                yield self._held
                return
            with _translated():
                yield from self._outermost(begin)

    def _outermost(self, begin: str) -> Iterator[sa.Connection]:
        self._begin = begin
        connection = self._held = self._held or self._engine.connect()
        self._inside = True
        try:
            with connection.begin():
                yield connection
                if not cipher.is_sound(driver_of(connection)):
                    raise VaultDamagedError(DAMAGED)
        except (exc.DBAPIError, sqlcipher.Error, MemoryError, VaultDamagedError):
            # After a fault of the disk or a bad page the connection's memory is not to be trusted either.
            self._let_go()
            raise
        finally:
            self._inside = False

    def _let_go(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held.invalidate()
            held.close()


def driver_of(connection: sa.Connection) -> sqlcipher.Connection:
    """Give the driver's own connection, for statements that every answer passes through."""
    return connection.connection.driver_connection


@contextmanager
def _translated() -> Iterator[None]:
    try:
        with cipher.translated():
            yield
    except exc.DBAPIError as error:
        meant = cipher.meaning(error.orig)
        if meant is None:
            raise
        raise meant from error.orig
