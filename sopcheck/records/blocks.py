"""Sets the blocks of a document: each becomes strips to fill pages with, and elements of the structure.

Lengths are points. Lists and tables have hairlines between rows and none between columns; a row may be
cut between any two lines, so that a cell of any length prints in full.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import segno

from sopcheck.records import text
from sopcheck.records.document import (
    Block,
    Heading,
    KeyValues,
    Notice,
    PageBreak,
    Pair,
    SignatureBlock,
    Table,
    Tone,
    Words,
)
from sopcheck.records.lines import Line, broken
from sopcheck.records.strips import (
    BoxPiece,
    Node,
    PatternPiece,
    Piece,
    RulePiece,
    Strip,
    TextPiece,
    gap,
)

BODY, SMALL = 10.0, 9.0
LEADING = 13.0
_BASELINE = 9.8
_HAIR, _MIDDLE, _FIRM = (0.5, 0.72), (0.6, 0.3), (0.9, 0.0)
_PAD = 3.0
_GUTTER = 10.0
# Label, value, label, value: where a row has one pair, its value takes the rest of the line.
_LEFTS = (0.0, 106.0, 252.0, 340.0)
# A row of up to so many lines moves to the next page as a whole; a longer one may be cut.
_KEPT_WHOLE = 12
_KEPT_TOGETHER = 30
# Lines that a hand needs to write in.
_WRITTEN_IN = 2
_HEADINGS = {1: (19.0, 25.0, 0.0, 2.0), 2: (12.5, 17.0, 14.0, 1.5), 3: (10.5, 14.0, 9.0, 2.0)}
_QR_SIDE = 82.0
_SIGNATURE_HEIGHT = 92.0


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph that is ready to be broken into lines."""

    pieces: tuple[tuple[str, bool], ...]
    size: float


@dataclass(frozen=True, slots=True)
class _Set:
    """A line that is ready to be placed."""

    line: Line
    size: float
    node: Node


def strips_of(blocks: Sequence[Block], *, width: float, root: Node) -> list[Strip]:
    """Set all blocks to this width and hang their structure under the root."""
    strips: list[Strip] = []
    for block in blocks:
        strips += _strips(block, width, root)
    return strips


def _strips(block: Block, width: float, root: Node) -> list[Strip]:
    match block:
        case Heading():
            return _heading(block, width, root)
        case Words():
            return [*_paragraph(block, width, root), gap(4)]
        case KeyValues():
            return [*_key_values(block, width, root), gap(4)]
        case Table():
            return [*_table(block, width, root), gap(6)]
        case Notice():
            return _notice(block, width, root)
        case SignatureBlock():
            return _signature_block(block, width, root)
        case PageBreak():
            return [Strip(0, gap=True, new_page=True)]


def _heading(heading: Heading, width: float, root: Node) -> list[Strip]:
    size, leading, above, below = _HEADINGS[heading.level]
    node = root.add(f"H{heading.level}")
    lines = broken([(" ".join(text.paragraphs(heading.text)), True)], measure=width, size=size)
    strips = [Strip(leading, (TextPiece(0, leading * 0.76, size, line, node),), keep=True) for line in lines]
    rule = [Strip(2, (_rule(1, width, _FIRM),), keep=True)] if heading.level == 2 else []
    return [gap(above, keep=True), *strips, *rule, gap(below, keep=True)]


def _paragraph(words: Words, width: float, root: Node) -> list[Strip]:
    parts = _parts(words)
    sets = [item for part in parts for item in _set_part(part, root.add("P"), width)]
    return _kept_in_twos([Strip(LEADING, (_placed(item, 0, 0),)) for item in sets])


def _notice(notice: Notice, width: float, root: Node) -> list[Strip]:
    inner = _held_to_next(_paragraph(notice.words, width, root))
    top = Strip(6, (_rule(0, width, _FIRM),), keep=True)
    bottom = Strip(5, (_rule(5, width, _FIRM),))
    return [gap(5), top, *inner, bottom, gap(8)]


def _key_values(block: KeyValues, width: float, root: Node) -> list[Strip]:
    table = root.add("Table")
    pairs_across = max(map(len, block.rows))
    strips: list[Strip] = []
    for pairs in block.rows:
        row = table.add("TR")
        spread = 2 * (pairs_across - len(pairs)) + 1
        cells = [cell for pair in pairs for cell in _pair(pair, row, width, spread, lone=len(pairs) == 1)]
        strips += _row(cells, _LEFTS[: len(cells)], width, rule=_HAIR)
    return _unruled(strips)


def _pair(pair: Pair, row: Node, width: float, spread: int, *, lone: bool) -> list[list[_Set]]:
    label, value = pair
    place = sum(kid.tag == "TH" for kid in row.kids) * 2
    right = width if lone or place else _LEFTS[2] - _GUTTER
    return [
        _set_cell((Words(label),), row.add("TH", scope="Row"), _LEFTS[place + 1] - _LEFTS[place] - _GUTTER),
        _set_cell(value, row.add("TD", columns=spread), right - _LEFTS[place + 1]),
    ]


def _table(block: Table, width: float, root: Node) -> list[Strip]:
    table = root.add("Table")
    # Shares, not points: the same columns fit whatever the margins are.
    total = sum(column.share for column in block.columns)
    widths = [width * column.share / total for column in block.columns]
    lefts = [sum(widths[:place]) for place in range(len(widths))]
    header = _header(block, widths, lefts, table)
    edges = _edges(block, lefts, width)
    strips = list(header)
    for cells in block.rows:
        row = table.add("TR")
        sets = [
            _set_cell(cell, row.add("TD"), wide - _GUTTER) for cell, wide in zip(cells, widths, strict=True)
        ]
        least = _WRITTEN_IN if any(edges) else 1
        set_row = _row(sets, lefts, width, rule=_HAIR, least=least)
        strips += (
            replace(strip, pieces=(*strip.pieces, *_sides(strip, edges)), header=header) for strip in set_row
        )
    return strips


