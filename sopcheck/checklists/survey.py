"""A definition laid out for checking: what it names, where each thing stands, and what runs beside it."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from sopcheck.checklists.definition import Checklist, ClockId, Condition, Item, ItemId, ReviewRule
from sopcheck.checklists.problem import Lines, Path, Problem


@dataclass(frozen=True, slots=True)
class Placed:
    """An item and the path at which it stands."""

    path: Path
    item: Item


@dataclass(frozen=True, slots=True)
class PlacedCondition:
    """A condition, the path at which it stands, and the id of what it is a condition of."""

    path: Path
    owner: str
    condition: Condition


@dataclass(frozen=True)
class Survey:
    """A definition and what is known around it; `beside` are the other checklists of the same cases."""

    checklist: Checklist
    lines: Lines
    file: str
    beside: tuple[Checklist, ...]

    def problem(self, path: Path, owner: str, word: str, sentence: str) -> Problem:
        """Give a problem at a path."""
        return Problem(self.file, self.lines.at(*path), owner, word, sentence)

    @cached_property
    def items(self) -> tuple[Placed, ...]:
        """Every item with its path; items of one id each stand here."""
        return tuple(
            Placed(("stages", stage_at, "items", at), item)
            for stage_at, stage in enumerate(self.checklist.stages)
            for at, item in enumerate(stage.items)
        )

    @cached_property
    def rules(self) -> tuple[tuple[Path, ReviewRule], ...]:
        """Every line of the review schedule with its path."""
        schedule = self.checklist.reviews.schedule if self.checklist.reviews else ()
        return tuple((("reviews", "schedule", at), rule) for at, rule in enumerate(schedule))

    @cached_property
    def own_items(self) -> frozenset[ItemId]:
        """The ids of the items of this checklist."""
        return frozenset(placed.item.id for placed in self.items)

    @cached_property
    def known_items(self) -> frozenset[ItemId]:
        """The ids of the items of this checklist and of those beside it."""
        return self.own_items.union(*({item.id for item in other.items()} for other in self.beside))

    def conditions(self) -> Iterator[PlacedCondition]:
        """Every condition of the definition."""
        for placed in self.items:
            yield from _given((*placed.path, "applies_when"), placed.item.id, placed.item.applies_when)
            for at, rule in enumerate(placed.item.rank):
                path = (*placed.path, "rank", at, "applies_when")
                yield from _given(path, placed.item.id, rule.applies_when)
        for path, review in self.rules:
            yield from _given((*path, "applies_when"), review.id, review.applies_when)

    def setters(self, clock_id: ClockId) -> tuple[Placed, ...]:
        """The items of this checklist that set a clock."""
        return tuple(placed for placed in self.items if placed.item.sets_clock == clock_id)


def meant(wanted: str, known: Iterable[str]) -> str:
    """Ask whether something similar was meant; empty where nothing is."""
    # Most unknown names are slips of the keyboard.
    near = difflib.get_close_matches(wanted, list(known), n=1)
    return f" Is “{near[0]}” meant?" if near else ""


def _given(path: Path, owner: str, condition: Condition | None) -> Iterator[PlacedCondition]:
    if condition is not None:
        yield PlacedCondition(path, owner, condition)
