"""The limits of the packs that ship, counted over the nights and weekends on which counting goes wrong."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from sopcheck.checklists.calendar import shipped
from sopcheck.checklists.definition import Item, ItemId, ScheduleId
from sopcheck.checklists.explaining import clock_words, explain_end
from sopcheck.checklists.limits import end_after, end_of
from sopcheck.checklists.local_time import parse_wall
from sopcheck.checklists.time_words import Telling, end_text
from tests.checklists.samples import pack

LONDON = ZoneInfo("Europe/London")


def _at(wall: str) -> datetime:
    return parse_wall(wall, zone=LONDON)


def _item(name: str) -> Item:
    return pack("cse-investigation").item(ItemId(name))


def _ends(name: str, wall: str) -> str:
    limit = _item(name).limit
    assert limit
    return end_text(end_of(limit, _at(wall), zone=LONDON, calendar=shipped()).end, zone=LONDON)


@pytest.mark.parametrize(
    ("item", "start", "end"),
    [
        ("record-crime", "2026-04-30 10:15", "2026-05-01 10:15"),
        ("tell-victim-of-suspect-event", "2026-05-01 21:40", "2026-05-05 24:00"),
        ("tell-victim-of-suspect-event", "2026-05-02 10:10", "2026-05-05 24:00"),
        ("refer-to-support", "2026-04-30 10:15", "2026-05-05 24:00"),
        ("assess-needs", "2026-04-30 10:15", "2026-05-01 24:00"),
        ("hold-strategy-discussion", "2026-04-30 14:05", "2026-05-06 24:00"),
        ("record-strategy-decisions", "2026-05-01 11:00", "2026-05-05 24:00"),
        ("act-before-bail-limit", "2026-05-02 00:00", "2026-08-01 24:00"),
    ],
)
def test_over_a_bank_holiday_weekend(item: str, start: str, end: str) -> None:
    assert _ends(item, start) == end


@pytest.mark.parametrize(
    ("item", "start", "end"),
    [
        ("hold-prevention-interview", "2026-10-25 01:40+00:00", "2026-10-26 01:40"),
        ("hold-prevention-interview", "2026-10-25 01:40+01:00", "2026-10-26 00:40"),
        ("obtain-return-interview", "2026-10-25 01:40+00:00", "2026-10-28 01:40"),
        ("act-on-access-to-children", "2026-10-25 02:05", "2026-10-26 02:05"),
        ("consider-abduction-notice", "2026-10-25 02:05", "2026-11-01 24:00"),
    ],
)
def test_over_the_repeated_hour(item: str, start: str, end: str) -> None:
    assert _ends(item, start) == end


@pytest.mark.parametrize(
    ("review", "start", "end"),
    [
        ("24-hour", "2026-04-30 10:15", "2026-05-01 10:15"),
        ("72-hour", "2026-04-30 10:15", "2026-05-03 10:15"),
        ("7-day", "2026-04-30 10:15", "2026-05-07 24:00"),
        ("every-28-days", "2026-05-07 14:00", "2026-06-04 24:00"),
        ("3-month", "2026-04-30 10:15", "2026-07-30 24:00"),
        ("event-missing-episode", "2026-10-24 23:10", "2026-10-25 22:10"),
    ],
)
def test_reviews_fall_due_as_limits_end(review: str, start: str, end: str) -> None:
    due = pack("cse-investigation").rule(ScheduleId(review)).due
    assert due
    counted = end_after(due.amount or 0, due.unit, _at(start), zone=LONDON, calendar=shipped())
    assert end_text(counted.end, zone=LONDON) == end


def test_a_limit_of_the_pack_explains_itself() -> None:
    item = _item("tell-victim-of-suspect-event")
    assert item.limit
    clock = pack("cse-investigation").clocks[item.limit.from_]
    sentence = explain_end(
        item.limit,
        _at("2026-05-01 21:40"),
        since=clock_words(item.limit.from_, clock),
        calendar=shipped(),
        told=Telling(LONDON, _at("2026-05-05 16:10")),
    )
    assert sentence == (
        "1 working day from when the event of the suspect happened (Fri 1 May, 21:40): Sat 2, Sun 3 and"
        " the bank holiday on Mon 4 May do not count, so it ends at the end of Tue 5 May."
    )
