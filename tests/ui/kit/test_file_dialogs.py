"""Files and folders are asked for without blocking; who gives up has chosen nothing."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.ui.kit import file_dialogs


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window that asks."""
    window = QWidget()
    qtbot.addWidget(window)
    return window


def dialog_of(window: QWidget) -> QFileDialog:
    """The one dialog that is open."""
    (dialog,) = window.findChildren(QFileDialog)
    return dialog


def test_a_folder_is_asked_for_as_a_folder(window: QWidget, tmp_path: Path) -> None:
    chosen: list[Path] = []
    file_dialogs.ask_folder(window, "A folder", chosen.append)
    assert dialog_of(window).fileMode() == QFileDialog.FileMode.Directory
    dialog_of(window).fileSelected.emit(str(tmp_path))
    assert chosen == [tmp_path]


def test_several_files_come_together(window: QWidget) -> None:
    chosen: list[object] = []
    file_dialogs.ask_files(window, "Files", "YAML (*.yaml)", chosen.append)
    dialog_of(window).filesSelected.emit(["one.yaml", "two.yaml"])
    assert chosen == [[Path("one.yaml"), Path("two.yaml")]]


def test_who_gives_up_has_chosen_no_file(window: QWidget) -> None:
    chosen: list[Path] = []
    file_dialogs.ask_file(window, "A file", file_dialogs.PDF, chosen.append)
    dialog_of(window).reject()
    assert chosen == []


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("record.pdf", ["PDF (*.pdf)"]),
        ("access-book.csv", ["CSV (*.csv)"]),
        ("checklist.yaml", ["YAML (*.yaml)", "Excel (*.xlsx)"]),
    ],
)
def test_a_place_offers_what_the_ending_of_the_name_can_be(
    window: QWidget, name: str, kinds: list[str]
) -> None:
    file_dialogs.ask_place(window, name, lambda _: None, lambda: None)
    assert dialog_of(window).nameFilters() == kinds


def test_a_name_without_an_ending_gets_that_of_the_kind_chosen(window: QWidget) -> None:
    file_dialogs.ask_place(window, "checklist.yaml", lambda _: None, lambda: None)
    assert dialog_of(window).defaultSuffix() == "yaml"
    dialog_of(window).filterSelected.emit("Excel (*.xlsx)")
    assert dialog_of(window).defaultSuffix() == "xlsx"
