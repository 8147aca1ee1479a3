"""A case: the fold of its entries, as far as they were known at a moment; a value that is never changed.

Nothing in it depends on the present moment: what applies, what is late and what is due is evaluated from
it (`evaluation.py`) for any moment.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple

from sopcheck.cases import facts as over_time
from sopcheck.cases.belonging import owner
from sopcheck.cases.events import CaseId, FactValue, HolderRole, Place, Recorded, ReviewId, Status
from sopcheck.cases.holders import absent_at, holder_at
from sopcheck.cases.programme import CASE_CLOSED, REPORT_RECEIVED, Programme
from sopcheck.cases.standing import (
    Absence,
    Addendum,
    Adopted,
    AnswerHistory,
    ClockSetting,
    Closing,
    Direction,
    Explanation,
    Extension,
    FactHistory,
    GradeSetting,
    HeldReview,
    Hold,
    Holding,
    Judgement,
    Note,
    OpenedReview,
    Override,
    RowJudgement,
    SetAside,
    Subject,
    Withdrawn,
)
from sopcheck.cases.states import ActionState, Answer, FactState, SubjectState, TimelineEntry
from sopcheck.checklists.conditions import History, value_at
from sopcheck.checklists.definition import ClockId, FactId, KindId
from sopcheck.ledger.entry import EntryHash, PersonId

NotIndependent = Literal["", "investigator", "answered"]


class LastMove(NamedTuple):
    """When a case was moved last, and the case as if it had not been: on it is judged what ended by then."""

    at: datetime
    before: "Case"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that stands on a case; made by `fold` alone.

    `last_known` is when the case was last added to here; later moments change states by time alone. `moved`
    is the last move of the case to another version; none where it never was.
    """

    id: CaseId | None
    reference: str
    operation: str
    district: str
    team: str
    crime_numbers: str
    opened: datetime | None
    programme: Programme
    versions: tuple[Adopted, ...]
    subjects: Mapping[str, Subject]
    subject_states: tuple[SubjectState, ...]
    facts: Mapping[tuple[FactId, str | None], FactHistory]
    fact_states: tuple[FactState, ...]
    clocks: Mapping[tuple[ClockId, str | None], tuple[ClockSetting, ...]]
    targets: Mapping[tuple[ClockId, str | None], tuple[ClockSetting, ...]]
    grades: tuple[GradeSetting, ...]
    answers: Mapping[Place, AnswerHistory]
    free: frozenset[EntryHash]
    extensions: Mapping[Place, tuple[Extension, ...]]
    explanations: Mapping[Place, tuple[Explanation, ...]]
    judgements: Mapping[Place, tuple[Judgement, ...]]
    overrides: Mapping[Place, tuple[Override, ...]]
    directions: tuple[Direction, ...]
    row_judgements: tuple[RowJudgement, ...]
    addenda: tuple[Addendum, ...]
    holders: tuple[Holding, ...]
    absences: tuple[Absence, ...]
    investigators: frozenset[PersonId]
    answerers: frozenset[PersonId]
    opened_reviews: Mapping[ReviewId, OpenedReview]
    held_reviews: tuple[HeldReview, ...]
    actions: tuple[ActionState, ...]
    closings: tuple[Closing, ...]
    holds: tuple[Hold, ...]
    notes: tuple[Note, ...]
    timeline: tuple[TimelineEntry, ...]
    withdrawn: Mapping[EntryHash, Withdrawn]
    erased: frozenset[EntryHash]
    retention: date | None
    set_aside: tuple[SetAside, ...]
    entries: tuple[Recorded, ...] = field(repr=False)
    last_known: datetime | None
    moved: "LastMove | None" = field(repr=False)

    @property
    def adopted(self) -> tuple[Adopted, ...]:
        """The newest version followed of each checklist, in the order in which the checklists came."""
        return tuple({adopted.checklist: adopted for adopted in self.versions}.values())

    @property
    def last(self) -> Recorded | None:
        """The entry that stands last."""
        return self.entries[-1] if self.entries else None

    def entry(self, entry: EntryHash) -> Recorded | None:
        """An entry of the case."""
        return next((found for found in self.entries if found.entry == entry), None)

    def history(self, place: Place) -> tuple[Answer, ...]:
        """Every answer that served a place, in the order of recording."""
        found = self.answers.get(place)
        return () if found is None else found.answers

    def standing(self, place: Place) -> tuple[Answer, ...]:
        """What stands on a place; several are in conflict, the worst first, or acts of a rolling item."""
        found = self.answers.get(place)
        return () if found is None else found.standing

    def answer(self, place: Place) -> Answer | None:
        """The answer that counts: in a conflict the one worse for the limit, of a rolling item the last."""
        found = self.answers.get(place)
        return None if found is None else found.current

    def may_change_freely(self, place: Place, by: PersonId) -> bool:
        """Whether this person may still change the answer without a correction (convention 23)."""
        answer = self.answer(place)
        return answer is not None and answer.by == by and answer.entry in self.free

    def takes_new_answer(self, place: Place, status: Status = "done") -> bool:
        """Whether a plain answer changes none: nothing stands there, the item rolls, or it is done now.

        *Not done* followed by *done* is a new answer; by anything else it is changed (convention 23).
        """
        answer = self.answer(place)
        item = self.programme.item(place.checklist, place.item)
        done_now = answer is not None and answer.given.status == "not done" and status == "done"
        return answer is None or done_now or (item is not None and item.rolling)

    def holder(self, role: HolderRole, at: datetime) -> PersonId | None:
        """Who holds the case in a role at a moment."""
        return holder_at(self.holders, role, at)

    def is_absent(self, person: PersonId, at: datetime) -> bool:
        """Whether somebody is absent at a moment."""
        return absent_at(self.absences, person, at)

    def is_closed(self, at: datetime) -> bool:
        """Whether the case is closed at a moment."""
        return any(
            closing.at <= at and (closing.reopened is None or closing.reopened > at)
            for closing in self.closings
        )

    def was_holder(self, person: PersonId, role: HolderRole) -> bool:
        """Whether somebody holds or ever held the case in a role."""
        return any(holding.to == person and holding.role == role for holding in self.holders)

    def not_independent_because(self, person: PersonId) -> NotIndependent:
        """Why somebody is not independent as a reviewer of this case; empty where they are (convention 9)."""
        if person in self.investigators:
            return "investigator"
        return "answered" if person in self.answerers else ""

    @property
    def report_received(self) -> datetime | None:
        """When any police employee was first told."""
        return self.clock(REPORT_RECEIVED)

    def clock(self, clock: ClockId, of: str | None = None) -> datetime | None:
        """What a clock of exactly this subject, or of the case, is set to."""
        if clock == CASE_CLOSED:
            return self.closings[-1].at if self.closings else None
        settings = self.clocks.get((clock, of), ())
        return settings[-1].at if settings else None

    def subjects_of(self, kind: KindId) -> tuple[Subject, ...]:
        """The subjects of a kind, in the order in which they joined."""
        return tuple(subject for subject in self.subjects.values() if subject.has(kind))

    def owner(self, subject: str | None, kind: KindId) -> str | None:
        """The subject itself where it is of the kind, else the one it belongs to that is."""
        return owner(self.subjects, subject, kind)

    def fact_history(self, fact: FactId, of: str | None) -> History:
        """A fact over time as an item of this subject, or of the case, reads it (convention 18)."""
        defined = self.programme.facts.get(fact)
        on = None if defined is None or defined.of is None else self.owner(of, defined.of)
        return self.fact_read_on(fact, on)

    def fact_read_on(self, fact: FactId, on: str | None) -> History:
        """A fact over time, read on a subject of its kind; without one on the case, or on any of them."""
        base = self._said(fact, None)
        if on is not None:
            own = self._said(fact, on)
            return over_time.with_fallback(own, base) if own else base
        defined = self.programme.facts.get(fact)
        if defined is None or defined.of is None:
            return base
        kind = defined.of
        present = (
            (since, self._said(fact, subject.subject))
            for subject in self.subjects_of(kind)
            if (since := subject.since(kind)) is not None
        )
        return over_time.any_of(present, base)

    def fact(self, fact: FactId, of: str | None, at: datetime) -> FactValue:
        """The value of a fact at a moment, as an item of this subject reads it."""
        return value_at(self.fact_history(fact, of), at)

    def _said(self, fact: FactId, of: str | None) -> History:
        found = self.facts.get((fact, of))
        return () if found is None else found.steps
