"""How items read a case at a moment: facts and conditions, clocks, and when limits end.

Answers to the same question are kept while one evaluation lasts: items share conditions, clocks and limits.
"""

from collections.abc import Hashable
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from sopcheck.cases.belonging import line_of
from sopcheck.cases.case import Case
from sopcheck.cases.moments import EARLIEST
from sopcheck.cases.programme import REPORT_RECEIVED, Scope
from sopcheck.cases.standing import Adopted, ClockSetting, Subject
from sopcheck.cases.states import Applies, LimitState
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.conditions import ALWAYS, History, came_true, since, undecided, value_at
from sopcheck.checklists.definition import ClockId, Condition, FactId, KindId, Limit, ReviewPlan
from sopcheck.checklists.limits import due_soon_from, end_of

_APPLIES: dict[str, Applies] = {"yes": "yes", "no": "no", "unknown": "may"}


class Asked(NamedTuple):
    """Whether an item is asked of a subject, and from when a limit may count at the earliest (convention 10).

    `joined` is when the subject, and the first of the kind that the item needs, came to be there; `floor`
    the later of that and of when the condition came true.
    """

    applies: Applies
    floor: datetime
    joined: datetime
    history: History
    unknown_facts: tuple[FactId, ...]


class _Truth(NamedTuple):
    """A condition as it stands: whether items apply by it, since when, its history, what is not known."""

    applies: Applies
    since: datetime
    history: History
    unknown_facts: tuple[FactId, ...]


_ALWAYS = _Truth("yes", EARLIEST, ALWAYS, ())


class Counted(NamedTuple):
    """A limit counted from a start: when it ends, when it is soon, whether the calendar ran out."""

    start: datetime
    end: datetime
    soon: datetime
    provisional: bool


