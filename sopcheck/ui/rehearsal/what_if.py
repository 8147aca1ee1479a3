"""The what-if panel: something is otherwise, and what moves is told as *before → with the change*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.layout import column, row, rule_line, scrolling
from sopcheck.ui.kit.line import Line
from sopcheck.ui.kit.section import Section
from sopcheck.ui.kit.text import Label
from sopcheck.ui.rehearsal.what_if_form import WhatIfForm
from sopcheck.ui.rehearsal.words import Told, change_words, remarks, seen_at
from sopcheck.ui.words import Words

if TYPE_CHECKING:
    from sopcheck.errors import SopcheckError
    from sopcheck.services.rehearsal_moves import Move
    from sopcheck.services.rehearsal_story import Stop, Story
    from sopcheck.services.rehearsal_what_if import Change, Tried
    from sopcheck.services.views import CaseView
    from sopcheck.ui.kit.row_text import RowText
    from sopcheck.ui.session import Session


_AT_FIRST = 12


class WhatIfPanel(QWidget):
    """Changes add up until *Reset*; the file stays as it is, and the vault is not asked."""

    wanted = Signal(object)
    """The story is to be played with these changes (a tuple of `Change`); none is as it was."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A panel without a story."""
        super().__init__(parent)
        self._zone = session.zone
        self._changes: tuple[Change, ...] = ()
        self._told: Told | None = None
        self.form = WhatIfForm(session, self._on_submitted)
        self.line = Line()
        self.changes = Label(selectable=True)
        self.reset_button = button(
            self.tr("Reset"), does=self.reset, name=self.tr("Reset: as the file has it")
        )
        self.says = Label(prose=True, selectable=True)
        self.moves: Section[Move] = Section(self.tr("What moves"), self._read, at_first=_AT_FIRST)
        self._tried = QWidget()
        tried = (self.changes, row(self.reset_button, None), self.says, self.moves, rule_line())
        self._tried.setLayout(column(*tried, gap=2))
        inner = QWidget()
        nothing = Label(
            self.tr(
                "The story is played again with the change. Nothing is written to the file or the vault."
            ),
            kind="small",
            tone="muted",
            prose=True,
        )
        parts = (self.line, self._tried, self.form, nothing, None)
        inner.setLayout(column(*parts, gap=3, margins=(4, 3, 4, 4)))
        self._area = scrolling(inner)
        self.setLayout(column(self._area))
        self._show_changes()

    @property
    def tried_changes(self) -> tuple[Change, ...]:
        """What is otherwise in the story that is shown."""
        return self._changes

    def show_story(self, story: Story, end: CaseView) -> None:
        """Begin with a story as its file has it."""
        self._changes = ()
        self.form.show_story(story, end)
        self._show_changes()

    def stand_at(self, stop: Stop, view: CaseView) -> None:
        """Begin the next question at this event."""
        self.form.stand_at(stop, view)

    def show_moves(self, view: CaseView, moves: tuple[Move, ...], tried: Tried, *, at_end: int) -> None:
        """Show what moves at the moment of this view; `at_end` is how much does at the end of the story."""
        words = Words(self._zone, view.read_at)
        self._told = Told(view, words)
        said = seen_at(view.read_at, words, moves=bool(moves))
        if not moves and at_end:
            said += " " + self.tr("At the end of the story {count} do: step on to see.").format(count=at_end)
        self.says.say("\n".join((said, *remarks(tried))))
        self.moves.show_values(moves)

    def reset(self) -> None:
        """As the file has it."""
        self._changes = ()
        self._ask()

    def refuse(self, error: SopcheckError) -> None:
        """Say why the story cannot be played like that; the last change is taken back."""
        self._changes = self._changes[:-1]
        self._show_changes()
        self.line.refuse(error)

    def _read(self, move: Move) -> RowText:
        if self._told is None:
            raise LookupError("Nothing has been tried yet.")
        return self._told.move(move)

    def _on_submitted(self) -> None:
        change = self.form.change()
        if change is not None:
            self._changes = (*self._changes, change)
            self._ask()

    def _ask(self) -> None:
        self.line.clear()
        self.says.say(self.tr("Playing the story again…"))
        self.moves.show_values(())
        self._show_changes()
        self.wanted.emit(self._changes)

    def _show_changes(self) -> None:
        view = self.form.view
        shown = bool(self._changes) and view is not None
        if shown and view is not None:
            words = Words(self._zone, view.read_at)
            said = [change_words(change, view, words) for change in self._changes]
            self.changes.say("\n".join((self.tr("As if:"), *said)))
        self._tried.setVisible(shown)
        self._area.verticalScrollBar().setValue(0)
