"""What differs between two versions, a row for each difference, in the words that OSCAL uses for it.

A row that is missing would hide a change from the board that approves it, so the rows are complete: applied
to the one version they give the other (`tests/checklists/compare_apply.py`). They are also as few as can be:
an item that only stands further down because others were added above it has not moved (`compare_order.py`).

Items are known by their ids. An id that is gone and named in the `replaces` of another item is *replaced*;
the first item to name it is compared with it key by key. A stage that is gone while most of its items stand
in one new stage is that stage under another id (`compare_pairs.py`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

import msgspec

from sopcheck.checklists.compare_kinds import Change, Under, Weight, change_of, weight_of
from sopcheck.checklists.compare_order import before_each, merged, moved
from sopcheck.checklists.compare_pairs import Pairs, paired
from sopcheck.checklists.definition import Checklist, ReviewPlan
from sopcheck.checklists.shaping import Shaped
from sopcheck.errors import RefusedError

Fields = dict[str, Shaped]
_Id = TypeVar("_Id", bound=str)
_Entity = TypeVar("_Entity", bound=msgspec.Struct)
# What a row of its own tells, or the row that says that an item was replaced.
_TOLD_APART = frozenset(("id", "items"))
_TOLD_BY_REPLACED = frozenset(("id", "items", "prompt", "replaces"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands: in which stage, if it is an item, and behind which other; "" is in front."""

    stage: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One difference: what it is about, of what kind it is, and the values of before and after.

    `key` is the key of the definition that differs. It is empty where a whole entry came or went, and `id`
    where a replaced entry lives on under another id. What was added or moved has its `place`.
    """

    under: Under
    id: str
    change: Change
    weight: Weight
    key: str = ""
    was: Shaped | None = None
    is_: Shaped | None = None
    place: Place | None = None

    @property
    def heirs(self) -> tuple[str, ...]:
        """The ids of what took the place of a replaced entry, the first of them what it lives on as."""
        named = self.is_ if self.change == "replaced" and isinstance(self.is_, list) else ()
        return tuple(str(one["id"]) for one in named if isinstance(one, dict))


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences between two versions, in the order in which the later one reads."""

    was: Checklist
    is_: Checklist
    rows: tuple[Row, ...]

    def of(self, item: str) -> tuple[Row, ...]:
        """The rows about one item."""
        return tuple(row for row in self.rows if (row.under, row.id) == ("items", item))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    """Entries of one sort in both versions; `origin` has the earlier id of each that lives on."""

    under: Under
    was: Mapping[str, msgspec.Struct]
    is_: Mapping[str, msgspec.Struct]
    origin: Mapping[str, str]
    replaced: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stood: Mapping[str, Place] = field(default_factory=dict)
    stands: Mapping[str, Place] = field(default_factory=dict)
    moved: frozenset[str] = frozenset()


def compare(was: Checklist, is_: Checklist) -> Comparison:
    """Compare two versions. Without a difference there is no row; the version itself is none.

    Raises:
        RefusedError: one of them has two entries of one id, so that nobody can say which is which.
    """
    _refuse_doubled(was)
    _refuse_doubled(is_)
    pairs = paired(was, is_)
    # Read from the whole to its parts, as the board reads it.
    rows = [*_fields("definition", is_.checklist, _header(was), _header(is_))]
    for section in (
        _stages(was, is_, pairs),
        _items(was, is_, pairs),
        _keyed("clocks", was.clocks, is_.clocks),
        _keyed("facts", was.facts, is_.facts),
        _keyed("subjects", was.subjects, is_.subjects),
        _listed("grades", {one.id: one for one in was.grades}, {one.id: one for one in is_.grades}),
    ):
        rows += _rows(section)
    rows += _fields("reviews", "reviews", _plan(was.reviews), _plan(is_.reviews))
    rows += _rows(_listed("schedule", _schedule(was.reviews), _schedule(is_.reviews)))
    return Comparison(was, is_, tuple(rows))


