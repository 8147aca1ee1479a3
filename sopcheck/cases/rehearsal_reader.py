"""Reads rehearsal files (format 1), strictly: what is not understood is refused with its line.

A time is local wall time in Europe/London. In the repeated hour of October it carries its offset; an event
that expects to be refused may leave it out, because that very refusal may be what it tries.
History of the format: 1, the first.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import get_args

from sopcheck.cases.events import When
from sopcheck.cases.register_events import Role
from sopcheck.cases.rehearsal import FORMAT, Actor, EventLine, LeftOpen, Rehearsal, RehearsalError, Texts
from sopcheck.cases.rehearsal_expectations import read_expectation
from sopcheck.cases.rehearsal_tree import LONDON, Part, root_of
from sopcheck.checklists.definition import Checklist, ChecklistId, Rank, Version
from sopcheck.checklists.local_time import TimeRefusedError, at_wall, parse_day, parse_wall
from sopcheck.checklists.problem import DefinitionError
from sopcheck.checklists.reader import read as read_definition

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
_COMMON = frozenset(["at", "by", "recorded", "received", "id", "sure", "refused"])
VERBS: dict[str, frozenset[str]] = {
    "clock": frozenset({"of"}),
    "target": frozenset({"date", "of"}),
    "add": frozenset({"as", "label", "of"}),
    "fact": frozenset({"is", "of", "unseen"}),
    "answer": frozenset({"is", "of", "choice", "reference", "text", "reason", "also", "unseen"}),
    "correct": frozenset({"of", "done_at", "is", "choice", "reference", "text", "reason", "unseen"}),
    "withdraw": frozenset({"reason"}),
    "change": frozenset({"add_kinds", "label"}),
    "extend": frozenset({"of", "until", "reason"}),
    "settle": frozenset({"of", "keep", "reason"}),
    "reopen": frozenset(),
    "regrade": frozenset({"of", "choice", "reason"}),
    "explain": frozenset({"of", "reason"}),
    "judge": frozenset({"as", "of", "reason"}),
    "review": frozenset({"also", "outcome", "text", "of", "next", "next_reason", "exception"}),
    "action": frozenset({"for", "due", "as"}),
    "action_done": frozenset({"result"}),
    "assign": frozenset({"to"}),
    "absent": frozenset(),
    "back": frozenset(),
    "move": frozenset(),
    "calendar": frozenset(),
    "override": frozenset({"of", "gate", "reason"}),
    "note": frozenset({"as"}),
}
_NEEDED: dict[str, Texts] = {
    "target": ("date",),
    "add": ("as",),
    "fact": ("is",),
    "correct": ("reason",),
    "extend": ("until",),
    "settle": ("keep",),
    "regrade": ("choice",),
    "judge": ("as",),
    "action": ("for", "due"),
    "assign": ("to",),
    "override": ("gate",),
}
_ONE_OF: dict[tuple[str, str], Texts] = {
    ("fact", "is"): ("yes", "no", "unknown"),
    ("answer", "is"): ("done", "not done", "not applicable"),
    ("correct", "is"): ("done", "not done", "not applicable"),
    ("judge", "as"): ("justified", "not justified", "action"),
    ("assign", "assign"): ("investigator", "supervisor"),
}


def read_file(path: Path) -> Rehearsal:
    """Read a rehearsal and the definitions beside it.

    Raises:
        RehearsalError: it is not as `rehearsal.md` says, with the line.
    """
    return read(
        _bytes_of(path, file=path.name, line=0), file=path.name, beside=lambda name: path.parent / name
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
        events=_in_order(
            tuple(
                _event(Part(node, file, known=_event_keys(), what="An event"), people)
                for node in top.parts("events")
            ),
            file,
        )
        or _nothing(top, "events"),
        expect=tuple(read_expectation(node, file) for node in top.parts("expect")),
    )


def _nothing(top: Part, key: str) -> tuple[()]:
    raise top.mistake(f"A rehearsal needs the key “{key}” with at least one entry. Add it.", key)


def _bytes_of(path: Path, *, file: str, line: int) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise RehearsalError(
            "This file cannot be read. Check its name and your rights.", file=file, line=line
        ) from None


def _calendar(top: Part) -> date | None:
    node = top.nodes.get("calendar")
    if node is None:
        return None
    part = Part(node, top.file, known=frozenset({"until"}), what="The calendar")
    return part.read("until", parse_day, default=None)


def _version(text: str, top: Part) -> tuple[ChecklistId, Version]:
    name, _, version = text.partition(" ")
    if not version:
        raise top.mistake(
            "A checklist is named by its id and version, as in “cse-investigation 1.0”.", "checklists"
        )
    return ChecklistId(name), Version(version.strip())


def _definition(name: str, top: Part, beside: Callable[[str], Path] | None) -> Checklist:
    line = top.lines["definitions"]
    # Only a plain name: a rehearsal from elsewhere must not make the program read files of its choice.
    if beside is None or name != Path(name).name or "\\" in name or name in ("..", "."):
        raise top.mistake(
            "A definition is named by a file beside the rehearsal. Give its plain name.", "definitions"
        )
    data = _bytes_of(beside(name), file=top.file, line=line)
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
        if role == text:
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


def _event_keys() -> frozenset[str]:
    return _COMMON.union(VERBS, *VERBS.values())


def _event(part: Part, people: dict[str, Actor]) -> EventLine:
    verb = _verb(part)
    refused = part.texts("refused") if "refused" in part.nodes else None
    at, at_refused = _at(part, lenient=refused is not None)
    recorded = part.moment("recorded")
    if at is not None and at.precision == "day" and recorded is None:
        raise part.mistake("A time known only to the day needs “recorded”. Add when it was typed.", "at")
    words = {key: part.texts(key) for key in VERBS[verb] if key in part.nodes}
    line = EventLine(
        line=part.line,
        verb=verb,
        named=_named(part, verb),
        by=_known_person(part, "by", part.text("by"), people),
        at=at,
        at_refused=at_refused,
        recorded=recorded if recorded is not None or at is None else at.at,
        received=part.moment("received"),
        id=part.text("id", default=""),
        sure=part.truth("sure"),
        refused=refused,
        words=words,
    )
    _check_words(line, part, people)
    return line


def _verb(part: Part) -> str:
    found = [key for key in VERBS if key in part.nodes]
    # Of two things that happened at once, neither would know the other.
    if len(found) != 1:
        raise part.mistake(
            f"An event says exactly one thing that happened, not {len(found)}. Divide it or complete it."
        )
    allowed = VERBS[found[0]] | _COMMON | {found[0]}
    for key in part.nodes:
        if key not in allowed:
            raise part.mistake(f"“{key}” does not go with “{found[0]}”. Take it out or spell it right.", key)
    _require(part, found[0])
    return found[0]


def _require(part: Part, verb: str) -> None:
    for key in _NEEDED.get(verb, ()):
        # That a decision without its reason is refused may be just what the line tries.
        if key == "reason" and "refused" in part.nodes:
            continue
        part.text(key) if key not in ("as", "of") else part.texts(key) or part.text(key)


def _named(part: Part, verb: str) -> Texts:
    if verb != "calendar":
        return part.texts(verb)
    inner = Part(part.nodes[verb], part.file, known=frozenset({"until"}), what="The calendar")
    inner.read("until", parse_day, default=None)
    return (inner.text("until"),)


def _at(part: Part, *, lenient: bool) -> tuple[When | None, str]:
    try:
        return read_when(part.text("at")), ""
    except TimeRefusedError as error:
        if lenient:
            return None, error.sentence
        raise part.mistake(error.sentence, "at") from None


def read_when(text: str) -> When:
    """Read a time, or a day alone, which is then known to the day only.

    Raises:
        TimeRefusedError: it is no time, never was, or was twice.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return When(parse_wall(text, zone=LONDON))
    return When(at_wall(datetime.combine(day, time()), zone=LONDON), "day")


