"""The order of a print: its number, what for and for whom, and what the access book says of it."""

import hashlib
import re
from dataclasses import dataclass

from sopcheck.cases.access_events import (
    DocumentKind,
    DocumentPrinted,
    PrintedKind,
    PrintFailed,
    RecordPrinted,
)
from sopcheck.cases.authority import Action, require
from sopcheck.cases.events import CaseId, Event, ReviewId, When
from sopcheck.cases.reviews.reviewed import NOT_NUMBERED, PrintOrder
from sopcheck.cases.texts import line
from sopcheck.ledger.checkpoint import Checkpoint
from sopcheck.services.opened import Opened

_ACTION: Action = "print sensitive words"
_PRINTS = "record prints"
_ON_SCREEN = "SHOWN ON SCREEN"
SENSITIVE: frozenset[DocumentKind] = frozenset(("annex", "sensitive-disclosure"))
FILE_WORDS: dict[PrintedKind, str] = {
    "record": "supervision-record",
    "items": "supervision-record",
    "annex": "sensitive-annex",
    "addenda": "addenda",
    "status": "status-sheet",
    "checklist": "checklist",
    "disclosure": "disclosure-copy",
    "sensitive-disclosure": "sensitive-disclosure-copy",
    "audit-sheet": "audit-sheet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be printed, what for and for whom."""

    kind: PrintedKind
    purpose: str
    recipient: str
    case: CaseId | None = None
    review: ReviewId | None = None


class PrintOrders:
    """Numbers the prints of this machine and notes them."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def allow(self, kind: DocumentKind, case: CaseId | None) -> None:
        """Refuse a document with sensitive words to whoever may not have it (decision 0020).

        Raises:
            RefusedError: the role; the attempt is noted.
        """
        if kind in SENSITIVE:
            with self._opened.scribe.noting_refusals(_ACTION, case):
                require(self._opened.register.me, _ACTION)

    def check(self, wanted: Wanted) -> None:
        """Refuse a print for nothing or for nobody.

        Raises:
            RefusedError: no purpose or no recipient is given.
        """
        line(wanted.purpose, what="purpose of the print", required=True)
        line(wanted.recipient, what="recipient of the print", required=True)

    def on_screen(self) -> PrintOrder:
        """The order of what is only shown: it has no number and says so on every page."""
        me = self._opened.register.me
        return PrintOrder(
            number=NOT_NUMBERED,
            purpose="To be read on the screen",
            recipient=me.name,
            printed_at=self._opened.scribe.now(),
            printed_by=me.name,
            watermark=_ON_SCREEN,
        )

    def take(self, wanted: Wanted, checkpoint: Checkpoint) -> PrintOrder:
        """A number for a print, taken for good; `checkpoint` is what the print says of the ledger."""
        me, count = self._opened.register.me, self._opened.vault.numbers.take(_PRINTS)
        # Every machine counts for itself, and one that was put back to a backup counts some numbers again;
        # each writes on a chain of its own, so with that in it no two prints have one number.
        series = checkpoint.log[:4].upper()
        return PrintOrder(
            number=f"{series}-{count:05d}",
            purpose=wanted.purpose,
            recipient=wanted.recipient,
            printed_at=self._opened.scribe.now(),
            printed_by=f"{me.name} ({me.number})",
            ledger=checkpoint.line,
        )

    def note(self, wanted: Wanted, order: PrintOrder, pdf: bytes, *, digest: str = "") -> None:
        """Tell the access book of a print; without a digest of its data, that of the file serves.

        Raises:
            UnavailableError: it could not be noted; the print may not leave the program.
        """
        file = hashlib.sha256(pdf).hexdigest()
        self._opened.scribe.note_access(_noted(wanted, order, digest=digest or file, file=file))

    def note_failure(self, number: str, *, at_printer: bool) -> None:
        """Tell the access book that a print which it knows came to nothing."""
        now = When(self._opened.scribe.now())
        self._opened.scribe.note_access(PrintFailed(at=now, number=number, at_printer=at_printer))


def file_name(kind: PrintedKind, named: str, number: str) -> str:
    """The name of the file of a print, by reference and number and by nobody's name."""
    # A reference is typed by people and may hold what a file system forbids, or a path that leads elsewhere.
    safe = re.sub(r"[^A-Za-z0-9]+", "-", named).strip("-") or "case"
    return f"{FILE_WORDS[kind]}-{safe}-{number}.pdf"


def _noted(wanted: Wanted, order: PrintOrder, *, digest: str, file: str) -> Event:
    at = When(order.printed_at)
    if wanted.kind in {"record", "items"} and wanted.case is not None and wanted.review is not None:
        return RecordPrinted(
            at=at,
            case=wanted.case,
            review=wanted.review,
            number=order.number,
            purpose=order.purpose,
            recipient=order.recipient,
            digest=digest,
            annex=wanted.kind == "items",
            file=file,
        )
    return DocumentPrinted(
        at=at,
        document=wanted.kind,
        number=order.number,
        purpose=order.purpose,
        recipient=order.recipient,
        digest=digest,
        case=wanted.case,
        review=wanted.review,
        file=file,
    )
