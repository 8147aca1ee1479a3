"""Gathers what a supervision record is made from: the case with the review in it, and what was before."""

from sopcheck.cases.case import Case
from sopcheck.cases.definitions import Definitions
from sopcheck.cases.events import ReviewHeld
from sopcheck.cases.register.register import Person
from sopcheck.cases.reviews.reviewed import Marking, Reviewed
from sopcheck.cases.reviews.run import evaluate_review
from sopcheck.cases.states import Evaluation
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.definition import Digest
from sopcheck.ledger.entry import PersonId

BASELINE = "illustrative baseline, not approved by a force"
_INDEPENDENT = "independent of this case"
_PARTLY = "partly independent: the reviewer had a part in this case"
_EXCEPTION = "not independent; held by exception, for the reason given"


def gather(  # noqa: PLR0913 - each is a thing that the record rests on
    before: Case,
    after: Case,
    evaluation: Evaluation,
    held: ReviewHeld,
    *,
    definitions: Definitions,
    calendar: Calendar,
    reviewer: Person,
    people: dict[PersonId, Person],
    standings: dict[Digest, str] | None = None,
    marking: Marking | None = None,
    unwitnessed: bool = False,
) -> Reviewed:
    """Everything that the record of a review says; `before` is the case as it was read for the review.

    `unwitnessed`: no entry of the case is known to another machine, a print or a hub yet.
    """
    earlier = [review.at for review in before.held_reviews if review.at < held.at.at]
    known = {adopted.digest: BASELINE for adopted in after.versions}
    return Reviewed(
        case=after,
        evaluation=evaluation,
        held=held,
        questions=evaluate_review(
            after, definitions, calendar, evaluation.at, held.review, draft=held, known=evaluation
        ),
        discharged=tuple(state for state in evaluation.reviews if state.review == held.review),
        independence=_independence(before, reviewer, held),
        reviewer=reviewer,
        people=people,
        standings=known | (standings or {}),
        calendar=calendar,
        previous=max(earlier, default=None),
        unwitnessed=len(before.entries) if unwitnessed else 0,
        oldest_unwitnessed=before.entries[0].recorded_at if unwitnessed and before.entries else None,
        marking=marking or Marking(),
        annex_reference=f"{after.reference}/S{len(earlier) + 1}",
    )


def _independence(before: Case, reviewer: Person, held: ReviewHeld) -> str:
    if not before.not_independent_because(reviewer.person):
        return _INDEPENDENT
    return _EXCEPTION if held.exception else _PARTLY
