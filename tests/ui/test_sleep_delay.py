"""The machine waits with its sleep until the vault is locked: asked of a logind on a bus of the test's own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
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
from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from sopcheck.ui.main_window import MainWindow
from sopcheck.ui.memory import WindowMemory
from sopcheck.ui.session_watch import SessionWatch
from sopcheck.ui.sleep_delay import SleepDelay
from sopcheck.ui.theme import Look
from tests.ui.fakes import FakeProgram
from tests.ui.showing import shown

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dbus-daemon") is None, reason="there is no message bus here"
)
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
                self._bus.send(self._answer(call))
            if member == "End":
                self._bus.close()
                return

    def _answer(self, call: Message) -> Message:
        if self._refuses:
            return new_error(call, "org.freedesktop.DBus.Error.AccessDenied", "s", ("Not for you.",))
        kept, given = os.pipe()
        os.set_blocking(kept, False)
        self.ends.append(kept)
        return new_method_return(call, "h", (given,))

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


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    command.append(f"--address=unix:path={tmp_path / 'bus'}")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.terminate()


@pytest.fixture
def bus(address: str) -> Iterator[QDBusConnection]:
    yield QDBusConnection.connectToBus(address, address)
    QDBusConnection.disconnectFromBus(address)


@pytest.fixture
def serve(address: str) -> Iterator[Callable[..., Logind]]:
    """Starts a logind, and ends it with the test."""
    made: list[Logind] = []

    def start(*, refuses: bool = False) -> Logind:
        made.append(Logind(address, refuses=refuses))
        return made[-1]

    yield start
    for one in made:
        one.end(address)


@pytest.fixture
def delay(bus: QDBusConnection, qtbot: QtBot) -> Iterator[SleepDelay]:
    owner = QObject()
    made = SleepDelay(owner, bus)
    yield made
    made.release()
    owner.deleteLater()


def test_the_lock_is_held_until_it_is_released(
    serve: Callable[..., Logind], delay: SleepDelay, qtbot: QtBot
) -> None:
    logind = serve()
    delay.take()
    qtbot.waitUntil(lambda: delay.held)
    assert logind.asked == [("sleep", "sopcheck", "The vault is being locked.", "delay")]
    assert logind.is_held()
    delay.release()
    qtbot.waitUntil(lambda: not logind.is_held())


def test_taken_twice_it_is_one_lock_and_taken_again_another(
    serve: Callable[..., Logind], delay: SleepDelay, qtbot: QtBot
) -> None:
    logind = serve()
    delay.take()
    delay.take()
    qtbot.waitUntil(lambda: delay.held)
    delay.take()
    delay.release()
    delay.take()
    qtbot.waitUntil(lambda: delay.held)
    assert len(logind.ends) == 2
    assert logind.is_held(1)


def test_a_lock_that_comes_too_late_is_let_go_at_once(
    serve: Callable[..., Logind], delay: SleepDelay, qtbot: QtBot
) -> None:
    logind = serve()
    delay.take()
    delay.release()
    qtbot.waitUntil(lambda: bool(logind.ends) and not logind.is_held())
    assert not delay.held


def test_a_logind_that_refuses_is_no_error(
    serve: Callable[..., Logind], delay: SleepDelay, qtbot: QtBot
) -> None:
    logind = serve(refuses=True)
    delay.take()
    qtbot.waitUntil(lambda: not delay.asking)
    assert (len(logind.asked), delay.held) == (1, False)


def test_without_a_logind_or_a_bus_nothing_is_held(delay: SleepDelay, qtbot: QtBot, tmp_path: Path) -> None:
    delay.take()
    qtbot.waitUntil(lambda: not delay.asking)
    nowhere = SleepDelay(delay, QDBusConnection(f"nowhere {tmp_path}"))
    nowhere.take()
    assert (delay.held, nowhere.held, nowhere.asking) == (False, False, False)


def test_the_machine_waits_until_a_save_has_ended_and_the_vault_is_locked(
    serve: Callable[..., Logind], delay: SleepDelay, bus: QDBusConnection, qtbot: QtBot
) -> None:
    logind, program = serve(), FakeProgram()
    window = shown(
        qtbot, MainWindow(program, memory=WindowMemory(None), look=Look(theme="light"), delay=delay)
    )
    window.enter(program.desk)
    qtbot.waitUntil(lambda: delay.held and not window.tasks.busy)
    watch = SessionWatch(session_number="", parent=window, session_bus=bus, system_bus=bus)
    watch.lock_wanted.connect(window.lock)
    saving = Event()
    window.tasks.run(window, saving.wait, lambda _: None)
    with qtbot.waitSignal(watch.lock_wanted):
        logind.sleeps()
    assert (logind.is_held(), program.desk.fake.locked) == (True, 0)
    saving.set()
    qtbot.waitUntil(lambda: not logind.is_held())
    assert program.desk.fake.locked == 1
    window.close()
