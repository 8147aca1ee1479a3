"""What can be done to a draft, as values that a journal can keep."""

import msgspec

from sopcheck.checklists.compare_kinds import Under
from sopcheck.errors import RefusedError


class EditRefusedError(RefusedError):
    """The draft has no such place, or the value does not fit there."""


class _Edit(msgspec.Struct, frozen=True, kw_only=True, tag_field="edit", omit_defaults=True):
    """What all edits have in common: each names the sort of entry that it is about."""

    under: Under


class Added(_Edit, frozen=True, tag="added"):
    """An entry was added, with its keys as a file has them; an item to a stage, in a list behind another.

    `after` is empty for the front.
    """

    id: str
    entry: dict[str, object]
    stage: str = ""
    after: str = ""


class Removed(_Edit, frozen=True, tag="removed"):
    """An entry was taken out; a stage with all its items."""

    id: str


class Moved(_Edit, frozen=True, tag="moved"):
    """An entry of a list was put behind another, an item into a stage."""

    id: str
    stage: str = ""
    after: str = ""


class Changed(_Edit, frozen=True, tag="changed"):
    """A key of an entry got another value, or went (`None`).

    Under `definition` it is a key of the whole, under `reviews` one of the review plan; neither has an `id`.
    """

    key: str
    id: str = ""
    value: object = None


class Renamed(_Edit, frozen=True, tag="renamed"):
    """An entry got another id, and so did whatever in the definition names it."""

    id: str
    to: str


class Duplicated(_Edit, frozen=True, tag="duplicated"):
    """An entry was copied under another id, right behind itself."""

    id: str
    to: str


Edit = Added | Removed | Moved | Changed | Renamed | Duplicated
