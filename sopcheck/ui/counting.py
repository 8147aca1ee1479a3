"""What waits, beside the pages and in the status line; and what time has changed, brought up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from sopcheck.errors import SopcheckError
    from sopcheck.services.desk import DeskStatus
    from sopcheck.services.views import Worklist
    from sopcheck.ui.kit.line import Line
    from sopcheck.ui.rail import Rail
    from sopcheck.ui.session import Session
    from sopcheck.ui.status_line import StatusLine


class Counting(QObject):
    """Reads the counts of the rail and the words of the status line."""

    behind_told = Signal(str)
    """That the vault is an older state of itself, as a sentence; empty where it is not."""
    caught_up = Signal()
    """Cases that time had changed were evaluated again; lists may say something else now."""

    def __init__(self, session: Session, rail: Rail, status: StatusLine, line: Line, parent: QObject) -> None:
        """Serve this rail, this status line, and the line that tells what must be known."""
        super().__init__(parent)
        self._session = session
        self._rail = rail
        self._status = status
        self._line = line
        self._notices: tuple[str, ...] = ()
        self._catching_up = False

    def read(self) -> None:
        """Read again what the rail and the status line say."""
        desk = self._session.desk
        self._session.tasks.run(
            self, lambda: (desk.status(), desk.casework.worklist()), self._show, self._line.refuse
        )

    def _show(self, read: tuple[DeskStatus, Worklist]) -> None:
        status, worklist = read
        self._rail.show_count("work", len(worklist.passed) + len(worklist.soon))
        self._rail.show_count("reviews", worklist.reviews_due)
        self._status.show_status(status)
        if worklist.waiting and not self._catching_up:
            self._catch_up()
        self.behind_told.emit(status.behind)
        # A notice that was put away stays away until there is another one.
        notices = tuple(one for one in status.notices if one != status.behind)
        if notices and notices != self._notices:
            # What a restore brought back is said there when the first notices come.
            said = () if self._notices or not self._line.text else (self._line.text,)
            self._notices = notices
            self._line.say("\n".join((*said, *notices)))

    def _catch_up(self) -> None:
        """Have the rest evaluated again that time has changed, a few cases at a time between other work."""
        self._catching_up = True
        self._session.tasks.run(
            self, self._session.desk.casework.catch_up, self._on_caught_up, self._on_refused
        )

    def _on_caught_up(self, left: int) -> None:
        if left:
            self._catch_up()
            return
        self._catching_up = False
        self.caught_up.emit()
        self.read()

    def _on_refused(self, error: SopcheckError) -> None:
        self._catching_up = False
        self._line.refuse(error)
