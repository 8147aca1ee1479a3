"""A review as a run of its checklist: its questions, each once for the review (convention 25).

What the program knows is filled in and never typed: the type, independence, earlier actions, decisions on
passed limits, outcome, new actions, the next date.
"""

from collections.abc import Iterator
from datetime import datetime

from sopcheck.cases.case import Case
from sopcheck.cases.definitions import Definitions
from sopcheck.cases.evaluation import evaluate
from sopcheck.cases.events import Discharged, Place, ReviewHeld, ReviewId
from sopcheck.cases.limits_state import act_of, limit_state
from sopcheck.cases.moments import EARLIEST
from sopcheck.cases.programme import ItemPlan
from sopcheck.cases.reading import Reading
from sopcheck.cases.reviews.filling import Filling, filled
from sopcheck.cases.ruling import Ruled
from sopcheck.cases.states import Answer, Evaluation, LimitState, PlaceState
from sopcheck.checklists.calendar import Calendar
from sopcheck.checklists.conditions import History
from sopcheck.checklists.definition import Checklist, FactId


def review_checklist(case: Case, definitions: Definitions) -> Checklist | None:
    """The checklist that a review of this case runs: the version followed, else the newest that is known."""
    plan = case.programme.plan
    if plan is None:
        return None
    adopted = [version for version in case.versions if version.checklist == plan.checklist]
    followed = definitions.with_digest(adopted[-1].digest) if adopted else None
    return followed or definitions.newest(plan.checklist)


def evaluate_review(
    case: Case,
    definitions: Definitions,
    calendar: Calendar,
    at: datetime,
    review: ReviewId,
    *,
    draft: ReviewHeld | None = None,
    known: Evaluation | None = None,
    meant: tuple[Discharged, ...] = (),
) -> tuple[PlaceState, ...]:
    """Give the questions of a review in their order; `draft` is what is about to be signed.

    `meant` is what the review is to meet while nothing of it is drafted yet.
    `known` is the evaluation of the case at that moment, where there is one already.
    """
    checklist = review_checklist(case, definitions)
    digest = None if checklist is None else definitions.digest_of(checklist.checklist, checklist.version)
    if digest is None:
        return ()
    evaluation = known or evaluate(case, definitions, calendar, at)
    reading = Reading(case, calendar, at)
    # These hold for the questions alone; in the case itself a list of exceptions would decide on itself.
    reading.derived.update(_derived(evaluation))
    filling = Filling.of(case, evaluation, review, draft, meant)
    return tuple(_question(reading, plan, filling) for plan in definitions.plans(digest))


def _derived(evaluation: Evaluation) -> Iterator[tuple[FactId, History]]:
    """Give the facts that the program derives from the state of the case, the annex included."""
    both = (evaluation.exceptions, evaluation.annex)
    late = (
        answer.answer.late_record
        for lists in both
        for row in lists.late_records_and_corrections
        for answer in row
        if answer.answer is not None
    )
    present = {
        "limit-passed-present": any(lists.limits_passed for lists in both),
        "not-done-present": any(lists.not_done for lists in both),
        "not-applicable-present": any(lists.not_applicable for lists in both),
        "late-recording-present": any(late),
    }
    for fact, is_so in present.items():
        yield FactId(fact), ((EARLIEST, "yes" if is_so else "no"),)


def _question(reading: Reading, plan: ItemPlan, filling: Filling) -> PlaceState:
    place = Place(plan.checklist, plan.item.id, filling.review)
    # A question that repeats is put once for the review: the place of its answer names the review.
    asked = reading.asked(plan.scope, None)
    history = reading.case.history(place)
    answer = filled(plan.item, filling) if plan.item.filled_from else reading.case.answer(place)
    kind = plan.item.repeats_for
    return PlaceState(
        place=place,
        item=plan.item,
        stage=plan.stage,
        applies=asked.applies,
        status="open" if answer is None else answer.given.status,
        limit=_limit(reading, plan, filling, answer),
        answer=answer,
        unknown_facts=asked.unknown_facts,
        corrected=any(given.correction for given in history),
        none_yet=kind is not None and not reading.subjects(kind),
    )


def _limit(reading: Reading, plan: ItemPlan, filling: Filling, answer: Answer | None) -> LimitState | None:
    """The clock of a run is when its review was signed."""
    limit = plan.item.limit
    if limit is None:
        return plan.not_started
    counted = None if filling.signed is None else reading.counted(limit, filling.signed)
    return limit_state(reading, Ruled(plan, limit, counted), act_of(answer))
