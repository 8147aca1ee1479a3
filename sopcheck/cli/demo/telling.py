"""Telling a case: acts are noted with the time at which each is typed, then performed in that order.

Whoever acts unlocks the vault as themselves, so that every entry is signed by its author; the clock stands
at the moment of typing. Nothing is written but through the services that the window uses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sopcheck.cases.events import CaseId, Discharged, Given, Place, Status, SubjectId, When
from sopcheck.cases.programme import DEFAULT_ZONE
from sopcheck.checklists.definition import ChecklistId, ClockId, FactId, ItemId, KindId, ScheduleId, Version
from sopcheck.checklists.local_time import to_local
from sopcheck.services.views import CaseView, Conclusion, NewCase

if TYPE_CHECKING:
    from sopcheck.bootstrap import Program
    from sopcheck.cases.states import PlaceState
    from sopcheck.ledger.entry import PersonId
    from sopcheck.services.desk import Desk

ZONE = ZoneInfo(DEFAULT_ZONE)
MAIN = ChecklistId("cse-investigation")
TYPED_AFTER = timedelta(minutes=25)


class StoryClock:
    """A clock that stands where the story is."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        """The moment of the story, in UTC."""
        return self._now

    def set(self, now: datetime) -> None:
        """Go to another moment."""
        self._now = now.astimezone(UTC).replace(second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody of the cast: who it is, and the passphrase of the demonstration."""

    person: PersonId
    passphrase: str


@dataclass(frozen=True, slots=True)
class Step:
    """One act: when it is typed, by whom, and what is done at the desk."""

    typed: datetime
    who: str
    do: Callable[[Desk], object]


def local(at: datetime) -> When:
    """A moment as the wall time of the force."""
    return When(to_local(at.replace(second=0, microsecond=0), ZONE))


@dataclass(slots=True)
class Story:
    """One case while it is told; `steps` are performed later, in the order of typing."""

    reference: str
    received: datetime
    steps: list[Step] = field(default_factory=list)
    subjects: dict[str, str] = field(default_factory=dict)
    _case: CaseId = field(default_factory=lambda: CaseId(""))

    def open(
        self,
        who: str,
        *,
        operation: str,
        district: str,
        checklists: tuple[str, ...] = (MAIN,),
        investigator: PersonId,
        supervisor: PersonId,
        after: timedelta = TYPED_AFTER,
    ) -> None:
        """Open the case some time after the police first knew."""

        def do(desk: Desk) -> None:
            new = NewCase(
                reference=self.reference,
                received=local(self.received),
                checklists=tuple((ChecklistId(name), Version("1.0")) for name in checklists),
                operation=operation,
                district=district,
                team="Protecting Vulnerable People",
                investigator=investigator,
                supervisor=supervisor,
            )
            self._case = desk.casework.open_case(new).id

        self._note(who, self.received + after, do)

    def subject(
        self,
        who: str,
        name: str,
        kinds: str,
        label: str,
        at: timedelta,
        *,
        of: str = "",
        typed: timedelta | None = None,
    ) -> None:
        """Add a subject under a name that later acts use."""

        def do(desk: Desk) -> None:
            known = {one.subject for one in desk.casework.refresh(self._case).evaluation.subjects}
            view = desk.casework.add_subject(
                self._case,
                tuple(KindId(kind) for kind in kinds.split()),
                label,
                local(self.received + at),
                of=self._owner(of),
            )
            self.subjects[name] = next(
                one.subject for one in view.evaluation.subjects if one.subject not in known
            )

        self._note(who, self.received + (typed if typed is not None else at + TYPED_AFTER), do)

    def fact(self, who: str, fact: str, value: str, at: timedelta, *, of: str = "") -> None:
        """Say that a fact is so, or not."""

        def do(desk: Desk) -> None:
            owner = self._subject(of)
            desk.casework.set_fact(
                self._case,
                FactId(fact),
                "yes" if value == "yes" else "no",
                local(self.received + at),
                of=(owner,) if owner else (),
            )

        self._note(who, self.received + at + TYPED_AFTER, do)

    def clock(self, who: str, clock: str, at: timedelta, *, of: str = "") -> None:
        """Say when the event that a clock marks happened."""

        def do(desk: Desk) -> None:
            desk.casework.set_clock(
                self._case, ClockId(clock), local(self.received + at), of=self._subject(of)
            )

        self._note(who, self.received + at + TYPED_AFTER, do)

    def answer(
        self,
        who: str,
        item: str,
        at: timedelta,
        *,
        of: str = "",
        status: Status = "done",
        typed: timedelta | None = None,
        **said: str,
    ) -> None:
        """Answer an item, named by its id or `checklist/item`."""

        def do(desk: Desk) -> None:
            checklist, _, name = item.rpartition("/")
            place = Place(ChecklistId(checklist or MAIN), ItemId(name), self._subject(of))
            given = Given(status=status, **said)
            desk.casework.answer(self._case, place, given, local(self.received + at))

        self._note(who, self.received + (typed if typed is not None else at + TYPED_AFTER), do)

    def review(self, who: str, rules: str, at: timedelta, conclusion: Conclusion) -> None:
        """Hold and sign a review that meets these reviews of the schedule."""

        def do(desk: Desk) -> None:
            meant = tuple(Discharged(rule=ScheduleId(rule)) for rule in rules.split())
            hold_review(desk, self._case, meant, conclusion)

        self._note(who, self.received + at, do)

    def do(self, who: str, at: timedelta, act: Callable[[Desk, CaseId], object]) -> None:
        """Anything else, as the services have it."""
        self._note(who, self.received + at, lambda desk: act(desk, self._case))

    def work_through(self, who: str, at: timedelta, *, leave: tuple[str, ...] = ()) -> None:
        """Answer what is open, applies, and sets nothing else going, as one does after a day's work."""
        self._note(who, self.received + at, lambda desk: _work_through(desk, self._case, leave))

    def _note(self, who: str, typed: datetime, do: Callable[[Desk], object]) -> None:
        self.steps.append(Step(typed, who, do))

    def _owner(self, name: str) -> SubjectId | None:
        return SubjectId(self.subjects[name]) if name else None

    def _subject(self, name: str) -> str | None:
        return self.subjects[name] if name else None


