"""The rows of a comparison in words, and the words of a text that came or went."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sopcheck.checklists.compare import Row
from sopcheck.checklists.shaping import Shaped
from sopcheck.checklists.value_words import BY_ID, Naming, key_words, value_words

_SORTS = {
    "definition": "checklist ",
    "stages": "stage ",
    "items": "",
    "clocks": "clock ",
    "facts": "fact ",
    "subjects": "kind of subject ",
    "grades": "grade ",
    "reviews": "schedule of ",
    "schedule": "review ",
}
# What stands for an entry that came or went: the first of these that it has.
_SAID_FIRST = ("prompt", "title", "says", "label", "set_by", "id")
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
# Longer texts are not compared word by word: nobody reads such marks, and finding them takes long.
_MOST_TOKENS = 4000


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of a text: the same in both, only in the earlier one, or only in the later one."""

    kind: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """A row in words. `about` says what it is about, `was` and `is_` are empty where there was or is none."""

    about: str
    was: str
    is_: str


def told(row: Row, *, was: Naming = BY_ID, is_: Naming = BY_ID) -> Told:
    """Say a row in words; the two versions may call their clocks and facts differently."""
    return Told(f"{_SORTS[row.under]}{row.id}", _said(row, row.was, was), _said(row, row.is_, is_))


def row_fields(row: Row) -> dict[str, object]:
    """Give a row as `sopcheck checklist compare --json` prints it; null where there was or is nothing."""
    words = told(row)
    return {
        "item": row.id,
        "change": row.change,
        "was": words.was or None,
        "is": words.is_ or None,
        "weight": row.weight,
    }


def marks(was: str, is_: str) -> tuple[Mark, ...]:
    """Mark the words that went and those that came; what is the same or gone is the earlier text."""
    # Spaces and points are tokens of their own, so that the marks join to both texts exactly.
    before, after = _TOKEN.findall(was), _TOKEN.findall(is_)
    if len(before) + len(after) > _MOST_TOKENS:
        return tuple(mark for mark in (Mark("gone", was), Mark("new", is_)) if mark.text)
    return tuple(_marks(before, after))


def _marks(before: Sequence[str], after: Sequence[str]) -> Iterator[Mark]:
    for kind, start, end, new_start, new_end in difflib.SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        gone, new = "".join(before[start:end]), "".join(after[new_start:new_end])
        if kind == "equal":
            yield Mark("same", gone)
            continue
        if gone:
            yield Mark("gone", gone)
        if new:
            yield Mark("new", new)


def _said(row: Row, value: Shaped | None, naming: Naming) -> str:
    if value is None:
        return ""
    match row.change:
        case "moved":
            return _place(value)
        case "added" | "withdrawn":
            return _first_text(value)
        case "replaced":
            return _named(value)
        case "other":
            return f"{key_words(row.key)}: {value_words(row.key, value, naming)}"
        case _:
            return value_words(row.key, value, naming)


def _place(value: Shaped) -> str:
    match value:
        case {"stage": str(stage), "after": str(after)}:
            where = f"after {after}" if after else "first"
            return f"{stage}, {where}" if stage else where
        case _:
            return ""


def _named(value: Shaped) -> str:
    if isinstance(value, dict):
        return f"{value['id']}: {_first_text(value)}"
    heirs = value if isinstance(value, list | tuple) else ()
    return "; ".join(_named(heir) for heir in heirs)


def _first_text(value: Shaped) -> str:
    if not isinstance(value, dict):
        return str(value)
    return next((str(value[key]) for key in _SAID_FIRST if value.get(key)), "")
