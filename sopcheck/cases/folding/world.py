"""The book of what is so: subjects, facts, clocks, grades, closings and reopenings of a case."""

from typing import assert_never

import msgspec

from sopcheck.cases.belonging import line_of, owner
from sopcheck.cases.clocks import ClockBook
from sopcheck.cases.events import (
    CaseClosed,
    CaseReopened,
    ClockSet,
    ConflictSettled,
    FactSet,
    FactValue,
    GradeChanged,
    SubjectAdded,
    SubjectChanged,
    SubjectId,
    TargetSet,
)
from sopcheck.cases.facts import FactBook
from sopcheck.cases.folding.brought import Brought
from sopcheck.cases.generations import Generations, over_lines
from sopcheck.cases.moments import EARLIEST
from sopcheck.cases.programme import CASE_CLOSED, Programme
from sopcheck.cases.standing import (
    ClockSetting,
    ClockSource,
    Closing,
    FactSetting,
    GradeSetting,
    Mark,
    Subject,
)
from sopcheck.checklists.definition import Clock, ClockId, FactId, Grade, KindId
from sopcheck.checklists.limits import end_of_target

AboutWorld = (
    SubjectAdded | SubjectChanged | FactSet | ClockSet | TargetSet | GradeChanged | CaseClosed | CaseReopened
)
_NO_SUBJECT = "It names somebody or something that is not on the case."


