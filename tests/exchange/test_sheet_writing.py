import pytest

from sopcheck.exchange.cells import CellRefusedError
from sopcheck.exchange.sheet_writing import sheets_of
from tests.checklists.generated import with_item
from tests.checklists.samples import small
from tests.exchange.books import book, sheet_of


def test_the_first_row_names_the_columns_and_stays_in_sight() -> None:
    sheet = sheet_of(book(), "Items")
    assert [cell.value for cell in sheet[1]][:5] == ["stage", "id", "prompt", "answered_by", "asks"]
    assert (sheet.freeze_panes, sheet["A1"].font.bold) == ("C2", True)


def test_an_item_is_a_row_with_its_stage() -> None:
    sheet = sheet_of(book(), "Items")
    assert [cell.value for cell in sheet[2]][:5] == [
        "begin",
        "record-report",
        "Record the report.",
        "investigator",
        "status\nchoice",
    ]


def test_what_looks_like_a_formula_is_text() -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    data = sheets_of(with_item(small(), "record-report", prompt="=SUM(A1)"))
    cell = sheet_of(load_workbook(BytesIO(data)), "Items")["C2"]
    assert (cell.value, cell.data_type, cell.number_format) == ("=SUM(A1)", "s", "@")


def test_the_file_does_not_tell_who_wrote_it_or_when() -> None:
    properties = book().properties
    assert (properties.creator, properties.created.year) == ("sopcheck", 2000)


def test_a_text_that_no_cell_holds_is_refused_with_its_place() -> None:
    with pytest.raises(CellRefusedError, match=r"Sheet Items, column guidance: This is too long for a cell"):
        sheets_of(with_item(small(), "finish", guidance="a" * 40_000))
