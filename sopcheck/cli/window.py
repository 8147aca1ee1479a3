"""The bare command: the window on a vault; and whether there is a screen to show it on."""

import gc
import os
import sys
from pathlib import Path

from sopcheck.errors import SopcheckError, UnavailableError

_NO_SCREEN = frozenset(("offscreen", "minimal"))


def start() -> int:
    """Open the window as a program of its own, without the other commands; gives the exit status."""
    try:
        return open_window()
    except SopcheckError as error:
        # Without a console there is no standard error.
        if sys.stderr is not None:
            sys.stderr.write(f"{error}\n")
        return 3


def open_window(folder: Path | None = None) -> int:
    """Open the window; gives the exit status. Imports Qt, which no other command does.

    Raises:
        UnavailableError: there is no screen, where Qt itself would end the program with a core dump.
    """
    if not has_display() and "QT_QPA_PLATFORM" not in os.environ:
        raise UnavailableError(
            "There is no screen to open the window on. Start sopcheck on a desktop, "
            "or use its commands: see sopcheck --help."
        )
    # Nothing that is made while starting is garbage; the window's own collector takes over.
    gc.disable()
    from sopcheck.bootstrap import Program
    from sopcheck.ui.application import run

    return run(Program.for_folder(folder))


def has_display() -> bool:
    """Whether there is a screen to open a window on."""
    if os.environ.get("QT_QPA_PLATFORM", "") in _NO_SCREEN:
        return False
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def paint_anyway() -> None:
    """Let Qt paint in memory where there is no screen; must come before the first window."""
    if not has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
