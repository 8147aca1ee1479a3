"""The middle pane of a review: the questions by part, and below them the one on which the list stands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from sopcheck.ui.kit.keys import bind
from sopcheck.ui.kit.layout import column, emptied, holding, scrolling
from sopcheck.ui.kit.rows import RowList
from sopcheck.ui.kit.text import Label
from sopcheck.ui.review.answer_form import AnswerForm, draft_keys
from sopcheck.ui.review.panes import height_needed
from sopcheck.ui.review.question_words import Part, Question, Row, key_of, row_text, rows_of
from sopcheck.ui.review.row_forms import PartForm, RowForm, ShownForm
from sopcheck.ui.words import Words

if TYPE_CHECKING:
    from sopcheck.cases.events import Given
    from sopcheck.errors import SopcheckError
    from sopcheck.ui.session import Session

# The list keeps enough rows to see where one is, however much a question asks for.
_LARGEST_SHARE = 0.66


class QuestionsPane(QWidget):
    """↑↓ go through the questions; D, X, A answer, C confirms, P says that nothing changed in the part."""

    finished = Signal()
    """No question waits any more."""
    answered = Signal(object, object)
    """A `Question` is answered with this `Given`."""
    part_confirmed = Signal(object)
    """Nothing changed in this `Part`: its last answers are confirmed."""
    beside_wanted = Signal(str)
    """The question is answered in this field of the conclusion."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Make a pane without questions."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("Questions"))
        self._session = session
        self._review = ""
        self._typing = False
        self._parts: tuple[Part, ...] = ()
        self._words: Words | None = None
        self.form: RowForm | None = None
        self.list: RowList[Row] = RowList(self.tr("Questions of the review"), row_text, key=key_of)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(lambda _: self._enter_form())
        self._resized = QTimer(self, singleShot=True, interval=0)
        self._resized.timeout.connect(lambda: self.list.scrollTo(self.list.currentIndex()))
        self.list.viewport().installEventFilter(self)
        self._none = Label(self.tr("This checklist asks nothing in a review."), tone="muted")
        self._none.hide()
        self._place = column(gap=0, margins=(4, 3, 4, 3))
        self._ground = QWidget()
        self._ground.setLayout(column(self._place, None, gap=0))
        self._area = scrolling(self._ground)
        foot = holding(column(self._area), ground="raised", rule="above")
        box = column(self._none, self.list, foot, gap=0)
        box.setStretch(1, 1)
        self.setLayout(box)
        bind(self.list, {key: partial(self._press, key) for key in "DXACP"})

    def show_parts(self, parts: tuple[Part, ...], *, review: str, words: Words) -> None:
        """Show these questions; the list stays where it is, and what is half typed stays."""
        first = not self._parts
        self._parts, self._review, self._words = parts, review, words
        rows = tuple(rows_of(parts))
        self._none.setVisible(not rows)
        self.list.show_values(rows)
        if first:
            self._stand_on_first()
        else:
            self._show_again()

    @property
    def waiting(self) -> bool:
        """Whether a question waits for an answer that is given here."""
        return any(_waits(row) for row in self.list.rows.values)

    @property
    def areas(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in the order in which it is read."""
        return self.list, self._ground

    def focus_first(self) -> None:
        """Go to the list."""
        self.list.setFocus()

    def answer_saved(self, question: Question) -> None:
        """The answer is saved: go on with the next question that waits."""
        self._forget_drafts(question)
        if self.form is not None and key_of(self.form.row) == key_of(question):
            self.form.finish()
            self._go_on(question, typing=self._typing)

    def part_saved(self, part: Part) -> None:
        """The last answers of a part are confirmed: go on after it."""
        last = part.questions[-1]
        self._go_on(last, typing=False)

    def refuse(self, error: SopcheckError) -> None:
        """Say at the question why it was not saved."""
        if self.form is not None:
            self.form.refuse(error)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """When the list has another height, what it stands on stays in sight."""
        if event.type() == QEvent.Type.Resize:
            self._resized.start()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the form what it needs, and the list the rest."""
        super().resizeEvent(event)
        self._fit()

    def _stand_on_first(self) -> None:
        waiting = next((row for row in self.list.rows.values if _waits(row)), None)
        first = waiting or next(iter(self.list.rows.values), None)
        if first is not None:
            self.list.choose(first)

    def _on_chosen(self, row: Row) -> None:
        if self.form is not None and key_of(self.form.row) == key_of(row):
            return
        self._show_form(row)

    def _show_again(self) -> None:
        """What the list stands on was read again; a form in which somebody types is left alone."""
        row = self.list.current()
        if row is None or self.form is None:
            return
        if key_of(self.form.row) == key_of(row) and not self.form.would_change(row):
            return
        self._show_form(row)

    def _show_form(self, row: Row) -> None:
        if self.form is not None:
            self.form.leave()
        emptied(self._place)
        self.form = self._form_for(row)
        self.form.beside_wanted.connect(self.beside_wanted)
        self.form.resized.connect(self._fit)
        self.form.left.connect(self.list.setFocus)
        self._place.addWidget(self.form)
        # A layout shows what is new in it a moment later, and measures nothing that is hidden.
        self.form.show()
        self._area.verticalScrollBar().setValue(0)
        self._fit()

    def _form_for(self, row: Row) -> RowForm:
        if isinstance(row, Question) and row.how != "here":
            return ShownForm(row, self._ground)
        part = row if isinstance(row, Part) else self._part_of(row)
        form: RowForm = PartForm(row, self._ground) if isinstance(row, Part) else self._answer_form(row, part)
        form.part_confirmed.connect(lambda: self.part_confirmed.emit(part))
        return form

    def _answer_form(self, question: Question, part: Part) -> AnswerForm:
        words = self._words or Words(self._session.zone, self._session.now())
        form = AnswerForm(
            question, part, self._session, review=self._review, words=words, parent=self._ground
        )
        form.given.connect(lambda given: self._on_given(form, question, given))
        return form

    def _on_given(self, form: AnswerForm, question: Question, given: Given) -> None:
        # The form may be made anew before the answer is saved; where somebody types on is known now.
        self._typing = form.has_focus()
        self.answered.emit(question, given)

    def _forget_drafts(self, question: Question) -> None:
        drafts, keys = self._session.desk.drafts, draft_keys(self._review, question)

        def forget() -> None:
            for key in keys:
                drafts.forget(key)

        self._session.tasks.run(self, forget, lambda _: None)

    def _part_of(self, question: Question) -> Part:
        return next(part for part in self._parts if part.stage == question.state.stage)

    def _enter_form(self) -> None:
        if self.form is not None:
            self.form.begin()

    def _press(self, key: str) -> None:
        if self.form is not None:
            self.form.press(key)

    def _go_on(self, after: Question, *, typing: bool) -> None:
        rows = self.list.rows.values
        here = next((at for at, row in enumerate(rows) if key_of(row) == key_of(after)), -1)
        following = (*rows[here + 1 :], *rows[: here + 1])
        wanted = next((row for row in following if _waits(row)), None)
        if wanted is None:
            self._show_again()
            self.finished.emit()
            return
        self.list.choose(wanted)
        if typing:
            self._enter_form()

    def _fit(self) -> None:
        if self.form is None:
            return
        wanted = height_needed(self._area)
        self._area.setFixedHeight(min(wanted + 2, int(self.height() * _LARGEST_SHARE)))


def _waits(row: Row) -> bool:
    return isinstance(row, Question) and row.waits
