"""What watches over an unlocked vault: nobody at the desk, a desktop that locks, a window made small.

Imported with the shell, after the way in was painted.
"""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal

from sopcheck.ui.idle import IdleWatch
from sopcheck.ui.session_watch import SessionWatch

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from sopcheck.ui.shell import Shell


class MinimiseWatch(QObject):
    """Watches one window as long as it lives."""

    lock_wanted = Signal()
    """The window was made small."""

    def __init__(self, window: QWidget, *, parent: QObject) -> None:
        """Watch this window from now on."""
        super().__init__(parent)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the window has become small; every event goes on to the window."""
        if event.type() == QEvent.Type.WindowStateChange and self._window.isMinimized():
            self.lock_wanted.emit()
        return False


def watch_over(shell: Shell) -> None:
    """Have the shell ask for a lock when it should; it must lie in its window, and all ends with it."""
    session = shell.session
    idle = IdleWatch(session.now, after=timedelta(minutes=session.force.idle_minutes), parent=shell)
    idle.idle.connect(shell.lock_wanted)
    idle.minute_passed.connect(shell.minute_passed)
    desktop = SessionWatch(session_number=os.environ.get("XDG_SESSION_ID", ""), parent=shell)
    desktop.lock_wanted.connect(shell.lock_wanted)
    if session.force.lock_when_minimised == "yes":
        MinimiseWatch(shell.window(), parent=shell).lock_wanted.connect(shell.lock_wanted)
