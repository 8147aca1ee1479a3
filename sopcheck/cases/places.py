"""Every item for every subject: whether it applies, its answer, and where its limit or gate stands."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from sopcheck.cases.definitions import Definitions
from sopcheck.cases.events import Place
from sopcheck.cases.limits_state import Act, act_of, gate_states, in_rounds, limit_state
from sopcheck.cases.lines import Line, lines_of
from sopcheck.cases.moments import EARLIEST
from sopcheck.cases.programme import ItemPlan
from sopcheck.cases.reading import Asked, Reading
from sopcheck.cases.rounds import rounds
from sopcheck.cases.ruling import ruled
from sopcheck.cases.said import explained, judged
from sopcheck.cases.standing import AnswerHistory
from sopcheck.cases.states import Answer, LimitState, PlaceState
from sopcheck.checklists.definition import Version

_OVER = ("late", "passed", "gate not met")
_UNANSWERED = AnswerHistory(answers=(), standing=())


def all_places(reading: Reading, definitions: Definitions) -> Iterator[PlaceState]:
    """Give the state of every place, in the order of checklists, stages, items and subjects.

    An item that a later version left out is given only where it is on the record (convention 13).
    """
    since = began(reading)
    record = dict(_record(reading, definitions))
    for line in lines_of(reading, definitions):
        maker = PlaceMaker(reading, line, since)
        for plan in line.plans:
            for state in maker.places(plan):
                kept = record.pop(state.place, None) if record else None
                yield state if kept is None else _with_record(line, state, kept)
        for kept in [kept for place, kept in record.items() if place.checklist == line.checklist]:
            yield _left_out(kept)


def began(reading: Reading) -> datetime:
    """Give from when items without a condition have applied: since the police first knew."""
    known = [adopted.at for adopted in reading.case.versions[:1]]
    received = reading.report_received()
    return min([*known, *([] if received is None else [received])], default=EARLIEST)


class PlaceMaker:
    """Makes the states of the places of one checklist."""

    def __init__(self, reading: Reading, line: Line, since: datetime) -> None:
        self._reading = reading
        self._line = line
        self._began = since
        case = reading.case
        self._answers = case.answers
        self._has_words = bool(case.explanations or case.judgements)

    def places(self, plan: ItemPlan) -> Iterator[PlaceState]:
        """Give an item for each of its subjects; once where it has none yet, or does not repeat."""
        kind, needs = plan.scope.kind, plan.scope.needs
        if kind is None:
            yield self.place(plan, None)
            return
        subjects = self._reading.subjects(kind)
        # A duty towards a second kind (a suspect's victims) has nobody while there is none of that kind.
        if not subjects or (needs is not None and not self._reading.subjects(needs)):
            yield self.none_yet(plan)
            return
        for subject in subjects:
            yield self.place(plan, subject.subject)

    def place(self, plan: ItemPlan, of: str | None) -> PlaceState:
        """Give the state of an item for a subject."""
        reading = self._reading
        place = Place(plan.checklist, plan.item.id, of)
        asked = reading.asked(plan.scope, of)
        history = self._answers.get(place, _UNANSWERED)
        answer = history.current
        states = self._states(plan, of, asked, answer)
        state = PlaceState(
            place=place,
            item=plan.item,
            stage=plan.stage,
            applies=asked.applies,
            status="open" if answer is None else answer.given.status,
            limit=states[-1] if states else None,
            rounds=states if plan.item.rolling or len(states) > 1 else (),
            answer=answer,
            conflict=history.conflict,
            unknown_facts=asked.unknown_facts,
            corrected=history.corrected,
            late_record=history.late,
            asked_since=self._since(plan, of, asked),
        )
        # Asked once for the case: most have no reasons yet, and two look-ups a place are felt on each key.
        return self._with_words(state) if self._has_words else state

    def _since(self, plan: ItemPlan, of: str | None, asked: Asked) -> datetime | None:
        if asked.applies != "yes":
            return None
        since = asked.floor if asked.floor > self._began else self._began
        if self._line.is_plain:
            return since
        number = len(self._line.followed) - 1
        return max(since, self._line.since(self._reading, plan.item.id, of, number=number)[0])

    def _states(
        self, plan: ItemPlan, of: str | None, asked: Asked, answer: Answer | None
    ) -> tuple[LimitState, ...]:
        """Give the state of the limit or gate: one, or one for each round.

        What only may apply has not begun to count. Of what applies no more only what was done is left.
        """
        if plan.not_started is None and self._line.is_plain:
            return ()
        if plan.item.rolling:
            return rounds(self._reading, self._line, plan, of, asked) or _not_begun(plan, asked)
        if asked.applies != "yes" and not _is_done(answer):
            return _not_asked(plan, asked, answer)
        return self._limits_and_gates(plan, of, asked, act_of(answer))

    def _limits_and_gates(
        self, plan: ItemPlan, of: str | None, asked: Asked, act: Act
    ) -> tuple[LimitState, ...]:
        reading, line = self._reading, self._line
        if line.is_plain and plan.item.gate is not None:
            return gate_states(reading, line, plan, of, asked, act)
        rule = ruled(reading, line, plan, of, act.judged if act.status == "done" else None)
        limits = () if rule is None else (limit_state(reading, rule, act),)
        if line.is_plain:
            return limits
        moved = line.followed[-1].adopted.at
        gates = gate_states(reading, line, plan, of, asked, act)
        # What was not met by the last move is on the record of that, as long as it is anything.
        return _with_gates(plan, limits, tuple(gate for gate in gates if not _is_missed_by(gate, moved)))

    def none_yet(self, plan: ItemPlan) -> PlaceState:
        """Give the state of an item that repeats and has no subject yet."""
        asked = self._reading.asked(plan.scope, None)
        return PlaceState(
            place=Place(plan.checklist, plan.item.id),
            item=plan.item,
            stage=plan.stage,
            applies=asked.applies,
            status="open",
            limit=plan.none_yet,
            unknown_facts=asked.unknown_facts,
            none_yet=True,
        )

    def _with_words(self, state: PlaceState) -> PlaceState:
        """Add the last reason and decision; a rolling item has those of its last round."""
        case, place = self._reading.case, state.place
        if state.item.rolling and state.limit is not None:
            reason, decision = state.limit.explained, state.limit.judged
        elif place in case.explanations or place in case.judgements:
            reason = explained(next(reversed(case.explanations.get(place, ())), None))
            decision = judged(next(reversed(case.judgements.get(place, ())), None))
        else:
            return state
        return msgspec.structs.replace(state, explained=reason, judged=decision)


def _with_gates(
    plan: ItemPlan, limits: tuple[LimitState, ...], gates: tuple[LimitState, ...]
) -> tuple[LimitState, ...]:
    """Join what versions with a limit and versions with a gate made of a place; what counts now stands last.

    Of what another version asked only what was over is still of interest.
    """
    if plan.item.limit is not None:
        return in_rounds((*(gate for gate in gates if gate.word in _OVER), *limits))
    if plan.item.gate is not None:
        return in_rounds((*(limit for limit in limits if limit.word in _OVER), *gates))
    return in_rounds((*limits, *gates))


def _is_done(answer: Answer | None) -> bool:
    return answer is not None and answer.given.status == "done"


def _not_asked(plan: ItemPlan, asked: Asked, answer: Answer | None) -> tuple[LimitState, ...]:
    if plan.closed is not None and answer is not None and answer.given.status == "not applicable":
        return (plan.closed,)
    return _not_begun(plan, asked)


def _not_begun(plan: ItemPlan, asked: Asked) -> tuple[LimitState, ...]:
    return () if asked.applies == "no" or plan.not_started is None else (plan.not_started,)


def _record(reading: Reading, definitions: Definitions) -> Iterator[tuple[Place, PlaceState]]:
    """Give what had ended by the last move, as if the case had not been moved (convention 13)."""
    moved = reading.case.moved
    if moved is None:
        return
    versions = {one.checklist: one.version for one in moved.before.adopted}
    for state in all_places(Reading(moved.before, reading.calendar, reading.at), definitions):
        # What only may have applied was never an exception.
        if state.applies == "may" and state.under is None:
            continue
        over = _over_by(state, moved.at)
        if over or state.corrected or state.late_record:
            under = state.under or versions[state.place.checklist]
            yield state.place, msgspec.structs.replace(state, rounds=over, under=under)


def _with_record(line: Line, state: PlaceState, kept: PlaceState) -> PlaceState:
    """Add to a place what had ended by the last move, where the version in force tells nothing of it."""
    limits = _limits(state)
    told = {limit.ends for limit in limits if limit.word in _OVER}
    missing = tuple(limit for limit in kept.rounds if limit.ends not in told)
    if state.applies != "yes" or state.none_yet:
        return _no_more_asked(line, state, missing or kept.rounds) if kept.rounds else state
    if not missing:
        return state
    joined = in_rounds((*missing, *limits))
    rounds = joined if len(joined) > 1 or state.item.rolling else ()
    return msgspec.structs.replace(state, limit=joined[-1], rounds=rounds)


def _no_more_asked(line: Line, state: PlaceState, over: tuple[LimitState, ...]) -> PlaceState:
    """Give what was late as it was judged: that it may not apply any more does not undo it."""
    rounds, under = _as_rounds(state, over), _judged_under(line, over[-1])
    return msgspec.structs.replace(state, limit=(rounds or over)[-1], rounds=rounds, under=under)


def _left_out(kept: PlaceState) -> PlaceState:
    """Give what is asked no more as it stands on the record: its answer, and what was over."""
    over = kept.rounds
    rounds = _as_rounds(kept, over)
    limit = (rounds or over)[-1] if over else None
    return msgspec.structs.replace(kept, applies="no", limit=limit, rounds=rounds)


def _as_rounds(state: PlaceState, over: tuple[LimitState, ...]) -> tuple[LimitState, ...]:
    if state.item.rolling:
        return over
    return in_rounds(over) if len(over) > 1 else ()


def _judged_under(line: Line, limit: LimitState) -> Version | None:
    """Give the version under which a limit ended, where the case has moved on to another."""
    ended, now = limit.ends or EARLIEST, line.followed[-1].adopted
    earlier = [one.adopted for one in line.followed[:-1]]
    begun = [one for one in earlier if one.at < ended] or earlier[:1]
    return None if begun[-1].digest == now.digest else begun[-1].version


def _over_by(state: PlaceState, moved: datetime) -> tuple[LimitState, ...]:
    """Give what was over of a place when the case moved on."""
    limits = (one for one in _limits(state) if one.ends is not None and one.ends <= moved)
    over = tuple(one for one in limits if one.word in _OVER)
    # They had their numbers among all that the place had; what is left of them is numbered anew.
    return over if state.item.rolling else tuple(msgspec.structs.replace(one, round=None) for one in over)


def _is_missed_by(gate: LimitState, moved: datetime) -> bool:
    return gate.word == "gate not met" and gate.ends is not None and gate.ends <= moved


def _limits(state: PlaceState) -> tuple[LimitState, ...]:
    return state.rounds or (() if state.limit is None else (state.limit,))
