"""A rehearsal as a value: one fictitious case as it happened, and what must then be said about it.

The file format is read by `reader.py`, played by `player.py` through the decisions, the fold and the
evaluation of a real case, and checked by `checks.py`. Nothing here opens a vault.
"""

from datetime import date, datetime

import msgspec

from sopcheck.cases.events import When
from sopcheck.cases.register.events import Role
from sopcheck.checklists.definition import Checklist, ChecklistId, Rank, Version
from sopcheck.errors import RefusedError

FORMAT = 1
NO_VERSION = "A checklist is named by its id and version, as in “cse-investigation 1.0”."
_LONGEST = 400

Texts = tuple[str, ...]


class RehearsalError(RefusedError):
    """A rehearsal cannot be read or played as it is written: the file, the line and a sentence."""

    def __init__(self, sentence: str, *, file: str, line: int) -> None:
        """Keep the place; the message begins with it."""
        # A sentence may quote the file, and a slip of the quotes can make a page one word.
        told = sentence if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST]}…"
        super().__init__(f"{file}:{line}: {told}")
        self.file = file
        self.line = line


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who acts in a rehearsal, under a short name."""

    id: str
    name: str
    role: Role
    rank: Rank | None
    line: int


class EventLine(msgspec.Struct, frozen=True, kw_only=True):
    """One event of the file: `verb` is the key that says what it is, `named` the value of that key.

    `at` is missing where the time could not be taken; `at_refused` is then the sentence of the refusal.
    `words` are the other keys. `refused` is missing where the event must be accepted.
    """

    line: int
    verb: str
    named: Texts
    by: str
    at: When | None
    at_refused: str
    recorded: datetime | None
    received: datetime | None
    id: str
    sure: bool
    refused: Texts | None
    words: dict[str, Texts]

    def one(self, key: str) -> str:
        """The text of a key, empty where it is not written."""
        return next(iter(self.words.get(key, ())), "")

    def many(self, key: str) -> Texts:
        """All texts of a key."""
        return self.words.get(key, ())


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that must be so: what it is about (`about`), and each key with what is expected."""

    line: int
    about: str
    of: str = ""
    wanted: dict[str, str]


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A list that must have exactly these rows, whatever their order."""

    line: int
    name: str
    rows: Texts


class Expectation(msgspec.Struct, frozen=True, kw_only=True):
    """What must be said at a moment; what is not written is not compared."""

    line: int
    as_at: datetime
    applies: tuple[Check, ...] = ()
    items: tuple[Check, ...] = ()
    reviews: tuple[Check, ...] = ()
    next_reviews: tuple[Check, ...] | None = None
    exceptions: tuple[Listed, ...] = ()
    annex: tuple[Listed, ...] = ()
    not_active: tuple[Check, ...] | None = None
    versions: tuple[Check, ...] = ()
    timeline: Listed | None = None


class LeftOpen(msgspec.Struct, frozen=True):
    """What the standing assumption leaves alone: an item of every subject, or of the one named."""

    item: str
    of: str = ""


class Rehearsal(msgspec.Struct, frozen=True, kw_only=True):
    """A rehearsal as it was read; `beside` are the further definitions that it names."""

    file: str
    title: str
    case: str
    calendar_until: date | None
    checklists: tuple[tuple[ChecklistId, Version], ...]
    checklists_line: int
    beside: tuple[Checklist, ...]
    people: dict[str, Actor]
    assume: bool
    leave_open: tuple[LeftOpen, ...]
    leave_open_line: int
    events: tuple[EventLine, ...]
    expect: tuple[Expectation, ...]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What is other than the file expects; `str` is the line that people read."""

    file: str
    line: int
    as_at: str
    about: str
    expected: str
    found: str

    def __str__(self) -> str:
        """Say where, what was expected and what is."""
        moment = f" as at {self.as_at}" if self.as_at else ""
        return (
            f"{self.file}:{self.line}:{moment} {self.about}: expected {self.expected}, but it is {self.found}"
        )
