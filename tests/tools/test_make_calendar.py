"""The calendar that ships is made from the `holidays` package, weekdays only."""

import json
from datetime import date

from tools.make_calendar import bank_holidays, written


def test_days_that_change_no_count_are_left_out() -> None:
    assert all(date.fromisoformat(day).weekday() < 5 for day in bank_holidays(2028))


def test_days_moved_and_days_given_once_are_there() -> None:
    days = bank_holidays(2023)
    assert {"2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08"} <= set(days)
    assert "2020-05-04" not in days


def test_the_file_says_how_far_it_reaches() -> None:
    calendar = json.loads(written(2020))
    assert (calendar["begins"], calendar["until"]) == ("2016-01-01", "2020-12-31")
    assert calendar["bank_holidays"] == bank_holidays(2020)
