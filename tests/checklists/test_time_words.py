from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.checklists.local_time import TimeRefusedError, parse_wall
from sopcheck.checklists.time_words import (
    day_words,
    elapsed,
    elapsed_words,
    end_text,
    end_words,
    moment_words,
    parse_elapsed,
    relative_words,
    short_day,
    short_end_words,
    wall_text,
)

LONDON = ZoneInfo("Europe/London")
INSTANTS = st.datetimes(datetime(2016, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


def _at(wall: str) -> datetime:
    return parse_wall(wall, zone=LONDON)


NOW = _at("2026-05-07 14:00")


@pytest.mark.parametrize(
    ("wall", "words"),
    [
        ("2026-05-05 16:10", "Tue 5 May, 16:10"),
        ("2026-01-01 00:00", "Thu 1 Jan, 00:00"),
        ("2025-09-30 09:05", "Tue 30 Sep 2025, 09:05"),
        ("2027-01-01 09:05", "Fri 1 Jan 2027, 09:05"),
        ("2026-10-25 01:40+01:00", "Sun 25 Oct, 01:40 BST"),
        ("2026-10-25 01:40+00:00", "Sun 25 Oct, 01:40 GMT"),
        ("2026-10-25 02:00", "Sun 25 Oct, 02:00"),
    ],
)
def test_a_moment_has_a_year_or_a_zone_only_where_it_needs_one(wall: str, words: str) -> None:
    assert moment_words(_at(wall), zone=LONDON, now=NOW) == words


def test_a_day_has_its_year_only_where_it_is_not_this_one() -> None:
    days = (date(2026, 5, 5), date(2025, 12, 31))
    assert [day_words(day, today=date(2026, 1, 1)) for day in days] == ["Tue 5 May", "Wed 31 Dec 2025"]
    assert short_day(days[0]) == "Tue 5"


@pytest.mark.parametrize(
    ("wall", "words", "short", "written"),
    [
        ("2026-05-07 10:00", "Thu 7 May, 10:00", "today, 10:00", "2026-05-07 10:00"),
        ("2026-05-07 24:00", "the end of Thu 7 May", "end of today", "2026-05-07 24:00"),
        ("2026-05-02 13:00", "Sat 2 May, 13:00", "Sat 2 May, 13:00", "2026-05-02 13:00"),
        ("2026-10-25 24:00", "the end of Sun 25 Oct", "end of Sun 25 Oct", "2026-10-25 24:00"),
        ("2026-12-31 24:00", "the end of Thu 31 Dec", "end of Thu 31 Dec", "2026-12-31 24:00"),
        ("2025-12-31 24:00", "the end of Wed 31 Dec 2025", "end of Wed 31 Dec 2025", "2025-12-31 24:00"),
        ("2026-03-29 02:00", "Sun 29 Mar, 02:00", "Sun 29 Mar, 02:00", "2026-03-29 02:00"),
    ],
)
def test_an_end_at_midnight_is_the_end_of_the_day(wall: str, words: str, short: str, written: str) -> None:
    end = _at(wall)
    assert end_words(end, zone=LONDON, now=NOW) == words
    assert short_end_words(end, zone=LONDON, now=NOW) == short
    assert end_text(end, zone=LONDON) == written


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "now"),
        (0.9, "now"),
        (-0.9, "now"),
        (1, "in 1 min"),
        (59.9, "in 59 min"),
        (60, "in 1 h"),
        (-180, "3 h ago"),
        (47 * 60 + 59, "in 47 h"),
        (-48 * 60, "2 days ago"),
        (71 * 60, "in 2 days"),
        (720 * 60, "in 30 days"),
    ],
)
def test_how_far_off_is_told_in_one_unit_and_never_rounded_up(minutes: float, words: str) -> None:
    assert relative_words(NOW + timedelta(minutes=minutes), now=NOW) == words


@pytest.mark.parametrize(
    ("span", "written", "words"),
    [
        (timedelta(minutes=30), "30m", "30 min"),
        (timedelta(hours=20), "20h", "20 h"),
        (timedelta(days=1, hours=18, minutes=30), "1d18h30m", "1 day 18 h 30 min"),
        (timedelta(days=3), "3d", "3 days"),
        (timedelta(days=2, minutes=5), "2d5m", "2 days 5 min"),
        (timedelta(seconds=59), "0m", "less than a minute"),
        (timedelta(hours=1, seconds=59), "1h", "1 h"),
    ],
)
def test_a_span_is_told_in_days_hours_and_minutes(span: timedelta, written: str, words: str) -> None:
    assert (elapsed(span), elapsed_words(span)) == (written, words)


@given(st.integers(0, 10**7))
def test_a_span_written_for_a_rehearsal_is_read_again(minutes: int) -> None:
    span = timedelta(minutes=minutes)
    assert parse_elapsed(elapsed(span)) == span


@pytest.mark.parametrize("text", ["", "1", "d", "1h1d", "1.5h", "-1h", "1d 2h", "one day"])
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(TimeRefusedError, match="Write it as 1d18h30m"):
        parse_elapsed(text)


def test_a_span_beyond_all_time_is_refused() -> None:
    with pytest.raises(TimeRefusedError, match="too long"):
        parse_elapsed(f"{10**12}d")


@given(INSTANTS)
def test_a_wall_text_is_read_as_the_same_minute(at: datetime) -> None:
    minute = at.replace(second=0, microsecond=0)
    assert parse_wall(wall_text(minute, zone=LONDON), zone=LONDON) == minute
    assert parse_wall(end_text(minute, zone=LONDON), zone=LONDON) == minute
