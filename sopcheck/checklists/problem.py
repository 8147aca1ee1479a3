"""What is wrong with a definition: where it stands, what it is about, and a sentence to its author."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sopcheck.errors import RefusedError

Path = tuple[str | int, ...]
KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""How ids are written: small letters, digits and single hyphens."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong; `word` names the kind of problem for programs, `id` the entry it is in.

    `elsewhere` is the line of the first, where something stands a second time.
    """

    file: str
    line: int
    id: str
    word: str
    sentence: str
    elsewhere: int = 0

    def __str__(self) -> str:
        """Give the line that `sopcheck checklist check` prints."""
        return ": ".join(part for part in (self.where, self.id, self.told) if part)

    @property
    def where(self) -> str:
        """The file, with the line where there is one."""
        return f"{self.file}:{self.line}" if self.line else self.file

    @property
    def told(self) -> str:
        """The sentence, with the line of the first where there is one."""
        return f"{self.sentence} The first is on line {self.elsewhere}." if self.elsewhere else self.sentence


@dataclass(frozen=True, slots=True)
class Lines:
    """The line of each key and list entry of a definition file, by its path."""

    by_path: Mapping[Path, int] = field(default_factory=dict)

    def at(self, *path: str | int) -> int:
        """Give the line of a path, or of the nearest one above it that the file has; 0 without a file."""
        # What is missing has no line of its own; it is missed where it should stand.
        for length in range(len(path), -1, -1):
            if path[:length] in self.by_path:
                return self.by_path[path[:length]]
        return 0


NO_LINES = Lines()


class DefinitionError(RefusedError):
    """This is no definition that can be read; `problems` has everything that was found, in line order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems; the sentence is that of the first."""
        # Authors mend a file from the top.
        self.problems = in_order(problems)
        first = self.problems[0]
        self.name, self.line, self.id = first.file, first.line, first.id
        super().__init__(f"Line {first.line}: {first.told}" if first.line else first.told)


def kebab(words: str, *, otherwise: str, most: int | None = None) -> str:
    """Make an id of words, of the first so many at `most`; an apostrophe parts no word."""
    whole = re.sub("['’]", "", words.lower())
    return "-".join(re.findall(r"[a-z0-9]+", whole)[:most]) or otherwise


def not_an_id(written: str) -> str:
    """Say that something is not an id, and how ids are written."""
    return f"“{written[:40]}” is not an id. Write small letters, digits and hyphens, as in case-closed."


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Give problems in the order of their lines, each once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.line))
