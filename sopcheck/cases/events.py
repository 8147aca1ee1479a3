"""The events of a case book: what happened, when it happened, and nothing that can be derived.

Each is a frozen Struct tagged with its own name, which is also the `kind` of its ledger entry. `at` is
when it happened; when it was recorded, by whom and knowing what, the entry says. Wall times keep their
offset, so the repeated hour of October is never ambiguous (counting convention 15).
Format 1 of every body. Events are never changed; a later format is read by a new Struct beside the old.
"""

from datetime import date, datetime

import msgspec

# What an event is made of is found where the events are.
# ruff: noqa: I001, PLC0414
from sopcheck.cases.event_parts import (
    ActionId as ActionId,
    CaseId as CaseId,
    Discharged as Discharged,
    Event as Event,
    FactValue as FactValue,
    Given as Given,
    HolderRole as HolderRole,
    Judged as Judged,
    ListedAs as ListedAs,
    Place as Place,
    Precision as Precision,
    ReviewId as ReviewId,
    Status as Status,
    SubjectId as SubjectId,
    Verdict as Verdict,
    When as When,
)
from sopcheck.checklists.definition import (
    ChecklistId,
    ClockId,
    Digest,
    FactId,
    GradeId,
    ItemId,
    KindId,
    Version,
)
from sopcheck.ledger.entry import EntryHash, PersonId


class CaseOpened(Event, frozen=True, kw_only=True):
    """The case was opened here; `at` is when it was opened, not when the police first knew."""

    case: CaseId
    reference: str
    operation: str = ""
    district: str = ""
    team: str = ""


class CaseDescribed(Event, frozen=True, kw_only=True):
    """New words for the case; what is empty is unchanged."""

    reference: str = ""
    operation: str = ""
    district: str = ""
    team: str = ""
    crime_numbers: str = ""


class ChecklistAdopted(Event, frozen=True, kw_only=True):
    """From `at` the case follows this checklist, in exactly this version."""

    checklist: ChecklistId
    version: Version
    digest: Digest


class CaseMoved(Event, frozen=True, kw_only=True):
    """From `at` the case follows another version, or one checklist more (convention 13)."""

    checklist: ChecklistId
    version: Version
    digest: Digest
    reason: str = ""


class MovePlanned(Event, frozen=True, kw_only=True):
    """The case will follow this version from the next review that is held on it."""

    checklist: ChecklistId
    version: Version
    digest: Digest
    reason: str = ""


class SubjectAdded(Event, frozen=True, kw_only=True):
    """A child, suspect, event, device … joined the case; `of` is the subject that it belongs to."""

    subject: SubjectId
    kinds: tuple[KindId, ...]
    label: str
    of: SubjectId | None = None
    confirmed: bool = False


class SubjectChanged(Event, frozen=True, kw_only=True):
    """A subject gained kinds from `at`, or has another label; it loses none."""

    subject: SubjectId
    add_kinds: tuple[KindId, ...] = ()
    label: str = ""


class FactSet(Event, frozen=True, kw_only=True):
    """A fact has this value from `at`; of the subjects named, or of the case where none is."""

    fact: FactId
    value: FactValue
    of: tuple[SubjectId, ...] = ()
    confirmed: bool = False


class ClockSet(Event, frozen=True, kw_only=True):
    """A named clock is set to `at`; `confirmed` where a time before the report was asked about."""

    clock: ClockId
    of: str | None = None
    confirmed: bool = False


class TargetSet(Event, frozen=True, kw_only=True):
    """A date that somebody else set and that was typed in; a limit on it ends with that day."""

    clock: ClockId
    date: date
    of: str | None = None


class ItemAnswered(Event, frozen=True, kw_only=True):
    """One act: it answers the item for each subject of `of`, and meets the items of `also` too.

    `at` is *done at*. `done_by` is given where another than the recorder did it.
    """

    checklist: ChecklistId
    item: ItemId
    given: Given
    of: tuple[str, ...] = ()
    also: tuple[Place, ...] = ()
    done_by: PersonId | None = None
    confirmed: bool = False


class AnswerCorrected(Event, frozen=True, kw_only=True):
    """The current answer of a place is replaced; the old one (`corrects`) stays in the history."""

    place: Place
    corrects: EntryHash
    given: Given
    reason: str
    done_by: PersonId | None = None


class GradeChanged(Event, frozen=True, kw_only=True):
    """A grade was changed from `at` (convention 8); the answer that first set it stands."""

    grade: GradeId
    choice: str
    of: SubjectId | None = None
    reason: str = ""


class NoteAdded(Event, frozen=True, kw_only=True):
    """A line on the timeline of the case; no item."""

    text: str


class LimitExplained(Event, frozen=True, kw_only=True):
    """The investigator's reason for a limit that is passed or will be; when it was written counts."""

    place: Place
    reason: str


class LimitJudged(Event, frozen=True, kw_only=True):
    """A supervisor's decision on passed limits, one or many at once."""

    places: tuple[Place, ...]
    verdict: Verdict
    reason: str = ""
    review: ReviewId | None = None


class ExceptionJudged(Event, frozen=True, kw_only=True):
    """A supervisor's decision on rows of one of the other exception lists, one or many at once."""

    listed: ListedAs
    rows: tuple[Judged, ...]
    verdict: Verdict
    reason: str = ""
    review: ReviewId | None = None


class LimitExtended(Event, frozen=True, kw_only=True):
    """The limit ends at `until`, unless it had passed when this was recorded (convention 19)."""

    place: Place
    until: When
    reason: str


class ReviewOpened(Event, frozen=True, kw_only=True):
    """A supervisor began a review; its id is the place of its answers."""

    review: ReviewId
    meant_for: tuple[Discharged, ...] = ()


