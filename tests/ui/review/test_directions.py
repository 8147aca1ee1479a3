"""Directions from the review to the investigator and back: given, answered, settled, or dropped."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from sopcheck.cases import decisions
from sopcheck.cases.standing import Direction
from sopcheck.checklists.local_time import LONDON
from sopcheck.ui.case.direction_words import direction_lines, direction_sign
from sopcheck.ui.review.directions import about_line, directions_of
from sopcheck.ui.review.page import ReviewPage
from sopcheck.ui.review.sheets import ResultSheet
from sopcheck.ui.tasks import TaskRunner
from sopcheck.ui.words import Words
from tests.cases.desk import place
from tests.ui.fakes import NOW, session_of
from tests.ui.record_fakes import child
from tests.ui.review_fakes import BEFORE, CASE, FARROW, OKELL, ReviewDesk, Story, at, busy_story, pressed
from tests.ui.showing import shown

Settle = Callable[[], None]
WORDS = Words(LONDON, NOW)
TEXT = "Ask for access again"


def directed() -> Story:
    """The busy case, with a direction of the first review that is due today and was answered."""
    story = busy_story()
    story.tell(
        "5 10:00",
        lambda acting: decisions.direct(
            acting, place("research-systems"), TEXT, due=NOW.date(), review=BEFORE
        ),
        by=OKELL,
    )
    return story


def answered(story: Story, text: str = "Access came on Wednesday") -> Story:
    entry = story.case.directions[-1].entry
    story.tell("6 10:00", lambda acting: decisions.answer_direction(acting, entry, text), by=FARROW)
    return story


def settled(story: Story, *, dropped: bool = False) -> Story:
    entry = story.case.directions[-1].entry
    story.tell(
        "6 12:00",
        lambda acting: decisions.settle_direction(
            acting, entry, result="Seen", dropped=dropped, review=BEFORE
        ),
        by=OKELL,
    )
    return story


def the_one(story: Story) -> Direction:
    return story.case.directions[-1]


@pytest.fixture
def desk() -> ReviewDesk:
    return ReviewDesk(answered(directed()))


def said(page: ReviewPage) -> list[str]:
    labels = page.conclusion.directions.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisibleTo(page.conclusion.directions)]


def test_a_direction_of_before_is_there_with_what_was_answered(page: ReviewPage) -> None:
    words = said(page)
    assert TEXT in words
    assert "Answered Wed 6 May, 10:00 by DC Farrow: Access came on Wednesday" in words
    assert "answered" in words


def test_a_direction_is_settled_with_what_came_of_it(
    page: ReviewPage, desk: ReviewDesk, settle: Settle
) -> None:
    pressed(page.conclusion.directions, f"Settle: {TEXT}")
    sheet = child(page, ResultSheet)
    sheet.text.setPlainText("Access came")
    sheet.primary.click()
    settle()
    direction = the_one(desk.story)
    assert direction.settled is not None
    assert (direction.state, direction.settled.result) == ("settled", "Access came")
    assert "met" in said(page)


def test_after_settling_the_focus_is_still_in_the_directions(page: ReviewPage, settle: Settle) -> None:
    press = next(
        made for made in page.findChildren(QPushButton) if made.accessibleName() == f"Settle: {TEXT}"
    )
    press.setFocus()
    press.click()
    child(page, ResultSheet).primary.click()
    settle()
    focused = page.window().focusWidget()
    assert page.conclusion.directions.isAncestorOf(focused)
    assert focused is not press


def test_dropping_a_direction_takes_a_reason(page: ReviewPage, desk: ReviewDesk, settle: Settle) -> None:
    pressed(page.conclusion.directions, f"Drop: {TEXT}")
    sheet = child(page, ResultSheet)
    sheet.primary.click()
    settle()
    assert the_one(desk.story).state == "answered"
    sheet.text.setPlainText("The system is gone")
    sheet.primary.click()
    settle()
    assert the_one(desk.story).state == "dropped"


def test_a_direction_leads_to_its_item(qtbot: QtBot, page: ReviewPage) -> None:
    with qtbot.waitSignal(page.item_wanted) as told:
        pressed(page.conclusion.directions, f"Show in the case: {TEXT}")
    assert told.args == [CASE, place("research-systems")]


def test_a_direction_given_now_is_there_at_once(page: ReviewPage, desk: ReviewDesk, settle: Settle) -> None:
    page.acts.direct(place("record-crime"), "Record it", None, done=lambda: None, failed=page.line.refuse)
    settle()
    assert "Record it" in said(page)


def test_without_directions_the_part_is_not_seen(qtbot: QtBot, tasks: TaskRunner, settle: Settle) -> None:
    page = ReviewPage(session_of(ReviewDesk(busy_story()), tasks), CASE)
    shown(qtbot, page)
    page.refresh()
    settle()
    assert page.conclusion.directions.isHidden()


def test_what_an_earlier_review_settled_is_over() -> None:
    desk = ReviewDesk(settled(answered(directed())))
    assert directions_of(desk.reviewing.open(CASE)) == ()


@pytest.mark.parametrize(
    ("story", "word"),
    [
        (directed(), "open"),
        (answered(directed()), "answered"),
        (settled(directed()), "met"),
        (settled(directed(), dropped=True), "dropped"),
    ],
)
def test_the_word_says_how_far_it_is(story: Story, word: str) -> None:
    assert direction_sign(the_one(story), NOW.date()).word == word


def test_a_direction_whose_day_is_over_is_passed_and_on_its_day_it_is_not() -> None:
    direction = the_one(directed())
    assert direction_sign(direction, NOW.date()).word == "open"
    assert direction_sign(direction, at("8 09:00").at.date()).word == "day passed"


def test_the_item_tells_the_whole_way_of_a_direction() -> None:
    story = settled(answered(directed()))
    lines = list(direction_lines(story.view(), the_one(story), WORDS))
    assert lines == [
        f"Direction of DS Okell, Tue 5 May, 10:00, by Thu 7 May: {TEXT}",
        "Answered Wed 6 May, 10:00 by DC Farrow: Access came on Wednesday",
        "Settled Wed 6 May, 12:00 by DS Okell: Seen",
    ]


def test_a_direction_says_its_item_its_day_and_when_it_was_given() -> None:
    story = directed()
    line = about_line(the_one(story), story.view(), WORDS)
    assert line.startswith("Search police systems")
    assert line.endswith("given Tue 5 May · by Thu 7 May")
