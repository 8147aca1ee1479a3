"""A small good definition, and ways to break it in one place.

The ways stand in `tests/data/definitions/broken`, each as a difference: what stands there (`-`), what is
written instead (`+`), what stands in the line complained of where that is not the first changed one (`@`),
and what must be found (`!`, the word, the id and a part of the sentence). ⏎ is the end of a line.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sopcheck.checklists.definition import Checklist
from sopcheck.checklists.packs import shipped
from sopcheck.checklists.problem import Problem
from sopcheck.checklists.problems import check
from sopcheck.checklists.reader import read

_FOLDER = Path(__file__).parents[1] / "data" / "definitions"
SMALL = (_FOLDER / "small-1.0.yaml").read_text(encoding="utf-8")


class Broken(NamedTuple):
    """What to replace with what, and what must be found."""

    old: str
    new: str
    at: str
    word: str
    id: str
    said: str


def broken(subject: str) -> list[Broken]:
    """Give the ways in which a definition can be broken about a subject."""
    blocks = (_FOLDER / "broken" / f"{subject}.txt").read_text(encoding="utf-8").strip().split("\n\n")
    return [_broken(block.split("\n")) for block in blocks]


def _broken(lines: list[str]) -> Broken:
    signed = {line[0]: line[2:].replace("⏎", "\n") for line in lines}
    return Broken(signed["-"], signed["+"], signed.get("@", ""), *signed["!"].split(" | "))


@cache
def small() -> Checklist:
    """Give the small definition."""
    return read(SMALL, name="small.yaml").checklist


@cache
def pack(checklist: str) -> Checklist:
    """Give a checklist that ships."""
    return next(
        read(source.yaml, name=source.file).checklist for source in shipped() if source.id == checklist
    )


def changed(old: str, new: str, text: str = SMALL) -> str:
    """Give the definition with one place changed; the place must be there once."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


def found_at(case: Broken, *, beside: Iterable[Checklist] = ()) -> tuple[tuple[Problem, ...], int]:
    """Break the definition; give what is found, and the line where something must be."""
    text = changed(case.old, case.new)
    assert text.count(case.at) == 1 or not case.at
    start = text.index(case.at) if case.at else SMALL.index(case.old)
    line = text[:start].count("\n") + 1
    return check(text, name="small.yaml", beside=beside), line


def assert_only(case: Broken, *, beside: Iterable[Checklist] = ()) -> None:
    """Break the definition and see exactly this problem, at its line."""
    found, line = found_at(case, beside=beside)
    assert [seen(problem) for problem in found] == [("small.yaml", line, case.id, case.word)]
    assert case.said in found[0].sentence


def assert_among(case: Broken, *, beside: Iterable[Checklist] = ()) -> None:
    """Break the definition and see this problem at its line, among those that follow from it."""
    found, line = found_at(case, beside=beside)
    assert ("small.yaml", line, case.id, case.word) in map(seen, found)
    assert any(case.said in problem.sentence for problem in found if problem.word == case.word)


def seen(problem: Problem) -> tuple[str, int, str, str]:
    """Give all of a problem but its sentence."""
    return problem.file, problem.line, problem.id, problem.word


def words(found: Iterable[Problem]) -> list[tuple[str, str]]:
    """Give the word and the id of each problem."""
    return [(problem.word, problem.id) for problem in found]
