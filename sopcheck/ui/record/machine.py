"""What the machine is asked for a record: a printer, a place for a file, a file. Nothing here blocks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from sopcheck.ui.kit.file_dialogs import PDF, ask_file, ask_place
from sopcheck.ui.kit.focus import FocusRing


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
        FocusRing(dialog)
        dialog.finished.connect(lambda result: done(printer) if result else None)
        dialog.finished.connect(lambda _: dialog.deleteLater())
        # The print dialog hides the `open` that asks for nothing behind one that wants a slot.
        QDialog.open(dialog)

    def choose_place(
        self, parent: QWidget, name: str, done: Callable[[Path], None], given_up: Callable[[], None]
    ) -> None:
        """Ask with the file dialog, beginning in the documents of the person."""
        ask_place(parent, name, done, given_up)

    def choose_file(self, parent: QWidget, done: Callable[[Path], None]) -> None:
        """Ask with the file dialog."""
        ask_file(parent, _tr("Verify a printed record"), PDF, done)


def _tr(text: str) -> str:
    return QCoreApplication.translate("record_machine", text)
