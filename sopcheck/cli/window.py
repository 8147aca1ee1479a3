"""The bare command: the window on a vault."""

from pathlib import Path


def open_window(folder: Path | None = None) -> int:
    """Open the window; gives the exit status. Imports Qt, which no other command does."""
    from sopcheck.bootstrap import Program
    from sopcheck.ui.application import run

    return run(Program.for_folder(folder))
