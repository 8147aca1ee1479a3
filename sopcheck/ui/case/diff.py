"""Tells a model how rows changed, so that a view keeps its place and paints only what is new."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Step:
    """Rows that go or come: `first` to `last`, both included, as they are counted at that step."""

    does: Literal["remove", "insert"]
    first: int
    last: int


def steps(before: Sequence[K], after: Sequence[K]) -> Iterator[Step]:
    """How to come from one order of keys to another: first all removals from below, then all insertions.

    Keys stand once each. What stays must stand in the same order; where it does not, all rows go and come.
    """
    # Looked up once per row; lists would make this quadratic over a large case.
    staying = set(before) & set(after)
    if [key for key in before if key in staying] != [key for key in after if key in staying]:
        staying = set()
    yield from (Step("remove", first, last) for first, last in reversed(_runs(before, staying)))
    yield from (Step("insert", first, last) for first, last in _runs(after, staying))


def _runs(keys: Sequence[K], staying: set[K]) -> list[tuple[int, int]]:
    """Neighbours that do not stay, as spans."""
    runs: list[tuple[int, int]] = []
    for at, key in enumerate(keys):
        if key in staying:
            continue
        if runs and runs[-1][1] == at - 1:
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    return runs
