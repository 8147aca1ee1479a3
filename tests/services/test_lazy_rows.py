"""Rows are made when they are looked at, each once, and read as any other list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.services.lazy_rows import LazyRows

numbers = st.lists(st.integers(), max_size=20)


class Made:
    """Counts what was made of which source."""

    def __init__(self) -> None:
        self.of: list[int] = []

    def __call__(self, source: int) -> str:
        self.of.append(source)
        return str(source)


def test_nothing_is_made_before_it_is_looked_at() -> None:
    made = Made()
    assert len(LazyRows(range(10_000), made)) == 10_000
    assert made.of == []


def test_a_row_is_made_of_its_own_source_and_once() -> None:
    made = Made()
    rows = LazyRows((7, 8, 9), made)
    assert (rows[1], rows[1], rows[-2]) == ("8", "8", "8")
    assert made.of == [8]


def test_a_slice_makes_what_is_in_it() -> None:
    made = Made()
    assert LazyRows(range(100), made)[:3] == ("0", "1", "2")
    assert made.of == [0, 1, 2]


def test_beyond_the_end_there_is_no_row() -> None:
    with pytest.raises(IndexError):
        LazyRows((), str)[0]


@given(numbers, st.integers(-30, 30), st.integers(-30, 30))
def test_it_reads_as_the_list_of_what_is_made(sources: list[int], start: int, stop: int) -> None:
    rows, plain = LazyRows(sources, str), [str(source) for source in sources]
    assert list(rows) == plain
    assert rows[start:stop] == tuple(plain[start:stop])
    assert rows == tuple(plain)


def test_other_rows_are_other() -> None:
    assert LazyRows((1,), str) != ("2",)
    assert LazyRows((1,), str) != 1
