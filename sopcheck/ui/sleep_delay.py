"""Holds back the sleep of the machine until the vault is locked, on Linux by a delay lock of logind.

Logind tells that it is about to sleep, waits for whoever holds such a lock (five seconds at most, unless the
machine is set up otherwise), and sleeps. Without it a save could be cut off, and an open vault would lie in
the memory of a sleeping machine. Where there is no logind nothing is held, and the lock comes on waking.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection, QDBusPendingCallWatcher

_NAME, _PATH = "org.freedesktop.login1", "/org/freedesktop/login1"


class SleepDelay(QObject):
    """A lock that is held from `take` to `release`; asking for it never waits."""

    def __init__(self, parent: QObject, bus: QDBusConnection | None = None) -> None:
        """Hold nothing yet; ask on this bus, or on that of the system."""
        super().__init__(parent)
        self._bus = bus
        self._wanted = False
        self._held: int | None = None
        self._asked: QDBusPendingCallWatcher | None = None

    @property
    def held(self) -> bool:
        """Whether the machine would wait now."""
        return self._held is not None

    @property
    def asking(self) -> bool:
        """Whether logind was asked and has not answered yet."""
        return self._asked is not None

    def take(self) -> None:
        """The vault is open: from now on the machine is to wait."""
        self._wanted = True
        if not self.held and not self.asking and sys.platform == "linux":
            self._ask()

    def release(self) -> None:
        """The vault is locked: the machine may sleep."""
        self._wanted = False
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def _ask(self) -> None:
        # Only here: of the platforms that Qt runs on, these have the bus.
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher  # noqa: PLC0415

        bus = self._bus or QDBusConnection.systemBus()
        if not bus.isConnected():
            return
        call = QDBusMessage.createMethodCall(_NAME, _PATH, f"{_NAME}.Manager", "Inhibit")
        call.setArguments(["sleep", "sopcheck", self.tr("The vault is being locked."), "delay"])
        self._asked = QDBusPendingCallWatcher(bus.asyncCall(call), self)
        self._asked.finished.connect(self._on_answered)

    def _on_answered(self) -> None:
        asked, self._asked = self._asked, None
        if asked is None:
            return
        given = asked.reply().arguments()
        # A machine without logind answers with an error; the words of it are no descriptor.
        descriptor = getattr(given[0], "fileDescriptor", None) if given else None
        if descriptor is not None and self._wanted:
            # Qt's own copy goes with the answer; the lock lasts as long as any copy is open.
            self._held = os.dup(descriptor())
        asked.deleteLater()
