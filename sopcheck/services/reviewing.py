"""The reviewed case of a vault that a supervision record is made from, at the moment of signing."""

from sopcheck.cases.events import ReviewHeld
from sopcheck.cases.lifecycle import DRAFT_WATERMARK, is_draft
from sopcheck.cases.register.register import DefinitionRow, Register
from sopcheck.cases.reviews.reviewed import Marking, Reviewed
from sopcheck.cases.reviews.reviewing import BASELINE, gather
from sopcheck.checklists.time_words import day_words
from sopcheck.services.views import CaseView

DRAFT_WORDS = f"{DRAFT_WATERMARK.lower()}, not approved by a force"
"""How a print says that nobody has approved its version."""


def reviewed_of(
    before: CaseView,
    after: CaseView,
    held: ReviewHeld,
    *,
    register: Register,
    marking: Marking,
) -> Reviewed:
    """Everything that the record of a review says; `after` is the case with the review in it.

    Nothing leaves this machine yet but on paper, so no entry of the case has a witness elsewhere.
    """
    return gather(
        before.case,
        after.case,
        after.evaluation,
        held,
        definitions=after.definitions,
        calendar=after.calendar,
        reviewer=before.me,
        people=dict(before.people),
        standings={row.digest: standing_words(row) for row in register.definitions.values()},
        marking=marking,
        unwitnessed=True,
    )


def standing_words(row: DefinitionRow) -> str:
    """Who approved a version, or that no force has; a case goes on under one that was withdrawn since."""
    if is_draft(row):
        return DRAFT_WORDS
    withdrawn = ", withdrawn since" if row.status == "withdrawn" else ""
    if row.effective_from is not None:
        approved = f"approved by a force, in force from {day_words(row.effective_from, today=None)}"
        return f"{approved}{withdrawn}"
    # Only what ships is a baseline; what somebody wrote here and nobody approved was a draft to its end.
    return f"{BASELINE if row.author is None else DRAFT_WORDS}{withdrawn}"
