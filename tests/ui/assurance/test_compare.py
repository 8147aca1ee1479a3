"""A printed line is held against the vault, and what does not fit is told with what to do."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sopcheck.ui.assurance.compare import CompareSheet
from sopcheck.ui.session import Session
from tests.ui.showing import shown
from tests.world import World

Settle = Callable[[], None]


@pytest.fixture
def sheet(qtbot: QtBot, real: Session, ground: QWidget) -> CompareSheet:
    return shown(qtbot, CompareSheet(ground, real), owned=True)


def compared(sheet: CompareSheet, settle: Settle, line: str) -> str:
    sheet.printed.setText(line)
    sheet.primary.click()
    settle()
    assert sheet.primary.isEnabled()
    return sheet.line.text


def test_a_line_that_fits_is_told(sheet: CompareSheet, settle: Settle, world: World) -> None:
    line = world.desk.opened.vault.witness.paper().line
    assert compared(sheet, settle, line) == (
        "The vault still holds exactly the entries that this record saw."
    )


def test_a_line_that_does_not_fit_is_told_with_what_to_do(
    sheet: CompareSheet, settle: Settle, world: World
) -> None:
    line = world.desk.opened.vault.witness.paper().line
    assert compared(sheet, settle, line[:-4] + "0000").endswith("Tell your administrator before you go on.")


def test_what_is_no_line_is_told(sheet: CompareSheet, settle: Settle) -> None:
    assert compared(sheet, settle, "nonsense").startswith("This is no ledger line of a printed record.")
