"""The dialogs of the way in: a file that is there for a custodian, a folder for a backup."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.ui.entrance.custodians import CustodianForm
from sopcheck.ui.entrance.places import SystemPlaces
from tests.ui.record_fakes import child
from tests.ui.showing import shown

PLACES = SystemPlaces()


@pytest.mark.parametrize(
    ("ask", "mode"),
    [
        (PLACES.choose_file, QFileDialog.FileMode.ExistingFile),
        (PLACES.choose_folder, QFileDialog.FileMode.Directory),
    ],
)
def test_only_what_is_there_can_be_chosen(
    ground: QWidget,
    ask: Callable[[QWidget, str, Callable[[Path], None]], None],
    mode: QFileDialog.FileMode,
) -> None:
    chosen: list[Path] = []
    ask(ground, "Where?", chosen.append)
    dialog = child(ground, QFileDialog)
    assert (dialog.windowTitle(), dialog.fileMode()) == ("Where?", mode)
    dialog.fileSelected.emit("there")
    assert chosen == [Path("there")]
    dialog.reject()


def test_each_custodian_chooses_a_file_and_types_next(qtbot: QtBot) -> None:
    form = shown(qtbot, CustodianForm())
    form.second.choose_button.click()
    dialog = child(form.second, QFileDialog)
    assert dialog.windowTitle() == "Choose the key file of the second custodian"
    dialog.fileSelected.emit("second.key")
    dialog.reject()
    assert (form.first.file, form.second.file) == (None, Path("second.key"))
    qtbot.waitUntil(form.second.passphrase.edit.hasFocus)
