"""Definitions and changes of definitions by Hypothesis: any shape that a file can give, sound or not."""

from collections.abc import Sequence
from typing import TypeVar

import msgspec
from hypothesis import strategies as st

from sopcheck.checklists.definition import (
    RANKS_LOW_TO_HIGH,
    Checklist,
    ChecklistId,
    Clause,
    Clock,
    ClockId,
    Condition,
    Fact,
    FactId,
    FactRule,
    Gate,
    Grade,
    GradeId,
    Item,
    ItemId,
    KindId,
    Level,
    Limit,
    RankRule,
    ReviewDue,
    ReviewPlan,
    ReviewRule,
    SameAct,
    ScheduleId,
    Stage,
    StageId,
    SubjectKind,
    Trigger,
    Version,
)

_V = TypeVar("_V")
_N = TypeVar("_N", Item, Grade, ReviewRule)
# Few ids, so that what is generated often names what is there; some that look like something else.
IDS = ("a", "b", "c", "d", "and", "not", "no", "1-2", "24-hour", "yes")
_PRINTABLE = st.characters(
    exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"
)
TEXTS = (
    st.one_of(
        st.sampled_from(
            ("Record it.", "=1+1", "'quoted'", "- x", "a: b", "# c", "no", "010", "[x, y]", "{a}", "_x0041_")
        ),
        st.lists(st.text(_PRINTABLE, min_size=1, max_size=12), min_size=1, max_size=6).map(" ".join),
        st.text(_PRINTABLE | st.just("\n"), max_size=40),
    )
    .map(str.strip)
    .filter(bool)
)
FLAGS = st.booleans()


def _some(values: st.SearchStrategy[_V], *, most: int = 3) -> st.SearchStrategy[tuple[_V, ...]]:
    return st.lists(values, max_size=most).map(tuple)


def _ids(most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(IDS), max_size=most, unique=True).map(tuple)


def _maybe(values: st.SearchStrategy[_V]) -> st.SearchStrategy[_V | None]:
    return st.none() | values


_CLOCKS = st.sampled_from(IDS).map(ClockId)
_FACTS = st.sampled_from(IDS).map(FactId)
_KINDS = st.sampled_from(IDS).map(KindId)
_ITEMS = st.sampled_from(IDS).map(ItemId)
_BASES = st.sampled_from(("national", "baseline"))
_WHO = st.sampled_from(("investigator", "supervisor"))
_UNITS = st.sampled_from(("hours", "calendar-days", "working-days", "months"))
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    st.sampled_from(IDS),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: Clause(all=tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: Clause(any=tuple(parts))),
        inner.map(lambda part: Clause(not_=part)),
    ),
    max_leaves=5,
)
LIMITS = st.builds(
    Limit, unit=_UNITS, from_=_CLOCKS, basis=_BASES, amount=_maybe(st.integers(0, 99)), beginning_with=FLAGS
)
GATES = st.builds(Gate, before=_CLOCKS, basis=_BASES)
_ASKS = st.sampled_from(("status", "date-time", "reference", "choice", "text", "actions"))
ITEMS = st.builds(
    Item,
    id=_ITEMS,
    prompt=TEXTS,
    answered_by=_WHO,
    asks=_some(_ASKS),
    source=TEXTS,
    guidance=TEXTS | st.just(""),
    limit=_maybe(LIMITS),
    gate=_maybe(GATES),
    applies_when=_maybe(CONDITIONS),
    repeats_for=_maybe(_KINDS),
    needs=_maybe(_KINDS),
    reason_when_not_done=st.sampled_from(("required", "optional")),
    print_class=st.sampled_from(("ordinary", "victim-safety")),
    choices=_some(TEXTS),
    choice_is=TEXTS | st.just(""),
    sets_clock=_maybe(_CLOCKS),
    sets_clock_if=_some(TEXTS, most=2),
    sets_fact=_some(st.builds(FactRule, fact=_FACTS, yes_if=_some(TEXTS, most=2)), most=2),
    same_act=_some(
        st.builds(SameAct, item=_ITEMS, checklist=_ITEMS.map(ChecklistId), always=FLAGS),
        most=2,
    ),
    rolling=FLAGS,
    rank=_some(
        st.builds(RankRule, rank=st.sampled_from(RANKS_LOW_TO_HIGH), applies_when=_maybe(CONDITIONS)), most=2
    ),
    independent_of=_some(_WHO, most=2),
    replaces=_ids(2).map(lambda ids: tuple(ItemId(one) for one in ids)),
)
CLOCKS = st.builds(
    Clock,
    says=TEXTS,
    when=TEXTS | st.just(""),
    of=st.sampled_from(("case", "review", "a")),
    set_by=_ids(),
    hard_gate=FLAGS,
    may_be_ahead=FLAGS,
)
FACTS = st.builds(Fact, says=TEXTS, of=_maybe(_KINDS), set_by=_ids())
SUBJECTS = st.builds(
    SubjectKind,
    label=TEXTS,
    plural=TEXTS,
    part_of=_maybe(_KINDS),
    sets_clock=_some(_CLOCKS),
    sets_fact=_some(_FACTS),
)
GRADES = st.builds(
    Grade,
    id=st.sampled_from(IDS).map(GradeId),
    set_by=_ITEMS,
    levels_high_to_low=_some(st.builds(Level, choice=TEXTS, fact=_FACTS, item=_ITEMS)),
    of=_maybe(_KINDS),
)
DUES = st.builds(
    ReviewDue,
    unit=_UNITS,
    basis=_BASES,
    amount=_maybe(st.integers(0, 99)),
    every=_maybe(st.integers(1, 9)),
    from_=st.sampled_from(("", "trigger", "a")),
    from_review=_ids().map(lambda ids: tuple(ScheduleId(one) for one in ids)),
    restarts_at=st.sampled_from(("", "reopening")),
    months=TEXTS | st.just(""),
)
RULES = st.builds(
    ReviewRule,
    id=st.sampled_from(IDS).map(ScheduleId),
    title=TEXTS,
    type=st.sampled_from(("fixed", "rolling", "senior", "event", "before")),
    due=_maybe(DUES),
    gate=_maybe(GATES),
    trigger=_maybe(st.builds(Trigger, clock=_CLOCKS)),
    rank=_maybe(st.sampled_from(RANKS_LOW_TO_HIGH)),
    applies_when=_maybe(CONDITIONS),
    ends_schedule=FLAGS,
)


