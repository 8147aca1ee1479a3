"""Entries as rows. Plain statements on the driver, since every answer passes here.

A row is fetched inside the transaction and turned into an entry after the guard has passed it.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from msgspec import Struct
from sqlcipher3 import dbapi2 as sqlcipher

from sopcheck.ledger.entry import Book, ChainId, Entry, EntryHash, Stored, instant, instant_text, stored
from sopcheck.ledger.verify import content_fits
from sopcheck.vault.database import driver_of
from sopcheck.vault.errors import DAMAGED, VaultDamagedError

Row = tuple[bytes, str, bytes, bytes, bytes | None, bytes | None]

_ERASE = "DELETE FROM body WHERE entry IN (SELECT id FROM entry WHERE hash = ?)"
_BY_BOOK = (
    "SELECT e.hash, e.received, e.header, e.signature, b.salt, b.content "
    "FROM entry e LEFT JOIN body b ON b.entry = e.id WHERE e.book = ?"
)
# In pieces, so that verifying a vault of years needs no more memory than a young one.
_BETWEEN = (
    "SELECT e.id, e.hash, e.log, e.seq, e.book, e.received, e.header, e.signature, b.salt, b.content "
    "FROM entry e LEFT JOIN body b ON b.entry = e.id WHERE e.id > ? AND e.id <= ? ORDER BY e.id LIMIT 500"
)
_INSERT_ENTRY = (
    "INSERT INTO entry (hash, log, seq, book, received, header, signature) VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_BODY = "INSERT INTO body (entry, salt, content) VALUES (last_insert_rowid(), ?, ?)"
# A device's own entries are the latest, so this ends soon without an index of its own.
_HEAD = "SELECT header FROM entry WHERE log = ? ORDER BY id DESC LIMIT 1"
_SEEN = "SELECT log, max(seq), hash FROM entry WHERE book = ? GROUP BY log"
# The newest first, so that only as many rows are read as there are new entries.
_NAMES = "SELECT hash, seq FROM entry WHERE log = ? ORDER BY id DESC"
_NAME_AT = "SELECT hash FROM entry WHERE log = ? AND seq = ? ORDER BY id LIMIT 1"
_HEADER_AT = "SELECT header FROM entry WHERE log = ? AND seq = ? ORDER BY id LIMIT 1"
_IN_INDEX = "SELECT count(*) FROM entry INDEXED BY entry_place"
_INDEXED_NAMES = "SELECT hash FROM entry INDEXED BY entry_place"
_HAS = "SELECT 1 FROM entry WHERE book = ? AND log = ? AND seq = ? AND hash = ?"


class Filed(Struct, frozen=True, gc=False):
    """An entry with what its row says of it beside the header."""

    id: int
    hash: EntryHash
    log: ChainId
    seq: int
    book: Book
    received: str
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
    driver = driver_of(connection)
    driver.execute(_INSERT_ENTRY, filed)
    driver.execute(_INSERT_BODY, (content.salt, content.body))


def erase(connection: sa.Connection, name: str) -> None:
    """Delete the words of an entry and their salt; its header and signature stay."""
    driver_of(connection).execute(_ERASE, (bytes.fromhex(name),))


def of_book(connection: sa.Connection, book: Book) -> Sequence[Row]:
    """Fetch the entries of a book."""
    found: list[Row] = driver_of(connection).execute(_BY_BOOK, (book,)).fetchall()
    return found


def between(connection: sa.Connection, row: int, end: int) -> list[Filed]:
    """Fetch the next few hundred entries filed after a row, up to another; none when there are no more."""
    return [
        Filed(key, EntryHash(name.hex()), log, seq, book, received, Entry(*entry))
        for key, name, log, seq, book, received, *entry in driver_of(connection).execute(_BETWEEN, (row, end))
    ]


def head_header(connection: sa.Connection, log: ChainId) -> bytes | None:
    """Fetch the header of the last entry of one of this device's own chains; None if it has none."""
    row = driver_of(connection).execute(_HEAD, (log,)).fetchone()
    return None if row is None else bytes(row[0])


