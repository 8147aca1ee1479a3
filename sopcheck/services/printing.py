"""Printing what was signed: each print has a number, a purpose and a recipient, and is noted first."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sopcheck.cases.access_events import RecordPrinted
from sopcheck.cases.case import Case
from sopcheck.cases.events import CaseId, ReviewId, When
from sopcheck.cases.register import Person
from sopcheck.cases.reviewed import NOT_NUMBERED, FrozenRecord, PrintOrder
from sopcheck.cases.standing import HeldReview as Held
from sopcheck.cases.texts import line
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import PersonId
from sopcheck.services.case_books import CaseBooks
from sopcheck.services.opened import Opened
from sopcheck.services.people import name_of
from sopcheck.services.ports import RecordPress
from sopcheck.services.signed_records import SignedRecords
from sopcheck.services.views import HeldReview, PrintedRecord, RecordVerdict

_PRINTS = "record prints"
_ON_SCREEN = "SHOWN ON SCREEN"


@dataclass(frozen=True, slots=True)
class Witnessed:
    """How much of the ledger nobody outside this machine has seen."""

    entries_since: int
    oldest_since: datetime | None


class VaultSeal:
    """Signs a printed file with the key of the person who prints it."""

    def __init__(self, opened: Opened) -> None:
        self._vault = opened.vault

    @property
    def public_key(self) -> bytes:
        """The person's Ed25519 key."""
        return self._vault.public_key

    def sign(self, message: bytes) -> bytes:
        """The person's signature over the message."""
        return self._vault.sign(message)


class Printing:
    """Shows, prints and verifies the records of held reviews."""

    def __init__(self, opened: Opened, books: CaseBooks, press: RecordPress, records: SignedRecords) -> None:
        self._opened = opened
        self._books = books
        self._press = press
        self._records = records

    def reviews(self, case: CaseId) -> tuple[HeldReview, ...]:
        """The reviews held on a case, the newest first."""
        folded = self._books.read(case)
        people = self._opened.register.people
        return tuple(self._held(folded, held, people) for held in reversed(folded.held_reviews))

    def show(self, case: CaseId, review: ReviewId) -> bytes:
        """The very record, to be looked at on the screen; it carries no print number."""
        folded = self._books.read(case)
        order = PrintOrder(
            number=NOT_NUMBERED,
            purpose="To be read on the screen",
            recipient=self._me.name,
            printed_at=self._opened.scribe.now(),
            printed_by=self._me.name,
            watermark=_ON_SCREEN,
        )
        held = _find(folded, review)
        return self._press.render(self._records.of(held.event), order, name=self._name(held), seal=None)

    def print_record(self, case: CaseId, review: ReviewId, *, purpose: str, recipient: str) -> PrintedRecord:
        """Number a print and note it for whom and what for; then give its bytes.

        Raises:
            RefusedError: no purpose or recipient is given, or there is no such review.
            UnavailableError: the print could not be noted; nothing was printed.
        """
        purpose = line(purpose, what="purpose of the print", required=True)
        recipient = line(recipient, what="recipient of the print", required=True)
        folded = self._books.read(case)
        held = _find(folded, review)
        frozen = self._records.of(held.event)
        order = self._order(purpose, recipient)
        # Rendered before it is noted, because a print that failed would stand in the access book for ever.
        pdf = self._press.render(frozen, order, name=self._name(held), seal=VaultSeal(self._opened))
        self._note(case, review, order, frozen)
        return PrintedRecord(
            pdf=pdf,
            number=order.number,
            file_name=_file_name(folded.reference, order.number),
            code=frozen.code,
        )

    def verify(self, pdf: bytes) -> RecordVerdict:
        """Whether a printed file is what was signed here, was overtaken, is not known, or was altered."""
        register = self._opened.register
        keys = register.register.keys()
        known = {
            bytes.fromhex(key): name_of(register.people, person)
            for person, held in keys.items()
            for key in held
        }
        verdict = self._press.verify(pdf, known=known)
        if verdict.state == "altered":
            return RecordVerdict(word="altered", sentence=verdict.sentence, details=verdict.findings)
        if verdict.state != "intact":
            return RecordVerdict(word="not a record", sentence=verdict.sentence, details=verdict.findings)
        return self._known_here(verdict.case_reference, verdict.digest, verdict.findings)

    def witnessed(self) -> Witnessed:
        """What no other machine, print or hub has seen yet: so far, everything (`security.md` 5.5)."""
        return Witnessed(self._opened.vault.ledger.count(), None)

    @property
    def _me(self) -> Person:
        return self._opened.register.me

    def _held(self, case: Case, held: Held, people: Mapping[PersonId, Person]) -> HeldReview:
        return HeldReview(
            review=held.review,
            title=review_title(case, held),
            held=held.at,
            by_name=name_of(people, held.by),
            outcome=held.event.outcome,
            code=self._records.code(held.event),
        )

    def _name(self, held: Held) -> str:
        return name_of(self._opened.register.people, held.by)

    def _order(self, purpose: str, recipient: str) -> PrintOrder:
        count = self._opened.vault.numbers.take(_PRINTS)
        # Machines number for themselves; with the device in it no two prints can have one number.
        device = self._opened.vault.device_key.hex()[:4].upper()
        return PrintOrder(
            number=f"{device}-{count:05d}",
            purpose=purpose,
            recipient=recipient,
            printed_at=self._opened.scribe.now(),
            printed_by=f"{self._me.name} ({self._me.number})",
        )

    def _note(self, case: CaseId, review: ReviewId, order: PrintOrder, frozen: FrozenRecord) -> None:
        self._opened.scribe.note_access(
            RecordPrinted(
                at=When(order.printed_at),
                case=case,
                review=review,
                number=order.number,
                purpose=order.purpose,
                recipient=order.recipient,
                digest=frozen.digest,
            )
        )

    def _known_here(self, reference: str, digest: str, findings: tuple[str, ...]) -> RecordVerdict:
        row = self._opened.vault.index.by_reference(reference)
        held = () if row is None else self._books.read(CaseId(row.case)).held_reviews
        for place, review in enumerate(held, start=1):
            # By the digest in the ledger: the reference in the file is only a hint where to look.
            if review.event.snapshot == digest:
                return _found(place, len(held), findings)
        return RecordVerdict(
            word="not known here",
            sentence="The file is intact, but this vault knows no review that was signed with this record.",
            details=findings,
        )


def _found(place: int, held: int, findings: tuple[str, ...]) -> RecordVerdict:
    if place < held:
        return RecordVerdict(
            word="superseded",
            sentence=f"The file is what was signed; the case was reviewed again since ({place} of {held}).",
            details=findings,
        )
    return RecordVerdict(
        word="same",
        sentence="The file is what was signed, and the last review of the case.",
        details=findings,
    )


def _find(case: Case, review: ReviewId) -> Held:
    found = next((held for held in case.held_reviews if held.review == review), None)
    if found is None:
        raise RefusedError("There is no such review on this case. Choose one that was held.")
    return found


def review_title(case: Case, held: Held) -> str:
    """What a held review is called: the reviews that it met, or that it was outside the schedule."""
    rules = (case.programme.rule(done.rule) for done in held.event.discharges)
    titles = [rule.title for rule in rules if rule is not None]
    return " and ".join(titles) if titles else "Review outside the schedule"


def _file_name(reference: str, number: str) -> str:
    # A reference is typed by people and may hold what a file system forbids, or a path that leads elsewhere.
    safe = re.sub(r"[^A-Za-z0-9]+", "-", reference).strip("-") or "case"
    return f"supervision-record-{safe}-{number}.pdf"
