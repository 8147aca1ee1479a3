"""Small forms over the review: a direction on one item, what came of an action or a direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from sopcheck.ui.case.hints import Hints
from sopcheck.ui.kit.drafts import keep_in
from sopcheck.ui.kit.fields import Field, ManyLines
from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.review.day_field import DayField
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from sopcheck.cases.standing import Direction
    from sopcheck.cases.states import ActionState
    from sopcheck.errors import SopcheckError
    from sopcheck.ui.kit.line import Line
    from sopcheck.ui.session import Session

_USUAL_DAYS = (1, 3, 7, 14)


class SavingSheet(Sheet):
    """A sheet that waits while what it asked for is saved, and may be closed meanwhile."""

    def saved(self) -> None:
        """It is saved: close, if nobody has closed the sheet yet."""
        if isValid(self):
            self.accept()

    def refuser(self, line: Line) -> Callable[[SopcheckError], None]:
        """What tells a refusal: here, with everything typed still there, or in `line` once this is closed."""

        def refuse(error: SopcheckError) -> None:
            if not isValid(self):
                line.refuse(error)
                return
            self.busy(busy=False)
            self.line.refuse(error)

        return refuse


class DirectionSheet(SavingSheet):
    """What shall be done about one item, and by when; it is shown to the investigator at that item."""

    given = Signal(str, object)
    """The direction, and its day or nothing."""

    def __init__(self, parent: QWidget, session: Session, *, title: str, key: str) -> None:
        """Ask for a direction on the item of this title."""
        super().__init__(parent, title=tr("Give a direction"), says=title, primary=tr("Give the direction"))
        self.text = ManyLines(tr("Direction"), lines=4)
        self.due = DayField(tr("By"), session, usual=_USUAL_DAYS)
        self._text = Field(tr("Direction"), self.text)
        self._due = Field(tr("By"), self.due, hint=tr("May be left empty."))
        Hints(self._text, self.text, session)
        keep_in(self, self.text, f"{key}/direction", session)
        keep_in(self, self.due.edit, f"{key}/direction-due", session)
        self.body.addWidget(self._text)
        self.body.addWidget(self._due)
        self.text.submitted.connect(self.submitted)
        self.submitted.connect(self._on_submitted)

    def _on_submitted(self) -> None:
        self._text.accept()
        self._due.accept()
        if not self.text.text():
            self._text.refuse(tr("Write the direction; it is kept with the record."))
        elif self.due.problem:
            self._due.refuse(self.due.problem)
        else:
            self.busy(busy=True)
            self.given.emit(self.text.text(), self.due.day())


class ResultSheet(SavingSheet):
    """What came of something, or why it is dropped; dropping takes a reason, which prints."""

    given = Signal(str)
    """What was written; where nothing was dropped it may be empty."""

    def __init__(
        self, parent: QWidget, session: Session, *, title: str, says: str, key: str, dropped: bool
    ) -> None:
        """Ask about what `says` says."""
        primary = tr("Drop it") if dropped else tr("Save")
        super().__init__(parent, title=title, says=says, primary=primary)
        words = tr("Reason") if dropped else tr("What came of it")
        self._dropped = dropped
        self.text = ManyLines(words, lines=3)
        self._text = Field(words, self.text, hint="" if dropped else tr("May be left empty."))
        Hints(self._text, self.text, session)
        keep_in(self, self.text, f"{key}/{'dropped' if dropped else 'result'}", session)
        self.body.addWidget(self._text)
        self.text.submitted.connect(self.submitted)
        self.submitted.connect(self._on_submitted)

    def _on_submitted(self) -> None:
        self._text.accept()
        if self._dropped and not self.text.text():
            self._text.refuse(tr("Write why it is dropped; the reason prints."))
            return
        self.busy(busy=True)
        self.given.emit(self.text.text())


def action_sheet(parent: QWidget, session: Session, action: ActionState, *, dropped: bool) -> ResultSheet:
    """Ask what came of an action, or why it is dropped."""
    title = tr("Drop the action") if dropped else tr("The action is complete")
    key = f"action:{action.action}"
    return ResultSheet(parent, session, title=title, says=action.text, key=key, dropped=dropped)


def settle_sheet(parent: QWidget, session: Session, direction: Direction, *, dropped: bool) -> ResultSheet:
    """Ask what came of a direction, or why it is dropped."""
    title = tr("Drop the direction") if dropped else tr("The direction is settled")
    key = f"direction:{direction.entry}"
    return ResultSheet(parent, session, title=title, says=direction.text, key=key, dropped=dropped)
