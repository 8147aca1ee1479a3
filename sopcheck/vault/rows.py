"""Entries as rows. Plain statements, since every answer passes here; whoever reads them decodes outside.

A row is fetched inside the transaction and turned into an entry after the guard has passed it.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from msgspec import Struct

from sopcheck.ledger.chain import Mark
from sopcheck.ledger.entry import (
    Book,
    ChainId,
    Entry,
    EntryHash,
    Stored,
    instant,
    instant_text,
    stored,
)
from sopcheck.ledger.verify import content_fits
from sopcheck.vault.errors import VaultDamagedError

_CHUNK = 500
_COLUMNS = "e.hash, e.received, e.header, e.signature"
_BY_BOOK = f"SELECT {_COLUMNS}, b.salt, b.content FROM entry e LEFT JOIN body b ON b.entry = e.id WHERE e.book = ?"
_HEADERS_BY_BOOK = f"SELECT {_COLUMNS}, NULL, NULL FROM entry e WHERE e.book = ?"
_BY_LOG = (
    f"SELECT {_COLUMNS}, b.salt, b.content, e.id, e.log, e.seq, e.book FROM entry e "
    "LEFT JOIN body b ON b.entry = e.id WHERE e.log = ? AND (e.seq, e.id) > (?, ?) "
    f"ORDER BY e.seq, e.id LIMIT {_CHUNK}"
)
_INSERT_ENTRY = (
    "INSERT INTO entry (hash, log, seq, book, received, header, signature) VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_BODY = "INSERT INTO body (entry, salt, content) VALUES (last_insert_rowid(), ?, ?)"
_HEAD = "SELECT header FROM entry WHERE log = ? ORDER BY seq DESC, id LIMIT 1"
_SEEN = "SELECT log, max(seq), hash FROM entry WHERE book = ? GROUP BY log"
_AT_MARK = "SELECT 1 FROM entry WHERE hash = ? AND log = ? AND seq = ?"

Row = sa.Row[tuple[bytes, str, bytes, bytes, bytes | None, bytes | None]]


class Filed(Struct, frozen=True):
    """An entry with what its row says of it beside the header."""

    id: int
    hash: EntryHash
    log: ChainId
    seq: int
    book: Book
    entry: Entry


def insert(connection: sa.Connection, entry: Stored) -> None:
    """File an entry and its body."""
    header, content = entry.header, entry.entry
    filed = (
        bytes.fromhex(entry.hash),
        header.log,
        header.seq,
        header.book,
        instant_text(entry.received),
        content.header_bytes,
        content.signature,
    )
    connection.exec_driver_sql(_INSERT_ENTRY, filed)
    connection.exec_driver_sql(_INSERT_BODY, (content.salt, content.body))


def of_book(connection: sa.Connection, book: Book, *, bodies: bool) -> Sequence[Row]:
    """Fetch the entries of a book, with or without their bodies."""
    return connection.exec_driver_sql(_BY_BOOK if bodies else _HEADERS_BY_BOOK, (book,)).fetchall()


def of_log(connection: sa.Connection, log: ChainId, *, after: Filed | None, since: int) -> list[Filed]:
    """Fetch the next few hundred entries of a chain, those numbered above `since`; none when it has ended."""
    place = (since, 2**62) if after is None else (after.seq, after.id)
    rows = connection.exec_driver_sql(_BY_LOG, (log, *place)).fetchall()
    return [
        Filed(key, EntryHash(name.hex()), chain, seq, book, Entry(header, signature, salt, content))
        for name, _, header, signature, salt, content, key, chain, seq, book in rows
    ]


def head_header(connection: sa.Connection, log: ChainId) -> bytes | None:
    """Fetch the header of the last entry of a chain; None if it has none."""
    row = connection.exec_driver_sql(_HEAD, (log,)).first()
    return None if row is None else row[0]


def seen_in(connection: sa.Connection, book: Book) -> dict[ChainId, EntryHash]:
    """Fetch the last entry of every chain in a book."""
    rows = connection.exec_driver_sql(_SEEN, (book,)).fetchall()
    return {ChainId(log): EntryHash(name.hex()) for log, _, name in rows}


def has(connection: sa.Connection, log: ChainId, mark: Mark) -> bool:
    """Tell whether a chain still has the entry up to which it was verified."""
    place = (bytes.fromhex(mark.hash), log, mark.seq)
    return connection.exec_driver_sql(_AT_MARK, place).first() is not None


def logs(connection: sa.Connection) -> list[ChainId]:
    """Fetch the names of all chains."""
    return [ChainId(row[0]) for row in connection.exec_driver_sql("SELECT DISTINCT log FROM entry ORDER BY log")]


def books(connection: sa.Connection) -> list[Book]:
    """Fetch the names of all books."""
    return [Book(row[0]) for row in connection.exec_driver_sql("SELECT DISTINCT book FROM entry ORDER BY book")]


def count(connection: sa.Connection) -> int:
    """Count the entries."""
    return int(connection.exec_driver_sql("SELECT count(*) FROM entry").scalar_one())


def read(row: Row) -> Stored:
    """Turn a fetched row into an entry, its hash checked; a body that is not the signed one is left out.

    Raises:
        VaultDamagedError, MalformedHeaderError: the header was altered.
    """
    name, received, header, signature, salt, body = row
    entry = stored(Entry(header, signature, salt, body), received=instant(received))
    if bytes.fromhex(entry.hash) != name:
        raise altered()
    if salt is None or body is None or content_fits(entry.header, salt, body):
        return entry
    return Stored(
        entry.hash, entry.header, Entry(header, signature, None, None), entry.recorded, entry.received, altered=True
    )


def altered() -> VaultDamagedError:
    """Say that the entries of a book do not fit together."""
    return VaultDamagedError(
        "Entries of this vault are missing or were altered since they were signed. "
        "Verify the vault to see which, and restore a backup."
    )
