"""Verifying what a vault holds, all of it or what came since the last good check.

How far the vault was found good is kept in it under a MAC of the vault key (`security.md` 5.7): the last row
that was checked, and the last entry of every chain up to there.
"""

from collections.abc import Collection, Iterator, Mapping

import msgspec
from msgspec import Struct

from sopcheck.cases import codec
from sopcheck.cases.events import BodyErased
from sopcheck.crypto.signing import KnownSigners
from sopcheck.ledger.chain import Mark
from sopcheck.ledger.clocks import ClockWatch
from sopcheck.ledger.entry import Book, ChainId, Entry, EntryHash, Header, PersonId
from sopcheck.ledger.verify import Link, Problem, Verifier, What, broken_links, examine
from sopcheck.progress import Progress
from sopcheck.vault import rows, values
from sopcheck.vault.checkpoints import Checkpoints, Comparison
from sopcheck.vault.database import Database
from sopcheck.vault.rows import Filed
from sopcheck.vault.seal import Seal

_PURPOSE = b"sopcheck/mark/v1"
_NAME = "verified"
_ERASURE = BodyErased.__name__


class Report(Struct, frozen=True):
    """What a verification found: how many entries were checked, what is wrong, what the clocks show."""

    checked: int
    problems: tuple[Problem, ...]
    evidence: tuple[Problem, ...] = ()


class _Last(Struct, frozen=True, forbid_unknown_fields=True):
    """The last good entry of a chain, and where it is filed."""

    book: Book
    hash: EntryHash
    seq: int


class _Good(Struct, frozen=True, forbid_unknown_fields=True):
    """How far the vault was good."""

    chains: dict[ChainId, _Last]
    row: int


class _Kept(Struct, frozen=True, forbid_unknown_fields=True):
    """How far the vault was good, with the MAC that says so."""

    good: _Good
    mac: str


_NOTHING = _Good({}, 0)


class Verification:
    """Checks the entries of a vault and remembers how far they were good."""

    def __init__(self, database: Database, *, vault_key: bytes, checkpoints: Checkpoints) -> None:
        """Check this vault; the checkpoints are those of the chains that are written here."""
        self._database = database
        self._checkpoints = checkpoints
        self._seal = Seal(vault_key, _PURPOSE)

    def run(
        self, keys: Mapping[PersonId, Collection[bytes]], *, everything: bool, progress: Progress | None
    ) -> Report:
        """Check form, content, signatures, chains and filing; what was good need not be checked again."""
        known = self._known()
        passing = _Pass(_NOTHING if everything else known, KnownSigners(keys), self._checkpoints)
        problems = [*self._lost(known), *self._check(passing, progress)]
        if everything:
            told = {problem.where for problem in problems}
            problems += [problem for problem in self._unlisted(passing) if problem.where not in told]
        if not problems:
            self._keep(passing.good())
        return Report(passing.checked, tuple(problems), tuple(passing.evidence))

    def quickly(self) -> Report:
        """Check what came since the last good check; no signatures, for which the people must be known."""
        known = self._known()
        passing = _Pass(known, None, self._checkpoints)
        problems = [*self._lost(known), *self._check(passing, None)]
        return Report(passing.checked, tuple(problems))

    def _check(self, passing: "_Pass", progress: Progress | None) -> list[Problem]:
        with self._database.read() as connection:
            total, end = rows.count(connection, after=passing.row), rows.last(connection)
        problems: list[Problem] = []
        # In pieces, so that a save need not wait for the whole; what is saved now is for the next check.
        for piece in self._pieces(passing.row, end):
            for filed in piece:
                problems += passing.problems(filed)
            if progress is not None:
                progress(passing.checked, total)
        return problems + passing.broken()

    def _pieces(self, row: int, end: int) -> Iterator[list[Filed]]:
        while row < end:
            with self._database.read() as connection:
                piece = rows.between(connection, row, end)
            if not piece:
                return
            yield piece
            row = piece[-1].id

    def _unlisted(self, passing: "_Pass") -> Iterator[Problem]:
        # An index that was put back to an older state may have as many entries as before, but others.
        with self._database.read() as connection:
            listed = rows.indexed_names(connection)
        yield from (_unlisted(link) for link in passing.links if link.hash not in listed)

    def _lost(self, known: _Good) -> Iterator[Problem]:
        with self._database.read() as connection:
            for log, last in known.chains.items():
                if not rows.has(connection, book=last.book, log=log, seq=last.seq, name=last.hash):
                    yield _lost(log)

    def _known(self) -> _Good:
        # Where the note is missing, damaged or forged, everything is checked: the safe answer.
        with self._database.read() as connection:
            text = values.get(connection, _NAME)
        try:
            kept = msgspec.json.decode(text or "", type=_Kept)
        except (msgspec.MsgspecError, ValueError):
            return _NOTHING
        return kept.good if self._seal.fits(kept.good, kept.mac) else _NOTHING

    def _keep(self, good: _Good) -> None:
        kept = _Kept(good, self._seal.of(good))
        with self._database.write() as connection:
            values.put(connection, _NAME, msgspec.json.encode(kept).decode())


