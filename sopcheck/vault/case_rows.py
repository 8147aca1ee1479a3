"""The derived index as rows: one for each case, one for each open limit, and the words of a case.

Everything here can be made again from the ledger. Times are kept as UTC text, which sorts as time does.
"""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from sopcheck.cases.derived import CaseRow, LimitRow, Words
from sopcheck.ledger.entry import instant, instant_text
from sopcheck.vault.database import driver_of
from sopcheck.vault.schema import case_index, limit_index

# Not "OR REPLACE", which deletes the row first and would take its limits along.
_PUT_CASE = (
    "INSERT INTO case_index (case_id, reference, operation, district, team, investigator, supervisor, "
    "opened, closed, answered, applicable, last_activity, next_moment, payload) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (case_id) DO UPDATE SET "
    "reference = excluded.reference, operation = excluded.operation, district = excluded.district, "
    "team = excluded.team, investigator = excluded.investigator, supervisor = excluded.supervisor, "
    "opened = excluded.opened, closed = excluded.closed, answered = excluded.answered, "
    "applicable = excluded.applicable, last_activity = excluded.last_activity, "
    "next_moment = excluded.next_moment, payload = excluded.payload"
)
_LIMITS_OF = "SELECT place, what, basis, soon_at, ends_at, id FROM limit_index WHERE case_id = ?"
_PUT_LIMIT = (
    "INSERT INTO limit_index (case_id, place, what, basis, soon_at, ends_at) VALUES (?, ?, ?, ?, ?, ?)"
)
_DROP_LIMIT = "DELETE FROM limit_index WHERE id = ?"
_FIND_PART = "SELECT id FROM case_text WHERE case_id = ? AND part = ?"
_ADD_PART = "INSERT INTO case_text (case_id, part) VALUES (?, ?)"
_ADD_WORDS = "INSERT INTO case_words (rowid, text) VALUES (last_insert_rowid(), ?)"
_CHANGE_WORDS = "UPDATE case_words SET text = ? WHERE rowid = ?"
_DROP_WORDS = "DELETE FROM case_words WHERE rowid = ?"
_DROP_PART = "DELETE FROM case_text WHERE id = ?"
_DROP_CASE_WORDS = "DELETE FROM case_words WHERE rowid IN (SELECT id FROM case_text WHERE case_id = ?)"
_DROP_CASE_PARTS = "DELETE FROM case_text WHERE case_id = ?"
_CLEAR = (
    "DELETE FROM limit_index",
    "DELETE FROM case_index",
    "DELETE FROM case_words",
    "DELETE FROM case_text",
)
_MATCHING = (
    "SELECT case_text.case_id FROM case_words JOIN case_text ON case_text.id = case_words.rowid "
    "WHERE case_words MATCH ?"
)
# What somebody pastes into the search field must not hold up the window.
_MOST_WORDS = 16
_MOST_LETTERS = 64


def put(connection: sa.Connection, row: CaseRow) -> None:
    """Keep the row of a case, and its limits, in place of those before.

    Only what differs is written: each page that is touched makes the save of an answer slower.
    """
    driver = driver_of(connection)
    driver.execute(_PUT_CASE, _case_columns(row))
    known = {tuple(columns): key for *columns, key in driver.execute(_LIMITS_OF, (row.case,))}
    wanted = {_limit_columns(limit) for limit in row.limits}
    driver.executemany(_DROP_LIMIT, [(key,) for columns, key in known.items() if columns not in wanted])
    driver.executemany(_PUT_LIMIT, [(row.case, *columns) for columns in wanted.difference(known)])


def put_words(connection: sa.Connection, words: Words) -> None:
    """Keep a searchable text, change it, or remove it."""
    driver = driver_of(connection)
    known = driver.execute(_FIND_PART, (words.case, words.part)).fetchone()
    if known is None and words.text:
        driver.execute(_ADD_PART, (words.case, words.part))
        driver.execute(_ADD_WORDS, (words.text,))
    elif words.text:
        driver.execute(_CHANGE_WORDS, (words.text, *known))
    elif known is not None:
        driver.execute(_DROP_WORDS, known)
        driver.execute(_DROP_PART, known)


