"""Turns the pages of a PDF that is in memory into pictures and words; no file is written for it.

PDFium may be used by one thread at a time, and what it leaves open is closed whenever Python tidies up. So
each call opens the document, takes what it needs and closes it again, all behind one lock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

import pypdfium2
from PySide6.QtGui import QImage

from sopcheck.errors import DamagedError

POINTS_PER_INCH = 72
_NO_PAGES = "This record cannot be shown as pages. Print it again from the case."
_PDFIUM = Lock()


@dataclass(frozen=True, slots=True)
class PageSize:
    """The size of a page in points, a 72nd of an inch each."""

    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """A PDF and the sizes of its pages; pages are counted from 0."""

    pdf: bytes = field(repr=False)
    sizes: tuple[PageSize, ...]

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.sizes)

    def picture(self, at: int, *, scale: float, grey: bool = False) -> QImage:
        """A page as a picture of `scale` pixels a point.

        Raises:
            DamagedError: the page cannot be drawn.
        """
        with _opened(self.pdf) as document:
            page = document[at]
            bitmap = page.render(scale=scale, grayscale=grey)
            kind = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_BGR888
            drawn = bytes(bitmap.buffer)
            # The copy owns its bytes; those that the picture is first made of live only as long as `drawn`.
            picture = QImage(drawn, bitmap.width, bitmap.height, bitmap.stride, kind).copy()
            bitmap.close()
            page.close()
        return picture

    def words(self, at: int) -> str:
        """The words of a page, for those who have them read out.

        Raises:
            DamagedError: the page cannot be read.
        """
        with _opened(self.pdf) as document:
            page = document[at]
            text_page = page.get_textpage()
            words = str(text_page.get_text_bounded())
            text_page.close()
            page.close()
        return words


def read_pages(pdf: bytes) -> Pages:
    """Find out how many pages a PDF has and how large they are.

    Raises:
        DamagedError: it is no PDF, or one that cannot be shown.
    """
    with _opened(pdf) as document:
        sizes = tuple(PageSize(*document.get_page_size(at)) for at in range(len(document)))
    return Pages(pdf=pdf, sizes=sizes)


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(pdf)
            try:
                yield document
            finally:
                document.close()
        except pypdfium2.PdfiumError as error:
            raise DamagedError(_NO_PAGES) from error
