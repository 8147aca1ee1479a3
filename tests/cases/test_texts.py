"""Texts that people type: kept exactly, or refused with what to do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.cases import texts
from sopcheck.cases.texts import TextRefusedError

plain = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=200)
any_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300)


@given(plain)
def test_a_line_is_kept_exactly_as_it_was_typed(text: str) -> None:
    assert texts.line(text, what="label") == text


@given(any_text)
def test_a_reason_and_a_note_are_kept_exactly_as_they_were_typed(text: str) -> None:
    assert texts.reason(text) == text
    assert texts.note(text) == text


@pytest.mark.parametrize("letter", ["\0", "\n", "\r", "\t", "\x1b", "\x7f", "\x85", "\u2028", "\u2029"])
def test_a_line_has_no_line_break_and_no_control_character(letter: str) -> None:
    with pytest.raises(TextRefusedError, match="label"):
        texts.line(f"a{letter}b", what="label")


@pytest.mark.parametrize(
    "text", ["<b>bold</b>", "a & b", "\u202eright to left", "😀", "Łódź", "شہر", " spaced "]
)
def test_markup_and_any_writing_are_plain_text(text: str) -> None:
    assert texts.line(text, what="label") == text


@pytest.mark.parametrize(
    ("check", "most"), [(texts.reason, 20_000), (texts.note, 1_000_000)], ids=["reason", "note"]
)
def test_a_text_may_be_so_long_and_no_longer(check: object, most: int) -> None:
    assert callable(check)
    assert len(check("x" * most)) == most
    with pytest.raises(TextRefusedError, match=f"at most {most:,} can be kept"):
        check("x" * (most + 1))


def test_a_line_may_have_two_hundred_characters_and_no_more() -> None:
    assert texts.line("x" * 200, what="reference")
    with pytest.raises(TextRefusedError, match="201 characters and at most 200"):
        texts.line("x" * 201, what="reference")


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_what_is_required_is_not_blank(text: str) -> None:
    with pytest.raises(TextRefusedError, match="The reason is empty"):
        texts.reason(text, required=True)


def test_what_is_not_required_may_be_blank() -> None:
    assert texts.reason("") == ""
    assert texts.line("", what="label") == ""


@pytest.mark.parametrize("text", ["a\0", "\ud800", "a\udfffb"])
def test_what_no_file_can_hold_is_refused(text: str) -> None:
    with pytest.raises(TextRefusedError, match="cannot be kept"):
        texts.note(text)
