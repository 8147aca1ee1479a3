"""The status sheet on paper: one page, the most urgent first, room for both times."""

import pytest
from msgspec import structs

from sopcheck.records.document import Document, Table
from sopcheck.records.layout import page_count
from sopcheck.records.sheets import StatusSheet
from sopcheck.records.stamping import Stamp
from sopcheck.records.status_sheet import build_status
from tests.records import sheet_samples
from tests.records.prints import DETAILS, all_samples, pages, printed, words

STAMP = Stamp("7K3M-QQQQ", "sopcheck:status:1:ab:LT-000127")


def document(sheet: StatusSheet) -> Document:
    return build_status(sheet, details=DETAILS, stamp=STAMP, pages=page_count)


def rows(sheet: StatusSheet) -> int:
    """How many items the sheet has, its two empty rows aside."""
    (table,) = [block for block in document(sheet).blocks if isinstance(block, Table)]
    return len(table.rows) - 2


def test_a_closed_case_says_so_first_and_an_open_one_nothing_of_it() -> None:
    sheet = sheet_samples.status()
    said = words(printed(structs.replace(sheet, closed=sheet_samples.NOW)))
    assert said.index("Closed") < said.index("Case reference")
    assert "Closed" not in words(printed(sheet))


@pytest.mark.parametrize("items", [0, 1, 9, 60])
def test_it_is_one_page_whatever_is_still_to_be_done(items: int) -> None:
    assert len(pages(printed(sheet_samples.status(items)))) == 1


def test_as_many_items_stand_on_it_as_fit_and_the_rest_is_counted() -> None:
    shown = rows(sheet_samples.status(60))
    assert shown > 5
    text = words(printed(sheet_samples.status(60)))
    assert f"{60 - shown} further items are still to be done." in text
    assert "Item 1 that is still" in text
    assert "Item 60 that is still" not in text


def test_all_are_shown_where_all_fit() -> None:
    assert rows(sheet_samples.status(4)) == 4
    assert "further item" not in words(all_samples()["status"])


def test_it_says_where_the_case_is() -> None:
    text = words(all_samples()["status"])
    for said in (
        "Investigator DC Farrow 2210, constable",
        "Tue 5 May 2026, 07:15: On track",
        "Risk High",
        "Child A: seen, Fri 8 May 2026, 10:20",
        "10:35 (Europe/London), by DS Okell",
        "28-day review: Thu 4 Jun 2026, 24:00, overdue",
        "Visit the hotel again.",
        "2 intelligence-sensitive items are not on this sheet.",
    ):
        assert said in text


def test_there_is_room_for_when_it_was_done_and_when_it_was_written() -> None:
    (table,) = [block for block in document(sheet_samples.status()).blocks if isinstance(block, Table)]
    boxes = [column.title for column in table.columns if column.box]
    assert boxes == ["Done at", "Written at", "By, and reference"]
    assert table.rows[-1] == ((), (), (), (), ())


def test_a_limit_says_its_state_whose_it_is_and_whether_it_may_change() -> None:
    text = words(all_samples()["status"])
    assert "Passed, national" in text
    assert "Running, national, provisional" in text


def test_a_case_that_nobody_reviewed_or_holds_says_so() -> None:
    bare = structs.replace(
        sheet_samples.status(0),
        investigator=None,
        reviewed_at=None,
        seen=(),
        actions=(),
        next_reviews=(),
        left_out=0,
    )
    text = words(printed(bare))
    for said in ("Investigator Nobody", "None held yet", "Child seen Not recorded", "Open actions None"):
        assert said in text


def test_long_lists_are_cut_and_counted() -> None:
    sheet = sheet_samples.status()
    many = structs.replace(sheet, actions=sheet.actions * 7, seen=sheet.seen * 6)
    text = words(printed(many))
    assert "and 3 more" in text
    assert "and 2 more" in text
