"""Printing: each print has a number, a purpose and a recipient, and is noted before it leaves the program."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from sopcheck.cases.access_events import DocumentKind
from sopcheck.cases.case import Case
from sopcheck.cases.events import CaseId, ReviewId
from sopcheck.cases.lifecycle import DRAFT_WATERMARK
from sopcheck.cases.reviews.reviewed import Amended, Blank, FrozenRecord, Marking, Shown
from sopcheck.cases.reviews.signed import Signed, signed_reviews
from sopcheck.checklists.definition import Checklist, ChecklistId, Version
from sopcheck.checklists.identity import digest_of
from sopcheck.errors import RefusedError
from sopcheck.services.case_books import CaseBooks
from sopcheck.services.opened import Opened
from sopcheck.services.people import name_of
from sopcheck.services.ports import RecordPress
from sopcheck.services.print_orders import PrintOrders, Wanted, file_name
from sopcheck.services.print_verdicts import PrintVerdicts
from sopcheck.services.reviewing import DRAFT_WORDS, standing_words
from sopcheck.services.signed_records import SignedRecords
from sopcheck.services.views import HeldReview, PrintedRecord, RecordVerdict

_TO_WORK_BY = frozenset(("approved", "illustrative baseline"))
# Paper outlives the history of the case, so it says itself that the review counts no more.
WITHDRAWN_WATERMARK = "REVIEW WITHDRAWN SINCE IT WAS SIGNED"
_OF_A_REVIEW = frozenset(("record", "items", "annex", "addenda"))


@dataclass(frozen=True, slots=True)
class Witnessed:
    """How much of the ledger nobody outside this machine has seen."""

    entries_since: int
    oldest_since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """A document ready to be printed: what it says, who signed it, what its file is named after."""

    frozen: FrozenRecord
    named: str
    signer: str = ""
    watermark: str = ""


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
    """Shows, prints and verifies the records of held reviews and the other documents of a case."""

    def __init__(
        self,
        opened: Opened,
        books: CaseBooks,
        press: RecordPress,
        records: SignedRecords,
        marking: Marking | None = None,
    ) -> None:
        self._opened = opened
        self._books = books
        self._press = press
        self._records = records
        self._marking = marking or Marking()
        self._orders = PrintOrders(opened)
        self._verdicts = PrintVerdicts(opened, books, press, records)

    def reviews(self, case: CaseId) -> tuple[HeldReview, ...]:
        """The reviews held on a case, the newest first; after them those that were withdrawn since."""
        folded = self._books.read(case)
        newest = tuple(reversed(signed_reviews(folded)))
        ordered = (one for gone in (False, True) for one in newest if (one.withdrawn is not None) is gone)
        return tuple(self._held(folded, one) for one in ordered)

    def show(self, case: CaseId, review: ReviewId | None, kind: DocumentKind = "record") -> bytes:
        """The very document, to be looked at on the screen; it carries no print number.

        Raises:
            RefusedError: the role, there is no such review, or it has no sensitive annex.
        """
        self._orders.allow(kind, case)
        ready = self._ready(case, review, kind)
        order = msgspec.structs.replace(self._orders.on_screen(), watermark=ready.watermark)
        return self._press.render(ready.frozen, order, name=ready.signer, seal=None, annex=kind == "items")

    def show_draft(self, draft: Checklist) -> bytes:
        """A checklist that is still being written, as it would print; it carries no number."""
        blank = Blank(
            checklist=draft,
            digest=digest_of(draft),
            standing=DRAFT_WORDS,
            at=self._opened.scribe.now(),
            marking=self._marking,
        )
        order = msgspec.structs.replace(self._orders.on_screen(), watermark=DRAFT_WATERMARK)
        return self._press.render(self._press.freeze_checklist(blank), order, name="", seal=None)

    def print_document(
        self, kind: DocumentKind, case: CaseId, review: ReviewId | None, *, purpose: str, recipient: str
    ) -> PrintedRecord:
        """Number a print and note it for whom and what for; then give its bytes.

        Raises:
            RefusedError: the role, no purpose or recipient, no such review, or a review without an annex.
            UnavailableError: the print could not be noted; nothing was printed.
        """
        self._orders.allow(kind, case)
        of = review if kind in _OF_A_REVIEW else None
        wanted = Wanted(kind=kind, purpose=purpose, recipient=recipient, case=case, review=of)
        self._orders.check(wanted)
        return self._printed(wanted, self._ready(case, review, kind))

    def print_checklist(
        self, checklist: ChecklistId, version: Version, *, purpose: str, recipient: str
    ) -> PrintedRecord:
        """A version of a checklist to be filled in by hand, as a numbered print.

        Raises:
            RefusedError: no purpose or recipient is given, or the version is not in this vault.
            UnavailableError: the print could not be noted; nothing was printed.
        """
        wanted = Wanted(kind="checklist", purpose=purpose, recipient=recipient)
        self._orders.check(wanted)
        return self._printed(wanted, self._blank(checklist, version))

    def failed(self, printed: PrintedRecord, *, at_printer: bool = False) -> None:
        """Note that a print came to nothing after it was numbered; the number is never given again."""
        self._orders.note_failure(printed.number, at_printer=at_printer)

    def verify(self, pdf: bytes) -> RecordVerdict:
        """Whether a printed file is what was signed here, was overtaken, is not known, or was altered."""
        return self._verdicts.of(pdf)

    def witnessed(self) -> Witnessed:
        """What no other machine, print or hub has seen yet (`security.md` 5.5)."""
        outstanding = self._opened.vault.witness.outstanding()
        return Witnessed(outstanding.entries, outstanding.oldest)

    def _ready(self, case: CaseId, review: ReviewId | None, kind: DocumentKind) -> _Ready:
        folded = self._books.read(case)
        match kind:
            case "record" | "items" | "annex":
                held = _find(folded, review)
                frozen = self._records.of(held.event)
                wanted = _annex_of(frozen) if kind == "annex" else frozen
                return _Ready(
                    frozen=wanted,
                    named=folded.reference,
                    signer=self._name(held),
                    watermark=_watermark(held),
                )
            case "addenda":
                return self._addenda(folded, _find(folded, review))
            case _:
                return _Ready(
                    frozen=self._press.freeze_sheet(kind, self._shown(folded)), named=folded.reference
                )

    def _addenda(self, case: Case, held: Signed) -> _Ready:
        if not any(one.review == held.review for one in case.addenda):
            raise RefusedError("Nothing was added to this review since it was signed.")
        digest = held.event.snapshot
        amended = Amended(review=held.review, title=review_title(case, held), digest=digest)
        frozen = self._press.freeze_addenda(self._shown(case), amended)
        return _Ready(frozen=frozen, named=case.reference, watermark=_watermark(held))

    def _blank(self, checklist: ChecklistId, version: Version) -> _Ready:
        register = self._opened.register
        row = register.row(checklist, version)
        blank = Blank(
            checklist=register.definition(checklist, version),
            digest=row.digest,
            standing=standing_words(row),
            at=self._opened.scribe.now(),
            marking=self._marking,
        )
        return _Ready(
            frozen=self._press.freeze_checklist(blank),
            named=f"{checklist}-{version}",
            # Paper outlives the list of versions, so it says itself that it is not to be worked by.
            watermark="" if row.status in _TO_WORK_BY else f"{row.status.upper()}, NOT TO BE WORKED BY",
        )

    def _printed(self, wanted: Wanted, ready: _Ready) -> PrintedRecord:
        checkpoint = self._opened.vault.witness.paper()
        order = self._orders.take(wanted, checkpoint)
        # Rendered before it is noted, because a print that failed would stand in the access book for ever.
        pdf = self._press.render(
            ready.frozen,
            msgspec.structs.replace(order, watermark=ready.watermark),
            name=ready.signer,
            seal=VaultSeal(self._opened),
            annex=wanted.kind == "items",
        )
        self._orders.note(wanted, order, pdf, digest=ready.frozen.digest)
        self._opened.vault.witness.witnessed(checkpoint)
        return PrintedRecord(
            pdf=pdf,
            number=order.number,
            file_name=file_name(wanted.kind, ready.named, order.number),
            code=ready.frozen.code,
        )

    def _shown(self, case: Case) -> Shown:
        register = self._opened.register
        return Shown(
            case=case,
            evaluation=self._books.evaluated(case),
            people=dict(register.people),
            standings={row.digest: standing_words(row) for row in register.register.definitions.values()},
            calendar=register.calendar,
            marking=self._marking,
        )

    def _held(self, case: Case, held: Signed) -> HeldReview:
        frozen = self._records.code(held.event)
        return HeldReview(
            review=held.review,
            title=review_title(case, held),
            held=held.at,
            by_name=self._name(held),
            outcome=held.event.outcome,
            code=frozen,
            withdrawn=held.withdrawn.recorded if held.withdrawn else None,
        )

    def _name(self, held: Signed) -> str:
        return name_of(self._opened.register.people, held.by)


def _annex_of(frozen: FrozenRecord) -> FrozenRecord:
    if frozen.annex is None:
        raise RefusedError("This review has no sensitive annex: nothing was left out of its record.")
    return frozen.annex


def _watermark(held: Signed) -> str:
    return "" if held.withdrawn is None else WITHDRAWN_WATERMARK


def _find(case: Case, review: ReviewId | None) -> Signed:
    # One that was withdrawn, too: what was signed stays on the record, and may be asked for.
    found = next((held for held in signed_reviews(case) if held.review == review), None)
    if found is None:
        raise RefusedError("There is no such review on this case. Choose one that was held.")
    return found


def review_title(case: Case, held: Signed) -> str:
    """What a held review is called: the reviews that it met, or that it was outside the schedule."""
    rules = (case.programme.rule(done.rule) for done in held.event.discharges)
    titles = [rule.title for rule in rules if rule is not None]
    return " and ".join(titles) if titles else "Review outside the schedule"
