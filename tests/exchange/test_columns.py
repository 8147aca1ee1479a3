import msgspec
import pytest

from sopcheck.checklists.definition import Checklist, Item
from sopcheck.exchange.columns import HEAD, SHEETS, Column, columns_of


def _titles(sheet: str) -> list[str]:
    return [column.title for form in SHEETS if form.title == sheet for column in form.columns]


def test_every_key_of_an_item_has_its_column() -> None:
    keys = {field.encode_name for field in msgspec.structs.fields(Item)}
    assert {title.split(".")[0] for title in _titles("Items")} == keys | {"stage"}


def test_every_key_of_a_definition_is_somewhere() -> None:
    keys = {field.encode_name for field in msgspec.structs.fields(Checklist)}
    sheets = {"stages", "clocks", "facts", "subjects", "grades", "reviews"}
    assert {column.path[0] for column in HEAD} | sheets == keys


@pytest.mark.parametrize(
    ("title", "form", "required"),
    [
        ("prompt", "text", True),
        ("asks", "lines", True),
        ("limit.amount", "number", False),
        ("limit.from", "text", False),
        ("rolling", "flag", False),
        ("applies_when", "condition", False),
        ("same_act", "entries", False),
    ],
)
def test_a_column_holds_what_its_key_holds(title: str, form: str, required: bool) -> None:
    (found,) = (column for column in columns_of(Item) if column.title == title)
    assert (found.form, found.required) == (form, required)


def test_named_entries_have_their_name_first() -> None:
    assert _titles("Clocks")[:2] == ["id", "says"]
    assert Column(("limit", "from"), "text", required=False).title == "limit.from"
