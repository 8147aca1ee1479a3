from datetime import date, datetime
from zoneinfo import ZoneInfo

import msgspec
import pytest

from sopcheck.checklists.calendar import shipped
from sopcheck.checklists.definition import Clock, ClockId, Limit, Unit
from sopcheck.checklists.explaining import (
    basis_word,
    clock_words,
    explain_end,
    explain_gate,
    explain_not_started,
    limit_words,
)
from sopcheck.checklists.local_time import parse_wall
from sopcheck.checklists.packs import shipped as packs
from sopcheck.checklists.time_words import Telling
from tests.checklists.samples import pack

LONDON = ZoneInfo("Europe/London")
SINCE = "we were told"


def _at(wall: str) -> datetime:
    return parse_wall(wall, zone=LONDON)


def _limit(amount: int | None, unit: Unit, *, beginning_with: bool = False) -> Limit:
    return Limit(
        amount=amount, unit=unit, from_=ClockId("c"), basis="national", beginning_with=beginning_with
    )


def _explained(
    limit: Limit,
    wall: str,
    *,
    day_only: bool = False,
    until: date = date(2028, 12, 31),
    on_paper: bool = False,
) -> str:
    return explain_end(
        limit,
        _at(wall),
        since=SINCE,
        calendar=shipped().cut_at(until),
        told=Telling(LONDON, _at("2026-05-07 14:00"), on_paper),
        day_only=day_only,
    )


@pytest.mark.parametrize(
    ("limit", "wall", "sentence"),
    [
        (
            _limit(24, "hours"),
            "2026-04-30 10:15",
            "24 hours from when we were told (Thu 30 Apr, 10:15), so it ends on Fri 1 May, 10:15.",
        ),
        (
            _limit(24, "hours"),
            "2026-03-28 18:30",
            "24 hours from when we were told (Sat 28 Mar, 18:30): the clocks go forward in between,"
            " so it ends on Sun 29 Mar, 19:30.",
        ),
        (
            _limit(1, "hours"),
            "2026-10-25 01:40+01:00",
            "1 hour from when we were told (Sun 25 Oct, 01:40 BST): the clocks go back in between,"
            " so it ends on Sun 25 Oct, 01:40 GMT.",
        ),
        (
            _limit(7, "calendar-days"),
            "2026-04-30 10:15",
            "7 calendar days from when we were told (Thu 30 Apr, 10:15): the day after is day 1,"
            " so it ends at the end of Thu 7 May.",
        ),
        (
            _limit(1, "calendar-days", beginning_with=True),
            "2026-04-30 10:15",
            "1 calendar day from when we were told (Thu 30 Apr, 10:15), that day included,"
            " so it ends at the end of Thu 30 Apr.",
        ),
        (
            _limit(2, "working-days"),
            "2026-04-30 10:15",
            "2 working days from when we were told (Thu 30 Apr, 10:15): Sat 2, Sun 3 and the bank"
            " holiday on Mon 4 May do not count, so it ends at the end of Tue 5 May.",
        ),
        (
            _limit(1, "working-days"),
            "2026-12-31 10:15",
            "1 working day from when we were told (Thu 31 Dec, 10:15): the bank holiday on Fri 1 Jan,"
            " Sat 2 and Sun 3 do not count, so it ends at the end of Mon 4 Jan 2027.",
        ),
        (
            _limit(1, "working-days"),
            "2026-04-29 10:15",
            "1 working day from when we were told (Wed 29 Apr, 10:15): the day after is day 1,"
            " so it ends at the end of Thu 30 Apr.",
        ),
        (
            _limit(30, "working-days"),
            "2026-04-30 10:15",
            "30 working days from when we were told (Thu 30 Apr, 10:15): 16 days of weekends and bank"
            " holidays in between do not count, so it ends at the end of Mon 15 Jun.",
        ),
        (
            _limit(3, "months", beginning_with=True),
            "2026-05-02 00:00",
            "3 months from when we were told (Sat 2 May), that day included,"
            " so it ends at the end of Sat 1 Aug.",
        ),
        (
            _limit(1, "months"),
            "2026-05-31 09:00",
            "1 month from when we were told (Sun 31 May), so it ends at the end of Tue 30 Jun.",
        ),
        (
            _limit(None, "target-date"),
            "2026-09-18 00:00",
            "A date was set, Fri 18 Sep, so it ends at the end of Fri 18 Sep.",
        ),
    ],
)
def test_a_limit_says_its_clock_its_rule_the_days_skipped_and_its_end(
    limit: Limit, wall: str, sentence: str
) -> None:
    assert _explained(limit, wall) == sentence


