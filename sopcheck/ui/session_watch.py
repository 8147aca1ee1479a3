"""Tells when the desktop locks, sleeps or goes to another user, so that the vault locks with it.

On Linux by the signals of the screen saver (session bus) and of logind (system bus); nothing is asked of
anybody, so a desktop without them is no error. Elsewhere, and where a signal is missed, the idle watch counts
by the clock on the wall, and a machine that slept is found idle when it wakes.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import SLOT, QObject, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtDBus import QDBusConnection, QDBusMessage

_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver")
_LOGIND = "org.freedesktop.login1"
_PROPERTIES = "org.freedesktop.DBus.Properties"
# Logind knows a session by its number, which stands in the environment of every program in it.
_SESSION_PATH = "/org/freedesktop/login1/session/"


class SessionWatch(QObject):
    """Listens as long as it lives; made when the vault is unlocked."""

    lock_wanted = Signal()
    """The person has gone, or is about to."""

    def __init__(
        self,
        *,
        session_number: str,
        parent: QObject,
        session_bus: QDBusConnection | None = None,
        system_bus: QDBusConnection | None = None,
        is_in_front: Callable[[str], bool] | None = None,
    ) -> None:
        """Listen on these buses, or on those of the machine; `session_number` is what logind calls us."""
        super().__init__(parent)
        self._session_number = session_number
        self._is_in_front = is_in_front or _is_in_front
        if sys.platform != "linux":
            return
        # Only here: of the platforms that Qt runs on, these have the bus.
        from PySide6.QtDBus import QDBusConnection as Connection  # noqa: PLC0415

        self._listen_to_saver(session_bus or Connection.sessionBus())
        self._listen_to_logind(system_bus or Connection.systemBus())

    def _listen_to_saver(self, bus: QDBusConnection) -> None:
        if not bus.isConnected():
            return
        for saver in _SAVERS:
            # From whatever path and owner: desktops differ in both, and a false alarm costs a passphrase.
            self._hear(bus, saver, "ActiveChanged", SLOT("on_saver(bool)"))

    def _listen_to_logind(self, bus: QDBusConnection) -> None:
        if not bus.isConnected():
            return
        manager, session = f"{_LOGIND}.Manager", f"{_LOGIND}.Session"
        self._hear(bus, manager, "PrepareForSleep", SLOT("on_sleep(bool)"))
        self._hear(bus, session, "Lock", SLOT("on_lock(QDBusMessage)"))
        self._hear(bus, _PROPERTIES, "PropertiesChanged", SLOT("on_changed(QDBusMessage)"))

    def _hear(self, bus: QDBusConnection, interface: str, name: str, slot: object) -> None:
        # The stubs want bytes where Qt takes the words that SLOT gives, and refuses bytes.
        bus.connect("", "", interface, name, self, slot)  # type: ignore[call-overload]  # wrong stub

    @Slot(bool)
    def on_saver(self, active: bool) -> None:
        """The screen saver, which locks the screen, has begun or ended."""
        if active:
            self.lock_wanted.emit()

    @Slot(bool)
    def on_sleep(self, about_to: bool) -> None:
        """The machine is about to sleep, or has woken; either way nobody may find the vault open."""
        self.lock_wanted.emit()

    @Slot("QDBusMessage")
    def on_lock(self, message: QDBusMessage) -> None:
        """A session was locked."""
        if self._is_ours(message.path()):
            self.lock_wanted.emit()

    @Slot("QDBusMessage")
    def on_changed(self, message: QDBusMessage) -> None:
        """A session has come to the front or gone behind another."""
        arguments = message.arguments()
        ours = bool(arguments) and arguments[0] == f"{_LOGIND}.Session" and self._is_ours(message.path())
        # What changed is written in a way that Python cannot read, so it is asked for.
        if ours and not self._is_in_front(message.path()):
            self.lock_wanted.emit()

    def _is_ours(self, path: str) -> bool:
        # Without a number there is one session, as on a machine that one person uses.
        return not self._session_number or path == _SESSION_PATH + _escaped(self._session_number)


def _is_in_front(session: str) -> bool:
    from PySide6.QtDBus import QDBusConnection, QDBusInterface  # noqa: PLC0415 - as above

    asked = QDBusInterface(_LOGIND, session, f"{_LOGIND}.Session", QDBusConnection.systemBus())
    return asked.property("Active") is not False


def _escaped(number: str) -> str:
    """Write a session's number as a path has it: a digit at first, and whatever is no letter, as `_xx`."""
    return "".join(
        letter
        if letter.isascii() and letter.isalnum() and (at or letter.isalpha())
        else f"_{ord(letter):02x}"
        for at, letter in enumerate(number)
    )
