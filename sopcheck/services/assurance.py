"""Showing that nothing was altered or lost: verifying the ledger, rebuilding what is derived from it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sopcheck.cases.access_events import DamageNoted, VaultVerified
from sopcheck.cases.events import When
from sopcheck.ledger.entry import PersonId, case_of
from sopcheck.ledger.verify import Problem
from sopcheck.services.case_books import CaseBooks
from sopcheck.services.opened import Opened
from sopcheck.services.signed_records import SignedRecords

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport:
    """What a verification found."""

    ok: bool
    entries: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultStatus:
    """What may be said of a vault at a glance."""

    vault: str
    entries: int
    cases: int
    people: int
    last_verified: datetime | None
    size_bytes: int
    notices: tuple[str, ...]


class Assurance:
    """Verifies and rebuilds an open vault."""

    def __init__(
        self, opened: Opened, books: CaseBooks, size: Callable[[], int], records: SignedRecords
    ) -> None:
        self._vault = opened.vault
        self._scribe = opened.scribe
        self._register = opened.register
        self._books = books
        self._size = size
        self._records = records
        self._last_verified: datetime | None = None

    def verify(self, progress: Progress | None = None) -> VerifyReport:
        """Check every entry's place, author and signature and what reviews signed, and note the result."""
        found = self._vault.ledger.verify(keys=self._keys(), everything=True, progress=progress)
        problems = (*found.problems, *self._records.problems())
        now = self._scribe.now()
        done = VaultVerified(at=When(now), checked=found.checked, problems=len(problems))
        # In one go with the result, so that no verification stands there without the damage it found.
        self._scribe.note_access(done, *self._damage(problems))
        self._last_verified = now
        return VerifyReport(ok=not problems, entries=found.checked, problems=problems)

    def catch_up(self) -> VerifyReport:
        """Verify what came since the last time, quietly; damage is noted, and the next unlock is quick."""
        found = self._vault.ledger.verify(keys=self._keys(), everything=False)
        if found.problems:
            self._scribe.note_access(*self._damage(found.problems))
        return VerifyReport(ok=not found.problems, entries=found.checked, problems=found.problems)

    def make_ready(self) -> None:
        """Make the index again where the vault says that it must be, before anything is listed from it."""
        if self._vault.index.must_rebuild:
            self.rebuild()

    def rebuild(self, progress: Progress | None = None) -> int:
        """Make the index of all cases again from the ledger; gives how many cases there are."""
        cases = [case for book in self._vault.ledger.books() if (case := case_of(book))]
        # All are made before any is written: the index that is there stays until the new one is whole.
        rows = []
        for done, case in enumerate(cases, start=1):
            rows.append(self._books.indexed(case))
            if progress is not None:
                progress(done, len(cases))
        self._vault.index.rebuild(rows)
        return len(cases)

    def status(self) -> VaultStatus:
        """The vault at a glance."""
        return VaultStatus(
            vault=self._vault.vault_id,
            entries=self._vault.ledger.count(),
            cases=sum(1 for book in self._vault.ledger.books() if case_of(book)),
            people=len(self._register.people),
            last_verified=self._last_verified,
            size_bytes=self._size(),
            notices=self._vault.notices,
        )

    def _damage(self, problems: tuple[Problem, ...]) -> tuple[DamageNoted, ...]:
        now = When(self._scribe.now())
        return tuple(DamageNoted(at=now, what=str(one.what), where=one.where) for one in problems)

    def _keys(self) -> dict[PersonId, list[bytes]]:
        keys = self._register.register.keys()
        return {person: [bytes.fromhex(key) for key in held] for person, held in keys.items()}
