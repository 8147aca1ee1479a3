"""The parts of a checklist as its file has them, for the forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from sopcheck.checklists.drafting.shelves import NAMED, shelf, stage_holding
from sopcheck.errors import RefusedError

if TYPE_CHECKING:
    from sopcheck.checklists.definition import Checklist
    from sopcheck.checklists.shaping import Shaped
    from sopcheck.ui.editor.nodes import PartRef

Fields = dict[str, "Shaped"]
# What has parts of its own, or is not for anybody to change.
_BESIDES = frozenset(("format", "checklist", "stages", "clocks", "facts", "subjects", "grades", "reviews"))


def fields_of_part(checklist: Checklist, ref: PartRef) -> Fields | None:
    """The keys of a part that its form is about; nothing where the part is not there."""
    if ref.under == "definition":
        return {key: value for key, value in _fields(checklist).items() if key not in _BESIDES}
    if ref.under == "reviews":
        plan = checklist.reviews
        # Where there is no plan yet its form begins one.
        return {} if plan is None else _without(_fields(plan), "schedule")
    found = _entry(checklist, ref)
    if found is None:
        return None
    fields = _fields(found)
    return fields if ref.under in NAMED else _without(_without(fields, "id"), "items")


def _entry(checklist: Checklist, ref: PartRef) -> msgspec.Struct | None:
    try:
        entries = shelf(checklist, ref.under, stage_holding(checklist, ref.under, ref.id))
    except RefusedError:
        return None
    return dict(entries).get(ref.id)


def _fields(part: msgspec.Struct) -> Fields:
    # Through JSON, for only there tuples are lists, as the forms have them.
    fields: Fields = msgspec.json.decode(msgspec.json.encode(part))
    return fields


def _without(fields: Fields, key: str) -> Fields:
    return {held: value for held, value in fields.items() if held != key}
