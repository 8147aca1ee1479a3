"""Transactions are whole, threads take turns, and no row leaves that failed its check."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlcipher3 import dbapi2 as sqlcipher

from sopcheck.vault import cipher
from sopcheck.vault.cipher import KeySpec
from sopcheck.vault.database import Database, driver_of
from sopcheck.vault.errors import VaultClosedError, VaultDamagedError, VaultInUseError
from sopcheck.vault.folder import PAGE_BYTES

SPEC = KeySpec("0123456789abcdef" * 6)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "vault.db"
    connection = cipher.connect(path, SPEC, create=True)
    connection.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, text TEXT)")
    connection.close()
    return path


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    opened = Database(path, SPEC)
    yield opened
    opened.close()


def keep(database: Database, text: str) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO kept (text) VALUES (?)", (text,))


def kept(database: Database) -> list[str]:
    with database.read() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT text FROM kept ORDER BY id")]


def test_what_was_written_is_read(database: Database) -> None:
    keep(database, "one")
    keep(database, "two")

    assert kept(database) == ["one", "two"]


def test_what_was_written_is_there_for_the_next_to_open(database: Database, path: Path) -> None:
    keep(database, "one")
    database.close()

    assert kept(Database(path, SPEC)) == ["one"]


def test_a_block_that_raises_leaves_nothing(database: Database) -> None:
    def half() -> None:
        with database.write() as connection:
            connection.exec_driver_sql("INSERT INTO kept (text) VALUES ('half')")
            connection.exec_driver_sql("CREATE TABLE half (id INTEGER)")
            raise KeyError

    with pytest.raises(KeyError):
        half()

    assert kept(database) == []
    keep(database, "after")
    with database.read() as connection:
        assert sa.inspect(connection).get_table_names() == ["kept"]


def test_a_read_inside_a_write_sees_what_was_written(database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO kept (text) VALUES ('new')")
        assert kept(database) == ["new"]


def test_a_write_inside_a_write_is_part_of_it(database: Database) -> None:
    def half() -> None:
        with database.write():
            keep(database, "inner")
            raise KeyError

    with pytest.raises(KeyError):
        half()

    assert kept(database) == []


def test_reading_writes_nothing(database: Database, path: Path) -> None:
    keep(database, "one")
    before = path.read_bytes()

    kept(database)

    assert path.read_bytes() == before


def test_threads_take_turns(database: Database) -> None:
    threads = [threading.Thread(target=keep, args=(database, str(number))) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(int, kept(database))) == list(range(20))


def test_a_second_program_is_kept_out_from_the_first_read_on(database: Database, path: Path) -> None:
    kept(database)

    with pytest.raises(VaultInUseError):
        kept(Database(path, SPEC))


def test_a_closed_database_answers_nobody_and_lets_others_in(database: Database, path: Path) -> None:
    keep(database, "one")
    database.close()

    with pytest.raises(VaultClosedError, match="The vault is locked"):
        kept(database)
    assert kept(Database(path, SPEC)) == ["one"]


def test_closing_waits_for_a_save_to_end(database: Database, path: Path) -> None:
    writing, closing = threading.Event(), threading.Event()

    def save() -> None:
        with database.write() as connection:
            writing.set()
            closing.wait(5)
            connection.exec_driver_sql("INSERT INTO kept (text) VALUES ('saved')")

    saving = threading.Thread(target=save)
    saving.start()
    writing.wait(5)
    closer = threading.Thread(target=database.close)
    closer.start()
    closing.set()
    saving.join()
    closer.join()

    assert kept(Database(path, SPEC)) == ["saved"]


def test_a_page_that_fails_its_check_lets_no_row_out(database: Database, path: Path) -> None:
    """Overflow pages read as zeros without an error: the guard at the end of the block must tell."""
    text = "".join(f"{number:05d}" for number in range(20_000))
    keep(database, text)
    database.close()
    content = path.read_bytes()
    outcomes = {outcome(path, content, page, text) for page in range(len(content) // PAGE_BYTES)}

    assert outcomes == {"refused"}


def outcome(path: Path, content: bytes, page: int, text: str) -> str:
    place = page * PAGE_BYTES + 2000
    path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
    damaged = Database(path, SPEC)
    try:
        found = kept(damaged)
    except VaultDamagedError:
        return "refused"
    finally:
        damaged.close()
    return "right" if found == [text] else "wrong"


def test_after_damage_the_connection_is_not_used_again(database: Database) -> None:
    keep(database, "one")
    used: list[sqlcipher.Connection] = []

    def use(error: type[Exception] | None) -> None:
        with database.read() as connection:
            used.append(driver_of(connection))
            if error:
                raise error

    use(None)
    with pytest.raises(VaultDamagedError):
        use(MemoryError)
    use(None)

    assert used[0] is used[1]
    assert used[1] is not used[2]


def test_errors_tell_no_content(database: Database) -> None:
    with pytest.raises(sa.exc.OperationalError) as error, database.write() as connection:
        connection.execute(sa.text("INSERT INTO nowhere VALUES (:name)"), {"name": "Farrow"})

    assert "Farrow" not in str(error.value)


def test_a_bug_in_a_statement_stays_a_bug(database: Database) -> None:
    with pytest.raises(sqlcipher.OperationalError), database.read() as connection:
        driver_of(connection).execute("SELECT nothing")

    assert kept(database) == []
