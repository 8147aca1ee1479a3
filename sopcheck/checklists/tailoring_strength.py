"""Whether one item asks less than another: later, of lower rank, in fewer cases, or not at all.

What cannot be shown to ask as much is taken to ask less, so that a reason is recorded for it.
"""

from collections.abc import Iterator

from sopcheck.checklists.definition import RANKS_LOW_TO_HIGH, Item, Limit

_HOURS_AT_LEAST = {"hours": 1, "calendar-days": 24, "working-days": 24, "months": 28 * 24}


def weaknesses(was: Item, now: Item | None) -> Iterator[str]:
    """Give in what an item asks less than it did; nothing where it asks as much or more."""
    if now is None:
        yield "it is not asked any more"
        return
    if was.limit is not None and not _as_soon(was.limit, now.limit):
        yield "it has no limit any more" if now.limit is None else "its limit may end later"
    if was.gate is not None and (now.gate is None or now.gate.before != was.gate.before):
        yield "nothing waits for it any more" if now.gate is None else "something else waits for it"
    if now.applies_when not in (None, was.applies_when):
        yield "it is asked in other cases"
    if _rank(now) < _rank(was):
        yield "a lower rank may answer it"
    if (was.reason_when_not_done, now.reason_when_not_done) == ("required", "optional"):
        yield "it may be left without a reason"


def _as_soon(was: Limit, now: Limit | None) -> bool:
    """Whether a limit never ends later than another, whatever day its clock is set on."""
    if now is None or now.from_ != was.from_:
        return False
    if now == was or (now.unit, now.beginning_with) == (was.unit, was.beginning_with):
        return (now.amount or 0) <= (was.amount or 0)
    if now.unit == "hours" and was.unit in _HOURS_AT_LEAST:
        # A day may have 23 hours, and a period that begins with a day has lost that day.
        shortest = ((was.amount or 0) - was.beginning_with) * _HOURS_AT_LEAST[was.unit]
        return (now.amount or 0) <= shortest - (was.unit != "hours")
    if (now.unit, was.unit) in {("calendar-days", "working-days"), ("calendar-days", "months")}:
        days = 1 if was.unit == "working-days" else 28
        return (now.amount or 0) <= ((was.amount or 0) - was.beginning_with) * days
    return False


def _rank(item: Item) -> int:
    """Give the lowest rank that may answer in some case; 0 where none is asked for."""
    always = [rule.rank for rule in item.rank if rule.applies_when is None]
    asked = [RANKS_LOW_TO_HIGH.index(rule.rank) + 1 for rule in item.rank]
    return min(asked) if always else 0
