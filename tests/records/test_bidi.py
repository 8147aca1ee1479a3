"""A line in the order in which it is drawn. The expected orders were checked with another program."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.records.bidi import drawn_order, turns

MIXED = st.text("abc 12,.-+%$()[]אבגعلی٣", max_size=24)


def drawn(line: str) -> str:
    return "".join(letter for _, letter in drawn_order(line))


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ("plain (text) 12", "plain (text) 12"),
        ("אבג", "גבא"),
        ("to אבג at", "to גבא at"),
        ("אב 12 גד", "דג 12 בא"),
        ("אב 1,234 גד", "דג 1,234 בא"),
        ("x אב, גד y", "x דג ,בא y"),
        ("אב $5", "$5 בא"),
        ("a-אב-b", "a-בא-b"),
    ],
)
def test_words_that_run_right_to_left_are_turned_where_they_stand(line: str, order: str) -> None:
    assert drawn(line) == order


def test_brackets_around_turned_words_still_open_and_close() -> None:
    assert drawn("met אב (גד) at") == "met (דג) בא at"


def test_brackets_of_the_surrounding_text_stay() -> None:
    assert drawn("met (אב) at 5") == "met (בא) at 5"


def test_an_arabic_number_runs_left_to_right_among_arabic_letters() -> None:
    assert drawn("علی 12") == "12 یلع"


def test_a_vowel_sign_is_drawn_after_its_letter() -> None:
    assert drawn("א\u05b0ב") == "בא\u05b0"


@given(MIXED)
def test_every_letter_is_drawn_once(line: str) -> None:
    assert sorted(place for place, _ in drawn_order(line)) == list(range(len(line)))


@given(st.text("abc xyz", min_size=1, max_size=8), MIXED)
def test_what_stands_before_is_never_moved(before: str, line: str) -> None:
    text = f"{before}|a{line}"
    order = [place for place, _ in drawn_order(text)]
    assert order[: len(before) + 2] == list(range(len(before) + 2))


@pytest.mark.parametrize(
    ("line", "answer"), [("abc 12 ✓", False), ("a א", True), ("\ufe91", True), ("", False)]
)
def test_only_lines_with_such_letters_turn(line: str, answer: bool) -> None:
    assert turns(line) is answer
