"""The ledger as kept in a vault: appending in one durable transaction, reading a book, verifying all."""

import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime

import sqlalchemy as sa

from sopcheck.cases.derived import Change
from sopcheck.ledger.chain import Chains, Head, Occasion, extend, head_of, start
from sopcheck.ledger.entry import (
    ACCESS,
    SALT_BYTES,
    Book,
    ChainId,
    Draft,
    EntryHash,
    PersonId,
    Signer,
    Stored,
    entry_hash,
    read_header,
)
from sopcheck.ledger.merge import order
from sopcheck.progress import Progress
from sopcheck.vault import rows
from sopcheck.vault.changes import apply
from sopcheck.vault.database import Database
from sopcheck.vault.errors import OlderVaultError
from sopcheck.vault.machine import Machine
from sopcheck.vault.verification import Report, Verification
from sopcheck.vault.witness import Witness

Also = Callable[[Sequence[Stored]], Change]


class Ledger:
    """The entries of an open vault. Several threads may call it; appends wait for each other."""

    def __init__(
        self,
        database: Database,
        *,
        chains: Chains,
        signer: Signer,
        machine: Machine,
        verification: Verification,
        witness: Witness,
    ) -> None:
        """Write on these chains, as this person."""
        self._database = database
        self._chains = chains
        self._signer = signer
        self._machine = machine
        self._verification = verification
        self._witness = witness
        self._checkpoints = witness.checkpoints
        # Taken before the database's own turn: two appends must not build on the same head.
        self._turn = threading.RLock()
        self._heads: dict[ChainId, Head] = {}
        self._seen: dict[Book, dict[ChainId, EntryHash]] = {}

    def append(
        self, drafts: Sequence[Draft], *, recorded_at: datetime, also: Also | None = None
    ) -> list[Stored]:
        """Record drafts in the order given, signed, and what follows from them: all on the disk, or nothing.

        `also` is told the new entries and says what else changes; it may read the vault.

        Raises:
            DiskError, VaultInUseError, VaultDamagedError: nothing was saved.
            UnfitEntryError: a draft cannot be recorded; nothing was saved.
            OlderVaultError: the vault is an older state of itself, where only looking is noted.
        """
        if self._witness.is_behind and any(draft.book != ACCESS for draft in drafts):
            raise OlderVaultError
        occasion = Occasion(at=recorded_at, mono=self._machine.monotonic_ms())
        with self._turn, self._remembering(), self._database.write() as connection:
            entries = [self._next(connection, draft, occasion) for draft in drafts]
            for entry in entries:
                rows.insert(connection, entry)
            if also is not None:
                apply(connection, also(entries), person=self._signer.person)
            for head in {entry.header.log: head_of(entry) for entry in entries}.values():
                self._checkpoints.follow(connection, head.log, head.seq)
        return entries

    def entries(self, book: Book) -> list[Stored]:
        """Give the entries of a book in order; hashes are checked, and that none is missing between them.

        Raises:
            VaultDamagedError, MalformedHeaderError: entries are missing or altered.
            VaultInUseError, DiskError: the machine says no.
        """
        with self._database.read() as connection:
            fetched = rows.of_book(connection, book)
        # Decoded outside: a page that failed its check reads as zeros until the guard has spoken.
        entries = [rows.read(row) for row in fetched]
        # Each entry names the heads it was written upon, so one that was taken out leaves its name behind.
        names = {entry.hash for entry in entries}
        if any(not names.issuperset(entry.header.seen) for entry in entries):
            raise rows.altered()
        return order(entries)

    def books(self) -> list[Book]:
        """Name the books that have entries."""
        with self._database.read() as connection:
            return rows.books(connection)

    def count(self) -> int:
        """Count the entries of all books."""
        with self._database.read() as connection:
            return rows.count(connection)

    def verify(
        self,
        *,
        keys: Mapping[PersonId, Collection[bytes]],
        everything: bool = True,
        progress: Progress | None = None,
    ) -> Report:
        """Check every entry, or those since the last good check, with signatures; others may save meanwhile.

        `keys` are the public keys of the people in the register. What `progress` raises ends the check.

        Raises:
            UnfitKeyError: a key proves nothing.
            VaultDamagedError, VaultInUseError, DiskError: the database could not be read.
        """
        return self._verification.run(keys, everything=everything, progress=progress)

    def _next(self, connection: sa.Connection, draft: Draft, occasion: Occasion) -> Stored:
        log = self._chains.of(draft.book)
        seen = self._seen_in(connection, draft.book)
        entry = extend(
            draft,
            after=self._head(connection, log),
            seen=tuple(seen[chain] for chain in sorted(seen)),
            signer=self._signer,
            salt=self._machine.random_bytes(SALT_BYTES),
            occasion=occasion,
        )
        self._heads[log] = head_of(entry)
        seen[log] = entry.hash
        return entry

    def _head(self, connection: sa.Connection, log: ChainId) -> Head:
        if log not in self._heads:
            header_bytes = rows.head_header(connection, log)
            self._heads[log] = start(log) if header_bytes is None else _head_from(header_bytes)
        return self._heads[log]

    def _seen_in(self, connection: sa.Connection, book: Book) -> dict[ChainId, EntryHash]:
        if book not in self._seen:
            self._seen[book] = rows.seen_in(connection, book)
        return self._seen[book]

    @contextmanager
    def _remembering(self) -> Iterator[None]:
        # What was not saved must not be built upon: after a failure the heads are read again.
        with ExitStack() as undoing:
            undoing.callback(self._heads.clear)
            undoing.callback(self._seen.clear)
            undoing.callback(self._checkpoints.forget)
            yield
            undoing.pop_all()


def _head_from(header_bytes: bytes) -> Head:
    header = read_header(header_bytes)
    return Head(header.log, header.seq, entry_hash(header_bytes), header.t.utc)
