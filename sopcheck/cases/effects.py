"""What answers set by themselves: clocks, facts and grades, from what stands (conventions 16, 18, 23).

A correction therefore moves what the old answer had set. Of answers in conflict the one that is shown sets
the clock; a fact that they set differently reads unknown.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial

import msgspec

from sopcheck.cases.events import FactValue, Place
from sopcheck.cases.facts import joined
from sopcheck.cases.folding.world import WorldBook
from sopcheck.cases.generations import Generations, Steps, since
from sopcheck.cases.moments import EARLIEST
from sopcheck.cases.programme import ItemKey, Programme
from sopcheck.cases.standing import AnswerHistory, ClockSource, Mark
from sopcheck.cases.states import Answer
from sopcheck.checklists.definition import ClockId, FactId, FactRule, Item
from sopcheck.ledger.entry import EntryHash

Contribution = tuple[datetime, str, FactValue, Mark]


class Effects:
    """Goes through the answers that stand and states in the book of the world what they set."""

    def __init__(
        self, programme: Programme, world: WorldBook, marks: Mapping[str, Mark], generations: Generations
    ) -> None:
        self._programme = programme
        self._world = world
        self._marks = marks
        self._generations = generations
        self._of_case: dict[FactId, list[Contribution]] = {}
        self._set: set[tuple[EntryHash, ClockId, str | None]] = set()
        self._brought: list[tuple[Item, Place, Answer, datetime]] = []

    def state(self, answers: Mapping[Place, AnswerHistory]) -> None:
        """State all clocks, facts and grades that answers set."""
        for place, history in answers.items():
            # One answer serves a duty of two packs, and each pack may have its own clock to set.
            for checklist, item_id in self._programme.sharing((place.checklist, place.item)):
                item = self._programme.item(checklist, item_id)
                if item is not None:
                    self._set_by((checklist, item_id), item, place, history)
                    self._set_grade(Place(checklist, item_id, place.of), history)
        self._set_brought()
        for fact, contributions in self._of_case.items():
            self._state_joined(fact, contributions)

    def _set_by(self, key: ItemKey, item: Item, place: Place, history: AnswerHistory) -> None:
        """Set what the versions followed since the answers make of them."""
        if self._generations.is_plain:
            self._set_now(item, place, history)
            return
        late = [*self._made_over_moves(key, history)]
        apart = {answer.entry for answer, _, _ in late}
        for answer in _acts(history):
            if answer.entry not in apart:
                self._set_clock(item, place, answer)
        for rule in item.sets_fact:
            kept = [(one, value) for one, value in _values(rule, history) if one.entry not in apart]
            self._set_fact(rule, item, place, kept)
        for answer, then, at in late:
            if at > EARLIEST:
                self._brought.append((then, place, answer, at))
            else:
                self._set_clock(then, place, answer)
            for rule in then.sets_fact:
                value = _value(rule, answer)
                self._set_fact(rule, then, place, [] if value is None else [(answer, value)], since=at)

    def _set_brought(self) -> None:
        """Set the clocks that only a later version sets by an old answer, where nothing else had set them."""
        # A limit that counts from a clock, and may have passed, is not begun anew by a move.
        for item, place, answer, at in self._brought:
            if item.sets_clock is not None and not self._world.clock_runs(item.sets_clock, place.of):
                self._set_clock(item, place, answer, since=at)

    def _made_over_moves(
        self, key: ItemKey, history: AnswerHistory
    ) -> Iterator[tuple[Answer, Item, datetime]]:
        """Give what versions made of the answers that were given before a move, and from when."""
        for answer in () if history.conflict else _acts(history):
            steps = self._generations.items(key, self._marks[answer.entry].order)
            if steps is not None and len(steps) > 1:
                for then, at in _made_of(answer, steps):
                    yield answer, then, at

    def _set_now(self, item: Item, place: Place, history: AnswerHistory) -> None:
        """Set what the only version sets."""
        if item.sets_clock is not None:
            for answer in _acts(history):
                self._set_clock(item, place, answer)
        for rule in item.sets_fact:
            self._set_fact(rule, item, place, _values(rule, history))

    def _set_clock(self, item: Item, place: Place, answer: Answer, *, since: datetime = EARLIEST) -> None:
        mark = self._marks[answer.entry].moved_to(max(answer.judged, since))
        # A rehearsal that tells a clock itself does not want it assumed as well.
        if item.sets_clock is None or not mark.source.sets_clock or not _is_chosen(item, answer):
            return
        # A pack that came later may have its twin of the item set it too, from the move on.
        if since > EARLIEST and (answer.entry, item.sets_clock, place.of) in self._set:
            return
        self._set.add((answer.entry, item.sets_clock, place.of))
        source: ClockSource = "assumed" if answer.assumed else "item"
        day_only = answer.precision == "day"
        self._world.set_clock(item.sets_clock, place.of, mark, source=source, day_only=day_only)

    def _set_fact(
        self,
        rule: FactRule,
        item: Item,
        place: Place,
        values: Iterable[tuple[Answer, FactValue]],
        *,
        since: datetime = EARLIEST,
    ) -> None:
        for answer, value in values:
            at = max(answer.judged, since)
            mark = self._marks[answer.entry].moved_to(at)
            # One subject's *no* must not undo the *yes* of another, so these are joined in the end.
            if item.repeats_for is not None and self._world.fact_of(rule.fact, place.of) is None:
                joint = self._of_case.setdefault(rule.fact, [])
                joint.append((at, f"{place.item}@{place.of}", value, mark))
            else:
                self._world.state_fact(rule.fact, place.of, value, mark)

    def _set_grade(self, place: Place, history: AnswerHistory) -> None:
        for answer in _acts(history):
            grade = self._programme.graded((place.checklist, place.item), answer.given.choice)
            if grade is not None:
                mark = self._marks[answer.entry].moved_to(answer.judged)
                self._world.set_grade(grade, place.of, answer.given.choice, mark, first=True)

    def _state_joined(self, fact: FactId, contributions: list[Contribution]) -> None:
        marks = {at: mark for at, _, _, mark in sorted(contributions, key=lambda one: one[3].order)}
        for at, value in joined((at, place, value) for at, place, value, _ in contributions):
            self._world.state_fact(fact, None, value, marks[at])


def _is_chosen(item: Item, answer: Answer) -> bool:
    return not item.sets_clock_if or answer.given.choice in item.sets_clock_if


def _acts(history: AnswerHistory) -> Iterator[Answer]:
    """Give the answers that set something: *done*, and in a conflict the one that is shown."""
    counting = history.standing if history.rolling else history.standing[:1]
    return (answer for answer in counting if answer.given.status == "done")


def _made_of(answer: Answer, steps: Steps[Item]) -> Iterator[tuple[Item, datetime]]:
    """Give what versions make of an answer: the one of its day, and from the moves on what later ones add."""
    then, newest = steps[0][1], steps[-1][1]
    if then is not None:
        yield then, EARLIEST
    if newest is None:
        return
    sets = partial(_sets_the_clock, newest.sets_clock, answer)
    if newest.sets_clock is not None and sets(newest) and not (then and sets(then)):
        yield msgspec.structs.replace(newest, sets_fact=()), since(steps, sets)
    for rule in newest.sets_fact:
        states = partial(_states_the_fact, rule.fact, _value(rule, answer), answer)
        if not (then and states(then)):
            one_rule = msgspec.structs.replace(newest, sets_clock=None, sets_fact=(rule,))
            yield one_rule, since(steps, states)


def _sets_the_clock(clock: ClockId | None, answer: Answer, item: Item) -> bool:
    return item.sets_clock == clock and _is_chosen(item, answer)


def _states_the_fact(fact: FactId, value: FactValue | None, answer: Answer, item: Item) -> bool:
    return any(rule.fact == fact and _value(rule, answer) == value for rule in item.sets_fact)


def _values(rule: FactRule, history: AnswerHistory) -> Iterator[tuple[Answer, FactValue]]:
    """Give what answers make of a fact, each with the answer that does."""
    if history.conflict and len({_value(rule, answer) for answer in history.standing}) > 1:
        # From the later of them on: before that only one of the two had been said to be so.
        yield max(history.standing, key=lambda answer: answer.judged), "unknown"
        return
    for answer in _acts(history):
        value = _value(rule, answer)
        if value is not None:
            yield answer, value


def _value(rule: FactRule, answer: Answer) -> FactValue | None:
    if answer.given.status != "done":
        return None
    if answer.given.choice in rule.yes_if:
        return "yes"
    return "no" if answer.given.choice in rule.no_if else None
