"""Random people act on a case: whatever is decided can be kept, and whatever is refused changes nothing."""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from sopcheck.cases import codec, decisions
from sopcheck.cases.decisions import Acting
from sopcheck.cases.evaluation import evaluate
from sopcheck.cases.events import (
    ActionId,
    CaseEvent,
    Discharged,
    FactValue,
    Given,
    ReviewHeld,
    ReviewId,
    Status,
    SubjectId,
    When,
)
from sopcheck.cases.register import Person
from sopcheck.checklists.definition import ClockId, FactId, ItemId, KindId, ScheduleId
from sopcheck.errors import RefusedError
from tests.cases.desk import CALENDAR, DEFINITIONS, FARROW, OKELL, ONE, ONLINE, STAFF, TEAL, Desk, place

PEOPLE = st.sampled_from([FARROW, OKELL, TEAL, STAFF])
PROGRAMME = Desk().case.programme
ITEMS = st.sampled_from([item.id for _, item in sorted(PROGRAMME.items.items())])
FACTS = st.sampled_from(sorted(PROGRAMME.facts))
CLOCKS = st.sampled_from(sorted(PROGRAMME.clocks))
KINDS = st.sampled_from(sorted(PROGRAMME.kinds))
REVIEWS = st.sampled_from([rule.id for rule in (PROGRAMME.plan.schedule if PROGRAMME.plan else ())])
NAMES = st.sampled_from(["one", "two", "three"])
OF = st.one_of(st.none(), NAMES)
STATUSES = st.sampled_from(["done", "not done", "not applicable"])
REASONS = st.sampled_from(["", "Why"])
BACK = st.integers(-60, 3000)


class RandomActs(RuleBasedStateMachine):
    """A desk at which anybody tries anything."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()
        self.number = 0

    def attempt(self, by: Person, decide: Callable[[Acting], CaseEvent]) -> None:
        """Decide; keep what may be, and see that a refusal changes nothing."""
        before = self.desk.case
        try:
            event = decide(self.desk.acting(by))
        except RefusedError:
            assert self.desk.case == before
            return
        written = codec.encode(event)
        assert codec.decode(written.kind, written.version, written.body) == event
        self.desk.record(event, by=by)

    def at(self, back: int) -> When:
        """A time so many minutes ago."""
        return When(self.desk.now - timedelta(minutes=back))

    @rule(minutes=st.integers(0, 60 * 24 * 20))
    def time_passes(self, minutes: int) -> None:
        self.desk.now += timedelta(minutes=minutes)

    @rule(by=PEOPLE, item=ITEMS, of=OF, status=STATUSES, back=BACK, reason=REASONS)
    def answer(
        self, by: Person, item: ItemId, of: str | None, status: Status, back: int, reason: str
    ) -> None:
        given = Given(status=status, reason=reason)
        self.attempt(by, lambda acting: decisions.answer(acting, place(item, of), given, self.at(back)))

    @rule(by=PEOPLE, item=ITEMS, of=OF, back=BACK)
    def correct(self, by: Person, item: ItemId, of: str | None, back: int) -> None:
        done = self.at(back)
        self.attempt(by, lambda acting: decisions.correct(acting, place(item, of), reason="Log", done=done))

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
        self.attempt(by, lambda acting: decisions.hold_review(acting, held))

    @rule(by=PEOPLE, item=ITEMS, of=OF, hours=st.integers(-5, 500))
    def extend(self, by: Person, item: ItemId, of: str | None, hours: int) -> None:
        until = self.at(-60 * hours)
        self.attempt(by, lambda acting: decisions.extend(acting, place(item, of), until, reason="Agreed"))

    @rule(by=PEOPLE, item=ITEMS, of=OF)
    def judge(self, by: Person, item: ItemId, of: str | None) -> None:
        at = self.at(0)
        self.attempt(by, lambda acting: decisions.judge(acting, (place(item, of),), "justified", at))

    @rule(by=PEOPLE, number=st.integers(0, 40))
    def withdraw(self, by: Person, number: int) -> None:
        entry = self.desk.entries[number % len(self.desk.entries)].entry
        self.attempt(by, lambda acting: decisions.withdraw(acting, entry, reason="Wrong case"))

    @rule(by=PEOPLE, to=PEOPLE, back=BACK)
    def assign(self, by: Person, to: Person, back: int) -> None:
        at = self.at(back)
        self.attempt(by, lambda acting: decisions.assign(acting, "investigator", to, at))

    @rule(by=PEOPLE, back=BACK)
    def move_close_and_reopen(self, by: Person, back: int) -> None:
        at = self.at(back)
        self.attempt(by, lambda acting: decisions.move(acting, ONLINE, ONE, at))
        self.attempt(by, lambda acting: decisions.close(acting, at))
        self.attempt(by, lambda acting: decisions.reopen(acting, at, why="New account"))
        self.attempt(by, lambda acting: decisions.finish_action(acting, ActionId("a"), at))

    @invariant()
    def everything_fits_and_can_be_evaluated(self) -> None:
        case = self.desk.case
        # What is about a subject that was withdrawn is set aside with it, kept and shown.
        assert case.set_aside == () or case.withdrawn
        assert evaluate(case, DEFINITIONS, CALENDAR, self.desk.now).places


RandomActs.TestCase.settings = settings(max_examples=10, stateful_step_count=20, deadline=None)
TestRandomActs = RandomActs.TestCase
