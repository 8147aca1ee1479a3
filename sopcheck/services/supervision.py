"""Supervising: the queue of reviews, holding one, judging, directing, and signing what was shown."""

from collections.abc import Callable
from datetime import date

import msgspec

from sopcheck.cases import decisions
from sopcheck.cases.acting import Acting
from sopcheck.cases.case import Case
from sopcheck.cases.events import (
    ActionId,
    AnswerCorrected,
    CaseId,
    Discharged,
    Given,
    ItemAnswered,
    Place,
    ReviewHeld,
    ReviewId,
    Verdict,
    When,
)
from sopcheck.cases.reviewed import NOT_NUMBERED, FrozenRecord, Marking, PrintOrder
from sopcheck.checklists.definition import ItemId, StageId
from sopcheck.checklists.local_time import to_local
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import PersonId
from sopcheck.services.case_books import CaseBooks
from sopcheck.services.case_desk import CaseDesk
from sopcheck.services.conclusions import conclusion_of, held_of, kept, with_answers
from sopcheck.services.opened import Opened
from sopcheck.services.ports import RecordPress
from sopcheck.services.review_views import carried_answers, questions_of, review_view
from sopcheck.services.reviewing import reviewed_of
from sopcheck.services.snapshots import snapshot_of
from sopcheck.services.views import Conclusion, QueueRow, ReviewView, SignedReview
from sopcheck.services.work_queue import queue_rows

_PREVIEW = "PREVIEW, NOT SIGNED"
_WHILE_HELD = "Changed while the review was being held"


