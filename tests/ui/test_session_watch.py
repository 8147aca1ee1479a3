"""The vault locks with the desktop: told by real signals on a bus of the test's own."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from sopcheck.ui.session_watch import SessionWatch

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dbus-daemon") is None, reason="there is no message bus here"
)
PROPERTIES = "org.freedesktop.DBus.Properties"
SAVER = "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"
Sent = tuple[str, str, str, tuple[object, ...]]
MANAGER, SESSION = "org.freedesktop.login1.Manager", "org.freedesktop.login1.Session"
OURS, THEIRS = "/org/freedesktop/login1/session/_32", "/org/freedesktop/login1/session/_33"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A bus that only the test is on."""
    place = tmp_path_factory.mktemp("bus") / "socket"
    command = ["dbus-daemon", "--session", "--nofork", "--print-address", f"--address=unix:path={place}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.terminate()


@pytest.fixture
def watch(address: str, qtbot: QtBot) -> Iterator[SessionWatch]:
    from PySide6.QtDBus import QDBusConnection

    bus = QDBusConnection.connectToBus(address, "watched")
    owner = QObject()
    yield SessionWatch(
        session_number="2", parent=owner, session_bus=bus, system_bus=bus, is_in_front=lambda _: False
    )
    owner.deleteLater()
    QDBusConnection.disconnectFromBus("watched")


def send(address: str, signal: Sent) -> None:
    """Send a signal as a desktop does."""
    path, interface, name, arguments = signal
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    bus = QDBusConnection.connectToBus(address, "desktop")
    message = QDBusMessage.createSignal(path, interface, name)
    message.setArguments(list(arguments))
    assert bus.send(message)
    QDBusConnection.disconnectFromBus("desktop")


SIGNALS: dict[str, Sent] = {
    "screen locked": (*SAVER, "ActiveChanged", (True,)),
    "screen locked by GNOME": ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", (True,)),
    "about to sleep": ("/org/freedesktop/login1", MANAGER, "PrepareForSleep", (True,)),
    "woken": ("/org/freedesktop/login1", MANAGER, "PrepareForSleep", (False,)),
    "session locked": (OURS, SESSION, "Lock", ()),
    "another user": (OURS, PROPERTIES, "PropertiesChanged", (SESSION, {"Active": False})),
}


@pytest.mark.parametrize("signal", SIGNALS.values(), ids=SIGNALS)
def test_the_vault_locks_with_the_desktop(
    watch: SessionWatch, address: str, qtbot: QtBot, signal: Sent
) -> None:
    with qtbot.waitSignal(watch.lock_wanted):
        send(address, signal)


OTHERS: dict[str, Sent] = {
    "screen unlocked": (*SAVER, "ActiveChanged", (False,)),
    "another session locked": (THEIRS, SESSION, "Lock", ()),
    "another session behind": (THEIRS, PROPERTIES, "PropertiesChanged", (SESSION, {"Active": False})),
    "something else": (OURS, PROPERTIES, "PropertiesChanged", (MANAGER, {"Active": False})),
    "nonsense": (OURS, PROPERTIES, "PropertiesChanged", ()),
}


@pytest.mark.parametrize("signal", OTHERS.values(), ids=OTHERS)
def test_it_does_not_lock_for_others(watch: SessionWatch, address: str, qtbot: QtBot, signal: Sent) -> None:
    locked: list[None] = []
    watch.lock_wanted.connect(lambda: locked.append(None))
    with qtbot.waitSignal(watch.lock_wanted):
        send(address, signal)
        # The bus keeps the order, so once this one is here the other was there before it.
        send(address, SIGNALS["session locked"])
    assert len(locked) == 1


def test_without_a_bus_there_is_nothing_to_listen_to(qtbot: QtBot, tmp_path: Path) -> None:
    from PySide6.QtDBus import QDBusConnection

    nowhere = QDBusConnection(f"nowhere {tmp_path}")
    owner = QObject()
    SessionWatch(session_number="", parent=owner, session_bus=nowhere, system_bus=nowhere)
    owner.deleteLater()


def test_a_session_that_is_still_in_front_stays_unlocked(address: str, qtbot: QtBot) -> None:
    from PySide6.QtDBus import QDBusConnection

    bus, owner = QDBusConnection.connectToBus(address, "front"), QObject()
    asked: list[str] = []

    def in_front(path: str) -> bool:
        asked.append(path)
        return True

    watch = SessionWatch(
        session_number="2",
        parent=owner,
        session_bus=bus,
        system_bus=bus,
        is_in_front=in_front,
    )
    with qtbot.waitSignal(watch.lock_wanted):
        send(address, SIGNALS["another user"])
        send(address, SIGNALS["session locked"])
    assert asked == [OURS]
    owner.deleteLater()
    QDBusConnection.disconnectFromBus("front")