class _Pass:
    """One pass over the entries, from where the last good one ended."""

    def __init__(self, known: _Good, verifier: Verifier | None, checkpoints: Checkpoints) -> None:
        self.checked = 0
        self.row = known.row
        self._verifier = verifier
        self._own = checkpoints.own
        # A tree is made from its first leaf on, so only a pass over everything can meet checkpoints.
        met = () if known.row else checkpoints.own
        self._comparison = Comparison({log: checkpoints.kept(log) for log in met})
        self._marks = {log: Mark(last.seq, last.hash) for log, last in known.chains.items()}
        self._chains = dict(known.chains)
        self.links: list[Link] = []
        self._clocks = ClockWatch()
        self._unread: dict[EntryHash, Problem] = {}
        self._erased: set[EntryHash] = set()
        self.evidence: list[Problem] = []

    def problems(self, filed: Filed) -> Iterator[Problem]:
        """Check the next entry."""
        self.checked += 1
        self.row = filed.id
        found = examine(filed.entry, self._verifier)
        for problem in found.problems:
            # Judged at the end: the entry that says that it was erased comes later.
            if problem.what is What.CONTENT_MISSING:
                self._unread[filed.hash] = problem
            else:
                yield problem
        if found.link is not None:
            # One misfiled row, or one out of form, must not also look like a gap in its chain.
            self.links.append(found.link)
            self._comparison.take(found.link.log, bytes.fromhex(found.link.hash), found.link.utc)
            if found.header is not None:
                yield from self._of_its_place(filed, found.link, found.header)

    def _of_its_place(self, filed: Filed, link: Link, header: Header) -> Iterator[Problem]:
        if header.kind == _ERASURE:
            self._erased.update(_erased_by(header, filed.entry))
        self.evidence += self._clocks.take(link.hash, header)
        if _is_in_place(filed, link, header):
            self._reach(filed)
        else:
            yield _misfiled(link)
        # When an entry came decides from when it counts, and no signature covers it.
        if filed.log in self._own and filed.received != link.utc:
            yield _misdated(link)

    def broken(self) -> list[Problem]:
        """Check the chains of the entries that were passed."""
        missing = (problem for name, problem in self._unread.items() if name not in self._erased)
        return [*missing, *broken_links(self.links, since=self._marks), *self._comparison.problems()]

    def good(self) -> _Good:
        """Tell how far this pass has come."""
        return _Good(self._chains, self.row)

    def _reach(self, filed: Filed) -> None:
        reached = self._chains.get(filed.log)
        if reached is None or reached.seq < filed.seq:
            self._chains[filed.log] = _Last(filed.book, filed.hash, filed.seq)


def _erased_by(header: Header, entry: Entry) -> Iterator[EntryHash]:
    event = codec.decode(header.kind, header.bv, entry.body)
    if isinstance(event, BodyErased):
        yield event.entry


def _is_in_place(filed: Filed, link: Link, header: Header) -> bool:
    return (filed.hash, filed.log, filed.seq, filed.book) == (link.hash, header.log, header.seq, header.book)


def _unlisted(link: Link) -> Problem:
    return Problem(What.MISFILED, link.hash, link.utc, "This entry is here, but is not found by its case.")


def _misfiled(link: Link) -> Problem:
    return Problem(What.MISFILED, link.hash, link.utc, "This entry is filed elsewhere than it says.")


def _misdated(link: Link) -> Problem:
    meaning = "This entry was written here, but counts from another time than it says."
    return Problem(What.MISFILED, link.hash, link.utc, meaning)


def _lost(log: ChainId) -> Problem:
    return Problem(
        What.GAP, log, "", "Entries that were verified before are no longer at the end of this chain."
    )
