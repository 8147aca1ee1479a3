"""What entries show of a clock is told as evidence: no more than can be shown, and no less."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sopcheck.ledger.clocks import ClockWatch
from sopcheck.ledger.entry import Times, instant_text
from sopcheck.ledger.verify import What
from tests.ledger.writing import line

START = datetime(2026, 5, 7, 9, tzinfo=UTC)
HEADER = line(1)[0].header
SET_BACK = "The clock had been set back when this was recorded."
HIDDEN = "The clock had been set back when this was recorded, and the entry does not say so."
LESS = "Less time passed between this entry and the one before than the machine counted."


def shown(*readings: tuple[float, float, bool]) -> list[str]:
    """What is told of entries that read minutes of wall clock and of the other, and whether it went back."""
    watch = ClockWatch()
    told = []
    for number, (wall, counted, back) in enumerate(readings):
        utc = instant_text(START + timedelta(minutes=wall))
        header = replace(HEADER, t=Times(back, int(counted * 60_000), utc))
        told += [problem.meaning for problem in watch.take(str(number), header)]
    return told


def test_a_clock_that_goes_on_shows_nothing() -> None:
    assert shown((0, 0, False), (1, 1, False), (60, 60, False)) == []


def test_a_clock_that_was_set_back_and_told_so_is_evidence() -> None:
    assert shown((0, 0, False), (-60, 1, True)) == [SET_BACK]


def test_a_clock_that_was_set_back_and_not_told_is_evidence_of_more() -> None:
    assert shown((0, 0, False), (-60, 1, False)) == [HIDDEN]


def test_less_time_on_the_wall_than_the_machine_counted_is_evidence() -> None:
    assert shown((0, 0, False), (5, 60, False)) == [LESS]


def test_more_time_on_the_wall_shows_nothing_for_a_machine_may_sleep() -> None:
    assert shown((0, 0, False), (600, 1, False)) == []


def test_a_restart_shows_nothing() -> None:
    assert shown((0, 5000, False), (10, 1, False)) == []


def test_chains_are_compared_each_for_itself() -> None:
    watch = ClockWatch()
    early = replace(HEADER, log="b" * 32, t=Times(False, 0, instant_text(START - timedelta(days=9))))
    assert list(watch.take("a", HEADER)) == []
    assert list(watch.take("b", early)) == []


def test_what_is_told_names_the_entry_and_when() -> None:
    watch = ClockWatch()
    list(watch.take("a", HEADER))
    at = instant_text(START - timedelta(days=1))
    (problem,) = watch.take("b", replace(HEADER, t=Times(True, 1, at)))
    assert (problem.what, problem.where, problem.since) == (What.CLOCK, "b", at)


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 1)), max_size=20))
def test_an_honest_machine_that_sleeps_now_and_then_contradicts_nothing(
    spans: list[tuple[float, float]],
) -> None:
    wall = counted = 0.0
    readings = []
    for passed, awake in spans:
        wall, counted = wall + passed, counted + passed * awake
        readings.append((wall, counted, False))
    assert shown(*readings) == []
