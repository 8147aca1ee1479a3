"""Long work shows a figure and can be cancelled; an empty page says what helps."""

import pytest
from pytestqt.qtbot import QtBot

from sopcheck.ui.kit.progress import Empty, ProgressRow
from sopcheck.ui.tasks import Progress, StoppedError


@pytest.fixture
def row(qtbot: QtBot) -> ProgressRow:
    made = ProgressRow()
    qtbot.addWidget(made)
    return made


def test_nothing_is_shown_while_nothing_is_done(row: ProgressRow) -> None:
    assert row.isHidden()


def test_a_figure_says_how_far_it_is(row: ProgressRow, qtbot: QtBot) -> None:
    progress = Progress(row)
    row.follow("Verifying", progress)
    progress.report(1200, 5000)
    qtbot.waitUntil(lambda: row.figure.text() != "")
    assert row.figure.text() == "1,200 of 5,000"


def test_cancel_stops_the_work_and_can_be_pressed_once(row: ProgressRow) -> None:
    progress = Progress(row)
    row.follow("Verifying", progress)
    row.cancel.click()
    assert not row.cancel.isEnabled()
    with pytest.raises(StoppedError):
        progress.report(1, 2)


def test_what_was_followed_before_moves_nothing(row: ProgressRow) -> None:
    earlier, later = Progress(row), Progress(row)
    row.follow("Verifying", earlier)
    row.follow("Rebuilding", later)
    earlier.moved.emit(1, 2)
    assert row.figure.text() == ""


def test_what_is_over_is_hidden(row: ProgressRow) -> None:
    row.follow("Verifying", Progress(row))
    row.stop()
    row.cancel.click()
    assert row.isHidden()


def test_work_of_no_steps_is_no_division_by_nothing(row: ProgressRow) -> None:
    progress = Progress(row)
    row.follow("Verifying", progress)
    progress.moved.emit(0, 0)
    assert row.figure.text() == "0 of 0"


def test_an_empty_page_has_one_sentence_and_the_button_that_helps(qtbot: QtBot) -> None:
    empty = Empty("There are no cases yet.", "Open a case")
    qtbot.addWidget(empty)
    with qtbot.waitSignal(empty.pressed):
        empty.press_button.click()
    empty.say("There are none in this team.")
    assert empty.words.text() == "There are none in this team."
