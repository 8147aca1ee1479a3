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
    known = {item.id for item in was.items()}
    items: dict[str, str] = {item.id: item.id for item in is_.items() if item.id in known}
    named = _successors(was, is_)
    # One heir lives on from one entry; whoever else names it is new beside it.
    for old, candidates in named.items():
        heir = next((new for new in candidates if new not in items), None)
        if heir is not None:
            items[heir] = old
    return Pairs(items, _stages(was, is_, items), named)


def _successors(was: Checklist, is_: Checklist) -> Mapping[str, tuple[str, ...]]:
    """Give the items that say that they replace an item which is gone, by its id."""
    staying = {item.id for item in is_.items()}
    gone: dict[str, list[str]] = {item.id: [] for item in was.items() if item.id not in staying}
    for item in is_.items():
        for old in dict.fromkeys(item.replaces):
            if old in gone:
                gone[old].append(item.id)
    return {old: tuple(heirs) for old, heirs in gone.items() if heirs}


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
            # With half of its items from elsewhere it is no longer that stage.
            if 2 * count > len(stage.items):
                yield stage.id, origin