def fields_of(value: msgspec.Struct | None, *, without: Iterable[str] = ()) -> Fields:
    """Give the keys of a part of a definition as its file would have them; what says nothing is left out."""
    fields: Fields = {} if value is None else msgspec.to_builtins(value)
    return {key: one for key, one in fields.items() if key not in without}


class StageHead(msgspec.Struct, frozen=True):
    """A stage without its items, which have rows of their own."""

    id: str
    title: str


def _stages(was: Checklist, is_: Checklist, pairs: Pairs) -> _Section:
    before, after = (
        {stage.id: StageHead(stage.id, stage.title) for stage in one.stages} for one in (was, is_)
    )
    # A stage says nothing of what it replaces; the pairing has it from its items.
    gone = {old: (new,) for new, old in pairs.stages.items() if new != old}
    return _listed("stages", before, after, origin=pairs.stages, replaced=gone)


def _items(was: Checklist, is_: Checklist, pairs: Pairs) -> _Section:
    return _Section(
        under="items",
        was={item.id: item for item in was.items()},
        is_={item.id: item for item in is_.items()},
        origin=pairs.items,
        replaced=pairs.replaced,
        stood=_item_places(was),
        stands=_item_places(is_),
        moved=_moved_items(was, is_, pairs),
    )


def _moved_items(was: Checklist, is_: Checklist, pairs: Pairs) -> frozenset[str]:
    """Give the items that stand in another stage, and of those that stayed, the fewest that changed order."""
    heirs = {old: new for new, old in pairs.items.items()}
    stages = {old: new for new, old in pairs.stages.items()}
    came = {
        stages[stage.id]: [heirs[item.id] for item in stage.items if item.id in heirs]
        for stage in was.stages
        if stage.id in stages
    }
    found: set[str] = set()
    for stage in is_.stages:
        stands = [item.id for item in stage.items if item.id in pairs.items]
        stood = set(came.get(stage.id, ()))
        found |= {one for one in stands if one not in stood}
        found |= moved(came.get(stage.id, ()), stands)
    return frozenset(found)


def _item_places(checklist: Checklist) -> Mapping[str, Place]:
    return {
        item_id: Place(stage.id, after)
        for stage in checklist.stages
        for item_id, after in before_each([item.id for item in stage.items]).items()
    }


def _keyed(under: Under, was: Mapping[_Id, _Entity], is_: Mapping[_Id, _Entity]) -> _Section:
    """Take entries whose order says nothing."""
    origin: dict[str, str] = {one: one for one in is_ if one in was}
    return _Section(under=under, was=_named_entries(was), is_=_named_entries(is_), origin=origin)


def _named_entries(entries: Mapping[_Id, _Entity]) -> Mapping[str, msgspec.Struct]:
    return {str(name): entry for name, entry in entries.items()}


def _listed(
    under: Under,
    was: Mapping[_Id, _Entity],
    is_: Mapping[_Id, _Entity],
    *,
    origin: Mapping[str, str] | None = None,
    replaced: Mapping[str, tuple[str, ...]] | None = None,
) -> _Section:
    """Take entries whose order counts."""
    origin = {one: one for one in is_ if one in was} if origin is None else origin
    heirs = {old: new for new, old in origin.items()}
    return _Section(
        under=under,
        was=_named_entries(was),
        is_=_named_entries(is_),
        origin=origin,
        replaced=replaced or {},
        stood={one: Place("", after) for one, after in before_each(was).items()},
        stands={one: Place("", after) for one, after in before_each(is_).items()},
        moved=moved([heirs[one] for one in was if one in heirs], [str(one) for one in is_]),
    )


