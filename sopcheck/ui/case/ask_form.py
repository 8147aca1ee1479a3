"""A small form at the foot of a pane: it asks, sees that times are understood, hands over what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.ui.case.acts import Question
from sopcheck.ui.case.asking import Asking, ReasonAsked, Said, TimeAsked
from sopcheck.ui.case.choice import bounded
from sopcheck.ui.case.hints import Hints
from sopcheck.ui.kit.buttons import button, enter_presses
from sopcheck.ui.kit.drafts import Draft
from sopcheck.ui.kit.fields import Choice, Field, ManyLines
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.layout import column
from sopcheck.ui.kit.line import Line
from sopcheck.ui.kit.text import Label
from sopcheck.ui.kit.time_field import TimeField

if TYPE_CHECKING:
    from collections.abc import Callable

    from sopcheck.errors import SopcheckError
    from sopcheck.ledger.entry import PersonId
    from sopcheck.ui.session import Session


class AskForm(QWidget):
    """Asks what an `Asking` says; stays open until it is told that all went well, or is put away."""

    said = Signal(object)
    """A `Said`: somebody pressed the button, and what had to be understood was."""
    closed = Signal()
    """Cancel was pressed; what was typed stays kept as a draft."""

    def __init__(self, asking: Asking, session: Session, parent: QWidget | None = None) -> None:
        """Ask this."""
        super().__init__(parent)
        self._session = session
        self.draft_keys = tuple(asked.draft for asked in asking.reasons if asked.draft)
        self._drafts: list[Draft] = []
        self.line = Line()
        self.question = Question(self.line)
        self.primary = button(asking.primary, kind="primary", does=self._on_pressed)
        cancel = button(self.tr("Cancel"), does=self.closed.emit)
        self._time = self._time_field(asking.time)
        self._choice: Choice[str] | None = (
            bounded(Choice(asking.choice, asking.choices)) if asking.choices else None
        )
        self._people: Choice[PersonId] | None = None
        if len(asking.people) > 1:
            self._people = bounded(Choice(self.tr("Who did it?"), asking.people), characters=12)
        self._reasons = [self._reason_field(asked) for asked in asking.reasons]
        parts: list[QWidget] = [Label(asking.title, kind="strong")]
        if asking.says:
            parts.append(Label(asking.says, kind="small", tone="muted"))
        parts += [*self._shown_fields(asking), self.line, Flow(self.primary, cancel)]
        self.setLayout(column(*parts, gap=2))
        enter_presses(self, self.primary)

    def begin(self) -> None:
        """Put the focus where something is to be typed."""
        reasons = (field.inner for field, _ in self._reasons)
        # The button is last, so that there is always something to stand on.
        fields: list[QWidget | None] = [self._choice, self._time, *reasons, self.primary]
        next(field for field in fields if field is not None).setFocus()

    def refuse(self, error: SopcheckError) -> None:
        """Say why nothing was recorded; everything typed is still there."""
        self.primary.setEnabled(True)
        self.line.refuse(error)

    def ask(self, sentence: str, yes: Callable[[], None]) -> None:
        """Ask whether it is meant so."""
        self.primary.setEnabled(True)
        self.question.ask(sentence, yes)

    def keep(self) -> None:
        """The form goes away: keep what is half typed in it."""
        for draft in self._drafts:
            draft.flush()

    def finish(self) -> None:
        """All went well: what was half typed is not kept any more."""
        for draft in self._drafts:
            draft.forget()

    def wait(self) -> None:
        """While it is being recorded nothing is pressed twice."""
        # A second press would record the same act twice.
        self.primary.setEnabled(False)

    def _time_field(self, asked: TimeAsked | None) -> TimeField | None:
        if asked is None:
            return None
        field = TimeField(asked.words, self._session, ahead=asked.ahead, day_allowed=asked.day_allowed)
        if asked.start is not None:
            field.set_when(asked.start)
            # A new time is typed over it, and Enter keeps it.
            field.edit.selectAll()
        return field

    def _reason_field(self, asked: ReasonAsked) -> tuple[Field, ManyLines]:
        # A reason is a sentence, and Enter does what the button says, as in the fields above it.
        text = ManyLines(asked.words, lines=2, enter_submits=True)
        field = Field(asked.words, text, hint=asked.hint)
        Hints(field, text, self._session)
        text.submitted.connect(self.primary.click)
        if asked.draft:
            self._drafts.append(Draft(text, asked.draft, self._session))
        return field, text

    def _shown_fields(self, asking: Asking) -> list[QWidget]:
        shown: list[QWidget] = []
        if self._choice is not None:
            shown.append(Field(asking.choice, self._choice))
        shown += self._time_and_people(asking)
        shown += [field for field, _ in self._reasons]
        return shown

    def _time_and_people(self, asking: Asking) -> list[QWidget]:
        if asking.time is None or self._time is None:
            return []
        time = Field(asking.time.words, self._time)
        if self._people is None:
            return [time]
        # Beside each other where there is room, and never narrower than a time that is being typed.
        return [Flow(time, Field(self.tr("Who did it?"), self._people), gap=4)]

    def _on_pressed(self) -> None:
        when = self._time.when() if self._time is not None else None
        # Only what nobody could understand is refused here; every rule is the decisions'.
        if self._time is not None and when is None:
            self._time.refuse()
            return
        self.line.clear()
        choice = (self._choice.value() or "") if self._choice is not None else ""
        person = self._people.value() if self._people is not None else None
        reasons = tuple(text.text() for _, text in self._reasons)
        self.said.emit(Said(when=when, person=person, choice=choice, reasons=reasons))
