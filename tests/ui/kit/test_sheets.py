"""Sheets: they open and signal, Enter submits, Esc closes, and what was typed stays where it is refused."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.ui.kit.fields import Field, ManyLines, OneLine
from sopcheck.ui.kit.sheets import Sheet, ask_reason, ask_whether
from tests.ui.measuring import cut_words, on_screen, over_another, pushed_out, whole
from tests.ui.showing import shown


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    return shown(qtbot, QWidget())


def test_a_sheet_does_not_block(parent: QWidget) -> None:
    sheet = Sheet(parent, title="Display", primary="Use this")
    sheet.open()
    assert (sheet.isVisible(), sheet.accessibleName()) == (True, "Display")


def test_enter_submits_and_the_sheet_stays_until_it_is_accepted(parent: QWidget, qtbot: QtBot) -> None:
    sheet = Sheet(parent, title="Display", primary="Use this")
    line = OneLine("Words")
    sheet.body.addWidget(line)
    shown(qtbot, sheet, owned=True)
    line.setFocus()
    with qtbot.waitSignal(sheet.submitted):
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert sheet.isVisible()


def test_escape_closes(parent: QWidget, qtbot: QtBot) -> None:
    sheet = Sheet(parent, title="Display", primary="Use this")
    sheet.open()
    with qtbot.waitSignal(sheet.rejected):
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)


def test_a_closed_sheet_is_gone(parent: QWidget, qtbot: QtBot) -> None:
    sheet = Sheet(parent, title="Display", primary="Use this")
    sheet.open()
    sheet.cancel.click()
    qtbot.waitUntil(lambda: parent.findChildren(Sheet) == [])


def test_while_something_is_saved_the_button_cannot_be_pressed_again(parent: QWidget) -> None:
    sheet = Sheet(parent, title="Display", primary="Use this")
    sheet.busy(busy=True)
    assert not sheet.primary.isEnabled()
    sheet.busy(busy=False)
    assert sheet.primary.isEnabled()


def test_an_empty_reason_is_refused_and_nothing_is_done(parent: QWidget) -> None:
    given: list[str] = []
    sheet = ask_reason(parent, title="Why", says="Say why.", primary="Save", done=given.append)
    sheet.findChildren(ManyLines)[0].setPlainText("  \n ")
    sheet.primary.click()
    field = sheet.findChildren(Field)[0]
    assert (given, field.problem) == ([], "Write the reason; it is kept with the record.")


def test_a_reason_is_handed_over_and_the_sheet_closes(parent: QWidget) -> None:
    given: list[str] = []
    sheet = ask_reason(parent, title="Why", says="Say why.", primary="Save", done=given.append)
    sheet.findChildren(ManyLines)[0].setPlainText(" The mailbox was not read. ")
    sheet.primary.click()
    assert (given, sheet.isVisible()) == (["The mailbox was not read."], False)


def test_yes_does_it_and_cancel_does_not(parent: QWidget) -> None:
    done: list[int] = []
    for press in ("cancel", "primary"):
        sheet = ask_whether(parent, title="Sure?", says="Say.", primary="Yes", done=lambda: done.append(1))
        getattr(sheet, press).click()
    assert done == [1]


def test_a_wide_sheet_stays_on_the_screen(parent: QWidget) -> None:
    sheet = Sheet(parent, title="Display", primary="Use this", width=500)
    sheet.open()
    assert sheet.width() <= sheet.screen().availableGeometry().width()
    assert sheet.rect().contains(sheet.primary.geometry())


def test_a_sheet_grows_with_a_long_refusal(parent: QWidget, qtbot: QtBot) -> None:
    sheet = ask_reason(
        parent, title="Close the case", says="It can be opened again.", primary="Close", done=print
    )
    qtbot.waitExposed(sheet)
    before = sheet.height()
    sheet.line.refuse("First answer what must come before, which is named here in many words. " * 4)
    qtbot.waitUntil(lambda: sheet.height() > before)
    (words,) = (one for one in sheet.line.findChildren(QLabel) if one.text())
    assert words.height() >= words.heightForWidth(words.width())
    sheet.reject()


def test_a_sheet_that_grows_low_on_the_screen_moves_up_to_keep_its_buttons(
    parent: QWidget, qtbot: QtBot
) -> None:
    sheet = Sheet(parent, title="Close", primary="Close the case")
    shown(qtbot, sheet, owned=True)
    room, before = sheet.screen().availableGeometry(), sheet.height()
    sheet.move(0, room.bottom() - sheet.height())
    sheet.line.refuse("First answer what must come before, which is named here in many words. " * 4)
    qtbot.waitUntil(lambda: sheet.height() > before)
    assert sheet.frameGeometry().bottom() <= room.bottom()
    sheet.reject()


def test_a_sheet_begins_in_its_first_field_and_not_on_cancel(parent: QWidget, qtbot: QtBot) -> None:
    sheet = Sheet(parent, title="Keep until", primary="Save")
    first, second = OneLine("Day"), OneLine("Reason")
    for line in (first, second):
        sheet.body.addWidget(line)
    shown(qtbot, sheet, owned=True)
    assert first.hasFocus()


def test_a_sheet_that_put_the_focus_elsewhere_keeps_it_there(parent: QWidget, qtbot: QtBot) -> None:
    sheet = Sheet(parent, title="Keep until", primary="Save")
    first, second = OneLine("Day"), OneLine("Reason")
    for line in (first, second):
        sheet.body.addWidget(line)
    second.setFocus()
    shown(qtbot, sheet, owned=True)
    assert second.hasFocus()


def test_what_a_sheet_is_for_is_never_squeezed_and_its_button_stays_on_the_screen(
    parent: QWidget, qtbot: QtBot
) -> None:
    sheet = Sheet(parent, title="Erase", primary="Erase for ever", says="Every word of it goes. " * 60)
    for at in range(8):
        sheet.body.addWidget(Field(f"Question {at}", ManyLines(f"Question {at}")))
    shown(qtbot, sheet, owned=True)
    qtbot.waitUntil(lambda: not cut(sheet))
    assert (on_screen(sheet), whole(sheet.primary)) == (True, True)


def cut(sheet: Sheet) -> list[str]:
    return [*cut_words(sheet), *pushed_out(sheet), *over_another(sheet)]
