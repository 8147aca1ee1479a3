"""Plays a rehearsal: each line through the decisions of a real case, in memory, in the order of the file.

What is accepted becomes an entry with an id that depends on the file alone, so that two plays are alike.
What is refused changes nothing, because a decision only says which events there would be.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import msgspec

from sopcheck.cases import decisions
from sopcheck.cases.acting import Acting
from sopcheck.cases.case import Case
from sopcheck.cases.definitions import Definitions
from sopcheck.cases.evaluation import evaluate
from sopcheck.cases.evaluator import Evaluator
from sopcheck.cases.events import CaseEvent, CaseId, Recorded, ReviewHeld, ReviewId
from sopcheck.cases.folding.fold import fold
from sopcheck.cases.gates import is_hard
from sopcheck.cases.register.register import Person
from sopcheck.cases.rehearsals.acts import Stage, events_of
from sopcheck.cases.rehearsals.assumption import Assumption
from sopcheck.cases.rehearsals.library import Library, shipped_library
from sopcheck.cases.rehearsals.names import Names
from sopcheck.cases.rehearsals.rehearsal import Actor, Difference, EventLine, Rehearsal, RehearsalError
from sopcheck.cases.rehearsals.rows import check_rows
from sopcheck.cases.states import Evaluation
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.definition import ChecklistId, ClockId, Version
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import EntryHash, PersonId

_MINUTE = timedelta(minutes=1)


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What one line came to: the moment, how many entries there were then, why it was refused if it was.

    What is assumed after the line is not among the entries.
    """

    line: int
    at: datetime
    entries: int
    refused: str = ""


class Played(msgspec.Struct, frozen=True, kw_only=True):
    """A rehearsal that was played: its entries, and where a line was taken other than it says."""

    rehearsal: Rehearsal
    definitions: Definitions
    people: dict[PersonId, Person]
    entries: tuple[Recorded, ...]
    calendars: tuple[tuple[datetime, Calendar], ...]
    names: dict[str, str]
    steps: tuple[Step, ...]
    differences: tuple[Difference, ...]

    def calendar_at(self, moment: datetime) -> Calendar:
        """The calendar that was installed last by then."""
        return [calendar for since, calendar in self.calendars if since <= moment][-1]

    def at(self, moment: datetime) -> tuple[Case, Evaluation]:
        """The case and what it amounts to, on what was recorded by then, that moment included."""
        case = fold(self.entries, self.definitions, until=moment)
        return case, evaluate(case, self.definitions, self.calendar_at(moment), moment)

    def after(self, number: int) -> tuple[Case, Evaluation]:
        """The same right after a line of the file, before the next one of the same minute; the first is 0."""
        step = self.steps[number]
        case = fold(self.entries[: step.entries], self.definitions)
        return case, evaluate(case, self.definitions, self.calendar_at(step.at), step.at)


def play(rehearsal: Rehearsal, library: Library | None = None) -> Played:
    """Play a rehearsal from its first line to its last.

    Raises:
        RehearsalError: it names what is not there: a checklist, an item, a subject, an entry.
    """
    library = library or shipped_library()
    definitions = library.definitions_of(rehearsal)
    names = Names(rehearsal, definitions)
    names.check()
    check_rows(names)
    return _Player(rehearsal, definitions, names, library.calendar).played()


def last_review(played: Played) -> tuple[datetime, ReviewId] | None:
    """The review that was held last in the file, and when it was recorded."""
    held = [
        (entry.known, entry.event.review) for entry in played.entries if isinstance(entry.event, ReviewHeld)
    ]
    return held[-1] if held else None


