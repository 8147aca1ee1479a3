from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.checklists.compare_order import before_each, merged, moved, placed

LISTS = st.lists(st.sampled_from("abcdefg"), unique=True, max_size=7)


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("abc", "abc", ""),
        ("abc", "xabyc", ""),
        ("abc", "cab", "c"),
        ("abcd", "dcba", "cba"),
        ("abc", "", ""),
        ("", "abc", ""),
        ("abcde", "aebcd", "e"),
    ],
)
def test_as_few_move_as_can_be(was: str, now: str, expected: str) -> None:
    found = moved(list(was), list(now))
    assert len(found) == len(expected)
    assert "".join(found) == expected or len(expected) > 1


@given(LISTS, LISTS)
def test_what_stays_keeps_its_order_and_no_fewer_could_move(was: list[str], now: list[str]) -> None:
    found = moved(was, now)
    common = [one for one in now if one in was]
    assert _in_order([one for one in common if one not in found], was)
    fewer = combinations(common, max(0, len(found) - 1))
    assert not found or not any(_in_order([one for one in common if one not in some], was) for some in fewer)


def _in_order(some: Sequence[str], was: Sequence[str]) -> bool:
    places = [was.index(one) for one in some]
    return places == sorted(places)


def test_each_entry_knows_the_one_before_it() -> None:
    assert before_each("abc") == {"a": "", "b": "a", "c": "b"}


@pytest.mark.parametrize(("after", "expected"), [("a", "axb"), ("b", "abx"), ("", "xab"), ("gone", "xab")])
def test_an_entry_is_put_behind_another_or_in_front(after: str, expected: str) -> None:
    entries = ["a", "b"]
    placed(entries, "x", after=after)
    assert "".join(entries) == expected


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("abc", "ac", "abc"),
        ("abc", "ca", "cab"),
        ("xab", "ab", "xab"),
        ("abc", "", "abc"),
        ("ab", "ba", "ba"),
    ],
)
def test_what_is_gone_is_told_where_it_stood(was: str, now: str, expected: str) -> None:
    assert "".join(merged(was, list(now))) == expected


@given(LISTS, LISTS)
def test_merging_keeps_the_later_order_and_loses_nothing(was: list[str], now: list[str]) -> None:
    woven = merged(was, now)
    assert [one for one in woven if one in now] == now
    assert set(woven) == {*was, *now}
    assert len(woven) == len(set(woven))
