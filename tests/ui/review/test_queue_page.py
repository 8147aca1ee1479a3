"""The queue of reviews: overdue, today, this week, missed; filtered; Enter opens the review."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sopcheck.services.views import QueueRow
from sopcheck.ui.review.queue_page import ReviewsPage
from sopcheck.ui.session import Session
from tests.ui.fakes import NOW, QUEUE_ROW, SOME, FakeDesk
from tests.ui.showing import shown

Settle = Callable[[], None]
DUE = replace(QUEUE_ROW, word="due")


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(SOME)


@pytest.fixture
def show(qtbot: QtBot, session: Session, desk: FakeDesk, settle: Settle) -> Callable[..., ReviewsPage]:
    page = shown(qtbot, ReviewsPage(session))

    def read(*rows: QueueRow) -> ReviewsPage:
        desk.fake.supervision.rows = rows
        page.refresh()
        settle()
        return page

    return read


def group_of(page: ReviewsPage) -> str:
    (section,) = [section for section in page.sections if section.isVisible()]
    return section.heading.text()


@pytest.mark.parametrize(
    ("row", "group"),
    [
        (QUEUE_ROW, "Overdue (1)"),
        (replace(QUEUE_ROW, word="missed"), "Missed in the last four weeks (1)"),
        (replace(DUE, due=NOW + timedelta(hours=3)), "Due today (1)"),
        (replace(DUE, due=NOW + timedelta(hours=15)), "Due within a week (1)"),
        (replace(DUE, due=NOW + timedelta(days=7, minutes=-1)), "Due within a week (1)"),
        (replace(DUE, due=None), "Due within a week (1)"),
    ],
)
def test_a_review_stands_where_its_day_is(
    show: Callable[..., ReviewsPage], row: QueueRow, group: str
) -> None:
    assert group_of(show(row)) == group


def test_within_a_group_the_order_is_the_services(show: Callable[..., ReviewsPage]) -> None:
    later = replace(QUEUE_ROW, rule_title="24-hour review")
    page = show(QUEUE_ROW, later)
    assert page.sections[0].list.rows.values == (QUEUE_ROW, later)


def test_a_review_says_its_state_why_it_is_due_and_who_investigates(show: Callable[..., ReviewsPage]) -> None:
    rows = show(QUEUE_ROW).sections[0].list.rows
    said = rows.data(rows.index(0), Qt.ItemDataRole.AccessibleTextRole)
    for part in ("28-day review", "overdue", "28 days after the last review", "DC Farrow", "due Wed 6 May"):
        assert part in said


def test_enter_opens_the_review_of_the_case(show: Callable[..., ReviewsPage], qtbot: QtBot) -> None:
    page = show(QUEUE_ROW)
    with qtbot.waitSignal(page.review_wanted) as caught:
        qtbot.keyClick(page.sections[0].list, Qt.Key.Key_Return)
    assert caught.args == ["case-1"]


def test_where_no_review_is_due_a_sentence_says_so(show: Callable[..., ReviewsPage]) -> None:
    page = show()
    assert page.empty.isVisible()
    page.focus_first()
    assert page.title == "Reviews"


def test_the_focus_begins_with_the_most_serious(show: Callable[..., ReviewsPage]) -> None:
    assert show(QUEUE_ROW).sections[0].list.hasFocus()


HERE = replace(QUEUE_ROW, district="Rotherham", team="North", investigator="DC Farrow")
THERE = replace(QUEUE_ROW, district="Sheffield", team="South", investigator="DC Lund", rule_title="Other")


@pytest.mark.parametrize(
    ("choice", "value"), [("district", "Sheffield"), ("team", "South"), ("investigator", "DC Lund")]
)
def test_a_filter_shows_only_the_rows_that_have_it(
    show: Callable[..., ReviewsPage], choice: str, value: str
) -> None:
    page = show(HERE, THERE)
    chosen = getattr(page.filter, choice)
    chosen.choose(value)
    chosen.chosen.emit()
    assert list(page.sections[0].list.rows.values) == [THERE]
    chosen.choose("")
    chosen.chosen.emit()
    assert list(page.sections[0].list.rows.values) == [HERE, THERE]


def test_where_there_is_nothing_to_choose_between_nothing_is_offered(
    show: Callable[..., ReviewsPage],
) -> None:
    page = show(HERE, replace(HERE, rule_title="Other"))
    assert not page.filter.district.isVisible()
    assert page.filter.whose.isVisible()


def test_a_filter_whose_last_row_went_stays_to_be_seen(show: Callable[..., ReviewsPage]) -> None:
    page = show(HERE, THERE)
    page.filter.team.choose("South")
    page.filter.offer((HERE, THERE))
    assert page.filter.team.isVisible()
    assert page.filter.wanted().team == "South"


def test_the_cases_of_everybody_are_read_on_request(
    show: Callable[..., ReviewsPage], desk: FakeDesk, settle: Settle
) -> None:
    page = show(HERE)
    assert not desk.fake.supervision.everybody
    page.filter.whose.choose(True)
    page.filter.whose.chosen.emit()
    settle()
    assert desk.fake.supervision.everybody
