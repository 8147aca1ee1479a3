"""Answers: what is asked can be given, and what an answer sets is among what can be answered.

Every answer has a status, *done*, *not done* or *not applicable*, and a reason belongs to the status. An item
that asks for no status therefore has no place for a reason; requiring one would make it unanswerable.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sopcheck.checklists.definition import ChecklistId, FactId, FactRule, Grade, Item, ItemId, SameAct
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
    wrong = _status_problem(item)
    if wrong:
        yield survey.problem((*path, "asks"), item.id, *wrong)
    if "choice" in item.asks and not (item.choices or item.choice_is):
        sentence = "A choice is asked and none is offered. Write `choices`, or what the choice is."
        yield survey.problem((*path, "asks"), item.id, "choices-missing", sentence)
    yield from _given_twice(survey, (*path, "asks"), item.id, item.asks)
    yield from _given_twice(survey, (*path, "choices"), item.id, item.choices)


def _given_twice(survey: Survey, path: Path, owner: str, words: Iterable[str]) -> Iterator[Problem]:
    for word, count in Counter(words).items():
        if count > 1:
            sentence = f"“{word}” stands here twice. Take one out."
            yield survey.problem(path, owner, "given-twice", sentence)


def _status_problem(item: Item) -> tuple[str, str] | None:
    """Give the word and the sentence for an item that asks for no status."""
    if "status" in item.asks:
        return None
    if not item.asks:
        return "asks-nothing", "This item asks nothing. Write asks: [status]."
    if item.reason_when_not_done == "required":
        sentence = "A reason is required, and without a status there is no place for one. Ask for the status."
        return "reason-impossible", sentence
    return "status-missing", "Every item takes a status. Add it to `asks`."


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
        yield from _fact_rule(survey, (*path, "sets_fact", at), item, rule)


def _fact_rule(survey: Survey, path: Path, item: Item, rule: FactRule) -> Iterator[Problem]:
    yield from _among_choices(survey, path, item, (*rule.yes_if, *rule.no_if))
    for choice in sorted({*rule.yes_if} & {*rule.no_if}):
        sentence = f"“{choice}” makes this fact yes and no at once. Leave it in one of them."
        yield survey.problem(path, item.id, "fact-contradicted", sentence)
    if not (rule.yes_if or rule.no_if):
        sentence = "Which answer sets this fact? Write `yes_if` or `no_if`."
        yield survey.problem(path, item.id, "fact-rule-empty", sentence)


def _among_choices(survey: Survey, path: Path, item: Item, used: Sequence[str]) -> Iterator[Problem]:
    for choice in used:
        if choice not in item.choices:
            hint = meant(choice, item.choices) or " Add it to `choices`."
            sentence = f"“{choice}” is not a choice of “{item.id}”.{hint}"
            yield survey.problem(path, item.id, "choice-unknown", sentence)


def _ranks(survey: Survey, path: Path, item: Item) -> Iterator[Problem]:
    for at, rule in enumerate(item.rank):
        # The last rule that applies holds.
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


def _linked_back(survey: Survey, item: Item, *, checklist: ChecklistId, wanted: ItemId) -> bool:
    """Whether an item links back; one that is not seen here is taken to."""
    # Two items linked always are one duty: said by one side only, lists would show it once and twice.
    seen = (one for one in (survey.checklist, *survey.beside) if one.checklist == checklist)
    found = [other for one in seen if (other := one.find_item(wanted))]
    back = SameAct(item=item.id, checklist=survey.checklist.checklist, always=True)
    return all(back in other.same_act for other in found)


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
    for clock_id, clock in survey.checklist.clocks.items():
        setters = {item.id for item in survey.checklist.items() if item.sets_clock == clock_id}
        yield from _idle(survey, ("clocks", clock_id), clock.set_by, setters)
    for fact_id, fact in survey.checklist.facts.items():
        setters = {item.id for item in survey.checklist.items() if _sets(item, fact_id)}
        yield from _idle(survey, ("facts", fact_id), fact.set_by, setters)


def _sets(item: Item, fact_id: FactId) -> bool:
    return any(rule.fact == fact_id for rule in item.sets_fact)


def _idle(
    survey: Survey, path: tuple[str, str], named: Sequence[str], setters: set[ItemId]
) -> Iterator[Problem]:
    for name in named:
        if name in survey.own_items - setters:
            sentence = f"“{name}” is said to set this and does not. Let it, or take it out of `set_by`."
            yield survey.problem((*path, "set_by"), path[1], "set-by-idle", sentence)
