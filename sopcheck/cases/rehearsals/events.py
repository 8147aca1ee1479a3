"""Reads the events of a rehearsal: one thing that happened in each, its keys known, its values of their form.

Which key goes with which event stands here as data; what the names stand for is looked up later
(`rehearsal_names.py`).
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import get_args

from sopcheck.cases.events import FactValue, HolderRole, Status, Verdict, When
from sopcheck.cases.rehearsals.rehearsal import Actor, EventLine, RehearsalError, Texts
from sopcheck.cases.rehearsals.tree import Part
from sopcheck.checklists.local_time import LONDON, TimeRefusedError, at_wall, parse_day, parse_wall
from sopcheck.checklists.yaml_tree import Node

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
# Of all other keys a list would say more than the line can mean.
_SEVERAL = frozenset(
    [
        ("add", "add"),
        ("change", "add_kinds"),
        ("fact", "of"),
        ("fact", "unseen"),
        ("answer", "of"),
        ("answer", "also"),
        ("answer", "unseen"),
        ("correct", "unseen"),
        ("judge", "judge"),
        ("judge", "of"),
        ("review", "review"),
        ("review", "also"),
    ]
)
_ONE_OF: dict[tuple[str, str], Texts] = {
    ("fact", "is"): get_args(FactValue),
    ("answer", "is"): get_args(Status),
    ("correct", "is"): get_args(Status),
    ("judge", "as"): get_args(Verdict),
    ("assign", "assign"): get_args(HolderRole),
}


def read_events(nodes: Iterable[Node], file: str, people: dict[str, Actor]) -> tuple[EventLine, ...]:
    """Read the events of a file, in its order.

    Raises:
        RehearsalError: a key or a value is not one of the format, or an event stands before an earlier one.
    """
    parts = (Part(node, file, known=_event_keys(), what="An event") for node in nodes)
    return _in_order(tuple(_event(part, people) for part in parts), file)


def _known_person(part: Part, key: str, name: str, people: dict[str, Actor]) -> str:
    if name not in people:
        raise part.mistake(
            f"“{name}” is nobody of this rehearsal. Add the person or spell the name right.", key
        )
    return name


def _event_keys() -> frozenset[str]:
    return _COMMON.union(VERBS, *VERBS.values())


def _event(part: Part, people: dict[str, Actor]) -> EventLine:
    verb = _verb(part)
    refused = part.texts("refused") if "refused" in part.nodes else None
    # Refused for whatever reason would prove nothing.
    if refused == ():
        raise part.mistake("“refused” has no word. Write one that the message must contain.", "refused")
    at, at_refused = _at(part, lenient=refused is not None)
    recorded = part.moment("recorded")
    if at is not None and at.precision == "day" and recorded is None:
        raise part.mistake("A time known only to the day needs “recorded”. Add when it was typed.", "at")
    words = {key: part.texts(key) for key in VERBS[verb] if key in part.nodes}
    _refuse_several(part, verb, {**words, verb: part.texts(verb) if verb != "calendar" else ()})
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


def _refuse_several(part: Part, verb: str, words: dict[str, Texts]) -> None:
    for key, texts in words.items():
        if len(texts) > 1 and (verb, key) not in _SEVERAL:
            raise part.mistake(
                f"“{key}” takes one value with “{verb}”, not several. Write an event for each.", key
            )


def _named(part: Part, verb: str) -> Texts:
    if verb != "calendar":
        if not part.texts(verb):
            raise part.mistake(f"“{verb}” names nothing. Write what it is about.", verb)
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
