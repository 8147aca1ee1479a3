"""The records that reviews signed, as they are kept: given only where they are still what was signed.

They lie beside the ledger, so that texts can be erased from them; the entry of the review, which is signed
and chained, has their digest.
"""

import hashlib
from collections.abc import Iterator

from sopcheck.cases.events import BodyErased, Recorded, ReviewHeld
from sopcheck.cases.reviews.reviewed import FrozenRecord
from sopcheck.errors import DamagedError, UnavailableError
from sopcheck.ledger.entry import Book, case_of, instant_text
from sopcheck.ledger.verify import Problem, What
from sopcheck.services.opened import Opened
from sopcheck.services.ports import RecordPress
from sopcheck.services.snapshots import frozen_of

_ALTERED = "The record of this review is not what was signed."
_MISSING = "The record that this review signed is not here."


class SignedRecords:
    """The signed records of one open vault."""

    def __init__(self, opened: Opened, press: RecordPress) -> None:
        self._vault = opened.vault
        self._scribe = opened.scribe
        self._register = opened.register
        self._press = press

    def of(self, held: ReviewHeld) -> FrozenRecord:
        """The record that a review signed.

        Raises:
            UnavailableError: it is not on this machine.
            DamagedError: it is not what was signed.
        """
        frozen = self._signed(held)
        self._press.check(frozen)
        return frozen

    def code(self, held: ReviewHeld) -> str:
        """The code of the record that a review signed; empty where there is none that can be shown."""
        try:
            return self._signed(held).code
        except (DamagedError, UnavailableError):
            return ""

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the records of all reviews that can be read."""
        for book in self._vault.ledger.books():
            if case_of(book):
                yield from self._problems_in(self._readable(book))

    def _signed(self, held: ReviewHeld) -> FrozenRecord:
        snapshot = self._vault.snapshots.get(held.review)
        if snapshot is None:
            raise UnavailableError(
                "The signed record of this review is not on this machine, or words were erased from the case "
                "with which it was signed. Ask for it where the review was signed."
            )
        frozen = frozen_of(snapshot)
        if {frozen.digest, hashlib.sha256(frozen.signed).hexdigest()} != {held.snapshot}:
            raise DamagedError(
                "The record of this review was altered since it was signed, so it is neither shown nor "
                "printed. Verify the vault, and restore a backup."
            )
        return frozen

    def _readable(self, book: Book) -> tuple[Recorded, ...]:
        try:
            return self._scribe.read_case(book, self._register.judge)
        except DamagedError:  # the ledger tells what is wrong with this book
            return ()

    def _problems_in(self, entries: tuple[Recorded, ...]) -> Iterator[Problem]:
        for at, entry in enumerate(entries):
            if isinstance(entry.event, ReviewHeld):
                try:
                    self.of(entry.event)
                except DamagedError:
                    yield _problem(What.CONTENT_ALTERED, entry, _ALTERED)
                except UnavailableError:
                    if not _may_be_gone(entries, at):
                        yield _problem(What.CONTENT_MISSING, entry, _MISSING)


def _may_be_gone(entries: tuple[Recorded, ...], at: int) -> bool:
    """Tell whether something that the review saw was erased after it; its record may have gone with that."""
    seen = {entry.entry for entry in entries[:at]}
    after = (entry.event for entry in entries[at + 1 :])
    return any(isinstance(event, BodyErased) and event.entry in seen for event in after)


def _problem(what: What, entry: Recorded, meaning: str) -> Problem:
    return Problem(what, entry.entry, instant_text(entry.recorded), meaning)
