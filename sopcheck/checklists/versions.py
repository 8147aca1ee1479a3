"""The order of versions: by their numbers, so that 1.10 comes after 1.9.

A version may be tailored for a district: `1.0+barnsley.2` is the second revision of its profile for 1.0.
Whether it is higher than another is a question only within one profile; the order of a list takes any.
"""

import re
from typing import NamedTuple

from sopcheck.checklists.definition import Version

_NUMBER = re.compile(r"\d+")


class VersionRank(NamedTuple):
    """Where a version stands: the numbers of the force's own, the profile laid over it, its revision."""

    numbers: tuple[int, ...]
    profile: str
    revision: int


def version_rank(version: Version) -> VersionRank:
    """Give the rank of a version; what is tailored comes after what it was made from."""
    own, _, tailored = version.partition("+")
    profile, _, revision = tailored.rpartition(".")
    numbers = tuple(int(number) for number in _NUMBER.findall(own))
    # Of `1.0+2024` nothing is a revision: without a point all of it names the profile.
    if not profile:
        return VersionRank(numbers, tailored, 0)
    return VersionRank(numbers, profile, int(revision) if revision.isdecimal() else 0)
