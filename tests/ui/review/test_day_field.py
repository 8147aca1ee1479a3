"""A field for a day to come: as people write days, with what it understood below."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from sopcheck.ui.review.day_field import DayField
from sopcheck.ui.session import Session
from tests.ui.review_fakes import pressed
from tests.ui.showing import shown


@pytest.fixture
def field(qtbot: QtBot, session: Session) -> DayField:
    return shown(qtbot, DayField("By", session, usual=(7, 14)))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("tomorrow", date(2026, 5, 8)),
        ("fri", date(2026, 5, 8)),
        ("12 May", date(2026, 5, 12)),
        ("1/6", date(2026, 6, 1)),
        ("2 Jan", date(2027, 1, 2)),
        ("2026-05-20", date(2026, 5, 20)),
    ],
)
def test_days_are_understood_as_people_write_them(field: DayField, typed: str, day: date) -> None:
    field.edit.setText(typed)
    assert (field.day(), field.problem) == (day, "")


def test_what_was_understood_is_said(field: DayField) -> None:
    field.edit.setText("fri")
    assert field.edit.accessibleDescription() == "Fri 8 May"


@pytest.mark.parametrize("typed", ["soon", "31 Feb", "9"])
def test_what_is_no_day_is_said_in_a_sentence(field: DayField, typed: str) -> None:
    field.edit.setText(typed)
    assert field.day() is None
    assert field.problem.endswith(".")
    assert field.edit.accessibleDescription() == field.problem


def test_an_empty_field_is_no_problem(field: DayField) -> None:
    field.edit.setText("fri")
    field.edit.clear()
    assert (field.day(), field.problem) == (None, "")


def test_a_usual_day_is_one_press(field: DayField) -> None:
    pressed(field, "By: in 7 days")
    assert field.day() == date(2026, 5, 14)


@pytest.mark.parametrize("day", [date(2026, 5, 9), date(2030, 12, 31), date(2026, 1, 1)])
def test_a_day_that_is_put_in_is_read_back(field: DayField, day: date) -> None:
    field.set_day(day)
    assert field.day() == day
    field.set_day(None)
    assert field.day() is None


def test_every_change_is_told(qtbot: QtBot, field: DayField) -> None:
    with qtbot.waitSignal(field.changed):
        qtbot.keyClicks(field.edit, "f")
