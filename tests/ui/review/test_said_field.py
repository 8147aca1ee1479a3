"""A field of the conclusion: a choice, words, or both, and what was said last time."""

import pytest
from pytestqt.qtbot import QtBot

from sopcheck.ui.review.said_field import SaidField
from tests.ui.review_fakes import pressed

LEVELS = ("standard", "medium", "high")


@pytest.fixture
def both(qtbot: QtBot) -> SaidField:
    made = SaidField("Risk", chosen=True)
    qtbot.addWidget(made)
    made.offer(LEVELS)
    return made


@pytest.fixture
def choice(qtbot: QtBot) -> SaidField:
    made = SaidField("Outcome", chosen=True, typed=False)
    qtbot.addWidget(made)
    made.offer(("on track", "ready to close"))
    return made


@pytest.mark.parametrize("text", ["", "high", "high: seen near the school", "no idea yet"])
def test_what_is_said_is_read_back(both: SaidField, text: str) -> None:
    both.say(text)
    assert both.text() == text


def test_a_choice_and_words_are_one_text(both: SaidField) -> None:
    both.choice.choose("medium")
    both.words.setPlainText("Contact has stopped")
    assert both.text() == "medium: Contact has stopped"


def test_nothing_is_chosen_until_somebody_chooses(choice: SaidField) -> None:
    assert choice.choice.currentText() == "Not said yet"
    assert choice.text() == ""


def test_offering_again_keeps_what_was_chosen(choice: SaidField) -> None:
    choice.say("ready to close")
    choice.offer(("on track", "ready to close"))
    choice.offer(("on track", "re-allocate", "ready to close"))
    assert choice.text() == "ready to close"


def test_what_is_offered_no_longer_is_still_shown(choice: SaidField) -> None:
    choice.say("off track")
    assert choice.text() == "off track"


def test_the_last_answer_is_shown_and_taken_with_one_press(both: SaidField) -> None:
    both.say_last("medium: Contact has stopped", "Fri 1 May")
    assert both.text() == ""
    pressed(both, "Risk: same as last time")
    assert both.text() == "medium: Contact has stopped"


def test_every_change_is_told(qtbot: QtBot, both: SaidField) -> None:
    with qtbot.waitSignal(both.changed):
        both.words.setPlainText("x")
    with qtbot.waitSignal(both.changed):
        both.choice.choose("high")


def test_a_hint_stands_below_and_changes_nothing(qtbot: QtBot, both: SaidField) -> None:
    both.say("high: her lifestyle")
    both.say_hint("Say what happened to the child.")
    assert (both.hint, both.text()) == ("Say what happened to the child.", "high: her lifestyle")


def test_each_part_has_a_name(both: SaidField) -> None:
    assert (both.choice.accessibleName(), both.words.accessibleName()) == ("Risk", "Risk, in words")
