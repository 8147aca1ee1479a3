"""When a review that counts from a start is due, under the version then in force (conventions 9 and 13)."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sopcheck.cases.moments import EARLIEST
from sopcheck.cases.reading import Reading
from sopcheck.checklists.definition import ReviewDue, ReviewRule, ScheduleId
from sopcheck.checklists.limits import end_after


class RuledDue(NamedTuple):
    """The rule of the version that counts, and the date that it gives."""

    due: ReviewDue
    ends: datetime


def due_of(reading: Reading, rule: ReviewRule, start: datetime, *, times: int = 1) -> RuledDue | None:
    """Tell when a review is due that counts from a start; of a series the one of that number.

    A move to another version makes nothing overdue in the past: what was due before it stays as it was, a
    shortened interval that would have ended before it does not count, and what it brings counts from it.
    """
    current: RuledDue | None = None
    was_there = False
    for moved, due in _dues(reading, rule.id):
        if current is not None and current.ends <= moved:
            break
        begun = start if was_there else max(start, moved)
        found = None if due is None else RuledDue(due, _ends(reading, due, begun, times))
        was_there = due is not None
        if current is None or found is None or found.ends >= moved:
            current = found
    return current


def _dues(reading: Reading, rule: ScheduleId) -> Iterator[tuple[datetime, ReviewDue | None]]:
    """Give the interval as each version has it, the oldest first, and when the case moved to it."""
    for number, (adopted, plan) in enumerate(reading.plans()):
        # The one that the case was opened with counts for what came before the opening as well.
        moved = adopted.at if number or adopted.moved else EARLIEST
        yield moved, next((one.due for one in plan.schedule if one.id == rule), None)


def _ends(reading: Reading, due: ReviewDue, start: datetime, times: int) -> datetime:
    amount = (due.amount or due.every or 0) * times
    return end_after(amount, due.unit, start, zone=reading.zone, calendar=reading.calendar).end
