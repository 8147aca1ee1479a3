"""The review schedule of a case: what is due, met, late, overdue or missed (conventions 9, 11 and 12).

The reviews held are gone through in the order of time, with the closings and reopenings of the case. Each
meets what it discharges; what was overdue and is not among that turns to missed when the review comes later
in the schedule.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from sopcheck.cases.events import Discharged
from sopcheck.cases.limits_state import over
from sopcheck.cases.moments import LATEST
from sopcheck.cases.reading import Reading
from sopcheck.cases.reviews.calls import Call, dated_calls, event_calls, gate_calls
from sopcheck.cases.reviews.dues import due_of, left_out, rules_of
from sopcheck.cases.standing import Closing, HeldReview
from sopcheck.cases.states import Evaluation, ReviewState, ReviewWord
from sopcheck.checklists.definition import ReviewPlan, ReviewRule, ScheduleId
from sopcheck.checklists.limits import end_of_target

_SCHEDULED = frozenset(("fixed", "rolling", "senior"))
_TO_DISCHARGE = frozenset(("due", "overdue", "missed"))
# A due date at 24:00 is the first instant of the next day; the days are counted from the day that it ends.
_JUST_BEFORE = timedelta(microseconds=1)
_MOST_CYCLES = 1000


def chain_rules(plan: ReviewPlan | None) -> frozenset[ScheduleId]:
    """Give the reviews of the 28-day chain, which may carry the date of the next."""
    schedule = plan.schedule if plan is not None else ()
    return frozenset(rule for one in schedule if one.due is not None for rule in one.due.from_review)


def dischargeable(evaluation: Evaluation) -> tuple[ReviewState, ...]:
    """Give what a review held now may discharge, the first due first."""
    return tuple(review for review in evaluation.reviews if review.word in _TO_DISCHARGE)


def reviews_of(reading: Reading) -> tuple[ReviewState, ...]:
    """Give every review that is or was due, by when it is."""
    plans = reading.plans
    if not plans:
        return ()
    schedule = _Schedule(reading)
    for happening in _happenings(reading):
        schedule.take(happening)
    return tuple(sorted(schedule.states(), key=lambda state: state.due or LATEST))


def coming(reviews: Iterable[ReviewState]) -> Iterator[ReviewState]:
    """Give the scheduled reviews that are still to come."""
    return (
        review
        for review in reviews
        if review.word == "due" and review.due is not None and review.rule.type in _SCHEDULED
    )


@dataclass(slots=True)
class _Due:
    """A review that is called for, and what became of it while the reviews held are gone through."""

    call: Call
    held: HeldReview | None = None
    missed: datetime | None = None
    dropped: bool = False

    @property
    def is_open(self) -> bool:
        """Whether a review may still discharge it; what is missed may be held late."""
        return self.held is None and not self.dropped

    @property
    def is_pending(self) -> bool:
        """Whether it is neither held nor missed."""
        return self.is_open and self.missed is None


class _Reopened(NamedTuple):
    """A closed case was opened again."""

    at: datetime


_Happening = HeldReview | Closing | _Reopened


def _happenings(reading: Reading) -> list[_Happening]:
    """Give what moves the schedule, by instant."""
    closings = reading.case.closings
    found: list[_Happening] = [*reading.case.held_reviews, *closings]
    found.extend(_Reopened(one.reopened) for one in closings if one.reopened is not None)
    return sorted((one for one in found if one.at <= reading.at), key=lambda one: one.at)


class _Schedule:
    """The schedule while what happened is gone through."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._left_out = left_out(reading)
        self._rules = rules_of(reading)
        rules = self._rules.values()
        self._chains = [rule for rule in rules if rule.type == "rolling" and rule.due is not None]
        self._dues = [_Due(call) for rule in rules for call in _calls(reading, rule)]
        self._current = {rule.id: self._first_of_chain(rule) for rule in self._chains}
        self._ended: datetime | None = None
        self._closed: list[tuple[datetime, datetime]] = []

    def take(self, happening: _Happening) -> None:
        """Take a review that was held, a closing or a reopening."""
        match happening:
            case HeldReview():
                self._hold(happening)
            case Closing():
                self._end(happening.at)
            case _Reopened():
                self._reopen(happening.at)

    def states(self) -> Iterator[ReviewState]:
        """Give what became of each review that is or was due."""
        if self._ended is not None:
            self._closed.append((self._ended, LATEST))
        for due in self._dues:
            if due.held is not None or self._is_shown(due):
                yield self._state(due)

    def _hold(self, held: HeldReview) -> None:
        met = [due for one in held.event.discharges if (due := self._meet(one, held)) is not None]
        self._miss(held, met)
        for rule in self._chains:
            self._go_on(rule, held)
        if any(due.call.rule.ends_schedule for due in met):
            self._end(held.at)

    def _meet(self, one: Discharged, held: HeldReview) -> _Due | None:
        """Find what a review discharges: of one kind the oldest, unless it is named; what is missed last."""
        rule = self._rules.get(one.rule)
        if rule is None:
            return None
        due = next(iter(self._fitting(rule, one, held)), None)
        # Held before anybody had said that it is proposed, it is on the record all the same.
        if due is None and rule.type == "before":
            due = _Due(Call(rule, None, held.at, one.of))
            self._dues.append(due)
        if due is not None:
            due.held, due.missed = held, None
            self._continue_series(due)
        return due

    def _continue_series(self, met: _Due) -> None:
        """Call for the next of a series where the one that was to come is held before its date."""
        rule, date = met.call.rule, met.call.due
        is_series = rule.type in ("fixed", "senior") and rule.due is not None and rule.due.every is not None
        is_last = not any(due.is_pending for due in self._dues if due.call.rule is rule)
        if is_series and is_last and date is not None:
            *_, following = dated_calls(self._reading, rule, past=date)
            self._dues.append(_Due(following))

    def _fitting(self, rule: ReviewRule, one: Discharged, held: HeldReview) -> list[_Due]:
        """Give what a review may discharge by a rule, what it discharges first."""
        fitting = [
            due for due in self._dues if due.is_open and due.call.rule is rule and _fits(due, one, held)
        ]
        if rule.ends_schedule:
            # A closure review is for the closing that is to come, not for an earlier one without.
            return sorted(fitting, key=lambda due: due.call.since, reverse=True)
        return sorted(fitting, key=lambda due: (due.missed is not None, due.call.due or LATEST))

    def _miss(self, held: HeldReview, met: list[_Due]) -> None:
        """Turn to missed what was overdue and comes before what was held, in the order of the schedule."""
        latest = max((_place_in_schedule(due) for due in met if _is_scheduled(due)), default=None)
        for due in self._dues:
            ends = due.call.due
            if latest is None or ends is None or not due.is_open or due.missed is not None:
                continue
            # By the schedule, not by the clock: an earlier review held late makes nothing missed.
            if ends < held.at and ends < latest:
                due.missed = held.at

    def _go_on(self, rule: ReviewRule, held: HeldReview) -> None:
        """Set the next review of a chain, after one of it was held or the one that was due is missed."""
        if rule.due is None or self._ended is not None:
            return
        current = self._current[rule.id]
        if any(one.rule in rule.due.from_review for one in held.event.discharges):
            # Held early it takes the place of the one that was to come; two would be owed for one month.
            if current is not None and current.is_pending:
                current.dropped = True
            self._call(rule, self._next_date(rule, held), since=held.at)
        elif current is not None and current.missed == held.at and current.call.due is not None:
            self._call(rule, self._next_cycle(rule, current.call.due, after=held.at), since=held.at)

    def _next_date(self, rule: ReviewRule, held: HeldReview) -> datetime:
        if held.event.next_date is not None:
            return end_of_target(held.event.next_date, zone=self._reading.zone).end
        return self._due_after(rule, held.at)

    def _call(self, rule: ReviewRule, date: datetime, *, since: datetime) -> None:
        due = _Due(Call(rule, date, since))
        self._dues.append(due)
        self._current[rule.id] = due

    def _end(self, at: datetime) -> None:
        if self._ended is None:
            self._ended = at

    def _reopen(self, at: datetime) -> None:
        """Begin the chains anew from the reopening (convention 9)."""
        ended, self._ended = self._ended or at, None
        self._closed.append((ended, at))
        for rule in self._chains:
            current = self._current[rule.id]
            if current is not None and current.is_pending:
                _leave_behind(current, ended)
            if rule.due is not None and rule.due.restarts_at:
                self._call(rule, self._due_after(rule, at), since=at)

    def _first_of_chain(self, rule: ReviewRule) -> _Due | None:
        """Give the first review of a chain as if the one before it is never held: from its due date."""
        before = None if rule.due is None else rule.due.if_never_held
        calls = [due.call for due in self._dues if due.call.rule.id == before]
        dates = [call.due for call in calls if call.due is not None and not self._is_left_out(call)]
        if not dates:
            return None
        first = _Due(Call(rule, self._due_after(rule, dates[0] - _JUST_BEFORE), dates[0]))
        self._dues.append(first)
        return first

    def _due_after(self, rule: ReviewRule, start: datetime) -> datetime:
        found = due_of(self._reading, rule, start)
        return LATEST if found is None else found.ends

    def _cycles(self, rule: ReviewRule, date: datetime) -> Iterator[datetime]:
        """Give the due dates of a rolling review while it is not held, its own first."""
        for _ in range(_MOST_CYCLES):
            yield date
            date = self._due_after(rule, date - _JUST_BEFORE)

    def _next_cycle(self, rule: ReviewRule, date: datetime, *, after: datetime) -> datetime:
        return next((date for date in self._cycles(rule, date) if date > after), LATEST)

    def _is_shown(self, due: _Due) -> bool:
        """Whether something not held is called for: not while the case is closed, nor before its turn."""
        ends, at = due.call.due, self._reading.at
        if due.dropped or self._is_left_out(due.call):
            return False
        if ends is None:
            return not due.call.rule.ends_schedule
        if any(begin <= ends < until for begin, until in self._closed) and due.call.rule.type != "before":
            return False
        return due.call.rule.type != "rolling" or due.call.since <= at

    def _is_left_out(self, call: Call) -> bool:
        """Whether a version has it no more; what was due before the move stays (convention 13)."""
        moved = self._left_out.get(call.rule.id)
        return moved is not None and (call.due is None or call.due > moved)

    def _state(self, due: _Due) -> ReviewState:
        call, held = due.call, due.held
        until = held.at if held is not None else due.missed or self._reading.at
        state = ReviewState(
            rule=call.rule,
            word=_word(due, self._reading.at),
            due=call.due,
            of=call.of if call.of is not None else call.trigger,
            trigger=call.trigger,
        )
        if call.due is not None and state.word not in ("due", "met"):
            cycles = self._missed_cycles(due, until)
            state = replace(state, over_seconds=over(until - call.due), missed_cycles=cycles)
        return state if held is None else _with_held(state, held)

    def _missed_cycles(self, due: _Due, until: datetime) -> int:
        """Count the due dates of a rolling review that went by, from two on."""
        if due.call.rule.type != "rolling" or due.call.due is None:
            return 0
        last = min([until, *(begin for begin, _ in self._closed if begin >= due.call.due)])
        count = 0
        for date in self._cycles(due.call.rule, due.call.due):
            if date >= last:
                break
            count += 1
        return count if count > 1 else 0


