"""The conclusion of a review: kept while it is half-written, completed by the answers, made the event."""

import json
from dataclasses import asdict
from datetime import date

from sopcheck.cases.events import Discharged, ReviewHeld, ReviewId, When
from sopcheck.cases.states import PlaceState
from sopcheck.checklists.definition import ScheduleId
from sopcheck.services.views import Conclusion

# What a question of the review checklist asks and the conclusion says too; typed once, in either place.
_SAID_BY: dict[str, str] = {
    "review-risk-now": "risk",
    "review-childs-voice": "childs_voice",
    "review-delay-cause": "cause_of_delay",
    "review-good-practice": "good_work",
    "review-discussed": "discussion",
}


def kept(conclusion: Conclusion) -> str:
    """The conclusion as text, to be kept with the half-typed texts."""
    held = asdict(conclusion)
    held["discharges"] = [{"rule": one.rule, "of": one.of} for one in conclusion.discharges]
    return json.dumps(held, default=str, ensure_ascii=False)


def conclusion_of(text: str) -> Conclusion:
    """The conclusion that was kept; an empty one where the text is of another form."""
    try:
        held = json.loads(text)
        discharges = tuple(
            Discharged(rule=ScheduleId(one["rule"]), of=one["of"]) for one in held.pop("discharges")
        )
        day = held.pop("next_date")
        return Conclusion(discharges=discharges, next_date=date.fromisoformat(day) if day else None, **held)
    # Kept by an older version, say; half-typed words are no reason to keep anybody from the review.
    except (ValueError, KeyError, TypeError, AttributeError):
        return Conclusion()


def with_answers(conclusion: Conclusion, questions: tuple[PlaceState, ...]) -> Conclusion:
    """The conclusion with what its questions were answered where it says nothing itself."""
    said: dict[str, str] = {}
    for state in questions:
        field = _SAID_BY.get(state.place.item)
        if field and state.answer is not None and not getattr(conclusion, field):
            given = state.answer.given
            said[field] = ": ".join(part for part in (given.choice, given.text) if part)
    return conclusion_of(json.dumps({**json.loads(kept(conclusion)), **said})) if said else conclusion


def held_of(review: ReviewId, conclusion: Conclusion, *, at: When, calendar: str) -> ReviewHeld:
    """The event of the held review, without the digest of its record, which is not frozen yet."""
    return ReviewHeld(
        at=at,
        review=review,
        discharges=conclusion.discharges,
        outcome=conclusion.outcome,
        reasons=conclusion.reasons,
        risk=conclusion.risk,
        risk_change=conclusion.risk_change,
        childs_voice=conclusion.childs_voice,
        child_seen=conclusion.child_seen,
        cause_of_delay=conclusion.cause_of_delay,
        discussion=conclusion.discussion,
        investigators_comment=conclusion.investigators_comment,
        good_work=conclusion.good_work,
        exception=conclusion.exception,
        next_date=conclusion.next_date,
        next_reason=conclusion.next_reason,
        calendar=calendar,
    )
