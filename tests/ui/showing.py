"""Showing a widget as a person would have it: on the screen, with the focus in its window."""

from typing import TypeVar

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

W = TypeVar("W", bound=QWidget)


def shown(qtbot: QtBot, widget: W, *, owned: bool = False) -> W:
    """Show a widget and wait until its window is active; what is `owned` is not closed by the test."""
    if not owned:
        qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    # `waitActive` is content with the parent of a sheet.
    qtbot.waitUntil(lambda: QApplication.activeWindow() is widget)
    return widget
