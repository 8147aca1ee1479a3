"""Whether one item asks less than another: later, of lower rank, in fewer cases, or not at all.

What cannot be shown to ask as much is taken to ask less, so that a reason is recorded for it.
"""

from collections.abc import Iterator

from sopcheck.checklists.definition import RANKS_LOW_TO_HIGH, Gate, Item, Limit

# How many hours, and days, there are at least in one of each.
_HOURS_AT_LEAST = {"calendar-days": 24, "working-days": 24, "months": 28 * 24}
_DAYS_AT_LEAST = {"working-days": 1, "months": 28}


def weaknesses(was: Item, now: Item | None) -> Iterator[str]:
    """Give in what an item asks less than it did; nothing where it asks as much or more."""
    if now is None:
        yield "it is not asked any more"
        return
    yield from _of_limit(was.limit, now.limit)
    yield from _of_gate(was.gate, now.gate)
    # Whether one condition holds whenever another does cannot be told in general.
    if now.applies_when not in (None, was.applies_when):
        yield "it is asked in other cases"
    if _rank(now) < _rank(was):
        yield "a lower rank may answer it"
    if (was.reason_when_not_done, now.reason_when_not_done) == ("required", "optional"):
        yield "it may be left without a reason"


def _of_limit(was: Limit | None, now: Limit | None) -> Iterator[str]:
    if was is not None and now is None:
        yield "it has no limit any more"
    elif was is not None and now is not None and not _as_soon(was, now):
        yield "its limit may end later"


def _of_gate(was: Gate | None, now: Gate | None) -> Iterator[str]:
    if was is not None and now is None:
        yield "nothing waits for it any more"
    elif was is not None and now is not None and now.before != was.before:
        yield "something else waits for it"


def _as_soon(was: Limit, now: Limit) -> bool:
    """Whether a limit never ends later than another, whatever day its clock is set on."""
    # Of two clocks nobody knows which is set first.
    if now.from_ != was.from_:
        return False
    if (now.unit, now.beginning_with) == (was.unit, was.beginning_with):
        return _amount(now) <= _amount(was)
    # What begins with the day of its clock ends a day sooner than its number says.
    shortest = _amount(was) - was.beginning_with
    if now.unit == "hours" and was.unit in _HOURS_AT_LEAST:
        # A day may have 23 hours.
        return _amount(now) <= shortest * _HOURS_AT_LEAST[was.unit] - 1
    if now.unit == "calendar-days" and was.unit in _DAYS_AT_LEAST:
        return _amount(now) <= shortest * _DAYS_AT_LEAST[was.unit]
    return False


def _amount(limit: Limit) -> int:
    return limit.amount or 0


def _rank(item: Item) -> int:
    """Give the lowest rank that may answer in some case; 0 where none is asked for."""
    always = [rule.rank for rule in item.rank if rule.applies_when is None]
    asked = [RANKS_LOW_TO_HIGH.index(rule.rank) + 1 for rule in item.rank]
    return min(asked) if always else 0
