"""The reviewed case of a vault that a supervision record is made from, at the moment of signing."""

from sopcheck.cases.events import ReviewHeld
from sopcheck.cases.register import DefinitionRow, Register
from sopcheck.cases.reviewed import Marking, Reviewed
from sopcheck.cases.reviewing import BASELINE, gather
from sopcheck.services.views import CaseView


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
        standings={row.digest: _standing(row) for row in register.definitions.values()},
        marking=marking,
        unwitnessed=True,
    )


def _standing(row: DefinitionRow) -> str:
    if row.status == "approved" and row.effective_from is not None:
        return f"approved by a force, in force from {row.effective_from:%d %b %Y}"
    return BASELINE
