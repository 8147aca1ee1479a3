"""Random SOPs, random edits of them, and random cases that are moved from the one to the other."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import msgspec
from hypothesis import strategies as st

from sopcheck.cases.evaluation import evaluate
from sopcheck.cases.events import LimitExtended, Place, When
from sopcheck.cases.folding.fold import fold
from sopcheck.cases.states import Evaluation, PlaceState
from sopcheck.checklists.definition import (
    Checklist,
    ChecklistId,
    Clause,
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
    SameAct,
    SubjectKind,
)
from tests.cases.book import CALENDAR, REPORT, SOP, Book, checklist, item, local, utc, when

NAMES = ("one", "two", "three", "four", "five")
EDITED = st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True)
LIMITS = st.one_of(
    st.none(),
    st.builds(
        lambda amount, unit, clock: Limit(unit=unit, from_=ClockId(clock), basis="baseline", amount=amount),
        st.integers(1, 9),
        st.sampled_from(["calendar-days", "working-days"]),
        st.sampled_from(["report-received", "arrested", "joined"]),
    ),
    st.just(Limit(unit="target-date", from_=ClockId("promised"), basis="baseline")),
)
GATES = st.sampled_from(["case-closed", "decided"]).map(
    lambda clock: Gate(before=ClockId(clock), basis="baseline")
)
CONDITIONS = st.sampled_from([None, None, "online", "network", "held", Clause(not_="network")])
KINDS = st.sampled_from([None, None, "suspect", "child"])
CHOICES = ("yes", "no")
RULES = st.builds(
    lambda fact, ifs: (FactRule(fact=FactId(fact), yes_if=ifs[0], no_if=ifs[1]),),
    st.sampled_from(["network", "network", "online", "held"]),
    st.sampled_from([(("yes",), ("no",)), (("yes",), ()), (("no",), ("yes",))]),
)
SETS = st.one_of(st.just(()), RULES)
LINKS = st.sampled_from(
    [(), (), *[(SameAct(item=ItemId(name), checklist=SOP, always=True),) for name in NAMES]]
)
MADE_TRUE = st.sampled_from(
    [{}, {}, {"arrested": "held"}, {"arrested": "network"}, {"joined": "online"}, {"joined": "network"}]
)
JOINING = st.builds(
    lambda clocks, facts: SubjectKind(label="suspect", plural="suspects", sets_clock=clocks, sets_fact=facts),
    st.sampled_from([(), (ClockId("joined"),), (ClockId("joined"), ClockId("arrested"))]),
    st.sampled_from([(), (FactId("held"),), (FactId("network"),), (FactId("online"),)]),
)


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
        same_act=draw(LINKS),
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
    made = checklist(*[draw(items(name)) for name in names], version=version, reviews=draw(schedules()))
    return _setting(made, draw(MADE_TRUE), draw(JOINING))


@st.composite
def edits(draw: st.DrawFn, old: Checklist, version: str = "2.0") -> Checklist:
    """Another version: some items kept, some edited, some left out, some new; clocks and kinds set others."""
    found: list[Item] = []
    for one in old.items():
        match draw(st.sampled_from(["kept", "edited", "left out", "limit", "link"])):
            case "kept":
                found.append(one)
            case "edited":
                found.append(draw(items(one.id)))
            case "limit" if one.gate is None:
                found.append(msgspec.structs.replace(one, limit=draw(LIMITS)))
            case "link":
                found.append(msgspec.structs.replace(one, same_act=draw(LINKS)))
            case _:
                pass
    new = draw(items("brought"))
    more = [new] if draw(st.booleans()) or not found else []
    reviews = draw(st.one_of(st.just(old.reviews), schedules()))
    made = checklist(*found, *more, version=version, reviews=reviews)
    return _setting(made, draw(MADE_TRUE), draw(JOINING))


def _setting(made: Checklist, facts: dict[str, str], suspect: SubjectKind) -> Checklist:
    """The version with other facts that its clocks make true, and other things that a suspect sets."""
    clocks = {
        name: msgspec.structs.replace(clock, sets_fact=FactId(facts[name]) if name in facts else None)
        for name, clock in made.clocks.items()
    }
    kinds = {**made.subjects, KindId("suspect"): suspect}
    return msgspec.structs.replace(made, clocks=clocks, subjects=kinds)


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
            book.fact({"one": "online", "three": "held"}.get(one.name, "network"), moment, one.value)
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
        (state.place.item, state.place.of, _word(state), state.limit.ends)
        for row in (*lists.limits_passed, *lists.gates_not_met)
        for state in row
        if state.limit is not None and state.limit.ends is not None
    }


def _word(state: PlaceState) -> str:
    """What is served only from a move on had passed when it came, and is late by that much."""
    word = "" if state.limit is None else state.limit.word
    served = state.answer is not None and state.answer.serves_since is not None
    return "passed" if served and word == "late" else word


def reviews_over(evaluation: Evaluation) -> set[tuple[str, str | None, datetime]]:
    """The reviews that were late, missed or overdue, with when they were due."""
    late = evaluation.exceptions.reviews_late_or_missed
    return {(one.rule.id, one.of, one.due) for one in late if one.due is not None}


def rule(name: str, *, due: dict[str, object], **how: object) -> ReviewRule:
    """A review of the schedule of these tests."""
    return msgspec.convert(
        {"id": name, "title": name, "due": {**due, "basis": "baseline"}, **how}, ReviewRule
    )
