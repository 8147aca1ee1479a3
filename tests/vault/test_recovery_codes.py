"""A recovery code survives the pen and the ear: what is mistyped is told, what is meant is taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.vault.recovery_codes import (
    MistypedCodeError,
    groups,
    new_code,
    read_code,
)

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE = new_code(lambda count: bytes(range(count)))
codes = st.binary(min_size=17, max_size=17).map(lambda chance: new_code(lambda _: chance))
places = st.integers(0, 27)


@given(codes)
def test_a_code_is_read_as_it_was_made(code: str) -> None:
    assert read_code(code) == code
    assert read_code(" - ".join(groups(code)).lower()) == code


@given(codes)
def test_a_code_has_seven_groups_of_four_from_32_characters(code: str) -> None:
    assert [len(group) for group in groups(code)] == [4] * 7
    assert set(code) <= set(ALPHABET)


def test_a_code_has_130_bits() -> None:
    assert len({code_of(last) for last in range(256)}) == 256
    assert new_code(lambda count: b"\xff" * count)[:26] == "Z" * 26


@given(codes, places, st.sampled_from(ALPHABET))
def test_one_wrong_character_is_told(code: str, place: int, wrong: str) -> None:
    typed = code[:place] + wrong + code[place + 1 :]
    if typed != code:
        with pytest.raises(MistypedCodeError, match="mistyped"):
            read_code(typed)


@given(codes, st.integers(0, 24))
def test_two_exchanged_neighbours_are_told(code: str, place: int) -> None:
    typed = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if typed != code:
        with pytest.raises(MistypedCodeError):
            read_code(typed)


@pytest.mark.parametrize("typed", ["", "ABCD", CODE[:-1], CODE + "0", "U" * 28, "é" * 28, "A" * 10_000])
def test_what_is_no_code_is_refused_with_its_form(typed: str) -> None:
    with pytest.raises(MistypedCodeError, match="seven groups of four"):
        read_code(typed)


def test_letters_that_look_like_digits_are_taken_as_those() -> None:
    code = next(made for last in range(9999) if {"0", "1"} <= set(made := code_of(last)))
    assert read_code(code.replace("0", "O").replace("1", "l", 1).replace("1", "I")) == code


def code_of(number: int) -> str:
    return new_code((number * 7919**5).to_bytes)
