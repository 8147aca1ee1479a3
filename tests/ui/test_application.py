"""Starting: one application with our name, nothing heavy before the first page, pictures of any page."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontDatabase, QFontInfo, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.ui.application import (
    build_window,
    give_first_size,
    make_application,
    save_picture,
    wait_until_read,
)
from sopcheck.ui.theme import SHIPPED_FONT
from tests.ui.fakes import FakeProgram

HEAVY = ("reportlab", "pikepdf", "alembic", "sqlalchemy", "ruamel", "pypdfium2", "zxcvbn", "keyring")


def test_there_is_one_application_with_our_name(qapp: QApplication) -> None:
    assert make_application() is qapp
    assert (qapp.organizationName(), qapp.applicationName()) == ("sopcheck", "sopcheck")


def test_pictures_are_set_in_the_font_that_ships(qapp: QApplication) -> None:
    assert SHIPPED_FONT in QFontDatabase.families()
    assert QFontInfo(qapp.font()).family() == SHIPPED_FONT


def test_the_way_in_does_not_wait_for_those_fonts() -> None:
    code = (
        "from sopcheck.ui.application import make_application\nfrom PySide6.QtGui import QFontDatabase\n"
        "made = make_application()\nprint(QFontDatabase.applicationFontFamilies(0))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_nothing_heavy_is_imported_before_the_first_page_is_painted() -> None:
    code = "import sys, sopcheck.ui.application; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in ran.stdout.split()}
    assert loaded.isdisjoint(HEAVY)


def test_no_service_is_imported_before_the_first_page_is_painted() -> None:
    code = "import sys, sopcheck.ui.application; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    ours = {name for name in ran.stdout.split() if name.startswith("sopcheck.")}
    assert not [name for name in ours if name.split(".")[1] in ("cases", "services", "vault", "records")]


@pytest.mark.parametrize("page", ["work", "reviews", "open-case", "checklists", "assurance"])
def test_a_picture_of_any_page_can_be_saved(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, page: str
) -> None:
    program = FakeProgram()
    window = build_window(program, program.desk, theme="dark")
    qtbot.addWidget(window)
    qapp.setProperty("worn", None)
    window.show_page(page)
    save_picture(window, tmp_path / "page.png")
    picture = QImage(str(tmp_path / "page.png"))
    assert (picture.width(), picture.height()) == (1280, 800)
    window.close()


def test_waiting_ends_once_everything_is_read(qtbot: QtBot, qapp: QApplication) -> None:
    program = FakeProgram()
    window = build_window(program, program.desk)
    qtbot.addWidget(window)
    window.show_page("checklists")
    wait_until_read(window)
    assert not window.tasks.busy
    window.close()


@pytest.mark.parametrize("room", [QSize(1280, 720), QSize(1366, 768), QSize(1280, 800)])
def test_where_the_screen_is_small_the_window_takes_all_of_it(qtbot: QtBot, room: QSize) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    give_first_size(window, room)
    assert window.isMaximized()
    assert (window.width() < room.width(), window.height() < room.height()) == (True, True)


def test_on_a_larger_screen_the_window_begins_with_its_own_size(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    give_first_size(window, QSize(1920, 1080))
    assert (window.isMaximized(), window.size()) == (False, QSize(1280, 800))
