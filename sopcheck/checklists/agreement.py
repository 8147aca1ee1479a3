"""Whether two checklists can run on one case: what they share must mean the same.

Clocks, facts and kinds of subjects belong to the case, not to a checklist. Two checklists of one case that
define one differently are refused (`design.md`, "Settled questions"). How they word it is their own affair,
and so is which of their own items they name as setting it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from sopcheck.checklists.definition import Checklist, Clock, Fact, SubjectKind

_Id = TypeVar("_Id", bound=str)
_Shared = Clock | Fact | SubjectKind
_WORDING = frozenset(("says", "when", "label", "plural", "set_by"))


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Something that two checklists define differently: under `clocks`, `facts` or `subjects`, and which."""

    under: str
    id: str

    def __str__(self) -> str:
        """Name it: `clock case-closed`."""
        return f"{self.under.removesuffix('s')} {self.id}"


def disagreements(one: Checklist, other: Checklist) -> tuple[Disagreement, ...]:
    """Give what two checklists define differently, in the order of the first; nothing where they agree."""
    return (
        *_differing("clocks", one.clocks, other.clocks),
        *_differing("facts", one.facts, other.facts),
        *_differing("subjects", one.subjects, other.subjects),
    )


def _differing(
    under: str, ours: Mapping[_Id, _Shared], theirs: Mapping[_Id, _Shared]
) -> Iterator[Disagreement]:
    # What only one of them has, the other cannot mean differently.
    for name, ours_is in ours.items():
        if name in theirs and dict(_meaning(ours_is)) != dict(_meaning(theirs[name])):
            yield Disagreement(under, name)


def _meaning(defined: _Shared) -> Iterable[tuple[str, object]]:
    for key, value in msgspec.structs.asdict(defined).items():
        if key not in _WORDING:
            # That the program sets a fact counts; in which words the checklist says so does not.
            yield key, bool(value) if key == "derived" else value
