"""Any text becomes literal and drawable; what hides is shown."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.records import fonts
from sopcheck.records.text import drawable, paragraphs
from tests.records import samples

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize("words", [samples.MARKUP, samples.IMAGES, "50% & more; £5 – “so”…", ""])
def test_ordinary_words_stay_as_they_are(words: str) -> None:
    assert drawable(words) == words


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("a\x00b", "a[U+0000]b"),
        ("\u202eevil\u202c", "[U+202E]evil[U+202C]"),
        ("\u2066x\u2069", "[U+2066]x[U+2069]"),
        ("zero\u200bwidth", "zero[U+200B]width"),
        ("soft\u00adhyphen", "soft[U+00AD]hyphen"),
        ("bom\ufeff", "bom[U+FEFF]"),
        ("\ud800", "[U+D800]"),
        ("\ue000", "[U+E000]"),
        ("\U000e0041", "[U+E0041]"),
        ("\u3164", "[U+3164]"),
        ("a\u200db", "a[U+200D]b"),
        ("a\ufe0f", "a[U+FE0F]"),
    ],
)
def test_what_hides_prints_as_its_code(words: str, shown: str) -> None:
    assert drawable(words) == shown


def test_a_letter_without_a_glyph_prints_as_its_code() -> None:
    assert drawable("x🧿y") == "x[U+1F9FF]y"


@pytest.mark.parametrize(
    "words", ["Łukasz Gądecki", "Őry Ștefan", "Наталья", "Ιωάννα", "עברית", "ქართული", "😀🚓☎✓"]
)
def test_names_in_many_scripts_have_glyphs(words: str) -> None:
    assert drawable(words) == words


def test_an_accent_typed_apart_is_set_as_one_letter() -> None:
    assert drawable("o\u030bry") == "őry"


def test_a_colour_selector_of_emoji_is_no_mark() -> None:
    assert drawable("❤\ufe0f") == "❤"


def test_a_joiner_that_spells_an_arabic_word_is_no_mark() -> None:
    assert "[" not in drawable("می\u200cخواهم")
    assert drawable("\u200cعلی").startswith("[U+200C]")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029"])
def test_every_kind_of_line_end_parts_paragraphs(end: str) -> None:
    assert paragraphs(f"one{end}two") == ["one", "two"]


def test_no_words_are_one_empty_paragraph() -> None:
    assert paragraphs("") == [""]


def test_two_empty_lines_are_drawn_and_many_are_told() -> None:
    assert paragraphs("a\n\n\nb") == ["a", "", "", "b"]
    assert paragraphs("a\n\n\n\nb") == ["a", "[3 empty lines]", "b"]


@given(ANY_TEXT)
def test_every_letter_that_is_left_has_a_glyph(words: str) -> None:
    shown = "".join(paragraphs(words))
    assert all(fonts.has_glyph(letter) for letter in shown)
    assert not any(unicodedata.category(letter) in {"Cc", "Cs", "Co", "Cn"} for letter in shown)


@given(ANY_TEXT)
def test_nothing_that_turns_its_neighbours_is_left(words: str) -> None:
    turning = set("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert not turning & set("".join(paragraphs(words)))