class Reading:
    """A case as the items of its checklists read it at one moment."""

    def __init__(self, case: Case, calendar: Calendar, at: datetime) -> None:
        self.case = case
        self.calendar = calendar
        self.at = at
        self.zone = case.programme.zone
        self.derived: dict[FactId, History] = {}
        self.states: dict[Hashable, LimitState] = {}
        self._facts: dict[tuple[FactId, str | None], History] = {}
        self._asked: dict[tuple[Scope, str | None], Asked] = {}
        self._truths: dict[tuple[Hashable, ...], _Truth] = {}
        self._owners: dict[str, dict[KindId, str]] = {}
        self._clocks: dict[tuple[ClockId, str | None], ClockSetting | None] = {}
        self._ends: dict[tuple[int, datetime], Counted] = {}

    def fact(self, fact: FactId, of: str | None) -> History:
        """A fact over time as an item of this subject reads it (convention 18)."""
        return self._fact_of(fact, self._owner(fact, of))

    def truth(self, condition: Condition, of: str | None) -> History:
        """A condition over time as an item of this subject reads it."""
        return since(condition, lambda fact: self.fact(fact, of))

    def subjects(self, kind: KindId) -> tuple[Subject, ...]:
        """The subjects of a kind."""
        return self._of_kind.get(kind, ())

    def is_place(self, scope: Scope, of: str | None) -> bool:
        """Whether items of this scope are asked of that subject at all; without a subject, of the case."""
        if scope.kind is None or of is None:
            return scope.kind is None and of is None
        subject = self.case.subjects.get(of)
        return subject is not None and subject.has(scope.kind)

    def asked(self, scope: Scope, of: str | None) -> Asked:
        """Whether and since when items of this scope are asked of a subject."""
        key = (scope, of)
        found = self._asked.get(key)
        if found is None:
            found = self._asked[key] = self._ask(scope, of)
        return found

    def joined(self, scope: Scope, of: str | None) -> datetime:
        """When the subject joined as that kind; the first of the kind that is needed, if that was later."""
        joined = EARLIEST
        subject = self.case.subjects.get(of) if of is not None else None
        if subject is not None and scope.kind is not None:
            joined = subject.since(scope.kind) or subject.at
        if scope.needs is not None:
            joined = max(joined, self._first(scope.needs) or joined)
        return joined

    def clock(self, clock: ClockId, of: str | None) -> ClockSetting | None:
        """The setting that an item of this subject counts from.

        On its own subject, then on whom that belongs to, then on the case; of a clock of another kind of
        subject the first one set on the case (convention 10).
        """
        key = (clock, of)
        if key not in self._clocks:
            self._clocks[key] = self._find_clock(clock, of)
        return self._clocks[key]

    def settings(self, clock: ClockId, of: str | None) -> tuple[ClockSetting, ...]:
        """All settings of a rolling clock that an item of this subject counts from, by instant."""
        for holder in (*line_of(self.case.subjects, of), None):
            settings = self.case.clocks.get((clock, holder))
            if settings:
                return settings
        return ()

    def targets(self, clock: ClockId, of: str | None) -> tuple[ClockSetting, ...]:
        """The dates that were typed for a subject, else for the case, in the order in which they were."""
        return self.case.targets.get((clock, of)) or self.case.targets.get((clock, None), ())

    @cached_property
    def plans(self) -> tuple[tuple[Adopted, ReviewPlan], ...]:
        """The review plans of the versions followed so far, the one in force last."""
        plans = self.case.programme.plans
        versions = [one for one in self.case.versions if one.digest in plans]
        begun = [one for one in versions if one.at <= self.at] or versions[:1]
        return tuple((one, plans[one.digest]) for one in begun)

    def report_received(self) -> datetime | None:
        """When any police employee was first told."""
        setting = self.clock(REPORT_RECEIVED, None)
        return None if setting is None else setting.at

    def counted(self, limit: Limit, start: datetime) -> Counted:
        """When a limit that counts from `start` ends."""
        # By identity: definitions live as long as the evaluation, and hashing a limit costs more.
        key = (id(limit), start)
        found = self._ends.get(key)
        if found is None:
            counted = end_of(limit, start, zone=self.zone, calendar=self.calendar)
            typed = limit.unit == "target-date"
            soon = due_soon_from(start, counted.end, typed_date=typed)
            found = self._ends[key] = Counted(start, counted.end, soon, counted.provisional)
        return found

    @cached_property
    def _of_kind(self) -> dict[KindId, tuple[Subject, ...]]:
        found: dict[KindId, list[Subject]] = {}
        for subject in self.case.subjects.values():
            for kind, _ in subject.kinds:
                found.setdefault(kind, []).append(subject)
        return {kind: tuple(subjects) for kind, subjects in found.items()}

    def _ask(self, scope: Scope, of: str | None) -> Asked:
        joined = self.joined(scope, of)
        applies, true_since, history, unknown = self._stands(scope, of)
        return Asked(applies, max(joined, true_since), joined, history, unknown)

    def _stands(self, scope: Scope, of: str | None) -> _Truth:
        """Read a condition once for all subjects for which its facts are the same."""
        condition = scope.condition
        if condition is None:
            return _ALWAYS
        key: tuple[Hashable, ...]
        if isinstance(condition, str):
            # Subjects of whom nothing was recorded share the very history of the case.
            key = (scope, id(self.fact(FactId(condition), of)))
        else:
            key = (scope, *(None if of is None else self._owner_of(of, kind) for kind in scope.read_on))
        found = self._truths.get(key)
        if found is None:
            found = self._truths[key] = self._read(condition, of)
        return found

    def _fact_of(self, fact: FactId, owner: str | None) -> History:
        key = (fact, owner)
        found = self._facts.get(key)
        if found is None:
            known = self.derived.get(fact)
            found = self.case.fact_read_on(fact, owner) if known is None else known
            self._facts[key] = found
        return found

    def _read(self, condition: Condition, of: str | None) -> _Truth:
        history = self.truth(condition, of)
        value = value_at(history, self.at)
        unknown: tuple[FactId, ...] = ()
        if value == "unknown":
            unknown = undecided(condition, lambda fact: value_at(self.fact(fact, of), self.at))
        return _Truth(_APPLIES[value], came_true(history, self.at) or EARLIEST, history, unknown)

    def _owner(self, fact: FactId, of: str | None) -> str | None:
        """On whom of the subject and those it belongs to a fact is read; None for the case, or for any."""
        defined = self.case.programme.facts.get(fact)
        if of is None or defined is None or defined.of is None:
            return None
        return self._owner_of(of, defined.of)

    def _owner_of(self, of: str, kind: KindId) -> str | None:
        found = self._owners.get(of)
        if found is None:
            found = self._owners[of] = self._kinds_above(of)
        return found.get(kind)

    def _kinds_above(self, of: str) -> dict[KindId, str]:
        """Give, for each kind, the nearest of it among a subject and those that it belongs to."""
        found: dict[KindId, str] = {}
        for name in line_of(self.case.subjects, of):
            subject = self.case.subjects.get(name)
            for kind, _ in () if subject is None else subject.kinds:
                found.setdefault(kind, name)
        return found

    def _first(self, kind: KindId) -> datetime | None:
        present = (subject.since(kind) for subject in self.subjects(kind))
        return min((since for since in present if since is not None), default=None)

    def _find_clock(self, clock: ClockId, of: str | None) -> ClockSetting | None:
        settings = self.settings(clock, of)
        if settings:
            return settings[-1]
        # A subject of the clock's own kind waits for its own: one suspect's arrest says nothing of another's.
        defined = self.case.programme.clocks.get(clock)
        if defined is None or defined.of == "case":
            return None
        if of is not None and self._owner_of(of, KindId(defined.of)) is not None:
            return None
        return self._first_set(clock)

    def _first_set(self, clock: ClockId) -> ClockSetting | None:
        settings = [found[0] for (name, _), found in self.case.clocks.items() if name == clock and found]
        return min(settings, key=lambda setting: setting.at, default=None)
