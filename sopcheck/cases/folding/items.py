"""The book of items: answers, corrections, conflicts, and what was said about limits and gates."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TypeVar, assert_never

from sopcheck.cases.answers import AnswerBook
from sopcheck.cases.events import (
    AnswerCorrected,
    ConflictSettled,
    DirectionAnswered,
    DirectionGiven,
    DirectionSettled,
    GateOverridden,
    ItemAnswered,
    LimitExplained,
    LimitExtended,
    LimitJudged,
    Place,
)
from sopcheck.cases.folding.directions import DirectionBook
from sopcheck.cases.moments import end_of
from sopcheck.cases.programme import Programme
from sopcheck.cases.standing import (
    AnswerHistory,
    Explanation,
    Extension,
    Judgement,
    Mark,
    Override,
)
from sopcheck.checklists.definition import Item
from sopcheck.ledger.entry import PersonId

AboutItems = (
    ItemAnswered
    | AnswerCorrected
    | ConflictSettled
    | LimitExplained
    | LimitJudged
    | LimitExtended
    | GateOverridden
    | DirectionGiven
    | DirectionAnswered
    | DirectionSettled
)
_Said = TypeVar("_Said", Extension, Explanation, Judgement, Override)
_NOT_ON_CASE = "Part of it is about a subject or a review that is not on the case."
_NO_ITEM = "It is about an item that no checklist of the case has."


class ItemBook:
    """Takes what is said about items, in the order of the entries; `known` tells what a place may name."""

    def __init__(self, programme: Programme, known: Callable[[str], bool]) -> None:
        self._programme = programme
        self._duties: Programme | None = None
        self._known = known
        self.answers = AnswerBook(programme.zone)
        self.marks: dict[str, Mark] = {}
        self.answerers: set[PersonId] = set()
        self.extensions: list[Extension] = []
        self.explanations: list[Explanation] = []
        self.judgements: list[Judgement] = []
        self.overrides: list[Override] = []
        self.directions = DirectionBook()

    def follow(self, duties: Programme, since: datetime) -> None:
        """Join what the versions followed from now on link *always* (convention 11).

        An answer given before serves, from then on, what was joined to it and was not answered itself; where
        a later version joins them no more, that is over.
        """
        self._duties = duties
        before = self.answers.take_back_served()
        for like in self.answers.places():
            for place in self._duty(like):
                # What served it before does so still, from when it did.
                self.answers.serve(place, like, since=before.get((place, self.answers.heads(like)), since))

    def take(self, event: AboutItems, mark: Mark) -> str:
        """Take an event; says why where it does not fit, in whole or in part."""
        match event:
            case ItemAnswered():
                return self._answer(event, mark)
            case AnswerCorrected():
                return self._correct(event, mark)
            case ConflictSettled():
                # One about a fact has no place and went to the book of the world.
                place = event.place
                return "" if place is None else self._settle(place, event, mark)
            case LimitJudged():
                return self._judge(event, mark)
            case LimitExplained() | LimitExtended() | GateOverridden() | DirectionGiven():
                return self._about(event, mark)
            case DirectionAnswered():
                return self.directions.answer(event, mark)
            case DirectionSettled():
                return self.directions.settle(event, mark)
            case _:
                assert_never(event)

    def histories(self) -> dict[Place, AnswerHistory]:
        """What stands on each place that was answered, by itself or with the others of its duty."""
        return self.answers.histories()

    def _answer(self, event: ItemAnswered, mark: Mark) -> str:
        self.marks[mark.entry] = mark
        # One part that does not fit, of a subject not here yet, must not take the rest of the act with it.
        return self._each(self._answered(event), lambda place, item: self._one(event, place, item, mark))

    def _one(self, event: ItemAnswered, place: Place, item: Item, mark: Mark) -> str:
        self._count(item, mark, event)
        for served in self._served(place):
            self.answers.answer(served, event, mark.source, rolling=item.rolling)
        return ""

    def _correct(self, event: AnswerCorrected, mark: Mark) -> str:
        self.marks[mark.entry] = mark

        def correct(place: Place, item: Item) -> str:
            """Take the correction of the one place."""
            self._count(item, mark, event)
            return self._all(place, lambda served: self.answers.correct(event, served, mark.source))

        return self._each((event.place,), correct)

    def _settle(self, place: Place, event: ConflictSettled, mark: Mark) -> str:
        return self._all(place, lambda served: self.answers.settle(served, event, mark.source))

    def _judge(self, event: LimitJudged, mark: Mark) -> str:
        def judge(place: Place, _: Item) -> str:
            """Take the decision for one of its places."""
            for served in self._served(place):
                judgement = Judgement(
                    mark=mark,
                    place=served,
                    verdict=event.verdict,
                    reason=event.reason,
                    review=event.review,
                )
                self.judgements.append(judgement)
            return ""

        return self._each(event.places, judge)

    def _about(
        self, event: LimitExplained | LimitExtended | GateOverridden | DirectionGiven, mark: Mark
    ) -> str:
        why = self._misfit(event.place)
        if why:
            return why
        if isinstance(event, DirectionGiven):
            self.directions.give(event, mark)
            return ""
        for place in self._served(event.place):
            self._say(event, place, mark)
        return ""

    def _say(self, event: LimitExplained | LimitExtended | GateOverridden, place: Place, mark: Mark) -> None:
        match event:
            case LimitExplained():
                self.explanations.append(Explanation(mark=mark, place=place, reason=event.reason))
            case LimitExtended():
                until = end_of(event.until, zone=self._programme.zone)
                self.extensions.append(Extension(mark=mark, place=place, until=until, reason=event.reason))
            case GateOverridden():
                self.overrides.append(Override(mark=mark, place=place, gate=event.gate, reason=event.reason))

    def _duty(self, place: Place) -> Iterable[Place]:
        """Give the other places of the duty that a place is part of now."""
        return () if self._duties is None else self._duties.others(place)

    def _served(self, place: Place) -> tuple[Place, ...]:
        """Give a place and those of its duty where the same stands: what was answered apart stays apart."""
        alike = (other for other in self._duty(place) if self.answers.are_alike(place, other))
        return (place, *alike)

    def _all(self, place: Place, take: Callable[[Place], str]) -> str:
        """Take something for a place and those of its duty; says why where it does not fit the place."""
        first, *others = self._served(place)
        why = take(first)
        for other in others:
            take(other)
        return why

    def _count(self, item: Item, mark: Mark, event: ItemAnswered | AnswerCorrected) -> None:
        """Remember who has answered an investigator's item: they are not independent (convention 9)."""
        if item.answered_by == "investigator":
            # Whoever did it as well as whoever typed it in: neither can look at it from outside.
            self.answerers.update((mark.by, event.done_by or mark.by))

    def _each(self, places: Iterable[Place], take: Callable[[Place, Item], str]) -> str:
        """Take each place that fits; says why of the last that does not."""
        why = ""
        for place in places:
            item = self._programme.item(place.checklist, place.item)
            misfit = self._misfit(place)
            why = misfit or (take(place, item) if item is not None else "") or why
        return why

    def _misfit(self, place: Place) -> str:
        if self._programme.item(place.checklist, place.item) is None:
            return _NO_ITEM
        return "" if place.of is None or self._known(place.of) else _NOT_ON_CASE

    @staticmethod
    def _answered(event: ItemAnswered) -> Iterator[Place]:
        for of in event.of or (None,):
            yield Place(event.checklist, event.item, of)
        yield from event.also


def by_place(said: Iterable[_Said]) -> dict[Place, tuple[_Said, ...]]:
    """Group what was said about places, in its order."""
    groups: dict[Place, list[_Said]] = {}
    for one in said:
        groups.setdefault(one.place, []).append(one)
    return {place: tuple(group) for place, group in groups.items()}
