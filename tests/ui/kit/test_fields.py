"""Fields: plain text of bounded size, no pictures, a name for each, and what is wrong stands below."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QStyleOptionComboBox, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.ui.kit.fields import Choice, Field, ManyLines, Number, OneLine, Secret
from sopcheck.ui.kit.layout import column, make_scrolling
from sopcheck.ui.kit.text import Label
from sopcheck.ui.kit.ticks import Ticks
from sopcheck.ui.theme import Look, apply, em
from tests.ui.showing import shown


@pytest.fixture
def note(qtbot: QtBot) -> ManyLines:
    made = ManyLines("Note", limit=100)
    qtbot.addWidget(made)
    return made


def pasted(text: str = "", *, html: str = "", picture: bool = False, file: str = "") -> QMimeData:
    source = QMimeData()
    if text:
        source.setText(text)
    if html:
        source.setHtml(html)
    if picture:
        source.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))
    if file:
        source.setUrls([QUrl(file)])
    return source


def test_words_are_pasted_as_plain_words(note: ManyLines) -> None:
    note.insertFromMimeData(pasted("plain <b>words</b>", html="<h1>large</h1>"))
    assert note.text() == "plain <b>words</b>"


@pytest.mark.parametrize(
    "source",
    [
        pasted(picture=True),
        pasted("words", picture=True),
        pasted(file="file:///tmp/picture.png"),
        pasted(html="<p>"),
    ],
    ids=["a picture", "a picture with words", "a file", "markup without words"],
)
def test_no_picture_and_no_file_is_ever_pasted(note: ManyLines, qtbot: QtBot, source: QMimeData) -> None:
    with qtbot.waitSignal(note.refused) as caught:
        note.insertFromMimeData(source)
    assert caught.args == ["Only text can be pasted here; give the reference of a picture or file instead."]
    assert note.text() == ""


def test_a_paste_that_just_fits_is_taken(note: ManyLines) -> None:
    note.insertFromMimeData(pasted("x" * 99))
    assert len(note.text()) == 99


def test_a_megabyte_pasted_is_refused_whole_and_what_was_typed_stays(note: ManyLines, qtbot: QtBot) -> None:
    note.setPlainText("typed")
    with qtbot.waitSignal(note.refused) as caught:
        note.insertFromMimeData(pasted("x" * 1_000_000))
    assert note.text() == "typed"
    assert caught.args[0].startswith("That would make 1,000,005 characters and a note takes 100;")


def test_a_megabyte_pasted_into_a_line_is_cut_and_that_is_said_below_it(qtbot: QtBot) -> None:
    line = OneLine("Reference")
    field = shown(qtbot, Field("Reference", line))
    line.insert("x" * 200)
    assert field.problem == ""
    line.insert("x" * 1_000_000)
    assert len(line.text()) == 200
    assert field.problem.startswith("At most 200 characters fit in here, so not all of it was taken.")


def test_what_a_text_does_not_take_is_said_below_it(qtbot: QtBot) -> None:
    note = ManyLines("Note", limit=100)
    field = shown(qtbot, Field("Note", note))
    note.insertFromMimeData(pasted("x" * 1_000_000))
    assert field.problem.startswith("That would make 1,000,000 characters")


def test_a_nul_is_left_out(note: ManyLines) -> None:
    note.insertFromMimeData(pasted("a\0b"))
    assert note.text() == "ab"


def test_nothing_is_typed_beyond_the_limit(note: ManyLines, qtbot: QtBot) -> None:
    note.setPlainText("x" * 100)
    with qtbot.waitSignal(note.refused):
        qtbot.keyClicks(note, "y")
    qtbot.keyClick(note, Qt.Key.Key_Backspace)
    assert "y" not in note.text()


def test_ctrl_enter_submits_a_note_and_tab_leaves_it(note: ManyLines, qtbot: QtBot) -> None:
    with qtbot.waitSignal(note.submitted):
        qtbot.keyClick(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (note.text(), note.tabChangesFocus()) == ("", True)


def test_a_line_has_a_name_and_an_end(qtbot: QtBot) -> None:
    line = OneLine("Reference")
    qtbot.addWidget(line)
    assert (line.accessibleName(), line.maxLength()) == ("Reference", 200)


def test_a_passphrase_is_hidden_until_it_is_asked_for(qtbot: QtBot) -> None:
    secret = Secret("Passphrase")
    qtbot.addWidget(secret)
    modes = [secret.edit.echoMode()]
    for _ in range(2):
        secret.show_button.click()
        modes.append(secret.edit.echoMode())
    hidden, shown = QLineEdit.EchoMode.Password, QLineEdit.EchoMode.Normal
    assert modes == [hidden, shown, hidden]


def test_a_cleared_passphrase_is_hidden_again(qtbot: QtBot) -> None:
    secret = Secret("Passphrase")
    qtbot.addWidget(secret)
    secret.edit.setText("secret")
    secret.show_button.click()
    secret.clear()
    assert (secret.text(), secret.edit.echoMode()) == ("", QLineEdit.EchoMode.Password)


def test_a_choice_gives_the_value_and_shows_the_words(qtbot: QtBot) -> None:
    choice: Choice[int] = Choice("Size", [(1, "small"), (2, "large")])
    qtbot.addWidget(choice)
    choice.choose(2)
    assert (choice.value(), choice.currentText()) == (2, "large")


def test_nobody_is_a_value_like_any_other(qtbot: QtBot) -> None:
    people: tuple[tuple[str | None, str], ...] = (("ann", "Ann"), (None, "Nobody"))
    choice: Choice[str | None] = Choice("Who")
    qtbot.addWidget(choice)
    choice.offer(people)
    assert choice.value() == "ann"
    choice.choose(None)
    choice.offer((*people, ("ben", "Ben")))
    assert (choice.value(), choice.currentText()) == (None, "Nobody")
    choice.offer((("ben", "Ben"),))
    assert choice.value() == "ben"


def test_a_choice_stays_when_other_values_are_offered_beside_it(qtbot: QtBot) -> None:
    choice: Choice[int] = Choice("Size", [(1, "small"), (2, "large")])
    qtbot.addWidget(choice)
    choice.choose(2)
    choice.offer([(3, "huge"), (2, "large")])
    assert choice.value() == 2


def test_a_choice_of_nothing_has_no_value(qtbot: QtBot) -> None:
    choice: Choice[int] = Choice("Size")
    qtbot.addWidget(choice)
    choice.choose(7)
    assert choice.value() is None


def test_what_is_ticked_is_told_in_the_order_offered(qtbot: QtBot) -> None:
    ticks: Ticks[str] = Ticks("Roles", [("a", "A"), ("b", "B")])
    qtbot.addWidget(ticks)
    ticks.add("c", "C & D", ticked=True)
    ticks.options()[0][1].click()
    assert ticks.values() == ("a", "c")


def test_a_refused_field_says_why_and_takes_the_focus(qtbot: QtBot) -> None:
    line = OneLine("Name")
    field = Field("Name", line, hint="As on records.")
    shown(qtbot, field)
    field.refuse("Please fill this in.")
    assert (field.problem, line.hasFocus()) == ("Please fill this in.", True)
    assert line.accessibleDescription() == "Please fill this in."


def test_an_accepted_field_says_what_it_is_for(qtbot: QtBot) -> None:
    line = OneLine("")
    field = Field("Name", line, hint="As on records.")
    qtbot.addWidget(field)
    field.refuse("No.")
    field.accept()
    assert (field.problem, line.accessibleDescription(), line.accessibleName()) == (
        "",
        "As on records.",
        "Name",
    )


def wheeled(field: QWidget) -> bool:
    """Turn the wheel over a field; tell whether it took that."""
    middle, down = QPointF(field.rect().center()), QPoint(0, -120)
    buttons, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    phase = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(middle, field.mapToGlobal(middle), QPoint(), down, buttons, keys, phase, False)
    QApplication.sendEvent(field, event)
    return event.isAccepted()


def test_the_wheel_scrolls_past_a_choice_and_chooses_nothing(qtbot: QtBot) -> None:
    choice: Choice[int] = Choice("Which", [(1, "one"), (2, "two")])
    shown(qtbot, choice)
    assert (wheeled(choice), choice.value()) == (False, 1)


def test_the_wheel_scrolls_past_a_number_and_changes_nothing(qtbot: QtBot) -> None:
    number = Number("How many", most=99, nothing="none")
    number.setValue(24)
    shown(qtbot, number)
    assert (wheeled(number), number.value()) == (False, 24)


@pytest.mark.parametrize("value", [0, 24, 999])
def test_a_number_is_seen_whole(qtbot: QtBot, value: int) -> None:
    number = Number("How many", most=999, nothing="none")
    number.setValue(value)
    shown(qtbot, number)
    edit = number.lineEdit()
    assert edit.text() == (str(value) if value else "none")
    assert number.rect().contains(edit.geometry())
    assert edit.width() > edit.fontMetrics().horizontalAdvance(edit.text())


def test_what_is_too_long_for_a_line_is_told_with_how_much_that_line_holds(qtbot: QtBot) -> None:
    line = OneLine("Where")
    qtbot.addWidget(line)
    line.setMaxLength(5)
    with qtbot.waitSignal(line.refused) as told:
        QTest.keyClicks(line, "sixteen")
    assert str(told.args[0]).startswith("At most 5 characters fit in here")


def test_a_line_of_so_many_ems_grows_with_the_text(qtbot: QtBot, qapp: QApplication) -> None:
    line = OneLine("Number", width=12)
    qtbot.addWidget(line)
    line.show()
    try:
        apply(qapp, Look(scale=2.0))
        assert line.maximumWidth() == em(12)
    finally:
        apply(qapp, Look())


def test_a_refusal_below_the_edge_of_a_form_is_scrolled_to(qtbot: QtBot) -> None:
    field, inner, area = Field("Reason", OneLine("Reason")), QWidget(), QScrollArea()
    inner.setLayout(column(*(Label("Above") for _ in range(40)), field))
    make_scrolling(area, inner)
    shown(qtbot, area)
    area.resize(300, 200)
    field.refuse("Write the reason.")
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() == area.verticalScrollBar().maximum() > 0)


def test_words_too_long_for_a_choice_end_with_a_sign_and_are_whole_in_its_tooltip(qtbot: QtBot) -> None:
    long = "Two or more linked suspects or <linked> victims"
    choice = Choice("Fact", ((1, long), (2, "So")))
    qtbot.addWidget(choice)
    choice.resize(120, 30)
    option = QStyleOptionComboBox()
    choice.initStyleOption(option)
    assert option.currentText.endswith("…")
    assert choice.toolTip() == "<span>Two or more linked suspects or &lt;linked&gt; victims</span>"
    choice.choose(2)
    choice.initStyleOption(option)
    assert (option.currentText, choice.toolTip()) == ("So", "<span>So</span>")


@pytest.mark.parametrize(
    ("submits", "modifier", "told", "text"),
    [
        (True, Qt.KeyboardModifier.NoModifier, 1, "so"),
        (True, Qt.KeyboardModifier.ShiftModifier, 0, "so\n"),
        (True, Qt.KeyboardModifier.ControlModifier, 1, "so"),
        (False, Qt.KeyboardModifier.NoModifier, 0, "so\n"),
    ],
)
def test_enter_submits_a_reason_and_shift_enter_begins_a_line(
    qtbot: QtBot, submits: bool, modifier: Qt.KeyboardModifier, told: int, text: str
) -> None:
    reason = ManyLines("Why?", enter_submits=submits)
    qtbot.addWidget(reason)
    submitted: list[bool] = []
    reason.submitted.connect(lambda: submitted.append(True))
    QTest.keyClicks(reason, "so")
    QTest.keyClick(reason, Qt.Key.Key_Return, modifier)
    assert (len(submitted), reason.toPlainText()) == (told, text)


def test_a_refused_paste_is_told_until_something_else_is_written(qtbot: QtBot) -> None:
    note = ManyLines("Note", limit=5)
    field = Field("Note", note)
    qtbot.addWidget(field)
    pasted = QMimeData()
    pasted.setText("far too long")
    note.insertFromMimeData(pasted)
    assert "takes 5" in field.problem
    QTest.keyClicks(note, "so")
    assert field.problem == ""


def test_a_choice_of_long_words_does_not_widen_what_it_lies_in(qtbot: QtBot) -> None:
    choice = Choice("Fact", [(1, "A breach of notice, order or bail by the suspect is reported " * 3)])
    qtbot.addWidget(choice)
    assert choice.minimumSizeHint().width() <= em(12) < choice.sizeHint().width()
