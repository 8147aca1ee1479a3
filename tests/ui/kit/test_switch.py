"""One pane at a time behind buttons that say how much is in each; a list with words where it is empty."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.switch import Listed, Switch
from tests.ui.showing import shown


@pytest.fixture
def switch(qtbot: QtBot) -> Switch:
    panes = {"one": ("One", QLabel("first")), "two": ("Two", QLabel("second"))}
    return shown(qtbot, Switch(panes, name="Numbers"))


def test_the_first_pane_is_shown_at_first(switch: Switch) -> None:
    assert switch.shown == "one"
    assert switch.buttons["one"].isChecked()


def test_a_button_shows_its_pane_by_keys(switch: Switch, qtbot: QtBot) -> None:
    switch.buttons["two"].setFocus()
    with qtbot.waitSignal(switch.shown_changed) as changed:
        qtbot.keyClick(switch.buttons["two"], Qt.Key.Key_Space)
    assert (changed.args, switch.shown) == (["two"], "two")


def test_a_count_is_seen_and_heard(switch: Switch) -> None:
    switch.say_count("two", "3")
    assert (switch.buttons["two"].text(), switch.buttons["two"].accessibleName()) == ("Two 3", "Two 3")
    switch.say_count("two", "")
    assert switch.buttons["two"].text() == "Two"


@pytest.fixture
def listed(qtbot: QtBot) -> Listed[str]:
    made: Listed[str] = Listed("Words", lambda word: RowText(primary=word))
    made.resize(400, 300)
    return shown(qtbot, made)


def test_values_are_shown_below_their_words(listed: Listed[str]) -> None:
    listed.show_values(("a", "b"), says="Two of them")
    assert listed.list.isVisible()
    assert listed.list.rows.values == ("a", "b")
    assert listed.says.isVisible()


def test_where_there_are_none_only_the_words_are_shown(listed: Listed[str]) -> None:
    listed.show_values(("a",), says="")
    listed.show_values((), says="None.")
    assert not listed.list.isVisible()
    assert listed.says.text() == "None."


def test_between_panes_it_asks_for_all_lines_of_its_buttons(qtbot: QtBot) -> None:
    words = {str(at): (f"A button of many words, {at}", QWidget()) for at in range(6)}
    made = shown(qtbot, Switch(words, name="Numbers"))
    made.resize(1600, 400)
    wide = made.minimumSizeHint().height()
    made.resize(220, 400)
    assert made.minimumSizeHint().height() >= wide + 4 * made.buttons["1"].height()
