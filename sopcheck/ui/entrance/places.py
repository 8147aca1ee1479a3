"""Asking which file or folder is meant, with the dialogs of the system; nothing here blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sopcheck.ui.kit.file_dialogs import ask_file, ask_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget


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
        ask_file(parent, title, "", done)

    def choose_folder(self, parent: QWidget, title: str, done: Callable[[Path], None]) -> None:
        """Ask for a folder that is there."""
        ask_folder(parent, title, done)