def seen_in(connection: sa.Connection, book: Book) -> dict[ChainId, EntryHash]:
    """Fetch the last entry of every chain in a book."""
    rows = driver_of(connection).execute(_SEEN, (book,)).fetchall()
    return {ChainId(log): EntryHash(name.hex()) for log, _, name in rows}


def names_after(connection: sa.Connection, log: ChainId, seq: int) -> list[bytes]:
    """Fetch the names of the entries of one of this device's own chains that come after a number."""
    names: list[bytes] = []
    for name, number in driver_of(connection).execute(_NAMES, (log,)):
        if number <= seq:
            break
        names.append(bytes(name))
    return names[::-1]


def name_at(connection: sa.Connection, log: ChainId, seq: int) -> bytes | None:
    """Fetch the name of the entry with a number; None if there is none."""
    row = driver_of(connection).execute(_NAME_AT, (log, seq)).fetchone()
    return None if row is None else bytes(row[0])


def header_at(connection: sa.Connection, log: ChainId, seq: int) -> bytes | None:
    """Fetch the header of the entry with a number; None if there is none."""
    row = driver_of(connection).execute(_HEADER_AT, (log, seq)).fetchone()
    return None if row is None else bytes(row[0])


def logs(connection: sa.Connection) -> list[ChainId]:
    """Fetch the names of all chains."""
    found = driver_of(connection).execute("SELECT DISTINCT log FROM entry ORDER BY log").fetchall()
    return [ChainId(row[0]) for row in found]


def has(connection: sa.Connection, *, book: Book, log: ChainId, seq: int, name: EntryHash) -> bool:
    """Tell whether an entry is filed at its place."""
    place = (book, log, seq, bytes.fromhex(name))
    return driver_of(connection).execute(_HAS, place).fetchone() is not None


def books(connection: sa.Connection) -> list[Book]:
    """Fetch the names of all books."""
    rows = driver_of(connection).execute("SELECT DISTINCT book FROM entry ORDER BY book").fetchall()
    return [Book(row[0]) for row in rows]


def count(connection: sa.Connection, *, after: int = 0) -> int:
    """Count the entries that were filed after a row."""
    row = driver_of(connection).execute("SELECT count(*) FROM entry WHERE id > ?", (after,)).fetchone()
    return int(row[0])


def indexed(connection: sa.Connection) -> int:
    """Count the entries that can be found by their book."""
    (found,) = driver_of(connection).execute(_IN_INDEX).fetchone()
    return int(found)


def indexed_names(connection: sa.Connection) -> set[EntryHash]:
    """Name the entries that can be found by their book."""
    return {EntryHash(name.hex()) for (name,) in driver_of(connection).execute(_INDEXED_NAMES)}


def make_index(connection: sa.Connection) -> None:
    """Make the index by book again from the entries themselves.

    Raises:
        VaultDamagedError: two of them have one place.
    """
    try:
        driver_of(connection).execute("REINDEX entry_place")
    except sqlcipher.IntegrityError:
        raise VaultDamagedError(DAMAGED) from None


def last(connection: sa.Connection) -> int:
    """Tell the row that was filed last."""
    row = driver_of(connection).execute("SELECT coalesce(max(id), 0) FROM entry").fetchone()
    return int(row[0])


def read(row: Row) -> Stored:
    """Turn a fetched row into an entry, its hash checked; a body that is not the signed one is left out.

    Raises:
        VaultDamagedError, MalformedHeaderError: the header was altered.
    """
    name, received, header, signature, salt, body = row
    entry = stored(Entry(header, signature, salt, body), received=instant(received))
    if entry.hash != name.hex():
        raise altered()
    # A missing body may have been erased by law; the rest of the entry stands either way.
    if salt is None or body is None or content_fits(entry.header, salt, body):
        return entry
    return stored(Entry(header, signature, None, None), received=entry.received, altered=True)


def altered() -> VaultDamagedError:
    """Say that the entries of a book do not fit together."""
    return VaultDamagedError(
        "Entries of this vault are missing or were altered since they were signed. "
        "Verify the vault to see which, and restore a backup."
    )
