import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopcheck.checklists.definition import Checklist
from sopcheck.checklists.packs import shipped
from sopcheck.checklists.reader import read
from sopcheck.checklists.yaml_written import WIDTH, entry_text, field_text, in_order, written
from tests.checklists.generated import TEXTS, definitions
from tests.checklists.samples import pack, small


@pytest.mark.parametrize("name", [source.id for source in shipped()])
def test_a_pack_that_is_written_reads_as_the_same(name: str) -> None:
    assert read(written(pack(name)), name="written.yaml").checklist == pack(name)


@pytest.mark.parametrize("name", [source.id for source in shipped()])
def test_no_line_is_wider_than_a_page(name: str) -> None:
    assert max(map(len, written(pack(name)).splitlines())) <= WIDTH


@given(definitions())
@settings(max_examples=60, deadline=None)
def test_any_definition_that_is_written_reads_as_the_same(checklist: Checklist) -> None:
    assert read(written(checklist), name="written.yaml").checklist == checklist


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Record it.", "prompt: Record it."),
        ("7 days", "prompt: 7 days"),
        ("24-hour", "prompt: 24-hour"),
        ("1.0", 'prompt: "1.0"'),
        ("no", 'prompt: "no"'),
        ("010", 'prompt: "010"'),
        ("2026-05-05", 'prompt: "2026-05-05"'),
        ("Do: it", 'prompt: "Do: it"'),
        ("Do it #1", 'prompt: "Do it #1"'),
        ("ratio a:b#c", "prompt: ratio a:b#c"),
        ("- x", 'prompt: "- x"'),
        ("“quoted”", 'prompt: "“quoted”"'),
        ("one\ntwo", "prompt: |-\n  one\n  two"),
    ],
)
def test_a_text_stands_plain_where_it_can(text: str, line: str) -> None:
    assert field_text("prompt", text) == f"{line}\n"


def test_a_long_text_is_folded() -> None:
    lines = field_text("prompt", "word " * 40 + "end", 4).splitlines()
    assert lines[0] == "    prompt: >-"
    assert all(line.startswith("      word") for line in lines[1:])


def test_what_fits_stands_on_one_line_and_else_on_many() -> None:
    assert field_text("asks", ["status", "a, b"]) == 'asks: [status, "a, b"]\n'
    assert field_text("choices", ["some long choice"] * 9).count("\n") == 10


def test_keys_stand_in_the_order_in_which_they_are_read() -> None:
    assert [key for key, _ in in_order({"source": "GK", "prompt": "Do.", "id": "a"})] == [
        "id",
        "prompt",
        "source",
    ]
    assert [key for key, _ in in_order({"label": "b", "says": "a"})] == ["label", "says"]


def test_an_entry_stands_behind_its_hyphen() -> None:
    assert entry_text({"id": "a", "title": "A"}, 2) == "  - id: a\n    title: A\n"
    assert entry_text({}, 2) == "  - {}\n"


@given(TEXTS, st.integers(0, 8))
@settings(max_examples=100, deadline=None)
def test_any_text_reads_back_at_any_depth(text: str, indent: int) -> None:
    lines = (
        written(small())
        .replace("title: Small checklist\n", "")
        .replace("format", field_text("title", text) + "format")
    )
    assert read(lines, name="a.yaml").checklist.title == text
    assert field_text("title", text, indent).startswith(" " * indent + "title:")
