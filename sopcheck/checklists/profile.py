"""A profile: how a district tailors a version of the force (`docs/profile-format.md`).

Format 1, the only one so far. A profile names the version that it is for by its digest, so that it is never
laid over another content than the one that its author had before them.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

import msgspec
from msgspec import inspect

from sopcheck import canonical
from sopcheck.checklists.definition import (
    ChecklistId,
    Clock,
    ClockId,
    Condition,
    Digest,
    Fact,
    FactId,
    Gate,
    Item,
    ItemId,
    Limit,
    RankRule,
    ReasonRule,
    StageId,
    Version,
)
from sopcheck.checklists.problem import DefinitionError, Lines, Problem
from sopcheck.checklists.shaping import Shaper
from sopcheck.checklists.yaml_tree import Mapping, read_tree

FORMAT: Final = 1
Removable = Literal["limit", "gate", "applies_when", "rank"]


class _Value(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What all parts of a profile have in common: frozen, strict, and silent about defaults."""


class Baseline(_Value, frozen=True):
    """The version that a profile is laid over; of the digest the first 8 digits will do."""

    checklist: ChecklistId
    version: Version
    digest: Digest


class ItemChange(_Value, frozen=True):
    """What is otherwise about one item; `reason` is needed where that asks less than the baseline."""

    item: ItemId
    reason: str = ""
    withdrawn: bool = False
    remove: tuple[Removable, ...] = ()
    guidance: str = ""
    limit: Limit | None = None
    gate: Gate | None = None
    applies_when: Condition | None = None
    rank: tuple[RankRule, ...] = ()
    reason_when_not_done: ReasonRule | None = None
    source: str = ""


class AddedItem(_Value, frozen=True):
    """An item of the district's own, behind another of a stage, or at its end."""

    stage: StageId
    item: Item
    after: ItemId | None = None


class Profile(_Value, frozen=True):
    """How a version is tailored; `revision` counts the versions of the profile for one baseline."""

    profile: int
    name: str
    revision: int
    baseline: Baseline
    title: str = ""
    changes: tuple[ItemChange, ...] = ()
    add: tuple[AddedItem, ...] = ()
    clocks: dict[ClockId, Clock] = {}
    facts: dict[FactId, Fact] = {}


@dataclass(frozen=True, slots=True)
class ProfileRead:
    """A profile that was read, with the line of each of its parts and its digest."""

    name: str
    profile: Profile
    lines: Lines
    digest: Digest

    def problem(self, path: tuple[str | int, ...], owner: str, word: str, sentence: str) -> Problem:
        """Give a problem at a path of the file."""
        return Problem(self.name, self.lines.at(*path), owner, word, sentence)


def read_profile(text: bytes | str, *, name: str) -> ProfileRead:
    """Read a profile; messages call the file `name`.

    Raises:
        DefinitionError: it is no YAML, has not the shape of a profile, or is of a newer format.
    """
    tree = read_tree(text, name=name)
    # A newer one may have another shape; nothing but its being newer can be said of it.
    written = tree.root.text("profile") if isinstance(tree.root, Mapping) else ""
    if written.isdecimal() and len(written) < 9 and int(written) != FORMAT:
        sentence = f"This profile has format {written}; this program reads {FORMAT}. Install a newer one."
        raise DefinitionError((Problem(name, tree.root.line, "", "newer-format", sentence),))
    shaper = Shaper(name)
    shaped = shaper.shape(tree.root, _wanted())
    found = (*tree.problems, *shaper.problems)
    if found:
        raise DefinitionError(found)
    profile = msgspec.convert(shaped, Profile)
    form = canonical.encode(msgspec.to_builtins(profile), depth=canonical.DEFINITION_DEPTH)
    return ProfileRead(name, profile, Lines(shaper.lines), Digest(hashlib.sha256(form).hexdigest()))


@cache
def _wanted() -> inspect.Type:
    return inspect.type_info(Profile)
