"""What if: a rehearsal with a fact, a time or an event otherwise, played again through the same player.

The file's own lines stay as they are but for what is changed. A line that speaks of what is not there any
more is left out too, and told; one that a rule now refuses is told with the sentence of the refusal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce

import msgspec

from sopcheck.cases.events import FactValue, When
from sopcheck.cases.rehearsals.library import Library
from sopcheck.cases.rehearsals.player import play
from sopcheck.cases.rehearsals.rehearsal import EventLine, Rehearsal, RehearsalError
from sopcheck.checklists.definition import FactId, KindId
from sopcheck.errors import RefusedError
from sopcheck.services.rehearsal_story import Story

# What follows a review and bears its time belongs to it (`rehearsal.md`).
_OF_A_REVIEW = ("judge", "action")
_NOT_IN_THE_FILE = 0
_EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactIs:
    """A fact has this value from then on, whatever the file says of it later.

    `of` is the subject, or nothing for the case; of a fact of subjects, for all there are so far.
    """

    fact: FactId
    of: str
    kind: KindId | None
    value: FactValue
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An event of the file (the first is 1) happened at another time."""

    number: int
    at: When


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An event of the file (the first is 1) did not happen."""

    number: int


Change = FactIs | Moved | LeftOut
Numbered = tuple[int, EventLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """The story as it would have been.

    `gone` are the numbers of events left out because they speak of what is not there any more; `refused`
    are those that a rule refuses only now, each with its sentence (0: the change itself).
    """

    story: Story
    gone: tuple[int, ...] = ()
    refused: tuple[tuple[int, str], ...] = ()


def tried(story: Story, changes: Sequence[Change], library: Library) -> Tried:
    """Play a story again with these changes.

    Raises:
        RefusedError: nothing is left to play, or a change speaks of what is not there.
    """
    rehearsal = story.played.rehearsal
    all_lines = list(enumerate(rehearsal.events, start=1))
    wanted = reduce(_changed, changes, all_lines)
    found, lines = _played(rehearsal, wanted, library)
    there = {number for number, _ in lines}
    before = {number: step.refused for (number, _), step in zip(all_lines, story.played.steps, strict=True)}
    now = ((number, step.refused) for (number, _), step in zip(lines, found.played.steps, strict=True))
    return Tried(
        story=found,
        gone=tuple(number for number, _ in wanted if number not in there),
        refused=tuple(one for one in now if one[1] and not before.get(one[0])),
    )


def _played(rehearsal: Rehearsal, lines: list[Numbered], library: Library) -> tuple[Story, list[Numbered]]:
    """Play what is left of the lines once those are gone that speak of what is not there."""
    while lines:
        try:
            return Story(play(_with_lines(rehearsal, lines), library)), lines
        except RehearsalError as error:
            fitting = [one for one in lines if one[1].line != error.line]
            # Neither the change itself nor what no line is to blame for is mended by leaving lines out.
            if error.line == _NOT_IN_THE_FILE or len(fitting) == len(lines):
                raise
            lines = fitting
    raise RefusedError("Nothing of the story would be left. Leave out less of it.")


def _with_lines(rehearsal: Rehearsal, lines: list[Numbered]) -> Rehearsal:
    events = tuple(line for _, line in lines)
    named = {line.one("as") for line in events if line.verb == "add"} | {line.id for line in events}
    left_open = tuple(left for left in rehearsal.leave_open if not left.of or left.of in named)
    return msgspec.structs.replace(rehearsal, events=events, expect=(), leave_open=left_open)


def _changed(lines: list[Numbered], change: Change) -> list[Numbered]:
    match change:
        case LeftOut():
            return [one for one in lines if one[0] != change.number]
        case Moved():
            return _in_order(_moved(lines, change))
        case FactIs():
            return _with_fact(_without(lines, change), change)


def _moved(lines: list[Numbered], change: Moved) -> list[Numbered]:
    moving = next((line for number, line in lines if number == change.number), None)
    if moving is None:
        return lines
    with_it = {change.number}
    if moving.verb == "review":
        with_it |= {
            number
            for number, line in lines
            if number > change.number and line.verb in _OF_A_REVIEW and line.at == moving.at
        }
    return [(number, _at(line, change.at) if number in with_it else line) for number, line in lines]


def _at(line: EventLine, at: When) -> EventLine:
    """Let a line happen at another time; it is typed as it was, but not before it happened."""
    typed_at_once = line.at is None or line.recorded is None or line.recorded == line.at.at
    recorded = at.at if typed_at_once or line.recorded is None else max(line.recorded, at.at)
    received = None if line.received is None else max(line.received, recorded)
    return msgspec.structs.replace(line, at=at, at_refused="", recorded=recorded, received=received)


def _in_order(lines: list[Numbered]) -> list[Numbered]:
    """Put the lines in the order in which this machine had them; one without a time stays where it is."""
    timed: list[tuple[datetime, Numbered]] = []
    latest = _EARLIEST
    for one in lines:
        latest = _known(one[1]) or latest
        timed.append((latest, one))
    return [one for _, one in sorted(timed, key=lambda pair: pair[0])]


def _known(line: EventLine) -> datetime | None:
    return line.received or line.recorded


def _with_fact(lines: list[Numbered], change: FactIs) -> list[Numbered]:
    if not lines:
        return lines
    # After the first line, for with that the case begins; and after all that was known by then.
    later = (place for place, (_, line) in enumerate(lines) if (_known(line) or _EARLIEST) > change.since)
    place = max(next(later, len(lines)), 1)
    before = lines[place - 1][1]
    said = EventLine(
        line=_NOT_IN_THE_FILE,
        verb="fact",
        named=(change.fact,),
        by=before.by,
        at=When(change.since),
        at_refused="",
        recorded=max(change.since, _known(before) or change.since),
        received=None,
        id="",
        sure=True,
        refused=None,
        words={"is": (change.value,), **({"of": (change.of,)} if change.of else {})},
    )
    return [*lines[:place], (_NOT_IN_THE_FILE, said), *lines[place:]]


def _without(lines: list[Numbered], change: FactIs) -> list[Numbered]:
    """Take out what the file says of the fact from then on; of other subjects it still holds."""
    kept: list[Numbered] = []
    for number, line in lines:
        if (
            line.verb != "fact"
            or change.fact not in line.named
            or line.at is None
            or line.at.at < change.since
        ):
            kept.append((number, line))
            continue
        others = _others(kept, line, change) if change.of else ()
        if others:
            kept.append((number, msgspec.structs.replace(line, words={**line.words, "of": others})))
    return kept


def _others(before: list[Numbered], line: EventLine, change: FactIs) -> tuple[str, ...]:
    """Whom else a line is about; where it names nobody, all who had joined by then."""
    joined = (one.one("as") for _, one in before if one.verb == "add" and change.kind in one.named)
    return tuple(of for of in line.many("of") or joined if of != change.of)
