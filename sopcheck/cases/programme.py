"""What the checklist versions of a case say together, made ready for the fold and the evaluation.

Later versions win where two define a clock or a fact; two checklists that disagree were refused before.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sopcheck.cases.events import Place
from sopcheck.cases.states import LimitState, LimitWord
from sopcheck.checklists.conditions import facts_of
from sopcheck.checklists.definition import (
    Checklist,
    ChecklistId,
    Clock,
    ClockId,
    Condition,
    Digest,
    Fact,
    FactId,
    Grade,
    GradeId,
    Item,
    ItemId,
    KindId,
    ReviewPlan,
    ReviewRule,
    ScheduleId,
    StageId,
    SubjectKind,
)
from sopcheck.checklists.local_time import LONDON

ItemKey = tuple[ChecklistId, ItemId]
_ScopeKey = tuple[KindId | None, KindId | None, Condition | None]
_Id = TypeVar("_Id")
_Defined = TypeVar("_Defined")
CASE_CLOSED = ClockId("case-closed")
REPORT_RECEIVED = ClockId("report-received")
# The rules themselves count from these (conventions 9, 16, 17, 20), whatever checklists a case follows.
OF_EVERY_CASE: Mapping[ClockId, Clock] = {
    REPORT_RECEIVED: Clock(
        says="When any police employee first received the report.", when="the report was received"
    ),
    CASE_CLOSED: Clock(
        says="When the case is closed.", when="the case was closed", gate=True, hard_gate=True
    ),
}


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """What decides whether and since when an item is asked of a subject; shared by items that agree in it.

    `read_on` are the kinds of subject that the facts of the condition belong to.
    """

    kind: KindId | None
    needs: KindId | None
    condition: Condition | None
    read_on: tuple[KindId, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ItemPlan:
    """An item made ready: where it stands, when it is asked, and the states that need no counting.

    `facts` decide whether it is asked; `clock` is what its limit counts from, or its gate stands before.
    """

    checklist: ChecklistId
    key: ItemKey
    stage: StageId
    item: Item
    scope: Scope
    not_started: LimitState | None
    none_yet: LimitState | None
    closed: LimitState | None
    level: tuple[Grade, int] | None
    facts: frozenset[FactId]
    clock: ClockId | None


def plans_of(checklist: Checklist) -> tuple[ItemPlan, ...]:
    """Make the items of a checklist ready, in their order."""
    # Hundreds of items share a handful of conditions, and each is worked out once for a subject.
    scopes: dict[_ScopeKey, Scope] = {}
    levels = dict(_levels((checklist,)))
    return tuple(
        _plan(checklist, stage.id, item, scopes, levels.get((checklist.checklist, item.id)))
        for stage in checklist.stages
        for item in stage.items
    )


def _plan(
    checklist: Checklist,
    stage: StageId,
    item: Item,
    scopes: dict[_ScopeKey, Scope],
    level: tuple[Grade, int] | None,
) -> ItemPlan:
    what = (item.repeats_for, item.needs, item.applies_when)
    scope = scopes.setdefault(what, Scope(*what, _read_on(checklist, item.applies_when)))
    counted = item.gate or item.limit
    clock = item.gate.before if item.gate else item.limit.from_ if item.limit else None

    def ready(word: LimitWord) -> LimitState | None:
        """Make a state that needs no counting; none where nothing is counted."""
        if counted is None or clock is None:
            return None
        return LimitState(word=word, basis=counted.basis, clock=clock)

    return ItemPlan(
        checklist=checklist.checklist,
        key=(checklist.checklist, item.id),
        stage=stage,
        item=item,
        scope=scope,
        not_started=ready("gate open" if item.gate else "not started"),
        none_yet=ready("none yet"),
        closed=ready("closed"),
        level=level,
        facts=frozenset(facts_of(item.applies_when)),
        clock=clock,
    )


def _read_on(checklist: Checklist, condition: Condition | None) -> tuple[KindId, ...]:
    facts = (checklist.facts.get(fact) for fact in facts_of(condition))
    return tuple(dict.fromkeys(fact.of for fact in facts if fact is not None and fact.of is not None))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Programme:
    """The definitions of a case merged: clocks, facts, kinds, grades, items and the plan of its reviews."""

    checklists: tuple[Checklist, ...]
    zone: ZoneInfo
    clocks: Mapping[ClockId, Clock]
    facts: Mapping[FactId, Fact]
    kinds: Mapping[KindId, SubjectKind]
    grades: Mapping[GradeId, Grade]
    items: Mapping[ItemKey, Item]
    plan: ReviewPlan | None
    plans: Mapping[Digest, ReviewPlan]
    levels: Mapping[ItemKey, tuple[Grade, int]]
    all_grades: tuple[tuple[ItemKey, Grade], ...]
    _leads: Mapping[ItemKey, ItemKey] = field(repr=False)

    @classmethod
    def of(cls, checklists: Sequence[Checklist], plans: Mapping[Digest, ReviewPlan]) -> "Programme":
        """Merge versions, the oldest first; `plans` are the review plans of those that the case follows."""
        items = {(one.checklist, item.id): item for one in checklists for item in one.items()}
        all_grades = tuple(_grades(checklists))
        return cls(
            checklists=tuple({id(one): one for one in checklists}.values()),
            zone=_zone(checklists),
            clocks=_merged((OF_EVERY_CASE, *(one.clocks for one in checklists))),
            facts=_merged(one.facts for one in checklists),
            kinds=_merged(one.subjects for one in checklists),
            grades={grade.id: grade for _, grade in reversed(all_grades)},
            items=items,
            plan=next((one.reviews for one in reversed(checklists) if one.reviews is not None), None),
            plans=plans,
            levels=dict(_levels(checklists)),
            all_grades=all_grades,
            _leads=_leads({one.checklist: one for one in checklists}.values()),
        )

    def item(self, checklist: ChecklistId, item: ItemId) -> Item | None:
        """The item as the newest version that the case has followed defines it."""
        return self.items.get((checklist, item))

    def graded(self, key: ItemKey, choice: str) -> Grade | None:
        """The grade that an item sets by a choice, in the newest version that has the choice."""
        return next((grade for by, grade in self.all_grades if by == key and _has(grade, choice)), None)

    def grade_with(self, grade: GradeId, choice: str) -> Grade | None:
        """A grade in the newest version that has a choice; a later one may have left it out."""
        return next((one for _, one in self.all_grades if one.id == grade and _has(one, choice)), None)

    def levels_of(self, grade: GradeId, choice: str) -> dict[FactId, bool]:
        """The facts of all levels that a grade ever had, and whether a choice is what makes them true."""
        levels = [level for _, one in self.all_grades if one.id == grade for level in one.levels_high_to_low]
        chosen = next((level.fact for level in levels if level.choice == choice), None)
        return {level.fact: level.fact == chosen for level in levels}

    def rule(self, rule: ScheduleId) -> ReviewRule | None:
        """A line of the review schedule; one that a later version left out is known still."""
        plans = [*([] if self.plan is None else [self.plan]), *reversed(list(self.plans.values()))]
        return next((found for plan in plans for found in plan.schedule if found.id == rule), None)

    def lead(self, place: Place) -> Place:
        """The first place of a duty that several packs share (convention 11); else the place itself."""
        lead = self._leads.get((place.checklist, place.item))
        return place if lead is None else Place(*lead, place.of)

    def sharing(self, key: ItemKey) -> tuple[ItemKey, ...]:
        """All items that one answer always serves, the item itself included."""
        lead = self._leads.get(key)
        if lead is None:
            return (key,)
        return (lead, *(other for other, leading in self._leads.items() if leading == lead and other != lead))

    def others(self, place: Place) -> Iterator[Place]:
        """The other places that an answer at a place always serves (convention 11)."""
        key = (place.checklist, place.item)
        if key not in self._leads:
            return
        # One that is asked once for the case is not answered for anybody, and the other way about.
        shared = self.sharing(key)
        fitting = [one for one in shared if (self.items[one].repeats_for is None) == (place.of is None)]
        if key in fitting:
            yield from (Place(*other, place.of) for other in fitting if other != key)


def _has(grade: Grade, choice: str) -> bool:
    return any(level.choice == choice for level in grade.levels_high_to_low)


def _merged(tables: Iterable[Mapping[_Id, _Defined]]) -> dict[_Id, _Defined]:
    """Join what the versions define; the later wins."""
    return {name: found for table in tables for name, found in table.items()}


def _zone(checklists: Iterable[Checklist]) -> ZoneInfo:
    name = next((one.time_zone for one in checklists), LONDON.key)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        # Only an unchecked definition can have one; a case must fold all the same.
        return LONDON


def _grades(checklists: Sequence[Checklist]) -> Iterator[tuple[ItemKey, Grade]]:
    """Give the grades with the items that set them, those of the newest version first."""
    for one in reversed(checklists):
        for grade in one.grades:
            yield (one.checklist, grade.set_by), grade


def _levels(checklists: Iterable[Checklist]) -> Iterator[tuple[ItemKey, tuple[Grade, int]]]:
    for one in checklists:
        for grade in one.grades:
            for index, level in enumerate(grade.levels_high_to_low):
                yield (one.checklist, level.item), (grade, index)


def _leads(newest: Iterable[Checklist]) -> dict[ItemKey, ItemKey]:
    """Join the items that are linked *always*; the first in the order of the checklists leads."""
    items = {(one.checklist, item.id): item for one in newest for item in one.items()}
    groups: dict[ItemKey, list[ItemKey]] = {}
    for key, item in items.items():
        for link in item.same_act:
            other = (link.checklist, link.item)
            if link.always and other in items:
                _join(groups, key, other)
    order = {key: place for place, key in enumerate(items)}
    return {key: min(group, key=order.__getitem__) for key, group in groups.items()}


def _join(groups: dict[ItemKey, list[ItemKey]], one: ItemKey, other: ItemKey) -> None:
    joined = list(dict.fromkeys((*groups.get(one, (one,)), *groups.get(other, (other,)))))
    for key in joined:
        groups[key] = joined
