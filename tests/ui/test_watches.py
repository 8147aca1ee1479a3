"""An unlocked window asks for the lock when nobody is there, and when it is made small if that is wanted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Literal

import msgspec
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sopcheck.ui.idle import IdleWatch
from sopcheck.ui.session import Session
from sopcheck.ui.session_watch import SessionWatch
from sopcheck.ui.shell import Shell
from sopcheck.ui.watches import watch_over
from tests.ui.fakes import FakeClock
from tests.ui.showing import shown

Watched = Callable[[Literal["yes", "no"]], tuple[Shell, list[str]]]


@pytest.fixture
def clock(session: Session) -> FakeClock:
    return FakeClock()


@pytest.fixture
def watched(qtbot: QtBot, session: Session, clock: FakeClock) -> Watched:
    """A shell that is watched over in a force of these wishes, and how often a lock was asked for."""

    def watch(small: Literal["yes", "no"]) -> tuple[Shell, list[str]]:
        force = msgspec.structs.replace(session.force, lock_when_minimised=small)
        shell = shown(qtbot, Shell(replace(session, force=force, now=clock.now)))
        asked: list[str] = []
        shell.lock_wanted.connect(lambda: asked.append("lock"))
        watch_over(shell)
        return shell, asked

    return watch


@pytest.mark.parametrize(("small", "asked"), [("yes", ["lock"]), ("no", [])])
def test_a_window_made_small_locks_where_the_force_wants_that(
    watched: Watched, small: Literal["yes", "no"], asked: list[str]
) -> None:
    shell, told = watched(small)
    shell.window().setWindowState(Qt.WindowState.WindowMinimized)
    assert told == asked


def test_a_window_made_large_locks_nothing(watched: Watched) -> None:
    shell, told = watched("yes")
    shell.window().setWindowState(Qt.WindowState.WindowMaximized)
    assert told == []


def test_after_the_minutes_of_the_force_nobody_is_there(watched: Watched, clock: FakeClock) -> None:
    shell, told = watched("no")
    clock.time += timedelta(minutes=shell.session.force.idle_minutes)
    shell.findChildren(IdleWatch)[0].look()
    assert told == ["lock"]


def test_a_desktop_that_locks_takes_the_vault_with_it(watched: Watched) -> None:
    shell, told = watched("no")
    shell.findChildren(SessionWatch)[0].lock_wanted.emit()
    assert told == ["lock"]
