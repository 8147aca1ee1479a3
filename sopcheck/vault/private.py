"""What a vault keeps beside the ledger: half-typed text, last looks, what reviews showed, counters.

None of it is evidence, so none of it is signed; all of it is encrypted like the rest.
"""

from datetime import datetime

import sqlalchemy as sa

from sopcheck.cases.derived import Snapshot
from sopcheck.ledger.entry import PersonId, instant, instant_text
from sopcheck.vault import values
from sopcheck.vault.database import Database
from sopcheck.vault.schema import draft, marker, snapshot

_PROVED = "proved:"
_NOTICE = "print-notice"
# One statement reads and raises it, so that no two prints can be given one number.
_TAKE = (
    "INSERT INTO counter (name, value) VALUES (?, 1) "
    "ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value"
)


class PrintNotice:
    """What every document of the vault says under its title, such as that its cases are fictitious."""

    def __init__(self, database: Database) -> None:
        """Keep it in this database, so that it stays with the vault whoever opens it."""
        self._database = database

    def keep(self, words: str) -> None:
        """Keep the words in place of those before."""
        with self._database.write() as connection:
            values.put(connection, _NOTICE, words)

    def get(self) -> str:
        """Give the words; empty for a vault of real cases."""
        with self._database.read() as connection:
            return values.get(connection, _NOTICE) or ""


class Unfinished:
    """The half-typed text of one person; it outlives a lock, a crash and a power cut."""

    def __init__(self, database: Database, person: PersonId) -> None:
        """Keep the text of this person."""
        self._database = database
        self._person = person

    def keep(self, *, key: str, text: str) -> None:
        """Keep what was typed so far in the field that the key names."""
        row = {"person": self._person, "key": key, "text": text}
        with self._database.write() as connection:
            connection.execute(sa.insert(draft).prefix_with("OR REPLACE"), row)

    def get(self, key: str) -> str:
        """Give what was typed so far; empty if nothing was."""
        return self.all().get(key, "")

    def all(self) -> dict[str, str]:
        """Give everything that was typed and not yet recorded."""
        statement = sa.select(draft.c.key, draft.c.text).where(draft.c.person == self._person)
        with self._database.read() as connection:
            return {row.key: row.text for row in connection.execute(statement)}

    def drop(self, key: str) -> None:
        """Forget what was typed; it was recorded or is no longer wanted."""
        with self._database.write() as connection:
            drop_unfinished(connection, self._person, key)


class Markers:
    """When one person last looked at each case; private, and not read from the access book."""

    def __init__(self, database: Database, person: PersonId) -> None:
        """Keep the looks of this person."""
        self._database = database
        self._person = person

    def looked(self, *, case: str, at: datetime) -> None:
        """Remember a look."""
        row = {"person": self._person, "case_id": case, "at": instant_text(at)}
        with self._database.write() as connection:
            connection.execute(sa.insert(marker).prefix_with("OR REPLACE"), row)

    def last_look(self, case: str) -> datetime | None:
        """Tell when the person last looked; None for never."""
        mine = marker.c.person == self._person
        statement = sa.select(marker.c.at).where(mine, marker.c.case_id == case)
        with self._database.read() as connection:
            text = connection.execute(statement).scalar_one_or_none()
        return None if text is None else instant(text)


class Snapshots:
    """What signed reviews showed; written in the same transaction as the entry that signs its digest."""

    def __init__(self, database: Database) -> None:
        """Use the snapshots of this vault."""
        self._database = database

    def get(self, review: str) -> Snapshot | None:
        """Give what a review showed; None if it is not here."""
        statement = sa.select(snapshot).where(snapshot.c.review == review)
        with self._database.read() as connection:
            row = connection.execute(statement).one_or_none()
        return None if row is None else Snapshot(review=row.review, digest=row.digest, content=row.content)


class Proofs:
    """When what a vault promises was last proved here; the signed note of it is in the access book."""

    def __init__(self, database: Database) -> None:
        """Use the proofs of this vault."""
        self._database = database

    def last(self, name: str) -> datetime | None:
        """Give the last proof of this name; None if there was none."""
        with self._database.read() as connection:
            text = values.get(connection, _PROVED + name)
        return None if text is None else instant(text)

    def proved(self, name: str, at: datetime) -> None:
        """Remember a proof."""
        with self._database.write() as connection:
            values.put(connection, _PROVED + name, instant_text(at))


class Numbers:
    """Counters of this machine, such as the print number; a number is given once, whatever happens."""

    def __init__(self, database: Database) -> None:
        """Use the counters of this vault."""
        self._database = database

    def take(self, name: str) -> int:
        """Take the next number of a counter, 1 at first."""
        with self._database.write() as connection:
            return int(connection.exec_driver_sql(_TAKE, (name,)).scalar_one())


def drop_unfinished(connection: sa.Connection, person: PersonId, key: str) -> None:
    """Forget what a person typed in one field."""
    connection.execute(sa.delete(draft).where(draft.c.person == person, draft.c.key == key))


def drop_unfinished_of(connection: sa.Connection, case: str) -> None:
    """Forget what anybody typed in the fields of a case."""
    begins = draft.c.key.startswith(f"case:{case}", autoescape=True)
    connection.execute(sa.delete(draft).where(begins))


def drop_snapshot(connection: sa.Connection, review: str) -> None:
    """Forget what a review showed."""
    connection.execute(sa.delete(snapshot).where(snapshot.c.review == review))


def replace_snapshot(connection: sa.Connection, left: Snapshot) -> None:
    """Keep what is left of what a review showed, once texts were erased from it."""
    of_review = sa.update(snapshot).where(snapshot.c.review == left.review)
    connection.execute(of_review.values(content=left.content))


def put_snapshot(connection: sa.Connection, shown: Snapshot) -> None:
    """Keep what a review showed."""
    row = {"review": shown.review, "digest": shown.digest, "content": shown.content}
    # Never replaced: a second snapshot of a signed review is refused by the table.
    connection.execute(sa.insert(snapshot), row)
