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

from sopcheck.vault import cipher
from sopcheck.vault.cipher import KeySpec
from sopcheck.vault.errors import DAMAGED, IN_USE, VaultDamagedError, VaultInUseError


class Database:
    """An open vault database. Threads take turns; a read inside a write sees what was written."""

    def __init__(self, path: Path, spec: KeySpec) -> None:
        """Prepare the engine; nothing is opened yet."""
        self._engine = sa.create_engine(
            "sqlite+pysqlite://",
            creator=lambda: cipher.connect(path, spec),
            module=sqlcipher,
            poolclass=pool.QueuePool,
            pool_size=1,
            max_overflow=0,
            hide_parameters=True,
        )
        self._turn = threading.local()
        event.listen(self._engine, "begin", _begin)

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Open a transaction to read in.

        Raises:
            VaultDamagedError: a page failed its check; nothing read in the block may be used.
            VaultInUseError, DiskError: the machine says no.
        """
        with self._transaction(write=False) as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """Open a transaction to write in: on the disk when the block ends, or undone where it raises.

        Raises:
            VaultDamagedError, VaultInUseError, DiskError: nothing was saved.
        """
        with self._transaction(write=True) as connection:
            yield connection

    def close(self) -> None:
        """Close the connection, which gives up the lock of the file."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, *, write: bool) -> Iterator[sa.Connection]:
        held: sa.Connection | None = getattr(self._turn, "connection", None)
        if held is not None:
            yield held
            return
        with self._translated(), self._engine.connect().execution_options(write=write) as connection:
            self._turn.connection = connection
            try:
                with connection.begin():
                    yield connection
                    _require_sound(connection)
            except BaseException as error:
                _abandon(connection, error)
                raise
            finally:
                self._turn.connection = None

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except MemoryError:
            raise VaultDamagedError(DAMAGED) from None
        except exc.TimeoutError:
            raise VaultInUseError(IN_USE) from None
        except exc.DBAPIError as error:
            meant = cipher.meaning(error.orig)
            if meant is None:
                raise
            raise meant from error.orig


def _begin(connection: sa.Connection) -> None:
    write = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _require_sound(connection: sa.Connection) -> None:
    driver: sqlcipher.Connection = connection.connection.driver_connection
    if not cipher.is_sound(driver):
        raise VaultDamagedError(DAMAGED)


def _abandon(connection: sa.Connection, error: BaseException) -> None:
    # After a fault of the disk or a bad page the connection's own memory is not to be trusted either.
    if isinstance(error, exc.DBAPIError | MemoryError | VaultDamagedError) and not connection.closed:
        connection.invalidate()
