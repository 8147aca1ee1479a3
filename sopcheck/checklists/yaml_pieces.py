"""A definition file cut into pieces: one for each key and each entry, with what stands idle above it.

Joined again they are the file, letter by letter. The cuts are made at the lines that the reader noted for
each path; blank lines and comments belong to the key or entry below them. What is written so densely that
keys share a line is one piece.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sopcheck.checklists.problem import Path
from sopcheck.checklists.reader import Read
from sopcheck.checklists.yaml_written import ENTRIES

_IDLE = re.compile(r"( *)(?:#.*)?\n")
_HYPHEN = re.compile(r" *- ")


@dataclass(frozen=True, slots=True)
class Piece:
    """A key or an entry: `lead` stands idle above it, `text` says it, in `head` and the pieces `inside`.

    Where nothing is inside it is changed as a whole. Of an entry of a list the pieces inside stand as if it
    had no hyphen.
    """

    key: str | int
    lead: str
    text: str
    margin: int = 0
    head: str = ""
    inside: tuple["Piece", ...] = ()

    def __len__(self) -> int:
        """Give the number of its lines."""
        return (self.lead + self.text).count("\n")


@dataclass(frozen=True, slots=True)
class Pieces:
    """A whole file: the pieces of its keys, and what stands before and after them."""

    before: str
    keys: tuple[Piece, ...]
    after: str


def pieces_of(base: Read) -> Pieces:
    """Cut a file into pieces; without a piece where it is all too dense."""
    text = base.text
    lines = (text if text.endswith("\n") else f"{text}\n").splitlines(keepends=True)
    end = len(lines)
    # What stands idle at the end belongs to no key.
    while end and _IDLE.fullmatch(lines[end - 1]):
        end -= 1
    at = {path: line - 1 for path, line in base.lines.by_path.items()}
    cutting = _Cutting(lines, _below(at), at)
    keys = cutting.inside((), 0, end)
    first = end - sum(len(piece) for piece in keys)
    return Pieces("".join(lines[:first]), keys, "".join(lines[end:]))


def hyphened(text: str, margin: int) -> str:
    """Put the hyphen of a list before the first thing that a text says."""
    lines = text.splitlines(keepends=True)
    at = next((at for at, line in enumerate(lines) if not _IDLE.fullmatch(line)), 0)
    lines[at] = f"{lines[at][:margin]}-{lines[at][margin + 1 :]}"
    return "".join(lines)


def _below(paths: Iterable[Path]) -> Mapping[Path, list[Path]]:
    """Give the paths right below each path, in the order of the file."""
    found: dict[Path, list[Path]] = {}
    for path in paths:
        if path:
            found.setdefault(path[:-1], []).append(path)
    return found


@dataclass(frozen=True, slots=True)
class _Cutting:
    """A file while it is cut; `at` has the line of each path, from 0."""

    lines: Sequence[str]
    below: Mapping[Path, list[Path]]
    at: Mapping[Path, int]

    def inside(self, path: Path, start: int, end: int) -> tuple[Piece, ...]:
        """Cut what stands under a path, between two lines; no piece where that cannot be cut."""
        below = self.below.get(path, [])
        starts = [self.at[one] for one in below]
        if not starts or starts[0] < start or starts[-1] >= end or not self._can_be_cut(below, starts):
            return ()
        lows = [start, *(at + 1 for at in starts[:-1])]
        leads = [self._lead(one, low) for one, low in zip(below, lows, strict=True)]
        ends = [*leads[1:], end]
        return tuple(self._piece(*cut) for cut in zip(below, leads, ends, strict=True))

    def _can_be_cut(self, below: Sequence[Path], starts: Sequence[int]) -> bool:
        """Whether each has lines of its own, and each entry of a list stands behind its hyphen."""
        listed = isinstance(below[0][-1], int)
        rising = all(one < other for one, other in pairwise(starts))
        return rising and not (listed and not all(_HYPHEN.match(self.lines[at]) for at in starts))

    def _line(self, path: Path) -> str:
        """Give the line of a path, without the hyphen if it is the first key of an entry."""
        line = self.lines[self.at[path]]
        bare = isinstance(path[-1], str) and _HYPHEN.match(line)
        return f"{' ' * bare.end()}{line[bare.end() :]}" if bare else line

    def _margin(self, path: Path) -> int:
        line = self._line(path)
        return len(line) - len(line.lstrip(" "))

    def _lead(self, path: Path, low: int) -> int:
        """Go back from a path over what stands idle above it; what is set in further is part of a text."""
        at, margin = self.at[path], self._margin(path)
        while at > low:
            idle = _IDLE.fullmatch(self.lines[at - 1])
            if not idle or (len(idle[1]) > margin and idle[0].strip()):
                break
            at -= 1
        return at

    def _piece(self, path: Path, lead: int, end: int) -> Piece:
        start, key = self.at[path], path[-1]
        first = self._line(path)
        inside = self.inside(path, start + isinstance(key, str), end) if _has_pieces(path) else ()
        head_end = end - sum(map(len, inside)) if inside and isinstance(key, str) else start
        head = "".join((first, *self.lines[start + 1 : head_end])) if head_end > start else ""
        text = "".join((first, *self.lines[start + 1 : end]))
        return Piece(key, "".join(self.lines[lead:start]), text, self._margin(path), head, inside)


def _has_pieces(path: Path) -> bool:
    """Whether what stands at a path has keys or entries that are kept apart."""
    return path == ("reviews",) or path[-1] in ENTRIES or (len(path) > 1 and path[-2] in ENTRIES)