def unique(values: st.SearchStrategy[_N], *, most: int = 4) -> st.SearchStrategy[tuple[_N, ...]]:
    """Some values, no two of one id."""
    return st.lists(values, max_size=most, unique_by=lambda one: str(one.id)).map(tuple)


PLANS = st.builds(
    ReviewPlan,
    checklist=st.sampled_from(IDS).map(ChecklistId),
    schedule=unique(RULES),
    triggers_after=_maybe(_CLOCKS),
    note=TEXTS | st.just(""),
    not_independent=_some(TEXTS, most=2),
)


def _staged(
    items: Sequence[Item], stages: Sequence[tuple[str, str]], cuts: Sequence[int]
) -> tuple[Stage, ...]:
    """Divide items among stages, in order."""
    found = []
    rest = list(items)
    for (name, title), cut in zip(stages, cuts, strict=True):
        taken, rest = rest[:cut], rest[cut:]
        found.append(Stage(id=StageId(name), title=title, items=tuple(taken)))
    return tuple(found)


@st.composite
def definitions(draw: st.DrawFn) -> Checklist:
    """A definition with ids of its own for each entry of a sort; what it names need not be there."""
    names = draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=3, unique=True))
    stages = [(name, draw(TEXTS)) for name in names]
    cuts = [draw(st.integers(0, 3)) for _ in stages]
    return Checklist(
        format=1,
        checklist=ChecklistId("made"),
        version=Version(draw(st.sampled_from(("1.0", "1.1", "2")))),
        title=draw(TEXTS),
        baseline=draw(TEXTS),
        time_zone="Europe/London",
        stages=_staged(draw(unique(ITEMS, most=6)), stages, cuts),
        purpose=draw(TEXTS | st.just("")),
        clocks=draw(st.dictionaries(_CLOCKS, CLOCKS, max_size=3)),
        facts=draw(st.dictionaries(_FACTS, FACTS, max_size=3)),
        subjects=draw(st.dictionaries(_KINDS, SUBJECTS, max_size=2)),
        grades=draw(unique(GRADES, most=2)),
        reviews=draw(_maybe(PLANS)),
    )


def large(items: int = 1000) -> Checklist:
    """A definition of so many items in stages of fifty, each with a limit and a condition."""
    made = [
        Item(
            id=ItemId(f"item-{at}"),
            prompt=f"Do thing number {at} and write down when it was done.",
            answered_by="investigator",
            asks=("status",),
            source="GK",
            guidance=f"Thing {at} is done with care, and by those who know how.",
            limit=Limit(unit="hours", from_=ClockId("told"), basis="baseline", amount=1 + at % 72),
            applies_when=f"fact-{at % 20}",
        )
        for at in range(items)
    ]
    facts = {FactId(f"fact-{at}"): Fact(says=f"Fact {at} is so.") for at in range(20)}
    stages = tuple(
        Stage(id=StageId(f"stage-{at // 50}"), title=f"Stage {at // 50}", items=tuple(made[at : at + 50]))
        for at in range(0, items, 50)
    )
    return Checklist(
        format=1,
        checklist=ChecklistId("large"),
        version=Version("1.0"),
        title="Large",
        baseline="illustrative",
        time_zone="Europe/London",
        stages=stages,
        facts=facts,
        clocks={ClockId("told"): Clock(says="When we were told.")},
    )


def with_item(checklist: Checklist, item_id: str, **changes: object) -> Checklist:
    """The definition with some keys of one item changed."""
    stages = tuple(
        msgspec.structs.replace(
            stage,
            items=tuple(
                msgspec.structs.replace(item, **changes) if item.id == item_id else item
                for item in stage.items
            ),
        )
        for stage in checklist.stages
    )
    return msgspec.structs.replace(checklist, stages=stages)