class WorldBook:
    """Takes what is so in the order of the entries, and afterwards what answers set."""

    def __init__(self, programme: Programme, generations: Generations) -> None:
        self._programme = programme
        self._generations = generations
        self.subjects: dict[str, Subject] = {}
        self.facts = FactBook()
        self.clocks = ClockBook(programme)
        self.brought = Brought()
        self.grades: list[GradeSetting] = []
        self.closings: list[Closing] = []

    def take(self, event: AboutWorld, mark: Mark) -> str:
        """Take an event; says why where it does not fit."""
        match event:
            case SubjectAdded():
                return self._add(event, mark)
            case SubjectChanged():
                return self._change(event, mark)
            case FactSet():
                return self._say(event, mark)
            case ClockSet():
                return self._set(event, mark)
            case TargetSet():
                return self._set_target(event, mark)
            case GradeChanged():
                return self._regrade(event, mark)
            case CaseClosed():
                return self._close(mark, event.reason)
            case CaseReopened():
                return self._reopen(event, mark)
            case _:
                assert_never(event)

    def settle(self, event: ConflictSettled, mark: Mark) -> str:
        """Let one of several statements of a fact hold; says why where it cannot."""
        if event.fact is None:
            return ""
        on = self.fact_of(event.fact, event.of)
        found = self.facts.settle(event.fact, on, event.keep, unseen=mark.source.unseen)
        return "" if found else "It settles on a statement that is not in conflict."

    def owner(self, subject: str | None, kind: str) -> str | None:
        """The subject itself where it is of the kind, else the one it belongs to that is."""
        return owner(self.subjects, subject, KindId(kind))

    def set_clock(
        self,
        clock: ClockId,
        of: str | None,
        mark: Mark,
        *,
        source: ClockSource,
        day_only: bool,
        brought: bool = False,
    ) -> None:
        """Set a clock for a subject, for the one it belongs to, or on the case, as the clock is defined."""
        on = self._clock_of(clock, of)
        setting = ClockSetting(mark=mark, clock=clock, of=on, source=source, day_only=day_only)
        if brought:
            self.brought.clocks.append(setting)
        else:
            self.clocks.set(setting)

    def state_fact(
        self, fact: FactId, of: str | None, value: FactValue, mark: Mark, *, brought: bool = False
    ) -> None:
        """State by the program what follows from something else that was recorded."""
        on = self.fact_of(fact, of)
        setting = FactSetting(mark=mark, fact=fact, of=on, value=value, source="program")
        if brought:
            self.brought.facts.append((setting, ""))
        else:
            self.facts.say(setting)

    def set_grade(
        self,
        grade: Grade,
        of: str | None,
        choice: str,
        mark: Mark,
        *,
        first: bool,
        reason: str = "",
        brought: bool = False,
    ) -> None:
        """Set a grade: its level becomes yes and the others no."""
        on = None if grade.of is None else self.owner(of, grade.of)
        self.grades.append(
            GradeSetting(mark=mark, grade=grade.id, of=on, choice=choice, reason=reason, first=first)
        )
        for fact, is_set in self._programme.levels_of(grade.id, choice).items():
            self.state_fact(fact, on, "yes" if is_set else "no", mark, brought=brought)

    def is_graded(self, grade: Grade, of: str | None) -> bool:
        """Whether a grade was set already, for whomever `set_grade` would set it."""
        on = None if grade.of is None else self.owner(of, grade.of)
        return any((one.grade, one.of) == (grade.id, on) for one in self.grades)

    def fact_of(self, fact: FactId, of: str | None) -> str | None:
        """On whom a fact stands that concerns a subject: on one of its kind, else on the case."""
        defined = self._programme.facts.get(fact)
        return None if defined is None or defined.of is None else self.owner(of, defined.of)

    def bring_clocks(self) -> None:
        """Set the clocks that a move brought, where nothing runs that items would count from."""
        for setting in sorted(self.brought.clocks, key=lambda one: (one.at, one.order)):
            # A limit that counts from a clock, and may have passed, is not begun anew by a move.
            if self.clocks.is_rolling(setting.clock) or not self.clocks.is_set(
                setting.clock, None if setting.of is None else [*line_of(self.subjects, setting.of), None]
            ):
                self.clocks.set(setting)

    def state_by_clocks(self) -> None:
        """State the facts that the clocks which count make true."""
        for (clock, of), settings in self.clocks.counting().items():
            for setting in settings:
                lines = self._generations.clocks(clock, setting.order)
                facts = over_lines(lines, self._programme.clocks.get(clock), _made_true)
                for fact, since in facts.items():
                    mark = setting.mark.moved_to(max(setting.at, since))
                    brought = since > EARLIEST or setting in self.brought.clocks
                    self.state_fact(fact, of, "yes", mark, brought=brought)

    def _add(self, event: SubjectAdded, mark: Mark) -> str:
        if event.subject in self.subjects:
            return "A subject of this id is on the case already."
        self.subjects[event.subject] = Subject(
            mark=mark,
            subject=event.subject,
            label=event.label,
            kinds=tuple((kind, mark.at) for kind in dict.fromkeys(event.kinds)),
            of=event.of,
        )
        self._joined(event.subject, event.kinds, mark)
        if event.of is not None and event.of not in self.subjects:
            return "It belongs to somebody who is not on the case; it is kept without that."
        return ""

    def _change(self, event: SubjectChanged, mark: Mark) -> str:
        found = self.subjects.get(event.subject)
        if found is None:
            return _NO_SUBJECT
        # A subject gains kinds and loses none (convention 23).
        gained = tuple(kind for kind in dict.fromkeys(event.add_kinds) if not found.has(kind))
        kinds = (*found.kinds, *((kind, mark.at) for kind in gained))
        changed = msgspec.structs.replace(found, kinds=kinds, label=event.label or found.label)
        self.subjects[event.subject] = changed
        self._joined(event.subject, gained, mark)
        return ""

    def _joined(self, subject: SubjectId, kinds: tuple[KindId, ...], mark: Mark) -> None:
        """Set what a subject of these kinds sets by joining; one that gains a kind joins as that then."""
        for kind in kinds:
            lines, defined = [*self._generations.kinds(kind, mark.order)], self._programme.kinds.get(kind)
            for clock, since in over_lines(lines, defined, lambda kind: kind.sets_clock).items():
                at, brought = mark.moved_to(max(mark.at, since)), since > EARLIEST
                self.set_clock(
                    clock, subject, at, source="subject", day_only=is_day_only(mark), brought=brought
                )
            for fact, since in over_lines(lines, defined, lambda kind: kind.sets_fact).items():
                at = mark.moved_to(max(mark.at, since))
                self.state_fact(fact, subject, "yes", at, brought=since > EARLIEST)

    def _say(self, event: FactSet, mark: Mark) -> str:
        defined = self._programme.facts.get(event.fact)
        known = [of for of in event.of if of in self.subjects]
        # Said before there is a subject of the kind, or of the case, it stands on the case (convention 18).
        of_case = defined is None or defined.of is None or not event.of
        for of in [None] if of_case else known:
            on = of if defined is None or defined.of is None else self.owner(of, defined.of) or of
            setting = FactSetting(mark=mark, fact=event.fact, of=on, value=event.value, source="person")
            self.facts.say(setting, unseen=mark.source.unseen)
        return "" if len(known) == len(event.of) else _NO_SUBJECT

    def _set(self, event: ClockSet, mark: Mark) -> str:
        if event.clock == CASE_CLOSED:
            return self._close(mark, "")
        if event.of is not None and event.of not in self.subjects:
            return _NO_SUBJECT
        self.set_clock(event.clock, event.of, mark, source="person", day_only=is_day_only(mark))
        return ""

    def _set_target(self, event: TargetSet, mark: Mark) -> str:
        if event.of is not None and event.of not in self.subjects:
            return _NO_SUBJECT
        setting = ClockSetting(
            mark=mark.moved_to(end_of_target(event.date, zone=self._programme.zone).end),
            clock=event.clock,
            of=self._clock_of(event.clock, event.of),
            source="target",
            day_only=True,
            day=event.date,
        )
        self.clocks.set(setting)
        return ""

    def _clock_of(self, clock: ClockId, of: str | None) -> str | None:
        """On whom a clock stands: the case's own, or the subject, or the one of its kind it belongs to."""
        defined = self._programme.clocks.get(clock)
        if of is None or (defined is not None and defined.of == "case"):
            return None
        return of if defined is None else self.owner(of, defined.of) or of

    def _regrade(self, event: GradeChanged, mark: Mark) -> str:
        grade = self._programme.grade_with(event.grade, event.choice)
        if grade is None:
            return "It sets a grade that the checklists of the case do not have."
        if event.of is not None and event.of not in self.subjects:
            return _NO_SUBJECT
        self.set_grade(grade, event.of, event.choice, mark, first=False, reason=event.reason)
        return ""

    def _close(self, mark: Mark, reason: str) -> str:
        closing = Closing(mark=mark, reason=reason)
        # Closed again without a reopening: the time of the closing was put right.
        if self.closings and self.closings[-1].reopened is None:
            self.closings[-1] = closing
        else:
            self.closings.append(closing)
        return ""

    def _reopen(self, event: CaseReopened, mark: Mark) -> str:
        if not self.closings or self.closings[-1].reopened is not None:
            return "It reopens a case that was not closed."
        last = self.closings[-1]
        # Typed with a time before the closing, it cannot have been closed for less than no time.
        reopened = max(mark.at, last.at)
        self.closings[-1] = msgspec.structs.replace(last, reopened=reopened, why_reopened=event.why)
        return ""


def is_day_only(mark: Mark) -> bool:
    """Tell whether the time of an entry is known only to the day."""
    event = mark.source.event
    return event is not None and event.at.precision == "day"


def _made_true(clock: Clock) -> tuple[FactId, ...]:
    return () if clock.sets_fact is None else (clock.sets_fact,)
