"""The recovery sheet is shown once, printed or saved, and read back before it counts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.errors import UnavailableError
from sopcheck.ui.entrance.recovery_panel import RecoveryPanel
from sopcheck.ui.tasks import TaskRunner
from tests.ui.guard_fakes import SHEET
from tests.ui.showing import shown

Settle = Callable[[], None]


class FakeMachine:
    """A machine whose person chooses one place."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.names: list[str] = []

    def choose_printer(self, parent: QWidget, done: Callable[[QPrinter], None]) -> None:
        raise NotImplementedError

    def choose_place(
        self, parent: QWidget, name: str, done: Callable[[Path], None], given_up: Callable[[], None]
    ) -> None:
        self.names.append(name)
        done(self.place)

    def choose_file(self, parent: QWidget, done: Callable[[Path], None]) -> None:
        raise NotImplementedError


@pytest.fixture
def machine(tmp_path: Path) -> FakeMachine:
    return FakeMachine(tmp_path / "sheet.pdf")


@pytest.fixture
def panel(qtbot: QtBot, tasks: TaskRunner, machine: FakeMachine) -> RecoveryPanel:
    return shown(qtbot, RecoveryPanel(SHEET, lambda: b"%PDF", tasks=tasks, machine=machine))


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
    assert machine.place.read_bytes() == b"%PDF"
    assert machine.names == ["recovery-sheet-3F2A91.pdf"]
    assert "delete the file" in panel.line.text


def test_a_sheet_that_cannot_be_saved_is_told(
    qtbot: QtBot, tasks: TaskRunner, machine: FakeMachine, settle: Settle
) -> None:
    def full() -> bytes:
        raise UnavailableError("The disk is full. Make room.")

    panel = shown(qtbot, RecoveryPanel(SHEET, full, tasks=tasks, machine=machine))
    panel.save_button.click()
    settle()
    assert panel.line.text == "The disk is full. Make room."
