"""The hard gates: refused while an item that must come before is open and not overridden (convention 17)."""

from sopcheck.cases.acting import Acting
from sopcheck.cases.gates import open_before
from sopcheck.cases.refusals import GateRefusedError
from sopcheck.checklists.definition import ClockId

_NAMED_AT_MOST = 8


def require_open_gate(acting: Acting, gate: ClockId, *, of: str | None) -> None:
    """Refuse the event of a hard gate; the message names the items that are open.

    Raises:
        GateRefusedError: at least one item that must come before is open.
    """
    waiting = open_before(acting.case, acting.evaluation(), gate, of=of)
    if not waiting:
        return
    # An item of several subjects is named once.
    names = list(dict.fromkeys(f"“{state.item.prompt}”" for state in waiting))
    named = ", ".join(names[:_NAMED_AT_MOST])
    more = f", and {len(names) - _NAMED_AT_MOST} more" if len(names) > _NAMED_AT_MOST else ""
    raise GateRefusedError(
        f"First answer what must come before: {named}{more}."
        " Or override each with a reason, which will print.",
        places=tuple(state.place for state in waiting),
    )
