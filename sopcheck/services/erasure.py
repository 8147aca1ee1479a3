"""Lawful erasure: the words of one entry or of a whole case go for ever, and what is left still verifies.

The text leaves the bodies of entries, the index, the search, half-typed texts and signed records, in the one
transaction that records who erased it, when and under what authority, and not what it said. A record that
was signed with words in its midst goes whole where that is wanted, and is counted where not. What lies in
older backups cannot be taken out of them; they are named, and `destroy_older` puts a new one in their place.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import msgspec

from sopcheck.cases.access_events import BackupsDestroyed
from sopcheck.cases.acting import Acting
from sopcheck.cases.authority import Action, require
from sopcheck.cases.case import Case
from sopcheck.cases.decisions.erasure import erase_case, erase_entry, set_retention
from sopcheck.cases.derived import Change
from sopcheck.cases.events import BodyErased, CaseId, Recorded, ReviewHeld, When
from sopcheck.cases.refusals import ActRefusedError
from sopcheck.cases.reviews.signed import signed_reviews
from sopcheck.checklists.time_words import MONTHS
from sopcheck.ledger.entry import EntryHash, Stored, case_book
from sopcheck.progress import Progress
from sopcheck.services.case_books import CaseBooks
from sopcheck.services.erasable import goes_alone, others_saying, words_in
from sopcheck.services.erased_records import Erasing, Records
from sopcheck.services.opened import Opened
from sopcheck.services.scribe import recorded
from sopcheck.services.typed_words import says

_ACTION: Action = "erase"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What an erasure takes away and where any of the words are left; told before it and after.

    `entries` go, `reviews` among them that count as not held then, and `records` whole. Left of the words
    are: `also`, other entries of the case that could go too; `fixed` ones that cannot, as what the case is
    called; `signed` records with a reference or a name in what was signed; backups from before; copies that
    were set `aside` before a restore or a repair.
    """

    entries: int
    records: int
    still_in: tuple[datetime, ...]
    aside: int
    signed: int = 0
    also: tuple[EntryHash, ...] = ()
    fixed: int = 0
    reviews: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """Entries of a case that are to be erased, their words, and what signed records are left with."""

    case: Case
    targets: tuple[Recorded, ...]
    erasing: Erasing
    records: Records

    def require_fit(self, authority: str, reason: str) -> None:
        """Refuse what goes with the whole case only, and an erasure that says again what it erases."""
        if not all(goes_alone(one) for one in self.targets):
            raise ActRefusedError("What the case is called goes only with the whole case. Describe it anew.")
        if any(says(text, self.erasing.words) for text in (authority, reason)):
            raise ActRefusedError(
                "The law or the reason repeats words that are to be erased. Write it without them."
            )

    def left(self) -> tuple[Recorded, ...]:
        """The entries of the case as they are without the words."""
        gone = {one.entry for one in self.targets}
        return tuple(
            msgspec.structs.replace(one, event=None) if one.entry in gone else one
            for one in self.case.entries
        )


