"""A version of a district's own, made from the force's version and a profile.

The same two always give the same version. It says where it comes from and in what it asks less than the
force does, and why; more it may ask without a reason.
"""

from collections.abc import Iterable, Iterator

import msgspec

from sopcheck.checklists.definition import (
    Checklist,
    Item,
    Stage,
    Tailoring,
    Version,
    Weakening,
)
from sopcheck.checklists.identity import digest_of
from sopcheck.checklists.problem import KEBAB, NO_LINES, DefinitionError, Problem
from sopcheck.checklists.problems import problems
from sopcheck.checklists.profile import AddedItem, ItemChange, Profile, ProfileRead
from sopcheck.checklists.tailoring_strength import weaknesses
from sopcheck.errors import RefusedError


class BaselineRefusedError(RefusedError):
    """The version that a profile is for is not here, or has another content."""


def tailored(read: ProfileRead, known: Iterable[Checklist]) -> Checklist:
    """Lay a profile over its baseline; `known` are the versions that are here.

    Raises:
        BaselineRefusedError: the baseline is not among them, or has another content.
        DefinitionError: the profile does not fit it, or what it makes has problems.
    """
    here = tuple(known)
    baseline = _baseline(read.profile, here)
    found = [*_misfits(read, baseline)]
    if found:
        raise DefinitionError(found)
    made = _made(read, baseline)
    others = tuple(one for one in here if one.checklist != baseline.checklist)
    # The lines of the profile are not those of what it made, so these name ids only.
    wrong = problems(made, lines=NO_LINES, file=read.name, beside=others)
    if wrong:
        raise DefinitionError(wrong)
    return made


def _baseline(profile: Profile, known: Iterable[Checklist]) -> Checklist:
    wanted = profile.baseline
    name = f"{wanted.checklist} {wanted.version}"
    found = next((one for one in known if one.name == name), None)
    if found is None:
        raise BaselineRefusedError(f"The baseline {name} is not here. Bring it in first.")
    # A shorter beginning would fit other contents too.
    if len(wanted.digest) < 8 or not digest_of(found).startswith(wanted.digest):
        raise BaselineRefusedError(
            f"{name} has another content here than this profile was written for. Write the profile anew."
        )
    return found


def _misfits(read: ProfileRead, baseline: Checklist) -> Iterator[Problem]:
    """Find what a profile names that its baseline has not, and what it weakens without a reason."""
    profile = read.profile
    if not KEBAB.fullmatch(profile.name) or profile.revision < 1:
        sentence = "A profile has a name in small letters and a revision from 1 up. Correct them."
        yield read.problem(("name",), "", "profile-name", sentence)
    seen: set[str] = set()
    for at, change in enumerate(profile.changes):
        item = baseline.find_item(change.item)
        if item is None or change.item in seen:
            what = "is changed twice here" if item else "is not in the baseline"
            sentence = f"“{change.item}” {what}. Correct the id, or take it out."
            yield read.problem(("changes", at, "item"), change.item, "item-unknown", sentence)
        else:
            yield from _unexplained(read, at, item, change)
        seen.add(change.item)
    for at, added in enumerate(profile.add):
        yield from _misplaced(read, ("add", at), added, baseline)
    yield from _taken(read, baseline)


def _unexplained(read: ProfileRead, at: int, item: Item, change: ItemChange) -> Iterator[Problem]:
    weaker = list(weaknesses(item, _changed(item, change)))
    if weaker and not change.reason.strip():
        sentence = f"This asks less than the baseline: {' and '.join(weaker)}. Write a `reason`."
        yield read.problem(("changes", at), item.id, "reason-missing", sentence)


def _misplaced(
    read: ProfileRead, path: tuple[str | int, ...], added: AddedItem, baseline: Checklist
) -> Iterator[Problem]:
    stage = next((one for one in baseline.stages if one.id == added.stage), None)
    if stage is None:
        sentence = f"The baseline has no stage “{added.stage}”. Name one of its stages."
        yield read.problem((*path, "stage"), added.item.id, "stage-unknown", sentence)
    elif added.after is not None and added.after not in {
        *(item.id for item in stage.items),
        *(other.item.id for other in read.profile.add if other.stage == added.stage),
    }:
        sentence = f"The stage has no item “{added.after}” to stand behind. Name one of its items."
        yield read.problem((*path, "after"), added.item.id, "item-unknown", sentence)


def _taken(read: ProfileRead, baseline: Checklist) -> Iterator[Problem]:
    """Find what the profile calls by an id that the baseline has given."""
    known = {item.id for item in baseline.items()}
    for at, added in enumerate(read.profile.add):
        if added.item.id in known:
            sentence = f"The baseline has an item “{added.item.id}”. Choose another id."
            yield read.problem(("add", at, "item", "id"), added.item.id, "id-taken", sentence)
        known.add(added.item.id)
    shared: list[tuple[str, set[str]]] = [
        ("clocks", {str(name) for name in read.profile.clocks if name in baseline.clocks}),
        ("facts", {str(name) for name in read.profile.facts if name in baseline.facts}),
    ]
    for under, ids in shared:
        for name in sorted(ids):
            sentence = f"The baseline defines “{name}”. Choose another id."
            yield read.problem((under, name), name, "id-taken", sentence)


def _made(read: ProfileRead, baseline: Checklist) -> Checklist:
    profile = read.profile
    changes = {change.item: change for change in profile.changes}
    weaker = [
        Weakening(item=item.id, what=what, reason=change.reason.strip())
        for item in baseline.items()
        if (change := changes.get(item.id))
        for what in weaknesses(item, _changed(item, change))
    ]
    source = Tailoring(
        version=baseline.version,
        digest=digest_of(baseline),
        profile=f"{profile.name} {profile.revision}",
        profile_digest=read.digest,
        weakenings=tuple(weaker),
    )
    return msgspec.structs.replace(
        baseline,
        version=Version(f"{baseline.version}+{profile.name}.{profile.revision}"),
        title=profile.title or baseline.title,
        stages=tuple(_stage(stage, profile) for stage in baseline.stages),
        clocks=baseline.clocks | profile.clocks,
        facts=baseline.facts | profile.facts,
        tailored_from=source,
    )


def _stage(stage: Stage, profile: Profile) -> Stage:
    changes = {change.item: change for change in profile.changes}
    items = [
        made
        for item in stage.items
        if (made := _changed(item, changes[item.id]) if item.id in changes else item) is not None
    ]
    for added in profile.add:
        if added.stage == stage.id:
            behind = [at for at, item in enumerate(items, start=1) if item.id == added.after]
            # What it was to stand behind may be withdrawn by the same profile; then it stands at the end.
            items.insert(behind[0] if behind else len(items), added.item)
    return msgspec.structs.replace(stage, items=tuple(items))


def _changed(item: Item, change: ItemChange) -> Item | None:
    """Give an item as a profile has it; none where it is withdrawn."""
    if change.withdrawn:
        return None
    keys = ("guidance", "limit", "gate", "applies_when", "rank", "reason_when_not_done", "source")
    given: dict[str, object] = {key: value for key in keys if (value := getattr(change, key))}
    taken: dict[str, object] = {key: () if key == "rank" else None for key in change.remove}
    return msgspec.structs.replace(item, **(taken | given))