def remove(connection: sa.Connection, case: str) -> None:
    """Forget a case: its row, its limits, its words."""
    connection.execute(sa.delete(case_index).where(case_index.c.case_id == case))
    connection.exec_driver_sql(_DROP_CASE_WORDS, (case,))
    connection.exec_driver_sql(_DROP_CASE_PARTS, (case,))


def clear(connection: sa.Connection) -> None:
    """Forget all cases."""
    for statement in _CLEAR:
        connection.exec_driver_sql(statement)


def fetch(connection: sa.Connection, *wanted: sa.ColumnElement[bool]) -> list[CaseRow]:
    """Fetch the rows of the cases that are wanted, the one with the latest activity first."""
    statement = sa.select(case_index).where(*wanted).order_by(case_index.c.last_activity.desc())
    cases = connection.execute(statement).mappings().all()
    limits = connection.execute(sa.select(limit_index).join(case_index).where(*wanted)).mappings().all()
    of_case: dict[str, list[LimitRow]] = {}
    for limit in limits:
        of_case.setdefault(limit["case_id"], []).append(limit_row(limit))
    return [_case_row(case, of_case.get(case["case_id"], [])) for case in cases]


def limit_row(columns: sa.RowMapping) -> LimitRow:
    """Turn a fetched limit into a value."""
    return LimitRow(
        place=columns["place"],
        what=columns["what"],
        basis=columns["basis"],
        soon_at=_time(columns["soon_at"]),
        ends_at=_time(columns["ends_at"]),
    )


def search(connection: sa.Connection, text: str, *, most: int) -> list[str]:
    """Find the cases in which every word begins some word, the one with the latest activity first."""
    words = [word[:_MOST_LETTERS] for word in text.split() if any(letter.isalnum() for letter in word)]
    # Word by word, since the words of a case lie in several texts.
    found = [_matching(connection, word) for word in words[:_MOST_WORDS]]
    if not found:
        return []
    cases = case_index.c.case_id
    statement = sa.select(cases).where(cases.in_(set.intersection(*found)))
    latest = statement.order_by(case_index.c.last_activity.desc()).limit(most)
    return list(connection.execute(latest).scalars())


def _matching(connection: sa.Connection, word: str) -> set[str]:
    return {row[0] for row in connection.exec_driver_sql(_MATCHING, (_beginning(word),))}


def _beginning(word: str) -> str:
    # Quoted, a word is text and never an operator of the search language; what no text can hold is left out.
    quoted = word.encode(errors="ignore").decode().replace("\0", "").replace('"', '""')
    return f'"{quoted}"*'


def _case_row(columns: sa.RowMapping, limits: Sequence[LimitRow]) -> CaseRow:
    return CaseRow(
        case=columns["case_id"],
        reference=columns["reference"],
        operation=columns["operation"],
        district=columns["district"],
        team=columns["team"],
        investigator=columns["investigator"],
        supervisor=columns["supervisor"],
        opened=instant(columns["opened"]),
        closed=bool(columns["closed"]),
        answered=columns["answered"],
        applicable=columns["applicable"],
        last_activity=instant(columns["last_activity"]),
        next_moment=_time(columns["next_moment"]),
        payload=columns["payload"],
        limits=tuple(limits),
    )


def _case_columns(row: CaseRow) -> tuple[str | int | bytes | None, ...]:
    return (
        row.case,
        row.reference,
        row.operation,
        row.district,
        row.team,
        row.investigator,
        row.supervisor,
        instant_text(row.opened),
        int(row.closed),
        row.answered,
        row.applicable,
        instant_text(row.last_activity),
        _text(row.next_moment),
        row.payload,
    )


def _limit_columns(limit: LimitRow) -> tuple[str, str, str, str | None, str | None]:
    return limit.place, limit.what, limit.basis, _text(limit.soon_at), _text(limit.ends_at)


def _text(at: datetime | None) -> str | None:
    return None if at is None else instant_text(at)


def _time(text: str | None) -> datetime | None:
    return None if text is None else instant(text)
