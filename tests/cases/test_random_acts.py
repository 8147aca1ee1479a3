"""Random people act on a case: what is accepted is as a simple model says, what is refused changes nothing.

The model knows the least that must be true: who had a part in the case, what was last said of each item,
which subjects are there, whether it is closed. All else is checked as what must hold of every case.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from sopcheck.cases import codec, decisions
from sopcheck.cases.decisions import Acting
from sopcheck.cases.evaluation import evaluate
from sopcheck.cases.evaluator import Evaluator
from sopcheck.cases.events import (
    AnswerCorrected,
    CaseAssigned,
    CaseClosed,
    CaseEvent,
    CaseReopened,
    Discharged,
    FactValue,
    GateOverridden,
    Given,
    ItemAnswered,
    Place,
    ReviewHeld,
    ReviewId,
    Status,
    SubjectAdded,
    SubjectId,
    When,
)
from sopcheck.cases.programme import CASE_CLOSED
from sopcheck.cases.register.register import Person
from sopcheck.cases.states import Evaluation, PlaceState
from sopcheck.checklists.definition import ClockId, FactId, ItemId, KindId, ScheduleId
from sopcheck.errors import RefusedError
from tests.cases.desk import CALENDAR, CSE, DEFINITIONS, FARROW, OKELL, ONE, ONLINE, STAFF, TEAL, Desk, place

PEOPLE = st.sampled_from([FARROW, OKELL, TEAL, STAFF])
PROGRAMME = Desk().case.programme
ITEMS = st.sampled_from(sorted(item for checklist, item in PROGRAMME.items if checklist == CSE))
FACTS = st.sampled_from(sorted(PROGRAMME.facts))
CLOCKS = st.sampled_from(sorted(PROGRAMME.clocks))
KINDS = st.sampled_from(sorted(PROGRAMME.kinds))
REVIEWS = st.sampled_from([rule.id for rule in (PROGRAMME.plan.schedule if PROGRAMME.plan else ())])
NAMES = st.sampled_from(["one", "two", "three", "four"])
OF = st.one_of(st.none(), NAMES)
STATUSES = st.sampled_from(["done", "not done", "not applicable"])
REASONS = st.sampled_from(["", "Why"])
BACK = st.one_of(st.just(0), st.integers(-60, 3000))


class Model:
    """What was accepted and not withdrawn, with who said it; all else follows."""

    def __init__(self, desk: Desk) -> None:
        """Begin as the desk does."""
        self.told = [(entry.event, FARROW) for entry in desk.entries if isinstance(entry.event, CaseEvent)]

    def forget(self, event: CaseEvent | None) -> None:
        """Take back what was withdrawn, with what was answered of a subject that is gone."""
        gone = event.subject if isinstance(event, SubjectAdded) else ""
        self.told = [one for one in self.told if one[0] is not event and _about(one[0]) != gone]

    @property
    def subjects(self) -> set[str]:
        """The subjects that are there."""
        return {one.subject for one, _ in self.told if isinstance(one, SubjectAdded)}

    @property
    def closed(self) -> bool:
        """Whether the last that was said of it is that the case is closed."""
        said = [event for event, _ in self.told if isinstance(event, CaseClosed | CaseReopened)]
        return bool(said) and isinstance(said[-1], CaseClosed)

    @property
    def statuses(self) -> dict[Place, Status]:
        """What was last said of each place; a correction of these tests changes the time alone."""
        return {where: event.given.status for where, event, _ in self._answers()}

    def is_apart(self, person: Person) -> bool:
        """Whether somebody has had no part in the case that a reviewer must not have."""
        assigned = [event for event, _ in self.told if isinstance(event, CaseAssigned)]
        held = {event.to for event in assigned if event.role == "investigator"}
        answered = {
            by.person
            for where, _, by in self._answers()
            if PROGRAMME.items[CSE, where.item].answered_by == "investigator"
        }
        return person.person not in held | answered

    def _answers(self) -> Iterator[tuple[Place, ItemAnswered | AnswerCorrected, Person]]:
        """What was answered."""
        for event, by in self.told:
            if isinstance(event, AnswerCorrected | ItemAnswered):
                item = event.place.item if isinstance(event, AnswerCorrected) else event.item
                yield place(item, _about(event)), event, by


def _about(event: CaseEvent) -> str | None:
    """The subject that an answer is of."""
    if isinstance(event, AnswerCorrected):
        return event.place.of
    return next(iter(event.of), None) if isinstance(event, ItemAnswered) else None


class RandomActs(RuleBasedStateMachine):
    """A desk at which anybody tries anything."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()
        self.desk.add("one", "child", "victim")
        self.desk.add("two", "suspect")
        self.model = Model(self.desk)
        self.evaluator = Evaluator(DEFINITIONS, CALENDAR)
        self.number = 0
        self.then = self.desk.now - timedelta(minutes=1)
        self.seen_then = evaluate(self.desk.case, DEFINITIONS, CALENDAR, self.then)

    def evaluation(self) -> Evaluation:
        """What the case amounts to now."""
        return evaluate(self.desk.case, DEFINITIONS, CALENDAR, self.desk.now)

    def attempt(self, by: Person, decide: Callable[[Acting], CaseEvent]) -> CaseEvent | None:
        """Decide; keep what may be, and see that a refusal changes nothing."""
        acting = self.desk.acting(by)
        try:
            event = decide(acting)
        except RefusedError:
            assert self.desk.case == acting.case
            return None
        written = codec.encode(event)
        assert codec.decode(written.kind, written.version, written.body) == event
        self.desk.record(event, by=by)
        self.model.told.append((event, by))
        return event

    def at(self, back: int) -> When:
        """A time so many minutes ago."""
        return When(self.desk.now - timedelta(minutes=back))

    def fitting(self, item: ItemId, of: str | None) -> Place:
        """The place of an item: of whom it says, or where it says nobody of whom it can be."""
        kind = PROGRAMME.items[CSE, item].repeats_for
        there = () if kind is None else self.desk.case.subjects_of(kind)
        return place(item, of or next((one.subject for one in there), None))

    @rule(minutes=st.integers(1, 60 * 24 * 20))
    def time_passes(self, minutes: int) -> None:
        # What was recorded since has not changed what could be said then.
        assert evaluate(self.desk.case, DEFINITIONS, CALENDAR, self.then) == self.seen_then
        self.then, self.seen_then = self.desk.now, self.evaluation()
        self.desk.now += timedelta(minutes=minutes)

    @rule(by=PEOPLE, item=ITEMS, of=OF, status=STATUSES, back=BACK, reason=REASONS)
    def answer(
        self, by: Person, item: ItemId, of: str | None, status: Status, back: int, reason: str
    ) -> None:
        given = Given(status=status, reason=reason)
        where = self.fitting(item, of)
        self.attempt(by, lambda acting: decisions.answer(acting, where, given, self.at(back)))

    @rule(by=PEOPLE, item=ITEMS, of=OF, back=BACK)
    def correct(self, by: Person, item: ItemId, of: str | None, back: int) -> None:
        done, where = self.at(back), self.fitting(item, of)
        self.attempt(by, lambda acting: decisions.correct(acting, where, reason="Log", done=done))

    @rule(by=PEOPLE, kind=KINDS, name=NAMES, of=OF, back=BACK)
    def add(self, by: Person, kind: KindId, name: str, of: str | None, back: int) -> None:
        def decide(acting: Acting) -> CaseEvent:
            return decisions.add_subject(
                acting, SubjectId(name), (kind,), name, self.at(back), of=of, confirmed=True
            )

        self.attempt(by, decide)

    @rule(by=PEOPLE, fact=FACTS, value=st.sampled_from(["yes", "no", "unknown"]), back=BACK)
    def set_fact(self, by: Person, fact: FactId, value: FactValue, back: int) -> None:
        at = self.at(back)
        self.attempt(by, lambda acting: decisions.set_fact(acting, fact, value, at, confirmed=True))

    @rule(by=PEOPLE, clock=CLOCKS, of=OF, back=BACK)
    def set_clock(self, by: Person, clock: ClockId, of: str | None, back: int) -> None:
        at = self.at(back)
        self.attempt(by, lambda acting: decisions.set_clock(acting, clock, at, of=of, confirmed=True))

    @rule(by=PEOPLE, review=REVIEWS, of=OF, back=BACK, exception=st.sampled_from(["", "Night duty"]))
    def hold(self, by: Person, review: ScheduleId, of: str | None, back: int, exception: str) -> None:
        self.number += 1
        held = ReviewHeld(
            at=self.at(back),
            review=ReviewId(f"r{self.number}"),
            discharges=(Discharged(rule=review, of=of),),
            exception=exception,
        )
        apart = self.model.is_apart(by)
        if self.attempt(by, lambda acting: decisions.hold_review(acting, held)) is not None:
            assert apart or exception or review == "24-hour"
            found = next(one for one in self.desk.case.held_reviews if one.review == held.review)
            assert found.independent == apart

    @rule(by=PEOPLE, item=ITEMS, of=OF, hours=st.integers(-5, 500))
    def extend(self, by: Person, item: ItemId, of: str | None, hours: int) -> None:
        until, where = self.at(-60 * hours), self.fitting(item, of)
        self.attempt(by, lambda acting: decisions.extend(acting, where, until, reason="Agreed"))

    @rule(by=PEOPLE, item=ITEMS, of=OF)
    def judge(self, by: Person, item: ItemId, of: str | None) -> None:
        at, where = self.at(0), self.fitting(item, of)
        self.attempt(by, lambda acting: decisions.judge(acting, (where,), "justified", at))

    @rule(by=PEOPLE, number=st.integers(0, 40))
    def withdraw(self, by: Person, number: int) -> None:
        found = self.desk.entries[number % len(self.desk.entries)]
        if self.attempt(by, lambda acting: decisions.withdraw(acting, found.entry, reason="Wrong")):
            self.model.forget(found.event)

    @rule(by=PEOPLE, to=PEOPLE, back=BACK)
    def assign(self, by: Person, to: Person, back: int) -> None:
        at = self.at(back)
        self.attempt(by, lambda acting: decisions.assign(acting, "investigator", to, at))

    @rule(by=PEOPLE, back=BACK)
    def move(self, by: Person, back: int) -> None:
        self.attempt(by, lambda acting: decisions.move(acting, ONLINE, ONE, self.at(back)))

    @rule(by=PEOPLE, back=BACK, all_but=st.integers(0, 3))
    def close(self, by: Person, back: int, all_but: int) -> None:
        for one in self.waiting()[all_but:]:
            self.override(OKELL, one.place)
        left = self.waiting()
        if self.attempt(by, lambda acting: decisions.close(acting, self.at(back))) is not None:
            assert not left

    def waiting(self) -> list[PlaceState]:
        """The items that must come before the closing and do not yet, as the case reads."""
        standing = [one.event for one in self.desk.entries if one.entry not in self.desk.case.withdrawn]
        since = closing = 0
        for number, event in enumerate(standing):
            closing = number if isinstance(event, CaseClosed) else closing
            # An override is for one closing, and with the reopening that has had its own.
            since = closing if isinstance(event, CaseReopened) else since
        overridden = {event.place for event in standing[since:] if isinstance(event, GateOverridden)}
        places = [one for one in self.evaluation().places if stands_before_closing(one)]
        return [one for one in places if one.place not in overridden]

    def override(self, by: Person, where: Place) -> None:
        """Let the case be closed without an item."""
        self.attempt(by, lambda acting: decisions.override(acting, where, CASE_CLOSED, reason="Directed"))

    @rule(by=PEOPLE, back=BACK)
    def reopen(self, by: Person, back: int) -> None:
        self.attempt(by, lambda acting: decisions.reopen(acting, self.at(back), why="New account"))

    @invariant()
    def the_case_is_what_the_model_says(self) -> None:
        case = self.desk.case
        assert set(case.subjects) == self.model.subjects
        assert case.is_closed(self.desk.now) == self.model.closed
        for where, status in self.model.statuses.items():
            standing = case.answer(where)
            assert standing is not None
            assert standing.given.status == status or PROGRAMME.items[CSE, where.item].rolling

    @invariant()
    def every_list_holds_what_belongs_into_it_and_nothing_more(self) -> None:
        found = self.evaluation()
        # What is about a subject that was withdrawn is set aside with it, kept and shown.
        assert self.desk.case.set_aside == () or self.desk.case.withdrawn
        listed = {row.place for rows in found.exceptions.limits_passed for row in rows}
        listed |= {row.place for rows in found.annex.limits_passed for row in rows}
        assert listed == {one.place for one in found.places if is_over(one, found)}
        undone = {row.place for rows in found.exceptions.not_done for row in rows}
        assert all(one.status == "not done" for one in found.places if one.place in undone)

    @invariant()
    def what_is_worked_out_again_is_what_is_worked_out_anew(self) -> None:
        assert self.evaluator.evaluate(self.desk.case, self.desk.now) == self.evaluation()


def stands_before_closing(state: PlaceState) -> bool:
    """Whether an item must be answered before the case is closed, and is not."""
    gate = state.item.gate
    asked = state.applies == "yes" and not state.none_yet and state.status in ("open", "not done")
    return asked and gate is not None and gate.before == CASE_CLOSED


def is_over(state: PlaceState, found: Evaluation) -> bool:
    """Whether any limit of a place ended before it was done, or before now; not of what only may apply."""
    for limit in state.rounds or ((state.limit,) if state.limit else ()):
        if limit.word in ("late", "passed") and state.applies != "may":
            assert limit.ends is not None
            assert limit.ends < found.at
            return True
    return False


RandomActs.TestCase.settings = settings(max_examples=4, stateful_step_count=200, deadline=None)
TestRandomActs = RandomActs.TestCase
