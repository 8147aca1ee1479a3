"""Opening a case of 300 entries: reading, decoding and folding beside the raw read of the same rows."""

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import world
from benchmarks.measure import Figure, in_turn, median
from sopcheck.cases.evaluation import evaluate
from sopcheck.cases.events import When
from sopcheck.cases.fold import fold
from sopcheck.ledger.entry import Stored, case_book
from sopcheck.services.scribe import recorded
from sopcheck.vault.cipher import KeySpec, connect

ENTRIES, TIMES = 300, 30


def figures() -> Iterator[Figure]:
    """The read and fold beside the raw read; the access entry and the evaluation apart."""
    with world.desk() as (desk, folder):
        case = world.case(desk)
        for number in range(ENTRIES - 5):
            desk.casework.note(case, f"Call {number} to the school about the timetable", When(world.START))
        ledger, definitions = desk.opened.vault.ledger, desk.opened.register.definitions
        book = case_book(case)
        stored = ledger.entries(book)
        raw = _raw_read(folder, stored)
        ours, theirs = in_turn(lambda: fold(recorded(ledger.entries(book)), definitions), raw, times=TIMES)
        detail = f"{ours * 1000:.2f} ms for {len(stored)} entries"
        yield Figure("a case read, decoded and folded", ours / theirs, 5, detail=detail)
        folded = fold(recorded(stored), definitions)
        calendar = desk.opened.register.calendar
        at = folded.last_known or world.START
        evaluated = median(lambda: evaluate(folded, definitions, calendar, at), times=TIMES)
        yield Figure("its evaluation, apart", evaluated * 1000, 5, "ms")
        viewed = median(lambda: desk.casework.view(case), times=TIMES)
        yield Figure("shown again, with the access entry", viewed * 1000, 50, "ms")


def _raw_read(folder: Path, stored: list[Stored]) -> Callable[[], object]:
    spec = KeySpec(secrets.token_hex(48))
    connection = connect(folder / "raw.db", spec, create=True)
    connection.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, header BLOB, sig BLOB, body BLOB)")
    connection.execute("BEGIN")
    for one in stored:
        row = (one.entry.header_bytes, one.entry.signature, one.entry.body)
        connection.execute("INSERT INTO entry (header, sig, body) VALUES (?, ?, ?)", row)
    connection.execute("COMMIT")
    return lambda: connection.execute("SELECT header, sig, body FROM entry").fetchall()
