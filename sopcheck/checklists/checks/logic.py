"""Conditions that say nothing, can never be, or wait for themselves."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from sopcheck.checklists.conditions import Truth, evaluate, facts_of
from sopcheck.checklists.definition import DERIVED_FACTS, Clause, Condition, FactId, Item, ItemId
from sopcheck.checklists.problem import Path, Problem
from sopcheck.checklists.survey import Survey

# Every way in which so many facts may stand is tried; a condition over more is taken to be possible.
_TRIED_AT_MOST = 12


def check_logic(survey: Survey) -> Iterator[Problem]:
    """Find malformed and impossible conditions, and cycles."""
    for given in survey.conditions():
        if not _well_formed(given.condition):
            sentence = "A condition has exactly one of `all`, `any` and `not`. Write one inside the other."
            yield survey.problem(given.path, given.owner, "clause-shape", sentence)
        # Unknown is left out: a condition that only unknown facts keep open can still come true.
        elif not _possible(given.condition, survey, frozenset()):
            sentence = "This condition can never be: what it wants excludes itself. Correct it."
            yield survey.problem(given.path, given.owner, "never-applies", sentence)
    yield from _derived(survey)
    yield from _facts_that_wait(survey)
    yield from _kinds_in_a_circle(survey)
    yield from _reviews_in_a_circle(survey)


def _well_formed(condition: Condition) -> bool:
    if isinstance(condition, str):
        return True
    parts = (*condition.all, *condition.any, *_negated(condition))
    forms = bool(condition.all) + bool(condition.any) + (condition.not_ is not None)
    return forms == 1 and all(_well_formed(part) for part in parts)


def _negated(clause: Clause) -> tuple[Condition, ...]:
    return () if clause.not_ is None else (clause.not_,)


def _possible(condition: Condition, survey: Survey, never: frozenset[FactId]) -> bool:
    """Whether facts can stand so that a condition is yes, where those of `never` are not."""
    facts = facts_of(condition)
    if len(facts) > _TRIED_AT_MOST:
        return True
    return any(
        evaluate(condition, standing.__getitem__) == "yes" and _one_level_each(standing, survey)
        for standing in _standings(facts, never)
    )


def _standings(facts: Sequence[FactId], never: frozenset[FactId]) -> Iterator[Mapping[FactId, Truth]]:
    values: list[tuple[Truth, ...]] = [("no",) if fact in never else ("yes", "no") for fact in facts]
    for standing in product(*values):
        yield dict(zip(facts, standing, strict=True))


def _one_level_each(standing: Mapping[FactId, Truth], survey: Survey) -> bool:
    """Whether no grade stands at two levels at once."""
    levels = ([level.fact for level in grade.levels_high_to_low] for grade in survey.checklist.grades)
    return all(sum(standing.get(fact) == "yes" for fact in set(facts)) <= 1 for facts in levels)


def _derived(survey: Survey) -> Iterator[Problem]:
    for fact_id, fact in survey.checklist.facts.items():
        if fact.derived and fact_id not in DERIVED_FACTS:
            known = ", ".join(sorted(DERIVED_FACTS))
            sentence = f"The program does not set this fact by itself; it sets {known}. Take `derived` out."
            yield survey.problem(("facts", fact_id, "derived"), fact_id, "derived-unknown", sentence)


def _facts_that_wait(survey: Survey) -> Iterator[Problem]:
    """Find facts that only such items set as wait for them, directly or by way of each other."""
    sources = {fact: tuple(_sources(survey, fact)) for fact in survey.checklist.facts}
    for fact in _still_waiting(survey, sources):
        names = ", ".join(dict.fromkeys(item.id for item in sources[fact]))
        sentence = f"Only {names} can set this fact, and waits for it. Take the condition or the rule out."
        yield survey.problem(("facts", fact), fact, "condition-cycle", sentence)


def _still_waiting(survey: Survey, sources: Mapping[FactId, Sequence[Item]]) -> frozenset[FactId]:
    """Free each fact that an item can set while the others wait, until no more can be freed."""
    # A fact without sources is set by a person, who waits for nothing.
    waiting = frozenset(fact for fact, items in sources.items() if items)
    while True:
        freed = {fact for fact in waiting if any(_can_apply(item, survey, waiting) for item in sources[fact])}
        if not freed:
            return waiting
        waiting -= freed


def _can_apply(item: Item, survey: Survey, waiting: frozenset[FactId]) -> bool:
    return item.applies_when is None or _possible(item.applies_when, survey, waiting)


def _sources(survey: Survey, fact_id: FactId) -> list[Item]:
    """Give the items that make a fact yes; none where something else, or only a person, does."""
    if _set_from_elsewhere(survey, fact_id):
        return []
    clocks = [name for name, clock in survey.checklist.clocks.items() if clock.sets_fact == fact_id]
    # A clock that no item sets is set by a person, and the fact with it.
    if not all(map(survey.setters, clocks)):
        return []
    items = survey.checklist.items()
    return [item for item in items if item.sets_clock in clocks or _makes_yes(item, fact_id, survey)]


def _set_from_elsewhere(survey: Survey, fact_id: FactId) -> bool:
    """Whether a fact is set by adding a subject, or by an item of another checklist."""
    if any(fact_id in kind.sets_fact for kind in survey.checklist.subjects.values()):
        return True
    named = (ItemId(name) for name in survey.checklist.facts[fact_id].set_by if ": " not in name)
    return not survey.own_items.issuperset(named)


def _makes_yes(item: Item, fact_id: FactId, survey: Survey) -> bool:
    if any(rule.fact == fact_id and rule.yes_if for rule in item.sets_fact):
        return True
    graded = (grade for grade in survey.checklist.grades if item.id in {grade.set_by, grade.regraded_by})
    return any(level.fact == fact_id for grade in graded for level in grade.levels_high_to_low)


def _kinds_in_a_circle(survey: Survey) -> Iterator[Problem]:
    parts = {kind_id: kind.part_of for kind_id, kind in survey.checklist.subjects.items()}
    for kind in _in_a_circle({kind: [whole] if whole else [] for kind, whole in parts.items()}):
        sentence = f"A {kind} would in the end be part of itself. Correct `part_of`."
        yield survey.problem(("subjects", kind, "part_of"), kind, "kind-cycle", sentence)


def _reviews_in_a_circle(survey: Survey) -> Iterator[Problem]:
    after = {str(rule.id): [str(rule.after)] if rule.after else [] for _, rule in survey.rules}
    paths: dict[str, Path] = {rule.id: path for path, rule in survey.rules}
    for rule_id in _in_a_circle(after):
        sentence = "This review would in the end come after itself. Correct `after`."
        yield survey.problem((*paths[rule_id], "after"), rule_id, "review-cycle", sentence)


def _in_a_circle(follows: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Give what leads back to itself."""
    for start in follows:
        reached: set[str] = set()
        ahead = list(follows[start])
        while ahead:
            name = ahead.pop()
            if name not in reached:
                reached.add(name)
                ahead += follows.get(name, ())
        # Every member of the circle is told, since any of them may be the one to mend.
        if start in reached:
            yield start
