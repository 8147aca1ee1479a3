"""The machine sleeps only once the vault is locked: asked of a logind on a bus of the test's own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from sopcheck.ui.main_window import MainWindow
from sopcheck.ui.memory import WindowMemory
from sopcheck.ui.session_watch import SessionWatch
from sopcheck.ui.sleep_delay import SleepDelay
from sopcheck.ui.theme import Look
from tests.ui.fakes import FakeProgram
from tests.ui.showing import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtDBus import QDBusConnection
    from pytestqt.qtbot import QtBot

    from tests.ui.logind import Logind

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dbus-daemon") is None, reason="there is no message bus here"
)


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
    from PySide6.QtDBus import QDBusConnection

    yield QDBusConnection.connectToBus(address, address)
    QDBusConnection.disconnectFromBus(address)


@pytest.fixture
def serve(address: str) -> Iterator[Callable[..., Logind]]:
    """Starts a logind, and ends it with the test."""
    from tests.ui.logind import Logind

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
    from PySide6.QtDBus import QDBusConnection

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
