"""What is still wrong with a draft and what might be better, each with the place to jump to.

Problems stop a version from being approved; advice does not.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sopcheck.checklists.advice.advise import Words, advice
from sopcheck.checklists.compare_kinds import Under
from sopcheck.checklists.definition import Checklist
from sopcheck.checklists.problem import Lines, Path, Problem
from sopcheck.checklists.problems import problems


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a draft: the entry, by its sort and id, and the key of it; either may be empty."""

    under: Under
    id: str
    key: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at; `stops` tells a problem from advice."""

    spot: Spot
    word: str
    sentence: str
    stops: bool


def findings(
    checklist: Checklist, *, beside: Iterable[Checklist] = (), words: Words | None = None
) -> tuple[Finding, ...]:
    """Give all problems of a draft, then all advice, each in the order of the draft."""
    # The checks ask where each thing stands; a draft has no lines, so the path itself is kept.
    places = _Places()
    wrong = problems(checklist, lines=places, beside=beside)
    better = advice(checklist, lines=places, words=words or {})
    return (
        *(_finding(checklist, places, one, stops=True) for one in wrong),
        *(_finding(checklist, places, one, stops=False) for one in better),
    )


@dataclass(frozen=True, slots=True)
class _Places(Lines):
    """Gives each path that is asked for a number instead of a line, and remembers which is which."""

    seen: list[Path] = field(default_factory=list)

    def at(self, *path: str | int) -> int:
        """Give the number of a path."""
        self.seen.append(path)
        return len(self.seen)


def _finding(checklist: Checklist, places: _Places, problem: Problem, *, stops: bool) -> Finding:
    path = places.seen[problem.line - 1] if problem.line else ()
    # A draft has no lines; where the first of two stands its author sees in the tree.
    return Finding(_spot(checklist, path), problem.word, problem.sentence, stops)


def _spot(checklist: Checklist, path: Path) -> Spot:
    """Give the place that a path leads to."""
    match path:
        case ("stages", int(stage), "items", int(item), *rest):
            return Spot("items", checklist.stages[stage].items[item].id, _key(rest))
        case ("stages", int(stage), *rest):
            return Spot("stages", checklist.stages[stage].id, _key(rest))
        case ("grades", int(grade), *rest):
            return Spot("grades", checklist.grades[grade].id, _key(rest))
        case ("reviews", "schedule", int(rule), *rest) if checklist.reviews:
            return Spot("schedule", checklist.reviews.schedule[rule].id, _key(rest))
        case ("clocks" | "facts" | "subjects" as under, str(name), *rest):
            return Spot(under, name, _key(rest))
        case ("reviews", *rest):
            return Spot("reviews", "reviews", _key(rest))
        case _:
            return Spot("definition", checklist.checklist, _key(path))


def _key(rest: Iterable[str | int]) -> str:
    return next((part for part in rest if isinstance(part, str)), "")
