"""Soft hints below free text: never more than a suggestion, and never in the way of saving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from sopcheck.checklists.definition import ChecklistId
    from sopcheck.ui.kit.fields import Field, ManyLines
    from sopcheck.ui.review.said_field import SaidField
    from sopcheck.ui.session import Session

_PAUSE_MS = 500
_AT_MOST = 2
# A note is short; whoever pastes a document is told of its beginning, and types on without waiting.
_READ = 5000


class Hints(QObject):
    """Reads a text when the typing pauses and says below its field what one might say differently."""

    def __init__(self, field: Field | SaidField, text: ManyLines, session: Session) -> None:
        """Watch this text, which lies in this field."""
        super().__init__(field)
        self._field = field
        self._text = text
        self._before = text.accessibleDescription()
        self._session = session
        self.checklist: ChecklistId | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._say)
        text.textChanged.connect(self._pause.start)

    def _say(self) -> None:
        hints = self._session.desk.casework.hints(self._text.text()[:_READ], checklist=self.checklist)
        self._field.say_hint(" ".join(hints[:_AT_MOST]) or self._before)
