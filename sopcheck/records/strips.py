"""The parts that pages are filled with: strips, one under the other, each a line high and never cut.

A node is an element of the document's structure, for readers who cannot see the page; a piece drawn
for no node is decoration.
"""

from dataclasses import dataclass, field

from sopcheck.records.lines import Line


# Compared by identity: two cells that read alike are two elements, and content belongs to one of them.
@dataclass(slots=True, eq=False)
class Node:
    """An element of the structure tree: its tag of PDF 1.7, and what it holds, in reading order."""

    tag: str
    kids: list["Node"] = field(default_factory=list)
    scope: str = ""
    columns: int = 1
    alternative: str = ""

    def add(self, tag: str, *, scope: str = "", columns: int = 1, alternative: str = "") -> "Node":
        """Add an element at the end of this one and give it."""
        kid = Node(tag, scope=scope, columns=columns, alternative=alternative)
        self.kids.append(kid)
        return kid


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A line of text; `x` from the left edge of the text, `drop` from the strip's top to the baseline."""

    x: float
    drop: float
    size: float
    line: Line
    node: Node | None


@dataclass(frozen=True, slots=True)
class RulePiece:
    """A horizontal rule; `grey` is 0 for black."""

    x: float
    drop: float
    width: float
    weight: float
    grey: float = 0.0


@dataclass(frozen=True, slots=True)
class BoxPiece:
    """The outline of a rectangle."""

    x: float
    drop: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PatternPiece:
    """Black squares in a grid (a QR code); rows of booleans, `side` is the length of the whole."""

    x: float
    drop: float
    side: float
    rows: tuple[tuple[bool, ...], ...]
    node: Node


Piece = TextPiece | RulePiece | BoxPiece | PatternPiece


@dataclass(frozen=True, slots=True)
class Strip:
    """What stands between two heights of a page.

    `keep` holds it together with the next one; `gap` is empty room, dropped at the top of a page;
    `header` is repeated above it where it comes first on a page; `new_page` starts one.
    """

    height: float
    pieces: tuple[Piece, ...] = ()
    keep: bool = False
    gap: bool = False
    header: tuple["Strip", ...] = ()
    new_page: bool = False


def gap(height: float, *, keep: bool = False) -> Strip:
    """Give empty room between two blocks."""
    return Strip(height, gap=True, keep=keep)
