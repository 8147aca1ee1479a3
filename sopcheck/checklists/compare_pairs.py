"""Which entry of the later version is which of the earlier one, where the id does not say so."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sopcheck.checklists.definition import Checklist


@dataclass(frozen=True, slots=True)
class Pairs:
    """For each entry that lives on, its id before, by its id now; and what took the place of items gone.

    An item that is gone may be replaced by an item that lives on from another: then it is only in `replaced`.
    """

    items: Mapping[str, str]
    stages: Mapping[str, str]
    replaced: Mapping[str, tuple[str, ...]]


def paired(was: Checklist, is_: Checklist) -> Pairs:
    """Pair what is in both versions: by id, by `replaces`, and stages by the items that stand in them."""
    before = tuple(item.id for item in was.items())
    known, staying = set(before), {item.id for item in is_.items()}
    gone = [item_id for item_id in before if item_id not in staying]
    successors: dict[str, list[str]] = {old: [] for old in gone}
    for item in is_.items():
        for named in dict.fromkeys(item.replaces):
            if named in successors:
                successors[named].append(item.id)
    items: dict[str, str] = {new: new for new in staying if new in known}
    for old, candidates in successors.items():
        heir = next((new for new in candidates if new not in items), None)
        if heir is not None:
            items[heir] = old
    replaced = {old: tuple(candidates) for old, candidates in successors.items() if candidates}
    return Pairs(items, _stages(was, is_, items), replaced)


def _stages(was: Checklist, is_: Checklist, items: Mapping[str, str]) -> Mapping[str, str]:
    before = {stage.id for stage in was.stages}
    pairs: dict[str, str] = {stage.id: stage.id for stage in is_.stages if stage.id in before}
    for new, old in _renamed(was, is_, items):
        if new not in pairs and old not in pairs.values():
            pairs[new] = old
    return pairs


def _renamed(was: Checklist, is_: Checklist, items: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give each stage with the one in which more than half of its items stood before."""
    stood: dict[str, str] = {item.id: stage.id for stage in was.stages for item in stage.items}
    for stage in is_.stages:
        origins = Counter(stood[items[item.id]] for item in stage.items if item.id in items)
        for origin, count in origins.most_common(1):
            if 2 * count > len(stage.items):
                yield stage.id, origin
