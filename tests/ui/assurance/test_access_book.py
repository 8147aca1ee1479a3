"""The access book in the window: nothing before a purpose, only what is looked for, and as a file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sopcheck.errors import RefusedError
from sopcheck.services.access_book import Wanted
from sopcheck.ui.assurance.access_book import AccessSheet
from sopcheck.ui.record.machine import SystemMachine
from sopcheck.ui.session import Session
from tests.ui.showing import shown
from tests.world import World

Settle = Callable[[], None]


class Place(SystemMachine):
    """Chooses a place without asking."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def choose_place(
        self, parent: QWidget, name: str, done: Callable[[Path], None], given_up: Callable[[], None]
    ) -> None:
        assert name.endswith(".csv")
        done(self._path)


@pytest.fixture
def sheet(qtbot: QtBot, real: Session, ground: QWidget, tmp_path: Path) -> AccessSheet:
    machine = Place(tmp_path / "book.csv")
    return shown(qtbot, AccessSheet(ground, real, real.desk.people.all(), machine), owned=True)


def kinds(sheet: AccessSheet) -> list[str]:
    rows = sheet.table.rows
    return [str(rows.index(number, 2).data()) for number in range(rows.rowCount())]


def test_nothing_is_shown_before_it_is_said_what_for(sheet: AccessSheet, settle: Settle) -> None:
    assert sheet.purpose.value() is None
    sheet.primary.click()
    settle()
    assert sheet.purpose_field.problem == "Say what it is read for."
    assert kinds(sheet) == []


def test_for_a_purpose_it_is_shown_and_that_is_noted(
    sheet: AccessSheet, settle: Settle, world: World
) -> None:
    sheet.purpose.choose("integrity")
    sheet.primary.click()
    settle()
    assert set(kinds(sheet)) == {"unlocked"}
    assert sheet.line.text.endswith("entries; the latest come first.")
    (noted,) = world.desk.assurance.access_book.read("lawfulness", Wanted(kind="AccessBookRead"))
    assert noted.details.startswith("purpose: integrity")


def test_a_case_a_person_a_kind_and_days_narrow_it(sheet: AccessSheet, settle: Settle, world: World) -> None:
    world.desk.casework.view(world.desk.casework.find("NV/CSE/26/0101"))
    sheet.purpose.choose("lawfulness")
    sheet.reference.setText("nv/cse/26/0101")
    sheet.person.choose(world.people["okell"])
    sheet.since.setText("2026-05-07")
    sheet.primary.click()
    settle()
    assert kinds(sheet) == ["case viewed"]
    sheet.kind.choose("Unlocked")
    sheet.primary.click()
    settle()
    assert kinds(sheet) == []


@pytest.mark.parametrize("day", ["7 May", "2026-13-01", "yesterday"])
def test_a_day_in_another_form_is_told_at_its_field(sheet: AccessSheet, settle: Settle, day: str) -> None:
    sheet.purpose.choose("integrity")
    sheet.until.setText(day)
    sheet.primary.click()
    settle()
    assert sheet.until_field.problem == "Write the day as year, month and day: 2026-05-07."
    assert kinds(sheet) == []


def test_a_case_that_is_not_here_is_told(sheet: AccessSheet, settle: Settle) -> None:
    sheet.purpose.choose("integrity")
    sheet.reference.setText("NV/0")
    sheet.primary.click()
    settle()
    assert sheet.line.text.startswith("There is no case with that reference here.")
    assert sheet.primary.isEnabled()


def test_it_is_saved_as_a_file(sheet: AccessSheet, settle: Settle, tmp_path: Path) -> None:
    sheet.save_button.click()
    assert not (tmp_path / "book.csv").exists()
    sheet.purpose.choose("criminal proceedings")
    sheet.save_button.click()
    settle()
    assert "unlocked" in (tmp_path / "book.csv").read_text(encoding="utf-8-sig")
    assert sheet.line.text.startswith("The access book was saved")


def test_whoever_may_not_read_it_is_told(sheet: AccessSheet, settle: Settle, world: World) -> None:
    world.desk.people.grant(world.people["farrow"], "administrator", None)
    world.desk.people.withdraw(world.people["okell"], "administrator", "Handed over")
    sheet.purpose.choose("integrity")
    sheet.primary.click()
    settle()
    assert sheet.line.text.startswith("To read the access book takes the role of auditor or administrator.")
    with pytest.raises(RefusedError):
        world.desk.assurance.access_book.read("integrity", Wanted())
