"""A case as it is printed: as it stood when a review was signed, or as it stands at the moment."""

from datetime import datetime
from typing import Literal

import msgspec

from sopcheck.cases.case import Case
from sopcheck.cases.events import ReviewHeld, ReviewId
from sopcheck.cases.register.register import Person
from sopcheck.cases.states import Evaluation, PlaceState, ReviewState
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.definition import Checklist, Digest
from sopcheck.ledger.entry import PersonId


class Marking(msgspec.Struct, frozen=True, kw_only=True):
    """The protective marking of a page, the handling line that the force sets, a notice on the first page."""

    marking: str = "OFFICIAL-SENSITIVE"
    handling: str = ""
    notice: str = ""


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A case and what it amounts to, with all that its words are made of.

    `standings` say in words which versions were approved.
    """

    case: Case
    evaluation: Evaluation
    people: dict[PersonId, Person]
    standings: dict[Digest, str]
    calendar: Calendar
    marking: Marking = Marking()


class Reviewed(Shown, frozen=True, kw_only=True):
    """The review (`held`), its questions, the case and its evaluation with the review in it.

    `discharged` are the reviews that it met. `unwitnessed` counts entries that no other machine, print or hub
    has seen (`security.md` 5.5).
    """

    held: ReviewHeld
    questions: tuple[PlaceState, ...]
    discharged: tuple[ReviewState, ...]
    independence: str
    reviewer: Person
    previous: datetime | None
    unwitnessed: int = 0
    oldest_unwitnessed: datetime | None = None
    annex_reference: str = ""


class Blank(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a checklist that is to be printed as a form; `standing` says who approved it, in words."""

    checklist: Checklist
    digest: str
    standing: str
    at: datetime
    marking: Marking = Marking()


class Amended(msgspec.Struct, frozen=True, kw_only=True):
    """Which review addenda are to: its id, what it is called, and the digest of its record."""

    review: ReviewId
    title: str
    digest: str


class FrozenRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record as it is signed: canonical bytes, and each text beside it with the salt of its hash.

    `message` is what the reviewer signs; `signature` is empty in a preview, and of what nobody signs.
    `annex` is the sensitive annex of a record, which is signed with it. `erased` says of texts that are gone
    under what law and when, so that a print can say it in their place.
    """

    signed: bytes
    digest: str
    code: str
    texts: dict[str, tuple[str, str]]
    message: bytes = b""
    public_key: bytes = b""
    signature: bytes = b""
    annex: "FrozenRecord | None" = None
    erased: dict[str, str] = {}


SheetKind = Literal["status", "checklist", "disclosure", "sensitive-disclosure"]
"""What is printed of a case as it stands; nobody signs it, and whoever prints it seals it."""

NOT_NUMBERED = "not numbered"
"""The number of what is shown or previewed and not printed."""


class PrintOrder(msgspec.Struct, frozen=True, kw_only=True):
    """What a numbered print says of itself; `ledger` is the line that makes it a witness of the vault."""

    number: str
    purpose: str
    recipient: str
    printed_at: datetime
    printed_by: str
    watermark: str = ""
    ledger: str = ""


class FileSigner(msgspec.Struct, frozen=True):
    """A signature in a printed file, over the record in it or the whole print, and by which key (hex)."""

    part: Literal["record", "print"]
    key: str


class FileVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """What can be said of a printed file by itself, without a vault."""

    state: str
    sentence: str
    findings: tuple[str, ...]
    digest: str
    code: str
    case_reference: str
    print_number: str
    signers: tuple[FileSigner, ...] = ()
    document: str = ""
