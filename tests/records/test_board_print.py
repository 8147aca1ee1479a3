"""The paper for the board: accessible, marked, with the changes in their order."""

from datetime import UTC, datetime
from functools import cache
from io import BytesIO

import pypdfium2
import pytest
from page import ValidationProfile, validate_pdf_bytes

from sopcheck.checklists.board import board_paper
from sopcheck.checklists.compare import compare
from sopcheck.checklists.definition import Checklist
from sopcheck.records.board_print import render_board_paper
from tests.checklists.generated import with_item
from tests.checklists.samples import pack, small

OTHER = with_item(with_item(small(), "finish", gate=None), "act-soon", prompt="Act quickly.")


@cache
def _printed(*, many: bool = False, standing: str = "proposed") -> bytes:
    was: Checklist = small()
    now: Checklist = pack("online-cse") if many else OTHER
    paper = board_paper(compare(was, now), reason="A review asked for it.", standing=standing)
    at = datetime(2026, 5, 7, 13, 0, tzinfo=UTC)
    return render_board_paper(paper, marking="OFFICIAL", handling="For the board", printed_at=at)


def _words(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(BytesIO(pdf)) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def test_it_says_what_changed_and_why() -> None:
    (page,) = _words(_printed())
    for part in ("A review asked for it.", "small 1.0, digest", "Gate changed", "Gone: soon", "New: quickly"):
        assert part in page
    assert page.index("What people must do (1)") < page.index("What people read and find (1)")


@pytest.mark.parametrize(
    ("standing", "marked"),
    [("draft", True), ("proposed", True), ("approved", False), ("in force", False), ("withdrawn", False)],
)
def test_every_page_of_what_nobody_approved_is_marked_as_a_draft(standing: str, *, marked: bool) -> None:
    pages = _words(_printed(many=True, standing=standing))
    assert all(("Draft: not in force" in page) == marked for page in pages)
    assert f"Standing {standing}" in pages[0]


def test_what_people_read_stands_first_and_the_id_below() -> None:
    (page,) = _words(_printed())
    assert 0 < page.index("Finish the work.") < page.index("finish")


def test_a_part_without_a_change_says_none() -> None:
    assert _words(_printed())[0].count("Sources and spelling (0) None") == 1


def test_every_page_is_marked_and_repeats_its_headings() -> None:
    pages = _words(_printed(many=True))
    assert len(pages) > 1
    assert all(page.count("OFFICIAL") == 2 for page in pages)
    assert all("What Change Was Is Source" in page for page in pages)


@pytest.mark.parametrize("standing", ["proposed", "in force"])
@pytest.mark.parametrize("profile", [ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_3A])
def test_it_is_accessible_and_archival(profile: ValidationProfile, standing: str) -> None:
    report = validate_pdf_bytes(_printed(standing=standing), profile=profile)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
