"""The faces of the printed record, and which of them draws a letter.

Every face is embedded. A letter is drawn by the first face of the chain that has it; a chain for each
weight starts with the text face, so ordinary words never open the larger files behind it.
"""

from functools import cache
from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from sopcheck import resources

_TEXT, _TEXT_BOLD = "NotoSans-SemiCondensed", "NotoSans-SemiCondensedBold"
_ARABIC, _ARABIC_BOLD = "NotoNaskhArabic-Regular", "NotoNaskhArabic-Bold"
_SCRIPTS, _SYMBOLS = "DejaVuSans", "Symbola_hint"
_CHAINS = {False: (_TEXT, _ARABIC, _SCRIPTS, _SYMBOLS), True: (_TEXT_BOLD, _ARABIC_BOLD, _SCRIPTS, _SYMBOLS)}


def text_face(*, bold: bool) -> str:
    """Name the face of ordinary text, ready for use."""
    name = _CHAINS[bold][0]
    _font(name)
    return name


def is_arabic(face: str) -> bool:
    """Tell whether a face is one for Arabic script."""
    return face in {_ARABIC, _ARABIC_BOLD}


def has_glyph(letter: str) -> bool:
    """Tell whether some face draws this letter (or, of a space, leaves room for it)."""
    return _covering(letter, bold=False) is not None


class LetterFaces(dict[str, str]):
    """The face of each letter in one weight, found when first asked for."""

    def __init__(self, *, bold: bool) -> None:
        super().__init__()
        self._bold = bold

    def __missing__(self, letter: str) -> str:
        face = _covering(letter, bold=self._bold) or text_face(bold=self._bold)
        self[letter] = face
        return face


class LetterWidths(dict[str, float]):
    """The width of each letter in one weight at a size of 1 point, found when first asked for."""

    def __init__(self, *, bold: bool) -> None:
        super().__init__()
        self._faces = letter_faces(bold=bold)

    def __missing__(self, letter: str) -> float:
        width = pdfmetrics.stringWidth(letter, self._faces[letter], 1)
        self[letter] = width
        return width


@cache
def letter_faces(*, bold: bool) -> LetterFaces:
    """Give the faces by letter in this weight."""
    return LetterFaces(bold=bold)


@cache
def letter_widths(*, bold: bool) -> LetterWidths:
    """Give the widths by letter in this weight."""
    return LetterWidths(bold=bold)


def _covering(letter: str, *, bold: bool) -> str | None:
    for name in _CHAINS[bold]:
        if ord(letter) in _font(name).face.charToGlyph:
            return name
    return None


@cache
def _font(name: str) -> TTFont:
    # From bytes, because a path would stay open for as long as the program runs.
    font = TTFont(name, BytesIO(resources.read_bytes(f"fonts/{name}.ttf")))
    pdfmetrics.registerFont(font)
    return font
