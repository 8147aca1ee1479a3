"""From a document as a value to a PDF that is accessible (PDF/UA-1) and archival (PDF/A-3a)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO

from pikepdf import Pdf

from sopcheck.records import archive, tagging
from sopcheck.records.document import Document
from sopcheck.records.layout import draw


@contextmanager
def finishing(document: Document, *, at: datetime) -> Iterator[Pdf]:
    """Draw a document and give the file, with its structure and description, to have something put in."""
    drawn = draw(document)
    with Pdf.open(BytesIO(drawn.pdf)) as pdf:
        tagging.tag(pdf, drawn)
        archive.make_text_readable(pdf)
        archive.declare_colour(pdf)
        archive.describe(pdf, title=_plain(document.title), at=at)
        yield pdf


def finished(document: Document, *, at: datetime) -> bytes:
    """Print a document in which nothing is embedded and nothing sealed."""
    with finishing(document, at=at) as pdf:
        return archive.saved(pdf)


def _plain(title: str) -> str:
    # Without brackets nobody's reference can look like the seal to those who search for it.
    return "".join(letter for letter in title if letter.isprintable() and letter not in "()")
