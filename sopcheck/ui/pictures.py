"""Pictures of the main pages, painted by the very window that people use; for the demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent

from sopcheck.ui.application import build_window, save_picture, wait_until_read
from sopcheck.ui.spots import RAIL, Spot
from sopcheck.ui.theme import Look

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sopcheck.services.desk import Desk
    from sopcheck.ui.main_window import MainWindow
    from sopcheck.ui.program import Program
    from sopcheck.ui.theme import ThemeName

_THEMES: tuple[ThemeName, ...] = ("light", "dark")


def take_pictures(folder: Path, program: Program, desk: Desk, *spots: Spot) -> list[Path]:
    """Save a picture of each main page and of these, in the light and the dark theme; gives the files.

    The window is closed in the end, which locks the desk.
    """
    shown = (*(Spot(page=page) for page in RAIL), *spots)
    window = build_window(program, desk)
    try:
        return [file for theme in _THEMES for file in _in_theme(window, theme, shown, folder)]
    finally:
        window.close()
        window.deleteLater()
        # There is no loop running that would do it, and the window after this one is to be the only one.
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


def _in_theme(window: MainWindow, theme: ThemeName, spots: Sequence[Spot], folder: Path) -> Iterator[Path]:
    window.use_look(Look(theme=theme))
    for spot in spots:
        yield _taken(window, spot, folder / f"{spot.page}-{theme}.png")


def _taken(window: MainWindow, spot: Spot, file: Path) -> Path:
    if window.shell is not None:
        window.shell.show_spot(spot)
    wait_until_read(window)
    # Some of a page is asked for only when it is painted; the second painting has it.
    window.grab()
    save_picture(window, file)
    return file
