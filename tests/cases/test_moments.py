"""From when something counts."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from sopcheck.cases.events import When
from sopcheck.cases.moments import EARLIEST, LATEST, end_of, in_utc, instant, offset_minutes
from tests.cases.book import LONDON, utc, when


@pytest.mark.parametrize(
    ("recorded", "judged"),
    [
        ("2026-05-07 10:00", "2026-05-05 23:59"),
        ("2026-05-05 17:00", "2026-05-05 17:00"),
        ("2026-05-04 17:00", "2026-05-05 23:59"),
    ],
)
def test_a_time_known_to_the_day_is_judged_at_its_last_minute_or_when_it_was_recorded_that_day(
    recorded: str, judged: str
) -> None:
    assert instant(when("2026-05-05"), recorded=utc(recorded), zone=LONDON) == utc(judged)


def test_a_time_known_to_the_minute_is_that_instant() -> None:
    assert instant(when("2026-10-25 01:40+00:00"), recorded=utc("2026-11-01 09:00"), zone=LONDON) == utc(
        "2026-10-25 01:40+00:00"
    )


def test_the_end_that_a_day_means_is_the_midnight_after_it() -> None:
    assert end_of(when("2026-05-05"), zone=LONDON) == utc("2026-05-06 00:00")
    assert end_of(when("2026-05-05 10:00"), zone=LONDON) == utc("2026-05-05 10:00")


def test_times_past_what_can_be_written_become_the_first_and_the_last() -> None:
    east = timezone(timedelta(hours=14))
    assert in_utc(datetime.min.replace(tzinfo=east)) == EARLIEST
    assert in_utc(datetime.max.replace(tzinfo=timezone(-timedelta(hours=12)))) == LATEST
    last_day = When(datetime(9999, 12, 31, tzinfo=UTC), "day")
    assert end_of(last_day, zone=LONDON) == LATEST
    assert instant(last_day, recorded=LATEST, zone=LONDON) == datetime(9999, 12, 31, tzinfo=UTC)


def test_the_offset_is_that_of_the_clock_on_the_wall() -> None:
    assert [offset_minutes(when(text)) for text in ("2026-05-05 10:00", "2026-01-05 10:00")] == [60, 0]
