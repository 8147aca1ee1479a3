"""Another library reads our vaults and agrees with ours, entry by entry; it never reads a damaged page."""

from pathlib import Path

import apsw
import pytest

from sopcheck.ledger.entry import ACCESS
from tests.vault.test_pinned import PINNED
from tests.vault.vaults import BOOK, copy_of, enter, fill, spec_of

ENTRIES = (
    "SELECT hex(hash), seq, book, header, signature, salt, content FROM entry JOIN body ON entry = entry.id"
)


def opened(folder: Path) -> apsw.Connection:
    """Open a locked vault with SQLite3 Multiple Ciphers, as version 4 of SQLCipher writes."""
    connection = apsw.Connection(str(folder / "vault.db"), flags=apsw.SQLITE_OPEN_READONLY)
    for pragma in ("PRAGMA cipher = 'sqlcipher'", "PRAGMA legacy = 4", spec_of(folder).pragma()):
        connection.execute(pragma).fetchall()
    return connection


def test_it_reads_every_entry_as_we_do(folder: Path) -> None:
    with enter(folder) as vault:
        fill(vault, 40, text="long " * 900)
        fill(vault, 5, book=ACCESS)
        ours = {
            (one.hash.upper(), one.header.seq, one.book, one.entry)
            for book in (BOOK, ACCESS)
            for one in vault.ledger.entries(book)
        }
    connection = opened(folder)
    theirs = connection.execute(ENTRIES).fetchall()
    assert {row[:3] for row in theirs} == {row[:3] for row in ours}
    assert {row[3:] for row in theirs} == {
        (one.header_bytes, one.signature, one.salt, one.body) for *_, one in ours
    }
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def test_it_searches_what_we_indexed(pinned: Path) -> None:
    connection = opened(pinned)
    assert connection.execute(
        "SELECT count(*) FROM case_words WHERE case_words MATCH 'heather'"
    ).fetchall() == [(1,)]
    connection.close()


@pytest.fixture
def pinned(tmp_path: Path) -> Path:
    """A copy of the vault that version 1 made."""
    return copy_of(PINNED, tmp_path / "vault")


def test_it_raises_where_a_page_was_damaged(used_folder: Path) -> None:
    path = used_folder / "vault.db"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    connection = opened(used_folder)
    with pytest.raises(apsw.Error):
        connection.execute("SELECT content FROM body UNION ALL SELECT header FROM entry").fetchall()
    connection.close()
