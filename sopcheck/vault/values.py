"""Single values of a vault: its generation, how far it was verified, whether the index must be rebuilt."""

import sqlalchemy as sa

from sopcheck.vault.schema import meta


def get(connection: sa.Connection, key: str) -> str | None:
    """Fetch a value; None if there is none."""
    return connection.execute(sa.select(meta.c.value).where(meta.c.key == key)).scalar_one_or_none()


def put(connection: sa.Connection, key: str, value: str) -> None:
    """Keep a value in place of the one before."""
    connection.exec_driver_sql("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))


def drop(connection: sa.Connection, key: str) -> None:
    """Forget a value."""
    connection.execute(sa.delete(meta).where(meta.c.key == key))
