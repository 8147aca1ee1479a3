"""The format of entries, pinned: what version 1 wrote is written and read the same by every later version."""

import json
from datetime import UTC, datetime
from pathlib import Path

from sopcheck.crypto.signing import KnownSigners, SigningKey
from sopcheck.ledger.chain import Head, Occasion, chain_id, extend, head_of, start
from sopcheck.ledger.entry import REGISTER, Book, Draft, Entry, PersonId, Sop, case_book
from sopcheck.ledger.verify import verify

PINNED = Path(__file__).parents[1] / "data" / "ledger" / "entries-version-1.json"
PERSON = PersonId("5f3a")
SIGNER = SigningKey(PERSON, bytes(range(32)))
DEVICE = SigningKey(PersonId("device"), bytes(range(32, 64)))
SOP = Sop("cse-investigation", "ab" * 32, "1.0")


def pinned() -> list[Entry]:
    """Read the entries as they were written."""
    return [
        Entry(*(bytes.fromhex(entry[name]) for name in ("header", "signature", "salt", "body")))
        for entry in json.loads(PINNED.read_text())["entries"]
    ]


def written() -> list[Entry]:
    """Write the same entries again."""
    head = start(chain_id(DEVICE.public, 1))
    first, head = entry(head, REGISTER, '{"name":"Ann"}', sop=None, second=0)
    second, head = entry(head, case_book("7c0ffee"), '{"answer":"done","text":"Żółć"}', sop=SOP, second=59)
    third, _ = entry(head, case_book("7c0ffee"), "{}", sop=None, second=3)
    return [first, second, third]


def entry(head: Head, book: Book, body: str, *, sop: Sop | None, second: int) -> tuple[Entry, Head]:
    made = extend(
        Draft(book=book, kind="ItemAnswered", version=1, body=body.encode(), role="investigator", sop=sop),
        after=head,
        seen=() if head.seq < 2 else (head.hash,),
        signer=SIGNER,
        salt=bytes([second] * 16),
        occasion=Occasion(at=datetime(2026, 10, 25, 1, 59, second, 999_000, UTC), mono=second * 1000),
    )
    return made.entry, head_of(made)


def test_entries_are_written_as_version_1_wrote_them() -> None:
    assert written() == pinned()


def test_entries_of_version_1_verify() -> None:
    assert verify(pinned(), verifier=KnownSigners({PERSON: [SIGNER.public]})) == []
