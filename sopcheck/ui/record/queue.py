"""The print queue of the system, where Qt falls short of it: what waits for it, and what it refused.

Where printers belong to CUPS, Qt writes the pages to a file, hands that over at the end and deletes it. It
chooses a folder on the disk, hands over what was stopped half-way as well, and keeps a refusal to itself.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from PySide6.QtPrintSupport import QPrinter

if TYPE_CHECKING:
    from collections.abc import Callable

_CUPS = "libcups.so.2"
_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
_VARIABLE = "TMPDIR"
# RFC 8011, B.1: what is smaller says that all went well.
_FIRST_ERROR = 0x0400


class WaitingRoom:
    """A folder in memory for what waits for the queue; what is thrown out of it is never printed."""

    def __init__(self, memory: Path = _IN_MEMORY) -> None:
        """Stand for the folder; a system without memory that can be written to as a folder says where."""
        self._memory = memory if memory.is_dir() else None
        self._folder: Path | None = None

    def hold(self, begin: Callable[[], bool]) -> bool:
        """Begin a print whose file lies here, and tell whether it began."""
        try:
            self._folder = Path(mkdtemp(prefix="sopcheck-", dir=self._memory))
        except OSError:
            return False
        before = os.environ.get(_VARIABLE)
        os.environ[_VARIABLE] = str(self._folder)
        try:
            return begin()
        finally:
            os.environ.pop(_VARIABLE)
            if before is not None:
                os.environ[_VARIABLE] = before

    def clear(self) -> None:
        """Throw out what waits, and the folder with it; twice does no harm."""
        if self._folder is not None:
            rmtree(self._folder, ignore_errors=True)


def queue_refused(printer: QPrinter) -> bool:
    """Whether CUPS refused what this thread gave it last; where no queue was asked, nothing did."""
    if sys.platform != "linux" or printer.outputFormat() is not QPrinter.OutputFormat.NativeFormat:
        return False
    try:
        # The one that Qt has loaded; another would know of no error.
        cups = ctypes.CDLL(_CUPS, mode=os.RTLD_NOLOAD)
    except OSError:
        return False
    return int(cups.cupsLastError()) >= _FIRST_ERROR
