"""Ids, names and texts: given once, written right, and none missing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sopcheck.checklists.definition import FORMAT, Checklist
from sopcheck.checklists.problem import KEBAB, Path, Problem, not_an_id
from sopcheck.checklists.survey import Survey

# What stands behind a plus names the profile by which a baseline was tailored.
_VERSION = re.compile(r"[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*(?:\+[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*)?")
# Words that stand where an id may stand too, and would be taken for it.
_TAKEN = {"subjects": ("case", "review"), "clocks": ("trigger",)}

_Named = tuple[str, Path, str]
"""What sort of thing it is, where it stands, and its id."""


def check_naming(survey: Survey) -> Iterator[Problem]:
    """Find doubled, malformed and missing names."""
    yield from _header(survey)
    yield from _ids(survey)
    yield from _doubled(survey)
    yield from _prompts(survey)
    yield from _texts(survey)
    yield from _replaced(survey)


def _header(survey: Survey) -> Iterator[Problem]:
    checklist = survey.checklist
    if checklist.format != FORMAT:
        sentence = f"There is no format {checklist.format}. Write format: {FORMAT}."
        yield survey.problem(("format",), "", "format-unknown", sentence)
    if not _VERSION.fullmatch(checklist.version):
        sentence = "A version is written in digits, letters, points and hyphens. Write it as 1.0."
        yield survey.problem(("version",), "", "version-unfit", sentence)
    if not _is_zone(checklist.time_zone):
        sentence = f"There is no time zone “{checklist.time_zone}”. Write one like Europe/London."
        yield survey.problem(("time_zone",), "", "time-zone-unknown", sentence)
    if not checklist.stages:
        yield survey.problem(("stages",), "", "no-items", "This checklist has no stage. Write one.")


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _ids(survey: Survey) -> Iterator[Problem]:
    yield from _unfit(survey, [("checklist", ("checklist",), survey.checklist.checklist)])
    yield from _unfit(survey, _all_named(survey))
    for under, words in _TAKEN.items():
        for word in words:
            if word in _keys(survey, under):
                sentence = f"“{word}” has a meaning of its own here. Choose another id."
                yield survey.problem((under, word), word, "id-taken", sentence)


def _unfit(survey: Survey, named: Iterable[_Named]) -> Iterator[Problem]:
    for _, path, written in named:
        if not KEBAB.fullmatch(written):
            yield survey.problem(path, written, "id-not-kebab", not_an_id(written))


def _keys(survey: Survey, under: str) -> tuple[str, ...]:
    checklist = survey.checklist
    keys: dict[str, Iterable[str]] = {
        "clocks": checklist.clocks,
        "facts": checklist.facts,
        "subjects": checklist.subjects,
    }
    return tuple(keys[under])


def _all_named(survey: Survey) -> Iterator[_Named]:
    yield from _listed(survey)
    for under in ("clocks", "facts", "subjects"):
        for key in _keys(survey, under):
            yield under, (under, key), key


def _listed(survey: Survey) -> Iterator[_Named]:
    """Give what stands in lists, where the file itself does not keep an id from standing twice."""
    checklist = survey.checklist
    for at, stage in enumerate(checklist.stages):
        yield "stage", ("stages", at, "id"), stage.id
    for placed in survey.items:
        yield "item", (*placed.path, "id"), placed.item.id
    for at, grade in enumerate(checklist.grades):
        yield "grade", ("grades", at, "id"), grade.id
    for path, rule in survey.rules:
        yield "review", (*path, "id"), rule.id


def _doubled(survey: Survey) -> Iterator[Problem]:
    first: dict[tuple[str, str], int] = {}
    for sort, path, written in _listed(survey):
        if (sort, written) in first:
            sentence = f"There is another {sort} “{written}”. Give each its own id."
            found = survey.problem(path, written, "duplicate-id", sentence)
            yield replace(found, elsewhere=first[sort, written])
        first.setdefault((sort, written), survey.lines.at(*path))


def _prompts(survey: Survey) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for placed in survey.items:
        prompt = " ".join(placed.item.prompt.lower().split())
        # Two items that read alike would be told apart by their ids, which nobody who answers can see.
        if first.setdefault(prompt, placed.item.id) != placed.item.id:
            sentence = f"“{first[prompt]}” asks the same in the same words. Ask it once, or say what differs."
            yield survey.problem((*placed.path, "prompt"), placed.item.id, "duplicate-prompt", sentence)


def _texts(survey: Survey) -> Iterator[Problem]:
    for path, owner, text in _wanted_texts(survey):
        if not text.strip():
            sentence = f"`{path[-1]}` is empty. People read it; write it."
            yield survey.problem(path, owner, "empty-text", sentence)
    for at, stage in enumerate(survey.checklist.stages):
        if not stage.items:
            sentence = "This stage has no item. Write one, or take the stage out."
            yield survey.problem(("stages", at), stage.id, "no-items", sentence)


def _wanted_texts(survey: Survey) -> Iterator[tuple[Path, str, str]]:
    checklist = survey.checklist
    yield ("title",), "", checklist.title
    for at, stage in enumerate(checklist.stages):
        yield ("stages", at, "title"), stage.id, stage.title
    for placed in survey.items:
        yield (*placed.path, "prompt"), placed.item.id, placed.item.prompt
        yield (*placed.path, "source"), placed.item.id, placed.item.source
    yield from _shared_texts(checklist)


def _shared_texts(checklist: Checklist) -> Iterator[tuple[Path, str, str]]:
    for clock_id, clock in checklist.clocks.items():
        yield ("clocks", clock_id, "says"), clock_id, clock.says
    for fact_id, fact in checklist.facts.items():
        yield ("facts", fact_id, "says"), fact_id, fact.says
    for kind_id, kind in checklist.subjects.items():
        yield ("subjects", kind_id, "label"), kind_id, kind.label
        yield ("subjects", kind_id, "plural"), kind_id, kind.plural


def _replaced(survey: Survey) -> Iterator[Problem]:
    for placed in survey.items:
        for old in placed.item.replaces:
            if old in survey.own_items:
                state = "this item itself" if old == placed.item.id else "still asked"
                sentence = f"“{old}” is {state}, so nothing replaces it. Name an item that is gone."
                yield survey.problem((*placed.path, "replaces"), placed.item.id, "replaces-living", sentence)
