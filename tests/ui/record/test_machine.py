"""The dialogs of the system: what they offer, and that nobody waits for them."""

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.ui.kit.focus import FocusRing
from sopcheck.ui.record.machine import SystemMachine
from tests.ui.record_fakes import child


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_printing_to_a_file_is_not_offered(window: QWidget) -> None:
    printers: list[QPrinter] = []
    SystemMachine().choose_printer(window, printers.append)
    dialog = child(window, QPrintDialog)
    assert not dialog.testOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile)
    dialog.reject()
    assert printers == []


def test_the_focus_is_seen_in_the_dialogs_of_qt(window: QWidget) -> None:
    SystemMachine().choose_printer(window, lambda _: None)
    SystemMachine().choose_place(window, "record.pdf", lambda _: None, lambda: None)
    for dialog in (child(window, QPrintDialog), child(window, QFileDialog)):
        assert len(dialog.findChildren(FocusRing)) == 1
        dialog.reject()


def test_a_chosen_printer_is_handed_on(window: QWidget) -> None:
    printers: list[QPrinter] = []
    SystemMachine().choose_printer(window, printers.append)
    child(window, QPrintDialog).done(1)
    assert len(printers) == 1


def test_the_suggested_name_is_there(window: QWidget) -> None:
    SystemMachine().choose_place(window, "record.pdf", lambda _: None, lambda: None)
    dialog = child(window, QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == "record.pdf"
    assert dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
    dialog.reject()


@pytest.mark.parametrize("given_up", [True, False])
def test_a_place_is_handed_on_or_given_up(window: QWidget, given_up: bool) -> None:
    told: list[object] = []
    SystemMachine().choose_place(window, "record.pdf", told.append, lambda: told.append("given up"))
    dialog = child(window, QFileDialog)
    if given_up:
        dialog.reject()
    else:
        dialog.fileSelected.emit("elsewhere.pdf")
    assert told == (["given up"] if given_up else [Path("elsewhere.pdf")])
    dialog.close()


def test_a_file_to_verify_must_be_there(window: QWidget) -> None:
    chosen: list[Path] = []
    SystemMachine().choose_file(window, chosen.append)
    dialog = child(window, QFileDialog)
    assert dialog.fileMode() == QFileDialog.FileMode.ExistingFile
    dialog.fileSelected.emit("found.pdf")
    assert chosen == [Path("found.pdf")]
    dialog.reject()
