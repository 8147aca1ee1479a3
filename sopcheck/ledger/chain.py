"""A chain: the entries one device has written, each naming the one before.

A device has two: one for case books and the register, one for access, so that a bundle never carries who
looked at what. A restored or reinstalled machine starts new ones, with later epochs.
"""

import hashlib
from datetime import datetime

from msgspec import UNSET, Struct

from sopcheck.ledger import form
from sopcheck.ledger.entry import (
    ACCESS,
    FORMAT,
    SIGNED_FOR,
    Book,
    ChainId,
    Draft,
    Entry,
    EntryHash,
    Header,
    Signer,
    Stored,
    Times,
    body_hash,
    entry_hash,
    instant,
    instant_text,
    write_header,
)

# The first entry names something too, so that no chain can be made shorter at its beginning.
NOTHING_BEFORE = EntryHash("0" * 64)


class Head(Struct, frozen=True):
    """The last entry of a chain; `seq` 0 before the first."""

    log: ChainId
    seq: int
    hash: EntryHash
    utc: str


class Chains(Struct, frozen=True):
    """The two chains of a device."""

    record: ChainId
    access: ChainId

    def of(self, book: Book) -> ChainId:
        """Tell on which chain the entries of a book go."""
        return self.access if book == ACCESS else self.record


class Mark(Struct, frozen=True, array_like=True):
    """How far a chain had come, or was verified: the number and the hash of the last entry."""

    seq: int
    hash: EntryHash


class Occasion(Struct, frozen=True, kw_only=True):
    """When something is recorded: the wall clock (UTC) and milliseconds of a clock that never goes back."""

    at: datetime
    mono: int


def chain_id(device_key: bytes, epoch: int) -> ChainId:
    """Name a chain by its device and its epoch (`security.md` 5.2)."""
    return ChainId(hashlib.sha256(device_key + epoch.to_bytes(8, "big")).hexdigest()[:32])


def start(log: ChainId) -> Head:
    """Give the head of a chain that has no entry yet."""
    return Head(log, 0, NOTHING_BEFORE, "")


def head_of(entry: Stored) -> Head:
    """Give the head that a chain has after this entry."""
    return Head(entry.header.log, entry.header.seq, entry.hash, entry.header.t.utc)


def extend(
    draft: Draft, *, after: Head, seen: tuple[EntryHash, ...], signer: Signer, salt: bytes, occasion: Occasion
) -> Stored:
    """Make the next entry of a chain, signed.

    Raises:
        UnfitEntryError: the draft cannot be an entry.
    """
    form.check_draft(draft)
    header = _header(draft, after=after, seen=seen, signer=signer, salt=salt, occasion=occasion)
    form.check(header)
    # These bytes are signed, stored and sent, and never made again.
    header_bytes = write_header(header)
    entry = Entry(header_bytes, signer.sign(SIGNED_FOR + header_bytes), salt, draft.body)
    recorded = instant(header.t.utc)
    return Stored(entry_hash(header_bytes), header, entry, recorded, recorded)


def _header(
    draft: Draft, *, after: Head, seen: tuple[EntryHash, ...], signer: Signer, salt: bytes, occasion: Occasion
) -> Header:
    utc = instant_text(occasion.at)
    return Header(
        body_h=body_hash(salt, draft.body),
        body_n=len(draft.body),
        book=draft.book,
        bv=draft.version,
        by=signer.person,
        kind=draft.kind,
        log=after.log,
        prev=after.hash,
        role=draft.role,
        seen=seen,
        seq=after.seq + 1,
        sop=UNSET if draft.sop is None else draft.sop,
        # A clock that was set back is told in the entry itself, where its author cannot take it out later.
        t=Times(utc < after.utc, occasion.mono, utc),
        v=FORMAT,
    )
