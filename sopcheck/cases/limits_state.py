"""Where a limit or a gate stands at a moment (conventions 5 to 7, 12, 17, 20)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from sopcheck.cases.events import Status
from sopcheck.cases.lines import Line
from sopcheck.cases.moments import LATEST
from sopcheck.cases.programme import CASE_CLOSED, ItemPlan
from sopcheck.cases.reading import Asked, Counted, Reading
from sopcheck.cases.ruling import Ruled
from sopcheck.cases.states import Answer, LimitState, LimitWord
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.conditions import value_at
from sopcheck.checklists.definition import ClockId, Gate, Limit
from sopcheck.checklists.limits import working_days_over
from sopcheck.checklists.local_time import day_of, end_of_day

_SECOND = timedelta(seconds=1)


class Act(NamedTuple):
    """What was done about a limit: nothing, *not done*, or the act with the moment it is judged at."""

    status: Status | None
    judged: datetime | None


OPEN = Act(None, None)


def act_of(answer: Answer | None) -> Act:
    """Give what an answer says was done."""
    return OPEN if answer is None else Act(answer.given.status, answer.judged)


def limit_state(reading: Reading, found: Ruled, act: Act) -> LimitState:
    """Tell where a limit stands, given what was done."""
    if act.status == "not applicable":
        return _still(found.plan, found.limit, "closed")
    if found.counted is None:
        return _still(found.plan, found.limit, "not started")
    if found.extended_to is None:
        return _shared(reading, found.limit, found.counted, act)
    return _counted(reading, found.limit, found.counted, act, extended_to=found.extended_to)


def longer_over(reading: Reading, limit: LimitState) -> LimitState:
    """Give a limit that is passed and open as it stands at a later moment: over for longer."""
    if limit.ends is None:
        return limit
    # Subjects that joined together share one state, and it is made longer once for all of them.
    state = reading.states.get(id(limit))
    if state is None:
        by_days = limit.working_days_over is not None
        state = msgspec.structs.replace(
            limit,
            over_seconds=over(reading.at - limit.ends),
            working_days_over=_days_over(reading, limit.ends, reading.at) if by_days else None,
        )
        reading.states[id(limit)] = state
    return state


def over(seconds_of: timedelta) -> int:
    """Give a length of time in whole seconds."""
    return seconds_of // _SECOND


def _still(plan: ItemPlan, limit: Limit, word: LimitWord) -> LimitState:
    """Give a state that needs no counting; most were made once with the definition."""
    ready = plan.closed if word == "closed" else plan.not_started
    if ready is not None and limit is plan.item.limit:
        return ready
    return LimitState(word=word, basis=limit.basis, clock=limit.from_)


def _shared(reading: Reading, limit: Limit, counted: Counted, act: Act) -> LimitState:
    """Give one state to all places that share limit, start and act: subjects that joined together do."""
    judged = act.judged if act.status == "done" else None
    in_time = judged is not None and judged <= counted.end
    # All that is met looks alike, whenever it was done; only what is late says by how much.
    key = (id(limit), counted.start, counted.end, "met" if in_time else judged)
    state = reading.states.get(key)
    if state is None:
        state = reading.states[key] = _counted(reading, limit, counted, act)
    return state


def _counted(
    reading: Reading, limit: Limit, counted: Counted, act: Act, *, extended_to: datetime | None = None
) -> LimitState:
    done = act.judged if act.status == "done" else None
    until = done or reading.at
    word = _word(reading.at, counted, done)
    is_over = word in ("late", "passed")
    by_days = is_over and limit.unit == "working-days"
    return LimitState(
        word=word,
        basis=limit.basis,
        clock=limit.from_,
        start=counted.start,
        ends=counted.end,
        soon=counted.soon,
        over_seconds=over(until - counted.end) if is_over else None,
        working_days_over=_days_over(reading, counted.end, until) if by_days else None,
        extended_to=extended_to,
        provisional=counted.provisional,
    )


def _word(at: datetime, counted: Counted, done: datetime | None) -> LimitWord:
    if done is not None:
        return "met" if done <= counted.end else "late"
    if at > counted.end:
        return "passed"
    return "due soon" if at > counted.soon else "running"


def _days_over(reading: Reading, end: datetime, until: datetime) -> int:
    return _days_to(end, day_of(until, reading.zone), reading.zone, reading.calendar)


@lru_cache(maxsize=4096)
def _days_to(end: datetime, day: date, zone: ZoneInfo, calendar: Calendar) -> int:
    """Count the working days over by a day: what is asked at every moment of it is counted once."""
    return working_days_over(end, end_of_day(day, zone) - _SECOND, zone=zone, calendar=calendar)


def gate_states(
    reading: Reading, line: Line, plan: ItemPlan, of: str | None, asked: Asked, act: Act
) -> tuple[LimitState, ...]:
    """Tell where a gate stands: one state, or one for each closing of a case that was reopened.

    None where the gate is not asked for: its event happened before the subject joined or while the condition
    was not true, and has not been made open again. Each event is judged under the version in force when it
    happened: an item that a later version puts before it is not asked for (convention 13).
    """
    if act.status == "not applicable":
        return () if plan.closed is None else (plan.closed,)
    found = [
        (event, _gate_state(reading, gate, event, act))
        for gate in _gates(line, plan)
        for event in _events(reading, gate.before, of)
        if _is_asked_for(reading, line, plan, of, gate, event)
        # What came in time is met, though nobody could have called it missing.
        or (
            asked.applies == "yes"
            and _is_met(event, act)
            and _stood_before(reading, line, plan, of, gate, event)
        )
    ]
    return in_rounds([state for _, state in sorted(found, key=lambda one: one[0].at or LATEST)])


def in_rounds(states: Sequence[LimitState]) -> tuple[LimitState, ...]:
    """Number the states of a place where it has several."""
    if len(states) == 1:
        return tuple(states)
    return tuple(msgspec.structs.replace(state, round=number) for number, state in enumerate(states, start=1))


def _gates(line: Line, plan: ItemPlan) -> Iterable[Gate]:
    """Give the gates that an item stood before so far, each clock once, as the newest version has it."""
    if line.is_plain:
        return () if plan.item.gate is None else (plan.item.gate,)
    plans = (followed.by_id.get(plan.item.id) for followed in reversed(line.followed))
    gates = (version.item.gate for version in plans if version is not None)
    return {gate.before: gate for gate in reversed([*gates]) if gate is not None}.values()


class _Event(NamedTuple):
    """What a gate stands before: when it happened, or will where that is known already."""

    at: datetime | None
    to_come: bool


_TO_COME = _Event(None, to_come=True)


def _events(reading: Reading, clock: ClockId, of: str | None) -> tuple[_Event, ...]:
    if clock != CASE_CLOSED:
        setting = reading.clock(clock, of)
        return (_TO_COME,) if setting is None else (_Event(setting.at, setting.at > reading.at),)
    closings = [closing for closing in reading.case.closings if closing.at <= reading.at]
    events = tuple(_Event(closing.at, to_come=False) for closing in closings)
    # On reopening the gate is open again for the next closure; the first stays as it was (convention 17).
    return events if reading.case.is_closed(reading.at) else (*events, _TO_COME)


def _is_asked_for(
    reading: Reading, line: Line, plan: ItemPlan, of: str | None, gate: Gate, event: _Event
) -> bool:
    if event.to_come or event.at is None:
        return event.to_come and plan.item.gate is not None and plan.item.gate.before == gate.before
    if line.is_plain:
        return _was_asked(reading.asked(plan.scope, of), event.at)
    return _was_asked_by_version(reading, line, plan, of, gate, event.at)


def _was_asked(asked: Asked, event: datetime) -> bool:
    """Whether an item was asked when an event happened, whatever became of its condition since."""
    # Who joined after the event could not come before it; to say "not met" would be a false alarm.
    return asked.joined <= event and value_at(asked.history, event) == "yes"


def _stood_before(
    reading: Reading, line: Line, plan: ItemPlan, of: str | None, gate: Gate, event: _Event
) -> bool:
    """Whether the version in force when an event happened had this gate for the place."""
    if line.is_plain or event.at is None:
        return line.is_plain
    _, version = line.versions_of(reading, plan.item.id, of)[line.in_force(event.at)]
    return version is not None and version.item.gate is not None and version.item.gate.before == gate.before


def _was_asked_by_version(
    reading: Reading, line: Line, plan: ItemPlan, of: str | None, gate: Gate, event: datetime
) -> bool:
    """Whether the version in force when the event happened asked this item of the place before it."""
    number = line.in_force(event)
    _, version = line.versions_of(reading, plan.item.id, of)[number]
    if version is None or version.item.gate is None or version.item.gate.before != gate.before:
        return False
    if not _was_asked(reading.asked(version.scope, of), event):
        return False
    # A move makes nothing overdue in the past: a gate passed before its item came was not missed.
    return line.since(reading, plan.item.id, of, number=number)[0] <= event


def _is_met(event: _Event, act: Act) -> bool:
    if act.status != "done" or act.judged is None:
        return False
    return event.to_come or (event.at is not None and act.judged <= event.at)


def _gate_state(reading: Reading, gate: Gate, event: _Event, act: Act) -> LimitState:
    met = _is_met(event, act)
    key = (id(gate), event, met)
    state = reading.states.get(key)
    if state is None:
        word: LimitWord = "gate met" if met else "gate open" if event.to_come else "gate not met"
        state = LimitState(word=word, basis=gate.basis, clock=gate.before, ends=event.at)
        reading.states[key] = state
    return state