class Supervision(CaseDesk):
    """What a supervisor does with the cases of their people."""

    def __init__(
        self,
        opened: Opened,
        books: CaseBooks,
        new_id: Callable[[], str],
        *,
        press: RecordPress,
        marking: Marking,
    ) -> None:
        super().__init__(opened, books, new_id)
        self._press = press
        self._marking = marking

    def queue(self) -> tuple[QueueRow, ...]:
        """Reviews that are due this week, overdue or soon, the most serious first."""
        self._books.freshen()
        me = self._opened.register.me
        index = self._opened.vault.index
        # Who supervises nothing of their own stands in for others, and would else look at an empty page.
        rows = index.cases(open_only=True, supervisor=me.person) or index.cases(open_only=True)
        return queue_rows(rows, people=self._opened.register.people, now=self._opened.scribe.now())

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

    def view(self, case: CaseId, review: ReviewId) -> ReviewView:
        """The review as it stands, with what changed since the last and since you last looked."""
        looked = self._opened.vault.markers.last_look(case)
        draft = self._kept(case, review)
        return review_view(self.refresh(case), review, draft=draft, last_look=looked)

    def looked(self, case: CaseId) -> None:
        """Remember that you looked at the case now; private to you."""
        self._opened.vault.markers.looked(case=case, at=self._opened.scribe.now())

    def answer(self, case: CaseId, review: ReviewId, item: ItemId, given: Given) -> ReviewView:
        """Answer one question of the review; your own answer may be changed until you sign."""
        self._act(case, "answer a review", lambda acting: _review_answer(acting, review, item, given))
        return self.view(case, review)

    def no_change(self, case: CaseId, review: ReviewId, stage: StageId) -> ReviewView:
        """Confirm the last answers of one part, one deliberate act for the part and never for the whole.

        Raises:
            RefusedError: nothing of the part can be carried forward.
        """
        view = self.refresh(case)
        asked = questions_of(view, review)
        carried = carried_answers(view, review)
        waiting = [
            state.place.item
            for state in asked
            if state.stage == stage and state.status == "open" and state.place.item in carried
        ]
        if not waiting:
            raise RefusedError(
                "Nothing of this part was answered in an earlier review. Answer its questions once."
            )
        # One entry for each question, so that each can be corrected, and is read, as any other answer.
        self._act(
            case,
            "answer a review",
            lambda acting: tuple(
                _review_answer(acting, review, item, carried[item].given) for item in waiting
            ),
        )
        return self.view(case, review)

    def judge(
        self, case: CaseId, review: ReviewId, places: tuple[Place, ...], verdict: Verdict, reason: str
    ) -> ReviewView:
        """Decide on passed limits, one or many at once."""
        self._act(
            case,
            "judge a limit",
            lambda acting: decisions.judge(
                acting, places, verdict, acting.when(), reason=reason, review=review
            ),
        )
        return self.view(case, review)

    def raise_action(
        self, case: CaseId, review: ReviewId, text: str, owner: PersonId, due: date
    ) -> ReviewView:
        """Raise an action with its owner and date."""
        action, person = ActionId(self._new_id()), self._person(owner)
        self._act(
            case,
            "raise an action",
            lambda acting: decisions.raise_action(
                acting, action, text, owner=person, due=due, at=acting.when(), review=review
            ),
        )
        return self.view(case, review)

    def finish_action(self, case: CaseId, action: ActionId, result: str, *, dropped: bool = False) -> None:
        """Say that an action is complete, or was dropped with its reason."""
        self._act(
            case,
            "finish an action",
            lambda acting: decisions.finish_action(
                acting, action, acting.when(), result=result, dropped=dropped
            ),
        )

    def direct(
        self, case: CaseId, review: ReviewId, place: Place, text: str, due: date | None = None
    ) -> ReviewView:
        """Give a direction on one item."""
        self._act(
            case, "direct", lambda acting: decisions.direct(acting, place, text, due=due, review=review)
        )
        return self.view(case, review)

    def keep(self, case: CaseId, review: ReviewId, conclusion: Conclusion) -> None:
        """Keep a half-written conclusion; nothing is signed."""
        self._opened.vault.unfinished.keep(key=_key(case, review), text=kept(conclusion))

    def preview(self, case: CaseId, review: ReviewId, conclusion: Conclusion) -> bytes:
        """The record as it would print if you signed now; marked as a preview.

        Raises:
            RefusedError: what would refuse the signature refuses the preview too.
        """
        held = self._decide(case, self._books.acting(case), review, conclusion)
        frozen = self._frozen(case, held)
        me = self._opened.register.me
        order = PrintOrder(
            number=NOT_NUMBERED,
            purpose="Preview",
            recipient=me.name,
            printed_at=self._opened.scribe.now(),
            printed_by=me.name,
            watermark=_PREVIEW,
        )
        return self._press.render(frozen, order, name=me.name, seal=None)

    def sign(self, case: CaseId, review: ReviewId, conclusion: Conclusion) -> SignedReview:
        """Sign the review: the signature covers exactly the record that is frozen in the same act.

        Raises:
            RefusedError: rank, independence, a date, or a review that is not due.
            UnavailableError: it could not be saved; nothing is signed.
        """
        acting = self._books.acting(case)
        held = self._decide(case, acting, review, conclusion)
        frozen = self._frozen(case, held)
        signed = msgspec.structs.replace(
            frozen,
            public_key=self._opened.vault.public_key,
            signature=self._opened.vault.sign(frozen.message),
        )
        # One transaction: a signature without its record, or a record that nobody signed, proves nothing.
        after = self._books.append(
            case,
            (msgspec.structs.replace(held, snapshot=frozen.digest),),
            role="supervisor",
            finished=(_key(case, review),),
            snapshots=(snapshot_of(review, signed),),
        )
        return SignedReview(
            view=self._view_of(case, after), review=review, code=frozen.code, signed_at=held.at.at
        )

    def _decide(self, case: CaseId, acting: Acting, review: ReviewId, conclusion: Conclusion) -> ReviewHeld:
        view = self._view_of(case, acting.case)
        full = with_answers(conclusion, questions_of(view, review))
        at = When(to_local(acting.now, acting.case.programme.zone))
        return decisions.hold_review(acting, held_of(review, full, at=at, calendar=acting.calendar.digest))

    def _frozen(self, case: CaseId, held: ReviewHeld) -> FrozenRecord:
        """Freeze the record of the case as it will be with this review in it."""
        before = self._view_of(case, self._books.read(case))
        after = self._view_of(case, self._books.imagined(case, held))
        reviewed = reviewed_of(
            before,
            after,
            held,
            register=self._opened.register.register,
            marking=self._marking,
        )
        return self._press.freeze(reviewed)

    def _kept(self, case: CaseId, review: ReviewId) -> Conclusion | None:
        text = self._opened.vault.unfinished.get(_key(case, review))
        return conclusion_of(text) if text else None


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


def _key(case: CaseId, review: ReviewId) -> str:
    return f"case:{case}/review:{review}"


def _open_of(case: Case, person: PersonId) -> ReviewId | None:
    held = {review.review for review in case.held_reviews}
    going = [
        one.review for one in case.opened_reviews.values() if one.by == person and one.review not in held
    ]
    # The last one, for one that was left behind on another machine must not come up before it.
    return going[-1] if going else None