class _Player:
    """The state of a play: what was recorded so far, and what the names stand for."""

    def __init__(
        self, rehearsal: Rehearsal, definitions: Definitions, names: Names, calendar: Calendar
    ) -> None:
        self._rehearsal = rehearsal
        self._definitions = definitions
        self._names = names
        self._full_calendar = calendar
        first = calendar if rehearsal.calendar_until is None else calendar.cut_at(rehearsal.calendar_until)
        self._calendars = [(datetime.min.replace(tzinfo=UTC), first)]
        self._evaluator = Evaluator(definitions, first)
        self._folded: tuple[int, Case] | None = None
        self._people = {name: _person(actor) for name, actor in rehearsal.people.items()}
        self._entries: list[Recorded] = []
        self._ids: dict[str, EntryHash] = {}
        self._aliases: dict[str, str] = {}
        self._steps: list[Step] = []
        self._differences: list[Difference] = []
        self._review: tuple[ReviewId, datetime] | None = None
        self._latest = datetime.min.replace(tzinfo=UTC)
        self._assumption = (
            Assumption(rehearsal, names, definitions, self._people) if rehearsal.assume else None
        )

    def played(self) -> Played:
        """Play all lines, and what is assumed between them."""
        self._open()
        for number, line in enumerate(self._rehearsal.events):
            self._take(line)
            later = (_known(one) for one in self._rehearsal.events[number + 1 :])
            following = next((known for known in later if known is not None), None)
            # What was recorded in the same minute is known before anything is taken as done in it.
            if self._assumption is not None and (following is None or following > self._latest):
                self._assume(self._assumption, following)
        return Played(
            rehearsal=self._rehearsal,
            definitions=self._definitions,
            people={person.person: person for person in self._people.values()},
            entries=tuple(self._entries),
            calendars=tuple(self._calendars),
            names=self._aliases,
            steps=tuple(self._steps),
            differences=tuple(self._differences),
        )

    def _take(self, line: EventLine) -> None:
        """Play a line, with what is assumed just before it, and note what came of it."""
        known = _known(line)
        # What first applied in the minute of a hard gate was done in it, and so before the gate.
        if self._assumption is not None and known is not None and self._is_hard_gate(line):
            self._assume(self._assumption, known + _MINUTE)
        refused = self._play(line)
        self._latest = max(self._latest, known or self._latest)
        now = self._latest.astimezone(UTC)
        self._steps.append(Step(line=line.line, at=now, entries=len(self._entries), refused=refused))

    def _is_hard_gate(self, line: EventLine) -> bool:
        return line.verb == "clock" and is_hard(self._case(), ClockId(line.named[0]))

    def _open(self) -> None:
        """Open the case with the first line that is accepted: by its author, at its time."""
        lines = self._rehearsal.events
        # What is refused opens nothing, be it the first line of the file.
        first = next((line for line in lines if line.refused is None), lines[0])
        now = _known(first)
        if now is None or first.at is None:
            raise self._mistake(
                "The time of the first event is not understood. Give it with its offset.", first
            )
        by = self._people[first.by]
        # The checklist of the reviews runs with each of them, whether or not the file names it too.
        followed = [one for one in self._rehearsal.checklists if not self._runs_with_reviews(one)]
        opening = decisions.Opening(
            case=CaseId("rehearsal"), reference=self._rehearsal.case, checklists=tuple(followed)
        )
        # Opened when it happened, so that a case typed late is not judged as if it had begun with the typing.
        at = first.at
        try:
            events = decisions.open_case(opening, self._definitions, by=by, now=now.astimezone(UTC), at=at)
        except RefusedError as refusal:
            raise self._mistake(str(refusal), first) from None
        self._record(events, first)

    def _runs_with_reviews(self, named: tuple[ChecklistId, Version]) -> bool:
        found = self._definitions.find(*named)
        return found is not None and found.runs_for is not None

    def _mistake(self, sentence: str, line: EventLine) -> RehearsalError:
        return RehearsalError(sentence, file=self._rehearsal.file, line=line.line)

    def _play(self, line: EventLine) -> str:
        """Play one line; gives the sentence with which it was refused, if it was."""
        try:
            events = self._decide(line)
        except RefusedError as refusal:
            # A mistake of the file is no answer of the program.
            if isinstance(refusal, RehearsalError):
                raise
            self._compare_refusal(line, str(refusal))
            return str(refusal)
        # Left out, because the rest of the file goes on as if it had been refused.
        if line.refused is not None:
            self._differ(line, f"a refusal that says {_quoted(line.refused)}", "accepted")
            return ""
        if line.verb == "calendar":
            self._install(line)
        self._record(events, line)
        return ""

    def _decide(self, line: EventLine) -> tuple[CaseEvent, ...]:
        if line.at is None:
            raise RefusedError(line.at_refused)
        now = self._now(line)
        acting = Acting(
            case=self._known_to_author(line),
            definitions=self._definitions,
            calendar=self._calendars[-1][1],
            by=self._people[line.by],
            now=now,
        )
        # What follows a review and bears its time belongs to it.
        review = self._review[0] if self._review and self._review[1] == line.at.at else None
        stage = Stage(
            acting=acting,
            names=self._names,
            people=self._people,
            entries=self._ids,
            review=review,
            line=line,
            at=line.at,
        )
        return events_of(stage)

    def _known_to_author(self, line: EventLine) -> Case:
        unseen = self._unseen(line)
        if not unseen:
            return self._case()
        return fold([entry for entry in self._entries if entry.entry not in unseen], self._definitions)

    def _case(self) -> Case:
        """The case as it stands; a long file asks for it twice a line, before and after what is assumed."""
        count = len(self._entries)
        if self._folded is None or self._folded[0] != count:
            self._folded = (count, fold(self._entries, self._definitions))
        return self._folded[1]

    def _unseen(self, line: EventLine) -> frozenset[EntryHash]:
        return frozenset(self._ids[name] for name in line.many("unseen") if name in self._ids)

    def _now(self, line: EventLine) -> datetime:
        recorded = line.recorded or line.received
        return recorded.astimezone(UTC) if recorded is not None else self._entries[-1].known

    def _compare_refusal(self, line: EventLine, sentence: str) -> None:
        if line.refused is None:
            self._differ(line, "it to be accepted", f"refused: {sentence}")
            return
        lacking = [word for word in line.refused if word.casefold() not in sentence.casefold()]
        # A refusal for another reason proves nothing about the rule that is tried.
        if lacking:
            self._differ(line, f"a refusal that says {_quoted(lacking)}", f"refused: {sentence}")

    def _differ(self, line: EventLine, expected: str, found: str) -> None:
        about = f"{line.verb}: {', '.join(line.named)}"
        self._differences.append(
            Difference(
                file=self._rehearsal.file,
                line=line.line,
                as_at="",
                about=about,
                expected=expected,
                found=found,
            )
        )

    def _install(self, line: EventLine) -> None:
        until = datetime.fromisoformat(line.named[0]).date()
        known = (line.received or line.recorded or self._now(line)).astimezone(UTC)
        calendar = self._full_calendar.cut_at(until)
        self._calendars.append((known, calendar))
        self._evaluator = Evaluator(self._definitions, calendar)

    def _record(self, events: Iterable[CaseEvent], line: EventLine) -> None:
        for event in events:
            entry = self._new_id()
            self._entries.append(
                Recorded(
                    entry=entry,
                    by=self._people[line.by].person,
                    role=self._rehearsal.people[line.by].role,
                    recorded=self._now(line),
                    received=None if line.received is None else line.received.astimezone(UTC),
                    event=event,
                    unseen=self._unseen(line),
                )
            )
            self._name(line, entry, event)

    def _name(self, line: EventLine, entry: EntryHash, event: CaseEvent) -> None:
        if line.id:
            self._ids[line.id] = entry
        name = (line.one("as") if line.verb == "note" else "") or line.id
        if name:
            self._aliases[entry] = name
        if isinstance(event, ReviewHeld):
            self._review = (event.review, event.at.at)

    def _new_id(self) -> EntryHash:
        # Of the file alone, so that two plays, and two machines, give the same entries.
        named = f"{self._rehearsal.file}/{len(self._entries)}"
        return EntryHash(hashlib.sha256(named.encode()).hexdigest())

    def _assume(self, assumption: Assumption, following: datetime | None) -> None:
        """Take as done all that would have been done before the next line was recorded."""
        while True:
            case = self._case()
            moment = max(self._latest, case.last_known or self._latest)
            evaluation = self._evaluator.evaluate(case, moment)
            batch = assumption.due(case, evaluation, before=following)
            if not batch:
                return
            for assumed in batch:
                self._entries.append(
                    Recorded(
                        entry=self._new_id(),
                        by=assumed.by,
                        role=assumed.role,
                        recorded=assumed.at,
                        event=assumed.event,
                        assumed=True,
                        sets_clock=assumed.sets_clock,
                    )
                )


def _known(line: EventLine) -> datetime | None:
    return line.received or line.recorded


def _person(actor: Actor) -> Person:
    return Person(person=PersonId(actor.id), name=actor.name, rank=actor.rank, roles=(actor.role,))


def _quoted(words: Iterable[str]) -> str:
    return " and ".join(f"“{word}”" for word in words)
