"""Lawful erasure: the words of one entry or of a whole case go for ever, and what is left still verifies.

The text leaves the bodies of entries, the index, the search, half-typed texts and signed records, in the one
transaction that records who erased it, when and under what authority, and not what it said. A record that
was signed with words in its midst goes whole where that is wanted, and is counted where not. What lies in
older backups cannot be taken out of them; they are named, and `destroy_older` puts a new one in their place.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import msgspec

from sopcheck.cases.access_events import BackupsDestroyed
from sopcheck.cases.acting import Acting
from sopcheck.cases.authority import Action, require
from sopcheck.cases.decisions.erasure import erase_case, erase_entry, set_retention
from sopcheck.cases.derived import Change, Snapshot
from sopcheck.cases.events import BodyErased, CaseId, CaseOpened, Recorded, ReviewHeld, ReviewId, When
from sopcheck.cases.refusals import ActRefusedError
from sopcheck.cases.reviews.reviewed import FrozenRecord
from sopcheck.checklists.time_words import MONTHS
from sopcheck.errors import DamagedError
from sopcheck.ledger.entry import EntryHash, Stored, case_book
from sopcheck.services.case_books import CaseBooks
from sopcheck.services.opened import Opened
from sopcheck.services.scribe import recorded
from sopcheck.services.snapshots import frozen_of, snapshot_of
from sopcheck.services.typed_words import is_signed_with, says, typed_words

_ACTION: Action = "erase"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was erased: how many entries, how many signed records whole, and what still holds any of it.

    That are `signed` records with a reference or a name in what was signed, backups from before, and copies
    that were set `aside` before a restore or a repair.
    """

    entries: int
    records: int
    signed: int
    still_in: tuple[datetime, ...]
    aside: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Records:
    """What signed records are left with, the reviews whose record goes, and how many hold words still."""

    without: tuple[Snapshot, ...] = ()
    gone: tuple[ReviewId, ...] = ()
    signed: int = 0


