import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopcheck.checklists.shaping import Shaped
from sopcheck.checklists.yaml_tree import Listing, Mapping, Text
from sopcheck.exchange.cells import MOST_LETTERS, CellRefusedError, cell_text, node_of, unescaped
from sopcheck.exchange.columns import Form
from tests.checklists.generated import CONDITIONS


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        ("Record it.", "text", "Record it."),
        (24, "number", 24),
        (True, "flag", "yes"),
        (["a", "b, c"], "lines", "a\nb, c"),
        (["a\nb"], "lines", '["a\\nb"]'),
        (["[a]"], "lines", '["[a]"]'),
        ([], "lines", ""),
        ({"all": ["a", {"not": "b"}]}, "condition", "a and not b"),
        ({"all": ["a"]}, "condition", "{all: [a]}"),
        ("not", "condition", '"not"'),
        ([{"fact": "a", "yes_if": ["b"]}], "entries", "{fact: a, yes_if: [b]}"),
        ("a\x1bb", "text", "a_x001B_b"),
        ("_x0041_", "text", "_x005F_x0041_"),
    ],
)
def test_a_value_stands_in_a_cell_as_people_write_it(value: Shaped, form: Form, text: str | int) -> None:
    assert cell_text(value, form) == text


@given(st.text(max_size=30))
def test_any_text_comes_back_from_a_cell(text: str) -> None:
    kept = text.replace("\r\n", "\n").replace("\ud800", "")
    assert unescaped(str(cell_text(kept, "text"))) == kept


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("a_x001B_b", "a\x1bb"),
        ("_x005F_x0041_", "_x0041_"),
        ("_x005F_x001B_", "_x001B_"),
        ("_x0041_", "_x0041_"),
        ("_xffff_", "\uffff"),
    ],
)
def test_only_what_spreadsheet_programs_write_as_a_number_is_read_as_one(kept: str, said: str) -> None:
    assert unescaped(kept) == said


@pytest.mark.parametrize(
    ("text", "said"), [("yes", "true"), ("NO", "false"), ("TRUE", "true"), ("perhaps", "perhaps")]
)
def test_a_flag_is_said_in_any_way(text: str, said: str) -> None:
    assert node_of(text, "flag", 7) == Text(7, said, plain=True)


def test_each_line_of_a_list_is_a_text_of_it() -> None:
    assert node_of("a\n\n b ", "lines", 7) == Listing(
        7, (Text(7, "a", plain=False), Text(7, "b", plain=False))
    )


def test_entries_stand_in_braces_line_by_line() -> None:
    found = node_of("{fact: a}\n{fact: b}", "entries", 7)
    assert isinstance(found, Listing)
    assert [isinstance(one, Mapping) and one.line for one in found.entries] == [7, 7]


@pytest.mark.parametrize(
    ("text", "form", "said"),
    [
        ("{a: [", "entries", "not written as in a definition file"),
        ("[a", "lines", "not written as in a definition file"),
        ("a and", "condition", "A fact is missing at the end"),
        ("{all: [", "condition", "not written as in a definition file"),
    ],
)
def test_what_a_cell_cannot_mean_is_refused(text: str, form: Form, said: str) -> None:
    with pytest.raises(CellRefusedError, match=said):
        node_of(text, form, 1)


def test_a_text_that_a_cell_would_cut_off_is_refused() -> None:
    assert cell_text("a" * MOST_LETTERS, "text")
    with pytest.raises(CellRefusedError, match=r"too long for a cell of a spreadsheet\. Write a YAML file"):
        cell_text("a" * (MOST_LETTERS + 1), "text")


@given(CONDITIONS)
@settings(max_examples=60)
def test_a_condition_stands_in_a_cell_one_way_or_another(condition: object) -> None:
    import msgspec

    text = cell_text(msgspec.to_builtins(condition), "condition")
    assert isinstance(text, str)
    assert node_of(text, "condition", 1).line == 1
