"""Strips fill pages; what belongs together stays together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopcheck.errors import RefusedError
from sopcheck.records.lines import Line
from sopcheck.records.pages import MOST_PAGES, Page, paginated
from sopcheck.records.strips import Node, Strip, TextPiece, gap


def strip(height: float = 10, *, keep: bool = False, header: tuple[Strip, ...] = ()) -> Strip:
    return Strip(height, keep=keep, header=header)


def heights(pages: list[Page]) -> list[list[float]]:
    return [[strip.height for _, strip in page.placed] for page in pages]


def test_strips_go_on_the_next_page_when_this_one_is_full() -> None:
    assert heights(paginated([strip()] * 5, 30)) == [[10, 10, 10], [10, 10]]


def test_nothing_is_one_empty_page() -> None:
    assert heights(paginated([], 30)) == [[]]


def test_a_strip_that_just_fits_stays() -> None:
    assert heights(paginated([strip(20), strip(10)], 30)) == [[20, 10]]
    assert heights(paginated([strip(20), strip(10.1)], 30)) == [[20], [10.1]]


def test_what_is_kept_together_moves_together() -> None:
    assert heights(paginated([strip(20), strip(8, keep=True), strip(9)], 30)) == [[20], [8, 9]]


def test_what_no_page_can_hold_together_is_parted() -> None:
    group = [strip(11, keep=True), strip(12, keep=True), strip(13)]
    assert heights(paginated(group, 30)) == [[11, 12], [13]]


def test_empty_room_is_dropped_at_the_top_of_a_page() -> None:
    assert heights(paginated([gap(5), strip(30), gap(5), strip(20)], 30)) == [[30], [20]]


def test_empty_room_alone_does_not_push_words_to_the_next_page() -> None:
    assert heights(paginated([strip(21, keep=True), strip(9, keep=True), gap(5)], 30)) == [[21, 9]]


def test_the_headings_of_a_table_are_repeated_as_decoration() -> None:
    node = Node("TH")
    header = (Strip(4, (TextPiece(0, 3, 9, Line((), 0), node),), keep=True),)
    rows = [strip(12, header=header) for _ in range(3)]
    first, second = paginated([*header, *rows], 30)
    assert heights([first, second]) == [[4, 12, 12], [4, 12]]
    (piece,) = second.placed[0][1].pieces
    assert isinstance(piece, TextPiece)
    assert piece.node is None


def test_a_row_that_no_page_can_hold_under_its_headings_starts_where_it_stands() -> None:
    header = (strip(10),)
    row = [strip(12, keep=True, header=header), strip(13, header=header)]
    assert heights(paginated([strip(10), *row], 30)) == [[10, 12], [10, 13]]
    assert heights(
        paginated([strip(10), *(Strip(one.height - 3, keep=one.keep, header=header) for one in row)], 29)
    ) == [[10, 9, 10]]


def test_a_break_starts_a_page_but_never_an_empty_one() -> None:
    new = Strip(0, gap=True, new_page=True)
    assert heights(paginated([new, strip(), new, strip()], 30)) == [[10], [10]]


def test_as_many_pages_as_can_be_printed_are_allowed_and_no_more() -> None:
    assert len(paginated([strip(30)] * MOST_PAGES, 30)) == MOST_PAGES
    with pytest.raises(RefusedError, match="more than 2,000 pages"):
        paginated([strip(30)] * (MOST_PAGES + 1), 30)


@given(st.lists(st.tuples(st.integers(1, 25), st.booleans()), max_size=60))
def test_every_strip_is_placed_once_in_order_within_the_page(sizes: list[tuple[int, bool]]) -> None:
    strips = [strip(height, keep=keep) for height, keep in sizes]
    pages = paginated(strips, 30)
    assert [placed for page in pages for _, placed in page.placed] == strips
    assert all(top + placed.height <= 30 for page in pages for top, placed in page.placed)
