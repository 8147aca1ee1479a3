"""Showing that nothing was altered or lost: verifying the ledger, rebuilding what is derived from it."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sopcheck.cases import texts
from sopcheck.cases.access_events import DamageNoted, LossAccepted, VaultVerified
from sopcheck.cases.authority import Action, require
from sopcheck.cases.events import CaseId, When
from sopcheck.cases.refusals import ActRefusedError
from sopcheck.errors import DamagedError, RefusedError, UnavailableError
from sopcheck.ledger.checkpoint import NotACheckpointError
from sopcheck.ledger.entry import Book, case_of
from sopcheck.ledger.verify import Problem, What
from sopcheck.progress import Progress
from sopcheck.services.access_book import AccessBook
from sopcheck.services.case_books import CaseBooks
from sopcheck.services.entry_export import EntryExport
from sopcheck.services.file_proofs import FileProofs
from sopcheck.services.opened import Opened
from sopcheck.services.ports import VaultFolder
from sopcheck.services.signed_records import SignedRecords

VERIFIED = "verified"
FIRST_SEEN = (
    "This machine has no note of how far this vault had come, so it cannot tell whether the folder is an "
    "older copy. Compare it with the last printed record."
)
OLDER_KEY = (
    "This machine has seen this vault under another key. It may be an older copy, put back from before the "
    "key was changed, which whoever was removed then can open. Compare it with the last printed record."
)
FOUND = "Entries of this vault are missing or were altered. Look at the Assurance page to see which."
MADE_AGAIN = (
    "The lists and the search did not agree with what was recorded, and were made again from it. "
    "Nothing of what was recorded is affected."
)
_NO_LINE = (
    "This is no ledger line of a printed record. Type all three parts of it as they stand on the paper, such "
    "as 3f2a9c01 · 1234 · 0011223344556677."
)
_EVERY = timedelta(days=1)
# Counts nowhere, which need not be told again as a matter of roles.
_UNSIGNED = (What.BAD_SIGNATURE, What.UNKNOWN_SIGNER)
_LOSS: Action = "accept a loss"
# What holding a vault against the note of this machine tells; all of it goes once it was accepted.
_LOST = (What.ROLLED_BACK, What.REWRITTEN, What.GAP)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport:
    """What a verification found; `evidence` is what clocks contradict, which makes nothing wrong."""

    ok: bool
    entries: int
    problems: tuple[Problem, ...]
    evidence: tuple[Problem, ...] = ()


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

    def __init__(self, opened: Opened, books: CaseBooks, folder: VaultFolder, records: SignedRecords) -> None:
        self._vault = opened.vault
        self._scribe = opened.scribe
        self._register = opened.register
        self._books = books
        self._folder = folder
        self._records = records
        self.access_book = AccessBook(opened)
        self.export = EntryExport(opened)
        self.file = FileProofs(opened, folder)
        self._settled = False
        # Asked once: from the first anchor on the machine has its note.
        self.notices: tuple[str, ...] = (*opened.vault.notices, *self._unnoted())

    @property
    def behind(self) -> str:
        """How far the vault is an older state of itself, which is only read; empty where it is none."""
        told = (one.meaning for one in self._vault.problems if one.what is What.ROLLED_BACK and one.since)
        return next(told, "") if self._vault.witness.is_behind else ""

    def settle_missing(self) -> None:
        """What was missing is gone for good, and that was noted: it is told no more."""
        self._settled = True
        gone = {one.meaning for one in self._vault.problems if one.what in _LOST and one.since}
        self.notices = tuple(notice for notice in self.notices if notice not in gone)

    def verify(self, progress: Progress | None = None) -> VerifyReport:
        """Check every entry's place, author and signature and what reviews signed, and note the result."""
        found = self._vault.ledger.verify(
            keys=self._register.signing_keys(), everything=True, progress=progress
        )
        forged = {one.where for one in found.problems if one.what in _UNSIGNED}
        unentitled = (one for one in self._unentitled() if one.where not in forged)
        problems = (*self._missing(), *found.problems, *unentitled, *self._records.problems())
        now = self._scribe.now()
        done = VaultVerified(at=When(now), checked=found.checked, problems=len(problems))
        # In one go with the result, so that no verification stands there without the damage it found.
        self._scribe.note_access(done, *self._damage(problems))
        if problems:
            self.notices = tuple(dict.fromkeys((*self.notices, FOUND)))
        else:
            self._vault.proofs.proved(VERIFIED, now)
            self._compare_index()
        return VerifyReport(
            ok=not problems, entries=found.checked, problems=problems, evidence=found.evidence
        )

    def catch_up(self) -> VerifyReport:
        """Verify what came since the last time, quietly; damage is noted, and the next unlock is quick."""
        found = self._vault.ledger.verify(keys=self._register.signing_keys(), everything=False)
        if found.problems:
            self._scribe.note_access(*self._damage(found.problems))
            self.notices = tuple(dict.fromkeys((*self.notices, FOUND)))
        self.anchor()
        return VerifyReport(ok=not found.problems, entries=found.checked, problems=found.problems)

    def verify_if_due(self) -> VerifyReport | None:
        """Verify everything, where that was not done for a day; None where it need not be yet."""
        last = self._vault.proofs.last(VERIFIED)
        if last is not None and timedelta() <= self._scribe.now() - last < _EVERY:
            return None
        return self.verify()

    def compare(self, printed: str) -> Problem | None:
        """Hold the line of a printed record against the ledger; None where it fits.

        Raises:
            RefusedError: it is no such line.
        """
        try:
            return self._vault.witness.compare(printed)
        except NotACheckpointError as error:
            # Typed from paper: a slip of the keyboard is no damage.
            raise RefusedError(_NO_LINE) from error

    def accept_loss(self, reason: str) -> int:
        """Say why entries that this machine had seen are gone for good; gives how much was missing.

        Raises:
            RefusedError: you are no administrator, nothing is missing, or no reason is given.
        """
        missing = tuple(self._missing())
        with self._scribe.noting_refusals(_LOSS):
            role = require(self._register.me, _LOSS)
        if not missing:
            raise ActRefusedError("This machine misses nothing of this vault. Nothing needs doing.")
        written = texts.reason(reason, what="reason for the loss", required=True)
        now = self._scribe.now()
        accepted = LossAccepted(at=When(now), problems=len(missing), reason=written)
        self._scribe.note_access(accepted, role=role)
        self._vault.witness.accept(now)
        self.settle_missing()
        return len(missing)

    def anchor(self) -> None:
        """Note on this machine how far the vault has come; where that fails, nothing else does."""
        with suppress(UnavailableError, DamagedError):
            self._vault.witness.anchor(self._scribe.now())

    def make_ready(self) -> None:
        """Make the index again where the vault says that it must be, before anything is listed from it."""
        if self._vault.index.must_rebuild:
            self.rebuild()

    def rebuild(self, progress: Progress | None = None) -> int:
        """Make the index of all cases again from the ledger; gives how many cases there are."""
        cases = self._cases()
        # All are made before any is written: the index that is there stays until the new one is whole.
        rows = []
        for done, case in enumerate(cases, start=1):
            rows.append(self._books.indexed(case))
            if progress is not None:
                progress(done, len(cases))
        self._vault.index.rebuild(rows)
        return len(rows)

    def status(self) -> VaultStatus:
        """The vault at a glance."""
        return VaultStatus(
            vault=self._vault.vault_id,
            entries=self._vault.ledger.count(),
            cases=sum(1 for book in self._vault.ledger.books() if case_of(book)),
            people=len(self._vault.slots.people()),
            last_verified=self._vault.proofs.last(VERIFIED),
            size_bytes=self._folder.size(),
            notices=self.notices,
        )

    def _unnoted(self) -> Iterator[str]:
        witness = self._vault.witness
        if witness.is_new_here():
            yield OLDER_KEY if witness.is_of_another_key() else FIRST_SEEN

    def _compare_index(self) -> None:
        if not self._vault.index.agrees(self._cases()):
            self.rebuild()
            self.notices = tuple(dict.fromkeys((*self.notices, MADE_AGAIN)))

    def _cases(self) -> list[CaseId]:
        """Every case whose words are still here."""
        cases = (case for book in self._vault.ledger.books() if (case := case_of(book)))
        return [CaseId(case) for case in cases if not self._books.is_erased(CaseId(case))]

    def _damage(self, problems: tuple[Problem, ...]) -> tuple[DamageNoted, ...]:
        now = When(self._scribe.now())
        return tuple(DamageNoted(at=now, what=str(one.what), where=one.where) for one in problems)

    def _missing(self) -> Iterator[Problem]:
        """What this machine had seen before this unlock and missed then; reading the entries cannot tell."""
        lost = (What.ROLLED_BACK, What.REWRITTEN)
        if not self._settled:
            yield from (one for one in self._vault.problems if one.what in lost and one.since)

    def _unentitled(self) -> Iterator[Problem]:
        """Entries that do not count because of who wrote them."""
        for misfit in self._register.register.set_aside:
            if misfit.unentitled:
                yield Problem(What.NOT_ENTITLED, misfit.entry, "", misfit.why)
        for book in self._vault.ledger.books():
            if case_of(book):
                yield from self._unentitled_in(book)

    def _unentitled_in(self, book: Book) -> Iterator[Problem]:
        # The ledger tells what is wrong with a book that cannot be read.
        with suppress(DamagedError):
            for stored, why in self._scribe.not_counted(book, self._register.judge):
                yield Problem(What.NOT_ENTITLED, stored.hash, stored.header.t.utc, why)