class Erasure:
    """Erases by law in an open vault."""

    def __init__(self, opened: Opened, books: CaseBooks) -> None:
        self._opened = opened
        self._vault = opened.vault
        self._books = books

    def set_retention(self, case: CaseId, review_on: date, reason: str) -> None:
        """Say when it is to be reviewed whether the case must still be kept."""
        self._books.act(case, "place a hold", lambda acting: set_retention(acting, review_on, reason=reason))

    def erase_case(self, case: CaseId, *, authority: str, reason: str) -> Reach:
        """Erase every word of a case.

        Raises:
            RefusedError: the role, a hold, a review date that has not come, no authority or reason.
            UnavailableError: it could not be saved; nothing was erased.
        """
        folded = self._books.read(case)
        reviews = tuple(signed.review for signed in signed_reviews(folded))
        erasures = self._decided(case, lambda acting: erase_case(acting, authority=authority, reason=reason))

        def follow(_stored: Sequence[Stored]) -> Change:
            """Take the case out of everything that was derived from it."""
            names = tuple(one.entry for one in erasures)
            return Change(erased=names, gone=(case,), unshown=reviews)

        self._erase(case, erasures, follow)
        return self._copies(entries=len(erasures), records=len(reviews))

    def reach(self, case: CaseId, entries: Collection[EntryHash], *, whole_records: bool = False) -> Reach:
        """What erasing these entries would take away, and what would still hold any of their words."""
        with self._opened.scribe.noting_refusals(_ACTION, case):
            require(self._opened.register.me, _ACTION)
        return self._reached(self._planned(case, entries, under="", whole=whole_records))

    def erase_entries(
        self,
        case: CaseId,
        entries: Collection[EntryHash],
        *,
        authority: str,
        reason: str,
        whole_records: bool = False,
    ) -> Reach:
        """Erase the words of entries of a case; raises as `erase_case` does, but for the review date.

        Signed records lose their texts that say them. References and names of operations stand in what was
        signed: a record with those goes with `whole_records`, and is counted as holding them without.
        """
        names = tuple(dict.fromkeys(entries))

        def decide(acting: Acting) -> tuple[BodyErased, ...]:
            """Decide on each; one that may not go keeps them all."""
            each = (erase_entry(acting, name, authority=authority, reason=reason) for name in names)
            return tuple(erasure for one in each for erasure in one)

        erasures = self._decided(case, decide)
        plan = self._planned(case, names, under=self._under(authority), whole=whole_records)
        plan.require_fit(authority, reason)

        def follow(stored: Sequence[Stored]) -> Change:
            """Make the index anew without the words, and take them out of signed records."""
            row, words = self._books.indexed_as(case, (*plan.left(), *recorded(stored)))
            without, gone = plan.records.without, plan.records.gone
            return Change(
                erased=names, gone=(case,), cases=(row,), words=words, without=without, unshown=gone
            )

        self._erase(case, erasures, follow)
        return self._reached(plan)

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
        gone = [path for path in (*old, *aside) if path != made.path]
        at = When(self._opened.scribe.now())
        noted = BackupsDestroyed(at=at, backups=len(gone) - len(aside), copies=len(aside))
        self._opened.scribe.note_access(noted, role=role)
        # Thinning may have taken some of them already.
        backups.destroy([path for path in gone if path.exists()])
        return len(gone)

    def _decided(
        self, case: CaseId, decide: Callable[[Acting], tuple[BodyErased, ...]]
    ) -> tuple[BodyErased, ...]:
        with self._opened.scribe.noting_refusals(_ACTION, case):
            return decide(self._books.acting(case))

    def _erase(
        self, case: CaseId, erasures: tuple[BodyErased, ...], follow: Callable[[Sequence[Stored]], Change]
    ) -> None:
        self._opened.scribe.write(case_book(case), erasures, role="administrator", also=follow)
        self._books.forget(case)

    def _planned(self, case: CaseId, names: Collection[EntryHash], *, under: str, whole: bool) -> _Plan:
        folded = self._books.read(case)
        targets = tuple(one for one in folded.entries if one.entry in names)
        if len(targets) < len(set(names)):
            raise ActRefusedError("There is no such entry on the case. Choose one from its history.")
        words_of, found = words_in(folded), Records()
        words = tuple(word for one in targets for word in words_of(one))
        erasing = Erasing(words=words, under=under, whole=whole)
        for entry in folded.entries:
            if isinstance(entry.event, ReviewHeld):
                snapshot = self._vault.snapshots.get(entry.event.review)
                if snapshot is not None:
                    found = found.with_one(snapshot, erasing, own=entry.entry in names)
        return _Plan(case=folded, targets=targets, erasing=erasing, records=found)

    def _reached(self, plan: _Plan) -> Reach:
        others = others_saying(plan.case, plan.targets)
        also = tuple(one.entry for one in others if goes_alone(one))
        reach = self._copies(entries=len(plan.targets), records=len(plan.records.gone))
        return replace(
            reach,
            signed=plan.records.signed,
            also=also,
            fixed=len(others) - len(also),
            reviews=sum(isinstance(one.event, ReviewHeld) for one in plan.targets),
        )

    def _copies(self, *, entries: int, records: int) -> Reach:
        """What has gone, and the copies of before that nothing is taken out of."""
        backups = self._vault.backups
        return Reach(
            entries=entries,
            records=records,
            still_in=tuple(row.made for row in backups.all()),
            aside=len(backups.aside()),
        )

    def _under(self, authority: str) -> str:
        """What a record says in place of words that are gone."""
        day = self._opened.scribe.now()
        return f"{authority.strip()} on {day.day} {MONTHS[day.month - 1]} {day.year}"
