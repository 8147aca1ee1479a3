"""The audit sheet of a dip sample: accessible, marked, with the cases in the order of the draw."""

from datetime import UTC, date, datetime
from io import BytesIO

import pypdfium2
import pytest
from msgspec.structs import replace
from page import ValidationProfile, validate_pdf_bytes

from sopcheck.cases.reviews.reviewed import Marking, PrintOrder
from sopcheck.cases.sampling import Frame, InFrame, Sample
from sopcheck.records.audit_sheet import render_audit_sheet

SAMPLE = Sample(
    number=3,
    seed="2026-05",
    frame=Frame(state="closed", district="Rotherham"),
    size=2,
    in_frame=41,
    drawn_at=datetime(2026, 5, 7, 13, 0, tzinfo=UTC),
    drawn_by="DI Teal",
    cases=tuple(
        InFrame(
            reference=f"NV/CSE/26/{number:04}",
            district="Rotherham",
            team="North",
            checklists=("cse-investigation",),
            opened=date(2026, 4, 30),
            closed=True,
        )
        for number in (212, 101)
    ),
)


MARKING = Marking(handling="Police eyes only", notice="Demonstration: all of it is fictitious.")
ORDER = PrintOrder(
    number="LT-00007",
    purpose="Audit of May",
    recipient="Audit board",
    printed_at=SAMPLE.drawn_at,
    printed_by="DI Teal (1038)",
)


def printed(sample: Sample = SAMPLE) -> bytes:
    return render_audit_sheet(sample, ORDER, MARKING)


def words_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(BytesIO(pdf)) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def test_the_sheet_says_from_what_the_sample_follows() -> None:
    (page,) = words_of(printed())
    for part in ("Sample 3", "2026-05", "closed cases, district Rotherham", "2 of 41", "DI Teal"):
        assert part in page


def test_the_sheet_of_a_fictitious_vault_says_so_and_a_real_one_does_not() -> None:
    assert MARKING.notice in words_of(printed())[0]
    real = render_audit_sheet(SAMPLE, ORDER, Marking())
    assert "fictitious" not in words_of(real)[0]


def test_whoever_fills_it_in_is_told_how_and_has_room_for_their_name_and_the_zone_is_named() -> None:
    (page,) = words_of(printed())
    for part in ("Write yes, no or not known in each box.", "Audited by", "Europe/London"):
        assert part in page


def test_every_page_is_marked() -> None:
    many = replace(SAMPLE, cases=SAMPLE.cases * 30)
    pages = words_of(printed(many))
    assert len(pages) > 1
    assert all(page.count("OFFICIAL-SENSITIVE") == 2 for page in pages)
    assert all("print LT-00007" in page and "For Audit board: Audit of May" in page for page in pages)
    assert all("Case Child safe" in page for page in pages[:-1])


def test_the_cases_stand_in_the_order_of_the_draw() -> None:
    (page,) = words_of(printed())
    assert page.index("1 NV/CSE/26/0212") < page.index("2 NV/CSE/26/0101")
    assert "North, Rotherham, closed, since Thu 30 Apr 2026" in page


@pytest.mark.parametrize("profile", [ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_3A])
def test_the_sheet_is_accessible_and_lasts(profile: ValidationProfile) -> None:
    report = validate_pdf_bytes(printed(), profile=profile)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_the_same_sample_is_the_same_file() -> None:
    assert printed() == printed()


def test_markup_in_a_reference_prints_literally() -> None:
    odd = replace(SAMPLE, cases=(replace(SAMPLE.cases[0], reference="<b>NV & Co</b>"),))
    assert "<b>NV & Co</b>" in words_of(printed(odd))[0]
