"""A comparison is complete: what the rows make of the one version is the other."""

from dataclasses import replace
from itertools import pairwise

import msgspec
from hypothesis import given, settings

from sopcheck.checklists.compare import Comparison, compare
from sopcheck.checklists.definition import Checklist, ItemId
from sopcheck.checklists.identity import digest_of
from tests.checklists.compare_apply import applied
from tests.checklists.generated import definitions, with_item
from tests.checklists.samples import pack, small

PACKS = ("cse-investigation", "cse-intelligence", "supervisor-review", "online-cse")


@given(definitions(), definitions())
@settings(max_examples=30, deadline=None)
def test_the_rows_of_two_definitions_make_the_one_into_the_other(was: Checklist, is_: Checklist) -> None:
    made = applied(compare(was, is_), was)
    assert made == is_
    assert digest_of(made) == digest_of(is_)


def test_the_rows_of_two_packs_make_the_one_into_the_other() -> None:
    for was, is_ in pairwise(PACKS):
        assert applied(compare(pack(was), pack(is_)), pack(was)) == pack(is_)


@given(definitions(), definitions())
@settings(max_examples=20, deadline=None)
def test_no_row_could_be_left_out(was: Checklist, is_: Checklist) -> None:
    comparison = compare(was, is_)
    needless = [row for at, row in enumerate(comparison.rows) if _still_makes(comparison, at)]
    # What stood in a stage or a plan that goes would go by itself; the board sees each of it go.
    assert not [row for row in needless if row.change not in {"withdrawn", "replaced"} or row.key]


def _still_makes(comparison: Comparison, without: int) -> bool:
    """Whether the rows but one still make the later version; what stands nowhere makes none."""
    rows = comparison.rows[:without] + comparison.rows[without + 1 :]
    try:
        return applied(replace(comparison, rows=rows), comparison.was) == comparison.is_
    except (KeyError, msgspec.ValidationError):
        return False


def test_rows_carry_a_change_to_another_version_with_the_same_entries() -> None:
    comparison = compare(small(), with_item(small(), "finish", prompt="End the work."))
    other = with_item(small(), "act-soon", prompt="Act quickly.")
    assert applied(comparison, other).item(ItemId("finish")).prompt == "End the work."
    assert applied(comparison, other).item(ItemId("act-soon")).prompt == "Act quickly."
