"""Opening a case of 300 entries: reading, decoding and folding beside the raw read of the same rows."""

import secrets
import statistics
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec

from benchmarks import world
from benchmarks.measure import Figure, median, seconds
from sopcheck.cases.case import Case
from sopcheck.cases.evaluation import evaluate
from sopcheck.cases.events import CaseId, When
from sopcheck.cases.folding.fold import fold
from sopcheck.ledger.entry import Book, Stored, case_book, instant_text
from sopcheck.services.desk import Desk
from sopcheck.services.scribe import recorded
from sopcheck.vault.cipher import KeySpec, connect

# What the vault keeps of an entry and must read back, in one table and without an index.
_SELECT = "SELECT name, received, header, sig, salt, body FROM entry"
ENTRIES, TIMES = 300, 15


def figures() -> Iterator[Figure]:
    """The first read after an unlock beside a first raw read; the access entry and the evaluation apart."""
    with world.unlockable() as (unlock, folder):
        case = _long_case(unlock())
        book = case_book(case)
        stored = unlock().opened.vault.ledger.entries(book)
        raw_file = _raw_file(folder, stored)
        mine, theirs = [], []
        for _ in range(TIMES):
            desk = unlock()
            mine.append(seconds(partial(_read, desk, book)))
            # Deriving a key sweeps the caches of the machine, before either side alike.
            unlock()
            connection = connect(folder / "raw.db", raw_file)
            theirs.append(seconds(connection.execute(_SELECT).fetchall))
            connection.close()
        ours, raw = statistics.median(mine), statistics.median(theirs)
        detail = f"{ours * 1000:.1f} ms for {len(stored)} entries, after an unlock"
        yield Figure("a case read, decoded and folded", ours / raw, 5, detail=detail)
        yield from _apart(unlock(), case)


def _apart(desk: Desk, case: CaseId) -> Iterator[Figure]:
    folded, definitions = _read(desk, case_book(case)), desk.opened.register.definitions
    calendar, at = desk.opened.register.calendar, folded.last_known or world.START
    evaluated = median(lambda: evaluate(folded, definitions, calendar, at), times=TIMES)
    yield Figure("its evaluation, apart", evaluated * 1000, 5, "ms")
    viewed = median(lambda: desk.casework.view(case), times=TIMES)
    yield Figure("shown again, with the access entry", viewed * 1000, 50, "ms")


def _long_case(desk: Desk) -> CaseId:
    case = world.case(desk)
    for number in range(ENTRIES - 5):
        desk.casework.note(case, f"Call {number} to the school about the timetable", When(world.START))
    return case


def _read(desk: Desk, book: Book) -> Case:
    return fold(recorded(desk.opened.vault.ledger.entries(book)), desk.opened.register.definitions)


def _raw_file(folder: Path, stored: list[Stored]) -> KeySpec:
    spec = KeySpec(secrets.token_hex(48))
    connection = connect(folder / "raw.db", spec, create=True)
    connection.execute("CREATE TABLE entry (name, received, header, sig, salt, body)")
    connection.execute("BEGIN")
    for one in stored:
        name, received = bytes.fromhex(one.hash), instant_text(one.received)
        row = (name, received, *msgspec.structs.astuple(one.entry))
        connection.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", row)
    connection.execute("COMMIT")
    connection.close()
    return spec
