"""Pictures of the main pages, painted by the very window that people use; for the demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopcheck.ui.application import build_window, save_picture
from sopcheck.ui.spots import RAIL, Spot

if TYPE_CHECKING:
    from pathlib import Path

    from sopcheck.cases.events import CaseId, ReviewId
    from sopcheck.services.desk import Desk
    from sopcheck.ui.main_window import MainWindow
    from sopcheck.ui.program import Program
    from sopcheck.ui.theme import ThemeName


def take_pictures(
    folder: Path, program: Program, desk: Desk, *, case: CaseId, review_of: CaseId, record_of: tuple[CaseId, ReviewId]
) -> list[Path]:
    """Save a picture of each main page, in the light and the dark theme; gives the files."""
    themes: tuple[ThemeName, ...] = ("light", "dark")
    spots = {
        **{page: Spot(page=page) for page in RAIL},
        "case": Spot(page="case", case=case),
        "review": Spot(page="review", case=review_of),
        "record": Spot(page="record", case=record_of[0], review=record_of[1]),
    }
    return [
        _saved(window, spot, folder / f"{name}-{theme}.png")
        for theme in themes
        for window in (build_window(program, desk, theme=theme),)
        for name, spot in spots.items()
    ]


def _saved(window: MainWindow, spot: Spot, file: Path) -> Path:
    if window.shell is not None:
        window.shell.show_spot(spot)
    save_picture(window, file)
    return file
