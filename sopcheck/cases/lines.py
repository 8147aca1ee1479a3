"""The checklist versions that a case follows over time, made ready to be evaluated (convention 13)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sopcheck.cases.definitions import Definitions
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

    def left_out(self) -> Iterator[tuple["Line", ItemPlan, datetime]]:
        """The items that a later version left out, each with the versions up to then and when it did."""
        there = set(self.followed[-1].by_id)
        for number in range(len(self.followed) - 2, -1, -1):
            then = Line.of(self.checklist, self.followed[: number + 1])
            for plan in then.plans:
                if plan.item.id not in there:
                    there.add(plan.item.id)
                    yield then, plan, self.followed[number + 1].adopted.at

    def versions_of(self, item: ItemId) -> tuple[tuple[Adopted, ItemPlan | None], ...]:
        """An item in each version, oldest first; None where a version has it not."""
        return tuple((followed.adopted, followed.by_id.get(item)) for followed in self.followed)

    def brought(self, reading: Reading, item: ItemId, of: str | None, *, number: int) -> datetime | None:
        """When a move brought the item to the case, so that it may count from then at the earliest.

        It was brought where the version before had it not, had no limit or gate on it, or did not ask it
        of this subject at the time.
        """
        followed = self.followed[number]
        if number == 0:
            return followed.adopted.at if followed.adopted.moved else None
        before, now = self.followed[number - 1].by_id.get(item), followed.by_id.get(item)
        if before is None or (before.not_started is None and now is not None and now.not_started is not None):
            return followed.adopted.at
        history = reading.asked(before.scope, of).history
        # Asked of more cases than before, it would otherwise be passed on the day of the move.
        if value_at(history, followed.adopted.at) != "yes":
            return followed.adopted.at
        return self.brought(reading, item, of, number=number - 1)


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
