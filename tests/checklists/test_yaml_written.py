import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopcheck.checklists.definition import Checklist, Gate, Item, Limit, ReviewDue, ReviewPlan, ReviewRule
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
@settings(max_examples=40, deadline=None)
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
@settings(max_examples=30, deadline=None)
def test_any_text_reads_back_at_any_depth(text: str, indent: int) -> None:
    lines = (
        written(small())
        .replace("title: Small checklist\n", "")
        .replace("format", field_text("title", text) + "format")
    )
    assert read(lines, name="a.yaml").checklist.title == text
    assert field_text("title", text, indent).startswith(" " * indent + "title:")


SORTS = (Checklist, Item, Limit, Gate, ReviewPlan, ReviewRule, ReviewDue)


@pytest.mark.parametrize("sort", SORTS, ids=lambda sort: sort.__name__)
def test_every_key_has_its_place(sort: type[msgspec.Struct]) -> None:
    names = [field.encode_name for field in msgspec.structs.fields(sort)]
    # A key without a place stands at the end; one in front of it then keeps its own.
    found = [key for key, _ in in_order({**dict.fromkeys(["zz", *names], "x")})]
    assert found[-1] == "zz"


def test_a_key_that_is_not_known_yet_is_written_at_the_end() -> None:
    assert [key for key, _ in in_order({"later": "x", "prompt": "Do.", "id": "a"})] == [
        "id",
        "prompt",
        "later",
    ]


def test_entries_stand_apart_by_a_blank_line_where_they_are_long() -> None:
    text = written(small())
    assert "\n\n      - id: grade-danger\n" in text
    assert "    items:\n      - id: record-report\n" in text


def test_an_empty_list_of_entries_is_said_to_be_empty() -> None:
    bare = msgspec.structs.replace(small(), stages=())
    assert "\nstages: []\n" in written(bare)
    assert read(written(bare), name="a.yaml").checklist == bare


def test_the_version_stands_in_quotes_for_other_readers() -> None:
    assert 'version: "1.0"\n' in written(small())


@pytest.mark.parametrize("name", [source.id for source in shipped()])
def test_what_is_written_is_nearly_what_its_author_wrote(name: str) -> None:
    source = next(source.yaml.decode() for source in shipped() if source.id == name)
    mine = [line for line in source.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    ours = set(written(pack(name)).splitlines())
    assert sum(line not in ours for line in mine) < len(mine) // 20
