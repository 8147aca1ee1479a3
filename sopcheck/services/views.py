"""What the services show: values for a list or a page, each drawn from cases and their evaluations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sopcheck.cases.case import Case
from sopcheck.cases.definitions import Definitions
from sopcheck.cases.events import CaseId, Discharged, Place, ReviewId, When
from sopcheck.cases.register.register import Person
from sopcheck.cases.states import Answer, Evaluation, LimitWord, PlaceState, ReviewState, ReviewWord
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.definition import Basis, ChecklistId, ItemId, Version
from sopcheck.ledger.entry import PersonId
from sopcheck.services.people import name_of

VerdictWord = Literal["same", "superseded", "not known here", "altered", "newer", "not a record"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """What is needed to open a case; `received` is when any police employee was first told."""

    reference: str
    received: When
    checklists: tuple[tuple[ChecklistId, Version], ...]
    operation: str = ""
    district: str = ""
    team: str = ""
    investigator: PersonId | None = None
    supervisor: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """A case with what it amounts to at `read_at`, and all that is needed to show it in words."""

    id: CaseId
    case: Case
    evaluation: Evaluation
    people: Mapping[PersonId, Person]
    definitions: Definitions
    calendar: Calendar
    me: Person
    may: frozenset[str]
    read_at: datetime

    def name(self, person: PersonId | None) -> str:
        """The name of a person."""
        return name_of(self.people, person)

    def subject_label(self, of: str | None) -> str:
        """What people call a subject; empty for the case itself."""
        if of is None:
            return ""
        return next((subject.label for subject in self.evaluation.subjects if subject.subject == of), of)

    def state(self, place: Place) -> PlaceState | None:
        """The state of a place, if the case has it."""
        return next((state for state in self.evaluation.places if state.place == place), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """One limit of the worklist."""

    case: CaseId
    reference: str
    operation: str
    place: Place
    prompt: str
    subject_label: str
    word: LimitWord
    ends: datetime | None
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One case of the list; `marks` are the few words that a supervisor looks for."""

    case: CaseId
    reference: str
    operation: str
    district: str
    team: str
    investigator: str
    supervisor: str
    opened: datetime
    answered: int
    applicable: int
    next_limit: datetime | None
    next_limit_words: str
    next_basis: Basis | None
    last_review: datetime | None
    last_activity: datetime
    closed: bool
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectedRow:
    """A direction of a supervisor that nobody has answered yet."""

    case: CaseId
    reference: str
    operation: str
    place: Place
    prompt: str
    subject_label: str
    text: str
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Worklist:
    """What a person sees first: what is passed, ends soon, is directed, the next five, the cases.

    `marked` is whether any of the cases has a mark; `waiting` how many cases of the vault time has changed
    that are still to be evaluated again.
    """

    passed: Sequence[WorkRow]
    soon: Sequence[WorkRow]
    next: tuple[WorkRow, ...]
    cases: Sequence[CaseRow]
    reviews_due: int
    directed: tuple[DirectedRow, ...] = ()
    marked: bool = True
    waiting: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A case that was searched for."""

    case: CaseId
    reference: str
    operation: str
    excerpt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One step in the history of a place, in words."""

    at: datetime
    recorded: datetime
    by_name: str
    words: str
    reason: str = ""
    late: bool = False
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """A review that somebody should hold."""

    case: CaseId
    reference: str
    operation: str
    rule_title: str
    due: datetime | None
    word: ReviewWord
    over_seconds: int | None
    why: str
    investigator: str
    district: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One thing that changed, in words."""

    at: datetime
    by_name: str
    words: str
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed since a moment; all of it where there was none."""

    since: datetime | None
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """What a supervisor concludes; kept half-written and signed in the end."""

    discharges: tuple[Discharged, ...] = ()
    outcome: str = ""
    reasons: str = ""
    risk: str = ""
    risk_change: str = ""
    childs_voice: str = ""
    child_seen: str = ""
    cause_of_delay: str = ""
    discussion: str = ""
    investigators_comment: str = ""
    good_work: str = ""
    exception: str = ""
    next_date: date | None = None
    next_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """A review as it is being held."""

    view: CaseView
    review: ReviewId
    due: tuple[ReviewState, ...]
    suggested: tuple[Discharged, ...]
    questions: tuple[PlaceState, ...]
    carried: Mapping[ItemId, Answer]
    since_review: Changes
    since_me: Changes
    independent: Literal["yes", "partly", "no"]
    why_not_independent: str
    draft: Conclusion


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedReview:
    """A review that was signed, with the code of its record."""

    view: CaseView
    review: ReviewId
    code: str
    signed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldReview:
    """A review that was held, with the code of its record, and since when it is withdrawn, if it is."""

    review: ReviewId
    title: str
    held: datetime
    by_name: str
    outcome: str
    code: str
    withdrawn: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedRecord:
    """A numbered print: the bytes, and a file name that names nobody."""

    pdf: bytes
    number: str
    file_name: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordVerdict:
    """What may be said of a printed file."""

    word: VerdictWord
    sentence: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VersionStep:
    """What became of a version, by whom and why."""

    word: Literal["proposed", "approved", "withdrawn"]
    by_name: str
    reason: str
    authority: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryRow:
    """One version of a checklist; a new case of today takes the one that `is_current`."""

    checklist: ChecklistId
    version: Version
    digest: str
    title: str
    status: str
    items: int
    effective_from: date | None = None
    is_current: bool = True
    steps: tuple[VersionStep, ...] = ()
