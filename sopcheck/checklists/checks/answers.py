"""Answers: what is asked can be given, and what an answer sets is among what can be answered.

Every answer has a status, *done*, *not done* or *not applicable*, and a reason belongs to the status. An item
that asks for no status therefore has no place for a reason; requiring one would make it unanswerable.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sopcheck.checklists.definition import Grade, Item, ItemId
from sopcheck.checklists.problem import Path, Problem
from sopcheck.checklists.survey import Survey, meant

_CHOOSING = frozenset(("choice", "choice-per-item", "choice-per-limit"))


def check_answers(survey: Survey) -> Iterator[Problem]:
    """Find questions that cannot be answered and consequences that cannot come about."""
    for placed in survey.items:
        yield from _asked(survey, placed.path, placed.item)
        yield from _unasked(survey, placed.path, placed.item)
        yield from _consequences(survey, placed.path, placed.item)
        yield from _ranks(survey, placed.path, placed.item)
        yield from _same_act(survey, placed.path, placed.item)
    for at, grade in enumerate(survey.checklist.grades):
        yield from _grade(survey, ("grades", at), grade)
    yield from _idle_setters(survey)


def _asked(survey: Survey, path: Path, item: Item) -> Iterator[Problem]:
    if not item.asks:
        sentence = "This item asks nothing. Write asks: [status]."
        yield survey.problem((*path, "asks"), item.id, "asks-nothing", sentence)
    elif "status" not in item.asks and item.reason_when_not_done == "required":
        sentence = "A reason is required, and without a status there is no place for one. Ask for the status."
        yield survey.problem((*path, "asks"), item.id, "reason-impossible", sentence)
    elif "status" not in item.asks:
        sentence = "Every item takes a status. Add it to `asks`."
        yield survey.problem((*path, "asks"), item.id, "status-missing", sentence)
    if "choice" in item.asks and not (item.choices or item.choice_is):
        sentence = "A choice is asked and none is offered. Write `choices`, or what the choice is."
        yield survey.problem((*path, "asks"), item.id, "choices-missing", sentence)
    for key, words in (("asks", item.asks), ("choices", item.choices)):
        for word in _twice(words):
            sentence = f"“{word}” stands here twice. Take one out."
            yield survey.problem((*path, key), item.id, "given-twice", sentence)


def _unasked(survey: Survey, path: Path, item: Item) -> Iterator[Problem]:
    asks = set(item.asks)
    needed: tuple[tuple[str, bool, bool], ...] = (
        ("choices", bool(item.choices), bool(asks & _CHOOSING)),
        ("choice_is", bool(item.choice_is), "choice" in asks),
        ("reference_is", bool(item.reference_is), "reference" in asks),
        ("actions_have", bool(item.actions_have), "actions" in asks),
    )
    for key, given, asked in needed:
        if given and not asked:
            sentence = f"`{key}` belongs to something that this item does not ask. Add it to `asks`."
            yield survey.problem((*path, key), item.id, "not-asked", sentence)


def _consequences(survey: Survey, path: Path, item: Item) -> Iterator[Problem]:
    if item.sets_clock_if and not item.sets_clock:
        sentence = "`sets_clock_if` says when, and nothing says which clock. Write `sets_clock`."
        yield survey.problem((*path, "sets_clock_if"), item.id, "clock-missing", sentence)
    yield from _among_choices(survey, (*path, "sets_clock_if"), item, item.sets_clock_if)
    for at, rule in enumerate(item.sets_fact):
        here = (*path, "sets_fact", at)
        yield from _among_choices(survey, here, item, (*rule.yes_if, *rule.no_if))
        for choice in sorted({*rule.yes_if} & {*rule.no_if}):
            sentence = f"“{choice}” makes this fact yes and no at once. Leave it in one of them."
            yield survey.problem(here, item.id, "fact-contradicted", sentence)
        if not (rule.yes_if or rule.no_if):
            sentence = "Which answer sets this fact? Write `yes_if` or `no_if`."
            yield survey.problem(here, item.id, "fact-rule-empty", sentence)


def _among_choices(survey: Survey, path: Path, item: Item, used: Sequence[str]) -> Iterator[Problem]:
    for choice in used:
        if choice not in item.choices:
            hint = meant(choice, item.choices) or " Add it to `choices`."
            sentence = f"“{choice}” is not a choice of “{item.id}”.{hint}"
            yield survey.problem(path, item.id, "choice-unknown", sentence)


def _ranks(survey: Survey, path: Path, item: Item) -> Iterator[Problem]:
    for at, rule in enumerate(item.rank):
        if at and rule.applies_when is None:
            sentence = "A later rank that always applies puts the earlier ones out of use. Write it first."
            yield survey.problem((*path, "rank", at), item.id, "rank-order", sentence)


def _same_act(survey: Survey, path: Path, item: Item) -> Iterator[Problem]:
    for at, other in enumerate(item.same_act):
        if (other.checklist, other.item) == (survey.checklist.checklist, item.id):
            sentence = "One act meets this item anyway. Name another item."
            yield survey.problem((*path, "same_act", at), item.id, "same-act-itself", sentence)
        if other.always and not _linked_back(survey, item, checklist=other.checklist, wanted=other.item):
            sentence = f"“{other.item}” does not name this item as always the same. Write it there too."
            yield survey.problem((*path, "same_act", at), item.id, "same-act-one-sided", sentence)


def _linked_back(survey: Survey, item: Item, *, checklist: str, wanted: str) -> bool:
    """Whether an item links back; one that is not seen here is taken to."""
    seen = [one for one in (survey.checklist, *survey.beside) if one.checklist == checklist]
    found = next((other for one in seen for other in one.items() if other.id == wanted), None)
    if found is None:
        return True
    here = (survey.checklist.checklist, item.id)
    return any(back.always and (back.checklist, back.item) == here for back in found.same_act)


def _grade(survey: Survey, path: Path, grade: Grade) -> Iterator[Problem]:
    setter = survey.checklist.find_item(grade.set_by)
    if setter and setter.sets_grade != grade.id:
        sentence = f"“{grade.set_by}” does not set this grade. Write sets_grade: {grade.id} there."
        yield survey.problem((*path, "set_by"), grade.id, "grade-mismatch", sentence)
    elif setter:
        yield from _levels(survey, (*path, "levels_high_to_low"), grade, setter)


def _levels(survey: Survey, path: Path, grade: Grade, setter: Item) -> Iterator[Problem]:
    taken: set[str] = set()
    for at, level in enumerate(grade.levels_high_to_low):
        yield from _among_choices(survey, (*path, at), setter, [level.choice])
        for word in {level.choice, level.fact} & taken:
            sentence = f"Another level has “{word}”. Give each level its own."
            yield survey.problem((*path, at), grade.id, "given-twice", sentence)
        taken |= {level.choice, level.fact}
    for choice in sorted({*setter.choices} - taken):
        sentence = f"“{choice}” of “{setter.id}” is no level of this grade. Add a level for it."
        yield survey.problem(path, grade.id, "choice-without-level", sentence)


def _idle_setters(survey: Survey) -> Iterator[Problem]:
    """Find items of this checklist that are said to set what they do not set."""
    checklist = survey.checklist
    items = {placed.item.id: placed.item for placed in survey.items}
    for clock_id, clock in checklist.clocks.items():
        for name in map(ItemId, clock.set_by):
            if name in items and items[name].sets_clock != clock_id:
                yield _idle(survey, ("clocks", clock_id), clock_id, name)
    for fact_id, fact in checklist.facts.items():
        for name in map(ItemId, fact.set_by):
            if name in items and fact_id not in {rule.fact for rule in items[name].sets_fact}:
                yield _idle(survey, ("facts", fact_id), fact_id, name)


def _idle(survey: Survey, path: Path, owner: str, name: str) -> Problem:
    sentence = f"“{name}” is said to set this and does not. Let it, or take it out of `set_by`."
    return survey.problem((*path, "set_by"), owner, "set-by-idle", sentence)


def _twice(words: Iterable[str]) -> list[str]:
    return [word for word, count in Counter(words).items() if count > 1]
