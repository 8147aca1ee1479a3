"""The next review: by the schedule, or on another date, later only with its reason."""

from datetime import UTC, date, datetime

import pytest
from pytestqt.qtbot import QtBot

from sopcheck.checklists.local_time import LONDON
from sopcheck.ui.kit.text import Label
from sopcheck.ui.review.next import Following
from sopcheck.ui.review.next_part import NextPart
from sopcheck.ui.session import Session
from sopcheck.ui.words import Words
from tests.ui.fakes import NOW
from tests.ui.showing import shown

WORDS = Words(LONDON, NOW)
CHAIN = Following(
    title="28-day review",
    due=datetime(2026, 6, 4, 23, 0, tzinfo=UTC),
    why="28 calendar days from the last.",
    settable=True,
    usual=date(2026, 6, 4),
)


@pytest.fixture
def part(qtbot: QtBot, session: Session) -> NextPart:
    made = shown(qtbot, NextPart(session))
    made.show_following(CHAIN, WORDS)
    return made


def said(part: NextPart) -> str:
    return " ".join(label.text() for label in part.findChildren(Label) if label.isVisible())


def test_the_date_and_its_rule_are_said(part: NextPart) -> None:
    assert "By the schedule: 28-day review, end of Thu 4 Jun, in 28 days" in said(part)
    assert "28 calendar days from the last." in said(part)


def test_where_nothing_follows_it_says_so(part: NextPart) -> None:
    part.show_following(Following(), WORDS)
    assert "No scheduled review comes after this one." in said(part)


def test_a_review_outside_the_chain_sets_no_date(part: NextPart) -> None:
    part.day.set_day(date(2026, 5, 20))
    part.show_following(Following(title="Third review", due=NOW), WORDS)
    assert not part.day.isVisible()
    assert (part.date(), part.problem) == (None, "")


@pytest.mark.parametrize(
    ("day", "reason_asked", "hint"),
    [
        (date(2026, 5, 20), False, "no reason is needed"),
        (date(2026, 6, 4), False, "no reason is needed"),
        (date(2026, 6, 5), True, "the reason prints"),
    ],
)
def test_only_a_later_date_asks_for_a_reason(
    part: NextPart, day: date, reason_asked: bool, hint: str
) -> None:
    part.day.set_day(day)
    assert part.date() == day
    assert part.reason.isVisible() is reason_asked
    assert hint in said(part)


def test_what_is_no_day_stands_in_the_way(part: NextPart) -> None:
    part.day.edit.setText("soonish")
    assert part.problem.endswith(".")
    part.refuse(part.problem)
    assert part.problem in said(part)


def test_what_was_kept_comes_back(part: NextPart) -> None:
    part.take(date(2026, 6, 10), "Trial in the first week")
    assert (part.date(), part.reason.text()) == (date(2026, 6, 10), "Trial in the first week")
    assert part.reason.isVisible()


def test_a_change_is_told(qtbot: QtBot, part: NextPart) -> None:
    with qtbot.waitSignal(part.changed):
        part.day.set_day(date(2026, 5, 20))
