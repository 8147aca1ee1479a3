from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.checklists.local_time import TimeRefusedError, parse_wall, readings
from sopcheck.checklists.time_words import moment_words
from sopcheck.checklists.understanding import understand

LONDON = ZoneInfo("Europe/London")


def _at(wall: str) -> datetime:
    return parse_wall(wall, zone=LONDON)


NOW = _at("2026-05-07 14:00")


def _words(text: str, *, now: datetime = NOW, ahead: bool = False) -> str:
    return understand(text, now=now, zone=LONDON, ahead=ahead).words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("now", "Thu 7 May, 14:00"),
        ("13:05", "Thu 7 May, 13:05"),
        ("13.05", "Thu 7 May, 13:05"),
        ("9am", "Thu 7 May, 09:00"),
        ("1:30 pm", "Thu 7 May, 13:30"),
        ("12am", "Thu 7 May, 00:00"),
        ("12pm", "Thu 7 May, 12:00"),
        ("noon", "Thu 7 May, 12:00"),
        ("today 9", "Thu 7 May, 09:00"),
        ("Yesterday 9", "Wed 6 May, 09:00"),
        ("yesterday,  9:30", "Wed 6 May, 09:30"),
        ("tomorrow 8", "Fri 8 May, 08:00"),
        ("fri 16:30", "Fri 1 May, 16:30"),
        ("last Friday 16:30", "Fri 1 May, 16:30"),
        ("thu 13:00", "Thu 7 May, 13:00"),
        ("thurs 15:00", "Thu 30 Apr, 15:00"),
        ("5 may 16:10", "Tue 5 May, 16:10"),
        ("5th May 2025 16:10", "Mon 5 May 2025, 16:10"),
        ("Tue 5 May, 16:10", "Tue 5 May, 16:10"),
        ("8 may 16:10", "Thu 8 May 2025, 16:10"),
        ("5/5 16:10", "Tue 5 May, 16:10"),
        ("05/05/25 16:10", "Mon 5 May 2025, 16:10"),
        ("2026-05-05 16:10", "Tue 5 May, 16:10"),
        ("30 min ago", "Thu 7 May, 13:30"),
        ("2 hours ago", "Thu 7 May, 12:00"),
        ("3d ago", "Mon 4 May, 14:00"),
    ],
)
def test_a_short_form_is_understood(typed: str, words: str) -> None:
    assert _words(typed) == words


@pytest.mark.parametrize(
    ("typed", "words"),
    [("yesterday", "Wed 6 May"), ("5 may", "Tue 5 May"), ("mon", "Mon 4 May"), ("31/12", "Wed 31 Dec 2025")],
)
def test_a_day_alone_is_known_only_to_the_day(typed: str, words: str) -> None:
    understood = understand(typed, now=NOW, zone=LONDON)
    assert (understood.words, understood.day_only) == (words, True)
    assert understood.readings[0].strftime("%H:%M") == "23:59"


def test_today_alone_is_judged_now() -> None:
    assert understand("today", now=NOW, zone=LONDON).readings == (NOW,)


def test_a_time_a_little_ahead_is_today_and_one_far_ahead_was_yesterday() -> None:
    assert _words("14:05") == "Thu 7 May, 14:05"
    assert _words("23:50", now=_at("2026-05-07 00:30")) == "Wed 6 May, 23:50"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("fri 16:30", "Fri 8 May, 16:30"),
        ("thu 15:00", "Thu 7 May, 15:00"),
        ("8 may", "Fri 8 May"),
        ("5 may", "Wed 5 May 2027"),
        ("23:50", "Thu 7 May, 23:50"),
        ("sat", "Sat 9 May"),
    ],
)
def test_what_may_be_ahead_is_rather_still_to_come(typed: str, words: str) -> None:
    assert _words(typed, ahead=True) == words


def test_the_repeated_hour_has_two_readings_to_choose_from() -> None:
    understood = understand("25 oct 2026 1:40", now=NOW, zone=LONDON)
    assert understood.reading_words == ("Sun 25 Oct, 01:40 BST", "Sun 25 Oct, 01:40 GMT")
    assert understood.words == "Sun 25 Oct, 01:40 BST or Sun 25 Oct, 01:40 GMT"
    assert understood.readings[1] - understood.readings[0] == timedelta(hours=1)


@pytest.mark.parametrize("zone_word", ["gmt", " GMT", "+00:00", " +00:00"])
def test_a_zone_beside_the_time_chooses_the_reading(zone_word: str) -> None:
    assert _words(f"25 oct 2026 1:40{zone_word}") == "Sun 25 Oct, 01:40 GMT"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "not understood"),
        ("soon", "not understood"),
        ("<b>9:00</b>", "not understood"),
        ("may 5 9:00", "not understood"),
        ("9", "whether this is an hour or a day"),
        ("25:00", "no such time of day"),
        ("9:61", "no such time of day"),
        ("13pm", "no such time of day"),
        ("31 apr", "no such day"),
        ("29 feb", "no such day"),
        ("4 foo", "no such day"),
        ("5/13", "no such day"),
        ("1 jan 9999", "year cannot be right"),
        ("1 jan 1066", "year cannot be right"),
        ("2026-03-29 01:30", "There was no 01:30"),
        ("wed 5 may 16:10", "That day is a Tuesday"),
        ("5 may 16:10 gmt", "did not show this time with this offset"),
    ],
)
def test_what_is_not_understood_is_refused_with_a_sentence(typed: str, said: str) -> None:
    with pytest.raises(TimeRefusedError, match=said):
        understand(typed, now=NOW, zone=LONDON)


@given(st.text(alphabet="0123456789:./- apmgtbstfrionwyedaunc+", max_size=24))
def test_whatever_is_typed_is_understood_or_refused(typed: str) -> None:
    try:
        understood = understand(typed, now=NOW, zone=LONDON)
    except TimeRefusedError:
        return
    assert understood.readings[0].date() == understood.day


@given(st.datetimes(datetime(2020, 1, 1), datetime(2026, 5, 7, 13)))
def test_what_was_understood_means_the_same_when_typed_again(wall: datetime) -> None:
    if not readings(wall, LONDON):
        return
    understood = understand(f"{wall:%Y-%m-%d %H:%M}", now=NOW, zone=LONDON)
    for said, at in zip(understood.reading_words, understood.readings, strict=True):
        assert understand(said, now=NOW, zone=LONDON).readings == (at,)
        assert moment_words(at, zone=LONDON, now=NOW) == said


def test_the_day_is_the_local_one() -> None:
    assert understand("yesterday 00:30", now=NOW, zone=LONDON).day == date(2026, 5, 6)


def test_tomorrow_alone_is_judged_at_its_own_end() -> None:
    understood = understand("tomorrow", now=NOW, zone=LONDON)
    assert understood.readings[0].isoformat() == "2026-05-08T23:59:00+01:00"
