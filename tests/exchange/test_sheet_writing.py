from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

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
    data = sheets_of(with_item(small(), "record-report", prompt="=SUM(A1)"))
    cell = sheet_of(load_workbook(BytesIO(data)), "Items")["C2"]
    assert (cell.value, cell.data_type, cell.number_format) == ("=SUM(A1)", "s", "@")


def test_the_file_does_not_tell_who_wrote_it_or_when() -> None:
    properties = book().properties
    assert (properties.creator, properties.created.year) == ("sopcheck", 2000)
    assert properties.modified == properties.created
    parts = ZipFile(BytesIO(sheets_of(small()))).infolist()
    assert {part.date_time for part in parts} == {(2000, 1, 1, 0, 0, 0)}


def test_a_text_that_no_cell_holds_is_refused_with_its_place() -> None:
    with pytest.raises(CellRefusedError, match=r"Sheet Items, column guidance: This is too long for a cell"):
        sheets_of(with_item(small(), "finish", guidance="a" * 40_000))


def test_what_has_only_so_many_words_is_chosen_from_a_list() -> None:
    sheet = sheet_of(book(), "Items")
    offered = {
        str(one.sqref).partition("2:")[0]: one.formula1 for one in sheet.data_validations.dataValidation
    }
    assert offered["D"] == '"investigator,supervisor"'
    assert "C" not in offered


def test_no_list_is_longer_than_spreadsheet_programs_take() -> None:
    lists = [one for sheet in book().worksheets for one in sheet.data_validations.dataValidation]
    assert len(lists) > 10
    assert all(len(one.formula1 or "") <= 255 for one in lists)


def test_a_sheet_is_written_alike_each_time_and_each_cell_has_a_font() -> None:
    assert sheets_of(small()) == sheets_of(small())
    assert {cell.font.name for row in sheet_of(book(), "Items").iter_rows() for cell in row} == {"Calibri"}


def test_a_row_is_as_high_as_its_longest_cell_and_grows_with_what_is_typed() -> None:
    data = sheets_of(with_item(small(), "record-report", guidance="a" * 300, choices=("urgent", "ordinary")))
    rows = sheet_of(load_workbook(BytesIO(data)), "Items").row_dimensions
    assert [rows[number].height for number in (1, 2, 4)] == [15, 5 * 15, 15]
    assert b'customHeight="1"' not in ZipFile(BytesIO(data)).read("xl/worksheets/sheet3.xml")


def test_a_row_is_no_higher_than_spreadsheet_programs_let_it_be() -> None:
    data = sheets_of(with_item(small(), "record-report", guidance="a" * 30_000))
    assert sheet_of(load_workbook(BytesIO(data)), "Items").row_dimensions[2].height == 405


def test_rows_that_are_added_are_text_too() -> None:
    columns = sheet_of(book(), "Items").column_dimensions
    assert {column.number_format for column in columns.values()} == {"@"}
    assert all(column.alignment.wrap_text for column in columns.values())
