"""The six lists of the supervision record, and the same lists of the annex (`domain.md` 4.3).

They cover the whole case up to the moment, whatever a supervisor decided. What one act did late for one
subject is one row; so are items of two packs that are one duty (convention 11).
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial

import msgspec

from sopcheck.cases.case import Case
from sopcheck.cases.events import Status
from sopcheck.cases.moments import LATEST
from sopcheck.cases.states import Answer, Exceptions, LimitState, LimitWord, PlaceState, ReviewState
from sopcheck.ledger.entry import EntryHash

Row = tuple[PlaceState, ...]
_OVER: frozenset[LimitWord] = frozenset(("late", "passed"))
_GATE_NOT_MET: frozenset[LimitWord] = frozenset(("gate not met",))
_NOTABLE = _OVER | _GATE_NOT_MET
_NOT_DONE = frozenset(("not done", "not applicable"))
_REVIEW_OVER = frozenset(("late", "missed", "overdue"))
_SENSITIVE = "intelligence-sensitive"


def exceptions_of(
    case: Case, places: Iterable[PlaceState], reviews: Iterable[ReviewState]
) -> tuple[Exceptions, Exceptions]:
    """Give the lists of the ordinary record, and those of the annex.

    The annex has the intelligence-sensitive items, which are in no other list.
    """
    # Sifted first, because of the hundreds of places of a sound case hardly any is in a list.
    found = list(_notable(places))
    lists = _lists(case, [state for state in found if state.item.print_class != _SENSITIVE])
    annex = _lists(case, [state for state in found if state.item.print_class == _SENSITIVE])
    late = tuple(review for review in reviews if review.word in _REVIEW_OVER)
    return msgspec.structs.replace(lists, reviews_late_or_missed=late), annex


def _notable(places: Iterable[PlaceState]) -> Iterator[PlaceState]:
    """Leave out what can be in no list; an item that only may apply never is."""
    for state in places:
        limit = state.limit
        is_over = limit is not None and (limit.word in _NOTABLE or bool(state.rounds))
        if (is_over or state.status in _NOT_DONE or state.corrected or state.late_record) and (
            state.applies != "may" or state.under is not None
        ):
            yield state


def _lists(case: Case, places: Sequence[PlaceState]) -> Exceptions:
    rounds = [one for state in places for one in _rounds(case, state)]
    # An act that was late stays on the record; what was left undone is nothing once it is not asked.
    asked = [state for state in places if state.applies == "yes"]
    act, duty, record = partial(_act_key, case), partial(_duty_key, case), partial(_record_key, case)
    return Exceptions(
        limits_passed=_rows(_with_limit(rounds, _OVER), act),
        gates_not_met=_rows(_with_limit(rounds, _GATE_NOT_MET), act),
        not_done=_rows(_with_status(asked, "not done"), duty),
        not_applicable=_rows(_with_status(asked, "not applicable"), duty),
        late_records_and_corrections=_rows(
            (state for state in places if state.corrected or state.late_record), record
        ),
    )


def _with_limit(states: Iterable[PlaceState], words: frozenset[LimitWord]) -> Iterator[PlaceState]:
    return (state for state in states if state.limit is not None and state.limit.word in words)


def _with_status(states: Iterable[PlaceState], status: Status) -> Iterator[PlaceState]:
    return (state for state in states if state.status == status)


def _rounds(case: Case, state: PlaceState) -> Iterator[PlaceState]:
    """Give a place once for each of its rounds, with the act, the reason and the decision of that round."""
    if not state.rounds:
        yield state
        return
    for limit in state.rounds:
        if limit.word not in _NOTABLE:
            continue
        if not state.item.rolling:
            yield msgspec.structs.replace(state, limit=limit)
            continue
        yield msgspec.structs.replace(
            state,
            limit=limit,
            answer=_answer_of(case, state, limit),
            explained=limit.explained,
            judged=limit.judged,
        )


def _answer_of(case: Case, state: PlaceState, limit: LimitState) -> Answer | None:
    return next((given for given in case.history(state.place) if given.entry == limit.act), None)


def _act_key(case: Case, state: PlaceState) -> Hashable:
    """Tell what joins rows: the act that was late for this subject; while nothing is done, the duty."""
    act = _act(state)
    if act is None:
        return _duty_key(case, state)
    # A gate that was closed twice may be late for one act twice; a round of a rolling item is ended once.
    closing = None if state.limit is None or state.item.rolling else state.limit.round
    return act, state.place.of, closing


def _act(state: PlaceState) -> EntryHash | None:
    if state.limit is not None and state.limit.act is not None:
        return state.limit.act
    done = state.answer is not None and state.answer.given.status == "done"
    return state.answer.entry if state.answer is not None and done else None


def _duty_key(case: Case, state: PlaceState) -> Hashable:
    return case.programme.lead(state.place), state.limit and state.limit.round


def _record_key(case: Case, state: PlaceState) -> Hashable:
    """Tell what joins rows of the last list: one answer for this subject was recorded late once."""
    return (state.answer.entry, state.place.of) if state.answer else _duty_key(case, state)


def _rows(states: Iterable[PlaceState], key: Callable[[PlaceState], Hashable]) -> tuple[Row, ...]:
    """Join what belongs together; national limits first, then by their end."""
    joined: dict[Hashable, list[PlaceState]] = {}
    for state in states:
        joined.setdefault(key(state), []).append(state)
    return tuple(sorted((tuple(row) for row in joined.values()), key=_national_first))


def _national_first(row: Row) -> tuple[bool, datetime]:
    is_local, ends = True, LATEST
    for state in row:
        if state.limit is not None:
            is_local = is_local and state.limit.basis != "national"
            ends = min(ends, state.limit.ends or LATEST)
    return is_local, ends
