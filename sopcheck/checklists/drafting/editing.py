"""Edits carried out: each gives a new definition and leaves the old one as it was.

Only what an edit touches is made anew, so that an edit of a thousand items costs no more than one of ten;
but for another id, which may be named anywhere.
"""

from typing import TypeVar

import msgspec

from sopcheck.checklists.compare_kinds import Under
from sopcheck.checklists.definition import Checklist, ReviewPlan
from sopcheck.checklists.drafting.edits import (
    Added,
    Changed,
    Duplicated,
    Edit,
    EditRefusedError,
    Moved,
    Removed,
    Renamed,
)
from sopcheck.checklists.drafting.renaming import with_new_name
from sopcheck.checklists.drafting.shelves import (
    NAMED,
    SORTS,
    Shelf,
    has_entry,
    place_in,
    put_back,
    shelf,
    stage_holding,
)
from sopcheck.checklists.shaping import Shaped

_Shape = TypeVar("_Shape", bound=msgspec.Struct)
_UNFIT = "That does not fit here. Give it in the form that is asked for."


def edited(checklist: Checklist, edit: Edit) -> Checklist:
    """Carry out an edit.

    Raises:
        EditRefusedError: what it names is not there, is there already, or the value does not fit.
    """
    match edit:
        case Added():
            return _added(checklist, edit)
        case Removed():
            return _removed(checklist, edit.under, edit.id)
        case Moved():
            return _moved(checklist, edit)
        case Changed():
            return _changed(checklist, edit)
        case Renamed():
            return _renamed(checklist, edit)
        case Duplicated():
            return _duplicated(checklist, edit)


def _added(checklist: Checklist, edit: Added) -> Checklist:
    _refuse_taken(checklist, edit.under, edit.id)
    fields = dict(edit.entry)
    if edit.under not in NAMED:
        fields["id"] = edit.id
    if edit.under == "stages":
        fields.setdefault("items", [])
    entry = _shaped(fields, SORTS[edit.under])
    entries = shelf(checklist, edit.under, edit.stage)
    entries.insert(_behind(entries, edit.after), (edit.id, entry))
    return put_back(checklist, edit.under, entries, edit.stage)


def _removed(checklist: Checklist, under: Under, entry: str) -> Checklist:
    stage = stage_holding(checklist, under, entry)
    entries = shelf(checklist, under, stage)
    del entries[place_in(entries, entry)]
    return put_back(checklist, under, entries, stage)


def _moved(checklist: Checklist, edit: Moved) -> Checklist:
    stood = stage_holding(checklist, edit.under, edit.id)
    if edit.id == edit.after:
        raise EditRefusedError("An entry cannot stand behind itself. Choose another place.")
    entries = shelf(checklist, edit.under, stood)
    moving = entries[place_in(entries, edit.id)]
    # Taken out first, so that the place is counted among what stays.
    without = _removed(checklist, edit.under, edit.id)
    stage = edit.stage or stood
    entries = shelf(without, edit.under, stage)
    entries.insert(_behind(entries, edit.after), moving)
    return put_back(without, edit.under, entries, stage)


def _changed(checklist: Checklist, edit: Changed) -> Checklist:
    if edit.under == "definition":
        return _header_changed(checklist, edit)
    if edit.under == "reviews":
        return msgspec.structs.replace(checklist, reviews=_plan_changed(checklist.reviews, edit))
    stage = stage_holding(checklist, edit.under, edit.id)
    entries = shelf(checklist, edit.under, stage)
    at = place_in(entries, edit.id)
    entries[at] = edit.id, _with_key(entries[at][1], edit)
    return put_back(checklist, edit.under, entries, stage)


def _renamed(checklist: Checklist, edit: Renamed) -> Checklist:
    if edit.to == edit.id:
        return checklist
    _refuse_taken(checklist, edit.under, edit.to)
    stage = stage_holding(checklist, edit.under, edit.id)
    entries = shelf(checklist, edit.under, stage)
    at = place_in(entries, edit.id)
    entries[at] = _under_id(entries[at][1], edit.under, edit.to)
    called = put_back(checklist, edit.under, entries, stage)
    fields: Shaped = msgspec.to_builtins(called)
    whole = with_new_name(fields, edit.under, edit.id, edit.to, checklist=checklist.checklist)
    return msgspec.convert(whole, Checklist)


def _duplicated(checklist: Checklist, edit: Duplicated) -> Checklist:
    _refuse_taken(checklist, edit.under, edit.to)
    # Its items would have their ids twice.
    if edit.under == "stages":
        raise EditRefusedError("The items of a stage cannot be in two stages. Copy items instead.")
    stage = stage_holding(checklist, edit.under, edit.id)
    entries = shelf(checklist, edit.under, stage)
    at = place_in(entries, edit.id)
    entries.insert(at + 1, _under_id(entries[at][1], edit.under, edit.to))
    return put_back(checklist, edit.under, entries, stage)


def _under_id(entry: msgspec.Struct, under: Under, name: str) -> tuple[str, msgspec.Struct]:
    return name, entry if under in NAMED else msgspec.structs.replace(entry, id=name)


def _refuse_taken(checklist: Checklist, under: Under, name: str) -> None:
    if has_entry(checklist, under, name):
        raise EditRefusedError(f"“{name[:40]}” is taken. Choose another id.")


def _behind(entries: Shelf, after: str) -> int:
    return place_in(entries, after) + 1 if after else 0


def _with_key(entry: msgspec.Struct, edit: Changed) -> msgspec.Struct:
    if edit.key in {"id", "items"}:
        raise EditRefusedError("An id, and what stands in a stage, is changed by an edit of its own.")
    fields: dict[str, object] = msgspec.to_builtins(entry)
    fields.pop(edit.key, None)
    if edit.value is not None:
        fields[edit.key] = edit.value
    return _shaped(fields, type(entry))


def _header_changed(checklist: Checklist, edit: Changed) -> Checklist:
    if edit.key in {*SORTS, "reviews"}:
        raise EditRefusedError(_UNFIT)
    # The entries are left aside, for they may be a thousand and none of them changes.
    bare = msgspec.structs.replace(
        checklist, stages=(), clocks={}, facts={}, subjects={}, grades=(), reviews=None
    )
    changed = _with_key(bare, edit)
    names = {field.encode_name: field.name for field in msgspec.structs.fields(Checklist)}
    return msgspec.structs.replace(checklist, **{names[edit.key]: getattr(changed, names[edit.key])})


def _plan_changed(plan: ReviewPlan | None, edit: Changed) -> ReviewPlan | None:
    if edit.key == "schedule":
        raise EditRefusedError(_UNFIT)
    # A plan without a checklist to run is no plan.
    if edit.key == "checklist" and edit.value is None:
        return None
    fields: dict[str, object] = {"schedule": []} if plan is None else msgspec.to_builtins(plan)
    fields.pop(edit.key, None)
    if edit.value is not None:
        fields[edit.key] = edit.value
    return _shaped({"schedule": [], **fields}, ReviewPlan)


def _shaped(fields: dict[str, object], sort: type[_Shape]) -> _Shape:
    try:
        return msgspec.convert(fields, sort)
    except msgspec.ValidationError:
        raise EditRefusedError(_UNFIT) from None
