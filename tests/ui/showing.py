"""Showing a widget as a person would have it: on the screen, with the focus in its window."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

W = TypeVar("W", bound=QWidget)


def shown(qtbot: QtBot, widget: W, *, owned: bool = False) -> W:
    """Show a widget and wait until its window is active; what is `owned` is not closed by the test."""
    if not owned:
        qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget
