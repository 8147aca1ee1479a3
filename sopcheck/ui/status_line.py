"""The line at the foot of the window: when something was saved, and what has no witness yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.layout import Ground, row
from sopcheck.ui.kit.text import Label
from sopcheck.ui.words import Words, count_words

if TYPE_CHECKING:
    from datetime import datetime

    from sopcheck.services.desk import DeskStatus
    from sopcheck.ui.session import Session


class StatusLine(Ground):
    """Tells quietly; what needs an answer is said in the page."""

    keys_wanted = Signal()
    """Tell the keys of the page."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """An empty line."""
        super().__init__(rule="above", parent=parent)
        self._session = session
        self._saved_at: datetime | None = None
        self._words = Label(kind="small", tone="muted", wrap=False)
        self._busy = Label(kind="small", tone="muted", wrap=False)
        keys = button(
            self.tr("Keys   F1"), kind="quiet", does=self.keys_wanted.emit, name=self.tr("Keys, F1")
        )
        # It has a key; as the last stop of every page it would be one more Tab to press.
        keys.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(row(self._words, None, self._busy, keys, margins=(6, 0, 6, 0)))
        session.tasks.busy_changed.connect(self._on_busy_changed)

    @property
    def text(self) -> str:
        """What is said of the vault."""
        return self._words.text()

    @property
    def busy_text(self) -> str:
        """What is said while the vault works."""
        return self._busy.text()

    def saved(self) -> None:
        """Something was saved now."""
        # By the clock of the window: the vault has answered, so it is on the disk at this moment.
        self._saved_at = self._session.now()

    def show_status(self, status: DeskStatus) -> None:
        """Say where the vault stands."""
        words = Words(self._session.zone, self._session.now())
        saved = self.tr("Saved {time}").format(time=words.clock(self._saved_at)) if self._saved_at else ""
        entries = count_words(status.unwitnessed, self.tr("entry"), self.tr("entries"))
        waiting = self.tr("{entries} not yet witnessed").format(entries=entries) if status.unwitnessed else ""
        said = " · ".join(part for part in (saved, waiting) if part) or self.tr("All is saved")
        if status.last_backup is not None:
            said += " · " + self.tr("backup {time}").format(time=words.clock(status.last_backup))
        self._words.say(said)

    def _on_busy_changed(self, busy: bool) -> None:
        self._busy.say(self.tr("Working…") if busy else "")
