from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.checklists.local_time import (
    TimeRefusedError,
    at_wall,
    day_of,
    end_of_day,
    judged_at,
    parse_day,
    parse_wall,
    readings,
    start_of_day,
    to_local,
    zone_name,
)

LONDON = ZoneInfo("Europe/London")
INSTANTS = st.datetimes(datetime(2016, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
HOUR = timedelta(hours=1)


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-05-05 16:10", "2026-05-05 15:10"),
        ("2026-01-05 16:10", "2026-01-05 16:10"),
        ("2026-05-05T16:10", "2026-05-05 15:10"),
        ("2026-05-05 16:10:00", "2026-05-05 15:10"),
        ("2026-05-05 16:10+01:00", "2026-05-05 15:10"),
        ("2026-01-05 16:10Z", "2026-01-05 16:10"),
        ("2026-05-05T16:10:00Z", "2026-05-05 16:10"),
        ("2026-10-25 01:40Z", "2026-10-25 01:40"),
        ("2026-10-25 01:40+01:00", "2026-10-25 00:40"),
        ("2026-10-25 01:40+00:00", "2026-10-25 01:40"),
        ("2026-10-25 00:59", "2026-10-24 23:59"),
        ("2026-10-25 02:00", "2026-10-25 02:00"),
        ("2026-03-29 00:59", "2026-03-29 00:59"),
        ("2026-03-29 02:00", "2026-03-29 01:00"),
        ("2026-08-01 24:00", "2026-08-01 23:00"),
        (" 2026-12-31 24:00 ", "2027-01-01 00:00"),
    ],
)
def test_a_wall_time_is_the_instant_at_which_the_clock_showed_it(text: str, instant: str) -> None:
    assert parse_wall(text, zone=LONDON) == _utc(instant)


def test_a_wall_time_keeps_the_offset_that_held_then() -> None:
    assert parse_wall("2026-05-05 16:10", zone=LONDON).isoformat() == "2026-05-05T16:10:00+01:00"


def test_a_time_in_utc_becomes_the_wall_time_of_that_instant() -> None:
    assert parse_wall("2026-05-05T15:10:00Z", zone=LONDON).isoformat() == "2026-05-05T16:10:00+01:00"
    assert parse_wall("2026-05-05T24:00Z", zone=LONDON).isoformat() == "2026-05-06T01:00:00+01:00"


def test_the_repeated_hour_is_refused_with_both_readings() -> None:
    with pytest.raises(TimeRefusedError, match=r"01:40 BST, the earlier, or 01:40 GMT, the later") as refused:
        parse_wall("2026-10-25 01:40", zone=LONDON)
    assert refused.value.readings == (_utc("2026-10-25 00:40"), _utc("2026-10-25 01:40"))


def test_the_readings_are_named_as_people_there_name_them() -> None:
    with pytest.raises(TimeRefusedError, match=r"01:40 EDT.* 01:40 EST"):
        parse_wall("2026-11-01 01:40", zone=ZoneInfo("America/New_York"))


def test_a_time_in_the_skipped_hour_is_refused() -> None:
    with pytest.raises(TimeRefusedError, match=r"There was no 01:30 .* from GMT to BST") as refused:
        parse_wall("2026-03-29 01:30", zone=LONDON)
    assert refused.value.readings == ()


@pytest.mark.parametrize(
    "text", ["2026-05-05 16:10+00:00", "2026-10-25 03:40+01:00", "2026-01-05 16:10+05:30"]
)
def test_an_offset_that_did_not_hold_is_refused(text: str) -> None:
    with pytest.raises(TimeRefusedError, match="did not show this time with this offset"):
        parse_wall(text, zone=LONDON)


@pytest.mark.parametrize(
    "text", ["", "16:10", "5 May", "2026-05-05", "2026-5-5 16:10", "2026-05-05 16:10+0100"]
)
def test_what_is_not_written_like_a_time_is_refused(text: str) -> None:
    with pytest.raises(TimeRefusedError, match="This is not a time"):
        parse_wall(text, zone=LONDON)


@pytest.mark.parametrize(
    "text", ["2026-02-30 10:00", "2026-05-05 25:00", "2026-05-05 10:61", "9999-12-31 24:00"]
)
def test_what_is_no_date_or_time_is_refused(text: str) -> None:
    with pytest.raises(TimeRefusedError, match="no such date or time"):
        parse_wall(text, zone=LONDON)


