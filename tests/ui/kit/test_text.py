"""Words on the screen print literally, whatever stands in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from sopcheck.ui.kit.text import Label, font_of, lettered, literal, tip
from sopcheck.ui.theme import Look, apply

HOSTILE = "<b>bold</b> & <img src=file:///etc/passwd> \u202eright to left"


def test_a_label_never_takes_its_text_for_markup(qtbot: QtBot) -> None:
    label = Label(HOSTILE)
    qtbot.addWidget(label)
    assert (label.textFormat(), label.text()) == (Qt.TextFormat.PlainText, HOSTILE)


def test_an_ampersand_in_a_button_stays_one(qtbot: QtBot) -> None:
    button = QPushButton(literal("Smith & Jones"))
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()
    assert button.text().replace("&&", "&") == "Smith & Jones"


def test_each_entry_of_a_menu_has_a_letter_of_its_own() -> None:
    entries = ("Hand over…", "Absence…", "Add a claim…", "Close…")
    assert list(lettered(entries)) == ["&Hand over…", "&Absence…", "A&dd a claim…", "&Close…"]


def test_an_entry_without_a_free_letter_has_none() -> None:
    assert list(lettered(("A", "A & A", "1"))) == ["&A", "A && A", "1"]


def test_a_tooltip_prints_literally(qtbot: QtBot) -> None:
    label = Label()
    qtbot.addWidget(label)
    tip(label, "<b>&")
    assert label.toolTip() == "<span>&lt;b&gt;&amp;</span>"


def test_without_words_there_is_no_tooltip(qtbot: QtBot) -> None:
    label = Label()
    qtbot.addWidget(label)
    tip(label, "")
    assert label.toolTip() == ""


def test_prose_has_lines_of_at_most_75_characters(qtbot: QtBot) -> None:
    label = Label("word " * 60, prose=True)
    qtbot.addWidget(label)
    assert label.maximumWidth() <= 75 * label.fontMetrics().averageCharWidth()


def test_prose_is_as_tall_as_its_own_width_needs(qtbot: QtBot) -> None:
    label = Label("word " * 60, prose=True)
    qtbot.addWidget(label)
    assert label.heightForWidth(10_000) == label.heightForWidth(label.maximumWidth())


def test_a_word_without_an_end_does_not_widen_the_window(qtbot: QtBot) -> None:
    label = Label("x" * 5000)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() <= 80
    assert label.text().replace("\u200b", "") == "x" * 5000


def test_a_heading_is_larger_than_the_text_below_it() -> None:
    sizes = [font_of(kind).pointSizeF() for kind in ("title", "heading", "body", "small")]
    assert sizes == sorted(sizes, reverse=True)


def test_another_tone_is_shown_at_once(qtbot: QtBot) -> None:
    label = Label("met", tone="muted")
    qtbot.addWidget(label)
    label.say("passed", tone="passed")
    assert (label.text(), label.property("tone")) == ("passed", "passed")


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"])))
@pytest.mark.usefixtures("qapp")
def test_nothing_of_a_text_is_lost(text: str) -> None:
    label = Label(text)
    assert label.text().replace("\u200b", "") == text.replace("\u200b", "")


def test_the_height_follows_the_words_the_width_and_the_font(qtbot: QtBot) -> None:
    label = Label("word " * 20)
    qtbot.addWidget(label)
    before = label.heightForWidth(200)
    assert label.heightForWidth(100) > before
    label.say("word")
    assert label.heightForWidth(200) < before
    label.say("word " * 20)
    assert label.heightForWidth(200) == before
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    label.setFont(font)
    assert label.heightForWidth(200) > before


def test_fonts_follow_the_font_of_the_application(qapp: QApplication) -> None:
    before = font_of("small").pointSizeF()
    try:
        apply(qapp, Look(scale=2.0))
        assert font_of("small").pointSizeF() == pytest.approx(before * 2)
    finally:
        apply(qapp, Look())
    assert font_of("small").pointSizeF() == pytest.approx(before)


def test_a_font_that_is_changed_leaves_the_others_alone() -> None:
    font = font_of("body")
    font.setPointSizeF(99)
    assert font_of("body").pointSizeF() < 99


def test_a_label_of_larger_text_stays_large_in_another_tone(qtbot: QtBot, qapp: QApplication) -> None:
    label = Label("Too short.", kind="small", tone="soon")
    qtbot.addWidget(label)
    label.show()
    try:
        apply(qapp, Look(scale=2.0))
        label.dress()
        label.say("Strong.", tone="met")
        assert label.font().pointSizeF() == font_of("small").pointSizeF()
    finally:
        apply(qapp, Look())