def _edges(block: Table, lefts: list[float], width: float) -> list[float]:
    """Where the lines of a form stand: at both sides of each column that is written in."""
    ends = [*(left - _GUTTER / 2 for left in lefts[1:]), width]
    starts = [0.0, *ends[:-1]]
    sides = (
        (start, end) for column, start, end in zip(block.columns, starts, ends, strict=True) if column.box
    )
    return sorted({side for pair in sides for side in pair})


def _sides(strip: Strip, edges: list[float]) -> list[Piece]:
    # Drawn line by line of a row, so that a row that goes on over the page keeps its boxes.
    return [BoxPiece(edge, 0, 0, strip.height) for edge in edges]


def _header(block: Table, widths: list[float], lefts: list[float], table: Node) -> tuple[Strip, ...]:
    row = table.add("TR")
    sets = [
        _set_cell((Words(column.title, tone=Tone.LABEL),), row.add("TH", scope="Column"), wide - _GUTTER)
        for column, wide in zip(block.columns, widths, strict=True)
    ]
    strips = _row(sets, lefts, sum(widths), rule=_MIDDLE, from_below=True)
    return tuple(replace(strip, keep=True) for strip in strips)


def _signature_block(block: SignatureBlock, width: float, root: Node) -> list[Strip]:
    rows = _key_values(KeyValues(block.rows), width, root)
    # Who signs wants to see what is signed on the same page, unless somebody's name fills one.
    rows = (
        [replace(strip, keep=True) for strip in rows] if len(rows) <= _KEPT_TOGETHER else _held_to_next(rows)
    )
    caption = root.add("P")
    figure = root.add("Figure", alternative=block.qr_alternative)
    box = width - _QR_SIDE - 18
    label = _set_cell((Words(block.caption, tone=Tone.SMALL),), caption, box)[0]
    pieces: tuple[Piece, ...] = (
        BoxPiece(0, 8, box, _QR_SIDE),
        _placed(label, 6, 10),
        PatternPiece(width - _QR_SIDE, 8, _QR_SIDE, _qr(block.qr_text), figure),
    )
    return [*rows, Strip(_SIGNATURE_HEIGHT, pieces)]


def _qr(words: str) -> tuple[tuple[bool, ...], ...]:
    # No quiet zone: the paper around it is white already.
    return tuple(tuple(map(bool, row)) for row in segno.make_qr(words, error="m").matrix)


def _set_cell(cell: tuple[Words, ...], node: Node, width: float) -> list[_Set]:
    parts = [part for words in cell for part in _parts(words)]
    if len(parts) == 1:
        return _set_part(parts[0], node, width)
    return [item for part in parts for item in _set_part(part, node.add("P"), width)]


def _parts(words: Words) -> list[_Part]:
    """Give the paragraphs of a text; the lead stands before the first."""
    bold = words.tone in {Tone.STRONG, Tone.LABEL}
    size = SMALL if words.tone in {Tone.SMALL, Tone.LABEL} else BODY
    parts = [_Part(((paragraph, bold),), size) for paragraph in text.paragraphs(words.text)]
    if words.lead:
        lead = (f"{' '.join(text.paragraphs(words.lead))}  ", True)
        parts[0] = replace(parts[0], pieces=(lead, *parts[0].pieces))
    return parts


def _set_part(part: _Part, node: Node, width: float) -> list[_Set]:
    lines = broken(part.pieces, measure=width, size=part.size)
    return [_Set(line, part.size, node) for line in lines]


def _row(
    cells: Sequence[list[_Set]],
    lefts: Sequence[float],
    width: float,
    *,
    rule: tuple[float, float],
    from_below: bool = False,
    least: int = 1,
) -> list[Strip]:
    """Set cells side by side, a strip for each line (at least so many), with a rule under the last."""
    count = max(least, *map(len, cells))
    strips: list[Strip] = []
    for number in range(count):
        above = _PAD if number == 0 else 0.0
        below = _PAD + 1 if number == count - 1 else 0.0
        pieces: list[Piece] = []
        for cell, left in zip(cells, lefts, strict=True):
            place = number - (count - len(cell)) if from_below else number
            if 0 <= place < len(cell):
                pieces.append(_placed(cell[place], left, above))
        height = above + LEADING + below
        if below:
            pieces.append(_rule(height, width, rule))
        strips.append(Strip(height, tuple(pieces)))
    return _kept_in_twos(strips)


def _rule(drop: float, width: float, rule: tuple[float, float]) -> RulePiece:
    weight, grey = rule
    return RulePiece(0, drop, width, weight, grey)


def _unruled(strips: list[Strip]) -> list[Strip]:
    """Take the rule from under the last row: the next heading brings its own."""
    *before, last = strips
    pieces = tuple(piece for piece in last.pieces if not isinstance(piece, RulePiece))
    return [*before, replace(last, pieces=pieces)]


def _placed(item: _Set, x: float, above: float) -> TextPiece:
    return TextPiece(x, above + _BASELINE, item.size, item.line, item.node)


def _kept_in_twos(strips: list[Strip]) -> list[Strip]:
    """Hold a short run of lines together, and of a long one the first two and the last two."""
    last = len(strips) - 1
    whole = last < _KEPT_WHOLE
    return [
        replace(strip, keep=number < last and (whole or number in {0, last - 1}))
        for number, strip in enumerate(strips)
    ]


def _held_to_next(strips: list[Strip]) -> list[Strip]:
    """Hold the end of a run of strips to whatever comes next."""
    return [*strips[:-1], replace(strips[-1], keep=True)]