@pytest.mark.parametrize("year", ["0001", "1899", "9991"])
def test_a_year_that_cannot_be_right_is_refused(year: str) -> None:
    with pytest.raises(TimeRefusedError, match="This year cannot be right"):
        parse_wall(f"{year}-01-01 10:00", zone=LONDON)


def test_a_date_is_read_and_nothing_else() -> None:
    assert parse_day(" 2026-05-05") == date(2026, 5, 5)
    with pytest.raises(TimeRefusedError, match="Write it as 2026-05-05"):
        parse_day("5 May")


@given(INSTANTS)
def test_an_instant_comes_back_from_its_wall_time_and_offset(at: datetime) -> None:
    local = to_local(at, LONDON)
    assert local == at
    assert at_wall(local.replace(tzinfo=None), zone=LONDON, offset=local.utcoffset()) == at
    assert at in readings(local, LONDON)


@given(INSTANTS)
def test_a_wall_time_has_at_most_two_readings_an_hour_apart(at: datetime) -> None:
    found = readings(at.replace(tzinfo=None), LONDON)
    assert len(found) <= 2
    assert all(later - earlier == HOUR for earlier, later in pairwise(found))


def test_an_hour_has_none_one_or_two_readings() -> None:
    walls = ("2026-03-29 01:30", "2026-06-01 01:30", "2026-10-25 01:30")
    assert [len(readings(datetime.fromisoformat(wall), LONDON)) for wall in walls] == [0, 1, 2]


def test_a_local_time_stays_what_it_is_whatever_is_added() -> None:
    before = to_local(_utc("2026-10-25 00:30"), LONDON)
    assert (before + HOUR).astimezone(UTC) == _utc("2026-10-25 01:30")


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-05-05", 24)])
def test_a_day_lasts_as_long_as_its_clocks_say(day: str, hours: int) -> None:
    whole = date.fromisoformat(day)
    assert end_of_day(whole, LONDON) - start_of_day(whole, LONDON) == hours * HOUR


@given(INSTANTS)
def test_an_instant_lies_within_its_day(at: datetime) -> None:
    day = day_of(at, LONDON)
    assert start_of_day(day, LONDON) <= at < end_of_day(day, LONDON)


def test_late_in_the_evening_of_summer_the_local_day_is_not_the_utc_day() -> None:
    assert day_of(_utc("2026-05-05 23:30"), LONDON) == date(2026, 5, 6)


@pytest.mark.parametrize(
    ("recorded", "judged"),
    [("2026-05-09 12:00", "2026-05-05 22:59"), ("2026-05-05 13:00", "2026-05-05 13:00")],
)
def test_a_time_known_to_the_day_is_judged_at_its_last_minute_or_when_recorded(
    recorded: str, judged: str
) -> None:
    assert judged_at(date(2026, 5, 5), recorded_at=_utc(recorded), zone=LONDON) == _utc(judged)


def test_people_say_bst_in_summer_and_gmt_in_winter() -> None:
    names = [zone_name(_utc(f"2026-{month}-01 12:00"), LONDON) for month in ("01", "07")]
    assert names == ["GMT", "BST"]


def test_of_two_readings_the_name_of_the_time_says_which() -> None:
    with pytest.raises(TimeRefusedError, match="01:30 BST, the earlier, or 01:30 GMT, the later"):
        parse_wall("2025-10-26 01:30", zone=LONDON)
    found = [parse_wall(f"2025-10-26 01:30 {name}", zone=LONDON) for name in ("BST", "GMT")]
    assert found == [_utc("2025-10-26 00:30"), _utc("2025-10-26 01:30")]
    assert parse_wall("2026-05-05 16:10 BST", zone=LONDON) == _utc("2026-05-05 15:10")


@pytest.mark.parametrize("name", ["GMT", "CET", "ZZZ"])
def test_a_name_that_the_time_had_not_is_refused(name: str) -> None:
    with pytest.raises(TimeRefusedError, match=f"did not show this time in {name}. Leave {name} out"):
        parse_wall(f"2026-05-05 16:10 {name}", zone=LONDON)


@pytest.mark.parametrize("text", ["2026-05-05 16:10 bst", "2026-05-05 16:10Z BST", "2026-05-05 16:10BST"])
def test_a_name_stands_alone_and_in_capitals(text: str) -> None:
    with pytest.raises(TimeRefusedError, match="This is not a time"):
        parse_wall(text, zone=LONDON)
