"""What every document says of the print that it is."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from sopcheck.cases.reviews.reviewed import NOT_NUMBERED
from sopcheck.records.document import Heading, Notice, SignatureBlock, Tone
from sopcheck.records.phrases import Phrases, plain
from sopcheck.records.stamping import (
    Marks,
    Stamp,
    filled,
    front,
    margins,
    print_lines,
    received_block,
    title_of,
)
from tests.records.prints import DETAILS

PHRASES = Phrases(ZoneInfo("Europe/London"))
STAMP = Stamp("7K3M-QQQQ", "sopcheck:annex:1:ab:LT-000127")
MARKS = Marks(title="Status sheet", reference="NV/1", marking="OFFICIAL", handling="Police use only")


def test_every_page_has_marking_kind_case_number_and_code() -> None:
    found = margins(MARKS, DETAILS, STAMP)
    assert (found.marking, found.handling) == ("OFFICIAL", "Police use only")
    assert (found.top_left, found.top_right) == ("Status sheet · Case NV/1", "Print LT-000127")
    assert found.bottom_left == "Verification code 7K3M-QQQQ"


def test_what_is_of_no_case_names_none() -> None:
    assert margins(replace(MARKS, reference=""), DETAILS, STAMP).top_left == "Status sheet"


def test_what_is_only_shown_has_no_number_and_its_watermark() -> None:
    shown = replace(DETAILS, number=NOT_NUMBERED, watermark="SHOWN ON SCREEN")
    found = margins(MARKS, shown, STAMP)
    assert (found.top_right, found.watermark) == ("Not a numbered print", "SHOWN ON SCREEN")
    assert print_lines(shown, PHRASES)[0].text.startswith("Not numbered, ")


def test_a_print_says_when_by_whom_what_for_and_for_whom() -> None:
    lines = [(words.lead, words.text.replace("\u00a0", " ")) for words in print_lines(DETAILS, PHRASES)]
    assert lines == [
        ("", "Number LT-000127, Fri 8 May 2026, 10:35, by DS Okell"),
        ("Purpose", "Review meeting"),
        ("For", "DI Marsh"),
        ("", "All times are local times, Europe/London."),
    ]


def test_a_print_carries_the_line_of_the_ledger_where_there_is_one() -> None:
    (*_, last) = print_lines(replace(DETAILS, witness="3f1c9aab · 412 · 9be04a11"), PHRASES)
    assert last.text.startswith("Ledger line 3f1c9aab · 412 · 9be04a11: what the vault held when")
    assert last.tone is Tone.SMALL


def test_a_notice_stands_under_the_title_in_a_box() -> None:
    heading, boxed = front("Checklist", "Fictitious.")
    assert heading == Heading("Checklist", level=1)
    assert isinstance(boxed, Notice)
    assert front("Checklist", "") == [Heading("Checklist", level=1)]


@pytest.mark.parametrize(
    ("reference", "title"),
    [("NV/1", "Checklist NV/1, print LT-000127"), ("", "Checklist, print LT-000127")],
)
def test_a_file_is_titled_by_kind_reference_and_number(reference: str, title: str) -> None:
    assert title_of("Checklist", reference, DETAILS) == title


def test_a_label_without_a_value_is_left_out() -> None:
    assert filled([(("A", plain("1")), ("B", ())), (("C", ()),)]).rows == ((("A", plain("1")),),)


def test_the_end_of_a_document_has_its_code_and_room_for_who_got_it() -> None:
    heading, block = received_block(DETAILS, STAMP, PHRASES)
    assert heading == Heading("This print", level=2)
    assert isinstance(block, SignatureBlock)
    assert block.caption == "Received by, signature and date"
    assert [row[0][0] for row in block.rows] == ["Verification code", "This print"]
    assert "7K3M-QQQQ" in block.qr_alternative