class Erasure:
    """Erases by law in an open vault."""

    def __init__(self, opened: Opened, books: CaseBooks) -> None:
        self._opened = opened
        self._vault = opened.vault
        self._books = books

    def set_retention(self, case: CaseId, review_on: date, reason: str) -> None:
        """Say when it is to be reviewed whether the case must still be kept."""
        self._books.act(case, "place a hold", lambda acting: set_retention(acting, review_on, reason=reason))

    def erase_case(self, case: CaseId, *, authority: str, reason: str) -> Erased:
        """Erase every word of a case.

        Raises:
            RefusedError: the role, a hold, a review date that has not come, no authority or reason.
            UnavailableError: it could not be saved; nothing was erased.
        """
        folded = self._books.read(case)
        reviews = tuple(held.review for held in folded.held_reviews)
        erasures = self._decided(case, lambda acting: erase_case(acting, authority=authority, reason=reason))

        def follow(_stored: Sequence[Stored]) -> Change:
            """Take the case out of everything that was derived from it."""
            names = tuple(one.entry for one in erasures)
            return Change(erased=names, gone=(case,), unshown=reviews)

        return self._erase(case, erasures, follow, records=_Records(gone=reviews))

    def erase_entry(
        self, case: CaseId, entry: EntryHash, *, authority: str, reason: str, whole_records: bool = False
    ) -> Erased:
        """Erase the words of one entry; raises as `erase_case` does, but for the review date.

        Signed records lose their texts that say them. References and names of operations stand in what was
        signed: a record with those goes with `whole_records`, and is counted as holding them without.
        """
        before = self._books.entries(case)
        erasures = self._decided(
            case, lambda acting: erase_entry(acting, entry, authority=authority, reason=reason)
        )
        target = next(one for one in before if one.entry == entry)
        if isinstance(target.event, CaseOpened):
            raise ActRefusedError("What the case is called goes only with the whole case. Describe it anew.")
        found = self._records(before, target, under=self._under(authority), whole=whole_records)

        def follow(stored: Sequence[Stored]) -> Change:
            """Make the index anew without the words, and take them out of signed records."""
            left = [msgspec.structs.replace(one, event=None) if one is target else one for one in before]
            row, words = self._books.indexed_as(case, (*left, *recorded(stored)))
            without, gone = found.without, found.gone
            return Change(
                erased=(entry,), gone=(case,), cases=(row,), words=words, without=without, unshown=gone
            )

        return self._erase(case, erasures, follow, records=found)

    def destroy_older(self, progress: Progress | None = None) -> int:
        """Make a backup without the words, then take away all of before and what was set aside.

        Gives how many were taken away. A backup in another place than the one chosen now is not found.

        Raises:
            RefusedError: you may not erase.
            DamagedError, UnavailableError: there is no new backup, and everything is as it was; or it could
                not be noted; or not all could be taken away.
        """
        with self._opened.scribe.noting_refusals(_ACTION):
            role = require(self._opened.register.me, _ACTION)
        backups = self._vault.backups
        old, aside = [row.path for row in backups.all()], list(backups.aside())
        made = backups.make(at=self._opened.scribe.now(), progress=progress)
        # Thinning may have taken some of them already.
        gone = [path for path in (*old, *aside) if path.exists() and path != made.path]
        at = When(self._opened.scribe.now())
        noted = BackupsDestroyed(at=at, backups=len(gone) - len(aside), copies=len(aside))
        self._opened.scribe.note_access(noted, role=role)
        backups.destroy(gone)
        return len(gone)

    def _decided(
        self, case: CaseId, decide: Callable[[Acting], tuple[BodyErased, ...]]
    ) -> tuple[BodyErased, ...]:
        with self._opened.scribe.noting_refusals(_ACTION, case):
            return decide(self._books.acting(case))

    def _erase(
        self,
        case: CaseId,
        erasures: tuple[BodyErased, ...],
        follow: Callable[[Sequence[Stored]], Change],
        *,
        records: _Records,
    ) -> Erased:
        self._opened.scribe.write(case_book(case), erasures, role="administrator", also=follow)
        self._books.forget(case)
        holding = tuple(row.made for row in self._vault.backups.all())
        aside = len(self._vault.backups.aside())
        return Erased(
            entries=len(erasures),
            records=len(records.gone),
            signed=records.signed,
            still_in=holding,
            aside=aside,
        )

    def _under(self, authority: str) -> str:
        """What a record says in place of words that are gone."""
        day = self._opened.scribe.now()
        return f"{authority.strip()} on {day.day} {MONTHS[day.month - 1]} {day.year}"

    def _records(self, before: Iterable[Recorded], target: Recorded, *, under: str, whole: bool) -> _Records:
        words = () if target.event is None else typed_words(target.event)
        found = _Records()
        for entry in before:
            if isinstance(entry.event, ReviewHeld):
                snapshot = self._vault.snapshots.get(entry.event.review)
                if snapshot is not None:
                    # The record of the review itself would be left without the entry that it belongs to.
                    found = _with(found, snapshot, words, under, whole=whole, own=entry is target)
        return found


def _with(
    found: _Records, snapshot: Snapshot, words: Sequence[str], under: str, *, whole: bool, own: bool
) -> _Records:
    try:
        frozen = frozen_of(snapshot)
        parts = (frozen, frozen.annex) if frozen.annex else (frozen,)
        signed = any(is_signed_with(part.signed, words) for part in parts)
    except DamagedError:  # verification tells of it
        return found
    if own or (signed and whole):
        return replace(found, gone=(*found.gone, ReviewId(snapshot.review)))
    left = _left_of(snapshot, frozen, words, under)
    without = found.without if left == snapshot else (*found.without, left)
    return replace(found, without=without, signed=found.signed + signed)


def _left_of(snapshot: Snapshot, frozen: FrozenRecord, words: Sequence[str], under: str) -> Snapshot:
    annex = None if frozen.annex is None else _without_words(frozen.annex, words, under)
    left = msgspec.structs.replace(_without_words(frozen, words, under), annex=annex)
    return msgspec.structs.replace(snapshot_of(snapshot.review, left), digest=snapshot.digest)


def _without_words(frozen: FrozenRecord, words: Sequence[str], under: str) -> FrozenRecord:
    kept = {key: held for key, held in frozen.texts.items() if not says(held[1], words)}
    gone = dict.fromkeys(frozen.texts.keys() - kept.keys(), under)
    return msgspec.structs.replace(frozen, texts=kept, erased=frozen.erased | gone)
