"""What calls for a review: the fixed and senior ones by date, events, and gates (convention 9).

Each call is one review that is or will be due. The 28-day chain is not here: its dates follow from the
reviews that were held (`reviews.py`).
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from sopcheck.cases.holders import changes_of
from sopcheck.cases.moments import EARLIEST
from sopcheck.cases.programme import CASE_CLOSED
from sopcheck.cases.reading import Reading
from sopcheck.cases.reviews.dues import due_of
from sopcheck.cases.ruling import level_of
from sopcheck.cases.standing import GradeSetting
from sopcheck.checklists.conditions import value_at
from sopcheck.checklists.definition import ClockId, ReviewDue, ReviewRule
from sopcheck.ledger.entry import EntryHash

# A series of senior reviews is looked at for as long as a case may be open; nobody plans further.
_MOST_OF_A_SERIES = 400


class Call(NamedTuple):
    """A review that is called for: when it is due, since when, for whom or what, and by which entry."""

    rule: ReviewRule
    due: datetime | None
    since: datetime
    of: str | None = None
    trigger: EntryHash | None = None


class Event(NamedTuple):
    """Something that calls for an event review."""

    at: datetime
    entry: EntryHash
    of: str | None


def dated_calls(reading: Reading, rule: ReviewRule, *, past: datetime) -> Iterator[Call]:
    """Give the calls of a review that counts from a clock: one, or a series up to the first due later."""
    due = rule.due
    setting = None if due is None else reading.clock(ClockId(due.from_), None)
    if due is None or setting is None:
        return
    first = 1 if due.every is None else _first_of_series(reading, rule, due)
    for number in range(first, first + _MOST_OF_A_SERIES):
        found = due_of(reading, rule, setting.at, times=number)
        if found is None:
            return
        yield Call(rule, found.ends, setting.at)
        if due.every is None or found.ends > past:
            return


def _first_of_series(reading: Reading, rule: ReviewRule, due: ReviewDue) -> int:
    """Give the number of the first review of a series: the first that comes after the one it follows."""
    before = reading.case.programme.rule(rule.after) if rule.after else None
    amount = before.due.amount if before is not None and before.due is not None else None
    return 1 if not amount or not due.every else amount // due.every + 1


def event_calls(reading: Reading, rule: ReviewRule) -> Iterator[Call]:
    """Give the calls of an event review; what came with the report is for the first review."""
    begin = _events_count_from(reading)
    if rule.due is None or begin is None:
        return
    for event in sorted(_events(reading, rule), key=lambda event: event.at):
        if begin < event.at <= reading.at:
            found = due_of(reading, rule, event.at)
            if found is not None:
                yield Call(rule, found.ends, event.at, event.of, event.entry)


def _events_count_from(reading: Reading) -> datetime | None:
    """Tell after when events call for reviews; None while the clock of the plan that says so is not set."""
    plans = reading.plans
    clock = plans[-1][1].triggers_after if plans else None
    if clock is None:
        return EARLIEST
    setting = reading.clock(clock, None)
    return None if setting is None else setting.at


def _events(reading: Reading, rule: ReviewRule) -> Iterator[Event]:
    trigger, case = rule.trigger, reading.case
    if trigger is None:
        return
    if trigger.added is not None:
        for subject in case.subjects_of(trigger.added):
            yield Event(subject.since(trigger.added) or subject.at, subject.entry, subject.subject)
    elif trigger.clock is not None:
        yield from _clock_events(reading, trigger.clock, first_only=trigger.first_for_each is not None)
    elif trigger.reassigned is not None:
        for holding in changes_of(case.holders, trigger.reassigned):
            yield Event(holding.at, holding.entry, None)
    elif trigger.grade_raised is not None:
        settings = [setting for setting in case.grades if setting.grade == trigger.grade_raised]
        yield from _rises(reading, settings)


def _clock_events(reading: Reading, clock: ClockId, *, first_only: bool) -> Iterator[Event]:
    """Give the settings of a clock; of a rolling one the act that sets it again is no such event."""
    for (name, of), settings in reading.case.clocks.items():
        if name != clock:
            continue
        # The rolling item that sets it again is a review of the release, not another release.
        told = [setting for setting in settings if setting.source == "person"]
        for setting in told[:1] if first_only else settings:
            yield Event(setting.at, setting.entry, of)


def _rises(reading: Reading, settings: Iterable[GradeSetting]) -> Iterator[Event]:
    before: dict[str | None, int] = {}
    for setting in settings:
        grade = reading.case.programme.grade_with(setting.grade, setting.choice)
        if grade is None:
            continue
        level = level_of(grade, setting.choice)
        if level < before.get(setting.of, -1):
            yield Event(setting.at, setting.entry, setting.of)
        before[setting.of] = level


def gate_calls(reading: Reading, rule: ReviewRule) -> Iterator[Call]:
    """Give the calls of a review before a gate: for each suspect it is proposed of, or each closing."""
    if rule.gate is None:
        return
    if rule.gate.before == CASE_CLOSED:
        yield from _closing_calls(reading, rule)
        return
    for of in _subjects(reading, rule):
        setting = reading.case.clock(rule.gate.before, of)
        happened = setting if setting is not None and setting <= reading.at else None
        # What was decided was proposed, whether or not somebody recorded that.
        if happened is not None or _is_proposed(reading, rule, of):
            yield Call(rule, happened, EARLIEST, of)


def _closing_calls(reading: Reading, rule: ReviewRule) -> Iterator[Call]:
    since = EARLIEST
    for closing in reading.case.closings:
        if closing.at <= reading.at:
            yield Call(rule, closing.at, since)
            since = closing.reopened or since
    # Of a closing still to come the review may be held already.
    yield Call(rule, None, since)


def _subjects(reading: Reading, rule: ReviewRule) -> tuple[str | None, ...]:
    if rule.of is None:
        return (None,)
    return tuple(subject.subject for subject in reading.subjects(rule.of))


def _is_proposed(reading: Reading, rule: ReviewRule, of: str | None) -> bool:
    if rule.applies_when is None:
        return True
    return value_at(reading.truth(rule.applies_when, of), reading.at) == "yes"
