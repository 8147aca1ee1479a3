"""What a supervisor decided on a row of an exception list, as long as the row is what it was then."""

from sopcheck.cases.case import Case
from sopcheck.cases.events import Judged, ListedAs
from sopcheck.cases.standing import RowJudgement
from sopcheck.cases.states import PlaceState, ReviewState


def row_of(state: PlaceState | ReviewState, *, listed: str) -> Judged:
    """How a row of a list is named when it is judged; of a gate each closing is a row of its own."""
    if isinstance(state, ReviewState):
        return Judged(rule=state.rule.id, of=state.of or state.trigger, due=state.due)
    happened = state.limit.ends if listed == "gates" and state.limit is not None else None
    return Judged(place=state.place, due=happened)


def decided_on(case: Case, listed: ListedAs, state: PlaceState | ReviewState) -> RowJudgement | None:
    """The last decision on a row; none where the item was answered anew since, for that was not judged."""
    row = row_of(state, listed=listed)
    judgements = (one for one in reversed(case.row_judgements) if one.listed == listed)
    found = next((one for one in judgements if _is_of(one, row)), None)
    if found is None or isinstance(state, ReviewState) or state.answer is None:
        return found
    return found if found.recorded >= state.answer.recorded else None


def _is_of(judgement: RowJudgement, row: Judged) -> bool:
    if judgement.row == row:
        return True
    # Of a gate that was judged before closings were named: it was of those that had come by then.
    unnamed = row.place is not None and judgement.row == Judged(place=row.place)
    return unnamed and row.due is not None and row.due <= judgement.recorded
