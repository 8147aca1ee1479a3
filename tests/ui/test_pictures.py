"""Pictures of the main pages in both themes; the window is closed afterwards, and the desk with it."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from sopcheck.ui import pictures
from sopcheck.ui.main_window import MainWindow
from sopcheck.ui.pictures import take_pictures
from sopcheck.ui.spots import RAIL, Spot
from tests.ui.fakes import FakeProgram

PAGES = (*RAIL, "open-case")


@pytest.fixture
def taken(qapp: QApplication, tmp_path: Path) -> list[Path]:
    """The pictures of the rail and of one page more."""
    qapp.setProperty("worn", None)
    program = FakeProgram()
    return take_pictures(tmp_path, program, program.desk, Spot(page="open-case"))


def test_each_page_is_pictured_in_the_light_and_in_the_dark(taken: list[Path]) -> None:
    assert [file.name for file in taken] == [
        f"{page}-{theme}.png" for theme in ("light", "dark") for page in PAGES
    ]
    images = [QImage(str(file)) for file in taken]
    assert {(image.width(), image.height()) for image in images} == {(1280, 800)}


def test_the_themes_differ(taken: list[Path]) -> None:
    corners = {file.name: QImage(str(file)).pixelColor(5, 795).lightness() for file in taken}
    assert corners["work-dark.png"] < 60
    assert corners["work-light.png"] > 200


def test_the_window_is_closed_even_where_a_picture_fails(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[MainWindow] = []
    close = MainWindow.close

    def fail(window: MainWindow, file: Path) -> None:
        raise OSError(file)

    def note(window: MainWindow) -> bool:
        closed.append(window)
        return close(window)

    monkeypatch.setattr(pictures, "save_picture", fail)
    monkeypatch.setattr(MainWindow, "close", note)
    program = FakeProgram()
    with pytest.raises(OSError, match="work-light"):
        take_pictures(tmp_path, program, program.desk)
    assert len(closed) == 1


def test_no_window_is_left(taken: list[Path], qapp: QApplication) -> None:
    assert taken
    assert not [one for one in qapp.topLevelWidgets() if isinstance(one, MainWindow)]
