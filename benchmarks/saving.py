"""An answer saved durably, beside a raw SQLCipher commit of the same bytes and one Ed25519 signature."""

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks import world
from benchmarks.measure import Figure, in_turn
from sopcheck.cases import codec
from sopcheck.cases.events import Given, ItemAnswered, NoteAdded, When
from sopcheck.checklists.definition import ChecklistId, ItemId
from sopcheck.ledger.entry import Draft, case_book
from sopcheck.vault.cipher import KeySpec, connect

TIMES = 300


def figures() -> Iterator[Figure]:
    """The ledger's append beside the raw commit; and the whole act of answering, for information."""
    with world.desk() as (desk, folder):
        case = world.case(desk)
        event = ItemAnswered(
            at=When(world.START),
            checklist=ChecklistId("cse-investigation"),
            item=ItemId("record-crime"),
            given=Given(status="done", reference="NV-C-26-40117"),
        )
        written = codec.encode(event)
        draft = Draft(
            book=case_book(case),
            kind=written.kind,
            version=written.version,
            body=written.body,
            role="investigator",
        )
        ledger = desk.opened.vault.ledger
        stored = ledger.append([draft], recorded_at=world.START)[0]
        raw = _raw_commit(folder, stored.entry.header_bytes, stored.entry.signature, written.body)
        ours, theirs = in_turn(lambda: ledger.append([draft], recorded_at=world.START), raw, times=TIMES)
        yield Figure("an entry saved durably", ours / theirs, 1.5, detail=f"{ours * 1000:.2f} ms")
        note = NoteAdded(at=When(world.START), text="x")
        whole, _ = in_turn(lambda: desk.casework.note(case, note.text, note.at), raw, times=50)
        yield Figure("a note decided, saved, indexed, evaluated", whole * 1000, 50, "ms")


def _raw_commit(folder: Path, header: bytes, signature: bytes, body: bytes) -> Callable[[], object]:
    spec = KeySpec(secrets.token_hex(48))
    connection = connect(folder / "raw.db", spec, create=True)
    connection.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, header BLOB, sig BLOB, body BLOB)")
    key = Ed25519PrivateKey.generate()

    def commit() -> None:
        key.sign(header)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            "INSERT INTO entry (header, sig, body) VALUES (?, ?, ?)", (header, signature, body)
        )
        connection.execute("COMMIT")

    return commit
