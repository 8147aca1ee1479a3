"""The migrations make exactly the tables that the program uses, all at once or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

from sopcheck.vault import cipher, migrations, schema
from sopcheck.vault.cipher import KeySpec
from sopcheck.vault.database import Database

SPEC = KeySpec("0123456789abcdef" * 6)
Shape = dict[str, dict[str, object]]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "vault.db"
    cipher.connect(path, SPEC, create=True).close()
    opened = Database(path, SPEC)
    yield opened
    opened.close()


def migrate(database: Database) -> None:
    with database.write() as connection:
        migrations.upgrade(connection)


def statements(connection: sa.Connection) -> dict[str, str]:
    """Tell how each table and index was made, but for what search and Alembic keep for themselves."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    return {name: sql for name, sql in rows if not name.startswith(("case_words", "alembic"))}


def test_the_migrations_make_the_tables_that_the_program_uses(database: Database) -> None:
    migrate(database)
    expected = sa.create_engine("sqlite://")
    with expected.begin() as connection:
        schema.metadata.create_all(connection)
        wanted = statements(connection)
    expected.dispose()

    with database.read() as connection:
        assert statements(connection) == wanted


def test_the_file_says_what_it_is_and_of_which_version(database: Database) -> None:
    migrate(database)

    with database.read() as connection:
        told = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("application_id", "user_version")
        ]
    assert told == [schema.APPLICATION_ID, schema.VERSION]


def test_migrating_twice_changes_nothing(database: Database) -> None:
    migrate(database)
    with database.read() as connection:
        before = statements(connection)

    migrate(database)

    with database.read() as connection:
        assert statements(connection) == before


def test_a_migration_that_fails_leaves_the_tables_as_they_were(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade = command.upgrade

    def fail_at_the_end(*given: object, **named: object) -> None:
        upgrade(*given, **named)  # type: ignore[arg-type]  # handed on as they came
        raise KeyError

    monkeypatch.setattr(command, "upgrade", fail_at_the_end)
    with pytest.raises(KeyError):
        migrate(database)

    with database.read() as connection:
        assert statements(connection) == {}


def test_a_deleted_search_text_leaves_no_trace(database: Database) -> None:
    migrate(database)

    with database.read() as connection:
        kept = connection.exec_driver_sql(
            "SELECT v FROM case_words_config WHERE k = 'secure-delete'"
        ).scalar_one()
    assert kept == 1
