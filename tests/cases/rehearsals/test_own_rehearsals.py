"""The project's own rehearsals: worked out by hand, they pass, and one wrong word in any of them is told."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec
import pytest

from sopcheck.cases.rehearsals.checks import check
from sopcheck.cases.rehearsals.player import Played, play
from sopcheck.cases.rehearsals.reader import read_file
from sopcheck.cases.rehearsals.rehearsal import Check, Expectation

FOLDER = Path(__file__).parents[2] / "data" / "rehearsals" / "own"
# The other files there are definitions, named by their version.
OWN = sorted(FOLDER.glob("*[!0].yaml"))
each_file = pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)


@cache
def played(path: Path) -> Played:
    """A file, played once."""
    return play(read_file(path))


def with_states_wrong(checks: tuple[Check, ...]) -> Iterator[Check]:
    """Each check that wants a state, wanting another one."""
    for one in checks:
        if "state" in one.wanted:
            other = "met" if one.wanted["state"] != "met" else "late"
            yield msgspec.structs.replace(one, wanted={"state": other})


def only_wrong(one: Expectation) -> Expectation:
    """A moment at which nothing but states are wanted, and none of them is right."""
    return Expectation(
        line=one.line,
        as_at=one.as_at,
        items=tuple(with_states_wrong(one.items)),
        reviews=tuple(
            msgspec.structs.replace(wrong, wanted={**right.wanted, **wrong.wanted})
            for right in one.reviews
            for wrong in with_states_wrong((right,))
        ),
    )


def test_they_are_more_than_the_issue_asks_for() -> None:
    assert len(OWN) >= 12


@each_file
def test_every_state_that_is_wanted_wrongly_is_told_of_at_its_line(path: Path) -> None:
    found = played(path)
    wrong = tuple(only_wrong(one) for one in found.rehearsal.expect)
    rehearsal = msgspec.structs.replace(found.rehearsal, expect=wrong)
    told = {one.line for one in check(msgspec.structs.replace(found, rehearsal=rehearsal))}
    lines = {one.line for block in wrong for one in (*block.items, *block.reviews)}
    assert lines
    assert told >= lines


@each_file
def test_a_rehearsal_of_ours_says_what_it_shows_and_how_it_was_worked_out(path: Path) -> None:
    head = path.read_text(encoding="utf-8").partition("rehearsal:")[0]
    assert head.startswith("# Shows: ")
    assert "\n# By hand: " in head
