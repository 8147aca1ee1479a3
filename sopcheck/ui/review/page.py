"""The Review page: what changed, then exceptions, questions and conclusion, and at the end the signature."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from sopcheck.cases.events import ActionId
from sopcheck.ui.kit.keys import bind
from sopcheck.ui.kit.layout import bring_into_view
from sopcheck.ui.kit.progress import Empty
from sopcheck.ui.page import Page
from sopcheck.ui.review.acts import ReviewActs
from sopcheck.ui.review.changes import ChangesBand
from sopcheck.ui.review.concluding import Concluding
from sopcheck.ui.review.conclusion import ConclusionPane
from sopcheck.ui.review.exceptions import ExceptionsPane
from sopcheck.ui.review.head import ReviewHead
from sopcheck.ui.review.panes import ReviewPanes
from sopcheck.ui.review.question_words import Part, Question, parts_of
from sopcheck.ui.review.questions import QuestionsPane
from sopcheck.ui.review.sheets import DirectionSheet, action_sheet, settle_sheet
from sopcheck.ui.theme import step

if TYPE_CHECKING:
    from datetime import date

    from sopcheck.cases.events import CaseId, Given, Verdict
    from sopcheck.cases.standing import Direction
    from sopcheck.cases.states import ActionState
    from sopcheck.errors import SopcheckError
    from sopcheck.ledger.entry import PersonId
    from sopcheck.services.views import SignedReview
    from sopcheck.ui.review.exception_words import ExceptionRow
    from sopcheck.ui.review.reading import Reading
    from sopcheck.ui.session import Session


class ReviewPage(Page):
    """One supervisor's review of one case, opened or gone on with; leaving it loses nothing."""

    def __init__(self, session: Session, case: CaseId, parent: QWidget | None = None) -> None:
        """Make the page; `refresh` opens the review."""
        super().__init__(session, title=self.tr("Review"), parent=parent)
        self._case = case
        self._reading: Reading | None = None
        self.acts = ReviewActs(session, case, self)
        self.unread = Empty("", self.tr("Back to the case"))
        self.panes = ReviewPanes(self)
        self._build()
        self.head = ReviewHead(self.panes.place("overview"))
        self.changes = ChangesBand(self.panes.place("overview"))
        self.exceptions = ExceptionsPane(session, self.panes.place("exceptions"))
        self.questions = QuestionsPane(session, self.panes.place("questions"))
        self.conclusion = ConclusionPane(session, self.panes.place("conclusion"))
        self._fill()
        self.concluding = Concluding(self, self.acts, self.head, self.conclusion)
        self._connect()

    def refresh(self) -> None:
        """Open the review, or read it again."""
        self.acts.read(self._on_unread)

    def focus_first(self) -> None:
        """Begin with what changed, else with the exceptions."""
        if self._reading is None:
            self.setFocus()
        elif "exceptions" in self.panes.shown:
            # Everything is seen at once, so what changed needs no focus to be read.
            self._go_on()
        else:
            self.changes.since_review.list.setFocus()
            bring_into_view(self.changes.since_review.list)

    @property
    def areas(self) -> tuple[QWidget, ...]:
        """What Tab goes through: from the top, and the panes from the left."""
        parts = (self.panes, self.head, self.changes, self.exceptions, self.questions, self.conclusion)
        return tuple(area for part in parts for area in part.areas)

    def left(self) -> None:
        """What was seen counts as looked at."""
        self.acts.looked()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving loses nothing, and neither does a lock."""
        super().hideEvent(event)
        self.concluding.flush()

    def _build(self) -> None:
        self.body.setContentsMargins(step(1), step(1), step(6), step(4))
        self.body.addWidget(self.unread)
        self.body.addWidget(self.panes, 1)
        self.unread.hide()
        self.panes.hide()
        bind(self, {"F6": partial(self._change_pane, +1), "Shift+F6": partial(self._change_pane, -1)})

    def _fill(self) -> None:
        self.panes.put("overview", self.head)
        self.panes.put("overview", self.changes)
        self.panes.put("exceptions", self.exceptions)
        self.panes.put("questions", self.questions)
        self.panes.put("conclusion", self.conclusion)

    def _connect(self) -> None:
        to_item = partial(self.item_wanted.emit, self._case)
        self.unread.pressed.connect(lambda: self.case_wanted.emit(self._case))
        self.acts.shown.connect(self._show)
        self.acts.saved.connect(self.saved)
        self.acts.refused.connect(self.line.refuse)
        self.changes.opened.connect(to_item)
        self.panes.roomy_changed.connect(self.changes.keep_short)
        self.exceptions.judge_wanted.connect(self._on_judge)
        self.questions.finished.connect(self._go_on)
        self.exceptions.direct_wanted.connect(self._on_direct)
        self.exceptions.place_wanted.connect(to_item)
        self.questions.answered.connect(self._on_answered)
        self.questions.part_confirmed.connect(self._on_part_confirmed)
        self.questions.beside_wanted.connect(self._on_beside_wanted)
        self.conclusion.to_do.raise_wanted.connect(self._on_raise)
        self.conclusion.to_do.finish_wanted.connect(self._on_finish)
        self.conclusion.directions.settle_wanted.connect(self._on_settle)
        self.conclusion.directions.place_wanted.connect(to_item)
        self.conclusion.refused.connect(self.line.refuse)
        self.head.exception.refused.connect(self.line.refuse)
        self.concluding.changed.connect(self._show_questions)
        self.concluding.signed.connect(self._on_signed)
        # With little room the head is behind another pane.
        self.concluding.exception_wanted.connect(partial(self.panes.show_pane, "overview"))
        self.concluding.exception_wanted.connect(self.head.focus_exception)

    def _show(self, reading: Reading) -> None:
        first, self._reading = self._reading is None, reading
        view = reading.view
        case = view.view.case
        # The reference first: where large text leaves little room, that is what must be read.
        self.rename(" · ".join(part for part in (case.reference, self.tr("review"), case.operation) if part))
        self.unread.hide()
        self.head.show_view(view, reading.words)
        self.changes.show_changes(view.since_review, view.since_me, reading.words)
        self.exceptions.show_lists(reading.exceptions)
        self.conclusion.show_view(view, reading.words)
        self.concluding.take(view)
        self._show_questions()
        if first:
            self.exceptions.begin_judging(view.review)
            self.panes.show()
            self.focus_first()

    def _show_questions(self) -> None:
        reading = self._reading
        if reading is None:
            return
        parts = parts_of(reading.view, reading.checklist, self.concluding.conclusion())
        self.questions.show_parts(parts, review=reading.view.review, words=reading.words)
        rows = sum(len(shown.rows) for shown in reading.exceptions)
        waiting = sum(question.waits for part in parts for question in part.questions)
        self.panes.say_counts(
            changes=len(reading.view.since_review.lines), exceptions=rows, questions=waiting
        )

    def _on_unread(self, error: SopcheckError) -> None:
        if self._reading is not None:
            self.line.refuse(error)
            return
        self.unread.say(str(error))
        self.unread.show()

    def _change_pane(self, way: int) -> None:
        does = {"exceptions": self.exceptions.focus_first, "questions": self.questions.focus_first}
        does.get(self.panes.next_pane(way), self.conclusion.focus_first)()

    def _go_on(self) -> None:
        """Go to what waits next: a decision, a question, then what the front page would lack."""
        if self.exceptions.undecided:
            self.panes.show_pane("exceptions")
            self.exceptions.focus_first()
        elif self.questions.waiting:
            self.panes.show_pane("questions")
            self.questions.focus_first()
        else:
            self.panes.show_pane("conclusion")
            self.conclusion.focus_unsaid()

    def _on_judge(self, rows: tuple[ExceptionRow, ...], verdict: Verdict, reason: str) -> None:
        self.acts.judge(rows, verdict, reason, done=lambda: self._on_judged(verdict, reason))

    def _on_judged(self, verdict: Verdict, reason: str) -> None:
        self.exceptions.judged()
        if verdict == "action":
            # The decision says that something must happen; now is the time to say what.
            self.panes.show_pane("conclusion")
            self.conclusion.to_do.suggest(reason)
        else:
            self._go_on()

    def _on_direct(self, row: ExceptionRow) -> None:
        sheet = DirectionSheet(
            self, self.session, title=row.title, key=f"review:{self.acts.review}/{row.key}"
        )
        sheet.given.connect(
            lambda text, due: self.acts.direct(
                row.places[0], text, due, done=sheet.saved, failed=sheet.refuser(self.line)
            )
        )
        sheet.open()
        sheet.text.setFocus()

    def _on_answered(self, question: Question, given: Given) -> None:
        self.acts.answer(
            question.item.id,
            given,
            done=lambda: self.questions.answer_saved(question),
            failed=self.questions.refuse,
        )

    def _on_part_confirmed(self, part: Part) -> None:
        self.acts.confirm_part(
            part.stage, done=lambda: self.questions.part_saved(part), failed=self.questions.refuse
        )

    def _on_beside_wanted(self, field: str) -> None:
        self.panes.show_pane("conclusion")
        self.conclusion.go_to(field)

    def _on_raise(self, text: str, owner: PersonId, due: date) -> None:
        self.acts.raise_action(text, owner, due, done=self._on_raised, failed=self.conclusion.to_do.refuse)

    def _on_raised(self) -> None:
        self.conclusion.to_do.raised()
        if self.exceptions.undecided:
            # The action was what a decision asked for; the next decision waits.
            self._go_on()

    def _on_finish(self, action: ActionState, dropped: bool) -> None:
        sheet = action_sheet(self, self.session, action, dropped=dropped)
        sheet.given.connect(
            lambda result: self.acts.finish_action(
                ActionId(action.action),
                result,
                dropped=dropped,
                done=sheet.saved,
                failed=sheet.refuser(self.line),
            )
        )
        sheet.open()
        sheet.text.setFocus()

    def _on_settle(self, direction: Direction, dropped: bool) -> None:
        sheet = settle_sheet(self, self.session, direction, dropped=dropped)
        sheet.given.connect(
            lambda result: self.acts.settle_direction(
                direction.entry,
                result,
                dropped=dropped,
                done=sheet.saved,
                failed=sheet.refuser(self.line),
            )
        )
        sheet.open()
        sheet.text.setFocus()

    def _on_signed(self, signed: SignedReview) -> None:
        self.saved.emit()
        self.record_wanted.emit(self._case, signed.review)
