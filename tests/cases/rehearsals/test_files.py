"""The rehearsals of the project: each passes as it is, and each expectation fails when it is wrong."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec
import pytest

from sopcheck.cases.rehearsals.checks import check
from sopcheck.cases.rehearsals.player import Played, play
from sopcheck.cases.rehearsals.reader import read_file
from sopcheck.cases.rehearsals.rehearsal import Check, Difference, Expectation, Listed

FOLDER = Path(__file__).parents[2] / "data" / "rehearsals"
GIVEN = sorted(FOLDER.glob("*.yaml"))
OWN = sorted((FOLDER / "own").glob("*[!0].yaml"))
ALL = [*GIVEN, *OWN]
each_file = pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)

WRONG_TIME = "2016-01-01 01:01"
WRONG = {
    "state": "closed",
    "applies": "99",
    "ends": WRONG_TIME,
    "due": WRONG_TIME,
    "over": "77d",
    "working_days_over": "77",
    "explained": WRONG_TIME,
    "extended": WRONG_TIME,
    "from": WRONG_TIME,
    "missed_cycles": "77",
    "days": "77",
    "precision": "hour",
}
OTHER = {
    "yes": "no",
    "no": "yes",
    "national": "baseline",
    "baseline": "national",
    "partly": "yes",
    "may": "no",
}


@cache
def played(path: Path) -> Played:
    """A file, played once."""
    return play(read_file(path))


def expecting(path: Path, change: Callable[[Expectation], Expectation]) -> tuple[Difference, ...]:
    """The differences that are found once the expectations are changed."""
    found = played(path)
    wrong = tuple(change(one) for one in found.rehearsal.expect)
    rehearsal = msgspec.structs.replace(found.rehearsal, expect=wrong)
    return check(msgspec.structs.replace(found, rehearsal=rehearsal))


def spoilt(one: Check, key: str) -> Check:
    """The same check with another value for a key."""
    text = one.wanted[key]
    wrong = WRONG[key] if key in WRONG and text not in OTHER else OTHER.get(text, "action")
    wrong = "none yet" if text == wrong else wrong
    return msgspec.structs.replace(one, wanted={**one.wanted, key: wrong})


def spoil_each(checks: tuple[Check, ...]) -> list[Check]:
    """Every check once for each of its keys, with that one key wrong."""
    return [spoilt(one, key) for one in checks for key in one.wanted if key != "round"]


@each_file
def test_a_rehearsal_passes(path: Path) -> None:
    assert [str(difference) for difference in check(played(path))] == []


def test_the_five_given_files_and_ours_are_all_here() -> None:
    assert len(GIVEN) == 5
    assert len(OWN) >= 30


@each_file
def test_every_key_of_an_item_is_compared(path: Path) -> None:
    total = sum(len(spoil_each(one.items)) for one in played(path).rehearsal.expect)
    found = expecting(path, lambda one: msgspec.structs.replace(one, items=tuple(spoil_each(one.items))))
    assert len(found) == total


@each_file
def test_every_key_of_a_review_is_compared(path: Path) -> None:
    checks = [one for block in played(path).rehearsal.expect for one in block.reviews]
    found = expecting(path, lambda one: msgspec.structs.replace(one, reviews=tuple(spoil_each(one.reviews))))
    # A wrong due time may point at another review of the same kind, and so bring differences of its own.
    told = {(difference.line, difference.about.rpartition(", ")[2]) for difference in found}
    assert told >= {(one.line, key) for one in checks for key in one.wanted}


@each_file
def test_every_number_of_items_and_every_version_is_compared(path: Path) -> None:
    def change(one: Expectation) -> Expectation:
        return msgspec.structs.replace(
            one, applies=tuple(spoil_each(one.applies)), versions=tuple(spoil_each(one.versions))
        )

    total = sum(len(one.applies) + len(one.versions) for one in played(path).rehearsal.expect)
    assert len(expecting(path, change)) == total


@each_file
def test_every_review_to_come_is_compared(path: Path) -> None:
    def change(one: Expectation) -> Expectation:
        wrong = one.next_reviews and tuple(spoil_each(one.next_reviews))
        return msgspec.structs.replace(one, next_reviews=wrong)

    total = sum(len(one.next_reviews or ()) for one in played(path).rehearsal.expect)
    assert len(expecting(path, change)) == total


def with_lists(one: Expectation, change: Callable[[Listed], Listed]) -> Expectation:
    """The expectation with all its lists changed."""
    return msgspec.structs.replace(
        one, exceptions=tuple(map(change, one.exceptions)), annex=tuple(map(change, one.annex))
    )


@each_file
def test_a_row_too_many_is_told_of_every_list(path: Path) -> None:
    total = sum(len(one.exceptions) + len(one.annex) for one in played(path).rehearsal.expect)
    found = expecting(
        path,
        lambda one: with_lists(
            one, lambda rows: msgspec.structs.replace(rows, rows=(*rows.rows, "make-tea"))
        ),
    )
    assert [difference.expected for difference in found] == ["make-tea in the list"] * total


@each_file
def test_a_row_that_lacks_is_told_of_every_list(path: Path) -> None:
    filled = sum(
        bool(rows.rows) for one in played(path).rehearsal.expect for rows in (*one.exceptions, *one.annex)
    )
    found = expecting(
        path, lambda one: with_lists(one, lambda rows: msgspec.structs.replace(rows, rows=rows.rows[1:]))
    )
    assert [difference.found for difference in found] == ["in it"] * filled


def test_a_difference_names_file_line_moment_and_both_values() -> None:
    path = FOLDER / "bank-holiday-weekend.yaml"
    first = played(path).rehearsal.expect[0]
    wrong = msgspec.structs.replace(first, items=(spoilt(first.items[0], "ends"),))
    (difference,) = expecting(path, lambda one: wrong if one == first else one)
    assert str(difference) == (
        "bank-holiday-weekend.yaml:57: as at 2026-05-05 15:00 hold-strategy-discussion @ child-a, ends:"
        " expected 2016-01-01 01:01, but it is 2026-05-06 24:00"
    )


def test_an_order_of_the_timeline_that_is_not_so_is_told() -> None:
    path = FOLDER / "repeated-hour.yaml"

    def change(one: Expectation) -> Expectation:
        if one.timeline is None:
            return one
        return msgspec.structs.replace(
            one, timeline=msgspec.structs.replace(one.timeline, rows=one.timeline.rows[::-1])
        )

    (difference,) = expecting(path, change)
    assert difference.about == "timeline"
    assert difference.expected == "call next"


def test_a_time_without_a_holder_too_many_or_too_few_is_told() -> None:
    path = FOLDER / "own" / "absence-and-handover.yaml"
    found = expecting(path, lambda one: msgspec.structs.replace(one, not_active=(one.not_active or ())[:1]))
    assert [difference.expected for difference in found] == ["no more", "no more"]
    wrong = expecting(
        path, lambda one: msgspec.structs.replace(one, not_active=tuple(spoil_each(one.not_active or ())))
    )
    assert wrong[0].about.startswith("a time without")


@each_file
def test_every_refusal_of_a_file_is_needed_and_looked_at(path: Path) -> None:
    rehearsal = played(path).rehearsal
    lines = [event.line for event in rehearsal.events if event.refused is not None]
    for wanted in (("colour of the sky",), None):
        events = tuple(
            msgspec.structs.replace(event, refused=wanted) if event.refused is not None else event
            for event in rehearsal.events
        )
        found = play(msgspec.structs.replace(rehearsal, events=events)).differences
        assert [difference.line for difference in found] == lines


@each_file
def test_a_rehearsal_is_alike_whenever_it_is_played(path: Path) -> None:
    assert play(read_file(path)).entries == played(path).entries
