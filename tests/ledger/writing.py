"""People, devices and entries for the tests of the ledger; signatures are keyed hashes."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from sopcheck import canonical
from sopcheck.ledger.chain import Head, Occasion, chain_id, extend, head_of, start
from sopcheck.ledger.entry import Book, Draft, Entry, EntryHash, PersonId, Signer, Stored, case_book

BOOK = case_book("c1")
START = datetime(2026, 5, 7, 9, 0, tzinfo=UTC)
ANN = PersonId("ann")
BEN = PersonId("ben")


@dataclass(frozen=True)
class HashSigner:
    """Signs by hashing with the person's name for a key."""

    person: PersonId

    def sign(self, message: bytes) -> bytes:
        return hashlib.sha256(self.person.encode() + message).digest()


@dataclass(frozen=True)
class HashVerifier:
    """Accepts what a `HashSigner` of a known person signed."""

    people: frozenset[PersonId]

    def knows(self, person: PersonId) -> bool:
        return person in self.people

    def accepts(self, person: PersonId, message: bytes, signature: bytes) -> bool:
        return signature == HashSigner(person).sign(message)


KNOWN = HashVerifier(frozenset({ANN, BEN}))


def draft(number: int = 0, *, book: Book = BOOK) -> Draft:
    body = canonical.encode({"answer": "done", "number": number})
    return Draft(book=book, kind="ItemAnswered", version=1, body=body, role="investigator")


class Device:
    """A machine that writes entries and knows those it was given."""

    def __init__(self, name: str, *, person: PersonId = ANN, ahead: timedelta = timedelta()) -> None:
        self.head: Head = start(chain_id(name.encode(), 1))
        self.known: dict[EntryHash, Stored] = {}
        self._signer = HashSigner(person)
        self._ahead = ahead
        self._written = 0

    def write(self, *, at: datetime = START, number: int | None = None, book: Book = BOOK) -> Stored:
        self._written += 1
        entry = extend(
            draft(self._written if number is None else number, book=book),
            after=self.head,
            seen=heads(self.known.values(), book),
            signer=self._signer,
            salt=self._written.to_bytes(16, "big"),
            occasion=Occasion(at=at + self._ahead, mono=self._written),
        )
        self.head = head_of(entry)
        self.known[entry.hash] = entry
        return entry

    def receive(self, entries: Iterable[Stored]) -> None:
        self.known.update((entry.hash, entry) for entry in entries)

    def restore(self, last: Stored) -> None:
        """Go back to when this entry was the last, as from a backup."""
        self.head = head_of(last)
        log = last.header.log
        self.known = {
            name: entry
            for name, entry in self.known.items()
            if entry.header.log != log or entry.header.seq <= last.header.seq
        }


def heads(entries: Iterable[Stored], book: Book) -> tuple[EntryHash, ...]:
    """Name the last entry of every chain in a book."""
    last: dict[str, Stored] = {}
    for entry in entries:
        if entry.book == book and entry.header.seq >= last.get(entry.header.log, entry).header.seq:
            last[entry.header.log] = entry
    return tuple(last[log].hash for log in sorted(last))


def line(count: int, *, device: str = "line", signer: Signer | None = None) -> list[Stored]:
    """Write that many entries on one device, a minute apart."""
    head = start(chain_id(device.encode(), 1))
    entries: list[Stored] = []
    for number in range(count):
        entry = extend(
            draft(number),
            after=head,
            seen=(head.hash,) if entries else (),
            signer=signer or HashSigner(ANN),
            salt=number.to_bytes(16, "big"),
            occasion=Occasion(at=START + timedelta(minutes=number), mono=number),
        )
        head = head_of(entry)
        entries.append(entry)
    return entries


def plain(entries: Sequence[Stored]) -> list[Entry]:
    return [entry.entry for entry in entries]


def resigned(entry: Stored, person: PersonId, header_bytes: bytes) -> Entry:
    """Sign other header bytes as somebody, keeping the body."""
    signature = HashSigner(person).sign(b"sopcheck/entry/v1\0" + header_bytes)
    return replace(entry.entry, header_bytes=header_bytes, signature=signature)
