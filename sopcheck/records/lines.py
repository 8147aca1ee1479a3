"""Breaks drawable text into lines of a given width, in time that grows with its length only.

ReportLab's own paragraph is quadratic and reads markup (`security.md` finding 9); neither can happen here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from sopcheck.records import bidi, fonts

_TOKEN = re.compile(" +|[^ ]+")
# What is too long for a line is rather cut behind one of these than anywhere.
_GOOD_ENDS = frozenset("-–—/\\_.,;:@&=?]\u00a0")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: pieces of text, each with its weight, in reading order."""

    pieces: tuple[tuple[str, bool], ...]
    width: float

    @property
    def text(self) -> str:
        """Give the words of the line."""
        return "".join(text for text, _ in self.pieces)


@dataclass(slots=True)
class _Filling:
    """The line being filled; widths are in points at the size of the text."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    width: float = 0.0

    def add(self, text: str, width: float, *, bold: bool) -> None:
        """Put a piece of text at the end; it is for the caller to know that it fits."""
        self.pieces.append((text, bold))
        self.width += width

    def taken(self) -> Line:
        """Give the line as it stands, and begin the next."""
        # Spaces at the end of a line are only where it was broken.
        while self.pieces and self.pieces[-1][0].isspace():
            self.pieces.pop()
        line = Line(tuple(_merged(self.pieces)), self.width)
        self.pieces, self.width = [], 0.0
        return line


def broken(pieces: Sequence[tuple[str, bool]], *, measure: float, size: float) -> list[Line]:
    """Fill lines with these pieces of one paragraph; there is always at least one line."""
    lines: list[Line] = []
    filling = _Filling()
    for token, width, bold in _tokens(pieces, size):
        if filling.width + width <= measure:
            filling.add(token, width, bold=bold)
        elif token[0] == " ":
            lines.append(filling.taken())
        else:
            lines += _overflowing(filling, token, bold=bold, measure=measure, size=size)
    lines.append(filling.taken())
    return lines


def runs(line: Line) -> list[tuple[str, str]]:
    """Give what is drawn from left to right, as texts each with the face that draws it."""
    if line.text.isascii():
        return [(text, fonts.text_face(bold=bold)) for text, bold in line.pieces]
    letters = _letters_in_drawn_order(line)
    return [
        ("".join(letter for letter, _ in run), face)
        for face, run in groupby(letters, key=lambda pair: pair[1])
    ]


def text_width(text: str, *, bold: bool, size: float) -> float:
    """Measure drawable text on one line, in points."""
    widths = fonts.letter_widths(bold=bold)
    return size * sum(map(widths.__getitem__, text))


def _tokens(pieces: Sequence[tuple[str, bool]], size: float) -> Iterator[tuple[str, float, bool]]:
    for text, bold in pieces:
        for token in _TOKEN.findall(text):
            yield token, text_width(token, bold=bold, size=size), bold


def _overflowing(filling: _Filling, token: str, *, bold: bool, measure: float, size: float) -> list[Line]:
    """End the line and start the next with a token, which is cut if no line can hold it."""
    lines = [filling.taken()] if filling.pieces else []
    widths = fonts.letter_widths(bold=bold)
    start, width, good = 0, 0.0, 0
    for place, letter in enumerate(token):
        width += widths[letter] * size
        # Cut behind a good end, what is left may still be too wide with this letter.
        while width > measure and place > start:
            cut = good if good > start + (place - start) // 3 else place
            lines.append(Line(((token[start:cut], bold),), measure))
            width = size * sum(map(widths.__getitem__, token[cut : place + 1]))
            start = cut
        if letter in _GOOD_ENDS and not _within_number(token, place):
            good = place + 1
    filling.add(token[start:], width, bold=bold)
    return lines


def _within_number(token: str, place: int) -> bool:
    """Tell whether a sign stands between digits, as in 16:25, where a time or a figure would come apart."""
    return token[place - 1 : place].isdigit() and token[place + 1 : place + 2].isdigit()


def _merged(pieces: list[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    for bold, run in groupby(pieces, key=lambda piece: piece[1]):
        yield "".join(text for text, _ in run), bold


def _letters_in_drawn_order(line: Line) -> list[tuple[str, str]]:
    text = line.text
    faces = [fonts.letter_faces(bold=bold)[letter] for piece, bold in line.pieces for letter in piece]
    if not bidi.turns(text):
        return list(zip(text, faces, strict=True))
    order = bidi.drawn_order(text)
    return _spaces_joined([(letter, faces[place]) for place, letter in order])


def _spaces_joined(letters: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Draw a space between two Arabic words in their face, so that who reads the file sees one run.

    That space is narrower than the one measured, so the line stays within its width.
    """
    for place in range(1, len(letters) - 1):
        before, after = letters[place - 1][1], letters[place + 1][1]
        if letters[place][0] == " " and before == after and fonts.is_arabic(before):
            letters[place] = (" ", before)
    return letters
