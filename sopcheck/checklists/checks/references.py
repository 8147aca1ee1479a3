"""References: whatever a definition names must be there.

A fact or a clock may be set by an item of another checklist of the same case, and one act may meet an item
of another. Whether those exist is judged only where the other checklists are given.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from sopcheck.checklists.agreement import disagreements
from sopcheck.checklists.conditions import facts_of
from sopcheck.checklists.definition import Clock, Fact, Item, ReviewDue, SameAct, Trigger
from sopcheck.checklists.problem import Path, Problem
from sopcheck.checklists.survey import Placed, Survey, meant

_Sort = Literal["clock", "fact", "kind", "item", "grade", "review", "checklist"]
_Reference = tuple[Path, str, _Sort, str]
"""Where it stands, what names it, what sort of thing is named, and its id."""

_PREFIXES: Mapping[str, _Sort] = {"add: ": "kind", "clock: ": "clock", "grade: ": "grade"}


def check_references(survey: Survey) -> Iterator[Problem]:
    """Find what is named and is not there."""
    yield from _missing(survey, _references(survey), _known(survey))
    # Of checklists that are not given nothing can be said, and a pack alone is not wrong.
    if survey.beside:
        yield from _missing(survey, _references_elsewhere(survey), _known_beside(survey))
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


def _missing(
    survey: Survey, references: Iterable[_Reference], known: Mapping[_Sort, frozenset[str]]
) -> Iterator[Problem]:
    for path, owner, sort, wanted in references:
        if wanted not in known[sort]:
            thing = "kind of subject" if sort == "kind" else sort
            advice = meant(wanted, known[sort]) or " Define it, or name another."
            sentence = f"There is no {thing} “{wanted}” here.{advice}"
            yield survey.problem(path, owner, f"unknown-{sort}", sentence)


def _references(survey: Survey) -> Iterator[_Reference]:
    """Give every reference to what this checklist itself must have."""
    for placed in survey.items:
        yield from _of_item(placed.path, placed.item)
        yield from _set_by_answers(placed.path, placed.item)
        for path, other in _same_acts(placed):
            if other.checklist == survey.checklist.checklist:
                yield path, placed.item.id, "item", other.item
    for given in survey.conditions():
        yield from _named(given.path, given.owner, "fact", *facts_of(given.condition))
    yield from _of_clocks(survey)
    yield from _of_facts(survey)
    yield from _of_kinds(survey)
    yield from _of_grades(survey)
    yield from _of_plan(survey)


def _named(path: Path, owner: str, sort: _Sort, *wanted: str | None) -> Iterator[_Reference]:
    """Give references to those ids that are given."""
    for one in wanted:
        if one:
            yield path, owner, sort, one


def _of_item(path: Path, item: Item) -> Iterator[_Reference]:
    if item.limit:
        yield (*path, "limit", "from"), item.id, "clock", item.limit.from_
    if item.gate:
        yield (*path, "gate", "before"), item.id, "clock", item.gate.before
    yield from _named((*path, "repeats_for"), item.id, "kind", item.repeats_for)
    yield from _named((*path, "needs"), item.id, "kind", item.needs)


def _set_by_answers(path: Path, item: Item) -> Iterator[_Reference]:
    yield from _named((*path, "sets_clock"), item.id, "clock", item.sets_clock)
    yield from _named((*path, "sets_grade"), item.id, "grade", item.sets_grade)
    for at, rule in enumerate(item.sets_fact):
        yield (*path, "sets_fact", at), item.id, "fact", rule.fact


def _same_acts(placed: Placed) -> Iterator[tuple[Path, SameAct]]:
    for at, other in enumerate(placed.item.same_act):
        yield (*placed.path, "same_act", at), other


def _of_clocks(survey: Survey) -> Iterator[_Reference]:
    for clock_id, clock in survey.checklist.clocks.items():
        path: Path = ("clocks", clock_id)
        if clock.of not in {"case", "review"}:
            yield (*path, "of"), clock_id, "kind", clock.of
        yield from _named((*path, "sets_fact"), clock_id, "fact", clock.sets_fact)
        yield from _setters_here(path, clock_id, clock)


def _of_facts(survey: Survey) -> Iterator[_Reference]:
    for fact_id, fact in survey.checklist.facts.items():
        path: Path = ("facts", fact_id)
        yield from _named((*path, "of"), fact_id, "kind", fact.of)
        yield from _setters_here(path, fact_id, fact)


def _setters_here(path: Path, owner: str, defined: Clock | Fact) -> Iterator[_Reference]:
    """Give what is named as setting something and must be in this checklist: kinds and clocks."""
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
        yield from _named((*path, "part_of"), kind_id, "kind", kind.part_of)
        yield from _named((*path, "sets_clock"), kind_id, "clock", *kind.sets_clock)
        yield from _named((*path, "sets_fact"), kind_id, "fact", *kind.sets_fact)


def _of_grades(survey: Survey) -> Iterator[_Reference]:
    for at, grade in enumerate(survey.checklist.grades):
        path: Path = ("grades", at)
        yield (*path, "set_by"), grade.id, "item", grade.set_by
        yield from _named((*path, "regraded_by"), grade.id, "item", grade.regraded_by)
        yield from _named((*path, "of"), grade.id, "kind", grade.of)
        for level_at, level in enumerate(grade.levels_high_to_low):
            yield (*path, "levels_high_to_low", level_at), grade.id, "fact", level.fact
            yield (*path, "levels_high_to_low", level_at), grade.id, "item", level.item


def _of_plan(survey: Survey) -> Iterator[_Reference]:
    plan = survey.checklist.reviews
    if plan:
        yield from _named(("reviews", "triggers_after"), "", "clock", plan.triggers_after)
    for path, rule in survey.rules:
        yield from _named((*path, "after"), rule.id, "review", rule.after)
        yield from _named((*path, "of"), rule.id, "kind", rule.of)
        if rule.gate:
            yield (*path, "gate", "before"), rule.id, "clock", rule.gate.before
        if rule.trigger:
            yield from _of_trigger((*path, "trigger"), rule.id, rule.trigger)
        if rule.due:
            yield from _of_due((*path, "due"), rule.id, rule.due)


def _of_trigger(path: Path, owner: str, trigger: Trigger) -> Iterator[_Reference]:
    yield from _named((*path, "clock"), owner, "clock", trigger.clock)
    yield from _named((*path, "added"), owner, "kind", trigger.added)
    yield from _named((*path, "first_for_each"), owner, "kind", trigger.first_for_each)


def _of_due(path: Path, owner: str, due: ReviewDue) -> Iterator[_Reference]:
    # "trigger" is no clock but the moment of what called for the review.
    if due.from_ != "trigger":
        yield from _named((*path, "from"), owner, "clock", due.from_)
    yield from _named((*path, "from_review"), owner, "review", *due.from_review)
    yield from _named((*path, "if_never_held"), owner, "review", due.if_never_held)


def _references_elsewhere(survey: Survey) -> Iterator[_Reference]:
    """Give every reference to what may stand in another checklist of the same case."""
    for clock_id, clock in survey.checklist.clocks.items():
        yield from _setters_elsewhere(("clocks", clock_id), clock_id, clock)
    for fact_id, fact in survey.checklist.facts.items():
        yield from _setters_elsewhere(("facts", fact_id), fact_id, fact)
    for placed in survey.items:
        for path, other in _same_acts(placed):
            yield path, placed.item.id, "checklist", other.checklist
            yield path, placed.item.id, "item", other.item
    yield from _of_plan_elsewhere(survey)


def _setters_elsewhere(path: Path, owner: str, defined: Clock | Fact) -> Iterator[_Reference]:
    for at, written in enumerate(defined.set_by):
        sort, name = _setter(written)
        if sort in {"item", "grade"}:
            yield (*path, "set_by", at), owner, sort, name


def _of_plan_elsewhere(survey: Survey) -> Iterator[_Reference]:
    if survey.checklist.reviews:
        yield ("reviews", "checklist"), "", "checklist", survey.checklist.reviews.checklist
    for path, rule in survey.rules:
        if rule.trigger:
            yield from _named((*path, "trigger"), rule.id, "grade", rule.trigger.grade_raised)
