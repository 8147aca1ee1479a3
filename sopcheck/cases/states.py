"""What an evaluation says: values only, each derived from a case, its definitions, a calendar, a moment.

All instants are UTC. State words are those of `domain.md` section 10 as `rehearsal.md` spells them.
"""

from datetime import date, datetime
from typing import Literal

import msgspec

from sopcheck.cases.events import FactValue, Given, Place, Precision, Status, Verdict
from sopcheck.checklists.definition import (
    Basis,
    ChecklistId,
    ClockId,
    Digest,
    FactId,
    Item,
    KindId,
    ReviewRule,
    StageId,
    Version,
)
from sopcheck.ledger.entry import EntryHash, PersonId

Applies = Literal["yes", "no", "may"]
LimitWord = Literal[
    "not started",
    "running",
    "due soon",
    "met",
    "late",
    "passed",
    "closed",
    "none yet",
    "gate met",
    "gate open",
    "gate not met",
]
ReviewWord = Literal["due", "met", "late", "missed", "overdue"]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One answer of a place: what was said, when it was done, when and by whom it was recorded.

    `serves_since` is when a move made the place one duty with the one that was answered before it.
    """

    entry: EntryHash
    given: Given
    done: datetime
    judged: datetime
    precision: Precision
    offset_minutes: int
    recorded: datetime
    known: datetime
    by: PersonId
    done_by: PersonId
    correction: bool = False
    why: str = ""
    late_record: bool = False
    assumed: bool = False
    serves_since: datetime | None = None


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """The reason for a passed limit and when it was written."""

    reason: str
    written: datetime
    by: PersonId


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A supervisor's decision on a passed limit."""

    verdict: Verdict
    reason: str
    at: datetime
    by: PersonId


class LimitState(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Where a limit or a gate stands at the moment of the evaluation.

    `start` is what the limit counts from. Of a round `act` is the entry that ended it, and it has its own
    reason and decision.
    """

    word: LimitWord
    basis: Basis
    clock: ClockId
    start: datetime | None = None
    ends: datetime | None = None
    soon: datetime | None = None
    over_seconds: int | None = None
    working_days_over: int | None = None
    extended_to: datetime | None = None
    provisional: bool = False
    round: int | None = None
    act: EntryHash | None = None
    explained: Explained | None = None
    judged: Judged | None = None


class PlaceState(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Everything about one item for one subject (or the case) at the moment of the evaluation.

    `asked_since` is when it first applied. `late_record`: an answer that stands was recorded late.
    `none_yet`: it repeats, and no subject was added. `under` is the version that asked it, where the one in
    force does not, and it is here for what is on the record.
    """

    place: Place
    item: Item
    stage: StageId
    applies: Applies
    status: Status | Literal["open"]
    limit: LimitState | None = None
    rounds: tuple[LimitState, ...] = ()
    answer: Answer | None = None
    explained: Explained | None = None
    judged: Judged | None = None
    conflict: bool = False
    unknown_facts: tuple[FactId, ...] = ()
    corrected: bool = False
    late_record: bool = False
    asked_since: datetime | None = None
    none_yet: bool = False
    under: Version | None = None

    @property
    def word(self) -> LimitWord | None:
        """The state of the limit or gate; "none yet" of an item without either too."""
        if self.limit is not None:
            return self.limit.word
        return "none yet" if self.none_yet else None


class ReviewState(msgspec.Struct, frozen=True, kw_only=True):
    """A review that is or was due; `of` is the suspect, subject or event it is for.

    `trigger` is the entry that called for an event review; a review names it or `of` to discharge it.
    """

    rule: ReviewRule
    word: ReviewWord
    due: datetime | None
    of: str | None = None
    held: datetime | None = None
    by: PersonId | None = None
    over_seconds: int | None = None
    missed_cycles: int = 0
    independent: Literal["yes", "partly", ""] = ""
    exception: str = ""
    review: str | None = None
    trigger: EntryHash | None = None


class NextReview(msgspec.Struct, frozen=True, kw_only=True):
    """A scheduled review that is still to come; which rule set its date is said where it is shown."""

    rule: ReviewRule
    due: datetime
    of: str | None = None


class Exceptions(msgspec.Struct, frozen=True, kw_only=True):
    """The six lists of the supervision record (`domain.md` 4.3, 5), national limits first.

    A row is a tuple of the places that one act (or one duty) joins, first the one that leads.
    """

    limits_passed: tuple[tuple[PlaceState, ...], ...] = ()
    gates_not_met: tuple[tuple[PlaceState, ...], ...] = ()
    not_done: tuple[tuple[PlaceState, ...], ...] = ()
    not_applicable: tuple[tuple[PlaceState, ...], ...] = ()
    late_records_and_corrections: tuple[tuple[PlaceState, ...], ...] = ()
    reviews_late_or_missed: tuple[ReviewState, ...] = ()


class VersionInForce(msgspec.Struct, frozen=True, kw_only=True):
    """A checklist version that the case followed, and from when."""

    checklist: ChecklistId
    version: Version
    digest: Digest
    from_: datetime


class NotActive(msgspec.Struct, frozen=True, kw_only=True):
    """A time without an active holder of the case; `until` is missing while it lasts."""

    holder: Literal["investigator", "supervisor"]
    from_: datetime
    until: datetime | None
    days: int
    recorded_late: bool


class ActionState(msgspec.Struct, frozen=True, kw_only=True):
    """An action and what became of it."""

    action: str
    text: str
    owner: PersonId
    due: date
    raised: datetime
    state: Literal["open", "complete", "dropped"]
    done: datetime | None = None
    result: str = ""
    review: str | None = None


class FactState(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A fact of the case or of a subject as it stands, and since when."""

    fact: FactId
    of: str | None
    value: FactValue
    since: datetime | None
    set_by: Literal["person", "program", ""] = ""
    conflict: bool = False


class TimelineEntry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A line of the timeline: notes and clocks, in the order of their instants."""

    at: datetime
    what: Literal["note", "clock", "answer", "review", "subject", "holder", "other"]
    name: str
    of: str | None = None
    entry: EntryHash | None = None


class SubjectState(msgspec.Struct, frozen=True, kw_only=True):
    """A subject of the case with its kinds and since when it has each."""

    subject: str
    label: str
    kinds: tuple[tuple[KindId, datetime], ...]
    of: str | None
    added: datetime


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """What a case amounts to at a moment; `places` in the order of checklists, stages, items, subjects."""

    at: datetime
    places: tuple[PlaceState, ...]
    reviews: tuple[ReviewState, ...]
    next_reviews: tuple[NextReview, ...]
    exceptions: Exceptions
    annex: Exceptions
    next_five: tuple[PlaceState, ...]
    versions: tuple[VersionInForce, ...]
    not_active: tuple[NotActive, ...]
    actions: tuple[ActionState, ...]
    facts: tuple[FactState, ...]
    subjects: tuple[SubjectState, ...]
    timeline: tuple[TimelineEntry, ...]
    clocks: dict[tuple[ClockId, str | None], datetime]
    next_change: datetime | None = None