class ReviewHeld(Event, frozen=True, kw_only=True):
    """A review was held and signed; nothing discharged means that it was unscheduled.

    `snapshot` is the digest of what was shown when it was signed. `next_date` sets the date of the next
    review of the 28-day chain (convention 9). `exception` is why somebody not independent held it.
    """

    review: ReviewId
    discharges: tuple[Discharged, ...] = ()
    outcome: str = ""
    reasons: str = ""
    text: str = ""
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
    snapshot: str = ""
    calendar: str = ""


class DirectionGiven(Event, frozen=True, kw_only=True):
    """A supervisor's direction on one item."""

    place: Place
    text: str
    due: date | None = None
    review: ReviewId | None = None


class DirectionAnswered(Event, frozen=True, kw_only=True):
    """What was done on a direction; `direction` is the entry that gave it."""

    direction: EntryHash
    text: str


class DirectionSettled(Event, frozen=True, kw_only=True):
    """A supervisor has looked at what came of a direction: it is met, or dropped with the reason."""

    direction: EntryHash
    result: str = ""
    dropped: bool = False
    review: ReviewId | None = None


class AddendumWritten(Event, frozen=True, kw_only=True):
    """What a signed review should have said, and why; the record that was signed stays as it is."""

    review: ReviewId
    text: str
    reason: str


class ActionRaised(Event, frozen=True, kw_only=True):
    """An action with an owner and a date; it belongs to a review where it was raised in one."""

    action: ActionId
    text: str
    owner: PersonId
    due: date
    review: ReviewId | None = None


class ActionDone(Event, frozen=True, kw_only=True):
    """An action is complete, or was dropped with the reason in `result`."""

    action: ActionId
    result: str = ""
    dropped: bool = False


class CaseAssigned(Event, frozen=True, kw_only=True):
    """Who holds the case from `at`; nobody where `to` is missing."""

    role: HolderRole
    to: PersonId | None = None


class AbsenceRecorded(Event, frozen=True, kw_only=True):
    """A person who holds the case is absent from `at`, or back."""

    person: PersonId
    absent: bool


class GateOverridden(Event, frozen=True, kw_only=True):
    """A gate is passed without this item, knowingly and with a reason that prints."""

    place: Place
    gate: ClockId
    reason: str


class CaseClosed(Event, frozen=True, kw_only=True):
    """The investigation is closed; sets the clock `case-closed`."""

    reason: str = ""


class CaseReopened(Event, frozen=True, kw_only=True):
    """A closed case is open again from `at`."""

    why: str


class HoldPlaced(Event, frozen=True, kw_only=True):
    """Nothing of the case may be erased until the hold is lifted (an inquiry hold, for one)."""

    why: str


class HoldLifted(Event, frozen=True, kw_only=True):
    """The hold is lifted."""

    why: str


class RetentionSet(Event, frozen=True, kw_only=True):
    """When it is to be reviewed whether the case must still be kept; nothing is ever erased by itself."""

    review_on: date
    reason: str


class ConflictSettled(Event, frozen=True, kw_only=True):
    """Of answers (or facts) recorded apart this one holds (convention 24)."""

    keep: EntryHash
    place: Place | None = None
    fact: FactId | None = None
    of: SubjectId | None = None
    reason: str = ""


class EntryWithdrawn(Event, frozen=True, kw_only=True):
    """An entry counts no more from when this was recorded; it stays in the history."""

    entry: EntryHash
    reason: str


class BodyErased(Event, frozen=True, kw_only=True):
    """The words of an entry were lawfully erased; what they were is not said."""

    entry: EntryHash
    authority: str
    reason: str


CaseEvent = (
    CaseOpened
    | CaseDescribed
    | ChecklistAdopted
    | CaseMoved
    | MovePlanned
    | SubjectAdded
    | SubjectChanged
    | FactSet
    | ClockSet
    | TargetSet
    | ItemAnswered
    | AnswerCorrected
    | GradeChanged
    | NoteAdded
    | LimitExplained
    | LimitJudged
    | ExceptionJudged
    | LimitExtended
    | ReviewOpened
    | ReviewHeld
    | DirectionGiven
    | DirectionAnswered
    | DirectionSettled
    | AddendumWritten
    | ActionRaised
    | ActionDone
    | CaseAssigned
    | AbsenceRecorded
    | GateOverridden
    | CaseClosed
    | CaseReopened
    | HoldPlaced
    | HoldLifted
    | RetentionSet
    | ConflictSettled
    | EntryWithdrawn
    | BodyErased
)


class Recorded(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An event as this machine has it: its entry, its author, and when it came to be known here.

    `event` is missing where the body was erased, altered or of a newer kind; `why_missing` says which.
    `recorded` and `received` are UTC; an entry recorded later than it arrived counts from its arrival
    (convention 22). `unseen` are earlier entries of the book that its author did not know of.
    `assumed` marks an answer of a rehearsal's standing assumption, which no vault ever has; it sets the
    clock of its item unless `sets_clock` is false.
    """

    entry: EntryHash
    by: PersonId
    recorded: datetime
    event: CaseEvent | None
    role: str = ""
    received: datetime | None = None
    unseen: frozenset[EntryHash] = frozenset()
    why_missing: str = ""
    assumed: bool = False
    sets_clock: bool = True

    @property
    def known(self) -> datetime:
        """From when this entry counts on this machine, in UTC."""
        return self.received or self.recorded

    @property
    def recorded_at(self) -> datetime:
        """When it was recorded, at the latest when it arrived, in UTC."""
        return self.recorded if self.received is None else min(self.recorded, self.received)
