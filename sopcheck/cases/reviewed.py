"""A case as it stood when a review was signed: everything that its supervision record is made from."""

from datetime import datetime

import msgspec

from sopcheck.cases.case import Case
from sopcheck.cases.events import ReviewHeld
from sopcheck.cases.register import Person
from sopcheck.cases.states import Evaluation, PlaceState, ReviewState
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.definition import Digest
from sopcheck.ledger.entry import PersonId


class Marking(msgspec.Struct, frozen=True, kw_only=True):
    """The protective marking of a page, the handling line that the force sets, a notice on the first page."""

    marking: str = "OFFICIAL-SENSITIVE"
    handling: str = ""
    notice: str = ""


class Reviewed(msgspec.Struct, frozen=True, kw_only=True):
    """The review (`held`), its questions, the case and its evaluation with the review in it.

    `discharged` are the reviews that it met; `standings` say in words which versions were approved.
    `unwitnessed` counts entries that no other machine, print or hub has seen (`security.md` 5.5).
    """

    case: Case
    evaluation: Evaluation
    held: ReviewHeld
    questions: tuple[PlaceState, ...]
    discharged: tuple[ReviewState, ...]
    independence: str
    reviewer: Person
    people: dict[PersonId, Person]
    standings: dict[Digest, str]
    calendar: Calendar
    previous: datetime | None
    unwitnessed: int = 0
    oldest_unwitnessed: datetime | None = None
    marking: Marking = Marking()
    annex_reference: str = ""


class FrozenRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record as it is signed: canonical bytes, and each text beside it with the salt of its hash.

    `message` is what the reviewer signs; `signature` is empty in a preview.
    """

    signed: bytes
    digest: str
    code: str
    texts: dict[str, tuple[str, str]]
    message: bytes = b""
    public_key: bytes = b""
    signature: bytes = b""


NOT_NUMBERED = "not numbered"
"""The number of what is shown or previewed and not printed."""


class PrintOrder(msgspec.Struct, frozen=True, kw_only=True):
    """What a numbered print says of itself."""

    number: str
    purpose: str
    recipient: str
    printed_at: datetime
    printed_by: str
    watermark: str = ""


class FileVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """What can be said of a printed file by itself, without a vault."""

    state: str
    sentence: str
    findings: tuple[str, ...]
    digest: str
    code: str
    case_reference: str
    print_number: str
    signers_known: bool
