"""A rehearsal that was played, as a story to step through: its events and its checks, each at its moment.

Every look at it is a `CaseView`, so that a rehearsal reads on the screen in the very words of a case.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache

from sopcheck.cases.case import Case
from sopcheck.cases.evaluation import evaluate
from sopcheck.cases.events import CaseId, When
from sopcheck.cases.folding.fold import fold
from sopcheck.cases.rehearsals.player import Played
from sopcheck.cases.rehearsals.rehearsal import Difference, Expectation
from sopcheck.cases.states import Evaluation
from sopcheck.checklists.local_time import LONDON
from sopcheck.checklists.time_words import wall_text
from sopcheck.services.rehearsal_telling import Finding, Teller, sentence
from sopcheck.services.views import CaseView

_REHEARSED = CaseId("rehearsal")
_LOOKS_KEPT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Where a story can be looked at: after its event of this number, or at what it expects of a moment.

    `at` is when this machine had it, `happened` when it was. Of a check `number` is that of the event it
    stands after, and `findings` are the lines of its block; of an event `differences` say how it was taken
    other than the file says.
    """

    number: int
    at: datetime
    line: int
    happened: When | None = None
    words: str = ""
    by: str = ""
    refused: str = ""
    is_check: bool = False
    findings: tuple[Finding, ...] = ()
    differences: tuple[str, ...] = ()

    @property
    def differs(self) -> int:
        """How many differences there are here."""
        return len(self.differences) + sum(len(finding.differences) for finding in self.findings)


class Story:
    """A played rehearsal with all its stops; a look at one of them is made when it is wanted."""

    def __init__(self, played: Played, differences: tuple[Difference, ...] = ()) -> None:
        """Take what was played, and everything that is other than the file expects."""
        self.played = played
        self._differences = differences
        # Stepping looks at each stop twice: as it is, and as what was before the next one.
        self._after = lru_cache(maxsize=_LOOKS_KEPT)(played.after)
        self._at = lru_cache(maxsize=_LOOKS_KEPT)(played.at)
        self.stops = self._told()
        """The events in the order of the file, and each check after what was recorded by its moment."""

    def _told(self) -> tuple[Stop, ...]:
        teller = Teller(self.look_at(self.end))
        checks = (self._check(expectation, teller) for expectation in self.played.rehearsal.expect)
        # Stable: a check stands after the events of its minute, and they keep the order of the file.
        ordered = sorted((*self._events(teller), *checks), key=lambda stop: stop.at)
        return tuple(_numbered(ordered))

    @property
    def start(self) -> datetime:
        """When the first event was recorded."""
        return self.played.steps[0].at

    @property
    def end(self) -> datetime:
        """When the last event was recorded, or what is assumed after it."""
        return max(self.played.steps[-1].at, *(entry.known for entry in self.played.entries))

    @property
    def differs(self) -> int:
        """How many differences there are in all."""
        return len(self._differences)

    def look(self, stop: Stop) -> CaseView:
        """The case at a stop: after an event, nothing that the same minute brought later counts."""
        if stop.is_check:
            return self.look_at(stop.at)
        return self._view(*self._after(stop.number - 1))

    def look_at(self, moment: datetime) -> CaseView:
        """The case on all that was recorded by a moment."""
        return self._view(*self._at(moment))

    def meanwhile(self, stop: Stop) -> CaseView:
        """The case at the time of an event but without it: what time alone, and the assumption, brought."""
        steps, entries = self.played.steps, self.played.entries
        begun = steps[stop.number - 2].entries if stop.number > 1 else 0
        # What is assumed comes before the event that it was done before.
        own = next((at for at in range(begun, len(entries)) if not entries[at].assumed), len(entries))
        known = entries[: min(own, steps[stop.number - 1].entries)]
        case = fold(known, self.played.definitions)
        calendar = self.played.calendar_at(stop.at)
        return self._view(case, evaluate(case, self.played.definitions, calendar, stop.at))

    def last_before(self, moment: datetime) -> int:
        """The place of the last stop at or before a moment; of the first where none is."""
        passed = [place for place, stop in enumerate(self.stops) if stop.at <= moment]
        return passed[-1] if passed else 0

    def _view(self, case: Case, evaluation: Evaluation) -> CaseView:
        played = self.played
        return CaseView(
            id=_REHEARSED,
            case=case,
            evaluation=evaluation,
            people=played.people,
            definitions=played.definitions,
            calendar=played.calendar_at(evaluation.at),
            me=next(iter(played.people.values())),
            may=frozenset(),
            read_at=evaluation.at,
        )

    def _events(self, teller: Teller) -> Iterator[Stop]:
        rehearsal, begun = self.played.rehearsal, 0
        for number, (line, step) in enumerate(zip(rehearsal.events, self.played.steps, strict=True), start=1):
            recorded = [entry for entry in self.played.entries[begun : step.entries] if not entry.assumed]
            begun = step.entries
            own = (one for one in self._differences if not one.as_at and one.line == line.line)
            yield Stop(
                number=number,
                at=step.at,
                line=line.line,
                happened=line.at,
                words=teller.event(line, recorded),
                by=rehearsal.people[line.by].name,
                refused=step.refused,
                differences=tuple(sentence(one) for one in own),
            )

    def _check(self, expectation: Expectation, teller: Teller) -> Stop:
        moment = wall_text(expectation.as_at, zone=LONDON)
        own = [one for one in self._differences if one.as_at == moment]
        return Stop(
            number=0,
            at=expectation.as_at.astimezone(UTC),
            line=expectation.line,
            is_check=True,
            findings=tuple(teller.findings(expectation, own)),
        )


def _numbered(stops: Iterable[Stop]) -> Iterator[Stop]:
    """Give each check the number of the event that it stands after."""
    number = 0
    for stop in stops:
        number = number if stop.is_check else stop.number
        yield replace(stop, number=number)
