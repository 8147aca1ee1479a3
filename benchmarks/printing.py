"""A long record, with every item, beside plain ReportLab laying out the same lines; and 1 MB of text."""

import secrets
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import msgspec
import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate

from benchmarks.measure import Figure, in_turn, seconds
from sopcheck.cases.rehearsals.player import play
from sopcheck.cases.rehearsals.reader import read_file
from sopcheck.cases.reviews.reviewed import PrintOrder
from sopcheck.crypto.signing import verify
from sopcheck.records.press import Press
from sopcheck.records.rehearsed import reviewed_of

REHEARSAL = Path(__file__).parents[1] / "tests" / "data" / "rehearsals" / "unopened-package.yaml"
TIMES = 9
PASTED = ("It was said that the plan would be looked at again. " * 20_000)[:1_000_000]
BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=13)


def figures() -> Iterator[Figure]:
    """The whole print: pages, structure, archive metadata, the data inside it, and its seal."""
    press = Press(lambda: secrets.token_bytes(16), verify)
    reviewed = reviewed_of(play(read_file(REHEARSAL)))
    frozen = press.freeze(reviewed)
    order = PrintOrder(
        number="1",
        purpose="Benchmark",
        recipient="Nobody",
        printed_at=reviewed.held.at.at,
        printed_by="sopcheck",
    )

    def ours() -> bytes:
        return press.render(frozen, order, name=reviewed.reviewer.name, seal=None, annex=True)

    lines, pages = _lines(ours())
    mine, plain = in_turn(ours, lambda: _plain(lines), times=TIMES)
    detail = f"{mine * 1000:.0f} ms for {pages} pages"
    yield Figure("a record of many pages", mine / plain, 1.5, detail=detail)
    pasted = msgspec.structs.replace(reviewed.held, discussion=PASTED)
    long = press.freeze(msgspec.structs.replace(reviewed, held=pasted))
    whole = seconds(lambda: press.render(long, order, name=reviewed.reviewer.name, seal=None))
    yield Figure("a record with 1 MB of text", whole, 10, unit="s")


def _lines(pdf: bytes) -> tuple[list[str], int]:
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    return [line for line in text.splitlines() if line.strip()], len(document)


def _plain(lines: list[str]) -> None:
    SimpleDocTemplate(BytesIO(), pagesize=A4).build([Paragraph(escape(line), BODY) for line in lines])
