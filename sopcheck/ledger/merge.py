"""Putting the entries of one book in order, and telling which of them did not know of which.

Order: causal first (`seen` and `prev`), then the earlier of recorded and received, then the hash, so every
machine lists the same entries alike. Clocks settle the listing only, never which answer stands.
"""

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import datetime
from itertools import pairwise

from msgspec import Struct

from sopcheck.ledger.entry import EntryHash, Stored

_NOTHING: frozenset[EntryHash] = frozenset()


def order(entries: Iterable[Stored]) -> list[Stored]:
    """Sort the entries of one book; one given twice counts once, a cause that is not here is no cause."""
    by_hash = {entry.hash: entry for entry in entries}
    line = sorted(by_hash.values(), key=_number)
    # Most cases are written on one machine, where the chain itself is the order.
    return line if _each_knew_the_last(line) else _sorted_by_cause(by_hash)


def unseen_by(ordered: Sequence[Stored]) -> dict[EntryHash, Set[EntryHash]]:
    """For each entry of a book in order: the earlier ones that its writer did not know of, mostly none.

    The sets are views: they take no room and answer `in` at once, however much two machines wrote apart.
    """
    # Then each knew all before it, and there is nothing to lay out.
    if _each_knew_the_last(ordered):
        return dict.fromkeys((entry.hash for entry in ordered), _NOTHING)
    lines = _Lines()
    for index, entry in enumerate(ordered):
        lines.add(index, entry)
    return {entry.hash: lines.unseen(index, entry.hash) for index, entry in enumerate(ordered)}


def causes(entry: Stored) -> tuple[EntryHash, ...]:
    """Name what an entry knew of directly; what those knew of, it knew too."""
    return tuple(dict.fromkeys((*entry.header.seen, entry.header.prev)))


def _each_knew_the_last(line: Iterable[Stored]) -> bool:
    return all(
        earlier.hash in later.header.seen or earlier.hash == later.header.prev
        for earlier, later in pairwise(line)
    )


def _number(entry: Stored) -> int:
    return entry.header.seq


def _listed(entry: Stored) -> tuple[datetime, EntryHash]:
    return min(entry.recorded, entry.received), entry.hash


def _sorted_by_cause(by_hash: Mapping[EntryHash, Stored]) -> list[Stored]:
    frees, left = _waiting(by_hash)
    ready = [_listed(by_hash[name]) for name, count in left.items() if not count]
    heapq.heapify(ready)
    line: list[Stored] = []
    while ready:
        _, name = heapq.heappop(ready)
        line.append(by_hash[name])
        for freed in frees[name]:
            left[freed] -= 1
            if not left[freed]:
                heapq.heappush(ready, _listed(by_hash[freed]))
    return line


def _waiting(
    by_hash: Mapping[EntryHash, Stored],
) -> tuple[dict[EntryHash, list[EntryHash]], Counter[EntryHash]]:
    """Tell which entries each one lets go first, and how many each still waits for."""
    frees: dict[EntryHash, list[EntryHash]] = {name: [] for name in by_hash}
    left: Counter[EntryHash] = Counter(dict.fromkeys(by_hash, 0))
    for name, entry in by_hash.items():
        # A cause that never arrived must not hold back what did.
        for cause in filter(by_hash.__contains__, causes(entry)):
            frees[cause].append(name)
            left[name] += 1
    return frees, left


class _Spot(Struct, frozen=True):
    """Where an entry stands: the line it continues, its position there, what it knows of other lines."""

    index: int
    line: int
    position: int
    others: Mapping[int, int]


class _Lines:
    """The entries of a book laid in as few lines as easily done; along a line each knew all before it.

    What an entry knew is then one number for each line. Where there is one line, or nothing new was
    learnt, the numbers are shared, so ten thousand entries cost ten thousand steps.
    """

    def __init__(self) -> None:
        self._spots: dict[EntryHash, _Spot] = {}
        self._lines: list[list[tuple[int, EntryHash]]] = []

    def add(self, index: int, entry: Stored) -> None:
        """Lay down the next entry: on the line of a parent that nothing continued yet, or on a new one."""
        parents = [self._spots[cause] for cause in causes(entry) if cause in self._spots]
        line = next((spot.line for spot in parents if len(self._lines[spot.line]) == spot.position), None)
        if line is None:
            line = len(self._lines)
            self._lines.append([])
        self._lines[line].append((index, entry.hash))
        self._spots[entry.hash] = _Spot(index, line, len(self._lines[line]), _known_of_others(parents, line))

    def unseen(self, index: int, name: EntryHash) -> Set[EntryHash]:
        """Give what stands before an entry and was not known to it."""
        spot = self._spots[name]
        # Causes stand before what they caused, so all that was known is among the earlier ones.
        known = spot.position - 1 + sum(spot.others.values())
        return _Unseen(self, spot, index - known) if known < index else _NOTHING

    def lacks(self, spot: _Spot, name: object) -> bool:
        """Tell whether something is an entry that stands before a spot and was not known there."""
        other = self._spots.get(EntryHash(name)) if isinstance(name, str) else None
        if other is None or other.index >= spot.index:
            return False
        return other.position > self._known(spot, other.line)

    def names(self, spot: _Spot) -> Iterator[EntryHash]:
        """Name what stands before a spot and was not known there."""
        for number, line in enumerate(self._lines):
            for index, name in line[self._known(spot, number) :]:
                if index >= spot.index:
                    break
                yield name

    @staticmethod
    def _known(spot: _Spot, line: int) -> int:
        return spot.position if line == spot.line else spot.others.get(line, 0)


def _known_of_others(parents: Sequence[_Spot], line: int) -> Mapping[int, int]:
    # The ordinary case: nothing new was learnt of other lines, so nothing is copied.
    if len(parents) == 1 and parents[0].line == line:
        return parents[0].others
    known: dict[int, int] = {}
    for spot in parents:
        for other, position in (*spot.others.items(), (spot.line, spot.position)):
            known[other] = max(position, known.get(other, 0))
    known.pop(line, None)
    return known


class _Unseen(Set[EntryHash]):
    """A view of the entries that one entry did not know of."""

    __slots__ = ("_lines", "_size", "_spot")

    def __init__(self, lines: _Lines, spot: _Spot, size: int) -> None:
        self._lines = lines
        self._spot = spot
        self._size = size

    # The operators of sets build their results with this; a view cannot be built from names.
    @classmethod
    def _from_iterable(cls, names: Iterable[EntryHash]) -> Set[EntryHash]:  # type: ignore[override]
        return frozenset(names)

    def __contains__(self, name: object) -> bool:
        return self._lines.lacks(self._spot, name)

    def __iter__(self) -> Iterator[EntryHash]:
        return self._lines.names(self._spot)

    def __len__(self) -> int:
        return self._size
