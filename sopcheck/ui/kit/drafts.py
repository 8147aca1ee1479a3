"""Half-typed text that is kept, encrypted, across a lock and a crash, until it is saved or given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit

if TYPE_CHECKING:
    from collections.abc import Callable

    from sopcheck.errors import SopcheckError
    from sopcheck.ui.session import Session

_PAUSE_MS = 800


class Draft(QObject):
    """Keeps what is typed into one field under a key; a child of the field, found by the window at lock."""

    def __init__(self, edit: QLineEdit | QPlainTextEdit, key: str, session: Session) -> None:
        """Bring back what was half typed under `key`, and keep what is typed from now on."""
        super().__init__(edit)
        self._edit = edit
        self._session = session
        self.key = key
        self._kept: str | None = ""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        edit.textChanged.connect(self._on_changed)
        session.tasks.run(self, lambda: session.desk.drafts.get(key), self._on_read)

    def text(self) -> str:
        """What stands in the field now."""
        return self._edit.text() if isinstance(self._edit, QLineEdit) else self._edit.toPlainText()

    def unsaved(self) -> tuple[str, str] | None:
        """The key and text that are not kept yet, if any; the main window asks before it locks."""
        text = self.text()
        return None if text == self._kept else (self.key, text)

    def flush(self) -> None:
        """Keep now what is not kept yet."""
        self._pause.stop()
        wanted = self.unsaved()
        if wanted is None:
            return
        self._kept = wanted[1]
        self._session.tasks.run(self, self._keeping(*wanted), _nothing, self._on_refused)

    def forget(self) -> None:
        """The text was saved as an answer or given up: keep it no longer, and empty the field."""
        self._pause.stop()
        self._kept = ""
        self._edit.clear()
        self._pause.stop()
        drafts, key = self._session.desk.drafts, self.key
        self._session.tasks.run(self, lambda: drafts.forget(key), _nothing)

    def _keeping(self, key: str, text: str) -> Callable[[], None]:
        drafts = self._session.desk.drafts
        return lambda: drafts.keep(key, text) if text else drafts.forget(key)

    def _on_refused(self, error: SopcheckError) -> None:
        # What stands in the field is tried again, at the latest by the lock, which can tell that it is lost.
        self._kept = None
        self._session.tasks.failed.emit(error)

    def _on_changed(self) -> None:
        self._pause.start()

    def _on_read(self, text: str) -> None:
        # Whoever already types is not interrupted by what they typed last week.
        if not text or self.text():
            return
        self._kept = text
        if isinstance(self._edit, QLineEdit):
            self._edit.setText(text)
            return
        self._edit.setPlainText(text)
        # Whoever comes back goes on where the sentence broke off.
        self._edit.moveCursor(QTextCursor.MoveOperation.End)


def keep_in(sheet: QDialog, edit: QLineEdit | QPlainTextEdit, key: str, session: Session) -> None:
    """Keep what is half typed in a sheet: it is there again the next time, until it was accepted."""
    draft = Draft(edit, key, session)
    sheet.accepted.connect(draft.forget)
    sheet.rejected.connect(draft.flush)


def _nothing(_: None) -> None:
    """A draft that is kept needs no word."""
