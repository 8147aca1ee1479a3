"""Reads rehearsal files (format 1), strictly: what is not understood is refused with its line.

A time is local wall time in Europe/London. In the repeated hour of October it carries its offset; an event
that expects to be refused may leave it out, because that very refusal may be what it tries.
History of the format: 1, the first.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import get_args

from sopcheck.cases.register.events import Role
from sopcheck.cases.rehearsals.events import read_events
from sopcheck.cases.rehearsals.expectations import read_expectation
from sopcheck.cases.rehearsals.rehearsal import (
    FORMAT,
    NO_VERSION,
    Actor,
    LeftOpen,
    Rehearsal,
    RehearsalError,
)
from sopcheck.cases.rehearsals.tree import Part, root_of
from sopcheck.checklists.definition import Checklist, ChecklistId, Rank, Version
from sopcheck.checklists.local_time import parse_day
from sopcheck.checklists.problem import DefinitionError
from sopcheck.checklists.reader import read as read_definition

MOST_BYTES = 20_000_000
_UNREADABLE = "{what} cannot be read. Check its name and your rights."
_FOLDER = "{what} is a folder. Name the files in it."
_TOO_LARGE = "{what} is far larger than any rehearsal. Check its name."
# Parts that people play on a case, by their names in the force; each acts with the role of the program.
_PLAYED_BY: dict[str, Role] = {
    "officer-in-the-case": "investigator",
    "disclosure-officer": "investigator",
    "senior-supervisor": "supervisor",
    "senior-investigating-officer": "supervisor",
    "reviewer": "supervisor",
}
_TOP = frozenset(
    [
        "rehearsal",
        "title",
        "case",
        "calendar",
        "checklists",
        "definitions",
        "people",
        "assume",
        "leave_open",
        "events",
        "expect",
    ]
)


def read_file(path: Path) -> Rehearsal:
    """Read a rehearsal and the definitions beside it.

    Raises:
        RehearsalError: it is not as `rehearsal.md` says, with the line.
    """
    return read(
        _bytes_of(path, file=path.name, line=1), file=path.name, beside=lambda name: path.parent / name
    )


def read(data: bytes | str, *, file: str, beside: Callable[[str], Path] | None = None) -> Rehearsal:
    """Read a rehearsal; `file` is how messages call it, `beside` finds the files that it names.

    Raises:
        RehearsalError: it is not as `rehearsal.md` says, with the line.
    """
    top = Part(root_of(data, file), file, known=_TOP, what="A rehearsal")
    if top.text("rehearsal") != str(FORMAT):
        raise top.mistake(
            "This rehearsal is of a newer format. Install the newer version of sopcheck.", "rehearsal"
        )
    people = _people(top)
    return Rehearsal(
        file=file,
        title=top.text("title"),
        case=top.text("case"),
        calendar_until=_calendar(top),
        checklists=tuple(_version(text, top) for text in top.texts("checklists"))
        or _nothing(top, "checklists"),
        checklists_line=top.lines["checklists"],
        beside=tuple(_definition(name, top, beside) for name in top.texts("definitions")),
        people=people,
        assume=_assume(top),
        leave_open=tuple(_left_open(text) for text in top.texts("leave_open")),
        leave_open_line=top.lines.get("leave_open", top.line),
        events=read_events(top.parts("events"), file, people) or _nothing(top, "events"),
        expect=tuple(read_expectation(node, file) for node in top.parts("expect")),
    )


def _nothing(top: Part, key: str) -> tuple[()]:
    raise top.mistake(f"A rehearsal needs the key “{key}” with at least one entry. Add it.", key)


def _bytes_of(path: Path, *, file: str, line: int, what: str = "This file") -> bytes:
    try:
        # A device never ends, and a pipe waits for whoever writes into it.
        if path.is_file() and path.stat().st_size <= MOST_BYTES:
            return path.read_bytes()
        sentence = _TOO_LARGE if path.is_file() else _FOLDER if path.is_dir() else _UNREADABLE
    except OSError:
        sentence = _UNREADABLE
    raise RehearsalError(sentence.format(what=what), file=file, line=line)


def _calendar(top: Part) -> date | None:
    node = top.nodes.get("calendar")
    if node is None:
        return None
    part = Part(node, top.file, known=frozenset({"until"}), what="The calendar")
    return part.read("until", parse_day, default=None)


def _version(text: str, top: Part) -> tuple[ChecklistId, Version]:
    name, _, version = text.partition(" ")
    if not version:
        raise top.mistake(NO_VERSION, "checklists")
    return ChecklistId(name), Version(version.strip())


def _definition(name: str, top: Part, beside: Callable[[str], Path] | None) -> Checklist:
    line = top.lines["definitions"]
    # Only a plain name: a rehearsal from elsewhere must not make the program read files of its choice.
    if beside is None or name != Path(name).name or "\\" in name or name in ("..", "."):
        raise top.mistake(
            "A definition is named by a file beside the rehearsal. Give its plain name.", "definitions"
        )
    data = _bytes_of(beside(name), file=top.file, line=line, what=f"The definition “{name}”")
    try:
        return read_definition(data, name=name).checklist
    except DefinitionError as error:
        raise RehearsalError(
            f"The definition “{name}” is not in order. {error.sentence}", file=top.file, line=line
        ) from None


def _people(top: Part) -> dict[str, Actor]:
    node = top.nodes.get("people")
    if node is None:
        raise top.mistake("A rehearsal needs the key “people”. Add who acts in it.")
    ids = frozenset(entry.key for entry in getattr(node, "entries", ()) if hasattr(entry, "key"))
    rows = Part(node, top.file, known=ids, what="The people")
    return {
        name: _actor(name, Part(row, top.file, known=frozenset({"name", "role", "rank"}), what="A person"))
        for name, row in rows.nodes.items()
    }


def _actor(name: str, row: Part) -> Actor:
    rank = row.text("rank", default="none")
    return Actor(id=name, name=row.text("name"), role=_role(row), rank=_rank(rank, row), line=row.line)


def _role(row: Part) -> Role:
    text = row.text("role").replace(" ", "-").lower()
    for role in get_args(Role):
        if role == _PLAYED_BY.get(text, text):
            found: Role = role
            return found
    raise row.mistake(f"There is no role “{text}”. The roles are {', '.join(get_args(Role))}.", "role")


def _rank(text: str, row: Part) -> Rank | None:
    if text == "none":
        return None
    for rank in get_args(Rank):
        if rank == text:
            found: Rank = rank
            return found
    raise row.mistake(f"There is no rank “{text}”. The ranks are {', '.join(get_args(Rank))}.", "rank")


def _assume(top: Part) -> bool:
    text = top.text("assume", default="")
    if text not in ("", "other-items-done"):
        raise top.mistake(
            "The only standing assumption is “other-items-done”. Write that or take it out.", "assume"
        )
    return bool(text)


def _left_open(text: str) -> LeftOpen:
    item, _, of = text.partition("@")
    return LeftOpen(item.strip(), of.strip())
