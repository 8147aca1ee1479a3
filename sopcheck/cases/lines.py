"""The checklist versions that a case follows over time, made ready to be evaluated (convention 13)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sopcheck.cases.definitions import Definitions
from sopcheck.cases.moments import EARLIEST
from sopcheck.cases.programme import ItemPlan
from sopcheck.cases.reading import Reading
from sopcheck.cases.standing import Adopted
from sopcheck.checklists.conditions import value_at
from sopcheck.checklists.definition import ChecklistId, ItemId, KindId


@dataclass(frozen=True, slots=True)
class Followed:
    """One version that the case followed from `adopted.at`."""

    adopted: Adopted
    plans: tuple[ItemPlan, ...]
    by_id: dict[ItemId, ItemPlan]


@dataclass(frozen=True, slots=True)
class Line:
    """One checklist of the case with the versions followed up to the moment, the one in force last."""

    checklist: ChecklistId
    followed: tuple[Followed, ...]
    is_plain: bool

    @classmethod
    def of(cls, checklist: ChecklistId, followed: tuple[Followed, ...]) -> "Line":
        """Make a line; plain is one version from the beginning, so that no move has to be minded."""
        return cls(checklist, followed, len(followed) == 1 and not followed[0].adopted.moved)

    @property
    def plans(self) -> tuple[ItemPlan, ...]:
        """The items of the version in force."""
        return self.followed[-1].plans

    def left_out(self) -> Iterator[tuple["Line", ItemPlan, datetime]]:
        """The items that a later version left out, each with the versions up to then and when it did.

        One that repeats for another kind than before is left out as it was, and brought as it is.
        """
        there = {_shape(plan) for plan in self.plans}
        for number in range(len(self.followed) - 2, -1, -1):
            then = self.up_to(number)
            for plan in then.plans:
                if _shape(plan) not in there:
                    there.add(_shape(plan))
                    yield then, plan, self.followed[number + 1].adopted.at

    def up_to(self, number: int) -> "Line":
        """The versions up to that number, as if the case had not moved on."""
        return Line.of(self.checklist, self.followed[: number + 1])

    def versions_of(
        self, reading: Reading, item: ItemId, of: str | None
    ) -> tuple[tuple[Adopted, ItemPlan | None], ...]:
        """A place in each version, oldest first; None where a version has it not."""
        return tuple(
            (followed.adopted, self._plan(reading, item, of, number=number))
            for number, followed in enumerate(self.followed)
        )

    def until(self, number: int) -> datetime | None:
        """When the case moved on from the version of a number; none from the one in force."""
        return self.followed[number + 1].adopted.at if number + 1 < len(self.followed) else None

    def in_force(self, at: datetime) -> int:
        """The number of the version in force at a moment; before the first move that of the first."""
        numbers = (number for number, one in enumerate(self.followed) if one.adopted.at <= at)
        return max(numbers, default=0)

    def since(self, reading: Reading, item: ItemId, of: str | None, *, number: int) -> tuple[datetime, ...]:
        """From when a place may count under a version, the earliest first.

        What a move brought counts from it at the earliest. What an earlier version had asked already, and a
        move in between left out, goes on from then, unless that would make it end before the move back.
        """
        brought_by = self._brought_by(reading, item, of, number=number)
        if brought_by is None:
            return (EARLIEST,)
        at = self.followed[brought_by].adopted.at
        for earlier in range(brought_by - 2, -1, -1):
            if self._counts(reading, item, of, number=earlier, like=number):
                return (self.since(reading, item, of, number=earlier)[0], at)
        return (at,)

    def _brought_by(self, reading: Reading, item: ItemId, of: str | None, *, number: int) -> int | None:
        """Tell by which move a place came to be asked as it is; None where it was from the beginning."""
        for later in range(number, 0, -1):
            if not self._counts(reading, item, of, number=later - 1, like=number):
                return later
        return 0 if self.followed[0].adopted.moved else None

    def _counts(self, reading: Reading, item: ItemId, of: str | None, *, number: int, like: int) -> bool:
        """Whether a version asked this of the place, until the move to the next, as the other one does.

        Asked of more cases than before, or given its first limit, it would be passed on the day of the move.
        """
        before = self._plan(reading, item, of, number=number)
        now = self._plan(reading, item, of, number=like)
        if before is None or now is None:
            return False
        if (now.item.limit and not before.item.limit) or (now.item.gate and before.not_started is None):
            return False
        history = reading.asked(before.scope, of).history
        return value_at(history, self.followed[number + 1].adopted.at) == "yes"

    def _plan(self, reading: Reading, item: ItemId, of: str | None, *, number: int) -> ItemPlan | None:
        plan = self.followed[number].by_id.get(item)
        return plan if plan is not None and reading.is_place(plan.scope, of) else None


def _shape(plan: ItemPlan) -> tuple[ItemId, KindId | None]:
    return plan.item.id, plan.scope.kind


def lines_of(reading: Reading, definitions: Definitions) -> tuple[Line, ...]:
    """Give the checklists that a case follows at a moment; runs of a review checklist are no part of it."""
    versions: dict[ChecklistId, list[Adopted]] = {}
    for adopted in reading.case.versions:
        versions.setdefault(adopted.checklist, []).append(adopted)
    found = (_line(reading, definitions, checklist, adopted) for checklist, adopted in versions.items())
    return tuple(line for line in found if line is not None)


def _line(
    reading: Reading, definitions: Definitions, checklist: ChecklistId, versions: list[Adopted]
) -> Line | None:
    # A case typed late may have begun before its own first entry: its first version is then in force.
    begun = [adopted for adopted in versions if adopted.at <= reading.at] or versions[:1]
    followed = []
    for adopted in begun:
        known = definitions.with_digest(adopted.digest)
        if known is not None and known.runs_for is None:
            plans = definitions.plans(adopted.digest)
            followed.append(Followed(adopted, plans, {plan.item.id: plan for plan in plans}))
    return Line.of(checklist, tuple(followed)) if followed else None
