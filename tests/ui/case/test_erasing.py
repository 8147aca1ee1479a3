"""Keeping until a day, and erasing: both asked for with a reason, and what cannot be undone is typed."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import CaseId
from sopcheck.ui.case.acts import CaseActs
from sopcheck.ui.case.erasing import Erase, KeepUntil
from sopcheck.ui.session import Session
from tests.ui.showing import shown
from tests.world import World

Settle = Callable[[], None]


@pytest.fixture
def case(world: World) -> CaseId:
    return world.desk.casework.find("NV/CSE/26/0101")


@pytest.fixture
def acts(real: Session, case: CaseId, ground: QWidget, settle: Settle) -> CaseActs:
    made = CaseActs(real, case, ground)
    made.read()
    settle()
    return made


def test_a_day_for_review_is_kept_with_its_reason(
    qtbot: QtBot, acts: CaseActs, ground: QWidget, settle: Settle, world: World, case: CaseId
) -> None:
    sheet = shown(qtbot, KeepUntil(ground, acts), owned=True)
    sheet.day.setText("2036-05-07")
    sheet.reason.insertPlainText("Longest group")
    sheet.primary.click()
    settle()
    assert world.desk.casework.refresh(case).case.retention == date(2036, 5, 7)
    assert acts.must_view.case.retention == date(2036, 5, 7)


def test_a_day_in_another_form_and_a_missing_reason_are_told(
    qtbot: QtBot, acts: CaseActs, ground: QWidget, settle: Settle
) -> None:
    sheet = shown(qtbot, KeepUntil(ground, acts), owned=True)
    sheet.day.setText("in ten years")
    sheet.primary.click()
    assert sheet.day_field.problem == "Write the day as year, month and day: 2036-05-07."
    sheet.day.setText("2036-05-07")
    sheet.primary.click()
    settle()
    assert sheet.line.text == "The reason for this date is empty. Write it before you save."


def filled(sheet: Erase, reference: str = "NV/CSE/26/0101") -> None:
    sheet.authority.setText("DPA 2018 s.47")
    sheet.reason.insertPlainText("Ordered by the court")
    sheet.typed.setText(reference)
    sheet.primary.click()


def test_an_erased_case_is_left_behind_once_its_sentence_was_read(
    qtbot: QtBot, acts: CaseActs, ground: QWidget, settle: Settle, world: World, case: CaseId
) -> None:
    world.desk.erasure.set_retention(case, world.clock.now().date(), "Due")
    gone: list[bool] = []
    sheet = shown(qtbot, Erase(ground, acts, lambda: gone.append(True)), owned=True)
    filled(sheet)
    settle()
    assert sheet.line.text.startswith("The words of ")
    assert (gone, sheet.primary.isVisible(), sheet.cancel.text()) == ([], False, "Close")
    sheet.cancel.click()
    assert gone == [True]
    assert world.desk.casework.cases() == ()


def test_another_reference_erases_nothing(
    qtbot: QtBot, acts: CaseActs, ground: QWidget, settle: Settle, world: World
) -> None:
    sheet = shown(qtbot, Erase(ground, acts, lambda: None), owned=True)
    filled(sheet, "NV/CSE/26/0102")
    settle()
    assert sheet.typed_field.problem == "This is not the reference of this case."
    assert len(world.desk.casework.cases()) == 1


def test_a_refusal_is_told_and_nothing_is_erased(
    qtbot: QtBot, acts: CaseActs, ground: QWidget, settle: Settle, world: World
) -> None:
    sheet = shown(qtbot, Erase(ground, acts, lambda: None), owned=True)
    filled(sheet)
    settle()
    assert sheet.line.text.startswith("No date was set for reviewing")
    assert sheet.primary.isEnabled()
    assert len(world.desk.casework.cases()) == 1
