"""Garbage is collected on the window's thread and on no other."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from sopcheck.ui.collecting import Collector
from sopcheck.ui.tasks import TaskRunner


class Knot:
    """Something that only the collector can let go."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[Collector]:
    owner = QObject(qapp)
    yield Collector(owner)
    owner.deleteLater()


def test_the_application_collects_by_itself(qapp: QApplication) -> None:
    assert qapp.findChildren(Collector)
    assert not gc.isenabled()


def test_the_worker_lets_nothing_go(collector: Collector, tasks: TaskRunner, qapp: QApplication) -> None:
    gone: list[int] = []
    watch = weakref.finalize(Knot(), lambda: gone.append(threading.get_ident()))
    done = threading.Event()

    def allocate() -> None:
        kept = [Knot() for _ in range(5_000)]
        del kept
        done.set()

    tasks.run(qapp, allocate, lambda _: None)
    assert done.wait(10)
    assert watch.alive
    gc.collect()
    assert gone == [threading.get_ident()]


def test_what_is_due_is_collected(collector: Collector) -> None:
    gc.collect()
    watch = weakref.finalize(Knot(), lambda: None)
    knots = [Knot() for _ in range(3 * gc.get_threshold()[0])]
    assert collector.look() >= 0
    assert not watch.alive
    del knots


def test_what_is_not_due_is_left_alone(collector: Collector) -> None:
    gc.collect()
    assert collector.look() == -1
