"""Which ways of answering and which further acts an item has now, for the person at the desk. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sopcheck.cases.states import PlaceState
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from sopcheck.services.views import CaseView

Way = Literal["now", "at", "not done", "not applicable"]
Standing = Literal["new", "free", "correct"]
Further = Literal["explain", "extend", "override", "regrade", "clock", "target", "settle", "subject"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What can be done with an item: the ways to answer, and whether that changes what stands.

    `standing` is how an answer that stands would be treated: there is none (`new`), it may be changed
    freely (`free`), or it takes a correction with a reason (`correct`).
    """

    standing: Standing
    status: str
    ways: tuple[Way, ...]
    further: tuple[Further, ...]


def offer_of(view: CaseView, state: PlaceState) -> Offer:
    """What the person at the desk may do with an item."""
    standing = _standing(view, state)
    ways = _ways(view, state, standing)
    return Offer(standing=standing, status=state.status, ways=ways, further=tuple(_further(view, state)))


def way_words(way: Way, offer: Offer) -> str:
    """The word on the button of a way to answer; where it leaves the status as it is it says so."""
    status = "done" if way in ("now", "at") else way
    if offer.standing != "new" and offer.status == status:
        return tr("Correct…") if offer.standing == "correct" else tr("Change…")
    return {
        "now": tr("Done now"),
        "at": tr("Done at…"),
        "not done": tr("Not done…"),
        "not applicable": tr("Not applicable…"),
    }[way]


def further_words(further: Further) -> str:
    """The word on the link of a further act."""
    return {
        "explain": tr("Explain the limit…"),
        "extend": tr("Extend the limit…"),
        "override": tr("Let the gate pass without it…"),
        "regrade": tr("Change the grade…"),
        "clock": tr("Say when it happened…"),
        "target": tr("Set the date…"),
        "settle": tr("Settle which answer holds…"),
        "subject": tr("Add one…"),
    }[further]


def _standing(view: CaseView, state: PlaceState) -> Standing:
    if view.case.takes_new_answer(state.place):
        return "new"
    return "free" if view.case.may_change_freely(state.place, view.me.person) else "correct"


def _ways(view: CaseView, state: PlaceState, standing: Standing) -> tuple[Way, ...]:
    if "answer" not in view.may or state.none_yet or state.conflict:
        return ()
    if standing == "new":
        return "now", "at", "not done", "not applicable"
    return "at", "not done", "not applicable"


def _further(view: CaseView, state: PlaceState) -> list[Further]:
    limit = state.limit
    passed = limit is not None and limit.word in ("passed", "late")
    running = (
        limit is not None and limit.word in ("running", "due soon", "passed") and state.item.limit is not None
    )
    not_started = limit is not None and limit.word == "not started" and not state.none_yet
    clock = view.case.programme.clocks.get(limit.clock) if limit is not None else None
    by_hand = clock is not None and not clock.set_by
    gate = limit is not None and limit.word == "gate open" and clock is not None and clock.hard_gate
    regraded = state.item.sets_grade is not None and state.answer is not None
    holds: tuple[tuple[Further, bool, str], ...] = (
        ("settle", state.conflict, "settle a conflict"),
        ("subject", state.none_yet, "add a subject"),
        ("target", clock is not None and clock.target_date and state.applies == "yes", "set a clock"),
        ("clock", not_started and by_hand and clock is not None and not clock.target_date, "set a clock"),
        ("explain", passed or running, "explain a limit"),
        ("extend", running and limit is not None and limit.ends is not None, "extend a limit"),
        ("override", gate, "override a gate"),
        ("regrade", regraded, "change a grade"),
    )
    return [further for further, holds_now, action in holds if holds_now and action in view.may]
