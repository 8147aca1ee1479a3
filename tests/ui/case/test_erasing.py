"""Keeping until a day, and erasing: both asked for with a reason, and what cannot be undone is typed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import CaseId, When
from sopcheck.errors import UnavailableError
from sopcheck.ledger.entry import EntryHash
from sopcheck.services.erasable import erasable_rows
from sopcheck.services.erasure import Reach
from sopcheck.ui.case.acts import CaseActs
from sopcheck.ui.case.erasing import Erase
from sopcheck.ui.case.erasing_one import EraseEntry
from sopcheck.ui.case.erasing_words import erased_words
from sopcheck.ui.case.header import marks_of
from sopcheck.ui.case.keep_until import KeepUntil
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
    sheet.day.edit.setText("7 May 2036")
    sheet.reason.insertPlainText("Longest group")
    sheet.primary.click()
    settle()
    assert world.desk.casework.refresh(case).case.retention == date(2036, 5, 7)
    assert acts.must_view.case.retention == date(2036, 5, 7)


def test_what_is_no_day_and_a_missing_reason_are_told(
    qtbot: QtBot, acts: CaseActs, ground: QWidget, settle: Settle
) -> None:
    sheet = shown(qtbot, KeepUntil(ground, acts), owned=True)
    sheet.day.edit.setText("in ten years")
    sheet.primary.click()
    assert sheet.day_field.problem == "Give the day, as in 7 May 2036."
    sheet.day.edit.setText("2036-05-07")
    sheet.primary.click()
    settle()
    assert sheet.line.text == "The reason for this date is empty. Write it before you save."


def filled(sheet: Erase | EraseEntry, reference: str = "NV/CSE/26/0101") -> None:
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


def entry_sheet(qtbot: QtBot, world: World, acts: CaseActs, ground: QWidget, settle: Settle) -> EraseEntry:
    """The sheet over a case with a note, and a backup that has it."""
    world.as_("farrow").casework.note(acts.case, "Quillon called", When(world.clock.now()))
    world.as_("okell").backups.make()
    acts = CaseActs(replace(acts.session, desk=world.desk), acts.case, ground)
    acts.read()
    settle()
    return shown(qtbot, EraseEntry(ground, acts), owned=True)


def test_one_entry_is_chosen_and_its_words_are_erased(
    qtbot: QtBot, world: World, acts: CaseActs, ground: QWidget, settle: Settle, case: CaseId
) -> None:
    sheet = entry_sheet(qtbot, world, acts, ground, settle)
    row = sheet.table.current()
    assert row is not None
    assert (row.kind, row.words, row.name) == ("note added", "Quillon called", "DC Farrow")
    assert sheet.chosen.text() == "Quillon called"
    filled(sheet)
    settle()
    assert "1 backup holds them still" in sheet.line.text
    left = world.desk.casework.refresh(case)
    assert (left.case.notes, marks_of(left)) == ((), ("1 entry set aside",))
    sheet.destroy_button.click()
    settle()
    assert sheet.line.text == "A new backup was made and verified; 1 older copy was taken away."
    assert len(world.desk.backups.all()) == 1
    sheet.reject()


@pytest.mark.parametrize("too", [False, True])
def test_an_entry_that_says_the_same_is_shown_before_and_goes_only_where_it_is_ticked(
    qtbot: QtBot, world: World, acts: CaseActs, ground: QWidget, settle: Settle, case: CaseId, too: bool
) -> None:
    world.as_("farrow").casework.note(case, "He said: Quillon called", When(world.clock.now()))
    sheet = entry_sheet(qtbot, world, acts, ground, settle)
    settle()
    assert [row.words for row in sheet.others.rows.values] == ["He said: Quillon called"]
    assert sheet.before.text().startswith("1 other entry says some of it too, and can be erased as well.")
    assert "what was printed or exported, are out of reach" in sheet.before.text()
    sheet.with_others.setChecked(too)
    settle()
    assert ("other entry" in sheet.before.text()) is not too
    filled(sheet)
    settle()
    assert ("1 other entry says some of it too" in sheet.line.text) is not too
    assert len(world.desk.casework.refresh(case).case.notes) == (not too)
    sheet.reject()


def test_what_is_said_beforehand_belongs_to_the_entry_that_is_chosen(
    qtbot: QtBot, world: World, acts: CaseActs, ground: QWidget, settle: Settle, case: CaseId
) -> None:
    world.as_("farrow").casework.note(case, "He said: Quillon called", When(world.clock.now()))
    sheet = entry_sheet(qtbot, world, acts, ground, settle)
    qtbot.keyClick(sheet.table, Qt.Key.Key_Down)
    qtbot.keyClick(sheet.table, Qt.Key.Key_Down)
    settle()
    assert sheet.chosen.text() != "Quillon called"
    assert (sheet.others.isVisible(), sheet.with_others.isVisible()) == (False, False)
    assert "other entry" not in sheet.before.text()
    sheet.reject()


def test_nothing_on_the_sheet_says_the_words_once_they_are_erased(
    qtbot: QtBot, world: World, acts: CaseActs, ground: QWidget, settle: Settle
) -> None:
    sheet = entry_sheet(qtbot, world, acts, ground, settle)
    filled(sheet)
    settle()
    assert [part.text() for part in sheet.findChildren(QLabel) if "Quillon" in part.text()] == []
    assert list(sheet.table.rows.values) == []
    assert (sheet.form.isVisible(), sheet.destroy_button.hasFocus()) == (False, True)
    sheet.reject()


def test_without_an_entry_nothing_is_erased(
    qtbot: QtBot, acts: CaseActs, ground: QWidget, settle: Settle
) -> None:
    sheet = shown(qtbot, EraseEntry(ground, acts), owned=True)
    sheet.table.show_values(())
    filled(sheet)
    settle()
    assert sheet.line.text == "Choose the entry in the list first."


def test_what_the_case_is_called_is_not_offered(acts: CaseActs) -> None:
    assert all(row.kind != "case opened" for row in erasable_rows(acts.must_view))


@pytest.mark.parametrize(
    ("erased", "says"),
    [
        (Reach(entries=1, records=0, signed=0, still_in=(), aside=0), "The words of 1 entry were erased."),
        (
            Reach(entries=1, records=1, signed=2, still_in=(), aside=1),
            "1 signed record went with them. 2 signed records keep a reference or name of it. So may 1 copy",
        ),
        (
            Reach(
                entries=2, records=0, still_in=(), aside=0, also=(EntryHash("f" * 64),), fixed=1, reviews=1
            ),
            "1 review counts as not held from then on. 1 other entry says some of it too, and can be erased "
            "as well. What the case is called",
        ),
    ],
)
def test_what_still_holds_the_words_is_said(erased: Reach, says: str) -> None:
    assert says in erased_words(erased)


def test_backups_that_cannot_be_destroyed_are_told_and_can_be_tried_again(
    qtbot: QtBot,
    world: World,
    acts: CaseActs,
    ground: QWidget,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> int:
        raise UnavailableError("The disk is full. Make room and try again.")

    sheet = entry_sheet(qtbot, world, acts, ground, settle)
    filled(sheet)
    settle()
    with monkeypatch.context() as patch:
        patch.setattr(world.desk.erasure, "destroy_older", full)
        sheet.destroy_button.click()
        settle()
    assert sheet.line.text == "The disk is full. Make room and try again."
    sheet.destroy_button.click()
    settle()
    assert "1 older copy was taken away." in sheet.line.text
    sheet.reject()
