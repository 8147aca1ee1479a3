"""The checklist versions that a case follows over time, made ready to be evaluated (convention 13)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sopcheck.cases.definitions import Definitions
from sopcheck.cases.moments import EARLIEST
from sopcheck.cases.programme import ItemPlan
from sopcheck.cases.reading import Reading
from sopcheck.cases.standing import Adopted
from sopcheck.checklists.conditions import value_at
from sopcheck.checklists.definition import ChecklistId, ItemId


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

    def since(
        self, reading: Reading, item: ItemId, of: str | None, *, number: int, judged: datetime | None = None
    ) -> tuple[datetime, ...]:
        """From when a place may count under a version, the earliest first; of an act as asked when `judged`.

        What a move brought counts from it at the earliest. What an earlier version had asked already, and a
        move in between left out, goes on from then, unless that would make it end before the move back.
        """

        def counts(earlier: int, like: int) -> bool:
            """Whether an earlier version asked this of the place as the other one does."""
            return self._counts(reading, item, of, number=earlier, like=like, judged=judged)

        brought_by = self._brought_by(number, counts)
        if brought_by is None:
            return (EARLIEST,)
        at = self.followed[brought_by].adopted.at
        for earlier in range(brought_by - 2, -1, -1):
            if counts(earlier, number):
                return (self.since(reading, item, of, number=earlier, judged=judged)[0], at)
        return (at,)

    def _brought_by(self, number: int, counts: Callable[[int, int], bool]) -> int | None:
        """Tell by which move a place came to be asked as it is; None where it was from the beginning."""
        for later in range(number, 0, -1):
            if not counts(later - 1, number):
                return later
        return 0 if self.followed[0].adopted.moved else None

    def _counts(
        self,
        reading: Reading,
        item: ItemId,
        of: str | None,
        *,
        number: int,
        like: int,
        judged: datetime | None,
    ) -> bool:
        """Whether a version asked this of the place, until the move to the next, as the other one does.

        Asked of more cases than before, or given its first limit, it would be passed on the day of the move.
        """
        before = self._plan(reading, item, of, number=number)
        now = self._plan(reading, item, of, number=like)
        if before is None or now is None or _is_first_counted(before, now):
            return False
        # Another level of the grade was asked instead, and the limit goes on through them (convention 8).
        if before.level is not None and now.level is not None:
            return True
        moved, history = self.followed[number + 1].adopted.at, reading.asked(before.scope, of).history
        # What was asked when it was done stays so, whatever became of its condition by the move.
        moments = (moved,) if judged is None else (min(judged, moved), moved)
        return any(value_at(history, moment) == "yes" for moment in moments)

    def _plan(self, reading: Reading, item: ItemId, of: str | None, *, number: int) -> ItemPlan | None:
        plan = self.followed[number].by_id.get(item)
        return plan if plan is not None and reading.is_place(plan.scope, of) else None


def _is_first_counted(before: ItemPlan, now: ItemPlan) -> bool:
    has_first_limit = now.item.limit is not None and before.item.limit is None
    return has_first_limit or (now.item.gate is not None and before.not_started is None)


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
