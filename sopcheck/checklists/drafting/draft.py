"""A draft: the version it began from, what was done to it, and the way back and forth between.

A draft is a value; every step gives a new one. Its journal has the text it began from and each step, and read
again it is the same draft, so that whoever keeps the journal loses nothing.
"""

from dataclasses import dataclass, replace

import msgspec

from sopcheck.checklists.definition import Checklist
from sopcheck.checklists.drafting.editing import edited
from sopcheck.checklists.drafting.edits import Edit, EditRefusedError
from sopcheck.checklists.problem import DefinitionError
from sopcheck.checklists.reader import Read, read
from sopcheck.checklists.yaml_kept import kept_text, sure_text
from sopcheck.errors import DamagedError

FORMAT = 1
"""The format of a journal that this program writes and the newest that it reads."""


class Undone(msgspec.Struct, frozen=True, tag_field="edit", tag="undone"):
    """The last edit was taken back."""


class Redone(msgspec.Struct, frozen=True, tag_field="edit", tag="redone"):
    """The edit that was taken back last was done again."""


Step = Edit | Undone | Redone


class _Opening(msgspec.Struct, frozen=True, kw_only=True):
    """The first line of a journal: what the draft began from."""

    format: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A definition while it is written; `past` and `ahead` have what undo and redo lead to, the next last."""

    base: Read
    now: Checklist
    past: tuple[Checklist, ...] = ()
    ahead: tuple[Checklist, ...] = ()
    steps: tuple[Step, ...] = ()

    @classmethod
    def of(cls, base: Read) -> "Draft":
        """Begin a draft from a definition as it was read."""
        return cls(base, base.checklist)

    def done(self, edit: Edit) -> "Draft":
        """Carry out an edit; what was taken back before cannot be done again after it.

        Raises:
            EditRefusedError: it cannot be carried out; the draft stays as it is.
        """
        now = edited(self.now, edit)
        return replace(self, now=now, past=(*self.past, self.now), ahead=(), steps=(*self.steps, edit))

    def undone(self) -> "Draft":
        """Take the last edit back.

        Raises:
            EditRefusedError: there is none.
        """
        if not self.past:
            raise EditRefusedError("There is nothing to undo.")
        *past, now = self.past
        ahead, steps = (*self.ahead, self.now), (*self.steps, Undone())
        return replace(self, now=now, past=tuple(past), ahead=ahead, steps=steps)

    def redone(self) -> "Draft":
        """Do the edit that was taken back last again.

        Raises:
            EditRefusedError: there is none.
        """
        if not self.ahead:
            raise EditRefusedError("There is nothing to redo.")
        *ahead, now = self.ahead
        past, steps = (*self.past, self.now), (*self.steps, Redone())
        return replace(self, now=now, past=past, ahead=tuple(ahead), steps=steps)

    @property
    def to_undo(self) -> Edit | None:
        """The edit that would be taken back next."""
        return next(reversed(self._edits()[0]), None)

    @property
    def to_redo(self) -> Edit | None:
        """The edit that would be done again next."""
        return next(reversed(self._edits()[1]), None)

    def _edits(self) -> tuple[list[Edit], list[Edit]]:
        """Tell the edits that count now from those that were taken back, the next to go last."""
        done: list[Edit] = []
        back: list[Edit] = []
        for step in self.steps:
            if isinstance(step, Undone):
                back.append(done.pop())
            elif isinstance(step, Redone):
                done.append(back.pop())
            else:
                done.append(step)
                back = []
        return done, back

    def taken(self, step: Step) -> "Draft":
        """Take a step, be it an edit or a way back or forth; raises as these do."""
        if isinstance(step, Undone):
            return self.undone()
        return self.redone() if isinstance(step, Redone) else self.done(step)

    def text(self) -> str:
        """Give the definition as a file, with the comments of its author; quick enough to be always there."""
        return kept_text(self.base, self.now)

    def final_text(self) -> str:
        """Give the file to keep: as `text`, and read again to be sure."""
        return sure_text(self.base, self.now)


def journal(draft: Draft) -> bytes:
    """Give the whole journal of a draft: a line for its beginning and one for each step."""
    opening = _Opening(format=FORMAT, name=draft.base.name, text=draft.base.text)
    return b"".join((msgspec.json.encode(opening) + b"\n", *map(line_of, draft.steps)))


def line_of(step: Step) -> bytes:
    """Give the line that a step adds to the journal."""
    return msgspec.json.encode(step) + b"\n"


def replayed(data: bytes) -> Draft:
    """Give the draft of a journal; a last line that was cut short while it was written is left out.

    Raises:
        DamagedError: this is no journal, is a newer one, or one of its steps cannot be taken.
    """
    # JSON has no line end inside a document, so each line is a step.
    opening, *steps = data.split(b"\n")
    draft = _begun(opening)
    # What stands behind the last line end was never written to the end.
    for line in steps[:-1]:
        try:
            draft = draft.taken(msgspec.json.decode(line, type=Step))
        except (msgspec.DecodeError, EditRefusedError):
            raise _damaged() from None
    return draft


def _begun(opening: bytes) -> Draft:
    try:
        found = msgspec.json.decode(opening, type=_Opening)
        if found.format > FORMAT:
            raise DamagedError("This draft was written by a newer version of the program. Install that one.")
        return Draft.of(read(found.text, name=found.name))
    except (msgspec.DecodeError, DefinitionError):
        raise _damaged() from None


def _damaged() -> DamagedError:
    return DamagedError("The journal of this draft is damaged. Begin again from the version it began from.")
