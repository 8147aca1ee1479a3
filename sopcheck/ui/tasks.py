"""Runs work for the window on one other thread, in order, and brings the result back.

The vault takes one caller at a time, so there is one worker and the order of asking is the order of
doing: a lock asked for after a save happens after that save. Work touches no widget; what it gives is
handed to `done` on the window's thread, unless the widget that asked is gone by then.
"""

from __future__ import annotations

from collections import deque
from functools import cached_property, partial
from threading import Event
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from sopcheck.errors import RefusedError, SopcheckError

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future, ThreadPoolExecutor

    Failed = Callable[[SopcheckError], object]

T = TypeVar("T")
_LOOK_EVERY_MS = 40
_MOST_STEPS = 64


class StoppedError(RefusedError):
    """A person pressed Cancel while something long was running."""


class TaskRunner(QObject):
    """One worker thread; the runner itself lives on the window's thread."""

    busy_changed = Signal(bool)
    """Whether anything is being done or waits to be done."""
    failed = Signal(object)
    """A `SopcheckError` that nobody took: no `failed` was given, or the widget that asked is gone."""
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Make the runner; its thread starts with the first task."""
        super().__init__(parent)
        self._waiting = 0
        self._stopped = False
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        # Not before the first task: the way in is painted sooner without it.
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

        # Python's threads, not Qt's: a future keeps what the work raised, so nothing is caught here.
        return ThreadPoolExecutor(max_workers=1, thread_name_prefix="vault")

    @property
    def busy(self) -> bool:
        """Is anything being done or waiting to be done?"""
        return self._waiting > 0

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Failed | None = None,
        *,
        dropped: Callable[[T], object] | None = None,
    ) -> None:
        """Do `work` on the other thread, then `done` (or `failed`) here while `owner` lives.

        Where it lives no more the result goes to `dropped`, which gives back what must not be left open.
        An error that is no `SopcheckError` is a bug; it is raised here, for the crash window.
        """
        # A page made while the window closes may still ask; nobody will see the answer.
        if self._stopped:
            return
        future = self._pool.submit(work)
        # Bound to this call: by the time it is used the next task may have been asked for.
        settle = partial(self._settle, owner, future, done, failed, dropped)
        self._count(+1)
        future.add_done_callback(lambda _: self._finished.emit(settle))

    def stop(self) -> None:
        """Wait for what is being done and take nothing more; results still under way are dropped."""
        self._stopped = True
        self._pool.shutdown(wait=True)

    def _on_finished(self, settle: Callable[[], None]) -> None:
        self._count(-1)
        settle()

    def _settle(
        self,
        owner: QObject,
        future: Future[T],
        done: Callable[[T], object],
        failed: Failed | None,
        dropped: Callable[[T], object] | None,
    ) -> None:
        gone = not shiboken6.isValid(owner)
        error = future.exception()
        if error is None:
            take = dropped if gone else done
            if take is not None:
                take(future.result())
            return
        if not isinstance(error, SopcheckError):
            raise error
        if gone or failed is None:
            self.failed.emit(error)
            return
        failed(error)

    def _count(self, change: int) -> None:
        before, self._waiting = self._waiting, self._waiting + change
        if (before == 0) != (self._waiting == 0):
            self.busy_changed.emit(self._waiting > 0)


class Progress(QObject):
    """How far something long has come; `report` is handed to the work, the rest is for the window.

    The worker never touches Qt here: a page may be destroyed at any moment, and this with it. It notes its
    steps in a tally, which is read now and then on the window's thread. With the page goes the wish for
    the work, so it stops then.
    """

    moved = Signal(int, int)
    """So many done of so many, on the window's thread."""

    def __init__(self, parent: QObject) -> None:
        """Begin at nothing; `parent` is what shows the progress."""
        super().__init__(parent)
        self._tally = tally = _Tally()
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._tell)
        self._timer.start()
        self.destroyed.connect(lambda *_: tally.stop.set())

    def report(self, done: int, total: int) -> None:
        """Tell how far the work is; called on the worker's thread.

        Raises:
            StoppedError: Somebody pressed Cancel, or nobody is there any more.
        """
        if self._tally.stop.is_set():
            raise StoppedError("Stopped before the end; start it again when there is time.")
        self._tally.steps.append((done, total))

    def cancel(self) -> None:
        """Let the work stop at its next report."""
        self._tally.stop.set()

    def end(self) -> None:
        """The work is over: tell the last steps and look no more."""
        self._timer.stop()
        self._tell()

    def _tell(self) -> None:
        steps = self._tally.steps
        while steps:
            self.moved.emit(*steps.popleft())


class _Tally:
    """What the worker writes and the window reads; nothing of Qt."""

    def __init__(self) -> None:
        self.stop = Event()
        # Of many steps only the last ones are worth showing.
        self.steps: deque[tuple[int, int]] = deque(maxlen=_MOST_STEPS)
