"""Keeping a case: who holds it, what it follows and is called, closing, reopening, holds."""

from sopcheck.cases import decisions
from sopcheck.cases.acting import Acting
from sopcheck.cases.events import CaseId, CaseMoved, HolderRole, ReviewId, When
from sopcheck.cases.refusals import ActRefusedError
from sopcheck.checklists.definition import ChecklistId, Version
from sopcheck.ledger.entry import PersonId
from sopcheck.services.case_desk import CaseDesk
from sopcheck.services.views import CaseView


class Keeping(CaseDesk):
    """What is done with a case as a whole."""

    def assign(self, case: CaseId, role: HolderRole, to: PersonId | None, at: When) -> CaseView:
        """Say who holds the case from a time on."""
        person = self._optional(to)
        return self._act(case, "assign", lambda acting: decisions.assign(acting, role, person, at))

    def absence(self, case: CaseId, person: PersonId, absent: bool, at: When) -> CaseView:  # noqa: FBT001
        """Say that somebody who holds the case is absent from a time on, or back."""
        known = self._person(person)
        return self._act(
            case,
            "record absence",
            lambda acting: decisions.record_absence(acting, known, at, absent=absent),
        )

    def adopt(self, case: CaseId, checklist: ChecklistId, version: Version, reason: str = "") -> CaseView:
        """Let the case follow one checklist more, from now on; another version of one is a move of the case.

        Raises:
            RefusedError: it is not in force, or the case follows it in another version.
        """

        def decide(acting: Acting) -> CaseMoved:
            """Refuse what is no checklist more."""
            followed = next((one for one in acting.case.adopted if one.checklist == checklist), None)
            if followed is not None and followed.version != version:
                raise ActRefusedError(
                    "The case follows another version of this checklist. Let a supervisor move the case."
                )
            return decisions.move(acting, checklist, version, acting.when(), reason=reason)

        return self._act(case, "follow a checklist", decide)

    def describe(
        self,
        case: CaseId,
        *,
        reference: str = "",
        operation: str = "",
        district: str = "",
        team: str = "",
        crime_numbers: str = "",
    ) -> CaseView:
        """Give the case new words; what is empty stays as it is."""
        return self._act(
            case,
            "describe a case",
            lambda acting: decisions.describe(
                acting,
                reference=reference,
                operation=operation,
                district=district,
                team=team,
                crime_numbers=crime_numbers,
            ),
        )

    def close(self, case: CaseId, at: When, reason: str) -> CaseView:
        """Close the case; refused while an item that must come before is open."""
        return self._act(case, "close a case", lambda acting: decisions.close(acting, at, reason=reason))

    def reopen(self, case: CaseId, why: str) -> CaseView:
        """Open a closed case again, from now on."""
        return self._act(
            case, "reopen a case", lambda acting: decisions.reopen(acting, acting.when(), why=why)
        )

    def add_to_review(self, case: CaseId, review: ReviewId, text: str, *, reason: str) -> CaseView:
        """Add to a signed review what it should have said, and why; the record itself stays as it is."""
        return self._act(
            case,
            "add to a review",
            lambda acting: decisions.add_to_review(acting, review, text, reason=reason),
        )

    def hold(self, case: CaseId, why: str) -> CaseView:
        """Keep everything of the case from erasure."""
        return self._act(case, "place a hold", lambda acting: decisions.place_hold(acting, why=why))

    def lift(self, case: CaseId, why: str) -> CaseView:
        """Lift the hold."""
        # Whoever may forbid erasure may allow it again; no other role decides on it.
        return self._act(case, "place a hold", lambda acting: decisions.lift_hold(acting, why=why))
