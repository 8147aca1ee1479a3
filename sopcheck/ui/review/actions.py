"""Actions in a review: those of before, complete, carried or dropped; new ones with owner and date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sopcheck.ui.case.hints import Hints
from sopcheck.ui.kit.buttons import button, enter_presses
from sopcheck.ui.kit.drafts import Draft
from sopcheck.ui.kit.fields import Choice, Field, ManyLines
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.layout import bring_into_view, column, emptied, row
from sopcheck.ui.kit.line import Line
from sopcheck.ui.kit.signs import Sign, StateWord
from sopcheck.ui.kit.tabbing import focus_kept_in
from sopcheck.ui.kit.text import Label
from sopcheck.ui.review.day_field import DayField
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from sopcheck.cases.states import ActionState
    from sopcheck.errors import SopcheckError
    from sopcheck.ledger.entry import PersonId
    from sopcheck.services.views import CaseView, ReviewView
    from sopcheck.ui.session import Session
    from sopcheck.ui.words import Words

# Few, specific and dated: a date that is one press away is given sooner than one that must be typed.
_USUAL_DAYS = (3, 7, 14, 28)


class ActionsPart(QWidget):
    """The actions of the case that matter to this review, and the form for a new one."""

    raise_wanted = Signal(str, object, object)
    """An action: what must happen, whose it is (a `PersonId`), by which day."""
    finish_wanted = Signal(object, bool)
    """This `ActionState` is complete, or to be dropped (then the flag is set)."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Make a part without actions."""
        super().__init__(parent)
        self._session = session
        self._drafts: tuple[Draft, ...] = ()
        self._before = column(gap=3)
        self._new = column(gap=3)
        self.line = Line()
        self.text = ManyLines(self.tr("What must happen"), lines=2)
        self.owner: Choice[PersonId] = Choice(self.tr("Owner"))
        self.due = DayField(self.tr("By"), session, usual=_USUAL_DAYS)
        self._text = Field(self.tr("What must happen"), self.text)
        self._owner = Field(self.tr("Owner"), self.owner)
        self._due = Field(self.tr("By"), self.due)
        self._add = button(self.tr("Add the action"), does=self._on_add)
        form = QWidget()
        form.setLayout(column(self._text, self._owner, self._due, self.line, Flow(self._add), gap=2))
        enter_presses(form, self._add)
        self.text.refused.connect(self.line.refuse)
        Hints(self._text, self.text, session)
        self.setLayout(column(self._before, self._new, form, gap=4))

    def show_view(self, view: ReviewView, words: Words) -> None:
        """Show the actions of a case as they stand in this review."""
        earlier, new = sorted_actions(view)
        with focus_kept_in(self):
            self._fill(self._before, self.tr("From before"), earlier, view.view, words)
            self._fill(self._new, self.tr("New in this review"), new, view.view, words)
        self._offer_owners(view.view)
        if not self._drafts:
            key = f"review:{view.review}/action"
            self._drafts = (
                Draft(self.text, key, self._session),
                Draft(self.due.edit, f"{key}-due", self._session),
            )

    def suggest(self, text: str) -> None:
        """Begin an action with these words, where nothing is typed yet."""
        if text and not self.text.text():
            self.text.setPlainText(text)
        self.text.setFocus()
        bring_into_view(self.text)

    def raised(self) -> None:
        """The action is saved; the form is empty for the next one."""
        self._add.setEnabled(True)
        for draft in self._drafts:
            draft.forget()
        self.line.clear()
        self.text.setFocus()

    def refuse(self, error: SopcheckError) -> None:
        """Say why the action was not saved; everything typed is still there."""
        self._add.setEnabled(True)
        self.line.refuse(error)

    def _fill(
        self, box: QVBoxLayout, title: str, actions: tuple[ActionState, ...], view: CaseView, words: Words
    ) -> None:
        emptied(box)
        if not actions:
            return
        box.addWidget(Label(title, kind="small", tone="muted"))
        for action in actions:
            new = box is self._new
            row_shown = ActionRow(action, owner=view.name(action.owner), new=new, words=words)
            row_shown.finish_wanted.connect(self.finish_wanted)
            box.addWidget(row_shown)
            # A layout shows what is new in it a moment later; the height is asked for before.
            row_shown.show()

    def _offer_owners(self, view: CaseView) -> None:
        chosen = self.owner.value()
        people = sorted(view.people.values(), key=lambda person: person.name)
        self.owner.offer([(person.person, person.name) for person in people])
        holder = view.case.holder("investigator", view.read_at)
        if chosen is None and holder is not None:
            self.owner.choose(holder)
        elif chosen is None:
            # Nobody is given an action because their name comes first.
            self.owner.setCurrentIndex(-1)

    def _on_add(self) -> None:
        for field in (self._text, self._owner, self._due):
            field.accept()
        owner, day = self.owner.value(), self.due.day()
        if not self.text.text():
            self._text.refuse(self.tr("Say what must happen."))
        elif owner is None:
            self._owner.refuse(self.tr("Say whose it is."))
        elif day is None:
            self._due.refuse(self.due.problem or self.tr("Give the day by which it is done."))
        else:
            self._add.setEnabled(False)
            self.raise_wanted.emit(self.text.text(), owner, day)


class ActionRow(QWidget):
    """One action: what, whose, by when, what became of it, and what may become of it."""

    finish_wanted = Signal(object, bool)
    """This `ActionState` is complete, or to be dropped (then the flag is set)."""

    def __init__(self, action: ActionState, *, owner: str, new: bool, words: Words) -> None:
        """Show this action."""
        super().__init__()
        sign = action_sign(action, new=new)
        due = tr("{owner}, by {day}").format(owner=owner, day=words.day(action.due))
        said = f"{due}. {action.result}" if action.result else due
        parts: list[QWidget] = [Label(action.text), Label(said, kind="small", tone="muted")]
        self.setAccessibleName(f"{action.text}, {said}, {sign.word}")
        presses: list[QWidget] = [StateWord(sign, kind="small")]
        if action.state == "open":
            presses += [self._press(action, tr("Complete…"), dropped=False)]
            presses += [self._press(action, tr("Drop…"), dropped=True)]
        self.setLayout(column(*parts, row(*presses, None, gap=1), gap=0.5))

    def _press(self, action: ActionState, words: str, *, dropped: bool) -> QWidget:
        does = tr("Drop: {action}") if dropped else tr("Complete: {action}")
        return button(
            words,
            kind="quiet",
            does=lambda: self.finish_wanted.emit(action, dropped),
            name=does.format(action=action.text),
        )


def sorted_actions(view: ReviewView) -> tuple[tuple[ActionState, ...], tuple[ActionState, ...]]:
    """Those raised before that were open when this review began, and those raised in it."""
    opened = view.view.case.opened_reviews.get(view.review)
    began = opened.at if opened is not None else view.view.read_at
    actions = view.view.evaluation.actions
    earlier = (one for one in actions if one.review != view.review)
    return (
        tuple(one for one in earlier if one.state == "open" or (one.done is not None and one.done >= began)),
        tuple(one for one in actions if one.review == view.review),
    )


def action_sign(action: ActionState, *, new: bool) -> Sign:
    """What becomes of an action on the record; one that stays open is carried."""
    if action.state == "open":
        return Sign(tr("new"), "ring", "ink") if new else Sign(tr("carried"), "half", "ink")
    if action.state == "complete":
        return Sign(tr("complete"), "disc", "met")
    return Sign(tr("dropped"), "dash", "muted")
