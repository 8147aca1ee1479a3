"""How a rehearsal writes what was found, and by what its rows are compared."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.cases.rehearsals.words import due_text, listed, over_text, row_key, same_minute, yes_no
from sopcheck.checklists.time_words import parse_elapsed

MIDNIGHT = datetime(2026, 6, 4, 23, tzinfo=UTC)
names = st.from_regex(r"[a-z]{2,6}(-[a-z]{2,6})?", fullmatch=True)


@pytest.mark.parametrize(
    ("written", "items", "of"),
    [
        ("a", {"a"}, ""),
        ("a @ s", {"a"}, "s"),
        ("a + b @ s", {"a", "b"}, "s"),
        ("b+a@s", {"a", "b"}, "s"),
        ("pack/a + b", {"a", "b"}, ""),
    ],
)
def test_a_row_is_its_items_in_any_order_and_its_subject(written: str, items: set[str], of: str) -> None:
    assert row_key(written) == (frozenset(items), of)


@given(st.lists(names, min_size=1, max_size=4, unique=True), names)
def test_the_order_in_which_a_row_names_its_items_does_not_matter(items: list[str], of: str) -> None:
    forward, backward = (" + ".join(order) for order in (items, items[::-1]))
    assert row_key(f"{forward} @ {of}") == row_key(f"{backward} @ {of}")


def test_an_end_at_midnight_is_that_of_the_day_before() -> None:
    assert due_text(MIDNIGHT) == "2026-06-04 24:00"
    assert due_text(MIDNIGHT + timedelta(minutes=1)) == "2026-06-05 00:01"
    assert due_text(None) == "never"


@given(st.integers(0, 10**7))
def test_an_overrun_reads_back_to_the_minute(seconds: int) -> None:
    assert parse_elapsed(over_text(seconds)) == timedelta(minutes=seconds // 60)


def test_what_is_not_over_says_so() -> None:
    assert over_text(None) == "not over"


@given(st.integers(0, 59), st.integers(0, 59))
def test_seconds_do_not_matter(one: int, other: int) -> None:
    assert same_minute(MIDNIGHT + timedelta(seconds=one), MIDNIGHT + timedelta(seconds=other))


def test_another_minute_is_another_time() -> None:
    assert not same_minute(MIDNIGHT, MIDNIGHT + timedelta(seconds=60))
    assert not same_minute(None, MIDNIGHT)


def test_truths_and_lists_read_as_words() -> None:
    assert (yes_no([1]), yes_no("")) == ("yes", "no")
    assert (listed(["a", "b"]), listed([])) == ("a, b", "nothing")
