"""Limits, gates and clocks: what counts must have something to count, and something that starts it."""

from collections.abc import Iterator, Mapping

from sopcheck.checklists.definition import ClockId, Item, KindId, Limit, Unit
from sopcheck.checklists.problem import Path, Problem
from sopcheck.checklists.survey import Survey

# Beyond these a figure is a slip of the keyboard: a century, or near it.
_AT_MOST: Mapping[Unit, int] = {
    "hours": 100_000,
    "calendar-days": 36_500,
    "working-days": 25_000,
    "months": 1_200,
    "target-date": 0,
}


def check_timing(survey: Survey) -> Iterator[Problem]:
    """Find limits and gates that can never start, end or be met."""
    for placed in survey.items:
        yield from _item(survey, placed.path, placed.item)
    for clock_id, clock in survey.checklist.clocks.items():
        if clock.hard_gate and not clock.gate:
            sentence = "A hard gate is a gate. Write gate: true beside hard_gate: true."
            yield survey.problem(("clocks", clock_id, "hard_gate"), clock_id, "hard-gate-alone", sentence)


def amount_problem(unit: Unit, amount: int | None) -> tuple[str, str] | None:
    """Give the word and the sentence for what is wrong with an amount, where something is."""
    if unit == "target-date":
        sentence = "A target date is typed in when it is set. Take the amount out."
        return None if amount is None else ("amount-given", sentence)
    if amount is None:
        return "amount-missing", f"How many {unit.replace('-', ' ')}? Write the amount."
    if amount <= 0:
        return "amount-not-positive", f"An amount of {amount} is over before it begins. Write 1 or more."
    if amount > _AT_MOST[unit]:
        return "amount-too-large", f"An amount of {amount} cannot be meant. Write {_AT_MOST[unit]} or less."
    return None


def _item(survey: Survey, path: Path, item: Item) -> Iterator[Problem]:
    if item.limit:
        yield from _limit(survey, (*path, "limit"), item, item.limit)
    if item.gate:
        yield from check_gate(survey, (*path, "gate"), item.id, item.gate.before)
        if item.limit:
            sentence = "An item has a limit or a gate, not both. Make two items of it, or take one out."
            yield survey.problem((*path, "gate"), item.id, "limit-and-gate", sentence)
    if item.rolling:
        yield from _rolling(survey, path, item)


def _limit(survey: Survey, path: Path, item: Item, limit: Limit) -> Iterator[Problem]:
    wrong = amount_problem(limit.unit, limit.amount)
    if wrong:
        yield survey.problem((*path, "amount"), item.id, *wrong)
    if limit.beginning_with and limit.unit not in {"months", "calendar-days"}:
        sentence = "Only months and calendar days begin with a day. Take `beginning_with` out."
        yield survey.problem((*path, "beginning_with"), item.id, "beginning-with-unfit", sentence)
    # A clock that is not there is told with the references.
    if limit.from_ in survey.checklist.clocks:
        yield from _start(survey, path, item, limit)


def _start(survey: Survey, path: Path, item: Item, limit: Limit) -> Iterator[Problem]:
    is_date = survey.checklist.clocks[limit.from_].target_date
    if is_date is not (limit.unit == "target-date"):
        state = "is a date that is typed in" if is_date else "is not a date that is typed in"
        sentence = f"“{limit.from_}” {state}, which does not go with {limit.unit}. Change one of them."
        yield survey.problem((*path, "unit"), item.id, "target-date-unfit", sentence)
    if not _can_be_set(survey, limit.from_):
        sentence = f"Nothing can set the clock “{limit.from_}”, so this limit never starts. Say what sets it."
        yield survey.problem((*path, "from"), item.id, "limit-never-starts", sentence)
    elif _only_by_itself(survey, item, limit.from_):
        sentence = f"Only this item sets “{limit.from_}”, so its limit starts with its end. Name another."
        yield survey.problem((*path, "from"), item.id, "limit-never-starts", sentence)


def check_gate(survey: Survey, path: Path, owner: str, clock_id: ClockId) -> Iterator[Problem]:
    """Find what keeps a gate before a clock from ever closing."""
    clock = survey.checklist.clocks.get(clock_id)
    if clock is None:
        return
    if not clock.gate:
        sentence = f"“{clock_id}” is no gate, so nothing closes this one. Write gate: true at the clock."
        yield survey.problem((*path, "before"), owner, "gate-never-closes", sentence)
    elif not _can_be_set(survey, clock_id):
        sentence = f"Nothing can set the clock “{clock_id}”, so this gate never closes. Say what sets it."
        yield survey.problem((*path, "before"), owner, "gate-never-closes", sentence)


def _can_be_set(survey: Survey, clock_id: ClockId) -> bool:
    """Whether a clock can be set: by a person, unless it names what sets it and none of that is there."""
    clock = survey.checklist.clocks[clock_id]
    # The program sets the clock of a run when the review is signed; outside a run there is none.
    if clock.of == "review":
        return survey.checklist.runs_for == "review"
    return not clock.set_by or any(_sets(survey, written, clock_id) for written in clock.set_by)


def _sets(survey: Survey, written: str, clock_id: ClockId) -> bool:
    """Whether what `set_by` names is there and sets the clock; items of checklists unseen may be."""
    if written.startswith("add: "):
        kind = survey.checklist.subjects.get(KindId(written.removeprefix("add: ")))
        return kind is not None and clock_id in kind.sets_clock
    if written in survey.own_items:
        return any(placed.item.id == written for placed in survey.setters(clock_id))
    # An item of a checklist that is not given may set it.
    return not survey.beside or written in survey.known_items


def _only_by_itself(survey: Survey, item: Item, clock_id: ClockId) -> bool:
    setters = {placed.item.id for placed in survey.setters(clock_id)}
    named = set(survey.checklist.clocks[clock_id].set_by)
    return not item.rolling and setters == {item.id} and named <= setters


def _rolling(survey: Survey, path: Path, item: Item) -> Iterator[Problem]:
    if item.sets_clock is None:
        sentence = "A rolling item sets its own clock again. Name it under `sets_clock`."
        yield survey.problem((*path, "rolling"), item.id, "rolling-without-clock", sentence)
        return
    # Each round is judged from one setting of the clock to the next (convention 16).
    if item.limit is None or item.limit.from_ != item.sets_clock:
        sentence = f"A rolling item counts from the clock that it sets. Count it from “{item.sets_clock}”."
        yield survey.problem((*path, "limit", "from"), item.id, "rolling-without-limit", sentence)
    clock = survey.checklist.clocks.get(item.sets_clock)
    if clock and not clock.rolling:
        sentence = f"“{item.sets_clock}” is set again and again. Write rolling: true at the clock."
        yield survey.problem(("clocks", item.sets_clock), item.id, "rolling-unmarked", sentence)