def test_a_provisional_end_says_so() -> None:
    sentence = _explained(_limit(2, "working-days"), "2026-04-30 10:15", until=date(2026, 5, 4))
    assert "so it ends at the end of Tue 5 May. This is provisional" in sentence


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        (_limit(24, "hours"), "24 hours from when we were told (Thu 30 Apr 2026, 10:15)."),
        (
            _limit(2, "working-days"),
            "2 working days from when we were told (Thu 30 Apr 2026, 10:15): Sat 2, Sun 3 and the bank"
            " holiday on Mon 4 May do not count.",
        ),
        (_limit(1, "months"), "1 month from when we were told (Thu 30 Apr 2026)."),
        (_limit(None, "target-date"), "A date was set, Thu 30 Apr 2026."),
    ],
)
def test_on_paper_the_rule_stands_without_the_end_and_every_day_with_its_year(
    limit: Limit, sentence: str
) -> None:
    assert _explained(limit, "2026-04-30 10:15", until=date(2026, 5, 4), on_paper=True) == sentence


def test_a_start_known_only_to_the_day_says_so() -> None:
    sentence = _explained(_limit(24, "hours"), "2026-05-05 23:59", day_only=True)
    assert "(Tue 5 May, known only to the day)" in sentence


def test_a_single_day_does_not_count() -> None:
    sentence = _explained(_limit(1, "working-days"), "2026-05-03 10:00")
    assert "the bank holiday on Mon 4 May does not count" in sentence


def test_a_limit_that_has_not_started_says_what_it_waits_for() -> None:
    assert explain_not_started(_limit(24, "hours"), since=SINCE) == (
        "Not started: 24 hours from when we were told; that time is not recorded yet."
    )
    bail = msgspec.structs.replace(_limit(3, "months"), beginning_with=True)
    assert explain_not_started(bail, since=SINCE) == (
        "Not started: 3 months, that day included, from when we were told; that time is not recorded yet."
    )
    target = explain_not_started(_limit(None, "target-date"), since=SINCE)
    assert target == "Not started: no date has been set yet."


def test_a_gate_says_before_what() -> None:
    clock = Clock(says="When the case was closed.", when="the case was closed")
    assert explain_gate(ClockId("case-closed"), clock) == (
        "To be done at or before the moment when the case was closed; nothing is counted."
    )


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (_limit(1, "hours"), "1 hour"),
        (_limit(2, "working-days"), "2 working days"),
        (_limit(3, "months", beginning_with=True), "3 months, that day included"),
        (_limit(None, "target-date"), "a date that is set"),
    ],
)
def test_a_limit_is_named_without_its_clock(limit: Limit, words: str) -> None:
    assert limit_words(limit) == words


def test_the_force_s_own_figure_is_local() -> None:
    assert (basis_word("national"), basis_word("baseline")) == ("national", "local")


def test_a_clock_without_words_is_named_by_its_id() -> None:
    assert clock_words(ClockId("file-submitted"), Clock(says="x")) == "“file submitted” was set"


@pytest.mark.parametrize("name", [source.id for source in packs()])
def test_every_clock_that_ships_has_its_words(name: str) -> None:
    assert all(clock.when for clock in pack(name).clocks.values())
