"""The derived index as rows: one for each case, one for each open limit, and the words of a case.

Everything here can be made again from the ledger. Times are kept as UTC text, which sorts as time does.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlcipher3 import dbapi2 as sqlcipher

from sopcheck.cases.derived import CaseLine, CaseRow, LimitRow, OpenLimit, Words
from sopcheck.ledger.entry import instant, instant_text
from sopcheck.vault.database import driver_of
from sopcheck.vault.letters import one_spelling
from sopcheck.vault.schema import case_index, case_payload, limit_index

_LINE = (
    "case_id",
    "reference",
    "operation",
    "district",
    "team",
    "investigator",
    "supervisor",
    "opened",
    "closed",
    "answered",
    "applicable",
    "last_activity",
    "last_review",
    "next_review",
    "next_limit",
    "next_words",
    "next_basis",
    "owner_absent",
    "directed",
)
_CASE = (*_LINE, "next_moment")
# Not "OR REPLACE", which deletes the row first and would take its limits along.
_PUT_CASE = (
    f"INSERT INTO case_index ({', '.join(_CASE)}) VALUES ({', '.join('?' * len(_CASE))}) "  # noqa: S608 - our own names
    "ON CONFLICT (case_id) DO UPDATE SET " + ", ".join(f"{name} = excluded.{name}" for name in _CASE[1:])
)
_PUT_PAYLOAD = (
    "INSERT INTO case_payload (case_id, payload) VALUES (?, ?) "
    "ON CONFLICT (case_id) DO UPDATE SET payload = excluded.payload"
)
# By rowid where two are as late, so that a list stands still from one look to the next.
_LATEST_FIRST = " ORDER BY case_index.last_activity DESC, case_index.rowid"
_LISTED = f"SELECT {', '.join(f'case_index.{name}' for name in _LINE)} FROM case_index"  # noqa: S608 - our own names
_OPEN_LIMITS = (
    "SELECT limit_index.case_id, place, what, basis, soon_at, ends_at FROM {tables} "
    "USING (case_id) WHERE case_index.closed = 0 AND {wanted} ORDER BY {order}"
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
# Where the index of the words is damaged, what is to be deleted could not be found in it.
_CLEAR = (
    "INSERT INTO case_words (case_words) VALUES ('rebuild')",
    "DELETE FROM limit_index",
    "DELETE FROM case_payload",
    "DELETE FROM case_index",
    "DELETE FROM case_words",
    "DELETE FROM case_text",
)
_CHECK_WORDS = "INSERT INTO case_words (case_words) VALUES ('integrity-check')"
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
    driver.execute(_PUT_PAYLOAD, (row.case, row.payload))
    known = {tuple(columns): key for *columns, key in driver.execute(_LIMITS_OF, (row.case,))}
    wanted = {_limit_columns(limit) for limit in row.limits}
    driver.executemany(_DROP_LIMIT, [(key,) for columns, key in known.items() if columns not in wanted])
    driver.executemany(_PUT_LIMIT, [(row.case, *columns) for columns in wanted.difference(known)])


def put_words(connection: sa.Connection, words: Words) -> None:
    """Keep a searchable text, change it, or remove it."""
    driver = driver_of(connection)
    known = driver.execute(_FIND_PART, (words.case, words.part)).fetchone()
    text = one_spelling(words.text)
    if known is None and text:
        driver.execute(_ADD_PART, (words.case, words.part))
        driver.execute(_ADD_WORDS, (text,))
    elif text:
        driver.execute(_CHANGE_WORDS, (text, *known))
    elif known is not None:
        driver.execute(_DROP_WORDS, known)
        driver.execute(_DROP_PART, known)


def remove(connection: sa.Connection, case: str) -> None:
    """Forget a case: its row, its limits, its words."""
    connection.execute(sa.delete(case_index).where(case_index.c.case_id == case))
    connection.exec_driver_sql(_DROP_CASE_WORDS, (case,))
    connection.exec_driver_sql(_DROP_CASE_PARTS, (case,))


def listed(connection: sa.Connection) -> set[str]:
    """Name the cases that have a row."""
    return set(connection.execute(sa.select(case_index.c.case_id)).scalars())


def finds_all_words(connection: sa.Connection) -> bool:
    """Tell whether the search finds every text that it was given, each in a case that has a row."""
    try:
        driver_of(connection).execute(_CHECK_WORDS)
    except sqlcipher.DatabaseError:
        return False
    return True


def clear(connection: sa.Connection) -> None:
    """Forget all cases."""
    for statement in _CLEAR:
        connection.exec_driver_sql(statement)


def fetch(connection: sa.Connection, *wanted: sa.ColumnElement[bool]) -> list[CaseRow]:
    """Fetch the rows of cases that are wanted, without their limits; the latest activity first."""
    statement = sa.select(case_index, case_payload.c.payload).join(case_payload).where(*wanted)
    latest = statement.order_by(case_index.c.last_activity.desc(), sa.text("case_index.rowid"))
    return [_case_row(case) for case in connection.execute(latest).mappings()]


def fetch_one(connection: sa.Connection, wanted: sa.ColumnElement[bool]) -> CaseRow | None:
    """Fetch the row of one case with its limits, by their ends; None if there is none."""
    row = next(iter(fetch(connection, wanted)), None)
    if row is None:
        return None
    by_end = (limit_index.c.ends_at.is_(None), limit_index.c.ends_at, limit_index.c.id)
    statement = sa.select(limit_index).where(limit_index.c.case_id == row.case).order_by(*by_end)
    limits = tuple(limit_row(limit) for limit in connection.execute(statement).mappings())
    return msgspec.structs.replace(row, limits=limits)


def lines(connection: sa.Connection, holder: str | None) -> list[CaseLine]:
    """Fetch the open cases that a person holds, or all of them, as a list shows them; the latest first."""
    held = "" if holder is None else " AND (investigator = ?1 OR supervisor = ?1)"
    statement = f"{_LISTED} WHERE closed = 0{held}{_LATEST_FIRST}"
    found = driver_of(connection).execute(statement, () if holder is None else (holder,))
    return [_line(columns) for columns in found]


def soon(connection: sa.Connection, by: datetime, holder: str | None) -> list[OpenLimit]:
    """Fetch the limits of open cases that are soon by then or have ended, the earliest end first."""
    # What is open without an end comes last; SQLite would put it before everything.
    order = "ends_at IS NULL, ends_at, limit_index.id"
    return _open_limits(connection, "soon_at <= ?1", by, holder, order=order)


def coming(connection: sa.Connection, after: datetime, holder: str | None, *, most: int) -> list[OpenLimit]:
    """Fetch the limits that end next of those that are not soon yet, at most so many."""
    order = f"ends_at, limit_index.id LIMIT {most:d}"
    return _open_limits(connection, "ends_at >= ?1 AND soon_at > ?1", after, holder, order=order)


def _open_limits(
    connection: sa.Connection, wanted: str, at: datetime, holder: str | None, *, order: str
) -> list[OpenLimit]:
    # Always from the side that has fewer: a person's few cases, or everybody's few limits of the range.
    tables, of = "limit_index CROSS JOIN case_index", [instant_text(at)]
    if holder is not None:
        tables, of = "case_index CROSS JOIN limit_index", [*of, holder]
        wanted += " AND (investigator = ?2 OR supervisor = ?2)"
    found = driver_of(connection).execute(_OPEN_LIMITS.format(tables=tables, wanted=wanted, order=order), of)
    return [_open_limit(*columns) for columns in found]


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
    # As it was typed too: an index that was made before keeps its letters until it is made again.
    return {
        row[0]
        for spelling in {word, one_spelling(word)}
        for row in connection.exec_driver_sql(_MATCHING, (_beginning(spelling),))
    }


def _beginning(word: str) -> str:
    # Quoted, a word is text and never an operator of the search language; what no text can hold is left out.
    quoted = word.encode(errors="ignore").decode().replace("\0", "").replace('"', '""')
    return f'"{quoted}"*'


def _open_limit(
    case: str, place: str, what: str, basis: str, soon_at: str | None, ends_at: str | None
) -> OpenLimit:
    limit = LimitRow(place=place, what=what, basis=basis, soon_at=_time(soon_at), ends_at=_time(ends_at))
    return OpenLimit(case=case, limit=limit)


def _line(columns: Sequence[Any]) -> CaseLine:
    """Turn what the driver gives for `_LINE` into a value."""
    opened, closed, answered, applicable, last_activity, *later = columns[7:]
    last_review, next_review, next_limit, next_words, next_basis, owner_absent, directed = later
    return CaseLine(
        case=columns[0],
        reference=columns[1],
        operation=columns[2],
        district=columns[3],
        team=columns[4],
        investigator=columns[5],
        supervisor=columns[6],
        opened=instant(opened),
        closed=closed == 1,
        answered=answered,
        applicable=applicable,
        last_activity=instant(last_activity),
        last_review=_time(last_review),
        next_review=_time(next_review),
        next_limit=_time(next_limit),
        next_words=next_words,
        next_basis=next_basis,
        owner_absent=owner_absent == 1,
        directed=directed,
    )


def _case_row(columns: sa.RowMapping) -> CaseRow:
    line = _line([columns[name] for name in _LINE])
    return CaseRow(
        **msgspec.structs.asdict(line),
        next_moment=_time(columns["next_moment"]),
        payload=columns["payload"],
        limits=(),
    )


def _case_columns(row: CaseRow) -> tuple[str | int | None, ...]:
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
        _text(row.last_review),
        _text(row.next_review),
        _text(row.next_limit),
        row.next_words,
        row.next_basis,
        int(row.owner_absent),
        row.directed,
        _text(row.next_moment),
    )


def _limit_columns(limit: LimitRow) -> tuple[str, str, str, str | None, str | None]:
    return limit.place, limit.what, limit.basis, _text(limit.soon_at), _text(limit.ends_at)


def _text(at: datetime | None) -> str | None:
    return None if at is None else instant_text(at)


def _time(text: str | None) -> datetime | None:
    return None if text is None else instant(text)
