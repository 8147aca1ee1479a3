"""An entry: a signed header that is kept for ever and a body that the law may have erased.

`security.md` 5.2 is the specification. Header and body are canonical JSON; bytes are signed, stored and
sent as they are and never re-encoded. The header holds no name and no content: who, when, which book,
what kind, its place in the chain, what its writer knew, and the salted hash of the body.
History of the format: v 1, the first.
"""

import hashlib
from datetime import UTC, datetime
from typing import NewType, Protocol

import msgspec
from msgspec import UNSET, Struct, UnsetType

from sopcheck.errors import DamagedError

PersonId = NewType("PersonId", str)
ChainId = NewType("ChainId", str)
EntryHash = NewType("EntryHash", str)
Book = NewType("Book", str)

REGISTER = Book("register")
ACCESS = Book("access")
FORMAT = 1
SALT_BYTES = 16
SIGNED_FOR = b"sopcheck/entry/v1\0"
_CASE = "case:"


class MalformedHeaderError(DamagedError):
    """The bytes of a header cannot be read as one."""


class Sop(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """The exact checklist version that was shown: its id, the digest of its content, its version."""

    id: str
    sha: str
    ver: str


class Times(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """When it was recorded: wall clock, monotonic milliseconds, and whether the wall clock had gone back.

    Evidence only; which answer stands is never decided by it.
    """

    back: bool
    mono: int
    utc: str


class Header(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, gc=False):
    """What is signed. The fields stand in the order of the canonical form, so that writing is plain."""

    body_h: str
    body_n: int
    book: Book
    bv: int
    by: PersonId
    kind: str
    log: ChainId
    prev: EntryHash
    role: str
    seen: tuple[EntryHash, ...]
    seq: int
    sop: Sop | UnsetType = UNSET
    t: Times
    v: int


class Entry(Struct, frozen=True, gc=False):
    """An entry as it is signed, sent and stored; salt and body are None once erased."""

    header_bytes: bytes
    signature: bytes
    salt: bytes | None
    body: bytes | None


class Draft(Struct, frozen=True, kw_only=True):
    """What somebody wishes to append: the kind and version of an event and its canonical bytes."""

    book: Book
    kind: str
    version: int
    body: bytes
    role: str
    sop: Sop | None = None


class Stored(Struct, frozen=True, gc=False):
    """An entry at hand, decoded once: when it was recorded and when it reached this vault, both UTC."""

    hash: EntryHash
    header: Header
    entry: Entry
    recorded: datetime
    received: datetime
    altered: bool = False

    @property
    def book(self) -> Book:
        """The book it stands in."""
        return self.header.book

    @property
    def kind(self) -> str:
        """The name of its event."""
        return self.header.kind

    @property
    def version(self) -> int:
        """The version of its body's format."""
        return self.header.bv

    @property
    def by(self) -> PersonId:
        """Who recorded it."""
        return self.header.by

    @property
    def role(self) -> str:
        """The role in which it was recorded."""
        return self.header.role

    @property
    def body(self) -> bytes | None:
        """Its event as canonical bytes; None where that was erased, is not here or was altered."""
        return self.entry.body


class Signer(Protocol):
    """The person at the keyboard, able to sign as themselves and as nobody else."""

    @property
    def person(self) -> PersonId:
        """Who signs."""

    def sign(self, message: bytes) -> bytes:
        """Sign the message."""


_READER = msgspec.json.Decoder(Header)
_WRITER = msgspec.json.Encoder()


def case_book(case: str) -> Book:
    """Name the book of a case."""
    return Book(_CASE + case)


def case_of(book: Book) -> str | None:
    """Tell whose book it is; None for the register and the access book."""
    return book.removeprefix(_CASE) if book.startswith(_CASE) else None


def entry_hash(header_bytes: bytes) -> EntryHash:
    """Name an entry by its header; the leaf hash of RFC 6962, so chain and tree share the value."""
    # The byte before it keeps a leaf apart from an inner node of the tree, as RFC 6962 2.1 asks.
    return EntryHash(hashlib.sha256(b"\0" + header_bytes).hexdigest())


def body_hash(salt: bytes, body: bytes) -> str:
    """Bind a body to its header; the salt keeps the hash silent once both are erased."""
    return hashlib.sha256(salt + body).hexdigest()


def write_header(header: Header) -> bytes:
    """Give the canonical bytes of a header whose form was checked (`form.check`)."""
    return _WRITER.encode(header)


def read_header(header_bytes: bytes) -> Header:
    """Read a header without judging its form; `form.problem` and `verify` do that.

    Raises:
        MalformedHeaderError: the bytes are no header, or one of a newer format.
    """
    try:
        return _READER.decode(header_bytes)
    # Not chained below: what the decoder says may quote the bytes, and errors carry no content.
    except msgspec.MsgspecError:
        raise MalformedHeaderError(
            "An entry of this vault cannot be read. Verify the vault, and restore a backup if it says so."
        ) from None


def instant(text: str) -> datetime:
    """Read the time of a header.

    Raises:
        MalformedHeaderError: it is no time.
    """
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise MalformedHeaderError(
            "The time of an entry cannot be read. Verify the vault, and restore a backup if it says so."
        ) from None


def instant_text(at: datetime) -> str:
    """Write a time as headers have it: UTC, milliseconds, cut and not rounded."""
    # Cut, because an entry rounded up would have been recorded after the moment that its author saw.
    return at.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def stored(entry: Entry, *, received: datetime, altered: bool = False) -> Stored:
    """Decode an entry.

    Raises:
        MalformedHeaderError: its header cannot be read.
    """
    header = read_header(entry.header_bytes)
    name = entry_hash(entry.header_bytes)
    return Stored(name, header, entry, instant(header.t.utc), received, altered)
