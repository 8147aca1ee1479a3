"""Answering items and what belongs to an answer: corrections, grades, limits, gates, taking back."""

from sopcheck.cases import decisions
from sopcheck.cases.case import Case
from sopcheck.cases.events import CaseId, Given, Place, SubjectId, When
from sopcheck.cases.explanations import why_asked, why_limit, why_review
from sopcheck.cases.states import NextReview, PlaceState, ReviewState
from sopcheck.cases.taking_back import take_back
from sopcheck.checklists.definition import ClockId, GradeId
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import EntryHash, PersonId
from sopcheck.services.case_desk import CaseDesk
from sopcheck.services.history import history_lines
from sopcheck.services.views import CaseView, HistoryLine


class Answering(CaseDesk):
    """What an investigator does with the items of a case."""

    def answer(
        self,
        case: CaseId,
        item: Place,
        given: Given,
        done: When,
        *,
        of: tuple[str, ...] = (),
        also: tuple[Place, ...] = (),
        done_by: PersonId | None = None,
        confirmed: bool = False,
    ) -> CaseView:
        """Answer an item for one subject or several; `also` are items that the same act meets."""
        doer = self._optional(done_by)
        return self._act(
            case,
            "answer",
            lambda acting: decisions.answer(
                acting, item, given, done, of=of, also=also, done_by=doer, confirmed=confirmed
            ),
        )

    def correct(
        self,
        case: CaseId,
        place: Place,
        given: Given,
        done: When,
        *,
        reason: str,
        done_by: PersonId | None = None,
        confirmed: bool = False,
    ) -> CaseView:
        """Replace the answer that stands, with the reason; the old one stays in the history."""
        doer = self._optional(done_by)
        return self._act(
            case,
            "correct",
            lambda acting: decisions.correct(
                acting, place, reason=reason, given=given, done=done, done_by=doer, confirmed=confirmed
            ),
        )

    def regrade(
        self,
        case: CaseId,
        grade: GradeId,
        choice: str,
        at: When,
        *,
        of: SubjectId | None = None,
        reason: str = "",
    ) -> CaseView:
        """Change a grade from a time on (convention 8)."""
        return self._act(
            case,
            "change a grade",
            lambda acting: decisions.regrade(acting, grade, choice, at, of=of, reason=reason),
        )

    def answer_direction(self, case: CaseId, direction: EntryHash, text: str) -> CaseView:
        """Say what was done on a direction; the next review settles it."""
        return self._act(
            case,
            "answer a direction",
            lambda acting: decisions.answer_direction(acting, direction, text),
        )

    def explain(self, case: CaseId, place: Place, reason: str) -> CaseView:
        """Write the reason for a passed limit; when it was written is kept."""
        return self._act(
            case, "explain a limit", lambda acting: decisions.explain(acting, place, reason=reason)
        )

    def extend(self, case: CaseId, place: Place, until: When, reason: str) -> CaseView:
        """Let a limit end later, with the reason (convention 19)."""
        return self._act(
            case, "extend a limit", lambda acting: decisions.extend(acting, place, until, reason=reason)
        )

    def override(self, case: CaseId, place: Place, reason: str) -> CaseView:
        """Let the gate of an item be passed without it, knowingly; the reason prints."""
        return self._act(
            case,
            "override a gate",
            lambda acting: decisions.override(acting, place, _gate_of(acting.case, place), reason=reason),
        )

    def take_back(self, case: CaseId) -> CaseView:
        """Take back your own last answer, while it is still yours to change freely.

        Raises:
            RefusedError: there is none, or it takes a correction with a reason by now.
        """
        return self._act(case, "answer", take_back)

    def why_limit(self, view: CaseView, state: PlaceState) -> str:
        """The sentence that explains the limit of a place: clock, rule, days skipped, end."""
        return why_limit(view.case, view.calendar, view.read_at, state)

    def why_asked(self, view: CaseView, state: PlaceState) -> str:
        """The sentence that says why an item is asked, or what is not known yet."""
        return why_asked(view.case, view.read_at, state)

    def why_review(self, view: CaseView, review: ReviewState | NextReview) -> str:
        """The sentence that says which rule set the date of a review."""
        return why_review(view.case, view.calendar, view.read_at, review)

    def history(self, view: CaseView, place: Place) -> tuple[HistoryLine, ...]:
        """Everything that was ever recorded at a place, the newest first."""
        return history_lines(view, place)

    def same_act(self, view: CaseView, place: Place) -> tuple[Place, ...]:
        """Other items of the case that one act may meet too, still open, for the same subject."""
        item = view.case.programme.item(place.checklist, place.item)
        linked = {(link.checklist, link.item) for link in item.same_act if not link.always} if item else set()
        return tuple(
            state.place
            for state in view.evaluation.places
            if (state.place.checklist, state.place.item) in linked
            # The case itself counts for every subject: one strategy meeting may be for all of them.
            and state.place.of in {place.of, None}
            and state.applies != "no"
            and state.status == "open"
            and not state.none_yet
        )


def _gate_of(case: Case, place: Place) -> ClockId:
    item = case.programme.item(place.checklist, place.item)
    if item is None or item.gate is None:
        raise RefusedError("This item stands before no gate. There is nothing to override.")
    return item.gate.before
