"""Showing a widget as a person would have it: on the screen, with the focus in its window."""

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject
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


class Windows(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self.opened: list[QWidget] = []
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.opened.append(watched)
        return False
