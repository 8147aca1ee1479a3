"""The message in the page: shown until it is put away, heard by screen readers, one thing to press."""

import pytest
from pytestqt.qtbot import QtBot

from sopcheck.errors import RefusedError
from sopcheck.ui.kit.line import Line


@pytest.fixture
def line(qtbot: QtBot) -> Line:
    made = Line()
    qtbot.addWidget(made)
    return made


def test_an_empty_line_takes_no_room(line: Line) -> None:
    assert (line.isHidden(), line.text) == (True, "")


def test_a_refusal_is_told_by_its_sentence(line: Line) -> None:
    line.refuse(RefusedError("Give the time it was done."))
    assert (line.text, line.accessibleName()) == ("Give the time it was done.",) * 2
    assert line.property("line") == "refused"


def test_a_line_can_be_put_away(line: Line) -> None:
    line.say("Something.")
    line.clear()
    assert (line.isHidden(), line.text) == (True, "")


def test_the_one_thing_to_press_is_there_only_where_it_was_named(line: Line, qtbot: QtBot) -> None:
    line.done("Saved.", press="Show it")
    with qtbot.waitSignal(line.pressed):
        line.press_button.click()
    line.say("Something else.")
    assert line.press_button.isHidden()


def test_the_later_message_replaces_the_earlier(line: Line) -> None:
    line.refuse("First.")
    line.done("Second.")
    assert (line.text, line.property("line")) == ("Second.", "done")
