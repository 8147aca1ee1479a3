"""The head of a review: which due reviews it meets, and whether the person may hold it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.cases.events import Discharged
from sopcheck.services.review_views import independence
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.layout import column
from sopcheck.ui.kit.text import Label
from sopcheck.ui.kit.ticks import Tick
from sopcheck.ui.moving.words import signing_words
from sopcheck.ui.review.said_field import SaidField
from sopcheck.ui.theme import step
from sopcheck.ui.words import count_words, review_sign

if TYPE_CHECKING:
    from sopcheck.cases.states import ReviewState
    from sopcheck.services.views import CaseView, ReviewView
    from sopcheck.ui.words import Words


# A review held today is hardly meant for one that is due next year; those are folded away.
_WEEK = timedelta(days=7)


class ReviewHead(QWidget):
    """A tick for each review that is due; the suggested ones are ticked until somebody decides otherwise."""

    changed = Signal()
    """Other reviews are ticked, or another exception is given."""
    ticked = Signal()
    """Other reviews are ticked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a head without a review."""
        super().__init__(parent)
        self._view: CaseView | None = None
        self._taken = ""
        self._all = False
        self._placed = 0
        self._ticks: dict[Discharged, Tick] = {}
        self._flow = Flow(gap=3)
        self._interim = Label(
            self.tr("Nothing is ticked: an interim review, outside the schedule. It moves no date."),
            tone="muted",
        )
        self._interim.hide()
        self._independent = Label(tone="soon")
        self._moves = Label(tone="soon")
        self._free = Label()
        self.exception = SaidField(self.tr("Reason for the exception; it prints"), lines=2)
        self.exception.hide()
        self.exception.changed.connect(self.changed)
        told = (self._interim, self._moves, self._independent)
        self.setLayout(column(self._flow, *told, self.exception, gap=1))

    @property
    def areas(self) -> tuple[QWidget, ...]:
        """What Tab goes through."""
        return (self,)

    def show_view(self, view: ReviewView, words: Words) -> None:
        """Show what is due; what was ticked before stays as it was."""
        self._view = view.view
        moves = signing_words(view.view)
        self._moves.say(moves)
        self._moves.setVisible(bool(moves))
        ticked = set(self.discharges())
        if self._taken != view.review:
            self._taken = view.review
            ticked = set(view.draft.discharges)
            self.exception.say(view.draft.exception)
        self._build(view, ticked, words)

    def discharges(self) -> tuple[Discharged, ...]:
        """What is ticked."""
        return tuple(one for one, box in self._ticks.items() if box.isChecked())

    def exception_text(self) -> str:
        """The reason for the exception, where one is needed."""
        return "" if self.exception.isHidden() else self.exception.text()

    def focus_exception(self) -> None:
        """Go to the reason for the exception, if it is asked for."""
        if not self.exception.isHidden():
            self.exception.setFocus()

    def _build(self, view: ReviewView, ticked: set[Discharged], words: Words) -> None:
        focused = next((one for one, box in self._ticks.items() if box.hasFocus()), None)
        self._flow.clear()
        self._placed = 0
        self._ticks = {}
        said = Label(self.tr("This review meets:"), tone="muted", wrap=False)
        # As far down as the words of the boxes beside it.
        said.setContentsMargins(0, step(1), 0, 0)
        self._add(said)
        for state in view.due:
            one = discharged_of(state, (*ticked, *view.suggested))
            if self._all or one in ticked or is_near(state, view):
                self._ticks[one] = self._tick(state, view.view, words, ticked=one in ticked)
        later = len(view.due) - len(self._ticks)
        if later:
            says = self.tr("Show {others}").format(
                others=count_words(later, self.tr("other"), self.tr("others"))
            )
            self._add(button(says, kind="quiet", does=lambda: self._show_all(view, words)))
        self._add(self._free_label())
        self._say_interim()
        self._say_independent()
        if focused in self._ticks:
            self._ticks[focused].setFocus()

    def _free_label(self) -> Label:
        self._free = Label(self.tr("You are independent on this case."), tone="muted", wrap=False)
        self._free.setContentsMargins(0, step(1), 0, 0)
        return self._free

    def _show_all(self, view: ReviewView, words: Words) -> None:
        before, self._all = set(self._ticks), True
        self._build(view, set(self.discharges()), words)
        if not any(box.hasFocus() for box in self._ticks.values()):
            # What was pressed is gone; one goes on with what it brought.
            next(box for one, box in self._ticks.items() if one not in before).setFocus()

    def _tick(self, state: ReviewState, view: CaseView, words: Words, *, ticked: bool) -> Tick:
        box = Tick(due_words(state, view, words), ticked=ticked)
        box.toggled.connect(lambda _: self._on_ticked())
        self._add(box)
        return box

    def _add(self, part: QWidget) -> None:
        self._flow.insert(self._placed, part)
        self._placed += 1

    def _on_ticked(self) -> None:
        self._say_interim()
        self._say_independent()
        self.changed.emit()
        self.ticked.emit()

    def _say_interim(self) -> None:
        self._interim.setVisible(not self.discharges())

    def _say_independent(self) -> None:
        if self._view is None:
            return
        word = independence(self._view, self.discharges())
        why = {
            "investigator": self.tr("you are or were the investigator of this case"),
            "answered": self.tr("you answered an investigator's item on this case"),
        }.get(self._view.case.not_independent_because(self._view.me.person), "")
        says = {
            "yes": "",
            "partly": self.tr("Partly independent: {why}. The record will say so.").format(why=why),
            "no": self.tr(
                "Not independent: {why}. Ask another supervisor, or say why it must be you all the same."
            ).format(why=why),
        }
        self._independent.say(says[word])
        self._independent.setVisible(word != "yes")
        self._free.setVisible(word == "yes")
        self.exception.setVisible(word == "no")


def discharged_of(state: ReviewState, known: tuple[Discharged, ...]) -> Discharged:
    """How a due review is named when it is met: as it was named before, else by its subject or its event."""
    of = {state.of, state.trigger}
    named = next((one for one in known if one.rule == state.rule.id and one.of in of), None)
    return named or Discharged(rule=state.rule.id, of=state.of or state.trigger)


def is_near(state: ReviewState, view: ReviewView) -> bool:
    """Tell whether a review is overdue, missed, suggested, or due within a week; the rest is folded away."""
    if state.word != "due":
        return True
    suggested = any(
        one.rule == state.rule.id and one.of in {state.of, state.trigger} for one in view.suggested
    )
    soon = state.due is not None and state.due - view.view.read_at <= _WEEK
    return suggested or soon


def due_words(state: ReviewState, view: CaseView, words: Words) -> str:
    """A due review in a line: what it is, of whom, since when it is due."""
    of = view.subject_label(state.of) if state.of in view.case.subjects else ""
    due = words.both(state.due) if state.due is not None else ""
    parts = (state.rule.title, of, due, review_sign(state.word).word)
    return " · ".join(part for part in parts if part)
