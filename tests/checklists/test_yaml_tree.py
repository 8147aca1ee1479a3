import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.checklists.problem import DefinitionError
from sopcheck.checklists.yaml_tree import MOST_BYTES, MOST_NODES, Listing, Mapping, Node, Text, read_tree


def _root(data: bytes | str) -> Node:
    return read_tree(data, name="x.yaml").root


def _texts(data: str) -> dict[str, str]:
    root = _root(data)
    assert isinstance(root, Mapping)
    return {entry.key: root.text(entry.key) for entry in root.entries}


def _refused(data: bytes | str) -> tuple[int, str]:
    with pytest.raises(DefinitionError) as refused:
        _root(data)
    assert refused.value.sentence.endswith(".")
    assert refused.value.name == "x.yaml"
    return refused.value.line, refused.value.problems[0].word


@pytest.mark.parametrize(
    "written",
    [
        *("no", "yes", "on", "off", "true", "null", "~", "=", "Норвегия", "😀"),
        *("010", "0o10", "0x10", "12:30:45", "1e3", "1.0", "2026-05-05", ".inf", "1_000"),
    ],
)
def test_every_scalar_is_the_text_that_stands_there(written: str) -> None:
    assert _texts(f"a: {written}\nb: [x]\n")["a"] == written


def test_keys_are_texts_too() -> None:
    assert _texts("no: 1\n010: 2\n<<: 3\n") == {"no": "1", "010": "2", "<<": "3"}


def test_a_folded_text_is_one_line_and_a_quoted_one_keeps_its_escapes() -> None:
    texts = _texts('a: >-\n  one\n  two\nb: "x: \\u00e9"\nc: |\n  one\n  two\n')
    assert texts == {"a": "one two", "b": "x: é", "c": "one\ntwo\n"}


def test_only_what_stands_bare_is_plain() -> None:
    root = _root("- a\n- 'a'\n- \"a\"\n- >-\n  a\n")
    assert isinstance(root, Listing)
    assert [isinstance(entry, Text) and entry.plain for entry in root.entries] == [True, False, False, False]


def test_everything_knows_its_line() -> None:
    root = _root("# why\na:\n\n  b: 1\n  c: [x,\n    y]\n")
    assert isinstance(root, Mapping)
    inner = root.entries[0].value
    assert isinstance(inner, Mapping)
    assert [(entry.key, entry.line) for entry in inner.entries] == [("b", 4), ("c", 5)]
    listing = inner.entries[1].value
    assert isinstance(listing, Listing)
    assert [entry.line for entry in listing.entries] == [5, 6]


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfa: b\r\nc: d\r\n", "a: b\nc: d\n", "---\na: b\nc: d\n...\n"])
def test_marks_and_line_ends_of_editors_do_not_matter(data: bytes | str) -> None:
    root = _root(data)
    assert isinstance(root, Mapping)
    assert (root.text("a"), root.text("c"), root.text("e")) == ("b", "d", "")


def test_a_doubled_key_is_noted_with_both_lines_and_the_first_is_kept() -> None:
    tree = read_tree("a: 1\nb: 2\na: 3\n", name="x.yaml")
    assert isinstance(tree.root, Mapping)
    assert tree.root.text("a") == "1"
    assert [str(problem) for problem in tree.problems] == [
        "x.yaml:3: a: “a” stands here a second time. Keep one. The first is on line 1."
    ]


@pytest.mark.parametrize(
    ("data", "line", "word"),
    [
        ("a: &x 1\n", 1, "anchor"),
        ("a: 1\nb: *x\n", 2, "anchor"),
        ("a: 1\n&k b: 2\n", 2, "anchor"),
        ("a: &x [1]\n", 1, "anchor"),
        ("<<: *base\n", 1, "anchor"),
        ("a: 1\nb: !!python/object/apply:os.system [x]\n", 2, "tag"),
        ("a: !!str 1\n", 1, "tag"),
        ("a: !local 1\n", 1, "tag"),
        ("a: ! 1\n", 1, "tag"),
        ("a: !!map {b: c}\n", 1, "tag"),
        ("!x a: 1\n", 1, "tag"),
        ("%YAML 1.1\n---\na: 1\n", 2, "directive"),
        ("%TAG ! tag:example.org,2026:\n---\na: 1\n", 2, "directive"),
        ("a: 1\n---\nb: 2\n", 2, "second-document"),
        ("a: 1\n...\n---\nb: 2\n", 3, "second-document"),
        ("---\n---\n", 2, "second-document"),
        ("? [a, b]\n: 1\n", 1, "key-not-text"),
        ("{a: b}: 1\n", 1, "key-not-text"),
        ("a:\n\tb: 1\n", 2, "unfit-character"),
        ("a: x\ty\n", 1, "unfit-character"),
        ("a: 1\nb: \x00\n", 2, "unfit-character"),
        ("a: \x1b[31m\n", 1, "unfit-character"),
        ("a: 1\rb: 2\n", 1, "unfit-character"),
        ("a: x\u2028y\n", 1, "unfit-character"),
        ("a: \ufeffx\n", 1, "unfit-character"),
        ('a: "\\0"\n', 1, "unfit-character"),
        ('a: "\\ud800"\n', 1, "unfit-character"),
        ('a: 1\nb: "\\U00110000"\n', 2, "not-yaml"),
        ('a: 1\nb: "\\UFFFFFFFF"\n', 2, "not-yaml"),
        ("a: !<%FF> b\n", 1, "not-yaml"),
        ('a: "x\\ty"\n', 1, "unfit-character"),
        ("a: b: c\n", 1, "not-yaml"),
        ("a: 'x\n", 2, "not-yaml"),
        ("a: [1,\n", 2, "not-yaml"),
        ("a: 1\n  b: 2\n", 2, "not-yaml"),
        ("a: @x\n", 1, "not-yaml"),
        ("a: \x60x\n", 1, "not-yaml"),
        ("%YAML 9.9\n---\na: 1\n", 1, "not-yaml"),
        ("", 1, "empty"),
        ("# nothing\n", 2, "empty"),
    ],
)
def test_what_could_be_misread_is_refused_with_its_line(data: str, line: int, word: str) -> None:
    assert _refused(data) == (line, word)


def test_what_is_not_utf_8_is_refused_with_its_line() -> None:
    assert _refused(b"a: 1\nb: \xff\n") == (2, "not-utf-8")
    assert _refused("a: 1".encode("utf-16")) == (1, "not-utf-8")


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "a:\n", "? "])
def test_nesting_without_end_is_refused(opening: str) -> None:
    text = opening * 20_000
    if "\n" in opening:
        text = "".join(" " * depth + opening for depth in range(1500))
    _, word = _refused(text)
    assert word in {"too-deep", "key-not-text"}


def test_a_very_large_file_is_refused_unread() -> None:
    assert _refused("#" * (MOST_BYTES + 1)) == (1, "too-large")


def test_a_file_of_very_many_entries_is_refused() -> None:
    assert _refused("[" + "a," * MOST_NODES + "a]") == (1, "too-large")


@given(st.text(alphabet="ab:- \n[]{}'\"#&*!|>%?,\\0\t@`~<.", max_size=60))
def test_whatever_stands_in_a_file_is_read_or_refused(data: str) -> None:
    try:
        _root(data)
    except DefinitionError as error:
        refusal = error
    else:
        return
    assert len(refusal.problems) == 1
