"""The sheet that shows exactly what is signed, and small forms over the review."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.cases.states import ActionState
from sopcheck.errors import RefusedError
from sopcheck.ledger.entry import PersonId
from sopcheck.ui.kit.line import Line
from sopcheck.ui.record.rendering import read_pages
from sopcheck.ui.review.sheets import DirectionSheet, action_sheet
from sopcheck.ui.review.signing import preview_sheet, sign_sheet
from sopcheck.ui.session import Session
from sopcheck.ui.tasks import TaskRunner
from tests.ui.fakes import NOW
from tests.ui.record_fakes import pdf
from tests.ui.review_fakes import pressed

ACTION = ActionState(
    action="a1",
    text="Seize the hotel register",
    owner=PersonId("farrow"),
    due=date(2026, 5, 4),
    raised=NOW,
    state="open",
)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1000, 700)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_pages_to_be_signed_are_all_there(window: QWidget, tasks: TaskRunner) -> None:
    sheet = sign_sheet(window, read_pages(pdf(2)), tasks, name="DS Okell")
    sheet.open()
    assert sheet.view.pages is not None
    assert sheet.view.pages.count == 2
    assert sheet.primary.text() == "Sign as DS Okell"
    sheet.reject()


def test_what_signing_means_is_read_above_the_pages(window: QWidget, tasks: TaskRunner) -> None:
    sheet = sign_sheet(window, read_pages(pdf(2)), tasks, name="DS Okell")
    sheet.open()
    told = [label for label in sheet.findChildren(QLabel) if label.text().startswith("You sign exactly")]
    assert [label.isVisible() for label in told] == [True]
    assert told[0].mapTo(sheet, told[0].rect().bottomLeft()).y() < sheet.view.y()
    sheet.reject()


@pytest.mark.parametrize("lacks", ["Not said yet: outcome, reasons", ""])
def test_what_the_front_page_lacks_is_told_before_it_is_signed(
    window: QWidget, tasks: TaskRunner, lacks: str
) -> None:
    sheet = sign_sheet(window, read_pages(pdf(2)), tasks, name="DS Okell", lacks=lacks)
    sheet.open()
    told = [label.text() for label in sheet.findChildren(QLabel) if label.isVisible()]
    assert (lacks in told) == bool(lacks)
    sheet.reject()


def test_the_sheet_is_nearly_as_large_as_the_window(window: QWidget, tasks: TaskRunner) -> None:
    sheet = sign_sheet(window, read_pages(pdf(2)), tasks, name="DS Okell")
    sheet.open()
    assert sheet.view.height() > 300
    assert sheet.height() <= window.height()
    sheet.reject()


def test_a_preview_signs_nothing_and_closes(qtbot: QtBot, window: QWidget, tasks: TaskRunner) -> None:
    sheet = preview_sheet(window, read_pages(pdf(2)), tasks)
    sheet.open()
    assert not sheet.cancel.isVisible()
    with qtbot.waitSignal(sheet.finished):
        pressed(sheet, "Close")


def test_a_direction_needs_words(qtbot: QtBot, window: QWidget, session: Session) -> None:
    sheet = DirectionSheet(window, session, title="See the child", key="review:r1/row")
    sheet.open()
    with qtbot.assertNotEmitted(sheet.given):
        sheet.primary.click()
    sheet.text.setPlainText("Visit her today")
    sheet.due.edit.setText("nonsense")
    with qtbot.assertNotEmitted(sheet.given):
        sheet.primary.click()
    sheet.reject()


@pytest.mark.parametrize(("typed", "day"), [("", None), ("fri", date(2026, 5, 8))])
def test_a_direction_may_have_a_day(
    qtbot: QtBot, window: QWidget, session: Session, typed: str, day: date | None
) -> None:
    sheet = DirectionSheet(window, session, title="See the child", key="review:r1/row")
    sheet.open()
    sheet.text.setPlainText("Visit her today")
    sheet.due.edit.setText(typed)
    with qtbot.waitSignal(sheet.given) as told:
        sheet.primary.click()
    assert told.args == ["Visit her today", day]
    assert not sheet.primary.isEnabled()
    sheet.refuser(Line(window))(RefusedError("No."))
    assert (sheet.primary.isEnabled(), sheet.line.text, sheet.text.text()) == (True, "No.", "Visit her today")
    sheet.reject()


@pytest.mark.parametrize(("dropped", "written", "taken"), [
    (False, "", True),
    (False, "Seized on Monday", True),
    (True, "", False),
    (True, "The hotel has none", True),
])  # fmt: skip
def test_only_dropping_takes_a_reason(
    qtbot: QtBot, window: QWidget, session: Session, dropped: bool, written: str, taken: bool
) -> None:
    sheet = action_sheet(window, session, ACTION, dropped=dropped)
    sheet.open()
    sheet.text.setPlainText(written)
    told: list[str] = []
    sheet.given.connect(told.append)
    sheet.primary.click()
    assert told == ([written] if taken else [])
    sheet.reject()


def test_a_half_typed_direction_is_there_again_and_a_saved_one_is_not(
    qtbot: QtBot, window: QWidget, session: Session, settle: Callable[[], None]
) -> None:
    def opened() -> DirectionSheet:
        sheet = DirectionSheet(window, session, title="See the child", key="review:r1/row")
        sheet.open()
        settle()
        return sheet

    sheet = opened()
    sheet.text.setPlainText("Visit her")
    sheet.reject()
    again = opened()
    assert again.text.text() == "Visit her"
    again.saved()
    settle()
    last = opened()
    assert last.text.text() == ""
    last.reject()
