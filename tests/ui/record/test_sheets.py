"""Purpose and recipient before a print, and a verdict in words."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sopcheck.services.views import RecordVerdict
from sopcheck.ui.kit.signs import StateWord
from sopcheck.ui.kit.text import Label
from sopcheck.ui.record.sheets import DisclosureSheet, VerdictSheet, verdict_sign
from tests.ui.record_fakes import child
from tests.ui.showing import shown


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def sheet(qtbot: QtBot, window: QWidget) -> DisclosureSheet:
    made = DisclosureSheet(window, title="Print the record", primary="Choose the printer…")
    return shown(qtbot, made, owned=True)


def test_purpose_and_recipient_are_handed_on_trimmed(qtbot: QtBot, sheet: DisclosureSheet) -> None:
    sheet.purpose.setText(" Case file ")
    sheet.recipient.setText("DI Marsh")
    sheet.recipient.setFocus()
    with qtbot.waitSignal(sheet.given) as told:
        qtbot.keyClick(sheet.recipient, Qt.Key.Key_Return)
    assert told.args == ["Case file", "DI Marsh"]


@pytest.mark.parametrize(("purpose", "recipient"), [("", "DI Marsh"), ("Case file", " "), ("", "")])
def test_neither_may_be_missing(qtbot: QtBot, sheet: DisclosureSheet, purpose: str, recipient: str) -> None:
    sheet.purpose.setText(purpose)
    sheet.recipient.setText(recipient)
    with qtbot.assertNotEmitted(sheet.given):
        sheet.primary.click()
    assert sheet.isVisible()
    assert "noted with the print" in "".join(sheet.problems)


def test_a_line_that_was_filled_in_is_no_longer_refused(qtbot: QtBot, sheet: DisclosureSheet) -> None:
    sheet.primary.click()
    sheet.purpose.setText("Case file")
    sheet.recipient.setText("DI Marsh")
    with qtbot.waitSignal(sheet.given):
        sheet.primary.click()
    assert sheet.problems == ("", "")


@pytest.mark.parametrize(
    ("word", "tone"),
    [
        ("same", "met"),
        ("superseded", "ink"),
        ("not known here", "ink"),
        ("altered", "passed"),
        ("not a record", "ink"),
    ],
)
def test_only_what_was_altered_is_red(word: str, tone: str) -> None:
    verdict = RecordVerdict(word=word, sentence="")  # type: ignore[arg-type]  # each word is one of them
    assert verdict_sign(verdict).tone == tone


def test_a_verdict_is_a_word_a_sentence_and_what_was_found(qtbot: QtBot, window: QWidget) -> None:
    verdict = RecordVerdict(word="altered", sentence="Page 2 was changed.", details=("<b>Byte 7</b>",))
    sheet = VerdictSheet(window, verdict)
    sheet.open()
    assert child(sheet, StateWord).sign.word == "Altered"
    assert sheet.accessibleDescription() == "Page 2 was changed."
    assert "<b>Byte 7</b>" in [label.text() for label in sheet.findChildren(Label)]
    sheet.reject()
