"""One question of a review with its ways to answer: done, not done, not applicable, or as last time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from sopcheck.cases.events import Given, Status
from sopcheck.ui.case.choice import ChoiceField
from sopcheck.ui.case.hints import Hints
from sopcheck.ui.kit.buttons import ButtonKind, button, rename
from sopcheck.ui.kit.drafts import Draft
from sopcheck.ui.kit.fields import Field, ManyLines
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.layout import Part as Placed
from sopcheck.ui.kit.layout import column
from sopcheck.ui.kit.text import Label
from sopcheck.ui.review.question_words import Part, Question, Row, given_line
from sopcheck.ui.review.row_forms import RowForm, heading_of, no_change_button

if TYPE_CHECKING:
    from sopcheck.errors import SopcheckError
    from sopcheck.ui.session import Session
    from sopcheck.ui.words import Words

_WAYS: dict[str, Status] = {"D": "done", "X": "not done", "A": "not applicable"}


class AnswerForm(RowForm):
    """What is asked, what was said last time, the fields that are asked for, and the ways to answer."""

    def __init__(
        self,
        question: Question,
        part: Part,
        session: Session,
        *,
        review: str,
        words: Words,
        parent: QWidget | None = None,
    ) -> None:
        """Ask this question."""
        super().__init__(question, parent)
        self._question = question
        self._part = part
        self._status: Status = "done"
        self._saving = False
        # Of what was answered last time only that is shown, until somebody wants to change it.
        self._folded = question.unconfirmed
        self.choice = ChoiceField()
        self.text = ManyLines(self.tr("Answer"), lines=2)
        self.reason = ManyLines(self.tr("Reason"), lines=2)
        self._text = Field(self.tr("Answer"), self.text)
        self._reason = Field(self.tr("Reason"), self.reason)
        self._save = button("", kind="primary", does=lambda: self._answer(self._status))
        self._ways = self._build_ways()
        self._last_words = Label(selectable=True, parent=self)
        self._last_presses = Flow(parent=self)
        self._saves = Flow(self._save, button(self.tr("Back"), does=lambda: self._ask_why("done")))
        self._build(words, session)
        self._drafts = self._bring_back(session, review)
        self._ask_why("done")

    def begin(self) -> None:
        """Put the focus on what is to be chosen, typed or pressed first."""
        if self._folded:
            super().begin()
        elif self.choice.asked:
            self.choice.begin()
        elif not self._text.isHidden():
            self.text.setFocus()
        else:
            super().begin()

    def press(self, key: str) -> None:
        """D done, X not done, A not applicable, C as it was, P the whole part as it was."""
        if key == "D" and self._folded:
            self._change()
        elif key in _WAYS:
            self._on_way(_WAYS[key])
        elif key == "C":
            self._confirm()
        elif self._part.unconfirmed:
            self.part_confirmed.emit()

    def would_change(self, row: Row) -> bool:
        """Only another answer changes the form; a form in which somebody types is left alone."""
        if not isinstance(row, Question):
            return True
        before = (self._question.state.answer, self._question.carried)
        return before != (row.state.answer, row.carried)

    def refuse(self, error: SopcheckError | str) -> None:
        """Say why the answer was not saved."""
        self._saving = False
        super().refuse(error)

    def finish(self) -> None:
        """The answer is saved; nothing is half typed any more."""
        self._saving = False
        for draft in self._drafts:
            draft.forget()

    def leave(self) -> None:
        """Keep what is half typed."""
        for draft in self._drafts:
            draft.flush()

    def on_escape(self) -> None:
        """Give up a reason first, then go back to the list."""
        if self._status == "done":
            self.left.emit()
            return
        self._ask_why("done")
        self.begin()

    def _build(self, words: Words, session: Session) -> None:
        item, standing = self._question.item, self._question.state.answer
        fields = (self.choice, self._text, self._reason, self.line, self._ways, self._saves)
        self.setLayout(column(*heading_of(self._question), *self._last(words), *fields, gap=2))
        # Only now: what is shown before it lies in something is shown as a window of its own.
        self.choice.show_for(item, chosen=standing.given.choice if standing else "")
        for text in (self.text, self.reason):
            text.refused.connect(self.refuse)
        for field, text in ((self._text, self.text), (self._reason, self.reason)):
            Hints(field, text, session)
        self.text.submitted.connect(lambda: self._answer("done"))
        self.reason.submitted.connect(lambda: self._answer(self._status))

    def _last(self, words: Words) -> list[Placed]:
        carried = self._question.carried
        if carried is None or not self._question.unconfirmed:
            return []
        when = self.tr("Last time, {day}: {status}.").format(
            day=words.day_of(carried.recorded), status=carried.given.status
        )
        said = f"{when} {given_line(carried.given)}".strip()
        confirm = self.tr("Confirm as it was  (C)")
        presses = (
            button(confirm, kind="primary", does=self._confirm, name=self.tr("Confirm the last answer")),
            no_change_button(self._part, self.part_confirmed.emit),
            button(self.tr("Change it  (D)"), kind="quiet", does=self._change),
        )
        for at, press in enumerate(presses):
            self._last_presses.insert(at, press)
        self._last_words.say(said)
        return [self._last_words, self._last_presses]

    def _build_ways(self) -> QWidget:
        ways: tuple[tuple[Status, str], ...] = (
            ("done", self.tr("Done  (D)")),
            ("not done", self.tr("Not done…  (X)")),
            ("not applicable", self.tr("N/A…  (A)")),
        )
        return Flow(*(self._way(status, words) for status, words in ways))

    def _way(self, status: Status, words: str) -> QPushButton:
        kind: ButtonKind = "primary" if status == "done" else "plain"
        return button(words, kind=kind, does=lambda: self._on_way(status), name=status.capitalize())

    def _bring_back(self, session: Session, review: str) -> tuple[Draft, ...]:
        keys = draft_keys(review, self._question)
        drafts = tuple(
            Draft(text, key, session) for text, key in zip((self.text, self.reason), keys, strict=True)
        )
        # Drafts are read in order, so this comes after them: what was half typed goes first.
        session.tasks.run(drafts[-1], _nothing, lambda _: self._fill_in())
        return drafts

    def _fill_in(self) -> None:
        if self._folded and (self.text.text() or self.reason.text()):
            self._folded = False
            self._ask_why("done")
        standing = self._question.state.answer
        if standing is None:
            return
        for text, said in ((self.text, standing.given.text), (self.reason, standing.given.reason)):
            if said and not text.text():
                text.setPlainText(said)

    def _on_way(self, status: Status) -> None:
        if status == "done":
            self._answer("done")
            return
        self._ask_why(status)
        self.reason.setFocus()

    def _ask_why(self, status: Status) -> None:
        """Ask for the reason of *not done* or *not applicable*; for *done* go back to the buttons."""
        self._status = status
        asks = self._question.item.asks
        self.choice.setVisible("choice" in asks and status == "done" and not self._folded)
        self._text.setVisible(bool({"text", "choice-per-item"} & set(asks)) and not self._folded)
        for part in (self._last_words, self._last_presses):
            # Once it is changed, what was said stands in the fields.
            part.setVisible(self._folded and status == "done")
        self._ways.setVisible(status == "done" and not self._folded)
        for asked in (self._saves, self._reason):
            asked.setVisible(status != "done")
        rename(self._save, self.tr("Save as {status}").format(status=status))
        self.line.clear()
        self.resized.emit()

    def _answer(self, status: Status) -> None:
        if self._saving:
            return
        if status == "done" and self.choice.asked and not self.choice.value():
            self.refuse(self.tr("Choose one of the answers first."))
            self.choice.begin()
            return
        reason = "" if status == "done" else self.reason.text()
        choice = self.choice.value() if status == "done" else ""
        self._give(Given(status=status, choice=choice, text=self.text.text(), reason=reason))

    def _confirm(self) -> None:
        if self._question.unconfirmed and self._question.carried is not None:
            self._give(self._question.carried.given)

    def _give(self, given: Given) -> None:
        self._saving = True
        self.line.clear()
        self.given.emit(given)

    def _change(self) -> None:
        """Take the last answer into the fields, to be changed there."""
        carried = self._question.carried
        if carried is None:
            return
        self._folded = False
        self.choice.show_for(self._question.item, chosen=carried.given.choice)
        self.text.setPlainText(carried.given.text)
        self._ask_why("done")
        (self.choice.begin if self.choice.asked else self.text.setFocus)()


def draft_keys(review: str, question: Question) -> tuple[str, str]:
    """Under which keys the answer and the reason are kept while they are half typed."""
    key = f"review:{review}/{question.item.id}"
    return f"{key}/text", f"{key}/reason"


def _nothing() -> None:
    """Something to wait for behind what was asked before."""
