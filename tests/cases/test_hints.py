"""Hints suggest, never block, and leave a child's own words alone."""

import pytest

from sopcheck.cases.hints import hints, read_words

WORDS = read_words("# a comment\nstreetwise -> say what the child knows\nnot a row\n")


def test_the_word_list_is_read_line_by_line() -> None:
    assert WORDS == {"streetwise": "say what the child knows"}


def test_a_blaming_word_is_hinted_at_with_better_words() -> None:
    assert hints("She is Streetwise.", words=WORDS) == (
        "“streetwise” may read as blame. Better: say what the child knows.",
    )


def test_quoted_speech_is_left_alone() -> None:
    assert hints("She said “I am streetwise” and “fine”.", words=WORDS) == ()


def test_part_of_a_word_is_no_word() -> None:
    assert hints("unstreetwised", words=WORDS) == ()


@pytest.mark.parametrize("text", ["ring 07700 900123", "0114 496 0123", "+44 7700 900123"])
def test_a_telephone_number_is_noticed(text: str) -> None:
    assert "telephone number" in hints(text, words={})[0]


def test_a_crime_number_is_no_telephone_number() -> None:
    assert hints("NV-C-26-40117 and 14/2026", words={}) == ()


def test_an_address_and_a_title_with_a_name_are_noticed() -> None:
    said = " ".join(hints("Mr Smith wrote from a.b@example.org", words={}))
    assert "e-mail" in said
    assert "name" in said


def test_free_text_on_intelligence_is_warned_about() -> None:
    assert "never its content" in hints("seen at the shop", words={}, intelligence=True)[0]
    assert hints("  ", words={}, intelligence=True) == ()
