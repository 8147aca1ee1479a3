"""Decisions of a supervisor on exceptions that are no passed limits, and on reviews that are signed."""

from collections.abc import Iterator
from typing import Literal

from sopcheck.cases import texts
from sopcheck.cases.acting import Acting
from sopcheck.cases.authority import require
from sopcheck.cases.events import AddendumWritten, ExceptionJudged, Judged, ListedAs, ReviewId, Verdict, When
from sopcheck.cases.judged_rows import row_of
from sopcheck.cases.refusals import ActRefusedError
from sopcheck.cases.reviews.signed import signed_reviews
from sopcheck.cases.states import Evaluation, Exceptions, PlaceState


def judge_exceptions(
    acting: Acting,
    listed: ListedAs,
    rows: tuple[Judged, ...],
    verdict: Verdict,
    at: When,
    *,
    reason: str = "",
    review: ReviewId | None = None,
) -> ExceptionJudged:
    """Decide on rows of one exception list, one or many at once; they stay on the record all the same.

    Raises:
        ActRefusedError: no row was chosen, or one of them is not on the list.
    """
    require(acting.by, "judge an exception")
    if not rows:
        raise ActRefusedError("No exception was chosen. Choose at least one of the list.")
    there = frozenset(_rows(acting.evaluation(), listed))
    # All or none, so that no half of a decision is ever on the record.
    if not there.issuperset(rows):
        raise ActRefusedError("One of these is no exception any more. Look at the list again and choose.")
    return ExceptionJudged(
        at=at, listed=listed, rows=rows, verdict=verdict, reason=texts.reason(reason), review=review
    )


def add_to_review(acting: Acting, review: ReviewId, text: str, *, reason: str) -> AddendumWritten:
    """Add to a review that is signed, with the reason; the signed record stays as it is.

    Raises:
        RefusedError: the role, a review that is not signed, no words or no reason.
    """
    require(acting.by, "add to a review")
    signed = {one.review: one for one in signed_reviews(acting.case)}
    if review in signed and signed[review].withdrawn is not None:
        raise ActRefusedError("This review counts no more, for it was withdrawn. Begin a new review.")
    if review not in signed:
        raise ActRefusedError("This review is not signed yet. Change it before you sign it.")
    return AddendumWritten(
        at=acting.when(),
        review=review,
        text=texts.reason(text, what="addendum", required=True),
        reason=texts.reason(reason, what="reason for the addendum", required=True),
    )


def _rows(evaluation: Evaluation, listed: ListedAs) -> Iterator[Judged]:
    """Give every row of a list, and each place that a row joins."""
    if listed == "reviews":
        for state in evaluation.exceptions.reviews_late_or_missed:
            yield row_of(state, listed=listed)
        return
    for lists in (evaluation.exceptions, evaluation.annex):
        for joined in _list(lists, listed):
            yield from (row_of(state, listed=listed) for state in joined)


def _list(
    lists: Exceptions, listed: Literal["gates", "not done", "not applicable", "late"]
) -> tuple[tuple[PlaceState, ...], ...]:
    match listed:
        case "gates":
            return lists.gates_not_met
        case "not done":
            return lists.not_done
        case "not applicable":
            return lists.not_applicable
        case "late":
            return lists.late_records_and_corrections
