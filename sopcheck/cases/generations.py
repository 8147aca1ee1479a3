"""What the versions that a case followed made of an entry, over time.

What an answer or a subject set under the version of its day stays set when a later version has it set no
more. What only a later version has it set counts from the move: else a move could make limits that were
nobody's duty pass in the past (convention 13).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple, TypeVar

from sopcheck.cases.definitions import Definitions
from sopcheck.cases.moments import EARLIEST
from sopcheck.cases.programme import ItemKey
from sopcheck.cases.standing import Adopted
from sopcheck.checklists.definition import (
    Checklist,
    ChecklistId,
    Clock,
    ClockId,
    FactId,
    Item,
    KindId,
    SubjectKind,
)

_Part = TypeVar("_Part", Checklist, Clock, Item, SubjectKind)
_Name = TypeVar("_Name", ClockId, FactId)
Steps = tuple[tuple[datetime, _Part | None], ...]
"""A part of a checklist as the version in force at an entry had it, then as each later one, and from when."""


class _Version(NamedTuple):
    """A version that the case followed from a moment on."""

    order: int
    at: datetime
    checklist: Checklist | None


class Generations:
    """The versions that a case followed, by the order of the entries that began them."""

    def __init__(self, definitions: Definitions, versions: Sequence[Adopted]) -> None:
        found: dict[ChecklistId, list[_Version]] = {}
        for adopted in versions:
            known = definitions.with_digest(adopted.digest)
            # Of a checklist that a move added nothing was in force before it.
            line = found.setdefault(
                adopted.checklist, [_Version(-1, EARLIEST, None)] if adopted.moved else []
            )
            if known is not None:
                line.append(_Version(adopted.order, adopted.at, known))
        # Most cases never move, and the fold asks this of every answer.
        self._lines = {checklist: tuple(line) for checklist, line in found.items() if len(line) > 1}
        self._plain = [line[0].checklist for line in found.values() if len(line) == 1] if self._lines else []

    @property
    def is_plain(self) -> bool:
        """Whether the case never moved."""
        return not self._lines

    def items(self, key: ItemKey, order: int) -> Steps[Item] | None:
        """An item from the version on that was in force at an entry; None where its checklist never moved."""
        checklist, item = key
        line = self._lines.get(checklist)
        return None if line is None else _steps(line, order, lambda one: one.find_item(item))

    def versions(self, checklist: ChecklistId, order: int) -> Steps[Checklist] | None:
        """The versions of a checklist likewise."""
        line = self._lines.get(checklist)
        return None if line is None else _steps(line, order, lambda one: one)

    def kinds(self, kind: KindId, order: int) -> Iterator[Steps[SubjectKind]]:
        """A kind of subject likewise, in each checklist of a case that moved."""
        return self._parts(order, lambda one: one.subjects.get(kind))

    def clocks(self, clock: ClockId, order: int) -> Iterator[Steps[Clock]]:
        """A clock likewise."""
        return self._parts(order, lambda one: one.clocks.get(clock))

    def _parts(self, order: int, find: Callable[[Checklist], _Part | None]) -> Iterator[Steps[_Part]]:
        for plain in self._plain:
            yield ((EARLIEST, None if plain is None else find(plain)),)
        for line in self._lines.values():
            yield _steps(line, order, find)


def since(steps: Steps[_Part], has: Callable[[_Part], bool]) -> datetime:
    """Give from when every version has something that the newest has."""
    found = EARLIEST
    for at, part in reversed(steps):
        if part is None or not has(part):
            break
        found = at
    return found


def named(
    steps: Steps[_Part], names: Callable[[_Part], tuple[_Name, ...]]
) -> Iterator[tuple[_Name, datetime]]:
    """Give what a part names, and from when: as the version of the day has it, then what later ones add."""
    then, newest = steps[0][1], steps[-1][1]
    known = () if then is None else names(then)
    for name in known:
        yield name, EARLIEST
    for name in () if newest is None else names(newest):
        if name not in known:
            yield name, since(steps, partial(_names, name, names))


def over_lines(
    lines: Iterable[Steps[_Part]], newest: _Part | None, names: Callable[[_Part], tuple[_Name, ...]]
) -> dict[_Name, datetime]:
    """Give what a part names in any checklist of a case that moved, and from when; else what it names now."""
    found: dict[_Name, datetime] = {}
    known = [steps for steps in lines if any(part for _, part in steps)]
    for steps in known:
        for name, at in named(steps, names):
            found[name] = min(at, found.get(name, at))
    if known or newest is None:
        return found
    return dict.fromkeys(names(newest), EARLIEST)


def _names(name: _Name, names: Callable[[_Part], tuple[_Name, ...]], part: _Part) -> bool:
    return name in names(part)


def _steps(line: tuple[_Version, ...], order: int, find: Callable[[Checklist], _Part | None]) -> Steps[_Part]:
    begun = [number for number, one in enumerate(line) if one.order <= order]
    then = begun[-1] if begun else 0
    return tuple(
        (one.at if number else EARLIEST, None if one.checklist is None else find(one.checklist))
        for number, one in enumerate(line[then:])
    )
