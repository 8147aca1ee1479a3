"""Draws a document on A4 with ReportLab: black on white, marked top and bottom of every page.

Every piece of text is drawn inside marked content, so that `tagging` can hang the structure on it;
rules, boxes and what repeats on every page are marked as decoration. Drawing goes through the canvas's
own text objects; ReportLab's paragraphs and their markup are never used.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from sopcheck.records import blocks, fonts, text
from sopcheck.records.document import Document, Margins
from sopcheck.records.lines import Line, broken, runs, text_width
from sopcheck.records.pages import Page, paginated
from sopcheck.records.strips import BoxPiece, Node, PatternPiece, RulePiece, TextPiece

_WIDTH, _HEIGHT = A4
_MARK, _SMALL, _WATERMARK = 11.0, 8.5, 54.0
_LONGEST_MARGIN = 200
_DIAGONAL = 640.0
# The left margin is the wider one: records are punched and filed.
_LEFT, _RIGHT, _TOP, _BOTTOM = 56.0, 46.0, 80.0, 76.0
_TEXT_WIDTH = _WIDTH - _LEFT - _RIGHT
# How much of a line in the margin what stands at the left, in the middle and at the right may take.
_MARGIN_PARTS = {0.0: 0.74, 0.5: 1.0, 1.0: 0.25}
_DECORATION = "/Artifact <</Type /Layout>> BDC"
_ON_EVERY_PAGE = "/Artifact <</Type /Pagination>> BDC"


@dataclass(frozen=True, slots=True)
class Mark:
    """That content number `mcid` of a page belongs to a node; pages count from 0."""

    page: int
    mcid: int
    node: Node


@dataclass(frozen=True, slots=True)
class Drawn:
    """A PDF without structure, and what is needed to give it one; boxes are those of figures."""

    pdf: bytes
    root: Node
    marks: tuple[Mark, ...]
    boxes: dict[Node, tuple[float, float, float, float]]


def page_count(document: Document) -> int:
    """How many pages a document takes; nothing is drawn."""
    return len(_laid_out(document, Node("Document")))


def draw(document: Document) -> Drawn:
    """Lay the document out and draw it.

    Raises:
        RefusedError: it would have more pages than anybody can print.
    """
    root = Node("Document")
    pages = _laid_out(document, root)
    out = BytesIO()
    canvas = Canvas(
        out,
        pagesize=A4,
        # Packed when the file is written, so that nothing is packed twice.
        pageCompression=0,
        invariant=1,
        initialFontName=fonts.text_face(bold=False),  # type: ignore[arg-type]  # a name; the stub says float
    )
    drawing = _Drawing(canvas)
    for number, page in enumerate(pages):
        _draw_margins(canvas, document.margins, f"Page {number + 1} of {len(pages)}")
        drawing.draw_page(number, page)
        canvas.showPage()
    canvas.save()
    return Drawn(out.getvalue(), root, tuple(drawing.marks), drawing.boxes)


def _laid_out(document: Document, root: Node) -> list[Page]:
    strips = blocks.strips_of(document.blocks, width=_TEXT_WIDTH, root=root)
    return paginated(strips, _HEIGHT - _TOP - _BOTTOM)


@dataclass(slots=True)
class _Drawing:
    """The pages as they are drawn, and what was noted for the structure."""

    canvas: Canvas
    marks: list[Mark] = field(default_factory=list)
    boxes: dict[Node, tuple[float, float, float, float]] = field(default_factory=dict)

    def draw_page(self, number: int, page: Page) -> None:
        """Draw a page: line work first, then each element's words in one piece, in reading order."""
        # A row's lines come cell by cell here, so that each cell is read to its end before the next.
        texts: dict[Node | None, list[tuple[float, float, TextPiece]]] = {}
        patterns: list[tuple[float, PatternPiece]] = []
        self.canvas.addLiteral(_DECORATION)
        for top, strip in page.placed:
            below = _HEIGHT - _TOP - top
            for piece in strip.pieces:
                if isinstance(piece, TextPiece):
                    texts.setdefault(piece.node, []).append((_LEFT + piece.x, below - piece.drop, piece))
                elif isinstance(piece, PatternPiece):
                    patterns.append((below, piece))
                else:
                    _draw_line_work(self.canvas, piece, below)
        self.canvas.addLiteral("EMC")
        self._draw_texts(number, texts)
        for below, pattern in patterns:
            self._draw_pattern(number, below, pattern)

    def _draw_texts(
        self, number: int, texts: dict[Node | None, list[tuple[float, float, TextPiece]]]
    ) -> None:
        for node, pieces in texts.items():
            if node is None:
                self.canvas.addLiteral(_ON_EVERY_PAGE)
            else:
                self._open(number, node)
            _draw_pieces(self.canvas, pieces)
            self.canvas.addLiteral("EMC")

    def _open(self, number: int, node: Node) -> None:
        mcid = self.marks[-1].mcid + 1 if self.marks and self.marks[-1].page == number else 0
        self.canvas.addLiteral(f"/{node.tag} <</MCID {mcid}>> BDC")
        self.marks.append(Mark(number, mcid, node))

    def _draw_pattern(self, number: int, below: float, pattern: PatternPiece) -> None:
        left, bottom = _LEFT + pattern.x, below - pattern.drop - pattern.side
        self._open(number, pattern.node)
        self.boxes[pattern.node] = (left, bottom, left + pattern.side, bottom + pattern.side)
        _draw_squares(self.canvas, pattern, left, bottom + pattern.side)
        self.canvas.addLiteral("EMC")


