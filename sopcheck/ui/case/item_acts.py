"""Which ways of answering and which further acts an item has now, for the person at the desk. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sopcheck.cases.duties import directions_at
from sopcheck.cases.states import LimitWord, PlaceState
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from datetime import datetime

    from sopcheck.cases.events import Place, Status
    from sopcheck.cases.standing import Direction
    from sopcheck.checklists.definition import Clock
    from sopcheck.services.views import CaseView

Way = Literal["now", "at", "not done", "not applicable"]
Standing = Literal["new", "free", "correct"]
Further = Literal[
    "direction", "explain", "extend", "override", "regrade", "clock", "target", "settle", "subject"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What can be done with an item: the ways to answer, and whether that changes what stands.

    `standing` is how an answer that stands would be treated: there is none (`new`), it may be changed
    freely (`free`), or it takes a correction with a reason (`correct`). `undone` is the same for *not done*
    and *not applicable*: after *not done* an act is a new answer, and anything else a change.
    """

    standing: Standing
    undone: Standing
    status: str
    ways: tuple[Way, ...]
    further: tuple[Further, ...]

    def treats(self, way: Way) -> Standing:
        """How the answer that stands would be treated by this way of answering."""
        return self.standing if way in ("now", "at") else self.undone


def offer_of(view: CaseView, state: PlaceState) -> Offer:
    """What the person at the desk may do with an item."""
    standing = _standing(view, state, "done")
    return Offer(
        standing=standing,
        undone=_standing(view, state, "not applicable"),
        status=state.status,
        ways=_ways(view, state, standing),
        further=tuple(_further(view, state)),
    )


def way_words(way: Way, offer: Offer) -> str:
    """The word on the button of a way to answer; where it leaves the status as it is it says so."""
    status = "done" if way in ("now", "at") else way
    treated = offer.treats(way)
    if treated != "new" and offer.status == status:
        return tr("Correct…") if treated == "correct" else tr("Change…")
    return {
        "now": tr("Done now"),
        "at": tr("Done at…"),
        "not done": tr("Not done…"),
        "not applicable": tr("Not applicable…"),
    }[way]


def further_words(further: Further) -> str:
    """The word on the link of a further act."""
    return {
        "direction": tr("Answer the direction…"),
        "explain": tr("Explain the limit…"),
        "extend": tr("Extend the limit…"),
        "override": tr("Let the gate pass without it…"),
        "regrade": tr("Change the grade…"),
        "clock": tr("Say when it happened…"),
        "target": tr("Set the date…"),
        "settle": tr("Settle which answer holds…"),
        "subject": tr("Add one…"),
    }[further]


def _standing(view: CaseView, state: PlaceState, status: Status) -> Standing:
    if view.case.takes_new_answer(state.place, status):
        return "new"
    return "free" if view.case.may_change_freely(state.place, view.me.person) else "correct"


def _ways(view: CaseView, state: PlaceState, standing: Standing) -> tuple[Way, ...]:
    if "answer" not in view.may or state.none_yet or state.conflict:
        return ()
    if standing == "new" and set_already(view, state) is None:
        return "now", "at", "not done", "not applicable"
    return "at", "not done", "not applicable"


def set_already(view: CaseView, state: PlaceState) -> datetime | None:
    """When the clock that the item sets was set already: no single key may move what counts from it.

    The time of the report is given as a case is opened; “done now” at the item that records it would take
    back limits that have passed. Rolling clocks are set anew with every answer, which is their purpose.
    """
    name = state.item.sets_clock
    clock = view.case.programme.clocks.get(name) if name is not None else None
    if name is None or clock is None or clock.rolling:
        return None
    return view.evaluation.clocks.get((name, None if clock.of == "case" else state.place.of))


def _further(view: CaseView, state: PlaceState) -> Iterator[Further]:
    for further, action, fits in _FURTHER:
        if action in view.may and fits(view, state):
            yield further


def _is_running(state: PlaceState) -> bool:
    return state.item.limit is not None and _word(state) in ("running", "due soon", "passed")


def _is_late(state: PlaceState) -> bool:
    return _word(state) in ("passed", "late")


def _clock_of(view: CaseView, state: PlaceState) -> Clock | None:
    return view.case.programme.clocks.get(state.limit.clock) if state.limit is not None else None


def _has_target(view: CaseView, state: PlaceState) -> bool:
    clock = _clock_of(view, state)
    return clock is not None and clock.target_date and state.applies == "yes"


def _waits_for_clock(view: CaseView, state: PlaceState) -> bool:
    """Tell whether a limit waits for a moment that no answer will set by itself."""
    clock = _clock_of(view, state)
    by_hand = clock is not None and not clock.set_by and not clock.target_date
    return by_hand and not state.none_yet and _word(state) == "not started"


def _is_before_hard_gate(view: CaseView, state: PlaceState) -> bool:
    clock = _clock_of(view, state)
    return clock is not None and clock.hard_gate and _word(state) == "gate open"


def _word(state: PlaceState) -> LimitWord | None:
    return state.limit.word if state.limit is not None else None


def direction_to_answer(view: CaseView, place: Place) -> Direction | None:
    """The direction on an item that waits longest for an answer, if any does."""
    return next((one for one in directions_at(view.case, place) if one.state == "open"), None)


_FURTHER: tuple[tuple[Further, str, Callable[[CaseView, PlaceState], bool]], ...] = (
    (
        "direction",
        "answer a direction",
        lambda view, state: direction_to_answer(view, state.place) is not None,
    ),
    ("settle", "settle a conflict", lambda _, state: state.conflict),
    ("subject", "add a subject", lambda _, state: state.none_yet),
    ("target", "set a clock", _has_target),
    ("clock", "set a clock", _waits_for_clock),
    ("explain", "explain a limit", lambda _, state: _is_late(state) or _is_running(state)),
    ("extend", "extend a limit", lambda _, state: _is_running(state)),
    ("override", "override a gate", _is_before_hard_gate),
    ("regrade", "change a grade", lambda _, state: bool(state.item.sets_grade and state.answer)),
)
