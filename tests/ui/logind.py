"""A logind for one test, on a bus of its own; only on Linux, where jeepney comes with the key store."""

import os
from threading import Thread

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

LOGIND = "org.freedesktop.login1"


class Logind:
    """Answers `Inhibit` as logind does: with one end of a pipe, which is open as long as the lock is held."""

    def __init__(self, address: str, *, refuses: bool = False) -> None:
        self._bus: DBusConnection = open_dbus_connection(address, enable_fds=True)
        self._refuses = refuses
        self.asked: list[tuple[str, ...]] = []
        self.ends: list[int] = []
        self._bus.send_and_get_reply(message_bus.RequestName(LOGIND))
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            call = self._bus.receive()
            member = call.header.fields.get(HeaderFields.member)
            if call.header.message_type is MessageType.method_call and member == "Inhibit":
                self.asked.append(call.body)
                self._answer(call)
            if member == "End":
                self._bus.close()
                return

    def _answer(self, call: Message) -> None:
        if self._refuses:
            denied = new_error(call, "org.freedesktop.DBus.Error.AccessDenied", "s", ("Not for you.",))
            self._bus.send(denied)
            return
        kept, given = os.pipe()
        os.set_blocking(kept, False)
        self.ends.append(kept)
        self._bus.send(new_method_return(call, "h", (given,)))
        os.close(given)

    def sleeps(self) -> None:
        """Tell everybody that the machine is about to sleep."""
        manager = DBusAddress("/org/freedesktop/login1", interface=f"{LOGIND}.Manager")
        self._bus.send(new_signal(manager, "PrepareForSleep", "b", (True,)))

    def end(self, address: str) -> None:
        """Serve no more."""
        with open_dbus_connection(address) as caller:
            caller.send(new_method_call(DBusAddress("/", LOGIND), "End"))
            self._thread.join(timeout=5)
        for kept in self.ends:
            os.close(kept)

    def is_held(self, at: int = 0) -> bool:
        """Whether anybody still has the other end; a pipe that nobody writes to ends."""
        try:
            return os.read(self.ends[at], 1) != b""
        except BlockingIOError:
            return True
