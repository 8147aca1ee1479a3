"""The entries of a definition by sort: taken out as a list of ids and values, and put back."""

import itertools
from collections.abc import Mapping
from typing import Final

import msgspec

from sopcheck.checklists.compare_kinds import Under
from sopcheck.checklists.definition import (
    Checklist,
    Clock,
    Fact,
    Grade,
    Item,
    ReviewRule,
    Stage,
    SubjectKind,
)
from sopcheck.checklists.drafting.edits import EditRefusedError
from sopcheck.checklists.problem import kebab

SORTS: Final[Mapping[Under, type[msgspec.Struct]]] = {
    "stages": Stage,
    "items": Item,
    "clocks": Clock,
    "facts": Fact,
    "subjects": SubjectKind,
    "grades": Grade,
    "schedule": ReviewRule,
}
NAMED: Final[frozenset[Under]] = frozenset(("clocks", "facts", "subjects"))
"""The sorts whose entries are named by a key and stand in no order."""

# An id is read aloud and typed; a whole prompt would be neither.
_MOST_WORDS = 6
_GONE = "That entry is not in the draft. Choose one that is."
_NO_PLAN = "There is no review plan yet. Say first which checklist a review runs."
Shelf = list[tuple[str, msgspec.Struct]]


def shelf(checklist: Checklist, under: Under, stage: str = "") -> Shelf:
    """Give the entries of a sort with their ids, of items those of one stage.

    Raises:
        EditRefusedError: there is no such stage, or no review plan.
    """
    if under == "items":
        return [(item.id, item) for item in stage_of_id(checklist, stage).items]
    if under == "schedule":
        if checklist.reviews is None:
            raise EditRefusedError(_NO_PLAN)
        return [(rule.id, rule) for rule in checklist.reviews.schedule]
    found = getattr(checklist, under)
    return list(found.items()) if under in NAMED else [(one.id, one) for one in found]


def put_back(checklist: Checklist, under: Under, entries: Shelf, stage: str = "") -> Checklist:
    """Give the definition with these entries in place of those that were taken out."""
    # The ids go with the entries, but for those that are named by them.
    listed = tuple(entry for _, entry in entries)
    if under == "items":
        stages = tuple(
            msgspec.structs.replace(one, items=listed) if one.id == stage else one for one in checklist.stages
        )
        return msgspec.structs.replace(checklist, stages=stages)
    if under == "schedule" and checklist.reviews is not None:
        plan = msgspec.structs.replace(checklist.reviews, schedule=listed)
        return msgspec.structs.replace(checklist, reviews=plan)
    return msgspec.structs.replace(checklist, **{under: dict(entries) if under in NAMED else listed})


def stage_of_id(checklist: Checklist, stage: str) -> Stage:
    """Give a stage by its id.

    Raises:
        EditRefusedError: there is none.
    """
    found = next((one for one in checklist.stages if one.id == stage), None)
    if found is None:
        raise EditRefusedError("That stage is not in the draft. Choose one that is.")
    return found


def stage_holding(checklist: Checklist, under: Under, entry: str) -> str:
    """Give the stage in which an item stands; empty for anything but an item.

    Raises:
        EditRefusedError: the item is not there.
    """
    if under != "items":
        return ""
    for stage in checklist.stages:
        if any(item.id == entry for item in stage.items):
            return stage.id
    raise EditRefusedError(_GONE)


def place_in(entries: Shelf, entry: str) -> int:
    """Tell at which place an entry stands.

    Raises:
        EditRefusedError: it is not there.
    """
    place = next((at for at, (name, _) in enumerate(entries) if name == entry), None)
    if place is None:
        raise EditRefusedError(_GONE)
    return place


def free_id(checklist: Checklist, under: Under, words: str) -> str:
    """Make an id of some words that no entry of a sort has: “See the child” gives `see-the-child`."""
    stem = kebab(words, otherwise="new", most=_MOST_WORDS)
    candidates = itertools.chain((stem,), (f"{stem}-{count}" for count in itertools.count(2)))
    return next(one for one in candidates if not has_entry(checklist, under, one))


def has_entry(checklist: Checklist, under: Under, entry: str) -> bool:
    """Whether an id is taken among the entries of a sort."""
    if under == "items":
        return any(item.id == entry for item in checklist.items())
    if under == "schedule" and checklist.reviews is None:
        return False
    return any(name == entry for name, _ in shelf(checklist, under))
