"""What answers set by themselves: clocks, facts and grades, from what stands (conventions 16, 18, 23).

A correction therefore moves what the old answer had set. Of answers in conflict the one that is shown sets
the clock; a fact that they set differently reads unknown.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import NamedTuple

import msgspec

from sopcheck.cases.events import FactValue, Place
from sopcheck.cases.facts import joined
from sopcheck.cases.folding.world import WorldBook
from sopcheck.cases.generations import Generations, Steps, since
from sopcheck.cases.moments import EARLIEST
from sopcheck.cases.programme import ItemKey, Programme
from sopcheck.cases.standing import AnswerHistory, ClockSource, FactSetting, Mark
from sopcheck.cases.states import Answer
from sopcheck.checklists.conditions import value_at
from sopcheck.checklists.definition import Checklist, ClockId, FactId, FactRule, Grade, Item, ItemId
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
        self._grades: list[_Graded] = []
        self._set: set[tuple[EntryHash, ClockId, str | None]] = set()

    def state(self, answers: Mapping[Place, AnswerHistory]) -> None:
        """State all clocks, facts and grades that answers set, and then what moves bring."""
        for place, history in answers.items():
            item = self._programme.item(place.checklist, place.item)
            if item is not None:
                self._set_by((place.checklist, place.item), item, place, history)
        for graded in sorted(self._grades, key=lambda one: (one.mark.at, one.mark.order)):
            self._bring_grade(graded)
        self._world.bring_clocks()
        self._world.state_by_clocks()
        for setting, place_name in self._world.brought.in_order():
            self._bring_fact(setting, place_name)
        for fact, contributions in self._of_case.items():
            self._state_joined(fact, contributions)

    def _set_by(self, key: ItemKey, item: Item, place: Place, history: AnswerHistory) -> None:
        """Set what the versions followed since an answer make of it."""
        for answer in _acts(history):
            for then, begun in self._made(key, item, answer):
                self._set_clock(then, place, answer, since=begun)
                for rule in then.sets_fact:
                    value = _value(rule, answer)
                    if value is not None and not _is_disputed(rule, history):
                        self._set_fact(rule, then, place, answer, value, since=begun)
            self._set_grade(key, place, answer)
        for rule in item.sets_fact:
            if _is_disputed(rule, history):
                # From the later of them on: before that only one of the two had been said to be so.
                last = max(history.standing, key=lambda answer: answer.judged)
                self._set_fact(rule, item, place, last, "unknown")

    def _made(self, key: ItemKey, item: Item, answer: Answer) -> Iterator[tuple[Item, datetime]]:
        """Give what versions make of an answer, and from when: where it serves by a move, from that on."""
        steps = self._generations.items(key, self._marks[answer.entry].order)
        made = iter(((item, EARLIEST),)) if steps is None else _made_of(answer, steps)
        return ((then, max(begun, answer.serves_since or EARLIEST)) for then, begun in made)

    def _set_clock(self, item: Item, place: Place, answer: Answer, *, since: datetime) -> None:
        mark = self._marks[answer.entry].moved_to(max(answer.judged, since))
        # A rehearsal that tells a clock itself does not want it assumed as well.
        if item.sets_clock is None or not mark.source.sets_clock or not _is_chosen(item, answer):
            return
        # A pack that came later may have its twin of the item set it too, from the move on.
        if since > EARLIEST and (answer.entry, item.sets_clock, place.of) in self._set:
            return
        self._set.add((answer.entry, item.sets_clock, place.of))
        source: ClockSource = "assumed" if answer.assumed else "item"
        self._world.set_clock(
            item.sets_clock,
            place.of,
            mark,
            source=source,
            day_only=answer.precision == "day",
            brought=since > EARLIEST,
        )

    def _set_fact(
        self,
        rule: FactRule,
        item: Item,
        place: Place,
        answer: Answer,
        value: FactValue,
        *,
        since: datetime = EARLIEST,
    ) -> None:
        mark = self._marks[answer.entry].moved_to(max(answer.judged, since))
        on = self._world.fact_of(rule.fact, place.of)
        # One subject's *no* must not undo the *yes* of another, so these are joined in the end.
        joint = f"{place.item}@{place.of}" if item.repeats_for is not None and on is None else ""
        if since > EARLIEST:
            setting = FactSetting(mark=mark, fact=rule.fact, of=on, value=value, source="program")
            self._world.brought.facts.append((setting, joint))
        elif joint:
            self._of_case.setdefault(rule.fact, []).append((mark.at, joint, value, mark))
        else:
            self._world.state_fact(rule.fact, place.of, value, mark)

    def _set_grade(self, key: ItemKey, place: Place, answer: Answer) -> None:
        grade = self._programme.graded(key, answer.given.choice)
        if grade is None:
            return
        since = self._graded_since(key, grade, answer)
        graded = _Graded(
            grade,
            place.of,
            answer.given.choice,
            self._marks[answer.entry].moved_to(max(answer.judged, since)),
        )
        if since > EARLIEST:
            self._grades.append(graded)
        else:
            self._world.set_grade(grade, place.of, graded.choice, graded.mark, first=True)

    def _graded_since(self, key: ItemKey, grade: Grade, answer: Answer) -> datetime:
        """Give since when a version has the grade set by such an answer."""
        order = self._marks[answer.entry].order
        steps = self._generations.versions(key[0], order) or ()
        found = (
            at for at, version in steps if version is not None and _grades(version, key[1], grade, answer)
        )
        return next(found, EARLIEST)

    def _bring_grade(self, graded: "_Graded") -> None:
        if not self._world.is_graded(graded.grade, graded.of):
            self._world.set_grade(
                graded.grade, graded.of, graded.choice, graded.mark, first=True, brought=True
            )

    def _bring_fact(self, setting: FactSetting, joint: str) -> None:
        """State a fact that a move brings, unless another thing is known of it by then."""
        contributions = self._of_case.get(setting.fact, [])
        told = joined((at, place, value) for at, place, value, _ in contributions)
        known = (self._world.facts.read(setting.fact, setting.of, setting.at), value_at(told, setting.at))
        if any(value not in ("unknown", setting.value) for value in known):
            return
        if joint:
            told_of = self._of_case.setdefault(setting.fact, contributions)
            told_of.append((setting.at, joint, setting.value, setting.mark))
        else:
            self._world.facts.say(setting)

    def _state_joined(self, fact: FactId, contributions: list[Contribution]) -> None:
        marks = {at: mark for at, _, _, mark in sorted(contributions, key=lambda one: one[3].order)}
        for at, value in joined((at, place, value) for at, place, value, _ in contributions):
            self._world.state_fact(fact, None, value, marks[at])


class _Graded(NamedTuple):
    """A grade that an answer sets."""

    grade: Grade
    of: str | None
    choice: str
    mark: Mark


def _grades(version: Checklist, item: ItemId, grade: Grade, answer: Answer) -> bool:
    return any(
        one.id == grade.id
        and one.set_by == item
        and any(level.choice == answer.given.choice for level in one.levels_high_to_low)
        for one in version.grades
    )


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


def _is_disputed(rule: FactRule, history: AnswerHistory) -> bool:
    """Whether answers in conflict make different things of a fact."""
    return history.conflict and len({_value(rule, answer) for answer in history.standing}) > 1


def _value(rule: FactRule, answer: Answer) -> FactValue | None:
    if answer.given.status != "done":
        return None
    if answer.given.choice in rule.yes_if:
        return "yes"
    return "no" if answer.given.choice in rule.no_if else None
