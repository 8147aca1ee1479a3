"""A crash is told once, without contents."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sopcheck.crash_report import report
from sopcheck.ui.crash import CrashCatcher
from sopcheck.ui.crash_sheet import CrashSheet
from sopcheck.ui.kit.fields import ManyLines
from sopcheck.ui.kit.text import literal

SECRET = "Child A, NV/CSE/26/0101"


def caught() -> ValueError:
    try:
        try:
            literal(None)  # type: ignore[arg-type]  # the bug
        except AttributeError as error:
            raise ValueError(SECRET) from error
    except ValueError as error:
        return error
    raise AssertionError


@pytest.mark.expected_logs("AttributeError")
def test_a_crash_is_logged_without_contents_and_told_once(qapp: object) -> None:
    catcher, error, told = CrashCatcher(), caught(), list[str]()
    catcher.caught.connect(told.append)
    for _ in range(3):
        catcher.hook(type(error), error, error.__traceback__)
    assert told == [report(error)]


def test_the_sheet_shows_the_report_for_reading(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    sheet = CrashSheet(window, "ValueError <b>")
    lines = sheet.findChildren(ManyLines)[0]
    assert (lines.toPlainText(), lines.isReadOnly()) == ("ValueError <b>", True)
    assert sheet.cancel.isHidden()
