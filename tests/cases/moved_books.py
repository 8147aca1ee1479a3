"""Random SOPs, random edits of them, and random cases that are moved from the one to the other."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import msgspec
from hypothesis import strategies as st

from sopcheck.cases.evaluation import evaluate
from sopcheck.cases.events import LimitExtended, Place, When
from sopcheck.cases.folding.fold import fold
from sopcheck.cases.states import Evaluation
from sopcheck.checklists.definition import (
    Checklist,
    ChecklistId,
    ClockId,
    FactId,
    FactRule,
    Gate,
    Item,
    ItemId,
    KindId,
    Limit,
    ReviewPlan,
    ReviewRule,
)
from tests.cases.book import CALENDAR, REPORT, Book, checklist, item, local, utc, when

NAMES = ("one", "two", "three", "four", "five")
EDITED = st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True)
LIMITS = st.one_of(
    st.none(),
    st.builds(
        lambda amount, unit, clock: Limit(unit=unit, from_=ClockId(clock), basis="baseline", amount=amount),
        st.integers(1, 9),
        st.sampled_from(["calendar-days", "working-days"]),
        st.sampled_from(["report-received", "arrested"]),
    ),
    st.just(Limit(unit="target-date", from_=ClockId("promised"), basis="baseline")),
)
GATES = st.sampled_from(["case-closed", "decided"]).map(
    lambda clock: Gate(before=ClockId(clock), basis="baseline")
)
CONDITIONS = st.sampled_from([None, None, "online", "network", "held"])
KINDS = st.sampled_from([None, None, "suspect", "child"])
SETS = st.sampled_from([(), (FactRule(fact=FactId("network"), yes_if=("yes",), no_if=("no",)),)])
CHOICES = ("yes", "no")


@st.composite
def items(draw: st.DrawFn, name: str) -> Item:
    """An item with any limit or gate, condition and kind."""
    kind = draw(KINDS)
    counted = draw(st.one_of(st.tuples(LIMITS, st.none()), st.tuples(st.none(), GATES)))
    return item(
        name,
        limit=counted[0],
        gate=counted[1],
        applies_when=draw(CONDITIONS),
        repeats_for=None if kind is None else KindId(kind),
        sets_clock=draw(st.sampled_from([None, None, ClockId("arrested")])),
        sets_fact=draw(SETS),
        choices=CHOICES,
    )


@st.composite
def schedules(draw: st.DrawFn) -> ReviewPlan:
    """A schedule of some fixed reviews, a chain after the first, and one that an event calls for."""
    days = st.integers(1, 9)
    fixed = [
        rule(
            name, type="fixed", due={"amount": draw(days), "unit": "calendar-days", "from": "report-received"}
        )
        for name in draw(st.lists(st.sampled_from(["first", "second"]), unique=True))
    ]
    chain = {"every": draw(days), "unit": "calendar-days", "from_review": ["first", "chain"]}
    chained = [rule("chain", type="rolling", due={**chain, "if_never_held": "first"})]
    event = {"amount": 24, "unit": "hours", "from": "trigger"}
    called = [rule("joined", type="event", due=event, trigger={"added": "suspect"})]
    kept = [*fixed, *draw(st.sampled_from([[], chained])), *draw(st.sampled_from([[], called]))]
    return ReviewPlan(checklist=ChecklistId("review"), schedule=tuple(kept))


@st.composite
def sops(draw: st.DrawFn, version: str = "1.0") -> Checklist:
    """A version of a small SOP."""
    names = draw(EDITED)
    return checklist(*[draw(items(name)) for name in names], version=version, reviews=draw(schedules()))


@st.composite
def edits(draw: st.DrawFn, old: Checklist, version: str = "2.0") -> Checklist:
    """Another version: some items kept, some edited, some left out, some new.

    What an answer sets stays. A version by which old answers set other clocks and facts changes the case as
    those would, and takes items off with what had passed (a rehearsal, `sets`, tells it).
    """
    found: list[Item] = []
    for one in old.items():
        match draw(st.sampled_from(["kept", "edited", "left out", "limit"])):
            case "kept":
                found.append(one)
            case "edited":
                found.append(_setting_as(one, draw(items(one.id))))
            case "limit" if one.gate is None:
                found.append(msgspec.structs.replace(one, limit=draw(LIMITS)))
            case _:
                pass
    new = draw(items("brought"))
    more = [new] if draw(st.booleans()) or not found else []
    reviews = draw(st.one_of(st.just(old.reviews), schedules()))
    return checklist(*found, *more, version=version, reviews=reviews)


def _setting_as(old: Item, new: Item) -> Item:
    return msgspec.structs.replace(
        new,
        sets_fact=old.sets_fact,
        sets_clock=old.sets_clock,
        sets_clock_if=old.sets_clock_if,
        rolling=old.rolling,
    )


@dataclass(frozen=True)
class Told:
    """One thing that happens so many hours after the report."""

    what: str
    name: str
    hours: int
    value: str


TOLD = st.lists(
    st.builds(
        Told,
        what=st.sampled_from(["answer", "answer", "answer", "fact", "clock", "extend", "review", "close"]),
        name=st.sampled_from(NAMES),
        hours=st.integers(0, 24 * 4 - 1),
        value=st.sampled_from(CHOICES),
    ),
    max_size=8,
)


def at(hours: int, *, minutes: int = 0) -> str:
    """A wall time so many hours after the report."""
    return f"{local(REPORT) + timedelta(hours=hours, minutes=minutes):%Y-%m-%d %H:%M}"


def book_of(told: list[Told], *versions: Checklist) -> Book:
    """A case of the first version with what was told up to its moves; two subjects are there early."""
    book = Book(versions[0], others=versions[1:])
    book.subject("a", at(1), "suspect", "child")
    book.subject("b", at(30), "suspect")
    for one in sorted(told, key=lambda one: one.hours):
        _tell(book, versions[0], one)
    return book


def _tell(book: Book, followed: Checklist, one: Told) -> None:
    moment = at(max(one.hours, 31))
    match one.what:
        case "answer":
            found = followed.find_item(ItemId(one.name))
            if found is not None:
                book.answer(
                    one.name, moment, *(() if found.repeats_for is None else ("a",)), choice=one.value
                )
        case "fact":
            book.fact("online" if one.name < "p" else "held", moment, one.value)
        case "clock":
            book.clock("arrested" if one.value == "yes" else "decided", moment, "a")
        case "extend":
            until = When(local(at(one.hours + 90)).astimezone(UTC))
            place = Place(followed.checklist, ItemId(one.name))
            book.add(LimitExtended(at=when(moment), place=place, until=until, reason="Agreed"))
        case "review":
            named = "first" if one.value == "yes" else "chain"
            if followed.reviews and any(rule.id == named for rule in followed.reviews.schedule):
                book.review(moment, named)
        case _:
            book.clock("case-closed", moment)


def seen(book: Book, moment: str) -> Evaluation:
    """The evaluation of everything recorded, at a moment."""
    return evaluate(fold(book.entries, book.definitions), book.definitions, CALENDAR, utc(moment))


def over(evaluation: Evaluation) -> set[tuple[str, str | None, str, datetime]]:
    """What was over: the place, the word and when it ended."""
    lists = evaluation.exceptions
    return {
        (state.place.item, state.place.of, state.limit.word, state.limit.ends)
        for row in (*lists.limits_passed, *lists.gates_not_met)
        for state in row
        if state.limit is not None and state.limit.ends is not None
    }


def reviews_over(evaluation: Evaluation) -> set[tuple[str, str | None, datetime]]:
    """The reviews that were late, missed or overdue, with when they were due."""
    late = evaluation.exceptions.reviews_late_or_missed
    return {(one.rule.id, one.of, one.due) for one in late if one.due is not None}


def rule(name: str, *, due: dict[str, object], **how: object) -> ReviewRule:
    """A review of the schedule of these tests."""
    return msgspec.convert(
        {"id": name, "title": name, "due": {**due, "basis": "baseline"}, **how}, ReviewRule
    )
