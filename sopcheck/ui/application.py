"""Starts the window: the application, its look, the fonts that ship, and what happens in a crash."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QSize, Qt, QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget

from sopcheck import resources
from sopcheck.ui.collecting import Collector
from sopcheck.ui.crash import CrashCatcher
from sopcheck.ui.main_window import MainWindow
from sopcheck.ui.memory import WindowMemory
from sopcheck.ui.selection import keep_to_ourselves
from sopcheck.ui.theme import SHIPPED_FONT, Look, ThemeName, apply

if TYPE_CHECKING:
    from pathlib import Path

    from sopcheck.services.desk import Desk
    from sopcheck.ui.program import Program

_ORGANISATION = "sopcheck"
_SIZE = (1280, 800)
# The desktop draws a frame around the window, and a small one is put back to less than the screen.
_PART_OF_A_SMALL_SCREEN = 0.9
_FONTS = ("fonts/NotoSans-SemiCondensed.ttf", "fonts/NotoSans-SemiCondensedBold.ttf")


def run(program: Program) -> int:
    """Open the window on a vault and stay until it is closed; gives the exit code."""
    application = make_application()
    memory = WindowMemory(QSettings())
    look = memory.look()
    apply(application, look)
    window = MainWindow(program, memory=memory, look=look)
    if not memory.restore_window(window):
        give_first_size(window, application.primaryScreen().availableSize())
    _catch_crashes(window)
    window.show()
    QTimer.singleShot(0, window.preload)
    return application.exec()


def make_application() -> QApplication:
    """The one application of this process, with our name; made where there is none yet."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        return application
    # Asked for in these words, because `setStyle` gives back a style, and PySide takes 4 ms to describe one.
    made = QApplication([*sys.argv[:1], "-style", "fusion"])
    keep_to_ourselves(made.clipboard())
    made.setOrganizationName(_ORGANISATION)
    made.setApplicationName("sopcheck")
    made.setApplicationDisplayName("sopcheck")
    made.setDesktopFileName("sopcheck")
    Collector(made)
    return made


def give_first_size(window: QWidget, room: QSize) -> None:
    """Give a window the size it begins with: all of the screen where that does not fit, as on laptops."""
    wanted = QSize(*_SIZE)
    window.resize(wanted.boundedTo(room * _PART_OF_A_SMALL_SCREEN))
    if window.size() != wanted:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def make_application_for_pictures() -> QApplication:
    """The application with the fonts that ship, so that pictures look alike on every machine.

    Where somebody looks at a window the desktop has fonts, and reading ours would only keep them waiting.
    """
    application = make_application()
    if application.platformName() == "offscreen" and SHIPPED_FONT not in QFontDatabase.families():
        for file in _FONTS:
            QFontDatabase.addApplicationFont(str(resources.path(file)))
    return application


def build_window(
    program: Program, desk: Desk, *, theme: ThemeName = "light", scale: float = 1.0
) -> MainWindow:
    """A window on an open desk for pictures: it remembers nothing and shows the Work page."""
    application = make_application_for_pictures()
    look = Look(theme=theme, scale=scale)
    apply(application, look)
    window = MainWindow(program, memory=WindowMemory(None), look=look)
    window.resize(*_SIZE)
    window.enter(desk)
    return window


def save_picture(window: MainWindow, file: Path) -> None:
    """Save what the window shows as a PNG, once everything it asked for was read and drawn."""
    wait_until_read(window)
    window.grab().save(str(file), "PNG")


def wait_until_read(window: MainWindow) -> None:
    """Let the window work until it has nothing more to read; for pictures, never while somebody uses it."""
    from PySide6.QtCore import QEventLoop  # noqa: PLC0415 - no class of Qt delays the way in that it does not need

    loop = QEventLoop()
    while True:
        # Two rounds: what was read has to be drawn, and drawing may ask for more.
        QTimer.singleShot(0, loop.quit)
        loop.exec()
        if not window.tasks.busy:
            return
        window.tasks.busy_changed.connect(loop.quit)
        loop.exec()


def _catch_crashes(window: MainWindow) -> None:
    catcher = CrashCatcher(window)
    catcher.caught.connect(window.show_crash)
    sys.excepthook = catcher.hook
