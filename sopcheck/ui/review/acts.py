"""What is done to the review on the page: asked for here, done on the other thread, shown once saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from sopcheck.services.conclusions import answers_decided
from sopcheck.ui.record.rendering import Pages, read_pages
from sopcheck.ui.review.beside import answers_beside
from sopcheck.ui.review.next import Following, following
from sopcheck.ui.review.reading import Reading, reading_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sopcheck.cases.events import ActionId, CaseId, Given, Judged, ListedAs, Place, ReviewId, Verdict
    from sopcheck.checklists.definition import ItemId, StageId
    from sopcheck.errors import SopcheckError
    from sopcheck.ledger.entry import EntryHash, PersonId
    from sopcheck.services.signing import Shown
    from sopcheck.services.supervision import Supervision
    from sopcheck.services.views import Conclusion, ReviewView, SignedReview
    from sopcheck.ui.review.exception_words import ExceptionRow
    from sopcheck.ui.session import Session

    Act = Callable[[Supervision, ReviewId], ReviewView]
    Failed = Callable[[SopcheckError], None]
    Done = Callable[[], None]


class ReviewActs(QObject):
    """One review and everything that is done in it, one thing after the other."""

    shown = Signal(object)
    """A `Reading`: the review as it is now."""
    saved = Signal()
    """Something was saved."""
    refused = Signal(object)
    """A `SopcheckError` that nobody else took."""

    def __init__(self, session: Session, case: CaseId, parent: QObject | None = None) -> None:
        """Stand for a review of this case; nothing is read or opened yet."""
        super().__init__(parent)
        self._session = session
        self._case = case
        self._review: ReviewId | None = None

    @property
    def review(self) -> ReviewId | None:
        """The review, once it is open."""
        return self._review

    def read(self, failed: Failed | None = None) -> None:
        """Open the review, or go on with the person's own; later only bring it up to date."""
        desk, case, review = self._session.desk, self._case, self._review

        def work() -> Reading:
            if review is not None:
                return reading_of(self._session, desk.supervision.view(case, review))
            # What is shown is logged as viewed first, as on the page of the case.
            desk.casework.view(case)
            return reading_of(self._session, desk.supervision.open(case))

        self._session.tasks.run(self, work, self._show, failed or self.refused.emit)

    def do(self, act: Act, *, done: Done | None = None, failed: Failed | None = None) -> None:
        """Do something in the review and show what it is now."""
        review, supervision = self._review, self._session.desk.supervision
        if review is None:
            return
        self._session.tasks.run(
            self,
            lambda: reading_of(self._session, act(supervision, review)),
            lambda reading: self._on_done(reading, done),
            failed or self.refused.emit,
        )

    def answer(self, item: ItemId, given: Given, *, done: Done, failed: Failed) -> None:
        """Answer a question."""
        case = self._case
        self.do(lambda desk, review: desk.answer(case, review, item, given), done=done, failed=failed)

    def confirm_part(self, stage: StageId, *, done: Done, failed: Failed) -> None:
        """Confirm the last answers of one part."""
        case = self._case
        self.do(lambda desk, review: desk.no_change(case, review, stage), done=done, failed=failed)

    def judge(self, chosen: tuple[ExceptionRow, ...], verdict: Verdict, reason: str, *, done: Done) -> None:
        """Decide on rows of the exception lists, one or many at once."""
        case = self._case
        limits = tuple(place for row in chosen if row.listed == "limits" for place in row.places)
        rows: dict[ListedAs, tuple[Judged, ...]] = {}
        for row in chosen:
            if row.listed != "limits":
                rows[row.listed] = (*rows.get(row.listed, ()), *row.named)
        self.do(
            lambda desk, review: desk.judge_rows(
                case, review, limits=limits, rows=rows, verdict=verdict, reason=reason
            ),
            done=done,
        )

    def direct(self, place: Place, text: str, due: date | None, *, done: Done, failed: Failed) -> None:
        """Give a direction on one item."""
        case = self._case
        self.do(lambda desk, review: desk.direct(case, review, place, text, due), done=done, failed=failed)

    def raise_action(self, text: str, owner: PersonId, due: date, *, done: Done, failed: Failed) -> None:
        """Raise an action."""
        case = self._case
        self.do(
            lambda desk, review: desk.raise_action(case, review, text, owner, due), done=done, failed=failed
        )

    def finish_action(
        self, action: ActionId, result: str, *, dropped: bool, done: Done, failed: Failed
    ) -> None:
        """Say that an action is complete, or was dropped."""
        case = self._case

        def act(desk: Supervision, review: ReviewId) -> ReviewView:
            desk.finish_action(case, action, result, dropped=dropped)
            return desk.view(case, review)

        self.do(act, done=done, failed=failed)

    def settle_direction(
        self, direction: EntryHash, result: str, *, dropped: bool, done: Done, failed: Failed
    ) -> None:
        """Say that a direction is met, or is dropped."""
        case = self._case
        self.do(
            lambda desk, review: desk.settle_direction(case, review, direction, result, dropped=dropped),
            done=done,
            failed=failed,
        )

    def keep(self, conclusion: Conclusion, done: Done) -> None:
        """Keep the half-written conclusion, encrypted."""
        case, review, supervision = self._case, self._review, self._session.desk.supervision
        if review is not None:
            self._session.tasks.run(
                self, lambda: supervision.keep(case, review, conclusion), lambda _: done(), self.refused.emit
            )

    def look_ahead(self, conclusion: Conclusion, view: ReviewView, done: Callable[[Following], None]) -> None:
        """Work out which review comes next by the schedule once this one is signed."""
        self._session.tasks.run(self, lambda: following(view, conclusion), done, self.refused.emit)

    # The record prints what the conclusion says; the answers are for whoever reviews the case next.
    def settle(self, conclusion: Conclusion, done: Done, failed: Failed) -> None:
        """Give the questions answered beside them their answers, so that the next review has them."""
        case = self._case

        def act(desk: Supervision, review: ReviewId) -> ReviewView:
            view = desk.view(case, review)
            said = dict(answers_beside(view.questions, conclusion))
            return desk.answer_all(case, review, {**dict(answers_decided(view)), **said})

        self.do(act, done=done, failed=failed)

    def preview(self, conclusion: Conclusion, done: Callable[[Pages], None], failed: Failed) -> None:
        """Make the record as it would print if it were signed now."""
        case, review, supervision = self._case, self._review, self._session.desk.supervision
        if review is not None:
            self._session.tasks.run(
                self, lambda: read_pages(supervision.preview(case, review, conclusion)), done, failed
            )

    def show_to_sign(
        self, conclusion: Conclusion, done: Callable[[Shown, Pages], None], failed: Failed
    ) -> None:
        """Freeze the record, and make the pages that somebody reads before they sign it."""
        case, review, supervision = self._case, self._review, self._session.desk.supervision
        if review is None:
            return

        def work() -> tuple[Shown, Pages]:
            shown = supervision.show_to_sign(case, review, conclusion)
            return shown, read_pages(shown.pdf)

        self._session.tasks.run(self, work, lambda made: done(*made), failed)

    def sign(self, shown: Shown, done: Callable[[SignedReview], None], failed: Failed) -> None:
        """Sign the record that was shown."""
        supervision = self._session.desk.supervision
        self._session.tasks.run(self, lambda: supervision.sign_shown(shown), done, failed)

    def looked(self) -> None:
        """Remember that the person has looked at the case."""
        case, supervision = self._case, self._session.desk.supervision
        if self._review is not None:
            self._session.tasks.run(self, lambda: supervision.looked(case), _nothing, self.refused.emit)

    def _on_done(self, reading: Reading, done: Done | None) -> None:
        self._show(reading)
        if done is not None:
            done()
        self.saved.emit()

    def _show(self, reading: Reading) -> None:
        self._review = reading.view.review
        self.shown.emit(reading)


def _nothing(_: None) -> None:
    """A look that is remembered needs no word."""
