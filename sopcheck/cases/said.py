"""What people said about limits: reasons written at the time, and supervisors' decisions."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from sopcheck.cases.standing import Explanation, Judgement
from sopcheck.cases.states import Explained, Judged, LimitState

_Said = TypeVar("_Said", Explanation, Judgement)
_OVER = ("late", "passed")


def explained(explanation: Explanation | None) -> Explained | None:
    """Give a reason as an evaluation has it, with when it was written."""
    if explanation is None:
        return None
    return Explained(reason=explanation.reason, written=explanation.recorded, by=explanation.by)


def explained_before(said: Sequence[Explanation], last: Explained) -> tuple[Explained, ...]:
    """Give the reasons whose place another one took, the newest first: what was said in time stays seen."""
    before = (explained(one) for one in reversed(said) if one.recorded < last.written)
    return tuple(one for one in before if one is not None)


def judged(judgement: Judgement | None) -> Judged | None:
    """Give a decision as an evaluation has it."""
    if judgement is None:
        return None
    return Judged(verdict=judgement.verdict, reason=judgement.reason, at=judgement.at, by=judgement.by)


def by_round(
    said: Sequence[_Said], began: Sequence[datetime], rounds: Sequence[LimitState], *, spread: bool
) -> Mapping[int, _Said]:
    """Tell for which round of a rolling item each was said; the last said for a round counts.

    It was for the last round that had passed by then, else for the one that was running. With `spread` (the
    reasons) a round that has its own is left to it, so that the next reason is for the round after.
    """
    found: dict[int, _Said] = {}
    for one in said:
        begun = [number for number, start in enumerate(began) if start <= one.recorded]
        over = [number for number in begun if _was_over(rounds[number], one.recorded)]
        if spread:
            over = [number for number in over if number not in found]
        if begun:
            found[(over or begun)[-1]] = one
    return found


def _was_over(state: LimitState, at: datetime) -> bool:
    return state.word in _OVER and state.ends is not None and state.ends < at