def _known_person(part: Part, key: str, name: str, people: dict[str, Actor]) -> str:
    if name not in people:
        raise part.mistake(
            f"“{name}” is nobody of this rehearsal. Add the person or spell the name right.", key
        )
    return name


def _check_words(line: EventLine, part: Part, people: dict[str, Actor]) -> None:
    for (verb, key), words in _ONE_OF.items():
        given = (line.named if key == verb else line.many(key)) if verb == line.verb else ()
        for text in given:
            if text not in words:
                raise part.mistake(f"“{text}” cannot stand here. Write one of: {', '.join(words)}.", key)
    for key in ("date", "due", "next"):
        part.read(key, parse_day, default=None)
    # A time that cannot be may be just what a refused line tries.
    if line.refused is None:
        for key in ("done_at", "until"):
            part.read(key, read_when, default=None)
    for key, name in _people_named(line):
        _known_person(part, key, name, people)


def _people_named(line: EventLine) -> tuple[tuple[str, str], ...]:
    if line.verb in ("absent", "back"):
        return tuple((line.verb, name) for name in line.named)
    return tuple((key, line.one(key)) for key in ("for", "to") if line.one(key) not in ("", "none"))


def _in_order(events: tuple[EventLine, ...], file: str) -> tuple[EventLine, ...]:
    latest: datetime | None = None
    for event in events:
        # The file is in the order in which this machine had the entries, wherever they came from.
        known = event.received or event.recorded
        if known is None:
            continue
        if latest is not None and known < latest:
            raise RehearsalError(
                "This was recorded before the event above it. Put the events in the order of recording.",
                file=file,
                line=event.line,
            )
        latest = known
    return events
