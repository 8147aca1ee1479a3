"""A quiet line that says what has come due while the vault is open; each thing once, and never a pop-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from sopcheck.ui.words import count_words, tr

if TYPE_CHECKING:
    from sopcheck.services.reminders import DueNow
    from sopcheck.ui.kit.line import Line
    from sopcheck.ui.session import Session


class Reminding(QObject):
    """Asks now and then what is due; what was told once is not told again until the next unlock."""

    page_wanted = Signal(str)
    """The page of this name is to be shown."""

    def __init__(self, session: Session, line: Line, parent: QObject) -> None:
        """Tell it in this line."""
        super().__init__(parent)
        self._session = session
        self._line = line
        self._told: frozenset[str] = frozenset()
        self._page = "reviews"
        line.pressed.connect(self._on_pressed)

    def look(self) -> None:
        """See whether something has come due."""
        reminders = self._session.desk.reminders
        # A reminder that cannot be made is no reason to say anything; the lists say it when it can.
        self._session.tasks.run(self, reminders.due, self._tell, lambda _: None)

    def went_to(self, page: str) -> None:
        """Where it is dealt with, the line has done its work; elsewhere, what still stands must be true."""
        if page == self._page:
            self._line.clear()
        elif self._line.text:
            self.look()

    def _tell(self, due: DueNow) -> None:
        every = due.overdue | due.today | due.directions
        new, self._told = every - self._told, self._told | every
        if not every:
            self._line.clear()
        elif new or self._line.text:
            self._page = "reviews" if due.overdue or due.today else "work"
            self._line.say(due_words(due), press=tr("Show them"))

    def _on_pressed(self) -> None:
        self._line.clear()
        self.page_wanted.emit(self._page)


def due_words(due: DueNow) -> str:
    """What is due, in a sentence without a case in it."""
    parts = (
        (due.overdue, tr("{reviews} overdue"), tr("review"), tr("reviews")),
        (due.today, tr("{reviews} due today"), tr("review"), tr("reviews")),
        (due.directions, tr("{reviews} to answer"), tr("direction"), tr("directions")),
    )
    said = [
        pattern.format(reviews=count_words(len(found), one, many))
        for found, pattern, one, many in parts
        if found
    ]
    return tr("{what}.").format(what=", ".join(said)) if said else ""
