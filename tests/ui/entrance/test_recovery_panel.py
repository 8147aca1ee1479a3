"""The recovery sheet is shown once, printed or saved, and read back before it counts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from sopcheck.errors import UnavailableError
from sopcheck.ui.entrance.recovery_panel import RecoveryPanel
from sopcheck.ui.record.rendering import read_pages
from sopcheck.ui.tasks import TaskRunner
from tests.ui.guard_fakes import SHEET
from tests.ui.record_fakes import FakeMachine, pdf
from tests.ui.showing import shown

Settle = Callable[[], None]


@pytest.fixture
def machine(tmp_path: Path) -> FakeMachine:
    return FakeMachine(tmp_path)


@pytest.fixture
def panel(qtbot: QtBot, tasks: TaskRunner, machine: FakeMachine) -> RecoveryPanel:
    return shown(qtbot, RecoveryPanel(SHEET, lambda: pdf(1), tasks=tasks, machine=machine))


def type_groups(panel: RecoveryPanel, *, wrong: int = -1) -> None:
    for at, (group, line) in enumerate(zip(SHEET.asked, panel.groups, strict=True)):
        line.setText("AAAA" if at == wrong else SHEET.groups[group - 1].lower())


def test_every_group_is_shown_with_its_number_and_spelt_for_a_screen_reader(panel: RecoveryPanel) -> None:
    names = {label.accessibleName() for label in panel.findChildren(QLabel)}
    for number, group in enumerate(SHEET.groups, start=1):
        assert f"Group {number}: {' '.join(group)}" in names


def test_two_groups_typed_right_complete_it(panel: RecoveryPanel) -> None:
    type_groups(panel)
    assert panel.complete()


@pytest.mark.parametrize("wrong", [0, 1])
def test_a_group_that_is_wrong_is_named_and_has_the_focus(panel: RecoveryPanel, wrong: int) -> None:
    type_groups(panel, wrong=wrong)
    assert not panel.complete()
    assert panel.groups[wrong].hasFocus()
    assert (
        panel.groups[wrong].accessibleDescription() == f"This is not group {SHEET.asked[wrong]} of the sheet."
    )


def test_the_sheet_is_saved_where_the_person_says_under_its_number(
    panel: RecoveryPanel, machine: FakeMachine, settle: Settle
) -> None:
    panel.save_button.click()
    settle()
    assert machine.place is not None
    assert machine.place.read_bytes() == pdf(1)
    assert machine.offered == ["recovery-sheet-3F2A91.pdf"]
    assert "delete the file" in panel.line.text


def test_the_sheet_is_printed_under_a_name_that_tells_the_queue_nothing(
    panel: RecoveryPanel, machine: FakeMachine, settle: Settle, qtbot: QtBot
) -> None:
    qtbot.keyClick(panel.print_button, Qt.Key.Key_Space)
    settle()
    assert panel.line.text == "The sheet is at the printer."
    assert machine.printers[0].docName() == "recovery sheet"
    assert read_pages(machine.paper.read_bytes()).count == 1


@pytest.mark.qt_log_ignore(r"QPainter::begin\(\): Returned false")
def test_a_printer_that_takes_nothing_is_told(
    panel: RecoveryPanel, machine: FakeMachine, settle: Settle, tmp_path: Path
) -> None:
    machine.folder = tmp_path / "no such folder"
    panel.print_button.click()
    settle()
    assert panel.line.text.startswith("The printer did not take the pages.")


@pytest.mark.parametrize("way", ["print_button", "save_button"])
def test_a_sheet_that_cannot_be_made_is_told(
    qtbot: QtBot, tasks: TaskRunner, machine: FakeMachine, settle: Settle, way: str
) -> None:
    def full() -> bytes:
        raise UnavailableError("The disk is full. Make room.")

    panel = shown(qtbot, RecoveryPanel(SHEET, full, tasks=tasks, machine=machine))
    {"print_button": panel.print_button, "save_button": panel.save_button}[way].click()
    settle()
    assert panel.line.text == "The disk is full. Make room."