def _rows(section: _Section) -> Iterator[Row]:
    # Where an entry stood is known by its id before, and told by its id now.
    heirs = {old: new for new, old in section.origin.items()}
    for entry in merged([heirs.get(old, old) for old in section.was], list(section.is_)):
        if entry not in section.is_:
            yield _gone(section, entry)
        elif entry not in section.origin:
            whole = fields_of(section.is_[entry])
            place = section.stands.get(entry)
            yield Row(under=section.under, id=entry, change="added", weight="major", is_=whole, place=place)
        else:
            yield from _changed(section, entry, section.origin[entry])


def _gone(section: _Section, entry: str) -> Row:
    was = fields_of(section.was[entry])
    heirs = section.replaced.get(entry, ())
    if not heirs:
        return Row(under=section.under, id=entry, change="withdrawn", weight="major", was=was)
    is_: Shaped = [_named(section.is_[heir]) for heir in heirs]
    return Row(under=section.under, id=entry, change="replaced", weight="major", was=was, is_=is_)


def _changed(section: _Section, entry: str, old: str) -> Iterator[Row]:
    was, is_ = section.was[old], section.is_[entry]
    told = _TOLD_APART
    if entry != old:
        told = _TOLD_BY_REPLACED if section.under == "items" else _TOLD_APART
        yield _succeeded(section, old, entry)
    if entry in section.moved:
        stood, stands = section.stood[old], section.stands[entry]
        yield Row(
            under=section.under,
            id=entry,
            change="moved",
            weight="minor",
            was={"stage": stood.stage, "after": stood.after},
            is_={"stage": stands.stage, "after": stands.after},
            place=stands,
        )
    # Most entries of two versions are alike, and comparing them as they are is a hundred times faster.
    if was != is_:
        yield from _fields(section.under, entry, fields_of(was, without=told), fields_of(is_, without=told))


def _succeeded(section: _Section, old: str, heir: str) -> Row:
    others = [one for one in section.replaced[old] if one != heir]
    heirs: Shaped = [_named(section.is_[one]) for one in (heir, *others)]
    was = fields_of(section.was[old])
    return Row(under=section.under, id=old, change="replaced", weight="major", key="id", was=was, is_=heirs)


def _named(entry: msgspec.Struct) -> Shaped:
    """Give what a row says of an entry that took the place of another."""
    said = {"id", "prompt", "title", "replaces"}
    return {key: value for key, value in fields_of(entry).items() if key in said}


def _fields(under: Under, owner: str, was: Fields, is_: Fields) -> Iterator[Row]:
    for key in dict.fromkeys((*is_, *was)):
        before, after = was.get(key), is_.get(key)
        if before != after:
            weight = weight_of(key, before, after)
            yield Row(
                under=under, id=owner, change=change_of(key), weight=weight, key=key, was=before, is_=after
            )


def _header(checklist: Checklist) -> Fields:
    # The version is what the two are called, not what they say.
    parts = frozenset(("version", "stages", "clocks", "facts", "subjects", "grades", "reviews"))
    values = {one.name: getattr(checklist, one.name) for one in msgspec.structs.fields(Checklist)}
    return {key: msgspec.to_builtins(value) for key, value in values.items() if key not in parts and value}


def _plan(plan: ReviewPlan | None) -> Fields:
    return fields_of(plan, without=("schedule",))


def _schedule(plan: ReviewPlan | None) -> Mapping[str, msgspec.Struct]:
    return {rule.id: rule for rule in plan.schedule} if plan else {}


def _refuse_doubled(checklist: Checklist) -> None:
    listed: tuple[Sequence[str], ...] = (
        [stage.id for stage in checklist.stages],
        [item.id for item in checklist.items()],
        [grade.id for grade in checklist.grades],
        [rule.id for rule in checklist.reviews.schedule] if checklist.reviews else [],
    )
    for ids in listed:
        ordered = sorted(ids)
        for one, other in pairwise(ordered):
            if one == other:
                raise RefusedError(
                    f"{checklist.name} has two entries with the id “{one}”. Give each its own, then compare."
                )
