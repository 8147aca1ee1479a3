"""What moved when a list was put in another order: as few entries as can be, and where each stands now."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

_Id = TypeVar("_Id", bound=str)


def moved(was: Sequence[_Id], now: Sequence[_Id]) -> frozenset[_Id]:
    """Give the fewest entries that must move to bring what both lists have from one order into the other.

    The longest run that keeps its order stays; of several runs of one length, one is chosen alike every time.
    """
    place = {entry: at for at, entry in enumerate(was)}
    common = [entry for entry in now if entry in place]
    staying = _longest_rising([place[entry] for entry in common])
    return frozenset(entry for at, entry in enumerate(common) if at not in staying)


def _longest_rising(numbers: Sequence[int]) -> frozenset[int]:
    """Give the positions of a longest rising subsequence (patience sorting, n log n)."""
    # Comparing each with each would take a second for a thousand items.
    lowest: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for at, number in enumerate(numbers):
        pile = bisect_left(lowest, number)
        before.append(ends[pile - 1] if pile else None)
        lowest[pile : pile + 1], ends[pile : pile + 1] = [number], [at]
    chain = set()
    step = ends[-1] if ends else None
    while step is not None:
        chain.add(step)
        step = before[step]
    return frozenset(chain)


def before_each(entries: Iterable[_Id]) -> Mapping[_Id, str]:
    """Tell of each entry which one stands before it; nothing before the first."""
    found: dict[_Id, str] = {}
    last = ""
    for entry in entries:
        found[entry] = last
        last = entry
    return found


def placed(entries: list[_Id], entry: _Id, *, after: str) -> None:
    """Put an entry into a list behind another, or in front of all where none is named or it is gone."""
    at = next((at for at, one in enumerate(entries, start=1) if one == after), 0)
    entries.insert(at, entry)


def merged(was: Iterable[_Id], now: Sequence[_Id]) -> tuple[_Id, ...]:
    """Give the entries of both, those that are gone each behind what stood before them."""
    woven = list(now)
    known = set(now)
    for entry, after in before_each(was).items():
        if entry not in known:
            placed(woven, entry, after=after)
            known.add(entry)
    return tuple(woven)
