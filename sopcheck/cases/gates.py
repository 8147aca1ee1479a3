"""What must come before a gate: two gates are hard, the others are only shown (convention 17)."""

from sopcheck.cases.case import Case
from sopcheck.cases.programme import CASE_CLOSED
from sopcheck.cases.states import Evaluation, PlaceState
from sopcheck.checklists.definition import ClockId, KindId


def is_hard(case: Case, gate: ClockId) -> bool:
    """Whether the event of this gate is refused while an item before it is open."""
    defined = case.programme.clocks.get(gate)
    return defined is not None and defined.hard_gate


def open_before(
    case: Case, evaluation: Evaluation, gate: ClockId, *, of: str | None
) -> tuple[PlaceState, ...]:
    """Give the items that must come before a gate and are open: asked, not answered, not overridden.

    *Not applicable* closes an item for the gate, *not done* does not. A gate about one suspect looks only at
    that suspect among the items that repeat for suspects, and at nothing of another suspect's.
    """
    return tuple(
        state
        for state in evaluation.places
        if state.item.gate is not None
        and state.item.gate.before == gate
        and _is_open(state)
        and _concerns(case, state, gate, of)
        and not _is_overridden(case, state, gate)
    )


def _is_open(state: PlaceState) -> bool:
    # What only may apply holds nobody up: most facts of most cases are never known (`domain.md` 9).
    asked = state.applies == "yes" and not state.none_yet
    return asked and state.status in ("open", "not done")


def _concerns(case: Case, state: PlaceState, gate: ClockId, of: str | None) -> bool:
    defined = case.programme.clocks.get(gate)
    if of is None or defined is None or defined.of == "case":
        return True
    owner = case.owner(state.place.of, KindId(defined.of))
    return owner is None or owner == of


def _is_overridden(case: Case, state: PlaceState, gate: ClockId) -> bool:
    """An override is for the next event of the gate: on reopening, that before the closing is open again."""
    closings = case.closings if gate == CASE_CLOSED else ()
    ended = [closing.order for closing in closings if closing.reopened is not None]
    overrides = case.overrides.get(state.place, ())
    # By the order of recording: a closing or a reopening may be typed with an earlier time.
    return any(one.gate == gate and one.order > max(ended, default=-1) for one in overrides)
