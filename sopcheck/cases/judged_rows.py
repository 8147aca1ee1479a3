"""What a supervisor decided on a row of an exception list, as long as the row is what it was then."""

from sopcheck.cases.case import Case
from sopcheck.cases.events import Judged, ListedAs
from sopcheck.cases.standing import RowJudgement
from sopcheck.cases.states import PlaceState, ReviewState


def row_of(state: PlaceState | ReviewState) -> Judged:
    """How a row of a list is named when it is judged."""
    if isinstance(state, ReviewState):
        return Judged(rule=state.rule.id, of=state.of or state.trigger, due=state.due)
    return Judged(place=state.place)


def decided_on(case: Case, listed: ListedAs, state: PlaceState | ReviewState) -> RowJudgement | None:
    """The last decision on a row; none where the item was answered anew since, for that was not judged."""
    row = row_of(state)
    found = next(
        (one for one in reversed(case.row_judgements) if (one.listed, one.row) == (listed, row)), None
    )
    if found is None or isinstance(state, ReviewState) or state.answer is None:
        return found
    return found if found.recorded >= state.answer.recorded else None
