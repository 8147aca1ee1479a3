"""A review as its page shows it: read off the window's thread, with every sentence that is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sopcheck.cases.reviews.run import review_checklist
from sopcheck.ui.review.exception_words import ExceptionList, Telling, exception_lists
from sopcheck.ui.words import Words

if TYPE_CHECKING:
    from sopcheck.checklists.definition import Checklist
    from sopcheck.services.views import ReviewView
    from sopcheck.ui.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A review, its exceptions in words, and the checklist that it runs."""

    view: ReviewView
    exceptions: tuple[ExceptionList, ...]
    checklist: Checklist | None
    words: Words


def reading_of(session: Session, view: ReviewView) -> Reading:
    """Put a review into words; called off the window's thread, for each sentence is worked out anew."""
    words = Words(session.zone, session.now())
    casework = session.desk.casework
    telling = Telling(
        view=view.view, words=words, why_limit=casework.why_limit, why_review=casework.why_review
    )
    return Reading(
        view=view,
        exceptions=exception_lists(telling),
        checklist=review_checklist(view.view.case, view.view.definitions),
        words=words,
    )
