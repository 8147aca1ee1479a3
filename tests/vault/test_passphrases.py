"""A passphrase is what a person typed, however their keyboard composes it, and is hard enough to guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.vault.passphrases import UnfitPassphraseError, check_passphrase, passphrase_bytes


def test_composed_and_decomposed_letters_are_the_same_passphrase() -> None:
    assert passphrase_bytes("café noir") == passphrase_bytes("cafe\u0301 noir")


@pytest.mark.parametrize("other", ["secret ", " secret", "Secret", "secret\t"])
def test_spaces_and_capitals_count(other: str) -> None:
    assert passphrase_bytes(other) != passphrase_bytes("secret")


def test_a_passphrase_is_at_most_1024_bytes() -> None:
    assert len(passphrase_bytes("é" * 512)) == 1024

    with pytest.raises(UnfitPassphraseError, match="too long"):
        passphrase_bytes("é" * 512 + "x")


@pytest.mark.parametrize("typed", ["nul\0in it", "half a pair \ud800"])
def test_what_no_keyboard_types_is_refused(typed: str) -> None:
    with pytest.raises(UnfitPassphraseError, match="no keyboard types"):
        passphrase_bytes(typed)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=50))
def test_composing_twice_changes_nothing(typed: str) -> None:
    assert passphrase_bytes(passphrase_bytes(typed).decode()) == passphrase_bytes(typed)


@pytest.mark.parametrize("new", ["fifteen letters", "four short odd words", "a b c d", "ęóąśłżźćńęóąśłż"])
def test_fifteen_letters_or_four_words_will_do(new: str) -> None:
    check_passphrase(new)


@pytest.mark.parametrize("new", ["", "fourteen lette", "three odd word", "a a a a", "password"])
def test_less_is_refused_with_what_is_needed(new: str) -> None:
    with pytest.raises(UnfitPassphraseError, match="at least 15 letters, or at least four different words"):
        check_passphrase(new)
