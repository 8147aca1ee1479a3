import pytest

from sopcheck.checklists.definition import Clock, Item, ReviewDue, ReviewRule
from sopcheck.checklists.shorthand import written_out
from sopcheck.checklists.yaml_tree import Entry, Listing, Mapping, Node, read_tree


def _entry(text: str) -> Entry:
    root = read_tree(text, name="x").root
    assert isinstance(root, Mapping)
    return root.entries[0]


def _form(cls: type, text: str) -> Node:
    return written_out(cls, _entry(text))


@pytest.mark.parametrize(
    ("cls", "short", "long"),
    [
        (Item, "sets_clock: [told]", "sets_clock:  told"),
        (ReviewRule, "if_not_independent: flag as partly independent", "if_not_independent: flag"),
        (ReviewDue, "if_never_held: the due date of 7-day", "if_never_held: 7-day"),
    ],
)
def test_a_short_or_old_form_comes_to_the_one_that_is_kept(cls: type, short: str, long: str) -> None:
    assert _form(cls, short) == _form(cls, long) == _entry(long).value


@pytest.mark.parametrize(
    ("cls", "text"),
    [
        (Item, "sets_clock: [told, alarm]"),
        (Item, "sets_clock: []"),
        (Item, "sets_clock: {a: b}"),
        (Clock, "sets_clock: [told]"),
        (ReviewRule, "if_not_independent: refuse"),
        (ReviewRule, "if_not_independent: [flag as]"),
        (ReviewDue, "if_never_held: the end"),
        (ReviewDue, "if_never_held: [the due date of 7-day]"),
    ],
)
def test_anything_else_is_left_as_it_is(cls: type, text: str) -> None:
    assert _form(cls, text) == _entry(text).value


def test_the_line_stays() -> None:
    root = read_tree("# why\nsets_clock:\n  - told\n", name="x").root
    assert isinstance(root, Mapping)
    assert isinstance(root.entries[0].value, Listing)
    assert written_out(Item, root.entries[0]).line == 3
