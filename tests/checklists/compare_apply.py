"""The rows of a comparison, applied to the earlier version: they give the later one.

It is the proof that a comparison hides nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from sopcheck.checklists.compare import Comparison, Fields, Place, Row, StageHead, fields_of
from sopcheck.checklists.compare_kinds import Under
from sopcheck.checklists.compare_order import placed
from sopcheck.checklists.definition import Checklist
from sopcheck.checklists.shaping import Shaped

_KEYED: tuple[Under, ...] = ("clocks", "facts", "subjects")
_LISTED = ("version", "stages", "grades", "reviews")
_Id = TypeVar("_Id", bound=str)
_Entity = TypeVar("_Entity", bound=msgspec.Struct)


@dataclass(slots=True)
class _Section:
    """Entries of one sort by id, and which stand in which order; of items in the order of each stage."""

    entries: dict[str, Fields]
    order: dict[str, list[str]] = field(default_factory=dict)

    def take_out(self, entry: str) -> None:
        """Take an id out of whatever order it stands in."""
        for ids in self.order.values():
            if entry in ids:
                ids.remove(entry)

    def put(self, entry: str, place: Place) -> None:
        """Put an id at its place."""
        placed(self.order.setdefault(place.stage, []), entry, after=place.after)

    def rename(self, old: str, heir: Fields) -> None:
        """Let an entry live on under the id of its heir, at its place."""
        new = str(heir["id"])
        entry = self.entries.pop(old)
        # An heir that says no longer whom it replaces must not keep what the old entry said of it.
        entry.pop("replaces", None)
        self.entries[new] = entry | {key: heir[key] for key in ("id", "prompt", "replaces") if key in heir}
        for ids in self.order.values():
            ids[:] = [new if one == old else one for one in ids]

    def change(self, entry: str, key: str, value: Shaped | None) -> None:
        """Give a key of an entry another value, or take it out."""
        fields = self.entries[entry]
        fields.pop(key, None)
        if value is not None:
            fields[key] = value

    def in_order(self) -> list[Shaped]:
        """Give the entries in their order."""
        return [self.entries[entry] for entry in self.order[""]]


def applied(comparison: Comparison, was: Checklist) -> Checklist:
    """Give the version that the rows make of another; of the version compared from, the later one."""
    book = _book(was, comparison.is_.checklist)
    # First what goes and what is called otherwise, so that every place names what is there.
    for row in comparison.rows:
        _let_go(row, book)
    for row in comparison.rows:
        _fill(row, book)
    return _bound(book, comparison.is_.version)


def _book(checklist: Checklist, name: str) -> Mapping[Under, _Section]:
    plan = checklist.reviews
    return {
        "definition": _Section({name: fields_of(checklist, without=(*_KEYED, *_LISTED))}),
        "stages": _listed((stage.id, StageHead(stage.id, stage.title)) for stage in checklist.stages),
        "items": _Section(
            {item.id: fields_of(item) for item in checklist.items()},
            {stage.id: [item.id for item in stage.items] for stage in checklist.stages},
        ),
        "clocks": _keyed(checklist.clocks),
        "facts": _keyed(checklist.facts),
        "subjects": _keyed(checklist.subjects),
        "grades": _listed((grade.id, grade) for grade in checklist.grades),
        "reviews": _Section({"reviews": fields_of(plan, without=("schedule",))}),
        "schedule": _listed((rule.id, rule) for rule in (plan.schedule if plan else ())),
    }


def _keyed(entries: Mapping[_Id, _Entity]) -> _Section:
    return _Section({name: fields_of(entry) for name, entry in entries.items()})


def _listed(entries: Iterable[tuple[str, msgspec.Struct]]) -> _Section:
    found = {name: fields_of(entry) for name, entry in entries}
    return _Section(found, {"": list(found)})


def _let_go(row: Row, book: Mapping[Under, _Section]) -> None:
    section = book[row.under]
    if row.key == "id" and row.change == "replaced":
        heir = _first(row.is_)
        section.rename(row.id, heir)
        if row.under == "stages":
            book["items"].order[str(heir["id"])] = book["items"].order.pop(row.id)
    elif row.change in {"withdrawn", "replaced"}:
        section.take_out(row.id)
        del section.entries[row.id]
    elif row.change == "moved":
        section.take_out(row.id)


def _fill(row: Row, book: Mapping[Under, _Section]) -> None:
    section = book[row.under]
    if row.change == "added" and isinstance(row.is_, dict):
        section.entries[row.id] = row.is_
    if row.place is not None:
        section.put(row.id, row.place)
    elif row.key not in {"", "id"}:
        section.change(row.id, row.key, row.is_)


def _first(heirs: Shaped | None) -> Fields:
    match heirs:
        case [dict() as heir, *_]:
            return heir
        case _:
            return {}


def _bound(book: Mapping[Under, _Section], version: str) -> Checklist:
    """Bind the sections into a definition again."""
    header = next(iter(book["definition"].entries.values()))
    whole: Fields = {
        **header,
        "version": version,
        "stages": [_bound_stage(book, stage) for stage in book["stages"].order[""]],
        "grades": book["grades"].in_order(),
    }
    for under in _KEYED:
        whole[under] = {**book[under].entries}
    plan = book["reviews"].entries["reviews"]
    if plan:
        whole["reviews"] = {**plan, "schedule": book["schedule"].in_order()}
    return msgspec.convert(whole, Checklist)


def _bound_stage(book: Mapping[Under, _Section], stage: str) -> Shaped:
    items = book["items"]
    held: list[Shaped] = [items.entries[item] for item in items.order.get(stage, ())]
    return {**book["stages"].entries[stage], "items": held}
