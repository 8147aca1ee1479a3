"""What the system is asked for a checklist: kinds that can be read, and a name to save it under."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from sopcheck.ui.checklists.files import SystemFiles
from tests.ui.record_fakes import child


def test_a_definition_is_looked_for_among_what_can_be_read(ground: QWidget) -> None:
    chosen: list[Path] = []
    SystemFiles().choose_definition(ground, chosen.append)
    dialog = child(ground, QFileDialog)
    assert dialog.nameFilters() == [
        "Checklists, spreadsheets and forms (*.yaml *.yml *.xlsx *.json)",
        "All files (*)",
    ]
    dialog.fileSelected.emit("mine.yaml")
    assert chosen == [Path("mine.yaml")]
    dialog.reject()


def test_whoever_gives_up_saves_nothing(ground: QWidget) -> None:
    chosen: list[Path] = []
    SystemFiles().choose_place(ground, "cse-investigation-1.1.yaml", chosen.append)
    dialog = child(ground, QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == "cse-investigation-1.1.yaml"
    dialog.reject()
    assert chosen == []
