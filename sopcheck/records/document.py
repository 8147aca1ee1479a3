"""A printed document as a value: what stands on it and in what order; no fonts, no pages, no PDF."""

from dataclasses import dataclass
from enum import Enum, auto


class Tone(Enum):
    """How a paragraph is set: as text, in bold, small (for what only explains), or as a column's title."""

    TEXT = auto()
    STRONG = auto()
    LABEL = auto()
    SMALL = auto()


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph of any text, printed literally; `lead` stands before it in bold. Line ends are kept."""

    text: str
    lead: str = ""
    tone: Tone = Tone.TEXT


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title of the document. It stays with what follows."""

    text: str
    level: int


Pair = tuple[str, tuple[Words, ...]]


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Labels with their values; a row has one pair, or two side by side."""

    rows: tuple[tuple[Pair, ...], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `share` is its part of the width, `box` makes a form of it, to be written in."""

    title: str
    share: int
    box: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose headings are repeated on every page; a cell is a list of paragraphs."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[tuple[Words, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A paragraph in a box, for what nobody may overlook."""

    words: Words


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Who signed, room for a signature by hand, and a QR code with the words that it stands for."""

    rows: tuple[tuple[Pair, ...], ...]
    qr_text: str
    qr_alternative: str
    caption: str = "Signature and date"


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


Block = Words | Heading | KeyValues | Table | Notice | SignatureBlock | PageBreak


@dataclass(frozen=True, slots=True)
class Margins:
    """What stands on every page: the marking, top and bottom, and what identifies the print."""

    marking: str
    handling: str
    top_left: str
    top_right: str
    bottom_left: str
    watermark: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document; `title` names it to readers of the file."""

    title: str
    margins: Margins
    blocks: tuple[Block, ...]
