"""From an answer that stands to another: changed, corrected with a reason, taken back."""

import pytest
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import AnswerCorrected, ItemAnswered
from sopcheck.ui.kit.fields import Choice, ManyLines
from sopcheck.ui.kit.time_field import TimeField
from sopcheck.ui.tasks import TaskRunner
from tests.ui.case_book import (
    FARROW,
    heather,
    place,
    wall,
)
from tests.ui.case_screen import Screen, answer_at, by_another, screen
from tests.ui.fakes import OKELL


@pytest.fixture
def shown(qtbot: QtBot, tasks: TaskRunner) -> Screen:
    return screen(qtbot, tasks, heather())


def test_your_own_answer_is_changed_freely_until_somebody_else_records(shown: Screen) -> None:
    shown.go_to("record-crime")
    shown.click("Change… (T)")
    field = shown.page.side.item.fields.reference
    shown.qtbot.waitUntil(lambda: field.text() == "NV-C-26-40117")
    field.setText("NV-C-26-40118")
    shown.click("Save")
    assert answer_at(shown, "record-crime").given.reference == "NV-C-26-40118"
    assert isinstance(shown.book.entries[-1].event, ItemAnswered)


def test_afterwards_it_takes_a_correction_with_a_reason(qtbot: QtBot, tasks: TaskRunner) -> None:
    shown = screen(qtbot, tasks, by_another(heather()))
    shown.go_to("record-crime")
    shown.click("Correct… (T)")
    shown.find(ManyLines, "Why is it corrected?").setPlainText("Read from the wrong page.")
    shown.find(TimeField, "When was it done?").edit.setText("30 apr 15:55")
    shown.click("Save")
    entry = shown.book.entries[-1].event
    assert isinstance(entry, AnswerCorrected)
    assert entry.reason == "Read from the wrong page."
    assert entry.given.reference == "NV-C-26-40117"
    assert answer_at(shown, "record-crime").done == wall("2026-04-30 15:55")


def test_a_correction_without_its_reason_is_refused(qtbot: QtBot, tasks: TaskRunner) -> None:
    shown = screen(qtbot, tasks, by_another(heather()))
    shown.go_to("record-crime")
    shown.press("D", "Return")
    assert "reason for the correction" in shown.form.line.text
    assert not isinstance(shown.book.entries[-1].event, AnswerCorrected)


def test_what_another_did_says_who_did_it(shown: Screen) -> None:
    shown.go_to("place-markers")
    shown.press("T")
    shown.write("yesterday 9:30")
    shown.find(Choice, "Who did it?").choose(OKELL.person)
    shown.click("Save")
    answer = answer_at(shown, "place-markers")
    assert (answer.by, answer.done_by) == (FARROW.person, OKELL.person)
    assert "Done Wed 6 May, 09:30, DS Okell, recorded Thu 7 May, 09:00" in shown.page.side.item.text


def test_a_correction_keeps_who_did_it_unless_that_is_corrected(qtbot: QtBot, tasks: TaskRunner) -> None:
    shown = screen(qtbot, tasks, heather(OKELL))
    shown.go_to("record-crime")
    shown.click("Correct… (T)")
    assert shown.find(Choice, "Who did it?").value() == FARROW.person
    shown.find(ManyLines, "Why is it corrected?").setPlainText("Read from the wrong page.")
    shown.click("Save")
    answer = answer_at(shown, "record-crime")
    assert (answer.by, answer.done_by) == (OKELL.person, FARROW.person)


def test_a_correction_to_a_time_before_the_report_is_asked_about(qtbot: QtBot, tasks: TaskRunner) -> None:
    shown = screen(qtbot, tasks, by_another(heather()))
    shown.go_to("record-crime")
    shown.press("T")
    shown.find(TimeField, "When was it done?").edit.setText("29 apr 10:00")
    shown.find(ManyLines, "Why is it corrected?").setPlainText("Read from the wrong page.")
    shown.click("Save")
    shown.click("Yes, record it so", within=shown.form)
    assert answer_at(shown, "record-crime").done == wall("2026-04-29 10:00")


def test_not_done_followed_by_done_is_a_new_answer(qtbot: QtBot, tasks: TaskRunner) -> None:
    shown = screen(qtbot, tasks, by_another(heather()))
    shown.go_to("refer-to-exploitation-panel")
    shown.press("D")
    assert answer_at(shown, "refer-to-exploitation-panel").given.status == "done"
    assert not answer_at(shown, "refer-to-exploitation-panel").correction


def test_ctrl_z_takes_back_the_last_answer(shown: Screen) -> None:
    shown.go_to("place-markers")
    shown.press("D", "Ctrl+Z")
    assert shown.state_of(place("place-markers")).status == "open"
    assert "taken back" in shown.page.line.text
    shown.press("D")
    assert shown.page.line.text == ""


def test_after_ctrl_z_one_stands_on_what_was_taken_back(shown: Screen) -> None:
    shown.go_to("place-markers")
    shown.press("D")
    shown.go_to("record-crime")
    shown.press("Ctrl+Z")
    state = shown.page.middle.state
    assert state is not None
    assert state.place == place("place-markers")


def test_what_cannot_be_taken_back_says_to_correct_it(qtbot: QtBot, tasks: TaskRunner) -> None:
    shown = screen(qtbot, tasks, by_another(heather()))
    shown.press("Ctrl+Z")
    assert "Correct the answer" in shown.page.line.text
