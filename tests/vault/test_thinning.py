"""One backup a day for two weeks, one a week for twelve, and the newest whatever the clock says."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sopcheck.vault.thinning import DAYS, WEEKS, kept

NOW = datetime(2026, 5, 7, 17, 0, tzinfo=UTC)
moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


def before(**ago: int) -> datetime:
    return NOW - timedelta(**ago)


@given(st.lists(moments, max_size=60))
def test_the_newest_stays_and_nothing_is_made_up(made: list[datetime]) -> None:
    left = kept(made, now=NOW)
    assert left <= set(made)
    assert not made or max(made) in left


@given(st.lists(moments, max_size=60))
def test_thinning_twice_is_thinning_once(made: list[datetime]) -> None:
    left = kept(made, now=NOW)
    assert kept(left, now=NOW) == left


@given(st.lists(moments, max_size=60))
def test_no_more_is_kept_than_days_and_weeks(made: list[datetime]) -> None:
    past = [moment for moment in made if moment <= NOW]
    assert len(kept(past, now=NOW)) <= DAYS.days + 1 + WEEKS.days // 7 + 1 + 1


def test_of_a_day_the_newest_is_kept() -> None:
    made = [before(hours=1), before(hours=2), before(days=1), before(days=1, hours=1)]
    assert kept(made, now=NOW) == {before(hours=1), before(days=1)}


def test_of_the_last_two_weeks_each_day_and_before_that_each_week() -> None:
    left = kept([before(days=day) for day in range(120)], now=NOW)
    young, old = ([each for each in left if (NOW - each <= DAYS) is recent] for recent in (True, False))
    assert len(young) == 15
    assert {each.isocalendar()[:2] for each in old} <= {
        before(days=day).isocalendar()[:2] for day in range(14, 85)
    }
    assert max(NOW - each for each in left) <= WEEKS


def test_the_last_good_one_stays_however_old_it_is() -> None:
    assert kept([before(days=900)], now=NOW) == {before(days=900)}


def test_a_clock_that_was_ahead_deletes_nothing_of_today() -> None:
    ahead = NOW + timedelta(days=400)
    assert kept([ahead, before(hours=1)], now=NOW) == {ahead, before(hours=1)}
