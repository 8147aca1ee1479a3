"""Lawful erasure: the words of one entry or of a whole case go for ever, and what is left still verifies.

The text leaves the bodies of entries, the index, the search, half-typed texts and signed records, in the one
transaction that records who erased it, when and under what authority, and not what it said. What lies in
older backups cannot be taken out of them; they are named, so that they can be destroyed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from sopcheck.cases.acting import Acting
from sopcheck.cases.authority import Action
from sopcheck.cases.decisions.erasure import erase_case, erase_entry, set_retention
from sopcheck.cases.derived import Change, Snapshot
from sopcheck.cases.events import BodyErased, CaseId, CaseOpened, Recorded, ReviewHeld
from sopcheck.cases.refusals import ActRefusedError
from sopcheck.cases.reviews.reviewed import FrozenRecord
from sopcheck.checklists.time_words import MONTHS
from sopcheck.errors import DamagedError
from sopcheck.ledger.entry import EntryHash, Stored, case_book
from sopcheck.services.case_books import CaseBooks
from sopcheck.services.opened import Opened
from sopcheck.services.scribe import recorded
from sopcheck.services.snapshots import frozen_of, snapshot_of

_ACTION: Action = "erase"
# Shorter words are erased from records only where they are all that a text says.
_LONG_ENOUGH = 8
# So is what was chosen from a list: others say the same words of something else.
_CHOSEN = frozenset(("cause_of_delay", "child_seen", "choice", "outcome", "risk_change"))
_Word = tuple[str, bool]
"""What an event says, and whether somebody typed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was erased: how many entries, and which backups from before still hold the words."""

    entries: int
    still_in: tuple[datetime, ...]


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

        return self._erase(case, erasures, follow)

    def erase_entry(self, case: CaseId, entry: EntryHash, *, authority: str, reason: str) -> Erased:
        """Erase the words of one entry; raises as `erase_case` does, but for the review date."""
        before = self._books.entries(case)
        erasures = self._decided(
            case, lambda acting: erase_entry(acting, entry, authority=authority, reason=reason)
        )
        target = next(one for one in before if one.entry == entry)
        if isinstance(target.event, CaseOpened):
            raise ActRefusedError("What the case is called goes only with the whole case. Describe it anew.")

        def follow(stored: Sequence[Stored]) -> Change:
            """Make the index anew without the words, and take them out of signed records."""
            left = [msgspec.structs.replace(one, event=None) if one is target else one for one in before]
            row, words = self._books.indexed_as(case, (*left, *recorded(stored)))
            without = tuple(self._without(before, target, under=self._under(authority)))
            return Change(erased=(entry,), gone=(case,), cases=(row,), words=words, without=without)

        return self._erase(case, erasures, follow)

    def _decided(
        self, case: CaseId, decide: Callable[[Acting], tuple[BodyErased, ...]]
    ) -> tuple[BodyErased, ...]:
        with self._opened.scribe.noting_refusals(_ACTION, case):
            return decide(self._books.acting(case))

    def _erase(
        self, case: CaseId, erasures: tuple[BodyErased, ...], follow: Callable[[Sequence[Stored]], Change]
    ) -> Erased:
        self._opened.scribe.write(case_book(case), erasures, role="administrator", also=follow)
        self._books.forget(case)
        holding = tuple(row.made for row in self._vault.backups.all())
        return Erased(entries=len(erasures), still_in=holding)

    def _under(self, authority: str) -> str:
        """What a record says in place of words that are gone."""
        day = self._opened.scribe.now()
        return f"{authority.strip()} on {day.day} {MONTHS[day.month - 1]} {day.year}"

    def _without(self, before: Iterable[Recorded], target: Recorded, *, under: str) -> Iterator[Snapshot]:
        words = tuple(_words(target.event))
        for entry in before:
            if isinstance(entry.event, ReviewHeld):
                snapshot = self._vault.snapshots.get(entry.event.review)
                if snapshot is not None and (left := _left_of(snapshot, words, under)) != snapshot:
                    yield left


def _left_of(snapshot: Snapshot, words: Sequence[_Word], under: str) -> Snapshot:
    try:
        frozen = frozen_of(snapshot)
    except DamagedError:  # verification tells of it
        return snapshot
    annex = None if frozen.annex is None else _without_words(frozen.annex, words, under)
    left = msgspec.structs.replace(_without_words(frozen, words, under), annex=annex)
    return msgspec.structs.replace(snapshot_of(snapshot.review, left), digest=snapshot.digest)


def _without_words(frozen: FrozenRecord, words: Sequence[_Word], under: str) -> FrozenRecord:
    kept = {key: held for key, held in frozen.texts.items() if not _says(held[1], words)}
    gone = dict.fromkeys(frozen.texts.keys() - kept.keys(), under)
    return msgspec.structs.replace(frozen, texts=kept, erased=frozen.erased | gone)


def _says(text: str, words: Sequence[_Word]) -> bool:
    return any(
        text == word or (typed and len(word) >= _LONG_ENOUGH and word in text) for word, typed in words
    )


def _words(said: msgspec.Struct | None) -> Iterator[_Word]:
    """What people typed or chose in an event: ids and fixed words have types of their own."""
    for field in () if said is None else msgspec.structs.fields(said):
        value = getattr(said, field.name)
        if isinstance(value, msgspec.Struct):
            yield from _words(value)
        elif field.type is str and value:
            yield value, field.name not in _CHOSEN
