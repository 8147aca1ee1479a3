"""What the machine is asked for a checklist: a file to import, a place for one to export."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from sopcheck.ui.kit.file_dialogs import ask_file, ask_place
from sopcheck.ui.words import tr


class Files(Protocol):
    """Asks a person for a file; `done` is called only where one was chosen."""

    def choose_definition(self, parent: QWidget, done: Callable[[Path], None]) -> None:
        """Ask for a checklist, a spreadsheet, a profile or a form of another program."""
        ...

    def choose_place(self, parent: QWidget, name: str, done: Callable[[Path], None]) -> None:
        """Ask where a file of this name shall be saved."""
        ...


class SystemFiles:
    """Asks with the dialogs of the system."""

    def choose_definition(self, parent: QWidget, done: Callable[[Path], None]) -> None:
        """Ask with the file dialog."""
        kinds = tr("Checklists, spreadsheets and forms") + " (*.yaml *.yml *.xlsx *.json)"
        ask_file(parent, tr("Import a checklist"), f"{kinds};;{tr('All files')} (*)", done)

    def choose_place(self, parent: QWidget, name: str, done: Callable[[Path], None]) -> None:
        """Ask where; whoever gives up has taken nothing out."""
        ask_place(parent, name, done, lambda: None)
