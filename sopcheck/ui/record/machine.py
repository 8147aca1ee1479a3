"""What the machine is asked for a record: a printer, a place for a file, a file. Nothing here blocks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QDir, QStandardPaths
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

_KINDS = "PDF (*.pdf)"
_OTHERS = {
    ".csv": "CSV (*.csv)",
    ".ics": "iCalendar (*.ics)",
    ".key": "Key file (*.key)",
    ".yaml": "YAML (*.yaml);;Excel (*.xlsx)",
}


class Machine(Protocol):
    """Asks a person for something of their machine; `done` is called only where something was chosen."""

    def choose_printer(self, parent: QWidget, done: Callable[[QPrinter], None]) -> None:
        """Ask on which printer, and how."""
        ...

    def choose_place(
        self, parent: QWidget, name: str, done: Callable[[Path], None], given_up: Callable[[], None]
    ) -> None:
        """Ask where a file of this name shall be saved."""
        ...

    def choose_file(self, parent: QWidget, done: Callable[[Path], None]) -> None:
        """Ask for a PDF that is there."""
        ...


class SystemMachine:
    """Asks with the dialogs of the system."""

    def choose_printer(self, parent: QWidget, done: Callable[[QPrinter], None]) -> None:
        """Ask with the print dialog. Printing to a file is not offered: *Save* does that, and whole."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, parent)
        for option in (
            QAbstractPrintDialog.PrintDialogOption.PrintToFile,
            QAbstractPrintDialog.PrintDialogOption.PrintSelection,
            QAbstractPrintDialog.PrintDialogOption.PrintPageRange,
        ):
            dialog.setOption(option, on=False)
        dialog.finished.connect(lambda result: done(printer) if result else None)
        dialog.finished.connect(lambda _: dialog.deleteLater())
        # The print dialog hides the `open` that asks for nothing behind one that wants a slot.
        QDialog.open(dialog)

    def choose_place(
        self, parent: QWidget, name: str, done: Callable[[Path], None], given_up: Callable[[], None]
    ) -> None:
        """Ask with the file dialog, beginning in the documents of the person."""
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = home if home and QDir(home).exists() else QDir.homePath()
        suffix = Path(name).suffix
        dialog = QFileDialog(
            parent, _tr("Save the file"), str(Path(start) / name), _OTHERS.get(suffix, _KINDS)
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix.removeprefix("."))
        # Where there is a choice of kinds, a name without an ending gets that of the kind chosen.
        dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(kind.rpartition(".")[2][:-1]))
        dialog.fileSelected.connect(lambda chosen: done(Path(chosen)))
        dialog.rejected.connect(given_up)
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()

    def choose_file(self, parent: QWidget, done: Callable[[Path], None]) -> None:
        """Ask with the file dialog."""
        dialog = QFileDialog(parent, _tr("Verify a printed record"), "", _KINDS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: done(Path(chosen)))
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()


def _tr(text: str) -> str:
    return QCoreApplication.translate("record_machine", text)
