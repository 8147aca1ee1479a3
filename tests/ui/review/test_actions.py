"""Actions: those of before are complete, carried or dropped; new ones have an owner and a date."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import ActionId
from sopcheck.checklists.local_time import LONDON
from sopcheck.errors import RefusedError
from sopcheck.ui.kit.signs import StateWord
from sopcheck.ui.kit.text import Label
from sopcheck.ui.review.actions import ActionsPart, sorted_actions
from sopcheck.ui.session import Session
from sopcheck.ui.words import Words
from tests.ui.fakes import NOW
from tests.ui.review_fakes import CASE, FARROW, StorySupervision, busy_story, pressed
from tests.ui.showing import shown

Settle = Callable[[], None]
WORDS = Words(LONDON, NOW)


@pytest.fixture
def supervision() -> StorySupervision:
    return StorySupervision(busy_story())


@pytest.fixture
def part(qtbot: QtBot, session: Session, supervision: StorySupervision, settle: Settle) -> ActionsPart:
    made = shown(qtbot, ActionsPart(session))
    made.show_view(supervision.open(CASE), WORDS)
    settle()
    return made


def words(part: ActionsPart) -> list[str]:
    return [label.text() for label in part.findChildren(Label) if label.isVisibleTo(part) and label.text()]


def states(part: ActionsPart) -> list[str]:
    return [state.sign.word for state in part.findChildren(StateWord) if state.isVisibleTo(part)]


def test_an_action_of_before_that_is_open_is_carried(part: ActionsPart) -> None:
    assert "From before" in words(part)
    assert "DC Farrow, by Mon 4 May" in words(part)
    assert states(part) == ["carried"]


@pytest.mark.parametrize(("press", "dropped"), [("Complete", False), ("Drop", True)])
def test_it_can_be_completed_or_dropped(qtbot: QtBot, part: ActionsPart, press: str, dropped: bool) -> None:
    with qtbot.waitSignal(part.finish_wanted) as told:
        pressed(part, f"{press}: Seize the hotel register")
    assert (told.args[0].action, told.args[1]) == ("old", dropped)


@pytest.mark.parametrize(("dropped", "word"), [(False, "complete"), (True, "dropped")])
def test_what_became_of_it_stays_in_sight(
    part: ActionsPart, supervision: StorySupervision, dropped: bool, word: str
) -> None:
    supervision.open(CASE)
    supervision.finish_action(CASE, ActionId("old"), "Seized on Monday", dropped=dropped)
    part.show_view(supervision.open(CASE), WORDS)
    assert states(part) == [word]
    assert any("Seized on Monday" in text for text in words(part))


def test_an_action_raised_in_this_review_is_new(part: ActionsPart, supervision: StorySupervision) -> None:
    view = supervision.open(CASE)
    view = supervision.raise_action(CASE, view.review, "Take an account", FARROW.person, date(2026, 5, 9))
    part.show_view(view, WORDS)
    assert states(part) == ["carried", "new"]
    earlier, new = sorted_actions(view)
    assert ([one.text for one in earlier], [one.text for one in new]) == (
        ["Seize the hotel register"],
        ["Take an account"],
    )


def test_the_owner_is_the_investigator_until_somebody_chooses(part: ActionsPart) -> None:
    assert part.owner.value() == FARROW.person


def test_with_no_investigator_nobody_is_the_owner_until_somebody_is_chosen(
    qtbot: QtBot, session: Session, supervision: StorySupervision
) -> None:
    view = supervision.open(CASE)
    nobodys = replace(view, view=replace(view.view, case=replace(view.view.case, holders=())))
    part = shown(qtbot, ActionsPart(session))
    for _ in range(2):
        part.show_view(nobodys, WORDS)
        assert part.owner.value() is None
    part.owner.choose(FARROW.person)
    part.show_view(nobodys, WORDS)
    assert part.owner.value() == FARROW.person


def test_an_action_needs_words_and_a_day(qtbot: QtBot, part: ActionsPart) -> None:
    with qtbot.assertNotEmitted(part.raise_wanted):
        pressed(part, "Add the action")
        assert "Say what must happen." in words(part)
        part.text.setPlainText("Take an account")
        pressed(part, "Add the action")
        assert "Give the day by which it is done." in words(part)
        part.due.edit.setText("someday")
        pressed(part, "Add the action")
    assert any(text.startswith("This time is not understood") for text in words(part))


def test_an_action_is_wished_for_with_text_owner_and_day(qtbot: QtBot, part: ActionsPart) -> None:
    part.text.setPlainText("Take an account")
    part.due.edit.setText("fri")
    with qtbot.waitSignal(part.raise_wanted) as told:
        pressed(part, "Add the action")
    assert told.args == ["Take an account", FARROW.person, date(2026, 5, 8)]


def test_a_raised_action_leaves_an_empty_form(qtbot: QtBot, part: ActionsPart, settle: Settle) -> None:
    part.text.setPlainText("Take an account")
    part.due.edit.setText("fri")
    pressed(part, "Add the action")
    part.raised()
    assert (part.text.text(), part.due.day()) == ("", None)
    settle()


def test_a_refusal_leaves_everything_typed(part: ActionsPart) -> None:
    part.text.setPlainText("Take an account")
    part.refuse(RefusedError("The action would be due before it is raised. Give a later date."))
    assert part.text.text() == "Take an account"
    assert part.line.text.startswith("The action would be due")


def test_a_suggestion_overwrites_nothing(part: ActionsPart) -> None:
    part.suggest("Open the mailbox")
    assert part.text.text() == "Open the mailbox"
    part.suggest("Something else")
    assert part.text.text() == "Open the mailbox"


def test_half_an_action_is_kept(
    qtbot: QtBot, part: ActionsPart, session: Session, supervision: StorySupervision
) -> None:
    part.text.setPlainText("Take an acc")
    key = f"review:{supervision.open(CASE).review}/action"
    qtbot.waitUntil(lambda: session.desk.drafts.get(key) == "Take an acc")


def test_an_action_that_nobody_can_be_given_says_so(qtbot: QtBot, part: ActionsPart) -> None:
    part.text.setPlainText("Seize the register")
    part.owner.offer([])
    with qtbot.assertNotEmitted(part.raise_wanted):
        pressed(part, "Add the action")
    assert "Say whose it is." in words(part)
