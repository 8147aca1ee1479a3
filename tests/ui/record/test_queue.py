"""What waits for the queue of a printer lies in memory, and is thrown out where it must not be printed."""

import ctypes
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrinter

from sopcheck.ui.record import printing
from sopcheck.ui.record.printing import PrintJob
from sopcheck.ui.record.queue import WaitingRoom, queue_refused
from sopcheck.ui.record.rendering import read_pages
from sopcheck.ui.tasks import Progress, TaskRunner
from tests.ui.record_fakes import pdf

OK = 0x0000
OK_BUT_SOME_IGNORED = 0x0001
NOT_FOUND = 0x0406
NOT_ACCEPTING = 0x0506


class Cups:
    """The library of a queue, with what it says of the last thing that it was given."""

    def __init__(self, last: int) -> None:
        self.cupsLastError = lambda: last


class Native(QPrinter):
    """A printer of the system, as far as can be asked without one."""

    def outputFormat(self) -> QPrinter.OutputFormat:
        return QPrinter.OutputFormat.NativeFormat


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    """A folder that stands for memory."""
    made = tmp_path / "memory"
    made.mkdir()
    return made


def written(name: str = "0447d6b07c867") -> Path:
    """What Qt does for CUPS: it writes the pages to a file in the folder for such files."""
    path = Path(os.environ["TMPDIR"]) / name
    path.write_bytes(b"%PDF-1.4 of a case")
    return path


def test_what_waits_lies_in_memory_in_a_folder_of_its_own(memory: Path) -> None:
    assert WaitingRoom(memory).hold(lambda: written().exists())
    folder = next(memory.iterdir())
    assert [path.name for path in folder.iterdir()] == ["0447d6b07c867"]
    assert folder.stat().st_mode & 0o077 == 0


def test_nothing_else_is_written_there(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", "before")
    WaitingRoom(memory).hold(lambda: True)
    assert os.environ["TMPDIR"] == "before"
    monkeypatch.delenv("TMPDIR")
    WaitingRoom(memory).hold(lambda: True)
    assert "TMPDIR" not in os.environ


def test_what_is_thrown_out_is_gone_with_its_folder(memory: Path) -> None:
    room = WaitingRoom(memory)
    room.hold(lambda: written().exists())
    room.clear()
    room.clear()
    assert list(memory.iterdir()) == []


def test_a_print_that_did_not_begin_is_told_as_such(memory: Path) -> None:
    assert not WaitingRoom(memory).hold(lambda: False)


def test_a_system_without_memory_as_a_folder_prints_all_the_same(tmp_path: Path) -> None:
    room = WaitingRoom(tmp_path / "none")
    assert room.hold(lambda: written().exists())
    room.clear()


def test_a_full_memory_means_that_nothing_begins(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sopcheck.ui.record.queue.mkdtemp", full)
    assert not WaitingRoom(memory).hold(lambda: True)


@pytest.fixture
def room(memory: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A job writes what waits here."""
    monkeypatch.setattr(printing, "WaitingRoom", lambda: WaitingRoom(memory))
    yield memory
    assert list(memory.iterdir()) == []


class Stopping(QPrinter):
    """A printer of CUPS that stops at the second page; Qt hands over at the end whatever is still there."""

    waiting: Path | None = None
    handed_over = False

    def newPage(self) -> bool:
        return False

    def abort(self) -> bool:
        self.handed_over = self.waiting is not None and self.waiting.exists()
        return False


@pytest.mark.parametrize("stopped", ["by the printer", "by a person"])
def test_of_what_was_stopped_half_way_nothing_is_left_to_hand_over(
    qapp: QObject,
    tasks: TaskRunner,
    settle: Callable[[], None],
    room: Path,
    tmp_path: Path,
    stopped: str,
) -> None:
    onto = Stopping(QPrinter.PrinterMode.HighResolution)
    onto.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    onto.setOutputFileName(str(tmp_path / "paper.pdf"))
    owner = QObject()
    progress = Progress(owner)
    job = PrintJob(read_pages(pdf(3)), onto, tasks=tasks, progress=progress, parent=owner)
    job.start("5A01-00001")
    onto.waiting = next(room.iterdir()) / "pages"
    onto.waiting.write_bytes(b"%PDF-1.4 of a case")
    if stopped == "by a person":
        progress.cancel()
    settle()
    assert not onto.handed_over
    assert not onto.waiting.exists()
    owner.deleteLater()


@pytest.mark.skipif(sys.platform != "linux", reason="CUPS is asked where Qt prints through it")
@pytest.mark.parametrize(
    ("last", "refused"),
    [
        (OK, False),
        (OK_BUT_SOME_IGNORED, False),
        (0x03FF, False),
        (0x0400, True),
        (NOT_FOUND, True),
        (NOT_ACCEPTING, True),
    ],
)
def test_the_queue_refused_what_it_calls_an_error(
    qapp: QObject, monkeypatch: pytest.MonkeyPatch, last: int, refused: bool
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Cups(last))
    assert queue_refused(Native()) is refused


def test_without_cups_nothing_is_refused(qapp: QObject, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> Cups:
        raise OSError

    monkeypatch.setattr(ctypes, "CDLL", missing)
    assert not queue_refused(Native())


def test_a_file_asks_no_queue(qapp: QObject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Cups(NOT_FOUND))
    onto = QPrinter()
    onto.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    assert not queue_refused(onto)
