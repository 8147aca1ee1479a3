"""Versions are in the order of their numbers; a district's revisions are a count of their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.checklists.definition import Version
from sopcheck.checklists.versions import VersionRank, version_rank


@pytest.mark.parametrize(
    ("version", "rank"),
    [
        ("1.0", VersionRank((1, 0), "", 0)),
        ("1.0+met.2", VersionRank((1, 0), "met", 2)),
        ("1.0+south-2.west.11", VersionRank((1, 0), "south-2.west", 11)),
        ("1.0+met", VersionRank((1, 0), "met", 0)),
        ("1.0+met.next", VersionRank((1, 0), "met", 0)),
    ],
)
def test_the_numbers_of_a_profile_are_no_numbers_of_the_force(version: str, rank: VersionRank) -> None:
    assert version_rank(Version(version)) == rank


def test_versions_of_several_digits_are_in_the_order_of_their_numbers() -> None:
    names = ["1.9", "1.10", "1.10+met.2", "1.10+met.10", "1.11", "2.0"]
    assert sorted(set(names), key=lambda name: version_rank(Version(name))) == names


NUMBERS = st.lists(st.integers(0, 99), min_size=1, max_size=3)


@given(NUMBERS, NUMBERS, st.integers(0, 99))
def test_a_revision_never_makes_a_version_higher_than_the_next_of_the_force(
    one: list[int], other: list[int], revision: int
) -> None:
    low, high = sorted((one, other))
    tailored = version_rank(Version(f"{'.'.join(map(str, low))}+met.{revision}"))
    assert (tailored < version_rank(Version(".".join(map(str, high))))) == (low < high)
