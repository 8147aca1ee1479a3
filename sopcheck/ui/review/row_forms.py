"""What stands below the list of questions: a form for the row on which the list stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from sopcheck.cases.known_items import SAID_IN_CONCLUSION
from sopcheck.ui.case.row_words import plain
from sopcheck.ui.kit.buttons import ButtonKind, button, escape_does
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.layout import Part as Placed
from sopcheck.ui.kit.layout import column
from sopcheck.ui.kit.line import Line
from sopcheck.ui.kit.signs import StateWord
from sopcheck.ui.kit.text import Label
from sopcheck.ui.review.panes import has_focus
from sopcheck.ui.review.question_words import Part, Question, Row, answer_words, question_sign
from sopcheck.ui.words import count_words, tr

if TYPE_CHECKING:
    from sopcheck.errors import SopcheckError


class RowForm(QWidget):
    """What every such form can: say what row it is about, take a key of the list, tell a refusal."""

    given = Signal(object)
    """An answer was given: a `Given`."""
    part_confirmed = Signal()
    """Nothing changed in the part: its last answers are confirmed."""
    beside_wanted = Signal(str)
    """The question is answered in this field of the conclusion."""
    resized = Signal()
    """The form needs another height."""
    left = Signal()
    """Esc: back to the list."""

    def __init__(self, row: Row, parent: QWidget | None = None) -> None:
        """Be about this row."""
        super().__init__(parent)
        self.row = row
        self.line = Line()
        escape_does(self, self.on_escape)

    def begin(self) -> None:
        """Put the focus on what is to be pressed first."""
        for first in self.buttons()[:1]:
            first.setFocus()

    def buttons(self) -> list[QPushButton]:
        """The buttons that can be pressed now."""
        return [press for press in self.findChildren(QPushButton) if press.isVisibleTo(self)]

    def press(self, key: str) -> None:
        """Do what a key of the list stands for."""

    def would_change(self, row: Row) -> bool:
        """Would the form look different if it were made anew for this row?"""
        return row != self.row

    def has_focus(self) -> bool:
        """Is the focus in this form?"""
        return has_focus(self)

    def refuse(self, error: SopcheckError | str) -> None:
        """Say why nothing was saved; everything typed is still there."""
        self.line.refuse(error)
        self.resized.emit()

    def finish(self) -> None:
        """What was given is saved; what was half typed is not kept any more."""

    def leave(self) -> None:
        """Another row is shown; what is half typed is kept for this one."""

    def on_escape(self) -> None:
        """Go back to the list."""
        self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Other fonts need another height."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.resized.emit()


class PartForm(RowForm):
    """A part as a whole: how far it is, and the one press that says that nothing changed in it."""

    def __init__(self, part: Part, parent: QWidget | None = None) -> None:
        """Show this part."""
        super().__init__(part, parent)
        self._part = part
        shown: list[Placed] = [Label(part.title, kind="strong"), Label(_part_says(part), tone="muted")]
        if part.unconfirmed:
            shown.append(Flow(no_change_button(part, self.part_confirmed.emit, kind="primary")))
        self.setLayout(column(*shown, self.line, gap=2))

    def press(self, key: str) -> None:
        """P is the one key that means something here."""
        if key == "P" and self._part.unconfirmed:
            self.part_confirmed.emit()


class ShownForm(RowForm):
    """A question that is answered in the conclusion, or by the program; nothing is typed twice."""

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        """Show this question."""
        super().__init__(question, parent)
        shown = heading_of(question)
        if question.how == "beside":
            shown += self._beside(question)
        elif question.how == "listed":
            shown.append(Label(question.beside or tr("Your decisions on the list of exceptions answer it.")))
        else:
            shown.append(Label(_program_says(question), selectable=True))
        self.setLayout(column(*shown, self.line, gap=2))

    def _beside(self, question: Question) -> list[Placed]:
        field = SAID_IN_CONCLUSION[question.item.id]
        said = question.beside or tr("Nothing is said yet. It is typed once, in the conclusion.")
        go = button(tr("Go to it in the conclusion"), does=lambda: self.beside_wanted.emit(field))
        return [Label(said, selectable=True), Flow(go)]


def heading_of(question: Question) -> list[Placed]:
    """What is asked, how it stands, and the guidance."""
    shown: list[Placed] = [Label(plain(question.item.prompt), kind="strong", selectable=True)]
    if question.state.status != "open" or question.how != "here":
        shown.append(StateWord(question_sign(question), kind="small"))
    if question.item.guidance:
        shown.append(Label(plain(question.item.guidance), kind="small", tone="muted", selectable=True))
    return shown


def no_change_button(part: Part, does: Callable[[], object], *, kind: ButtonKind = "plain") -> QPushButton:
    """The one deliberate press for a part."""
    return button(
        tr("No change in this part  (P)"),
        kind=kind,
        does=does,
        name=tr("No change in the part “{part}”").format(part=part.title),
        hint=_part_says(part),
    )


def _part_says(part: Part) -> str:
    if not part.unconfirmed:
        done, asked = part.answered, len(part.questions)
        return tr("{done} of {asked} questions are answered.").format(done=done, asked=asked)
    last = count_words(part.unconfirmed, tr("last answer"), tr("last answers"))
    return tr("{last} of this part can be confirmed in one press; the rest stays open.").format(last=last)


def _program_says(question: Question) -> str:
    said = answer_words(question)
    what = plain(question.item.filled_from)
    return said or tr("The program fills this in: {what}.").format(what=what)
