"""Sheets as the tree that a definition file would be."""

from collections.abc import Sequence

import pytest
from openpyxl import Workbook

from sopcheck.checklists.problem import DefinitionError
from sopcheck.checklists.yaml_tree import Listing, Mapping, Node, Text
from sopcheck.exchange.sheet_shape import SheetShape

ITEM_TITLES = ("stage", "id", "prompt", "answered_by", "asks", "source", "limit.amount", "limit.unit")
HEAD = (("key", "value"), ("format", 1), ("checklist", "mine"), ("version", "1.0"))


def _shape(**sheets: Sequence[Sequence[object]]) -> SheetShape:
    book = Workbook()
    book.remove(book.worksheets[0])
    rows = {"Checklist": HEAD, "Stages": (("id", "title"), ("a", "A"), ("b", "B")), "Items": (ITEM_TITLES,)}
    for title, listed in {**rows, **sheets}.items():
        sheet = book.create_sheet(title)
        for row in listed:
            sheet.append(list(row))
    return SheetShape(book, "mine.xlsx")


def _plain(node: Node) -> object:
    """Give a tree as plain values."""
    match node:
        case Text():
            return node.text
        case Listing():
            return [_plain(one) for one in node.entries]
        case Mapping():
            return {entry.key: _plain(entry.value) for entry in node.entries}


def _root(**sheets: Sequence[Sequence[object]]) -> dict[str, object]:
    shape = _shape(**sheets)
    found = _plain(shape.root())
    assert isinstance(found, dict)
    assert shape.faults == []
    return found


def test_items_stand_in_their_stages_in_the_order_of_their_rows() -> None:
    items = (ITEM_TITLES, ("b", "x"), ("a", "y"), ("b", "z"))
    stages = _root(Items=items)["stages"]
    assert isinstance(stages, list)
    assert [(stage["id"], [item["id"] for item in stage["items"]]) for stage in stages] == [
        ("a", ["y"]),
        ("b", ["x", "z"]),
    ]


def test_the_columns_of_a_limit_make_one_limit() -> None:
    row = ("a", "x", "Do.", "investigator", "status\ntext", "GK", 24, "hours")
    stages = _root(Items=(ITEM_TITLES, row))["stages"]
    assert isinstance(stages, list)
    assert stages[0]["items"][0] == {
        "id": "x",
        "prompt": "Do.",
        "answered_by": "investigator",
        "asks": ["status", "text"],
        "source": "GK",
        "limit": {"amount": "24", "unit": "hours"},
    }


def test_what_every_item_needs_is_there_though_it_is_empty() -> None:
    stages = _root(Items=(ITEM_TITLES, ("a", "x")))["stages"]
    assert isinstance(stages, list)
    assert stages[0]["items"][0] == {"id": "x", "prompt": "", "answered_by": "", "asks": [], "source": ""}


def test_named_entries_stand_under_their_names() -> None:
    found = _root(Facts=(("id", "says"), ("urgent", "It is urgent.")))
    assert found["facts"] == {"urgent": {"says": "It is urgent."}}
    assert "clocks" not in found


def test_a_review_plan_is_made_of_its_keys_and_its_rows() -> None:
    head = (*HEAD, ("reviews.checklist", "reviewing"))
    rules = (("id", "title", "type", "due.amount"), ("first", "First", "fixed", 24))
    found = _root(Checklist=head, Reviews=rules)
    assert found["reviews"] == {
        "checklist": "reviewing",
        "schedule": [{"id": "first", "title": "First", "type": "fixed", "due": {"amount": "24"}}],
    }


def test_without_reviews_there_is_no_plan() -> None:
    assert "reviews" not in _root()


def test_of_two_stages_of_one_id_the_first_has_the_items() -> None:
    stages = _root(Stages=(("id", "title"), ("a", "A"), ("a", "B")), Items=(ITEM_TITLES, ("a", "x")))[
        "stages"
    ]
    assert isinstance(stages, list)
    assert [len(stage["items"]) for stage in stages] == [1, 0]


@pytest.mark.parametrize(
    ("sheets", "word", "where"),
    [
        ({"Items": (ITEM_TITLES, ("c", "x"))}, "unknown-stage", "sheet Items, row 2, column A (stage)"),
        ({"Items": (ITEM_TITLES, (None, "x"))}, "unknown-stage", "sheet Items, row 2"),
        ({"Facts": (("id", "says"), ("a", "A."), ("a", "B."))}, "duplicate-id", "sheet Facts, row 3"),
        ({"Facts": (("id", "says"), (None, "A."))}, "missing-id", "sheet Facts, row 2"),
        ({"Checklist": (*HEAD, ("colour", "red"))}, "unknown-key", "sheet Checklist, row 5, column A (key)"),
        ({"Checklist": (*HEAD, (None, "red"))}, "unknown-key", "sheet Checklist, row 5, column B (value)"),
        ({"Notes": (("anything",),)}, "unknown-sheet", "sheet Notes"),
        ({"Facts": (("says",), ("A.",))}, "missing-column", "sheet Facts, row 1"),
    ],
)
def test_what_does_not_fit_is_noted_with_its_place(
    sheets: dict[str, Sequence[Sequence[object]]], word: str, where: str
) -> None:
    shape = _shape(**sheets)
    shape.root()
    assert (word, f"mine.xlsx, {where}") in [(one.word, one.file) for one in shape.faults]


def test_a_newer_format_is_told_before_anything_else() -> None:
    with pytest.raises(DefinitionError, match="This definition has format 2; this program reads 1"):
        _shape(Checklist=(("key", "value"), ("format", 2))).root()


def test_each_place_is_kept_for_messages() -> None:
    shape = _shape(Items=(ITEM_TITLES, ("a", "x", "Do.")))
    shape.root()
    assert "sheet Items, row 2, column C (prompt)" in map(str, shape.places)
