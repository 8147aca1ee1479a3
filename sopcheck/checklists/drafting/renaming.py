"""An entry under another id, with everything that names it: conditions, limits, grades, reviews."""

from collections.abc import Mapping
from typing import Final

from sopcheck.checklists.compare_kinds import Under
from sopcheck.checklists.shaping import Shaped

# What the text of a key names. The parts of a condition are named by their clause.
_NAMES: Final[Mapping[str, Under]] = {
    "from": "clocks",
    "before": "clocks",
    "sets_clock": "clocks",
    "clock": "clocks",
    "triggers_after": "clocks",
    "applies_when": "facts",
    "all": "facts",
    "any": "facts",
    "not": "facts",
    "fact": "facts",
    "sets_fact": "facts",
    "repeats_for": "subjects",
    "needs": "subjects",
    "of": "subjects",
    "part_of": "subjects",
    "added": "subjects",
    "first_for_each": "subjects",
    "sets_grade": "grades",
    "grade_raised": "grades",
    "item": "items",
    "regraded_by": "items",
    "after": "schedule",
    "from_review": "schedule",
    "if_never_held": "schedule",
}
_PREFIXES: Final[Mapping[Under, str]] = {
    "items": "",
    "clocks": "clock: ",
    "subjects": "add: ",
    "grades": "grade: ",
}


def with_new_name(
    value: Shaped, under: Under, old: str, new: str, *, checklist: str, key: str = ""
) -> Shaped:
    """Give a value as a file has it, with one id changed wherever it names an entry of this sort."""
    if isinstance(value, str):
        return _text(value, under, old, new, key)
    if isinstance(value, list | tuple):
        return [with_new_name(one, under, old, new, checklist=checklist, key=key) for one in value]
    if not isinstance(value, dict):
        return value
    # An item of another checklist may have the same id, and is another item.
    if "item" in value and value.get("checklist", checklist) != checklist:
        return value
    return {
        name: with_new_name(one, under, old, new, checklist=checklist, key=name)
        for name, one in value.items()
    }


def _text(text: str, under: Under, old: str, new: str, key: str) -> str:
    if key == "set_by":
        prefix = _PREFIXES.get(under)
        return f"{prefix}{new}" if prefix is not None and text == f"{prefix}{old}" else text
    return new if text == old and _NAMES.get(key) == under else text
