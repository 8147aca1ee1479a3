"""Times as the record prints them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.records import wording

LONDON = ZoneInfo("Europe/London")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_moment_is_written_in_the_zone_of_the_record() -> None:
    assert wording.moment(at("2026-05-05 15:10"), LONDON) == "Tue 5 May 2026, 16:10"


@pytest.mark.parametrize(
    ("utc", "words"),
    [
        ("2026-10-25 00:40", "Sun 25 Oct 2026, 01:40 BST"),
        ("2026-10-25 01:40", "Sun 25 Oct 2026, 01:40 GMT"),
        ("2026-10-25 02:00", "Sun 25 Oct 2026, 02:00"),
        ("2026-10-24 23:59", "Sun 25 Oct 2026, 00:59"),
        ("2026-03-29 01:00", "Sun 29 Mar 2026, 02:00"),
        ("2026-03-29 00:59", "Sun 29 Mar 2026, 00:59"),
    ],
)
def test_only_the_repeated_hour_says_which_it_is(utc: str, words: str) -> None:
    assert wording.moment(at(utc), LONDON) == words


@pytest.mark.parametrize(
    ("utc", "words"),
    [
        ("2026-06-04 23:00", "Thu 4 Jun 2026, 24:00"),
        ("2026-06-04 23:01", "Fri 5 Jun 2026, 00:01"),
        ("2026-06-04 22:59", "Thu 4 Jun 2026, 23:59"),
        ("2027-01-01 00:00", "Thu 31 Dec 2026, 24:00"),
    ],
)
def test_midnight_closes_the_day_before(utc: str, words: str) -> None:
    assert wording.end(at(utc), LONDON) == words


def test_a_time_known_to_the_day_claims_no_hour() -> None:
    assert (
        wording.known_moment(at("2026-05-05 11:00"), LONDON, day_only=True)
        == "Tue 5 May 2026 (time not known)"
    )
    assert wording.known_moment(at("2026-05-05 11:00"), LONDON, day_only=False) == "Tue 5 May 2026, 12:00"


@given(st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31)))
def test_every_date_has_its_own_words(on: date) -> None:
    assert wording.day(on).split()[1] == str(on.day)
    assert wording.day(on).split()[0] == ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[on.weekday()]


@pytest.mark.parametrize(("number", "words"), [(0, "0 entries"), (1, "1 entry"), (2, "2 entries")])
def test_one_is_not_many(number: int, words: str) -> None:
    assert wording.counted(number, "entry", "entries") == words


def test_a_limit_that_was_met_late_is_not_called_late_alone() -> None:
    assert (wording.limit("late"), wording.limit("met"), wording.limit("")) == ("met late", "met", "")
