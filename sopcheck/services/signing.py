"""Signing a review: what is shown is frozen, and exactly that is signed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import msgspec

from sopcheck.cases import decisions
from sopcheck.cases.acting import Acting
from sopcheck.cases.events import CaseId, ReviewHeld, ReviewId, When
from sopcheck.cases.reviews.reviewed import NOT_NUMBERED, FrozenRecord, Marking, PrintOrder
from sopcheck.checklists.local_time import to_local
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import EntryHash
from sopcheck.services.case_books import CaseBooks
from sopcheck.services.conclusions import held_of, with_answers
from sopcheck.services.opened import Opened
from sopcheck.services.ports import RecordPress
from sopcheck.services.review_desk import ReviewDesk, draft_key
from sopcheck.services.review_views import questions_of
from sopcheck.services.reviewing import reviewed_of
from sopcheck.services.snapshots import snapshot_of
from sopcheck.services.views import Conclusion, SignedReview

PREVIEW = "PREVIEW, NOT SIGNED"
# Long enough to read it all; what was shown this morning is not what somebody signs tonight.
SIGN_WITHIN = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A record as it was shown to be signed, and the last entry of the case that it knows of."""

    case: CaseId
    held: ReviewHeld
    frozen: FrozenRecord
    last: EntryHash | None
    pdf: bytes


class Signing(ReviewDesk):
    """The way from a conclusion to a record that never changes."""

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

    def show_to_sign(self, case: CaseId, review: ReviewId, conclusion: Conclusion) -> Shown:
        """Freeze the record as it stands at this moment, to be read and then signed as it is.

        Raises:
            RefusedError: rank, independence, a date, or a review that is not due.
        """
        with self._opened.scribe.noting_refusals("hold a review", case):
            return self._shown(case, review, conclusion)

    def preview(self, case: CaseId, review: ReviewId, conclusion: Conclusion) -> bytes:
        """The record as it would print if you signed now; marked as a preview.

        Raises:
            RefusedError: what would refuse the signature refuses the preview too.
        """
        return self._shown(case, review, conclusion).pdf

    def sign_shown(self, shown: Shown) -> SignedReview:
        """Sign what was shown, byte for byte.

        Raises:
            RefusedError: something was recorded since it was shown, or that was too long ago.
            UnavailableError: it could not be saved; nothing is signed.
        """
        acting = self._books.acting(shown.case)
        last = acting.case.last
        if shown.last != (last.entry if last else None):
            raise RefusedError(
                "The case has changed since this record was shown. Look at it as it is now, then sign."
            )
        if acting.now - shown.held.at.at > SIGN_WITHIN:
            raise RefusedError(
                "This record was made more than 30 minutes ago. Look at it as it is now, then sign."
            )
        return self._sign(shown)

    def sign(self, case: CaseId, review: ReviewId, conclusion: Conclusion) -> SignedReview:
        """Sign the review as it stands: the record is frozen and signed in one act.

        Raises:
            RefusedError: rank, independence, a date, or a review that is not due.
            UnavailableError: it could not be saved; nothing is signed.
        """
        acting = self._books.acting(case)
        with self._opened.scribe.noting_refusals("hold a review", case):
            held = self._decide(acting, case, review, conclusion)
        return self._sign(Shown(case=case, held=held, frozen=self._frozen(case, held), last=None, pdf=b""))

    def _shown(self, case: CaseId, review: ReviewId, conclusion: Conclusion) -> Shown:
        acting = self._books.acting(case)
        held = self._decide(acting, case, review, conclusion)
        frozen, last = self._frozen(case, held), acting.case.last
        return Shown(
            case=case,
            held=held,
            frozen=frozen,
            last=last.entry if last else None,
            pdf=self._pdf(frozen),
        )

    def _decide(self, acting: Acting, case: CaseId, review: ReviewId, conclusion: Conclusion) -> ReviewHeld:
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

    def _pdf(self, frozen: FrozenRecord) -> bytes:
        me = self._opened.register.me
        order = PrintOrder(
            number=NOT_NUMBERED,
            purpose="Preview",
            recipient=me.name,
            printed_at=self._opened.scribe.now(),
            printed_by=me.name,
            watermark=PREVIEW,
        )
        return self._press.render(frozen, order, name=me.name, seal=None)

    def _signed(self, frozen: FrozenRecord) -> FrozenRecord:
        vault = self._opened.vault
        return msgspec.structs.replace(
            frozen, public_key=vault.public_key, signature=vault.sign(frozen.message)
        )

    def _sign(self, shown: Shown) -> SignedReview:
        held, frozen = shown.held, shown.frozen
        annex = None if frozen.annex is None else self._signed(frozen.annex)
        signed = msgspec.structs.replace(self._signed(frozen), annex=annex)
        # One transaction: a signature without its record, or a record that nobody signed, proves nothing.
        after = self._books.append(
            shown.case,
            (msgspec.structs.replace(held, snapshot=frozen.digest),),
            role="supervisor",
            finished=(draft_key(shown.case, held.review),),
            snapshots=(snapshot_of(held.review, signed),),
        )
        return SignedReview(
            view=self._view_of(shown.case, after),
            review=held.review,
            code=frozen.code,
            signed_at=held.at.at,
        )
