"""Asking with the dialogs of the system which file or folder is meant; nothing here blocks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from sopcheck.ui.kit.focus import FocusRing
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PDF = "PDF (*.pdf)"
_KINDS = {
    ".csv": "CSV (*.csv)",
    ".ics": "iCalendar (*.ics)",
    ".key": "Key file (*.key)",
    ".pdf": PDF,
    ".yaml": "YAML (*.yaml);;Excel (*.xlsx)",
}
_Mode = QFileDialog.FileMode


def ask_file(
    parent: QWidget, title: str, kinds: str, done: Callable[[Path], None], *, mode: _Mode = _Mode.ExistingFile
) -> None:
    """Ask for one file that is there; `done` is called only where one was chosen."""
    dialog = _dialog(parent, title, kinds, mode)
    dialog.fileSelected.connect(lambda chosen: done(Path(chosen)))
    dialog.open()


def ask_folder(parent: QWidget, title: str, done: Callable[[Path], None]) -> None:
    """Ask for a folder that is there; `done` is called only where one was chosen."""
    ask_file(parent, title, "", done, mode=_Mode.Directory)


def ask_files(parent: QWidget, title: str, kinds: str, done: Callable[[Sequence[Path]], None]) -> None:
    """Ask for one file or several that are there; `done` is called only where some were chosen."""
    dialog = _dialog(parent, title, kinds, _Mode.ExistingFiles)
    dialog.filesSelected.connect(lambda chosen: done([Path(one) for one in chosen]))
    dialog.open()


def ask_place(parent: QWidget, name: str, done: Callable[[Path], None], given_up: Callable[[], None]) -> None:
    """Ask where a file of this name, whose ending is its kind, shall be saved: first in the documents."""
    home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    start = home if home and QDir(home).exists() else QDir.homePath()
    suffix = Path(name).suffix
    dialog = _dialog(parent, tr("Save the file"), _KINDS[suffix], _Mode.AnyFile, at=str(Path(start) / name))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix.removeprefix("."))
    # Where there is a choice of kinds, a name without an ending gets that of the kind chosen.
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(kind.rpartition(".")[2][:-1]))
    dialog.fileSelected.connect(lambda chosen: done(Path(chosen)))
    dialog.rejected.connect(given_up)
    dialog.open()


def _dialog(parent: QWidget, title: str, kinds: str, mode: _Mode, *, at: str = "") -> QFileDialog:
    dialog = QFileDialog(parent, title, at, kinds)
    dialog.setFileMode(mode)
    # Where the system has no dialog of its own Qt's is shown, with the focus unseen on its buttons.
    FocusRing(dialog)
    dialog.finished.connect(lambda _: dialog.deleteLater())
    return dialog
