"""When a review that counts from a start is due, under the version then in force (conventions 9 and 13)."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from sopcheck.cases.moments import EARLIEST
from sopcheck.cases.reading import Reading
from sopcheck.checklists.definition import ClockId, ReviewDue, ReviewRule, ScheduleId
from sopcheck.checklists.limits import end_after


class RuledDue(NamedTuple):
    """The rule of the version that counts, the date that it gives, and what that is counted from."""

    due: ReviewDue
    ends: datetime
    start: datetime


def due_of(reading: Reading, rule: ReviewRule, start: datetime, *, times: int = 1) -> RuledDue | None:
    """Tell when a review is due that counts from a start; of a series the one of that number.

    A move to another version makes nothing overdue in the past: what was due before it stays as it was, a
    shortened interval that would have ended before it does not count, and what it brings counts from it.
    """
    current: RuledDue | None = None
    asked = (False, False)
    for moved, due in _dues(reading, rule.id):
        if current is not None and current.ends <= moved:
            break
        found = None if due is None else _under(reading, rule, due, start, times, moved=moved, asked=asked)
        asked = (due is not None, asked[1] or due is not None)
        if current is None or found is None or found.ends >= moved:
            current = found
    return current


def _under(
    reading: Reading,
    rule: ReviewRule,
    due: ReviewDue,
    start: datetime,
    times: int,
    *,
    moved: datetime,
    asked: tuple[bool, bool],
) -> RuledDue | None:
    """Give the date of one version; `asked` tells whether the version before had it, and whether any had."""
    begun = _start(reading, rule, due, start)
    if begun is None:
        return None
    found = RuledDue(due, _ends(reading, due, begun, times), begun)
    was_there, was_ever = asked
    # What was left out in between goes on, unless it would have been due before the move back.
    if was_there or (was_ever and found.ends >= moved):
        return found
    begun = max(begun, moved)
    return RuledDue(due, _ends(reading, due, begun, times), begun)


def _start(reading: Reading, rule: ReviewRule, due: ReviewDue, start: datetime) -> datetime | None:
    """Give what a version counts from: the start that was given, or the clock that only it names."""
    if rule.due is None or rule.type not in ("fixed", "senior") or due.from_ == rule.due.from_:
        return start
    setting = reading.clock(ClockId(due.from_), None)
    return None if setting is None else setting.at


def rules_of(reading: Reading) -> dict[ScheduleId, ReviewRule]:
    """Give the lines of the schedule in force, then those that earlier versions had."""
    plans = [plan for _, plan in reading.plans]
    found: dict[ScheduleId, ReviewRule] = {}
    for plan in reversed(plans):
        for rule in plan.schedule:
            found.setdefault(rule.id, rule)
    return found


def left_out(reading: Reading) -> dict[ScheduleId, datetime]:
    """Tell which reviews the version in force has no more, and since which move."""
    plans = reading.plans
    gone: dict[ScheduleId, datetime] = {}
    for (_, before), (adopted, after) in pairwise(plans):
        there = {rule.id for rule in after.schedule}
        gone.update({rule.id: adopted.at for rule in before.schedule if rule.id not in there})
        gone = {rule: at for rule, at in gone.items() if rule not in there}
    return gone


def _dues(reading: Reading, rule: ScheduleId) -> Iterator[tuple[datetime, ReviewDue | None]]:
    """Give the interval as each version has it, the oldest first, and when the case moved to it.

    After the last version that has it there is nothing more to say; what was held by then stays.
    """
    found: list[tuple[datetime, ReviewDue | None]] = []
    for number, (adopted, plan) in enumerate(reading.plans):
        # The one that the case was opened with counts for what came before the opening as well.
        moved = adopted.at if number or adopted.moved else EARLIEST
        found.append((moved, next((one.due for one in plan.schedule if one.id == rule), None)))
    while found and found[-1][1] is None:
        found.pop()
    return iter(found)


def _ends(reading: Reading, due: ReviewDue, start: datetime, times: int) -> datetime:
    amount = (due.amount or due.every or 0) * times
    return end_after(amount, due.unit, start, zone=reading.zone, calendar=reading.calendar).end
