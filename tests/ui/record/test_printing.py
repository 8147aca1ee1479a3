"""Printing: every page goes to the printer in its own size, and a printer that fails is told."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from sopcheck.errors import SopcheckError, UnavailableError
from sopcheck.ui.record.printing import PrintJob
from sopcheck.ui.record.rendering import read_pages
from sopcheck.ui.tasks import Progress, StoppedError, TaskRunner
from tests.records.prints import all_samples
from tests.ui.record_fakes import dark, pdf

Settle = Callable[[], None]


def printer(path: Path) -> QPrinter:
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(path))
    made.setResolution(150)
    return made


class Job:
    """A job with everything around it, and what it told."""

    def __init__(
        self, owner: QObject, tasks: TaskRunner, onto: QPrinter, pages: int = 3, *, refused: bool = False
    ) -> None:
        self.progress = Progress(owner)
        self.printer = onto
        self.finished: list[str] = []
        self.errors: list[SopcheckError] = []
        finished, errors = self.finished, self.errors
        self.job = PrintJob(
            read_pages(pdf(pages)),
            onto,
            tasks=tasks,
            progress=self.progress,
            parent=owner,
            refused=lambda _: refused,
        )
        self.job.finished.connect(lambda: finished.append("finished"))
        self.job.failed.connect(errors.append)


@pytest.fixture
def owner() -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()


def test_every_page_comes_out_on_a4(
    owner: QObject, tasks: TaskRunner, settle: Settle, tmp_path: Path
) -> None:
    printing = Job(owner, tasks, printer(tmp_path / "paper.pdf"))
    printing.job.start("5A01-00001")
    settle()
    assert printing.finished == ["finished"]
    sizes = read_pages((tmp_path / "paper.pdf").read_bytes()).sizes
    assert [(round(size.width), round(size.height)) for size in sizes] == [(595, 842)] * 3


def test_what_was_written_is_on_the_paper(
    owner: QObject, tasks: TaskRunner, settle: Settle, tmp_path: Path
) -> None:
    printing = Job(owner, tasks, printer(tmp_path / "paper.pdf"), pages=1)
    printing.job.start("5A01-00001")
    settle()
    picture = read_pages((tmp_path / "paper.pdf").read_bytes()).picture(0, scale=1, grey=True)
    first_line, _ = dark(picture)[0]
    assert abs(first_line - (842 - 760)) < 15


def test_the_queue_of_the_printer_shows_the_number_alone(
    owner: QObject, tasks: TaskRunner, settle: Settle, tmp_path: Path
) -> None:
    printing = Job(owner, tasks, printer(tmp_path / "paper.pdf"))
    printing.job.start("5A01-00001")
    settle()
    assert printing.printer.docName() == "5A01-00001"


def test_progress_counts_the_pages(
    qtbot: QtBot, owner: QObject, tasks: TaskRunner, settle: Settle, tmp_path: Path
) -> None:
    printing = Job(owner, tasks, printer(tmp_path / "paper.pdf"))
    told: list[tuple[int, int]] = []
    printing.progress.moved.connect(lambda done, total: told.append((done, total)))
    printing.job.start("5A01-00001")
    settle()
    qtbot.waitUntil(lambda: len(told) == 3)
    assert told == [(0, 3), (1, 3), (2, 3)]


def test_cancel_stops_between_pages(
    owner: QObject, tasks: TaskRunner, settle: Settle, tmp_path: Path
) -> None:
    printing = Job(owner, tasks, printer(tmp_path / "paper.pdf"))
    printing.progress.cancel()
    printing.job.start("5A01-00001")
    settle()
    assert printing.finished == []
    assert isinstance(printing.errors[0], StoppedError)


@pytest.mark.qt_log_ignore(r"QPainter::begin\(\): Returned false")
def test_a_printer_that_takes_nothing_is_told(owner: QObject, tasks: TaskRunner, tmp_path: Path) -> None:
    printing = Job(owner, tasks, printer(tmp_path / "no such folder" / "paper.pdf"))
    printing.job.start("5A01-00001")
    assert isinstance(printing.errors[0], UnavailableError)
    assert "See that it is on and connected" in str(printing.errors[0])


def test_a_queue_that_refuses_all_pages_is_told_and_not_called_printed(
    owner: QObject, tasks: TaskRunner, settle: Settle, tmp_path: Path
) -> None:
    printing = Job(owner, tasks, printer(tmp_path / "paper.pdf"), refused=True)
    printing.job.start("5A01-00001")
    settle()
    assert printing.finished == []
    assert [type(error) for error in printing.errors] == [UnavailableError]


@pytest.mark.parametrize("pages", [1, 4])
def test_a_job_that_is_destroyed_half_way_lets_go_of_the_printer(
    owner: QObject, tasks: TaskRunner, settle: Settle, tmp_path: Path, pages: int
) -> None:
    printing = Job(owner, tasks, printer(tmp_path / "paper.pdf"), pages=pages)
    printing.job.start("5A01-00001")
    assert printing.printer.printerState() == QPrinter.PrinterState.Active
    shiboken6.delete(printing.job)
    settle()
    assert printing.printer.printerState() != QPrinter.PrinterState.Active
    assert printing.finished == []


@pytest.mark.parametrize("name", ["ordinary", "status", "sensitive annex"])
def test_the_paper_looks_as_the_pdf_does(
    owner: QObject, tasks: TaskRunner, settle: Settle, tmp_path: Path, name: str
) -> None:
    pages = read_pages(all_samples()[name])
    job = PrintJob(
        pages, printer(tmp_path / "paper.pdf"), tasks=tasks, progress=Progress(owner), parent=owner
    )
    job.start("5A01-00001")
    settle()
    paper = read_pages((tmp_path / "paper.pdf").read_bytes())
    assert paper.count == pages.count
    for at in range(pages.count):
        wanted, found = (_ink(one.picture(at, scale=1, grey=True)) for one in (pages, paper))
        apart = sum(abs(a - b) for a, b in zip(wanted, found, strict=True))
        assert apart < sum(wanted) / 5


def _ink(picture: QImage) -> list[int]:
    """How much ink there is in each square of 24 dots; the paper's own dots blur what is smaller."""
    lines, stride = memoryview(picture.constBits()).cast("B"), picture.bytesPerLine()
    return [
        sum(24 * 255 - sum(lines[line * stride + right :][:24]) for line in range(down, down + 24))
        for down in range(0, 840, 24)
        for right in range(0, 576, 24)
    ]


class Jammed(QPrinter):
    """A printer that takes one page and no more."""

    def newPage(self) -> bool:
        return False


def test_a_printer_that_stops_after_a_page_is_told_and_let_go(
    owner: QObject, tasks: TaskRunner, settle: Settle, tmp_path: Path
) -> None:
    jammed = Jammed(QPrinter.PrinterMode.HighResolution)
    jammed.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    jammed.setOutputFileName(str(tmp_path / "paper.pdf"))
    printing = Job(owner, tasks, jammed)
    printing.job.start("5A01-00001")
    settle()
    assert printing.finished == []
    assert [type(error) for error in printing.errors] == [UnavailableError]
    assert jammed.printerState() != QPrinter.PrinterState.Active
