"""Which review comes after this one: the case is folded with the review in it, as signing will do."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sopcheck.cases.evaluation import evaluate
from sopcheck.cases.events import Recorded, ReviewHeld, When
from sopcheck.cases.explanations import why_review
from sopcheck.cases.folding.fold import fold
from sopcheck.cases.reviews.reviews import chain_rules
from sopcheck.checklists.local_time import day_of, to_local
from sopcheck.ledger.entry import EntryHash
from sopcheck.services.views import CaseView, Conclusion, ReviewView

_IMAGINED = EntryHash("f" * 64)
_INSTANT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """The review that comes next by the schedule, and the rule that sets its date.

    `settable`: this review is of the chain that may set the date of the next; `usual` is the day that the
    schedule gives it, and a later one needs a reason.
    """

    title: str = ""
    due: datetime | None = None
    why: str = ""
    settable: bool = False
    usual: date | None = None


def following(view: ReviewView, conclusion: Conclusion) -> Following:
    """What comes next if the review were signed now without a date of its own."""
    case, plan = view.view.case, view.view.case.programme.plan
    at = view.view.read_at
    after = fold((*case.entries, _held(view, conclusion)), view.view.definitions)
    coming = sorted(
        evaluate(after, view.view.definitions, view.view.calendar, at).next_reviews, key=lambda one: one.due
    )
    chain = chain_rules(plan) if plan is not None else frozenset()
    # Only a review of the chain sets the date of the next one (counting convention 9).
    settable = any(one.rule in chain for one in conclusion.discharges)
    rolling = next((one for one in coming if one.rule.id in chain), None)
    usual = None if rolling is None else _day(rolling.due, view.view)
    if not coming:
        return Following(settable=settable, usual=usual)
    first = coming[0]
    return Following(
        title=first.rule.title,
        due=first.due,
        why=why_review(after, view.view.calendar, at, first),
        settable=settable,
        usual=usual,
    )


def _held(view: ReviewView, conclusion: Conclusion) -> Recorded:
    at = When(to_local(view.view.read_at, view.view.case.programme.zone))
    held = ReviewHeld(at=at, review=view.review, discharges=conclusion.discharges)
    return Recorded(entry=_IMAGINED, by=view.view.me.person, recorded=view.view.read_at, event=held)


def _day(due: datetime, view: CaseView) -> date:
    """The day of an end; one at midnight is the end of the day before."""
    return day_of(due - _INSTANT, view.case.programme.zone)
