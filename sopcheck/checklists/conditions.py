"""Conditions over facts, read with three values: yes, no and not known yet (Kleene's strong logic).

Unknown stays unknown through a condition unless the other facts decide it, and the item then *may* apply.
A history tells a value over time; `since` makes the history of a condition from those of its facts, so that
a limit can count from the moment its condition came true (`checklists.md`, convention 10).
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Final, Literal

from sopcheck.checklists.definition import Clause, Condition, FactId

Truth = Literal["yes", "no", "unknown"]
Lookup = Callable[[FactId], Truth]
History = tuple[tuple[datetime, Truth], ...]
"""Values from instants on, ascending, no value twice running; before the first the value is unknown."""

EARLIEST: Final = datetime.min.replace(tzinfo=UTC)
ALWAYS: Final[History] = ((EARLIEST, "yes"),)
_NEGATED: Mapping[Truth, Truth] = {"yes": "no", "no": "yes", "unknown": "unknown"}


def evaluate(condition: Condition | None, lookup: Lookup) -> Truth:
    """Tell what a condition comes to, given the facts; no condition is always yes."""
    if condition is None:
        return "yes"
    if isinstance(condition, str):
        return lookup(FactId(condition))
    if condition.not_ is not None:
        return _NEGATED[evaluate(condition.not_, lookup)]
    decisive, parts = _parts(condition)
    values = [evaluate(part, lookup) for part in parts]
    # One *no* decides *all* and one *yes* decides *any*, whatever the rest will turn out to be.
    if decisive in values:
        return decisive
    return "unknown" if "unknown" in values else _NEGATED[decisive]


def facts_of(condition: Condition | None) -> tuple[FactId, ...]:
    """Give the facts that a condition names, in its order and each once."""
    return tuple(dict.fromkeys(_named(condition)))


def since(condition: Condition | None, histories: Callable[[FactId], History]) -> History:
    """Give the history of a condition from those of its facts."""
    if condition is None:
        return ALWAYS
    if isinstance(condition, str):
        return histories(FactId(condition))
    of_facts = {fact: histories(fact) for fact in facts_of(condition)}
    values: dict[FactId, Truth] = dict.fromkeys(of_facts, "unknown")
    steps: list[tuple[datetime, Truth]] = []
    for at, fact, value in _changes(of_facts):
        # Of what changes at one instant only the last step counts, so no fact is seen before another.
        if steps and steps[-1][0] == at:
            steps.pop()
        values[fact] = value
        steps.append((at, evaluate(condition, values.__getitem__)))
    return _without_repeats(steps)


def value_at(history: History, at: datetime) -> Truth:
    """Tell the value that holds at an instant."""
    value: Truth = "unknown"
    for began, next_value in history:
        if began > at:
            break
        value = next_value
    return value


def came_true(history: History, at: datetime) -> datetime | None:
    """Tell since when it has been yes without a break, up to an instant; none where it is not yes then.

    A condition that always holds has held since `EARLIEST`.
    """
    held: datetime | None = None
    for began, value in history:
        if began > at:
            break
        held = (held or began) if value == "yes" else None
    return held


def undecided(condition: Condition | None, lookup: Lookup) -> tuple[FactId, ...]:
    """Give the facts whose not being known leaves a condition unknown; none where it is decided."""
    return tuple(dict.fromkeys(_undecided(condition, lookup)))


def _undecided(condition: Condition | None, lookup: Lookup) -> Iterator[FactId]:
    if condition is None or evaluate(condition, lookup) != "unknown":
        return
    if isinstance(condition, str):
        yield FactId(condition)
        return
    for part in (*condition.all, *condition.any, condition.not_):
        yield from _undecided(part, lookup)


def _parts(clause: Clause) -> tuple[Truth, tuple[Condition, ...]]:
    """Give the value that decides a clause by itself, and the parts of the clause."""
    return ("yes", clause.any) if clause.any else ("no", clause.all)


def _named(condition: Condition | None) -> Iterator[FactId]:
    if isinstance(condition, str):
        yield FactId(condition)
    elif condition is not None:
        for part in (*condition.all, *condition.any, condition.not_):
            yield from _named(part)


def _changes(histories: Mapping[FactId, History]) -> list[tuple[datetime, FactId, Truth]]:
    return sorted((at, fact, value) for fact, history in histories.items() for at, value in history)


def _without_repeats(steps: list[tuple[datetime, Truth]]) -> History:
    kept: list[tuple[datetime, Truth]] = []
    before: Truth = "unknown"
    for at, value in steps:
        if value != before:
            kept.append((at, value))
        before = value
    return tuple(kept)
