"""What stands on a case: the values that the fold makes of its entries, each with where it came from.

All instants are UTC; `at` is when it happened (a time known only to the day is judged already), `recorded`
when it was recorded, at the latest when it arrived here.
"""

from datetime import date, datetime
from typing import Literal

import msgspec

from sopcheck.cases.events import (
    Discharged,
    FactValue,
    HolderRole,
    Judged,
    ListedAs,
    Place,
    Recorded,
    ReviewHeld,
    ReviewId,
    SubjectId,
    Verdict,
)
from sopcheck.cases.states import Answer
from sopcheck.checklists.conditions import History
from sopcheck.checklists.definition import ChecklistId, ClockId, Digest, FactId, GradeId, KindId, Version
from sopcheck.ledger.entry import EntryHash, PersonId

ClockSource = Literal["person", "item", "subject", "target", "assumed"]


class Mark(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Where something comes from: its entry, that entry's place in the order, and when it happened."""

    at: datetime
    order: int
    source: Recorded

    @property
    def entry(self) -> EntryHash:
        """The entry."""
        return self.source.entry

    @property
    def by(self) -> PersonId:
        """Who recorded it."""
        return self.source.by

    def moved_to(self, at: datetime) -> "Mark":
        """The same entry, for what took effect at another moment."""
        return self if at == self.at else Mark(at=at, order=self.order, source=self.source)


class Stands(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What all of it has: when it happened, when and by whom it was recorded, in which entry."""

    mark: Mark

    @property
    def at(self) -> datetime:
        """When it happened, or takes effect."""
        return self.mark.at

    @property
    def order(self) -> int:
        """The place of its entry in the order of the book."""
        return self.mark.order

    @property
    def recorded(self) -> datetime:
        """When it was recorded, at the latest when it arrived here."""
        return self.mark.source.recorded_at

    @property
    def by(self) -> PersonId:
        """Who recorded it."""
        return self.mark.by

    @property
    def entry(self) -> EntryHash:
        """The entry that says so."""
        return self.mark.entry


class Adopted(Stands, frozen=True, kw_only=True):
    """A checklist version that the case follows from `at`; `moved` where the case was moved to it."""

    checklist: ChecklistId
    version: Version
    digest: Digest
    moved: bool

    @property
    def from_(self) -> datetime:
        """From when the case follows it."""
        return self.at


class Subject(Stands, frozen=True, kw_only=True):
    """A subject with its kinds and since when it is of each; `of` is whom it belongs to."""

    subject: SubjectId
    label: str
    kinds: tuple[tuple[KindId, datetime], ...]
    of: SubjectId | None = None

    @property
    def kind_names(self) -> tuple[KindId, ...]:
        """Its kinds."""
        return tuple(kind for kind, _ in self.kinds)

    def since(self, kind: KindId) -> datetime | None:
        """Since when it is of a kind; none where it is not."""
        for name, since in self.kinds:
            if name == kind:
                return since
        return None

    def has(self, kind: KindId) -> bool:
        """Whether it is of a kind."""
        return self.since(kind) is not None


class ClockSetting(Stands, frozen=True, kw_only=True):
    """One setting of a clock; of a target date `day` is what was typed, and `at` the end of that day."""

    clock: ClockId
    of: str | None
    source: ClockSource
    day_only: bool = False
    day: date | None = None


class FactSetting(Stands, frozen=True, kw_only=True):
    """One statement of a fact, by a person or by the program from what else was recorded."""

    fact: FactId
    of: str | None
    value: FactValue
    source: Literal["person", "program"]


class FactHistory(msgspec.Struct, frozen=True, kw_only=True):
    """A fact of one subject, or of the case, over time; in a conflict it reads unknown (convention 24)."""

    steps: History
    settings: tuple[FactSetting, ...]
    conflict: bool = False


class GradeSetting(Stands, frozen=True, kw_only=True):
    """A grade was set, by its item's answer first, then by each re-grade."""

    grade: GradeId
    of: str | None
    choice: str
    reason: str = ""
    first: bool = False


class AnswerHistory(msgspec.Struct, frozen=True, kw_only=True):
    """All answers of a place as they were recorded, and those that stand: several are in conflict.

    Of a rolling item every act stands, by the time of the act, and there is no conflict. `current` is the
    answer that counts: in a conflict the one worse for the limit, of a rolling item the last.
    """

    answers: tuple[Answer, ...]
    standing: tuple[Answer, ...]
    rolling: bool = False
    current: Answer | None = None
    conflict: bool = False
    corrected: bool = False
    late: bool = False

    @classmethod
    def of(
        cls, answers: tuple[Answer, ...], standing: tuple[Answer, ...], *, rolling: bool
    ) -> "AnswerHistory":
        """Make a history, with what evaluations ask of it on every key press."""
        return cls(
            answers=answers,
            standing=standing,
            rolling=rolling,
            current=standing[-1 if rolling else 0] if standing else None,
            conflict=len(standing) > 1 and not rolling,
            corrected=any(answer.correction for answer in answers),
            late=any(answer.late_record for answer in standing),
        )


class Holding(Stands, frozen=True, kw_only=True):
    """Who holds the case in a role from `at`."""

    role: HolderRole
    to: PersonId | None


class Absence(Stands, frozen=True, kw_only=True):
    """A person is absent from `at`, or back."""

    person: PersonId
    absent: bool


class Extension(Stands, frozen=True, kw_only=True):
    """A limit was extended; whether in time, the evaluation says (convention 19)."""

    place: Place
    until: datetime
    reason: str


class Explanation(Stands, frozen=True, kw_only=True):
    """A reason for a limit that is passed or will be; `recorded` is when it was written."""

    place: Place
    reason: str


class Judgement(Stands, frozen=True, kw_only=True):
    """A supervisor's decision on a passed limit."""

    place: Place
    verdict: Verdict
    reason: str
    review: ReviewId | None


class OpenedReview(Stands, frozen=True, kw_only=True):
    """A review that was begun."""

    review: ReviewId
    meant_for: tuple[Discharged, ...]


class HeldReview(Stands, frozen=True, kw_only=True):
    """A review that was held; `independent` on what was recorded on the case before it (convention 9)."""

    review: ReviewId
    event: ReviewHeld
    independent: bool


class Override(Stands, frozen=True, kw_only=True):
    """A gate was passed without an item, knowingly."""

    place: Place
    gate: ClockId
    reason: str


class DirectionAnswer(Stands, frozen=True, kw_only=True):
    """What somebody says was done on a direction."""

    text: str


class Settlement(Stands, frozen=True, kw_only=True):
    """A supervisor's word that a direction is met, or was dropped with its reason."""

    result: str
    dropped: bool
    review: ReviewId | None


class Direction(Stands, frozen=True, kw_only=True):
    """A supervisor's direction on one item, what came of it, and whether that settles it."""

    place: Place
    text: str
    due: date | None
    review: ReviewId | None
    answers: tuple[DirectionAnswer, ...] = ()
    settled: Settlement | None = None

    @property
    def state(self) -> Literal["open", "answered", "settled", "dropped"]:
        """How far it is; what is answered waits for a supervisor to look at it."""
        if self.settled is not None:
            return "dropped" if self.settled.dropped else "settled"
        return "answered" if self.answers else "open"


class RowJudgement(Stands, frozen=True, kw_only=True):
    """A supervisor's decision on a row of an exception list that is no passed limit."""

    listed: ListedAs
    row: Judged
    verdict: Verdict
    reason: str
    review: ReviewId | None


class Addendum(Stands, frozen=True, kw_only=True):
    """What was added to a signed review, and why; the record that was signed stays as it is."""

    review: ReviewId
    text: str
    reason: str


class Note(Stands, frozen=True, kw_only=True):
    """A line on the timeline."""

    text: str


class Closing(Stands, frozen=True, kw_only=True):
    """The case was closed, and until when; it stays closed where `reopened` is missing."""

    reason: str = ""
    reopened: datetime | None = None
    why_reopened: str = ""


class Hold(Stands, frozen=True, kw_only=True):
    """Nothing of the case may be erased while the hold lasts."""

    why: str
    lifted: datetime | None = None


class Withdrawn(msgspec.Struct, frozen=True, kw_only=True):
    """An entry that counts no more, since when and why."""

    entry: EntryHash
    by: PersonId
    recorded: datetime
    reason: str


class SetAside(msgspec.Struct, frozen=True):
    """An entry that did not fit, in whole or in part, and why; kept, shown and reconsidered."""

    entry: EntryHash
    why: str
