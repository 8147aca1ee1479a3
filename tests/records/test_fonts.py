"""Which face draws a letter."""

import pytest

from sopcheck.records.fonts import has_glyph, letter_faces, letter_widths, text_face


@pytest.mark.parametrize(
    ("letter", "face"),
    [
        ("a", "NotoSans-SemiCondensed"),
        ("Ł", "NotoSans-SemiCondensed"),
        ("ő", "NotoSans-SemiCondensed"),
        ("ﮨ", "NotoNaskhArabic-Regular"),
        ("א", "DejaVuSans"),
        ("✓", "DejaVuSans"),
        ("🚓", "Symbola_hint"),
    ],
)
def test_the_first_face_that_has_the_letter_draws_it(letter: str, face: str) -> None:
    assert letter_faces(bold=False)[letter] == face


def test_bold_has_faces_of_its_own() -> None:
    assert letter_faces(bold=True)["a"] == text_face(bold=True) != text_face(bold=False)
    assert letter_faces(bold=True)["ﮨ"] == "NotoNaskhArabic-Bold"


def test_what_no_face_has_is_said() -> None:
    assert has_glyph("ő")
    assert not has_glyph("\U0001f9ff")


def test_figures_are_of_one_width_so_that_columns_align() -> None:
    for bold in (False, True):
        assert len({round(letter_widths(bold=bold)[figure], 6) for figure in "0123456789"}) == 1
