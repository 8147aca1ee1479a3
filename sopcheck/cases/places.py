"""Every item for every subject: whether it applies, its answer, and where its limit or gate stands."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from sopcheck.cases.definitions import Definitions
from sopcheck.cases.events import Place
from sopcheck.cases.limits_state import OPEN, Act, act_of, gate_states, limit_state
from sopcheck.cases.lines import Line, lines_of
from sopcheck.cases.moments import EARLIEST
from sopcheck.cases.programme import ItemPlan
from sopcheck.cases.reading import Asked, Reading
from sopcheck.cases.rounds import rounds
from sopcheck.cases.ruling import Ruled, floor_of, ruled
from sopcheck.cases.said import explained, judged
from sopcheck.cases.states import Answer, LimitState, PlaceState
from sopcheck.checklists.definition import Clock, ClockId

_OVER = ("late", "passed")


def all_places(reading: Reading, definitions: Definitions) -> Iterator[PlaceState]:
    """Give the state of every place, in the order of checklists, stages, items and subjects.

    An item that a later version left out is given only where its limit had passed before (convention 13).
    """
    began = _began(reading)
    for line in lines_of(reading, definitions):
        for plan in line.plans:
            yield from places_of(reading, line, plan, began)
        if len(line.followed) > 1:
            yield from _left_out(reading, line)


def places_of(reading: Reading, line: Line, plan: ItemPlan, began: datetime) -> Iterator[PlaceState]:
    """Give an item for each of its subjects; once where it has none yet, or does not repeat."""
    kind, needs = plan.scope.kind, plan.scope.needs
    if kind is None:
        yield _place(reading, line, plan, None, began)
        return
    subjects = reading.subjects(kind)
    if not subjects or (needs is not None and not reading.subjects(needs)):
        yield _none_yet(reading, line, plan)
        return
    for subject in subjects:
        yield _place(reading, line, plan, subject.subject, began)


def _began(reading: Reading) -> datetime:
    """Give from when items without a condition have applied: since the police first knew."""
    known = [adopted.at for adopted in reading.case.versions[:1]]
    received = reading.report_received()
    return min([*known, *([] if received is None else [received])], default=EARLIEST)


def _none_yet(reading: Reading, line: Line, plan: ItemPlan) -> PlaceState:
    asked = reading.asked(plan.scope, None)
    return PlaceState(
        place=Place(line.checklist, plan.item.id),
        item=plan.item,
        stage=plan.stage,
        applies=asked.applies,
        status="open",
        limit=plan.none_yet,
        unknown_facts=asked.unknown_facts,
        none_yet=True,
    )


def _place(
    reading: Reading, line: Line, plan: ItemPlan, of: str | None, began: datetime
) -> PlaceState:
    case = reading.case
    place = Place(line.checklist, plan.item.id, of)
    asked = reading.asked(plan.scope, of)
    lead = case.programme.lead(place)
    history = case.answers.get(lead)
    since = max(asked.floor, began) if asked.applies == "yes" else None
    if since is not None and not line.is_plain:
        brought = line.brought(reading, plan.item.id, of, number=len(line.followed) - 1)
        since = max(since, brought or EARLIEST)
    if history is None:
        states = _states(reading, line, plan, of, asked, None)
        state = PlaceState(
            place=place,
            item=plan.item,
            stage=plan.stage,
            applies=asked.applies,
            status="open",
            limit=states[-1] if states else None,
            rounds=states if len(states) > 1 or plan.item.rolling else (),
            unknown_facts=asked.unknown_facts,
            asked_since=since,
        )
    else:
        answer = case.answer(lead)
        states = _states(reading, line, plan, of, asked, answer)
        state = PlaceState(
            place=place,
            item=plan.item,
            stage=plan.stage,
            applies=asked.applies,
            status="open" if answer is None else answer.given.status,
            limit=states[-1] if states else None,
            rounds=states if len(states) > 1 or plan.item.rolling else (),
            answer=answer,
            conflict=history.conflict,
            unknown_facts=asked.unknown_facts,
            corrected=any(given.correction for given in history.answers),
            asked_since=since,
        )
    return _with_words(reading, lead, state)


def _with_words(reading: Reading, lead: Place, state: PlaceState) -> PlaceState:
    """Add the last reason and decision; a rolling item has those of its last round."""
    case = reading.case
    if state.item.rolling and state.limit is not None:
        reason, decision = state.limit.explained, state.limit.judged
    elif lead in case.explanations or lead in case.judgements:
        reason = explained(next(reversed(case.explanations.get(lead, ())), None))
        decision = judged(next(reversed(case.judgements.get(lead, ())), None))
    else:
        return state
    return msgspec.structs.replace(state, explained=reason, judged=decision)


def _states(
    reading: Reading, line: Line, plan: ItemPlan, of: str | None, asked: Asked, answer: Answer | None
) -> tuple[LimitState, ...]:
    """Give the state of the limit or gate: one, or one for each round.

    What only may apply has not begun to count. Of what applies no more only what was done is left.
    """
    if plan.not_started is None and line.is_plain:
        return ()
    if plan.item.rolling:
        found = rounds(reading, line, plan, of, asked)
        return found or _not_begun(plan, asked)
    if asked.applies != "yes" and (answer is None or answer.given.status != "done"):
        closed = answer is not None and answer.given.status == "not applicable"
        return (plan.closed,) if closed and plan.closed is not None else _not_begun(plan, asked)
    act = act_of(answer)
    if plan.item.gate is not None:
        return gate_states(reading, line, plan, of, asked, act)
    rule = ruled(reading, line, plan, of, act.judged if act.status == "done" else None)
    return () if rule is None else (limit_state(reading, rule, act),)


def _not_begun(plan: ItemPlan, asked: Asked) -> tuple[LimitState, ...]:
    return () if asked.applies == "no" or plan.not_started is None else (plan.not_started,)


def _left_out(reading: Reading, line: Line) -> Iterator[PlaceState]:
    for then, plan, dropped in line.left_out():
        subjects = [None] if plan.scope.kind is None else [one.subject for one in reading.subjects(plan.scope.kind)]
        for of in subjects:
            state = _place(reading, then, plan, of, EARLIEST)
            if state.limit is not None and _ended_over(state.limit, dropped):
                yield msgspec.structs.replace(state, applies="no")


def _ended_over(limit: LimitState, dropped: datetime) -> bool:
    return limit.word in _OVER and limit.ends is not None and limit.ends <= dropped
