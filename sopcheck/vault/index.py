"""The derived index of an open vault: lists over many cases, limits that end soon, and search."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa

from sopcheck.cases.derived import CaseLine, CaseRow, OpenLimit, Words
from sopcheck.ledger.entry import instant_text
from sopcheck.vault import case_rows, values
from sopcheck.vault.database import Database
from sopcheck.vault.schema import case_index

_REBUILD = "rebuild"


class CaseIndex:
    """What lists and search need; all of it can be rebuilt from the ledger."""

    def __init__(self, database: Database) -> None:
        """Use the index of this vault."""
        self._database = database

    @property
    def must_rebuild(self) -> bool:
        """Whether the index may not agree with the ledger, and is to be rebuilt before it is shown."""
        with self._database.read() as connection:
            return values.get(connection, _REBUILD) is not None

    def agrees(self, cases: Collection[str]) -> bool:
        """Tell whether exactly these cases are listed, and the search finds the texts that it was given."""
        with self._database.write() as connection:
            return case_rows.listed(connection) == set(cases) and case_rows.finds_all_words(connection)

    def mark_for_rebuild(self) -> None:
        """Remember that the index does not agree with the ledger."""
        with self._database.write() as connection:
            values.put(connection, _REBUILD, "1")

    def rebuild(self, cases: Iterable[tuple[CaseRow, Sequence[Words]]]) -> None:
        """Replace the whole index; until it is done the old one stands."""
        # One transaction, so that a kill leaves the old index and not half a new one.
        with self._database.write() as connection:
            case_rows.clear(connection)
            for row, texts in cases:
                case_rows.put(connection, row)
                for words in texts:
                    case_rows.put_words(connection, words)
            values.drop(connection, _REBUILD)

    def put(self, row: CaseRow) -> None:
        """Keep the row of a case in place of the one before."""
        with self._database.write() as connection:
            case_rows.put(connection, row)

    def words(self, texts: Sequence[Words]) -> None:
        """Keep searchable texts in place of those before."""
        with self._database.write() as connection:
            for words in texts:
                case_rows.put_words(connection, words)

    def remove(self, case: str) -> None:
        """Forget a case."""
        with self._database.write() as connection:
            case_rows.remove(connection, case)

    def get(self, case: str) -> CaseRow | None:
        """Give the row of a case; None if there is none."""
        with self._database.read() as connection:
            return case_rows.fetch_one(connection, case_index.c.case_id == case)

    def by_reference(self, reference: str) -> CaseRow | None:
        """Find a case by its reference, whatever the case of its letters; None if there is none."""
        same = case_index.c.reference.collate("NOCASE") == reference
        with self._database.read() as connection:
            return case_rows.fetch_one(connection, same)

    def cases(
        self, *, open_only: bool = False, investigator: str | None = None, supervisor: str | None = None
    ) -> list[CaseRow]:
        """List cases without their limits, the one with the latest activity first."""
        wanted = _of(investigator, supervisor)
        if open_only:
            wanted.append(case_index.c.closed == 0)
        with self._database.read() as connection:
            return case_rows.fetch(connection, *wanted)

    def listed(self, holder: str | None = None) -> list[CaseLine]:
        """List the open cases that a person holds in any role, or all of them, the latest activity first."""
        with self._database.read() as connection:
            return case_rows.lines(connection, holder)

    def limits(self, *, soon_by: datetime, holder: str | None = None) -> list[OpenLimit]:
        """List the limits of open cases that are soon by then or have ended, the earliest end first."""
        with self._database.read() as connection:
            return case_rows.soon(connection, soon_by, holder)

    def coming(self, *, after: datetime, most: int, holder: str | None = None) -> list[OpenLimit]:
        """List the limits of open cases that end next among those that are not soon by then."""
        with self._database.read() as connection:
            return case_rows.coming(connection, after, holder, most=most)

    def stale(self, at: datetime) -> list[str]:
        """Name the cases in which something has changed by the passing of time alone."""
        # Asked of the rows themselves, so that a list of thousands evaluates only the few that turned.
        passed = case_index.c.next_moment <= instant_text(at)
        statement = sa.select(case_index.c.case_id).where(passed).order_by(case_index.c.next_moment)
        with self._database.read() as connection:
            return list(connection.execute(statement).scalars())

    def search(self, text: str, *, most: int = 50) -> list[str]:
        """Find cases by the beginnings of words, the one with the latest activity first."""
        with self._database.read() as connection:
            return case_rows.search(connection, text, most=most)


def _of(investigator: str | None, supervisor: str | None) -> list[sa.ColumnElement[bool]]:
    wanted: list[sa.ColumnElement[bool]] = []
    if investigator is not None:
        wanted.append(case_index.c.investigator == investigator)
    if supervisor is not None:
        wanted.append(case_index.c.supervisor == supervisor)
    return wanted
