"""Paints the pages of a numbered print on a printer, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QRect, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from sopcheck.errors import UnavailableError
from sopcheck.ui.record.queue import WaitingRoom, queue_refused
from sopcheck.ui.record.rendering import POINTS_PER_INCH

if TYPE_CHECKING:
    from collections.abc import Callable

    from sopcheck.errors import SopcheckError
    from sopcheck.ui.record.rendering import Pages
    from sopcheck.ui.tasks import Progress, TaskRunner

_MOST_DOTS_PER_INCH = 300
_NO_PRINTER = "The printer did not take the pages. See that it is on and connected, and print again."


class PrintJob(QObject):
    """Draws each page off the window's thread and hands it to the printer; deletes itself at the end."""

    finished = Signal()
    """Every page was handed to the printer, and its queue took them."""
    failed = Signal(object)
    """A `SopcheckError`: it was stopped, or the printer did not take it."""

    def __init__(
        self,
        pages: Pages,
        printer: QPrinter,
        *,
        tasks: TaskRunner,
        progress: Progress,
        parent: QObject,
        refused: Callable[[QPrinter], bool] = queue_refused,
    ) -> None:
        """Make a job of these pages; `start` starts it."""
        super().__init__(parent)
        self._painter = painter = QPainter()
        self._waiting = waiting = WaitingRoom()
        self._refused = refused
        self._pages = pages
        self._printer = printer
        self._tasks = tasks
        self._progress = progress
        self._dots = min(printer.resolution(), _MOST_DOTS_PER_INCH)
        # A lock may destroy the job half-way; the printer is let go then, and on this thread.
        self.destroyed.connect(lambda *_: _let_go(painter, printer, waiting))

    def start(self, name: str) -> None:
        """Begin; `name` is what the queue of the printer shows and must tell nothing of the case."""
        self._printer.setDocName(name)
        self._printer.setFullPage(True)
        self._printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        self._printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
        if not self._waiting.hold(lambda: self._painter.begin(self._printer)):
            self._fail(UnavailableError(_NO_PRINTER))
            return
        self._draw(0)

    def _draw(self, at: int) -> None:
        pages, progress, scale = self._pages, self._progress, self._dots / POINTS_PER_INCH

        def work() -> QImage:
            progress.report(at, pages.count)
            return pages.picture(at, scale=scale, grey=True)

        self._tasks.run(self, work, lambda picture: self._on_drawn(at, picture), self._fail)

    def _on_drawn(self, at: int, picture: QImage) -> None:
        if at > 0 and not self._printer.newPage():
            self._fail(UnavailableError(_NO_PRINTER))
            return
        self._painter.drawImage(self._place(at), picture)
        if at + 1 < self._pages.count:
            self._draw(at + 1)
            return
        # Only now are the pages handed over.
        self._painter.end()
        if self._refused(self._printer):
            self._fail(UnavailableError(_NO_PRINTER))
            return
        self.finished.emit()
        self.deleteLater()

    def _place(self, at: int) -> QRect:
        """Where a page lies on the paper: in its own size, as the record was set."""
        size, dots = self._pages.sizes[at], self._printer.resolution() / POINTS_PER_INCH
        return QRect(0, 0, round(size.width * dots), round(size.height * dots))

    def _fail(self, error: SopcheckError) -> None:
        _let_go(self._painter, self._printer, self._waiting)
        self.failed.emit(error)
        self.deleteLater()


def _let_go(painter: QPainter, printer: QPrinter, waiting: WaitingRoom) -> None:
    """Print nothing of what was not finished: not every system takes an abort for that."""
    waiting.clear()
    if painter.isActive():
        printer.abort()
        painter.end()
