"""Supervising: the queue of reviews, holding one, its questions, and what is kept half-written."""

from collections.abc import Mapping

from sopcheck.cases import decisions
from sopcheck.cases.acting import Acting
from sopcheck.cases.case import Case
from sopcheck.cases.derived import CaseRow as IndexRow
from sopcheck.cases.events import (
    AnswerCorrected,
    CaseId,
    Discharged,
    Given,
    ItemAnswered,
    Place,
    ReviewId,
)
from sopcheck.cases.reviews.signed import signed_reviews
from sopcheck.checklists.definition import ItemId, StageId
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import PersonId
from sopcheck.services.conclusions import kept
from sopcheck.services.directing import Directing
from sopcheck.services.review_desk import draft_key
from sopcheck.services.review_views import carried_answers, questions_of
from sopcheck.services.signing import Signing
from sopcheck.services.views import Conclusion, QueueRow, ReviewView
from sopcheck.services.work_queue import queue_rows

_WHILE_HELD = "Changed while the review was being held"


class Supervision(Directing, Signing):
    """What a supervisor does with the cases of their people."""

    def queue(self, *, everybody: bool = False) -> tuple[QueueRow, ...]:
        """Reviews that are due this week, overdue or missed, the most serious first.

        Of the cases that you supervise and of those that nobody supervises; of all open cases for `everybody`
        and for whoever supervises none.
        """
        rows = self.cases(everybody=everybody)
        return queue_rows(rows, people=self._opened.register.people, now=self._opened.scribe.now())

    def cases(self, *, everybody: bool = False) -> list[IndexRow]:
        """The index rows of the cases of which the queue shows the reviews."""
        self._books.freshen()
        index = self._opened.vault.index
        mine = index.cases(open_only=True, supervisor=self._opened.register.me.person)
        if everybody or not mine:
            return index.cases(open_only=True)
        # A case without a supervisor is everybody's to look at, or nobody would.
        return [*mine, *index.cases(open_only=True, supervisor="")]

    def open(self, case: CaseId, meant_for: tuple[Discharged, ...] = ()) -> ReviewView:
        """Begin a review, or go on with your own that is not signed yet."""
        folded = self._books.read(case)
        going_on = _open_of(folded, self._opened.register.me.person)
        if going_on is not None:
            return self.view(case, going_on)
        review = ReviewId(self._new_id())
        self._act(
            case,
            "hold a review",
            lambda acting: decisions.open_review(acting, review, acting.when(), meant_for=meant_for),
        )
        return self.view(case, review)

    def looked(self, case: CaseId) -> None:
        """Remember that you looked at the case now; private to you."""
        self._opened.vault.markers.looked(case=case, at=self._opened.scribe.now())

    def answer(self, case: CaseId, review: ReviewId, item: ItemId, given: Given) -> ReviewView:
        """Answer one question of the review; your own answer may be changed until you sign."""
        return self.answer_all(case, review, {item: given})

    def answer_all(self, case: CaseId, review: ReviewId, said: Mapping[ItemId, Given]) -> ReviewView:
        """Answer several questions of the review in one act; of none there is nothing to save."""
        if said:
            # One entry for each question, so that each can be corrected, and is read, as any other answer.
            self._act(
                case,
                "answer a review",
                lambda acting: tuple(
                    _review_answer(acting, review, item, given) for item, given in said.items()
                ),
            )
        return self.view(case, review)

    def no_change(self, case: CaseId, review: ReviewId, stage: StageId) -> ReviewView:
        """Confirm the last answers of one part, one deliberate act for the part and never for the whole.

        Raises:
            RefusedError: nothing of the part can be carried forward.
        """
        view = self.refresh(case)
        carried = carried_answers(view, review)
        waiting = {
            state.place.item: carried[state.place.item].given
            for state in questions_of(view, review)
            if state.stage == stage and state.status == "open" and state.place.item in carried
        }
        if not waiting:
            raise RefusedError(
                "Nothing of this part was answered in an earlier review. Answer its questions once."
            )
        return self.answer_all(case, review, waiting)

    def keep(self, case: CaseId, review: ReviewId, conclusion: Conclusion) -> None:
        """Keep a half-written conclusion; nothing is signed."""
        self._opened.vault.unfinished.keep(key=draft_key(case, review), text=kept(conclusion))


def _review_answer(
    acting: Acting, review: ReviewId, item: ItemId, given: Given
) -> ItemAnswered | AnswerCorrected:
    """An answer of the review; one that stands already is replaced, for nothing is signed yet."""
    plan = acting.case.programme.plan
    if plan is None:
        raise RefusedError("No checklist of this case has reviews. Add one that has.")
    place = Place(plan.checklist, item, review)
    free = acting.case.may_change_freely(place, acting.by.person)
    if free or acting.case.takes_new_answer(place, given.status):
        return decisions.answer(acting, place, given, acting.when())
    return decisions.correct(acting, place, reason=_WHILE_HELD, given=given, done=acting.when())


def _open_of(case: Case, person: PersonId) -> ReviewId | None:
    held = {review.review for review in signed_reviews(case)}
    going = [
        one.review for one in case.opened_reviews.values() if one.by == person and one.review not in held
    ]
    # The last one, for one that was left behind on another machine must not come up before it.
    return going[-1] if going else None