def _leave_behind(current: _Due, ended: datetime) -> None:
    """Drop what was not due yet when the schedule ended; what was overdue then was never held."""
    if current.call.due is not None and current.call.due < ended:
        current.missed = ended
    else:
        current.dropped = True


def _calls(reading: Reading, rule: ReviewRule) -> Iterator[Call]:
    if rule.type in ("fixed", "senior"):
        return dated_calls(reading, rule, past=reading.at)
    if rule.type == "event":
        return event_calls(reading, rule)
    return gate_calls(reading, rule) if rule.type == "before" else iter(())


def _fits(due: _Due, one: Discharged, held: HeldReview) -> bool:
    """Whether a held review may discharge this: named or left open, and called for by then."""
    if one.of is not None and one.of not in (due.call.of, due.call.trigger):
        return False
    return due.call.rule.type in _SCHEDULED or due.call.since <= held.at


def _is_scheduled(due: _Due) -> bool:
    return due.call.rule.type in _SCHEDULED or due.call.rule.ends_schedule


def _place_in_schedule(due: _Due) -> datetime:
    """Give when a review comes in the schedule; the closure review comes last."""
    return LATEST if due.call.rule.ends_schedule or due.call.due is None else due.call.due


def _with_held(state: ReviewState, held: HeldReview) -> ReviewState:
    return replace(
        state,
        held=held.at,
        by=held.by,
        independent="yes" if held.independent else "partly",
        exception=held.event.exception,
        review=held.review,
    )


def _word(due: _Due, at: datetime) -> ReviewWord:
    ends = due.call.due
    if due.held is not None:
        return "met" if ends is None or due.held.at <= ends else "late"
    if due.missed is not None:
        return "missed"
    if ends is None:
        return "due"
    happened = due.call.rule.type == "before" and at >= ends
    return "overdue" if at > ends or happened else "due"
