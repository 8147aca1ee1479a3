"""A review as a supervisor sees it: what it may meet, its questions, what changed, and independence."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from sopcheck.cases.events import Discharged, ReviewId
from sopcheck.cases.reviews.reviews import dischargeable
from sopcheck.cases.reviews.run import evaluate_review
from sopcheck.cases.standing import HeldReview
from sopcheck.cases.states import Answer, PlaceState, ReviewState
from sopcheck.checklists.definition import ItemId, ReviewRule
from sopcheck.services.changes import changes_since
from sopcheck.services.review_facts import FIRST, child_seen
from sopcheck.services.views import CaseView, Conclusion, ReviewView

_WHY = {
    "investigator": "You are or were the investigator of this case.",
    "answered": "You answered an investigator's item on this case.",
}


def review_view(
    view: CaseView, review: ReviewId, *, draft: Conclusion | None, last_look: datetime | None
) -> ReviewView:
    """The review with everything that its page shows."""
    due = may_be_met(view)
    suggested = suggestion(view, review, due)
    last = view.case.held_reviews[-1] if view.case.held_reviews else None
    kept = draft or _first_draft(view, suggested)
    why = view.case.not_independent_because(view.me.person)
    return ReviewView(
        view=view,
        review=review,
        due=due,
        suggested=suggested,
        questions=questions_of(view, review, meant=kept.discharges),
        carried=carried_answers(view, review),
        since_review=changes_since(view, last.recorded if last else None, review=review),
        since_me=changes_since(view, _last_seen(view, last_look), review=review),
        independent=independence(view, suggested),
        why_not_independent=_WHY.get(why, ""),
        draft=kept,
    )


def _last_seen(view: CaseView, last_look: datetime | None) -> datetime | None:
    # Who signed a review had looked, though perhaps at another machine or before this was noted.
    signed = [held.recorded for held in view.case.held_reviews if held.by == view.me.person]
    return max(signed if last_look is None else (*signed, last_look), default=None)


def _first_draft(view: CaseView, suggested: tuple[Discharged, ...]) -> Conclusion:
    """What can be said before anybody has said anything: only what the case itself says."""
    change = "" if view.case.held_reviews else FIRST
    return Conclusion(discharges=suggested, risk_change=change, child_seen=child_seen(view))


def questions_of(
    view: CaseView, review: ReviewId, *, meant: tuple[Discharged, ...] = ()
) -> tuple[PlaceState, ...]:
    """The questions of the review as they stand; `meant` is what it is to meet."""
    return evaluate_review(
        view.case, view.definitions, view.calendar, view.read_at, review, known=view.evaluation, meant=meant
    )


def carried_answers(view: CaseView, review: ReviewId) -> Mapping[ItemId, Answer]:
    """The answers of the last held review, to be confirmed or changed; never taken as given."""
    earlier = [held for held in view.case.held_reviews if held.review != review]
    if not earlier:
        return {}
    last: HeldReview = earlier[-1]
    states = questions_of(view, last.review)
    return {
        state.place.item: state.answer
        for state in states
        # What the program fills in is about the earlier review, and filled in anew for this one.
        if state.answer is not None and not state.item.filled_from
    }


def may_be_met(view: CaseView) -> tuple[ReviewState, ...]:
    """What a review held now may meet: what is due or was missed, and any review before a gate.

    Nobody has to propose a decision in the system before a supervisor may review the case for it.
    """
    due = dischargeable(view.evaluation)
    there = {(state.rule.id, state.of) for state in due}
    plan = view.case.programme.plan
    gates = [rule for rule in plan.schedule if rule.type == "before"] if plan is not None else []
    before = (
        ReviewState(rule=rule, word="due", due=None, of=of) for rule in gates for of in _each(view, rule)
    )
    return (*due, *(state for state in before if (state.rule.id, state.of) not in there))


def _each(view: CaseView, rule: ReviewRule) -> tuple[str | None, ...]:
    if rule.of is None:
        return (None,)
    return tuple(subject.subject for subject in view.case.subjects_of(rule.of))


def suggestion(view: CaseView, review: ReviewId, due: tuple[ReviewState, ...]) -> tuple[Discharged, ...]:
    """What the review is most likely held for: what it was opened for, else what is overdue or due first."""
    opened = view.case.opened_reviews.get(review)
    if opened is not None and opened.meant_for:
        return tuple(opened.meant_for)
    waiting = [state for state in due if state.rule.type != "before" and state.due is not None]
    overdue = [state for state in waiting if state.word == "overdue"]
    chosen = overdue or waiting[:1]
    return tuple(Discharged(rule=state.rule.id, of=state.of) for state in chosen)


def independence(view: CaseView, suggested: tuple[Discharged, ...]) -> Literal["yes", "partly", "no"]:
    """Whether you may hold these reviews: yes, flagged as partly independent, or only by exception."""
    if not view.case.not_independent_because(view.me.person):
        return "yes"
    rules = [view.case.programme.rule(one.rule) for one in suggested]
    # One review that insists on independence decides for all that are held together.
    flagged = bool(rules) and all(rule is not None and rule.if_not_independent == "flag" for rule in rules)
    return "partly" if flagged else "no"
