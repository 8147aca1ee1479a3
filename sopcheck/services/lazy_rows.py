"""A list whose rows are made when they are looked at: of thousands a screen shows twenty."""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

S = TypeVar("S")
T = TypeVar("T")


class LazyRows(Sequence[T], Generic[S, T]):
    """As long as its sources; each row is made once, of its own source alone."""

    def __init__(self, sources: Sequence[S], make: Callable[[S], T]) -> None:
        """Take what the rows are made of, and how."""
        self._sources = sources
        self._make = make
        self._made: dict[int, T] = {}

    def __len__(self) -> int:
        """How many rows there are, made or not."""
        return len(self._sources)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...
    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        """Give the row at a place, or those of a slice."""
        if isinstance(at, slice):
            return tuple(self[each] for each in range(*at.indices(len(self))))
        place = range(len(self))[at]
        if place not in self._made:
            self._made[place] = self._make(self._sources[place])
        return self._made[place]

    def __iter__(self) -> Iterator[T]:
        """Give one row after the other."""
        return (self[at] for at in range(len(self)))

    def __eq__(self, other: object) -> bool:
        """Tell whether the rows are the same as those of another list."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # like a list: its rows come and go