def _draw_line_work(canvas: Canvas, piece: RulePiece | BoxPiece, below: float) -> None:
    if isinstance(piece, RulePiece):
        canvas.setLineWidth(piece.weight)
        canvas.setStrokeGray(piece.grey)
        canvas.line(_LEFT + piece.x, below - piece.drop, _LEFT + piece.x + piece.width, below - piece.drop)
        return
    canvas.setLineWidth(0.5)
    canvas.setStrokeGray(0)
    canvas.rect(_LEFT + piece.x, below - piece.drop - piece.height, piece.width, piece.height)


def _draw_squares(canvas: Canvas, pattern: PatternPiece, left: float, top: float) -> None:
    side = pattern.side / len(pattern.rows)
    # One path for all squares: hundreds of rectangles of their own would double the page.
    path = canvas.beginPath()
    for row, squares in enumerate(pattern.rows):
        for column, black in enumerate(squares):
            if black:
                path.rect(left + column * side, top - (row + 1) * side, side, side)
    canvas.drawPath(path, stroke=0, fill=1)


def _draw_pieces(canvas: Canvas, pieces: Iterable[tuple[float, float, TextPiece]]) -> None:
    # Words that run right to left are drawn as they look; readers of PDF turn them back by themselves,
    # and were seen to turn a text that stands beside them (ActualText) once too often.
    written, font = canvas.beginText(), ("", 0.0)
    for x, y, piece in pieces:
        written.setTextOrigin(x, y)
        for words, face in runs(piece.line):
            # Said once and not with every word: each time is another line in the file.
            if font != (face, piece.size):
                font = face, piece.size
                written.setFont(face, piece.size)
            written.textOut(words)
    canvas.drawText(written)


def _draw_margins(canvas: Canvas, margins: Margins, page: str) -> None:
    canvas.addLiteral(_ON_EVERY_PAGE)
    if margins.watermark:
        _draw_watermark(canvas, margins.watermark)
    canvas.setLineWidth(0.5)
    for top in (_HEIGHT - _TOP + 12, _BOTTOM - 10):
        canvas.line(_LEFT, top, _WIDTH - _RIGHT, top)
    canvas.addLiteral("EMC")
    for top in (_HEIGHT - 34, 36.0):
        _draw_small(canvas, margins.marking, top, size=_MARK, bold=True, align=0.5)
        _draw_small(canvas, margins.handling, top - 11.5, align=0.5)
    _draw_small(canvas, margins.top_left, _HEIGHT - _TOP + 16)
    _draw_small(canvas, margins.top_right, _HEIGHT - _TOP + 16, align=1)
    _draw_small(canvas, margins.bottom_left, _BOTTOM - 20)
    _draw_small(canvas, page, _BOTTOM - 20, align=1)


def _draw_small(
    canvas: Canvas, words: str, y: float, *, size: float = _SMALL, bold: bool = False, align: float = 0
) -> None:
    """Draw one line of the margins; `align` is 0 at the left, 0.5 in the middle, 1 at the right."""
    if not words:
        return
    line = _fitted(words, size=size, bold=bold, measure=_MARGIN_PARTS[align] * _TEXT_WIDTH)
    x = _LEFT + align * (_TEXT_WIDTH - line.width)
    canvas.addLiteral(_ON_EVERY_PAGE)
    _draw_pieces(canvas, [(x, y, TextPiece(0, 0, size, line, None))])
    canvas.addLiteral("EMC")


def _fitted(words: str, *, size: float, bold: bool, measure: float) -> Line:
    """Cut words that would run into their neighbour in the margin; they stand in full on the page."""
    whole = " ".join(text.paragraphs(words[:_LONGEST_MARGIN]))
    first, *rest = broken([(whole, bold)], measure=measure, size=size)
    if not rest and len(words) <= _LONGEST_MARGIN:
        return first
    shown = f"{first.text} …"
    return Line(((shown, bold),), text_width(shown, bold=bold, size=size))


def _draw_watermark(canvas: Canvas, words: str) -> None:
    whole = " ".join(text.paragraphs(words[:_LONGEST_MARGIN]))
    # A watermark that is cut could say the opposite, so a long one is set smaller.
    size = _WATERMARK * min(1.0, _DIAGONAL / max(text_width(whole, bold=True, size=_WATERMARK), 1.0))
    line = Line(((whole, True),), text_width(whole, bold=True, size=size))
    canvas.saveState()
    # Light enough to read and to copy the words above it.
    canvas.setFillGray(0.9)
    canvas.translate(_WIDTH / 2, _HEIGHT / 2)
    canvas.rotate(52)
    _draw_pieces(canvas, [(-line.width / 2, 0, TextPiece(0, 0, size, line, None))])
    canvas.restoreState()
