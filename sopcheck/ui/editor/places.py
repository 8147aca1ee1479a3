"""Where a part of a draft may go: one place up or down, or where it was dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from sopcheck.checklists.definition import Checklist, Stage
    from sopcheck.ui.editor.nodes import PartRef

Way = Literal["up", "down"]


class Target(NamedTuple):
    """Behind which other a part goes, and for an item into which stage; `after` is empty for the front."""

    after: str
    stage: str = ""


def next_place(checklist: Checklist, ref: PartRef, way: Way) -> Target | None:
    """One place further; an item at the edge of its stage goes on into the next. Nothing at the end."""
    if ref.under == "items":
        return _item_further(checklist, ref.id, way)
    ids = _siblings(checklist, ref)
    if ref.id not in ids:
        return None
    at = ids.index(ref.id) + (1 if way == "down" else -1)
    return Target(_before(ids, ref.id, at)) if 0 <= at < len(ids) else None


def dropped_place(checklist: Checklist, ref: PartRef, below: PartRef | None, before: int) -> Target:
    """Where a part belongs that was dropped with so many others before it."""
    if below is None:
        return Target(_dropped_after(_siblings(checklist, ref), ref.id, before))
    stage = next(one for one in checklist.stages if one.id == below.id)
    return Target(_dropped_after([item.id for item in stage.items], ref.id, before), stage.id)


def _item_further(checklist: Checklist, item: str, way: Way) -> Target | None:
    stages, on = checklist.stages, 1 if way == "down" else -1
    at = next((at for at, stage in enumerate(stages) if any(one.id == item for one in stage.items)), None)
    if at is None:
        return None
    ids = [str(one.id) for one in stages[at].items]
    wanted = ids.index(item) + on
    if 0 <= wanted < len(ids):
        return Target(_before(ids, item, wanted), stages[at].id)
    return _edge(stages[at + on], way) if 0 <= at + on < len(stages) else None


def _edge(stage: Stage, way: Way) -> Target:
    """Where an item comes into a stage: going down at its front, going up at its end."""
    behind = stage.items[-1:] if way == "up" else ()
    return Target(behind[0].id if behind else "", stage.id)


def _siblings(checklist: Checklist, ref: PartRef) -> list[str]:
    if ref.under == "stages":
        return [stage.id for stage in checklist.stages]
    if ref.under == "grades":
        return [grade.id for grade in checklist.grades]
    if ref.under == "schedule" and checklist.reviews is not None:
        return [rule.id for rule in checklist.reviews.schedule]
    # What is named by a key stands in no order.
    return []


def _before(ids: list[str], moving: str, wanted: int) -> str:
    others = [one for one in ids if one != moving]
    return others[wanted - 1] if wanted else ""


def _dropped_after(ids: list[str], moving: str, before: int) -> str:
    ahead = [one for one in ids[:before] if one != moving]
    return ahead[-1] if ahead else ""
