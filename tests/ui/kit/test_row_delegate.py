"""Rows as set type: words wrap, the last line says that there is more, and nothing is quadratic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from sopcheck.ui.kit.row_delegate import wrapped
from sopcheck.ui.kit.row_text import RowKind, RowText
from sopcheck.ui.kit.rows import RowList
from sopcheck.ui.kit.signs import Sign
from sopcheck.ui.kit.text import font_of
from sopcheck.ui.tokens import LIGHT


def painted(qtbot: QtBot, text: RowText, *, width: int = 600) -> QImage:
    rows: RowList[RowText] = RowList("Rows", lambda value: value)
    qtbot.addWidget(rows)
    rows.resize(width, 120)
    rows.show()
    rows.show_values((text,))
    return rows.grab().toImage()


def colours(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_a_short_text_is_one_line() -> None:
    assert wrapped("See the child.", 400, font_of("body"), most=3) == ("See the child.",)


def test_a_long_text_ends_with_an_ellipsis() -> None:
    lines = wrapped("word " * 200, 200, font_of("body"), most=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


def test_an_empty_text_is_one_empty_line() -> None:
    assert wrapped("", 200, font_of("body"), most=3) == ("",)


@given(text=st.text(max_size=300), most=st.integers(1, 4))
@pytest.mark.usefixtures("qapp")
def test_whatever_the_text_there_are_never_more_lines_than_asked_for(text: str, most: int) -> None:
    assert 1 <= len(wrapped(text, 150, font_of("body"), most=most)) <= most


@given(words=st.lists(st.text(alphabet="abcxyzäł", min_size=1, max_size=8), min_size=1, max_size=12))
@pytest.mark.usefixtures("qapp")
def test_what_fits_is_shown_whole(words: list[str]) -> None:
    text = " ".join(words)
    assert " ".join(wrapped(text, 150, font_of("body"), most=50)) == text


def test_of_a_megabyte_in_a_row_the_beginning_is_laid_out() -> None:
    lines = wrapped("x" * 1_000_000, 200, font_of("body"), most=3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")


def test_what_is_passed_is_written_in_red(qtbot: QtBot) -> None:
    text = RowText(primary="See the child.", sign=Sign("limit passed", "triangle", "passed"))
    assert QColor(LIGHT.passed).name() in colours(painted(qtbot, text))


def test_what_is_not_passed_has_no_red(qtbot: QtBot) -> None:
    text = RowText(primary="See the child.", sign=Sign("met", "disc", "met"))
    assert QColor(LIGHT.passed).name() not in colours(painted(qtbot, text))


def test_in_a_narrow_list_what_trails_goes_to_the_line_below(qtbot: QtBot) -> None:
    rows: RowList[RowText] = RowList("Rows", lambda value: value)
    qtbot.addWidget(rows)
    rows.show()
    rows.show_values((RowText(primary="See the child.", trailing="ends today, 10:00, in 1 h"),))
    heights = []
    for width in (900, 250):
        rows.resize(width, 200)
        heights.append(rows.rows_height())
    assert heights[1] > heights[0]


KINDS: tuple[RowKind, ...] = ("row", "heading")


@pytest.mark.parametrize("kind", KINDS)
def test_markup_in_a_row_is_painted_as_it_stands(qtbot: QtBot, kind: RowKind) -> None:
    words = RowText(primary="<i>See</i>", kind=kind)
    assert painted(qtbot, words) != painted(qtbot, RowText(primary="See", kind=kind))


def row_height(qtbot: QtBot, text: RowText, *, width: int = 600) -> int:
    rows: RowList[RowText] = RowList("Rows", lambda value: value)
    qtbot.addWidget(rows)
    rows.resize(width, 120)
    rows.show()
    rows.show_values((text,))
    return rows.rows_height()


def test_a_detail_takes_as_many_lines_as_it_needs(qtbot: QtBot) -> None:
    detail = "24 hours from when the report was received (Thu 30 Apr, 10:15), so it ends on Fri 1 May, 10:15."
    none, wide, narrow = (
        row_height(qtbot, RowText(primary="Record the crime", detail=text), width=width)
        for text, width in (("", 300), (detail, 900), (detail, 300))
    )
    assert none < wide < narrow


def test_a_detail_without_end_is_cut_off(qtbot: QtBot) -> None:
    long, longer = (
        row_height(qtbot, RowText(primary="Record the crime", detail="word " * count)) for count in (300, 390)
    )
    assert long == longer


def test_a_detail_is_painted_below_and_heard(qtbot: QtBot) -> None:
    plain, detailed = RowText(primary="Word"), RowText(primary="Word", detail="More words")
    assert colours(painted(qtbot, plain)) != colours(painted(qtbot, detailed))
    assert detailed.said == "Word, More words"
