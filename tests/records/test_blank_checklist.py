"""The checklist to be filled in by hand."""

from msgspec import structs

from sopcheck.records.blank_checklist import build_checklist
from sopcheck.records.document import SignatureBlock, Table
from sopcheck.records.stamping import Stamp
from tests.records import sheet_samples
from tests.records.prints import DETAILS, all_samples, printed, words

STAMP = Stamp("7K3M-QQQQ", "sopcheck:checklist:1:ab:LT-000127")
BLOCKS = build_checklist(sheet_samples.blank(), details=DETAILS, stamp=STAMP).blocks
(TABLE,) = [block for block in BLOCKS if isinstance(block, Table)]


def texts(row: int, column: int) -> list[str]:
    return [words.text for words in TABLE.rows[row][column]]


def test_an_item_says_all_that_is_needed_away_from_the_screen() -> None:
    assert texts(0, 0) == [
        "Record every crime disclosed.",
        "Child A",
        "record-crime",
        "National limit: 24 hours from when the report was received",
        "Recorded: done, Tue 5 May 2026, 09:15, DC Farrow",
    ]
    assert texts(1, 0)[2:] == ["For each child", "Asked where a child is at risk"]


def test_an_answer_is_ticked_and_a_choice_stands_for_done() -> None:
    assert texts(0, 1) == ["☐ done", "☐ not done", "☐ not applicable"]
    assert texts(1, 1) == ["☐ immediate", "☐ prompt", "☐ not done", "☐ not applicable"]


def test_both_times_have_a_box_and_the_reference_says_what_it_is() -> None:
    boxes = [column.title for column in TABLE.columns if column.box]
    assert boxes == ["Done at", "Written at", "By, reference or reason"]
    assert texts(0, 4) == ["crime numbers"]


def test_the_boxes_can_be_read_and_copied() -> None:
    assert "☐ done" in words(all_samples()["checklist"])


def test_who_filled_it_in_signs_it() -> None:
    (block,) = [block for block in BLOCKS if isinstance(block, SignatureBlock)]
    assert block.caption == "Filled in by, signature and date"


def test_a_checklist_of_no_case_leaves_room_for_its_reference() -> None:
    assert "Case reference ________________________" in words(all_samples()["checklist"])
    of_a_case = structs.replace(sheet_samples.blank(), case_reference="NV/1")
    assert "Case reference NV/1" in words(printed(of_a_case))


def test_intelligence_items_of_a_case_are_counted_and_not_named() -> None:
    assert "1 intelligence-sensitive item is not on this print." in words(all_samples()["checklist"])
    assert "intelligence-sensitive" not in words(printed(structs.replace(sheet_samples.blank(), left_out=0)))
