"""What the machine is asked for a checklist: a file to import, a place for one to export."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from sopcheck.ui.record.machine import SystemMachine
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
        dialog = QFileDialog(parent, tr("Import a checklist"), "", f"{kinds};;{tr('All files')} (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: done(Path(chosen)))
        dialog.open()

    def choose_place(self, parent: QWidget, name: str, done: Callable[[Path], None]) -> None:
        """Ask as for a record; whoever gives up has taken nothing out."""
        SystemMachine().choose_place(parent, name, done, lambda: None)
