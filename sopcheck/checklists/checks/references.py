"""References: whatever a definition names must be there.

A fact or a clock may be set by an item of another checklist of the same case, and one act may meet an item
of another. Whether those exist is judged only where the other checklists are given.
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from sopcheck.checklists.agreement import disagreements
from sopcheck.checklists.conditions import facts_of
from sopcheck.checklists.definition import Clock, Fact, Item, ReviewRule
from sopcheck.checklists.problem import Path, Problem
from sopcheck.checklists.survey import Survey, meant

_Sort = Literal["clock", "fact", "kind", "item", "grade", "review", "checklist"]
_Reference = tuple[Path, str, _Sort, str]
"""Where it stands, what names it, what sort of thing is named, and its id."""

_PREFIXES: Mapping[str, _Sort] = {"add: ": "kind", "clock: ": "clock", "grade: ": "grade"}


def check_references(survey: Survey) -> Iterator[Problem]:
    """Find what is named and is not there."""
    known = _known(survey)
    for path, owner, sort, wanted in _references(survey):
        if wanted not in known[sort]:
            yield _unknown(survey, path, owner, sort, wanted, known[sort])
    if survey.beside:
        yield from _unknown_elsewhere(survey)
    for other in survey.beside:
        for apart in disagreements(survey.checklist, other):
            sentence = f"{other.checklist} defines “{apart.id}” differently. Define it the same in both."
            yield survey.problem((apart.under, apart.id), apart.id, "defined-differently", sentence)


def _known(survey: Survey) -> dict[_Sort, frozenset[str]]:
    checklist = survey.checklist
    return {
        "clock": frozenset(checklist.clocks),
        "fact": frozenset(checklist.facts),
        "kind": frozenset(checklist.subjects),
        "item": frozenset(survey.own_items),
        "grade": frozenset(grade.id for grade in checklist.grades),
        "review": frozenset(rule.id for _, rule in survey.rules),
    }


def _known_beside(survey: Survey) -> dict[_Sort, frozenset[str]]:
    everything = (survey.checklist, *survey.beside)
    return {
        "item": frozenset(survey.known_items),
        "grade": frozenset(grade.id for checklist in everything for grade in checklist.grades),
        "checklist": frozenset(checklist.checklist for checklist in everything),
    }


def _unknown(
    survey: Survey, path: Path, owner: str, sort: _Sort, wanted: str, known: frozenset[str]
) -> Problem:
    thing = "kind of subject" if sort == "kind" else sort
    sentence = f"There is no {thing} “{wanted}” here.{meant(wanted, known) or ' Define it, or name another.'}"
    return survey.problem(path, owner, f"unknown-{sort}", sentence)


def _unknown_elsewhere(survey: Survey) -> Iterator[Problem]:
    known = _known_beside(survey)
    for path, owner, sort, wanted in _references_elsewhere(survey):
        if wanted not in known[sort]:
            yield _unknown(survey, path, owner, sort, wanted, known[sort])


def _references(survey: Survey) -> Iterator[_Reference]:
    """Give every reference to what this checklist itself must have."""
    for placed in survey.items:
        yield from _of_item(placed.path, placed.item, survey.checklist.checklist)
    for given in survey.conditions():
        for fact in facts_of(given.condition):
            yield given.path, given.owner, "fact", fact
    yield from _of_clocks(survey)
    yield from _of_facts(survey)
    yield from _of_kinds(survey)
    yield from _of_grades(survey)
    yield from _of_plan(survey)


def _of_item(path: Path, item: Item, checklist: str) -> Iterator[_Reference]:
    if item.limit:
        yield (*path, "limit"), item.id, "clock", item.limit.from_
    if item.gate:
        yield (*path, "gate"), item.id, "clock", item.gate.before
    if item.sets_clock:
        yield (*path, "sets_clock"), item.id, "clock", item.sets_clock
    if item.sets_grade:
        yield (*path, "sets_grade"), item.id, "grade", item.sets_grade
    for key, kind in (("repeats_for", item.repeats_for), ("needs", item.needs)):
        if kind:
            yield (*path, key), item.id, "kind", kind
    for at, rule in enumerate(item.sets_fact):
        yield (*path, "sets_fact", at), item.id, "fact", rule.fact
    for at, other in enumerate(item.same_act):
        if other.checklist == checklist:
            yield (*path, "same_act", at), item.id, "item", other.item


def _of_clocks(survey: Survey) -> Iterator[_Reference]:
    for clock_id, clock in survey.checklist.clocks.items():
        path: Path = ("clocks", clock_id)
        if clock.of not in {"case", "review"}:
            yield (*path, "of"), clock_id, "kind", clock.of
        if clock.sets_fact:
            yield (*path, "sets_fact"), clock_id, "fact", clock.sets_fact
        yield from _set_by(path, clock_id, clock)


def _of_facts(survey: Survey) -> Iterator[_Reference]:
    for fact_id, fact in survey.checklist.facts.items():
        path: Path = ("facts", fact_id)
        if fact.of:
            yield (*path, "of"), fact_id, "kind", fact.of
        yield from _set_by(path, fact_id, fact)


def _set_by(path: Path, owner: str, defined: Clock | Fact) -> Iterator[_Reference]:
    for at, written in enumerate(defined.set_by):
        sort, name = _setter(written)
        if sort in {"kind", "clock"}:
            yield (*path, "set_by", at), owner, sort, name


def _setter(written: str) -> tuple[_Sort, str]:
    for prefix, sort in _PREFIXES.items():
        if written.startswith(prefix):
            return sort, written.removeprefix(prefix)
    return "item", written


def _of_kinds(survey: Survey) -> Iterator[_Reference]:
    for kind_id, kind in survey.checklist.subjects.items():
        path: Path = ("subjects", kind_id)
        if kind.part_of:
            yield (*path, "part_of"), kind_id, "kind", kind.part_of
        for clock in kind.sets_clock:
            yield (*path, "sets_clock"), kind_id, "clock", clock
        for fact in kind.sets_fact:
            yield (*path, "sets_fact"), kind_id, "fact", fact


def _of_grades(survey: Survey) -> Iterator[_Reference]:
    for at, grade in enumerate(survey.checklist.grades):
        path: Path = ("grades", at)
        yield (*path, "set_by"), grade.id, "item", grade.set_by
        if grade.regraded_by:
            yield (*path, "regraded_by"), grade.id, "item", grade.regraded_by
        if grade.of:
            yield (*path, "of"), grade.id, "kind", grade.of
        for level_at, level in enumerate(grade.levels_high_to_low):
            yield (*path, "levels_high_to_low", level_at), grade.id, "fact", level.fact
            yield (*path, "levels_high_to_low", level_at), grade.id, "item", level.item


def _of_plan(survey: Survey) -> Iterator[_Reference]:
    plan = survey.checklist.reviews
    if plan and plan.triggers_after:
        yield ("reviews", "triggers_after"), "", "clock", plan.triggers_after
    for path, rule in survey.rules:
        yield from _of_rule(path, rule)
        yield from _of_due(path, rule)


def _of_rule(path: Path, rule: ReviewRule) -> Iterator[_Reference]:
    if rule.gate:
        yield (*path, "gate"), rule.id, "clock", rule.gate.before
    if rule.after:
        yield (*path, "after"), rule.id, "review", rule.after
    if rule.of:
        yield (*path, "of"), rule.id, "kind", rule.of
    if rule.trigger and rule.trigger.clock:
        yield (*path, "trigger"), rule.id, "clock", rule.trigger.clock
    for kind in (rule.trigger.added, rule.trigger.first_for_each) if rule.trigger else ():
        if kind:
            yield (*path, "trigger"), rule.id, "kind", kind


def _of_due(path: Path, rule: ReviewRule) -> Iterator[_Reference]:
    if not rule.due:
        return
    if rule.due.from_ not in {"", "trigger"}:
        yield (*path, "due", "from"), rule.id, "clock", rule.due.from_
    for review in rule.due.from_review:
        yield (*path, "due", "from_review"), rule.id, "review", review
    if rule.due.if_never_held:
        yield (*path, "due", "if_never_held"), rule.id, "review", rule.due.if_never_held


def _references_elsewhere(survey: Survey) -> Iterator[_Reference]:
    """Give every reference to what may stand in another checklist of the same case."""
    for under, defined in (("clocks", survey.checklist.clocks), ("facts", survey.checklist.facts)):
        for name, value in defined.items():
            for at, written in enumerate(value.set_by):
                sort, wanted = _setter(written)
                if sort in {"item", "grade"}:
                    yield (under, name, "set_by", at), name, sort, wanted
    for placed in survey.items:
        for at, other in enumerate(placed.item.same_act):
            path = (*placed.path, "same_act", at)
            yield path, placed.item.id, "checklist", other.checklist
            yield path, placed.item.id, "item", other.item
    plan = survey.checklist.reviews
    if plan:
        yield ("reviews", "checklist"), "", "checklist", plan.checklist
    for path, rule in survey.rules:
        if rule.trigger and rule.trigger.grade_raised:
            yield (*path, "trigger"), rule.id, "grade", rule.trigger.grade_raised
