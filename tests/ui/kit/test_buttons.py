"""Buttons: named, pressed by keys, and Enter does what it should wherever the focus is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.ui.kit.buttons import button, enter_presses, escape_does, rename
from sopcheck.ui.kit.fields import ManyLines, OneLine
from sopcheck.ui.kit.layout import column
from tests.ui.showing import shown


class Form(QWidget):
    """A line, a text, a quiet button and a primary one."""

    def __init__(self) -> None:
        super().__init__()
        self.pressed: list[str] = []
        self.line = OneLine("Line")
        self.text = ManyLines("Text")
        self.other = button("Other", shortcut="Alt+7", does=lambda: self.pressed.append("other"))
        self.primary = button("Save", kind="primary", does=lambda: self.pressed.append("save"))
        self.setLayout(column(self.line, self.text, self.other, self.primary))
        enter_presses(self, self.primary)
        escape_does(self, lambda: self.pressed.append("escape"))


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    return shown(qtbot, Form())


def test_a_button_is_named_by_its_words(qtbot: QtBot) -> None:
    made = button("Save & close")
    qtbot.addWidget(made)
    assert (made.accessibleName(), made.text()) == ("Save & close", "Save && close")


def test_a_button_can_have_a_longer_name_for_those_who_hear_it(qtbot: QtBot) -> None:
    made = button("Show", name="Show what is typed", hint="<b>")
    qtbot.addWidget(made)
    assert made.accessibleName() == "Show what is typed"
    assert "&lt;b&gt;" in made.toolTip()


def test_a_shortcut_presses_at_once_also_after_another_name(qtbot: QtBot) -> None:
    pressed: list[int] = []
    made = shown(qtbot, button("Work", shortcut="Alt+1", does=lambda: pressed.append(1)))
    rename(made, "Work 3", name="Work, 3 waiting")
    qtbot.keyClick(made, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert (pressed, made.accessibleName()) == ([1], "Work, 3 waiting")


@pytest.mark.parametrize(("enabled", "pressed"), [(True, ["other"]), (False, [])])
def test_the_shortcut_of_a_disabled_button_does_nothing(
    form: Form, qtbot: QtBot, enabled: bool, pressed: list[str]
) -> None:
    form.other.setEnabled(enabled)
    form.line.setFocus()
    qtbot.keyClick(form.line, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    assert form.pressed == pressed


def test_enter_in_a_line_presses_the_primary_button(form: Form, qtbot: QtBot) -> None:
    form.line.setFocus()
    qtbot.keyClick(form.line, Qt.Key.Key_Return)
    assert form.pressed == ["save"]


def test_enter_on_another_button_presses_that_one(form: Form, qtbot: QtBot) -> None:
    form.other.setFocus()
    qtbot.keyClick(form.other, Qt.Key.Key_Return)
    assert form.pressed == ["other"]


def test_enter_in_a_text_is_a_new_line(form: Form, qtbot: QtBot) -> None:
    form.text.setFocus()
    qtbot.keyClick(form.text, Qt.Key.Key_Return)
    assert (form.pressed, form.text.toPlainText()) == ([], "\n")


def test_a_disabled_primary_button_is_not_pressed_by_enter(form: Form, qtbot: QtBot) -> None:
    form.primary.setEnabled(False)
    form.line.setFocus()
    qtbot.keyClick(form.line, Qt.Key.Key_Return)
    assert form.pressed == []


def test_escape_does_what_it_was_told(form: Form, qtbot: QtBot) -> None:
    form.line.setFocus()
    qtbot.keyClick(form.line, Qt.Key.Key_Escape)
    assert form.pressed == ["escape"]


def test_a_click_does_it_once(qtbot: QtBot) -> None:
    done: list[int] = []
    made = button("Do it", does=lambda: done.append(1))
    qtbot.addWidget(made)
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    assert (done, isinstance(made, QPushButton)) == ([1], True)
