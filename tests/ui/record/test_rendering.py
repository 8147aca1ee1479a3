"""Pages of a PDF as pictures and words, out of memory."""

import pytest
from PySide6.QtGui import QImage

from sopcheck.errors import DamagedError
from sopcheck.ui.record.rendering import read_pages
from tests.ui.record_fakes import dark, pdf


def test_every_page_has_its_size_in_points() -> None:
    pages = read_pages(pdf(3))
    assert pages.count == 3
    assert [round(size.width) for size in pages.sizes] == [595, 595, 595]
    assert [round(size.height) for size in pages.sizes] == [842, 842, 842]


@pytest.mark.parametrize("scale", [0.5, 1.0, 2.0])
def test_a_picture_has_so_many_pixels_a_point(scale: float) -> None:
    pages = read_pages(pdf(1))
    picture = pages.picture(0, scale=scale)
    size = pages.sizes[0]
    assert abs(picture.width() - size.width * scale) <= 1
    assert abs(picture.height() - size.height * scale) <= 1


def test_what_is_written_is_seen_and_what_is_not_is_white() -> None:
    written, empty = read_pages(pdf(1)), read_pages(pdf(1, " " * 20 + "."))
    assert len(dark(written.picture(0, scale=1))) > len(dark(empty.picture(0, scale=1))) > 0


def test_a_grey_picture_takes_one_byte_a_pixel() -> None:
    picture = read_pages(pdf(1)).picture(0, scale=1, grey=True)
    assert picture.format() == QImage.Format.Format_Grayscale8
    assert dark(picture)


def test_a_picture_outlives_the_document() -> None:
    picture = read_pages(pdf(2)).picture(1, scale=1)
    assert dark(picture)


def test_the_words_of_a_page_can_be_read_out() -> None:
    assert read_pages(pdf(2)).words(1).strip() == "Supervision record, page 2 of 2"


@pytest.mark.parametrize("data", [b"", b"not a PDF", pdf(3)[: len(pdf(3)) // 2]])
def test_what_is_no_pdf_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(DamagedError, match=r"cannot be shown as pages\. Print it again"):
        read_pages(data)


def test_the_bytes_of_a_record_stand_in_no_message() -> None:
    assert "pdf" not in repr(read_pages(pdf(1)))
