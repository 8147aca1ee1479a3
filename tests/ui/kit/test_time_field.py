"""The time field says what it understood, asks in the repeated hour, and knows a day from a moment."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import When
from sopcheck.ui.kit.time_field import TimeField
from sopcheck.ui.session import Session
from sopcheck.ui.theme import em

AUTUMN = datetime(2026, 10, 26, 9, 0, tzinfo=UTC)


@pytest.fixture
def field(qtbot: QtBot, session: Session) -> TimeField:
    made = TimeField("Done at", session)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def autumn(qtbot: QtBot, session: Session) -> TimeField:
    made = TimeField("Done at", replace(session, now=lambda: AUTUMN))
    qtbot.addWidget(made)
    return made


def utc(field: TimeField) -> str:
    when = field.when()
    return "" if when is None else f"{when.at.astimezone(UTC):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("typed", "meant", "said"),
    [
        ("8:45", "2026-05-07 07:45", "Today: Thu 7 May, 08:45"),
        ("yesterday 9:30", "2026-05-06 08:30", "Wed 6 May, 09:30"),
        ("fri 16:30", "2026-05-01 15:30", "Fri 1 May, 16:30"),
        ("5 May 16:10", "2026-05-05 15:10", "Tue 5 May, 16:10"),
        ("now", "2026-05-07 08:00", "Today: Thu 7 May, 09:00"),
    ],
)
def test_what_was_understood_stands_below(field: TimeField, typed: str, meant: str, said: str) -> None:
    field.edit.setText(typed)
    assert (utc(field), field.meaning, field.problem) == (meant, said, "")


def test_a_wall_time_keeps_its_offset(field: TimeField) -> None:
    field.edit.setText("8:45")
    when = field.when()
    assert when is not None
    assert (when.at.utcoffset(), when.precision) == (timedelta(hours=1), "minute")


def test_a_day_alone_is_a_day_at_local_midnight(field: TimeField) -> None:
    field.edit.setText("5 May")
    when = field.when()
    assert when is not None
    assert (utc(field), when.precision) == ("2026-05-04 23:00", "day")
    assert field.meaning == "Tue 5 May, time of day not known"


def test_where_a_time_of_day_is_needed_a_day_alone_is_refused(qtbot: QtBot, session: Session) -> None:
    field = TimeField("Done at", session, day_allowed=False)
    qtbot.addWidget(field)
    field.edit.setText("5 May")
    assert field.when() is None
    assert field.problem == "Give the time of day too, as in 5 May 16:30."


@pytest.mark.parametrize("typed", ["soon", "25:00", "31 June 9:00", "<b>", "9" * 200])
def test_what_is_not_understood_is_said_and_gives_no_time(field: TimeField, typed: str) -> None:
    field.edit.setText(typed)
    assert field.when() is None
    assert field.meaning == field.problem
    assert field.problem.endswith(".")


def test_an_empty_field_is_asked_for_unless_it_may_be_empty(
    qtbot: QtBot, session: Session, field: TimeField
) -> None:
    free = TimeField("Done at", session, empty_allowed=True)
    qtbot.addWidget(free)
    assert (field.problem, free.problem, free.when()) == ("Give the time.", "", None)


def test_in_the_repeated_hour_the_field_asks_which_one(autumn: TimeField) -> None:
    autumn.edit.setText("25 Oct 01:40")
    assert autumn.when() is None
    assert autumn.problem == "The clocks went back: that time came twice. Choose which one."
    assert [pick.words for pick in autumn.picks] == ["Sun 25 Oct, 01:40 BST", "Sun 25 Oct, 01:40 GMT"]


@pytest.mark.parametrize(("at", "meant"), [(0, "2026-10-25 00:40"), (1, "2026-10-25 01:40")])
def test_either_of_the_two_can_be_chosen(autumn: TimeField, at: int, meant: str) -> None:
    autumn.edit.setText("25 Oct 01:40")
    autumn.picks[at].click()
    assert (utc(autumn), autumn.problem) == (meant, "")


def test_another_time_forgets_what_was_chosen(autumn: TimeField) -> None:
    autumn.edit.setText("25 Oct 01:40")
    autumn.picks[1].click()
    autumn.edit.setText("25 Oct 01:50")
    assert autumn.when() is None
    autumn.edit.setText("25 Oct 09:00")
    assert utc(autumn) == "2026-10-25 09:00"


def test_the_skipped_hour_is_refused(qtbot: QtBot, session: Session) -> None:
    spring = TimeField("Done at", replace(session, now=lambda: datetime(2026, 3, 30, 9, 0, tzinfo=UTC)))
    qtbot.addWidget(spring)
    spring.edit.setText("29 Mar 01:30")
    assert spring.when() is None
    assert spring.problem


@pytest.mark.parametrize(
    "at", ["2026-05-07T08:00", "2026-10-25T00:40", "2026-10-25T01:40", "2025-12-31T23:59", "2026-03-29T01:00"]
)
def test_a_time_that_is_set_is_the_time_that_is_given(autumn: TimeField, at: str) -> None:
    instant = datetime.fromisoformat(at).replace(tzinfo=UTC)
    autumn.set_when(When(instant))
    when = autumn.when()
    assert when is not None
    assert when.at == instant


def test_a_day_that_is_set_stays_a_day(field: TimeField) -> None:
    field.set_when(When(datetime(2026, 5, 4, 23, 0, tzinfo=UTC), "day"))
    when = field.when()
    assert when is not None
    assert (utc(field), when.precision) == ("2026-05-04 23:00", "day")


def test_now_is_one_press_and_the_field_can_be_emptied(field: TimeField) -> None:
    field.set_now()
    assert utc(field) == "2026-05-07 08:00"
    field.clear()
    assert field.when() is None


def test_a_field_for_times_to_come_reads_them_so(qtbot: QtBot, session: Session) -> None:
    field = TimeField("Until", session, ahead=True)
    qtbot.addWidget(field)
    field.edit.setText("fri 16:30")
    assert utc(field) == "2026-05-08 15:30"


def test_enter_submits_and_every_change_is_told(field: TimeField, qtbot: QtBot) -> None:
    with qtbot.waitSignals([field.changed, field.submitted]):
        qtbot.keyClicks(field.edit, "8:45")
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.edit.accessibleDescription() == "Today: Thu 7 May, 08:45"


@pytest.mark.parametrize(
    ("width", "examples"),
    [(600, "as in 14:05, yesterday 9:30, fri 16:30 or 5 May 16:10"), (200, "as in 14:05 or fri 16:30")],
)
def test_only_as_many_examples_stand_in_the_field_as_there_is_room_for(
    field: TimeField, width: int, examples: str
) -> None:
    field.resize(width, 60)
    field.show()
    assert field.edit.placeholderText() == examples
    assert field.edit.fontMetrics().horizontalAdvance(examples) < field.edit.width()


def test_a_field_for_a_time_fits_into_a_narrow_pane(field: TimeField) -> None:
    assert field.minimumSizeHint().width() <= em(12)
