"""Telling one case: acts are noted with their times and performed later.

A time is a day after the report with a wall time of the force, `2 14:20`, or how long after the report,
`35m` or `1d2h`. What is typed without saying when is typed some minutes after it was done.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sopcheck.cases.events import ActionId, CaseId, FactValue, Given, Place, Status, SubjectId, When
from sopcheck.checklists.definition import ChecklistId, ClockId, FactId, ItemId, KindId, Version
from sopcheck.checklists.local_time import LONDON, at_wall, to_local
from sopcheck.checklists.time_words import parse_elapsed
from sopcheck.cli.demo.performing import Act, Step
from sopcheck.services.views import NewCase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sopcheck.cli.demo.performing import StoryClock
    from sopcheck.ledger.entry import PersonId
    from sopcheck.services.desk import Desk

MAIN = "cse-investigation"
_ONE_MINUTE, _SITTING = timedelta(minutes=1), timedelta(hours=2)


def local(at: datetime) -> When:
    """A moment as the wall time of the force."""
    return When(to_local(at.replace(second=0, microsecond=0), LONDON))


def days_before(now: datetime, days: int, wall: str) -> datetime:
    """A wall time on a day before today, in UTC."""
    day = to_local(now, LONDON).date() - timedelta(days=days)
    hour, _, minute = wall.partition(":")
    naive = datetime(day.year, day.month, day.day, int(hour), int(minute))  # noqa: DTZ001 - a wall time
    return at_wall(naive, zone=LONDON).astimezone(UTC)


@dataclass(slots=True)
class Story:
    """One case while it is told; `people` are the cast by the names that acts use."""

    reference: str
    received: datetime
    people: Mapping[str, PersonId]
    steps: list[Step] = field(default_factory=list)
    subjects: dict[str, str] = field(default_factory=dict)
    case: CaseId = field(default_factory=lambda: CaseId(""))

    def when(self, at: str) -> datetime:
        """The instant of a time of the story, in UTC."""
        day, _, wall = at.partition(" ")
        if not wall:
            return self.received + parse_elapsed(at)
        return days_before(self.received, -int(day), wall)

    def place(self, item: str, of: str = "") -> Place:
        """A place, named by the item's id or `checklist/item` and the subject's name in the story."""
        checklist, _, name = item.rpartition("/")
        return Place(ChecklistId(checklist or MAIN), ItemId(name), self.subject_id(of))

    def subject_id(self, name: str) -> SubjectId | None:
        """The subject of that name; none for the case itself."""
        return SubjectId(self.subjects[name]) if name else None

    def do(self, who: str, at: str, act: Act) -> None:
        """Anything else, as the services have it."""
        self.steps.append(Step(self.when(at), who, act))

    def open(
        self,
        who: str,
        typed: str,
        *,
        operation: str = "",
        district: str,
        team: str = "Child exploitation team",
        checklists: tuple[str, ...] = (MAIN,),
        investigator: str = "farrow",
        supervisor: str = "okell",
    ) -> None:
        """Open the case some time after the police first knew."""
        new = NewCase(
            reference=self.reference,
            received=local(self.received),
            checklists=tuple((ChecklistId(name), Version("1.0")) for name in checklists),
            operation=operation,
            district=district,
            team=team,
            investigator=self.people[investigator] if investigator else None,
            supervisor=self.people[supervisor],
        )

        def act(desk: Desk, _: StoryClock) -> None:
            self.case = desk.casework.open_case(new).id

        self.do(who, typed, act)

    def subject(
        self, who: str, name: str, kinds: str, label: str, at: str, *, of: str = "", typed: str = ""
    ) -> None:
        """Add a subject under a name that later acts use."""

        def act(desk: Desk, _: StoryClock) -> None:
            owner = self.subject_id(of)
            kind_ids = tuple(KindId(kind) for kind in kinds.split())
            view = desk.casework.add_subject(self.case, kind_ids, label, local(self.when(at)), of=owner)
            self.subjects[name] = view.evaluation.subjects[-1].subject

        self._note(who, at, typed, act)

    def fact(self, who: str, fact: str, value: FactValue, at: str, *, of: str = "", typed: str = "") -> None:
        """Say that a fact is so, or not."""

        def act(desk: Desk, _: StoryClock) -> None:
            owner = self.subject_id(of)
            named = (owner,) if owner else ()
            desk.casework.set_fact(self.case, FactId(fact), value, local(self.when(at)), of=named)

        self._note(who, at, typed, act)

    def clock(self, who: str, clock: str, at: str, *, of: str = "", typed: str = "") -> None:
        """Say when the event that a clock marks happened."""

        def act(desk: Desk, _: StoryClock) -> None:
            desk.casework.set_clock(self.case, ClockId(clock), local(self.when(at)), of=self.subject_id(of))

        self._note(who, at, typed, act)

    def answer(
        self,
        who: str,
        item: str,
        at: str,
        *,
        of: str = "",
        also: str = "",
        status: Status = "done",
        typed: str = "",
        **said: str,
    ) -> None:
        """Answer an item, and `also` another that the same act meets; `said` is what the answer says."""

        def act(desk: Desk, _: StoryClock) -> None:
            given, done = Given(status=status, **said), local(self.when(at))
            others = (self.place(also, of),) if also else ()
            desk.casework.answer(self.case, self.place(item, of), given, done, also=others)

        self._note(who, at, typed, act)

    def correct(
        self, who: str, item: str, at: str, *, typed: str, reason: str, of: str = "", **said: str
    ) -> None:
        """Correct an answer, with the reason; what `said` leaves out stays."""

        def act(desk: Desk, _: StoryClock) -> None:
            place = self.place(item, of)
            standing = desk.casework.refresh(self.case).case.standing(place)[0]
            given = _changed(standing.given, said)
            desk.casework.correct(self.case, place, given, local(self.when(at)), reason=reason)

        self._note(who, at, typed, act)

    def explain(self, who: str, at: str, reason: str, *items: str, of: str = "") -> None:
        """Write the reason for limits that have passed, one item after the other."""

        def act(desk: Desk, clock: StoryClock) -> None:
            for item in items:
                desk.casework.explain(self.case, self.place(item, of), reason)
                clock.pass_(1)

        self.do(who, at, act)

    def note(self, who: str, at: str, text: str) -> None:
        """Write a line on the timeline."""
        self._note(who, at, "", lambda desk, _: desk.casework.note(self.case, text, local(self.when(at))))

    def finish(self, who: str, at: str, text: str, result: str, *, dropped: bool = False) -> None:
        """Say what became of an action, named by how its text begins."""

        def act(desk: Desk, _: StoryClock) -> None:
            actions = desk.casework.refresh(self.case).case.actions
            action = next(one for one in actions if one.text.startswith(text))
            desk.supervision.finish_action(self.case, ActionId(action.action), result, dropped=dropped)

        self.do(who, at, act)

    def _note(self, who: str, at: str, typed: str, act: Act) -> None:
        self.steps.append(Step(self.when(typed) if typed else self._soon_after(at), who, act))

    def _soon_after(self, at: str) -> datetime:
        """Some are typed at once, some after a while, and one after the other at one sitting."""
        soon = self.when(at) + timedelta(minutes=4 + len(self.steps) * 7 % 23)
        before = self.steps[-1].typed if self.steps else soon
        return max(soon, before + _ONE_MINUTE) if before - soon < _SITTING else soon


def _changed(given: Given, said: Mapping[str, str]) -> Given:
    return Given(
        status=given.status,
        choice=said.get("choice", given.choice),
        reference=said.get("reference", given.reference),
        text=said.get("text", given.text),
        reason=said.get("reason", given.reason),
    )
