"""The runner: one thing after the other, off the window's thread, results only to who is still there."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from sopcheck.errors import RefusedError, SopcheckError
from sopcheck.ui.tasks import Progress, StoppedError, TaskRunner

Settle = Callable[[], None]


class Gate:
    """Work that waits until a test lets it end."""

    def __init__(self) -> None:
        self.open = threading.Event()

    def work(self) -> str:
        assert self.open.wait(10)
        return "done"


def refuse() -> str:
    raise RefusedError("That may not be.")


def test_work_is_done_on_another_thread_and_told_on_this_one(tasks: TaskRunner, settle: Settle) -> None:
    threads: list[int] = []
    owner = QObject()
    tasks.run(owner, threading.get_ident, lambda worker: threads.extend((worker, threading.get_ident())))
    settle()
    assert threads[0] != threads[1] == threading.get_ident()


def test_tasks_are_done_in_the_order_of_asking(tasks: TaskRunner, settle: Settle) -> None:
    order: list[int] = []
    owner, gate = QObject(), Gate()
    tasks.run(owner, gate.work, lambda _: None)
    for at in range(5):
        tasks.run(owner, lambda at=at: order.append(at), lambda _: None)  # type: ignore[misc]  # bound now
    gate.open.set()
    settle()
    assert order == [0, 1, 2, 3, 4]


def test_a_refusal_reaches_who_asked(tasks: TaskRunner, settle: Settle) -> None:
    told: list[SopcheckError] = []
    owner = QObject()
    tasks.run(owner, refuse, lambda _: None, told.append)
    settle()
    assert [str(error) for error in told] == ["That may not be."]


def test_a_refusal_that_nobody_takes_is_told_by_the_runner(tasks: TaskRunner, qtbot: QtBot) -> None:
    owner = QObject()
    with qtbot.waitSignal(tasks.failed) as caught:
        tasks.run(owner, refuse, lambda _: None)
    assert str(caught.args[0]) == "That may not be."


def test_a_result_is_dropped_once_its_owner_is_gone(tasks: TaskRunner, settle: Settle) -> None:
    told: list[str] = []
    owner, gate = QObject(), Gate()
    tasks.run(owner, gate.work, told.append)
    owner.deleteLater()
    del owner
    gate.open.set()
    settle()
    assert told == []


def test_what_is_dropped_can_be_given_back(tasks: TaskRunner, settle: Settle) -> None:
    given_back: list[str] = []
    owner, gate = QObject(), Gate()
    tasks.run(owner, gate.work, lambda _: pytest.fail("its owner is gone"), dropped=given_back.append)
    delete(owner)
    gate.open.set()
    settle()
    assert given_back == ["done"]


def test_a_failure_is_not_lost_when_its_owner_is_gone(
    tasks: TaskRunner, settle: Settle, qtbot: QtBot
) -> None:
    told: list[SopcheckError] = []
    owner, gate = QObject(), Gate()
    tasks.run(owner, lambda: gate.work() and refuse(), lambda _: None, told.append)
    delete(owner)
    with qtbot.waitSignal(tasks.failed):
        gate.open.set()
    assert told == []


def test_a_bug_is_raised_on_the_windows_thread(tasks: TaskRunner, settle: Settle, qtbot: QtBot) -> None:
    owner = QObject()
    with qtbot.captureExceptions() as caught:
        tasks.run(owner, lambda: 1 // 0, lambda _: None)
        settle()
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]


def test_the_runner_says_when_it_is_busy_and_when_not(tasks: TaskRunner, settle: Settle) -> None:
    said: list[bool] = []
    tasks.busy_changed.connect(said.append)
    owner = QObject()
    for _ in range(3):
        tasks.run(owner, int, lambda _: None)
    assert tasks.busy
    settle()
    assert said == [True, False]


def test_stopping_waits_for_what_is_being_done(qapp: object) -> None:
    runner, gate, owner = TaskRunner(), Gate(), QObject()
    ended: list[str] = []
    runner.run(owner, lambda: ended.append(gate.work()), lambda _: None)
    threading.Timer(0.05, gate.open.set).start()
    runner.stop()
    assert ended == ["done"]


def test_what_is_asked_after_the_stop_is_not_done(qapp: object) -> None:
    runner, done = TaskRunner(), list[str]()
    runner.stop()
    runner.run(QObject(), lambda: done.append("asked"), lambda _: None)
    assert done == []
    assert not runner.busy


def test_progress_is_told_on_the_windows_thread(tasks: TaskRunner, qtbot: QtBot) -> None:
    owner = QObject()
    progress = Progress(owner)
    moves: list[tuple[int, int, int]] = []
    progress.moved.connect(lambda done, total: moves.append((done, total, threading.get_ident())))

    def work() -> None:
        progress.report(3, 7)
        progress.report(4, 7)

    tasks.run(owner, work, lambda _: None)
    qtbot.waitUntil(lambda: len(moves) == 2)
    assert moves == [(at, 7, threading.get_ident()) for at in (3, 4)]


def test_of_very_many_steps_the_last_ones_are_told(qapp: object) -> None:
    owner = QObject()
    progress, moves = Progress(owner), list[int]()
    progress.moved.connect(lambda done, _: moves.append(done))
    for at in range(100_000):
        progress.report(at, 100_000)
    progress.end()
    assert moves[-1] == 99_999
    assert len(moves) < 100


def test_cancel_stops_the_work_at_its_next_report(qapp: object) -> None:
    owner = QObject()
    progress = Progress(owner)
    progress.report(1, 2)
    progress.cancel()
    with pytest.raises(StoppedError, match="Stopped before the end"):
        progress.report(2, 2)


def test_what_nobody_waits_for_any_more_stops(tasks: TaskRunner, settle: Settle) -> None:
    owner, steps = QObject(), list[int]()
    progress = Progress(owner)

    def work() -> None:
        for at in range(10**9):
            progress.report(at, 10**9)
            steps.append(at)

    tasks.run(owner, work, lambda _: None)
    delete(owner)
    settle()
    assert len(steps) < 10**9
