"""Asking which file or folder is meant, with the dialogs of the system; nothing here blocks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QFileDialog, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable


class Places(Protocol):
    """Asks a person for a file or a folder; `done` is called only where one was chosen."""

    def choose_file(self, parent: QWidget, title: str, done: Callable[[Path], None]) -> None:
        """Ask for a file that is there."""
        ...

    def choose_folder(self, parent: QWidget, title: str, done: Callable[[Path], None]) -> None:
        """Ask for a folder that is there."""
        ...


class SystemPlaces:
    """Asks with the dialogs of the system."""

    def choose_file(self, parent: QWidget, title: str, done: Callable[[Path], None]) -> None:
        """Ask for a file that is there."""
        _ask(QFileDialog(parent, title), QFileDialog.FileMode.ExistingFile, done)

    def choose_folder(self, parent: QWidget, title: str, done: Callable[[Path], None]) -> None:
        """Ask for a folder that is there."""
        _ask(QFileDialog(parent, title), QFileDialog.FileMode.Directory, done)


def _ask(dialog: QFileDialog, mode: QFileDialog.FileMode, done: Callable[[Path], None]) -> None:
    dialog.setFileMode(mode)
    dialog.fileSelected.connect(lambda chosen: done(Path(chosen)))
    dialog.finished.connect(lambda _: dialog.deleteLater())
    dialog.open()
