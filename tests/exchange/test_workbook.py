import pytest

from sopcheck.exchange.sheet_writing import sheets_of
from sopcheck.exchange.workbook import MOST_CELLS, MOST_ROWS, SpreadsheetRefusedError, opened
from tests.checklists.samples import small
from tests.exchange.books import packed, parts_of, sheet_of

GOOD = sheets_of(small())
PARTS = parts_of(GOOD)
ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb">]><worksheet>&b;</worksheet>'


def test_a_spreadsheet_opens_with_its_sheets() -> None:
    assert opened(GOOD).sheetnames[:3] == ["Checklist", "Stages", "Items"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not a spreadsheet that can be read"),
        (b"format: 1\n", "not a spreadsheet that can be read"),
        (GOOD[: len(GOOD) // 2], "not a spreadsheet that can be read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "locked with a password, or is an old kind"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "not an .xlsx spreadsheet"),
        (packed(PARTS | {"xl/vbaProject.bin": b"x"}), "has macros. Save it as .xlsx"),
        (packed(PARTS | {"xl/worksheets/sheet1.xml": ENTITY}), "not written by a spreadsheet program"),
        (packed(PARTS | {"xl/worksheets/sheet1.xml": ENTITY.decode().encode("utf-16")}), "not written by a"),
        (packed(PARTS | {"xl/workbook.xml": b"<workbook"}), "not a spreadsheet that can be read"),
        (packed(PARTS | {f"xl/{at}.xml": b"" for at in range(500)}), "far larger than a checklist"),
        (packed(PARTS | {"xl/media/big": bytes(70_000_000)}), "far larger than a checklist"),
        (
            packed(PARTS | {"xl/worksheets/sheet3.xml": b"<row r='1'></row>" * (MOST_ROWS + 1)}),
            r"5,001 rows; 5,000 are the most",
        ),
    ],
    ids=[
        "empty",
        "yaml",
        "cut",
        "locked",
        "ods",
        "macros",
        "entity",
        "utf-16",
        "broken",
        "parts",
        "bomb",
        "rows",
    ],
)
def test_what_is_no_fit_spreadsheet_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(SpreadsheetRefusedError, match=said):
        opened(data)


def _in_items(added: bytes, *, before: bytes = b"</sheetData>") -> bytes:
    """The small definition with something more in the sheet of its items."""
    name = "xl/worksheets/sheet3.xml"
    return packed(PARTS | {name: PARTS[name].replace(before, added + before)})


def _cell(place: bytes, row: bytes) -> bytes:
    return b'<row r="' + row + b'"><c r="' + place + b'" t="inlineStr"><is><t>x</t></is></c></row>'


def _behind(added: bytes) -> bytes:
    return _in_items(added, before=b"<dataValidations")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (_in_items(_cell(b"A1048576", b"1048576")), "reaches to row 1,048,576 and column"),
        (_in_items(_cell(b"XFD12", b"12")), r"and column 16,384; 5,000 and 200 are the most\. Delete"),
        (_behind(b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "joined or linked"),
        (_behind(b'<mergeCells><a-b:mergeCell\tref="A1:XFD1048576"/></mergeCells>'), "joined or linked"),
        (
            _behind(b'<hyperlinks><hyperlink x=\' ref="A1"\' ref="A1:Z99999"/></hyperlinks>'),
            "joined or linked",
        ),
        (_behind(b'<hyperlinks><hyperlink ref="&#65;1:XFD1048576"/></hyperlinks>'), "joined or linked"),
        (_in_items(b"<row\n/>" * MOST_ROWS), "5,009 rows; 5,000 are the most"),
        (_in_items(b"<a-b:row/>" * MOST_ROWS), "5,009 rows; 5,000 are the most"),
        (packed(PARTS | {"xl/other/sheet.bin": b"<row/>" * (MOST_ROWS + 1)}), "5,001 rows"),
        (packed(PARTS | {"xl/other/sheet.bin": ENTITY}), "not written by a spreadsheet program"),
    ],
)
def test_what_would_be_more_cells_than_it_looks_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(SpreadsheetRefusedError, match=said):
        opened(data)


def test_cells_that_are_joined_or_linked_within_reason_open() -> None:
    merged = b'<mergeCells count="1"><mergeCell ref="C3:D4"/></mergeCells>'
    linked = b'<hyperlinks><hyperlink ref="A2" location="Stages!A1" display="a &amp; b"/></hyperlinks>'
    sheet = sheet_of(opened(_behind(merged)), "Items")
    assert [str(one) for one in sheet.merged_cells.ranges] == ["C3:D4"]
    link = sheet_of(opened(_in_items(linked, before=b"<pageMargins")), "Items")["A2"].hyperlink
    assert link is not None
    assert link.location == "Stages!A1"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (MOST_CELLS, "not a spreadsheet that can be read"),
        (MOST_CELLS + 1, "The sheets here have 400,001 cells; 400,000 are the most."),
    ],
)
def test_few_rows_of_too_many_cells_are_refused_as_well(cells: int, said: str) -> None:
    # Without a workbook part, so that what is small enough is not read for seconds.
    row = {"xl/worksheets/sheet1.xml": b"<row>" + b"<c />" * cells + b"</row>"}
    with pytest.raises(SpreadsheetRefusedError, match=said):
        opened(packed({"[Content_Types].xml": PARTS["[Content_Types].xml"]} | row))


@pytest.mark.parametrize("broken", [b"", b"<a", b"\xff\xfe"])
def test_a_spreadsheet_with_a_broken_part_never_breaks_the_program(broken: bytes) -> None:
    for part in PARTS:
        assert _said(packed(PARTS | {part: broken})) in {"", "try again."}


@pytest.mark.parametrize("at", range(0, len(GOOD), len(GOOD) // 30))
def test_a_flipped_byte_never_breaks_the_program(at: int) -> None:
    assert _said(GOOD[:at] + bytes([GOOD[at] ^ 0x55]) + GOOD[at + 1 :]) in {"", "try again."}


def _said(data: bytes) -> str:
    """How the refusal of a file ends; nothing where it opens all the same."""
    try:
        opened(data)
    except SpreadsheetRefusedError as refusal:
        return str(refusal)[-10:]
    return ""
