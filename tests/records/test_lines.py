"""Lines hold all the words, and none is too wide."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sopcheck.records.lines import broken, runs, text_width
from sopcheck.records.text import drawable

WORDS = st.text("ab i,.-/ ŁőW", max_size=200)


def lines_of(text: str, measure: float = 100) -> list[str]:
    return [line.text for line in broken([(text, False)], measure=measure, size=10)]


def test_words_fill_lines_and_spaces_at_their_ends_are_dropped() -> None:
    assert lines_of("one two three four five six seven") == ["one two three four five", "six seven"]


def test_no_words_are_one_empty_line() -> None:
    assert lines_of("") == [""]


def test_a_word_wider_than_the_line_is_cut() -> None:
    found = lines_of("start " + "x" * 60)
    assert found[0] == "start"
    assert "".join(found[1:]) == "x" * 60


def test_a_long_reference_is_rather_cut_behind_a_stroke() -> None:
    assert lines_of("NV/CSE/26/0101/abcdefgh/ijkl")[0].endswith("/")


def test_a_lead_is_bold_and_the_words_are_not() -> None:
    (line,) = broken([("Done  ", True), ("today", False)], measure=100, size=10)
    assert line.pieces == (("Done  ", True), ("today", False))
    assert [face for _, face in runs(line)] == ["NotoSans-SemiCondensedBold", "NotoSans-SemiCondensed"]


@given(WORDS, st.integers(20, 300))
@example("/.WaW", 20)
def test_no_line_is_wider_than_asked(text: str, measure: int) -> None:
    for line in lines_of(text, measure):
        assert text_width(line, bold=False, size=10) <= measure + 0.001


@given(WORDS, st.integers(20, 300))
def test_no_letter_is_lost(text: str, measure: int) -> None:
    assert "".join(lines_of(text, measure)).replace(" ", "") == text.replace(" ", "")


def test_runs_are_drawn_left_to_right_each_in_a_face_that_has_the_letters() -> None:
    (line,) = broken([(drawable("Ali علی ✓"), False)], measure=300, size=10)
    assert [face for _, face in runs(line)] == [
        "NotoSans-SemiCondensed",
        "NotoNaskhArabic-Regular",
        "NotoSans-SemiCondensed",
        "DejaVuSans",
    ]
    assert runs(line)[1][0] == "\ufbfd\ufee0\ufecb"


@pytest.mark.parametrize("unit", ["word ", "x", "ab-", "  "])
def test_of_a_million_letters_none_is_lost(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    assert "".join(lines_of(text, 480)).replace(" ", "") == text.replace(" ", "")


def test_a_time_is_not_cut_at_its_colon() -> None:
    words = "Sun\u00a015\u00a0Nov\u00a02026,\u00a016:25"
    cut = broken([(words, False)], measure=70, size=9)
    assert any(line.text.endswith("16:25") for line in cut)
    assert not any(line.text.endswith(":") for line in cut)
