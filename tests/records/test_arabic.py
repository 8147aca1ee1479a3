"""Arabic letters take the form that their neighbours ask for."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.records.arabic import joined, letter_of

ARABIC = st.text(st.characters(min_codepoint=0x620, max_codepoint=0x6D3), max_size=20)


def letters(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def test_latin_text_is_left_alone() -> None:
    assert joined("Okell 12") == "Okell 12"


def test_letters_join_to_both_sides() -> None:
    # beh at the beginning, in the middle and at the end of a word
    assert joined("ببب") == "\ufe91\ufe92\ufe90"


def test_a_letter_that_does_not_join_on_ends_the_group() -> None:
    assert joined("بدب") == "\ufe91\ufeaa\ufe8f"


def test_a_letter_alone_stands_alone() -> None:
    assert joined("ب") == "\ufe8f"


@pytest.mark.parametrize(("word", "forms"), [("لا", "\ufefb"), ("بلا", "\ufe91\ufefc")])
def test_lam_and_alef_are_one_form(word: str, forms: str) -> None:
    assert joined(word) == forms


def test_urdu_letters_have_forms_too() -> None:
    # tteh, rreh, heh goal, yeh barree
    assert joined("ٹڑہے") == "\ufb68\ufb8d\ufba8\ufbaf"


def test_a_vowel_sign_does_not_part_letters() -> None:
    assert joined("بَب") == "\ufe91\u064e\ufe90"


def test_a_non_joiner_parts_letters_and_a_joiner_joins_them() -> None:
    assert joined("ب\u200cب") == "\ufe8f\ufe8f"
    assert joined("ب\u200d") == "\ufe91"


def test_a_letter_without_forms_stands_as_it_is() -> None:
    assert joined("\u0672") == "\u0672"


@given(ARABIC)
def test_no_letter_is_lost_or_moved(word: str) -> None:
    assert letters(joined(word)) == letters(word)


@pytest.mark.parametrize(
    ("form", "base"), [("\ufefc", "\ufefc"), ("\ufe92", "ب"), ("a", "a"), ("\ufdfa", "\ufdfa")]
)
def test_a_form_tells_its_letter(form: str, base: str) -> None:
    assert letter_of(form) == base
