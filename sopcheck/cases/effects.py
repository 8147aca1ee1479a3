"""What answers set by themselves: clocks, facts and grades, from what stands (conventions 16, 18, 23).

A correction therefore moves what the old answer had set. Of answers in conflict the one that is shown sets
the clock; a fact that they set differently reads unknown.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sopcheck.cases.events import FactValue, Place
from sopcheck.cases.facts import joined
from sopcheck.cases.fold_world import WorldBook
from sopcheck.cases.programme import Programme
from sopcheck.cases.standing import AnswerHistory, ClockSource, Mark
from sopcheck.cases.states import Answer
from sopcheck.checklists.definition import FactId, FactRule, Item

Contribution = tuple[datetime, str, FactValue, Mark]


class Effects:
    """Goes through the answers that stand and states in the book of the world what they set."""

    def __init__(self, programme: Programme, world: WorldBook, marks: Mapping[str, Mark]) -> None:
        self._programme = programme
        self._world = world
        self._marks = marks
        self._of_case: dict[FactId, list[Contribution]] = {}

    def state(self, answers: Mapping[Place, AnswerHistory]) -> None:
        """State all clocks, facts and grades that answers set."""
        for place, history in answers.items():
            # One answer serves a duty of two packs, and each pack may have its own clock to set.
            for checklist, item_id in self._programme.sharing((place.checklist, place.item)):
                item = self._programme.item(checklist, item_id)
                if item is not None:
                    self._set_clock(item, place, history)
                    self._set_facts(item, place, history)
                    self._set_grade(Place(checklist, item_id, place.of), history)
        for fact, contributions in self._of_case.items():
            self._state_joined(fact, contributions)

    def _set_clock(self, item: Item, place: Place, history: AnswerHistory) -> None:
        if item.sets_clock is None:
            return
        for answer in _acts(history):
            mark = self._marks[answer.entry].moved_to(answer.judged)
            # A rehearsal that tells a clock itself does not want it assumed as well.
            if not mark.source.sets_clock or not _is_chosen(item, answer):
                continue
            source: ClockSource = "assumed" if answer.assumed else "item"
            day_only = answer.precision == "day"
            self._world.set_clock(item.sets_clock, place.of, mark, source=source, day_only=day_only)

    def _set_facts(self, item: Item, place: Place, history: AnswerHistory) -> None:
        for rule in item.sets_fact:
            for answer, value in _values(rule, history):
                mark = self._marks[answer.entry].moved_to(answer.judged)
                # One subject's *no* must not undo the *yes* of another, so these are joined in the end.
                if item.repeats_for is not None and self._world.fact_of(rule.fact, place.of) is None:
                    joint = self._of_case.setdefault(rule.fact, [])
                    joint.append((answer.judged, f"{place.item}@{place.of}", value, mark))
                else:
                    self._world.state_fact(rule.fact, place.of, value, mark)

    def _set_grade(self, place: Place, history: AnswerHistory) -> None:
        grade = self._programme.graded_by.get((place.checklist, place.item))
        choices = [level.choice for level in grade.levels_high_to_low] if grade else []
        for answer in _acts(history):
            if grade is not None and answer.given.choice in choices:
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
