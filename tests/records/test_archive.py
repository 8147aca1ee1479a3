"""A print fit to be kept."""

from datetime import timedelta, timezone
from io import BytesIO

import pikepdf
import pytest
from msgspec import structs
from page import ValidationProfile, validate_pdf_bytes

from sopcheck.records import archive
from sopcheck.records.record import Discussion, Text
from tests.records import samples
from tests.records.prints import NAMES, all_samples, ordinary_print, pages, printed


@pytest.mark.parametrize("name", NAMES)
def test_every_document_is_archival(name: str) -> None:
    report = validate_pdf_bytes(all_samples()[name], profile=ValidationProfile.PDF_A_3A)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_every_attachment_says_what_it_is_to_the_document() -> None:
    with pikepdf.open(BytesIO(ordinary_print())) as pdf:
        found = {str(file.UF): str(file.AFRelationship) for file in pdf.Root.AF}
    assert found == {"record.json": "/Data", "texts.json": "/Supplement", "proof.json": "/Supplement"}


def test_title_and_time_stand_in_both_kinds_of_metadata() -> None:
    with pikepdf.open(BytesIO(ordinary_print())) as pdf:
        packet = pdf.Root.Metadata.read_bytes().decode()
        assert str(pdf.docinfo.Title) == "Supervision record NV/CSE/26/0101, print LT-000127"
        assert str(pdf.docinfo.CreationDate) == "D:20260508093500Z"
    assert "Supervision record NV/CSE/26/0101, print LT-000127" in packet
    assert "2026-05-08T09:35:00Z" in packet


def test_a_time_elsewhere_is_written_as_the_same_instant() -> None:
    with pikepdf.new() as pdf:
        archive.describe(
            pdf, title="<t>", at=samples.at("2026-05-08 09:35").astimezone(timezone(timedelta(hours=5)))
        )
        assert str(pdf.docinfo.ModDate) == "D:20260508093500Z"
        assert b"&lt;t&gt;" in pdf.Root.Metadata.read_bytes()


def test_every_font_is_embedded() -> None:
    with pikepdf.open(BytesIO(all_samples()["hostile"])) as pdf:
        fonts = [font for page in pdf.pages for font in page.obj.Resources.Font.values()]
        assert len({str(font.BaseFont) for font in fonts}) >= 5
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)


def test_no_stream_ends_where_its_line_end_would_be_unclear() -> None:
    for pdf in all_samples().values():
        assert b"\r\nendstream" not in pdf


def test_a_stream_that_ends_in_a_carriage_return_is_wrapped() -> None:
    with pikepdf.new() as pdf:
        pdf.Root.Odd = pdf.make_stream(b"ends in\r", Filter=pikepdf.Name.FlateDecode)
        data = archive.saved(pdf)
    with pikepdf.open(BytesIO(data)) as pdf:
        assert [str(name) for name in pdf.Root.Odd.Filter] == ["/ASCII85Decode", "/FlateDecode"]


@pytest.mark.parametrize("words", ["Łukasz Őry", "😀🚓", "Наталья Ιωάννα", "علی", "Mr علی", "x < y & z"])
def test_what_is_printed_can_be_copied(words: str) -> None:
    record = structs.replace(samples.empty(), discussion=Discussion(discussed=Text(words)))
    assert words in " ".join(pages(printed(record)))


def test_the_seal_can_be_found_in_the_plain_bytes() -> None:
    assert ordinary_print().count(b"/SopcheckSeal (sopcheck:seal:1:") == 1
