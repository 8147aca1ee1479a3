"""What the versions that a case followed made of an entry, over time.

What an answer or a subject set under the version of its day stays set when a later version has it set no
more. What only a later version has it set counts from the move: else a move could make limits that were
nobody's duty pass in the past (convention 13).
"""

from collections.abc import Callable, Iterator, Sequence
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
    ClockId,
    FactId,
    Item,
    KindId,
    SubjectKind,
)

_Part = TypeVar("_Part", Item, SubjectKind)
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

    def kinds(self, kind: KindId, order: int) -> Iterator[Steps[SubjectKind]]:
        """A kind of subject likewise, in each checklist of a case that moved."""
        for plain in self._plain:
            yield ((EARLIEST, None if plain is None else plain.subjects.get(kind)),)
        for line in self._lines.values():
            yield _steps(line, order, lambda one: one.subjects.get(kind))


def since(steps: Steps[_Part], has: Callable[[_Part], bool]) -> datetime:
    """Give from when every version has something that the newest has."""
    found = EARLIEST
    for at, part in reversed(steps):
        if part is None or not has(part):
            break
        found = at
    return found


def made_of_kind(steps: Steps[SubjectKind]) -> Iterator[tuple[SubjectKind, datetime]]:
    """Give what joining as a kind sets: as the version of the day has it, and from the moves what is new."""
    then, newest = steps[0][1], steps[-1][1]
    if then is not None:
        yield then, EARLIEST
    known = ((), ()) if then is None else (then.sets_clock, then.sets_fact)
    for clock in () if newest is None else newest.sets_clock:
        if clock in known[0]:
            continue
        at = since(steps, partial(_sets_clock, clock))
        yield SubjectKind(label="", plural="", sets_clock=(clock,)), at
    for fact in () if newest is None else newest.sets_fact:
        if fact in known[1]:
            continue
        at = since(steps, partial(_sets_fact, fact))
        yield SubjectKind(label="", plural="", sets_fact=(fact,)), at


def _sets_clock(clock: ClockId, kind: SubjectKind) -> bool:
    return clock in kind.sets_clock


def _sets_fact(fact: FactId, kind: SubjectKind) -> bool:
    return fact in kind.sets_fact


def _steps(line: tuple[_Version, ...], order: int, find: Callable[[Checklist], _Part | None]) -> Steps[_Part]:
    begun = [number for number, one in enumerate(line) if one.order <= order]
    then = begun[-1] if begun else 0
    return tuple(
        (one.at if number else EARLIEST, None if one.checklist is None else find(one.checklist))
        for number, one in enumerate(line[then:])
    )
