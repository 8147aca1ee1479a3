"""The structure that a screen reader follows."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest
from page import ValidationProfile, validate_pdf_bytes

from tests.records.prints import NAMES, all_samples, ordinary_print


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every element of the structure, in reading order."""
    waiting = [pdf.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop()
        yield element
        kids = [kid for kid in element.K if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
        waiting += reversed(kids)


def tags(data: bytes) -> list[str]:
    with pikepdf.open(BytesIO(data)) as pdf:
        return [str(element.S) for element in elements(pdf)]


@pytest.mark.parametrize("name", NAMES)
def test_every_document_is_accessible(name: str) -> None:
    report = validate_pdf_bytes(all_samples()[name], profile=ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_headings_are_read_in_order_of_the_record() -> None:
    found = [tag for tag in tags(ordinary_print()) if tag.startswith("/H")]
    assert found[:3] == ["/H1", "/H2", "/H2"]
    assert found.count("/H2") == 9


def test_tables_have_headings_with_a_direction() -> None:
    with pikepdf.open(BytesIO(ordinary_print())) as pdf:
        scopes = {str(element.A.Scope) for element in elements(pdf) if element.S == "/TH"}
    assert scopes == {"/Row", "/Column"}


def test_the_qr_code_is_described_in_words() -> None:
    with pikepdf.open(BytesIO(ordinary_print())) as pdf:
        (figure,) = [element for element in elements(pdf) if element.S == "/Figure"]
        assert "verification code" in str(figure.Alt)
        assert len(figure.A.BBox) == 4


def test_the_language_is_british_english_and_the_title_is_shown() -> None:
    with pikepdf.open(BytesIO(ordinary_print())) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_a_text_over_two_pages_is_one_element() -> None:
    with pikepdf.open(BytesIO(all_samples()["hostile"])) as pdf:
        parts = [
            element
            for element in elements(pdf)
            if any(isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR" for kid in element.K)
        ]
        assert parts