def hold_review(desk: Desk, case: CaseId, meant: tuple[Discharged, ...], conclusion: Conclusion) -> None:
    """Open a review, answer what it asks, judge what has passed, and sign."""
    from dataclasses import replace

    opened = desk.supervision.open(case, meant)
    for state in opened.questions:
        if state.status == "open" and not state.item.filled_from and state.applies == "yes":
            desk.supervision.answer(case, opened.review, state.place.item, _review_answer(state))
    unjudged = [
        row[0].place for row in opened.view.evaluation.exceptions.limits_passed if row[0].judged is None
    ]
    if unjudged:
        desk.supervision.judge(
            case, opened.review, tuple(unjudged), "not justified", "Not explained at the time"
        )
    desk.supervision.sign(case, opened.review, replace(conclusion, discharges=meant))


def _review_answer(state: PlaceState) -> Given:
    choice = state.item.choices[0] if state.item.choices else ""
    text = "Read and checked with the investigator." if "text" in state.item.asks else ""
    return Given(status="done", choice=choice, text=text)


def _work_through(desk: Desk, case: CaseId, leave: tuple[str, ...]) -> None:
    view = desk.casework.refresh(case)
    for state in view.evaluation.places:
        if _is_routine(view, state, leave):
            desk.casework.answer(case, state.place, _routine(state), local(_halfway(view, state)))


def _is_routine(view: CaseView, state: PlaceState, leave: tuple[str, ...]) -> bool:
    item = state.item
    sets = item.sets_clock or item.sets_fact or item.sets_grade or item.rank
    asked = state.applies == "yes" and state.status == "open" and not state.none_yet and item.gate is None
    mine = item.answered_by == "investigator" or "supervisor" in view.me.roles
    return bool(asked and mine and not sets and item.id not in leave)


def _routine(state: PlaceState) -> Given:
    item = state.item
    return Given(
        status="done",
        choice=item.choices[0] if item.choices else "",
        reference="NV-C-26-40117" if "reference" in item.asks else "",
    )


def _halfway(view: CaseView, state: PlaceState) -> datetime:
    start = state.limit.start if state.limit and state.limit.start else state.asked_since or view.read_at
    end = state.limit.ends if state.limit and state.limit.ends else view.read_at
    return min(start + (end - start) / 2, view.read_at)


def perform(program: Program, clock: StoryClock, cast: dict[str, Role], stories: list[Story]) -> None:
    """Perform the steps of all stories in the order of typing; whoever acts unlocks as themselves."""
    steps = sorted((step for story in stories for step in story.steps), key=lambda step: step.typed)
    desk: Desk | None = None
    at_the_desk = ""
    for step in steps:
        clock.set(step.typed)
        if desk is None or step.who != at_the_desk:
            if desk is not None:
                desk.lock()
            role = cast[step.who]
            desk, at_the_desk = program.unlock(role.person, role.passphrase), step.who
        step.do(desk)
    if desk is not None:
        desk.lock()
