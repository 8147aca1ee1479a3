"""What the lines of a rehearsal answer and set themselves, so that it is not assumed (`rehearsal.md`).

Each line is read by the versions that the case follows when it is recorded: what only a later version makes
one duty is not told by it (convention 11).
"""

from collections.abc import Iterator
from datetime import datetime

from sopcheck.cases.definitions import Definitions
from sopcheck.cases.events import Place
from sopcheck.cases.programme import Programme
from sopcheck.cases.rehearsals.names import Names
from sopcheck.cases.rehearsals.rehearsal import EventLine, Rehearsal
from sopcheck.checklists.definition import ChecklistId, ClockId, Digest, Item, KindId, Version

_ANY = "*"

_ClockKey = tuple[ClockId, str | None]


class Told:
    """The places that a file answers, and the clocks that it sets."""

    def __init__(self, rehearsal: Rehearsal, names: Names, definitions: Definitions) -> None:
        """Read the lines that are to be accepted."""
        self._names = names
        lines = tuple(_followed(rehearsal, definitions))
        self._answered = {place for line, programme in lines for place in self._places(line, programme)}
        self._clocks = {key for line, programme in lines for key in self._clocks_of(line, programme)}

    def answers(self, place: Place) -> bool:
        """Tell whether a line of the file answers this place, by itself or with its duty."""
        return place in self._answered

    def sets(self, clock: ClockId, of: str | None, programme: Programme) -> bool:
        """Tell whether a line of the file sets the clock that an answer about somebody would set."""
        return bool({(clock, _ANY), (clock, _owner(clock, of, programme))} & self._clocks)

    def _places(self, line: EventLine, programme: Programme) -> Iterator[Place]:
        if line.verb != "answer":
            return
        named = self._names.place(line.named[0], line.line)
        for of in line.many("of") or (named.of,):
            yield from self._served(Place(named.checklist, named.item, of), line, programme)
            for text in line.many("also"):
                fitting = self._names.fitting(text, line.line, of=of or "")
                yield from self._served(fitting, line, programme)

    def _served(self, place: Place, line: EventLine, programme: Programme) -> Iterator[Place]:
        """Give the place and the rest of its duty; whom it is of is the only subject of the kind so far."""
        item = programme.item(place.checklist, place.item)
        if place.of is None and item is not None and item.repeats_for is not None:
            there = self._names.subjects_of(item.repeats_for, by=line.line)
            place = Place(place.checklist, place.item, next(iter(there), None))
        yield place
        yield from programme.others(place)

    def _clocks_of(self, line: EventLine, programme: Programme) -> Iterator[_ClockKey]:
        match line.verb:
            case "clock" | "target":
                yield ClockId(line.named[0]), line.one("of") or _ANY
            case "add":
                yield from _clocks_of_kinds(line.named, line.one("as"), programme)
            case "change":
                yield from _clocks_of_kinds(line.many("add_kinds"), line.named[0], programme)
            case "answer" if line.one("is") in ("", "done"):
                for place in self._places(line, programme):
                    item = programme.item(place.checklist, place.item)
                    if item is not None and item.sets_clock is not None and _sets(item, line.one("choice")):
                        yield item.sets_clock, _owner(item.sets_clock, place.of, programme)


def _followed(rehearsal: Rehearsal, definitions: Definitions) -> Iterator[tuple[EventLine, Programme]]:
    """Give each line that is to be accepted, with what the case follows when it is recorded."""
    lines = [line for line in rehearsal.events if line.refused is None]
    # A move that is taken back counts as if it had never been.
    gone = {line.named[0] for line in lines if line.verb == "withdraw"}
    moves: list[tuple[datetime, Digest | None]] = []
    first = [definitions.digest_of(*named) for named in rehearsal.checklists]
    for line in lines:
        if line.verb == "move" and line.at is not None and line.id not in gone:
            name, _, version = line.named[0].partition(" ")
            moves.append((line.at.at, definitions.digest_of(ChecklistId(name), Version(version.strip()))))
        # By when they began, as the fold has it: a move may be typed after another that came later.
        digests = (*first, *(digest for _, digest in sorted(moves, key=lambda move: move[0])))
        yield line, definitions.programme(tuple(digest for digest in digests if digest is not None))


def _sets(item: Item, choice: str) -> bool:
    return not item.sets_clock_if or choice in item.sets_clock_if


def _clocks_of_kinds(kinds: tuple[str, ...], subject: str, programme: Programme) -> Iterator[_ClockKey]:
    for kind in kinds:
        known = programme.kinds.get(KindId(kind))
        for clock in known.sets_clock if known else ():
            yield clock, _owner(clock, subject, programme)


def _owner(clock: ClockId, of: str | None, programme: Programme) -> str | None:
    known = programme.clocks.get(clock)
    return None if known is None or known.of == "case" else of
