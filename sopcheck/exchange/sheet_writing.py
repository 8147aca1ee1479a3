"""A definition as a spreadsheet: a sheet for what it is, and one for each sort of entry.

Read again (`sheet_reading.py`) it is the same definition. Comments of the author are not in it; they stay in
the YAML file.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from math import ceil
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from sopcheck.checklists.definition import Checklist
from sopcheck.checklists.shaping import Shaped
from sopcheck.exchange.cells import CellRefusedError, cell_text
from sopcheck.exchange.columns import HEAD, SHEETS, Column, SheetForm
from sopcheck.exchange.workbook import MOST_ROWS

HEAD_TITLE = "Checklist"
Fields = dict[str, Shaped]
_Row = list[str | int | None]
_WIDE = frozenset(("prompt", "guidance", "says", "source", "choices", "value", "sets_fact", "applies_when"))
_NAMED = frozenset(("id", "stage"))
_TEXT_FORMAT = "@"
# A file that says when it was written would differ each time, and tell when somebody worked.
_WRITTEN = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_LINE_POINTS, _MOST_POINTS = 15, 405


def sheets_of(checklist: Checklist) -> bytes:
    """Write a definition as an .xlsx file.

    Raises:
        CellRefusedError: a text of it is longer than a cell holds.
    """
    whole: Fields = msgspec.to_builtins(checklist)
    book = Workbook()
    # A new workbook comes with a sheet that nobody asked for.
    for sheet in book.worksheets:
        book.remove(sheet)
    book.properties.created = book.properties.modified = _WRITTEN
    book.properties.creator = "sopcheck"
    _write_sheet(book.create_sheet(HEAD_TITLE), ("key", "value"), _head_rows(whole))
    for form in SHEETS:
        titles = [column.title for column in form.columns]
        rows = [_row(form, fields) for fields in _rows(form, whole)]
        sheet = book.create_sheet(form.title)
        _write_sheet(sheet, titles, rows)
        _offer_choices(sheet, form.columns)
    return _packed(book)


def _packed(book: Workbook) -> bytes:
    """Pack a workbook so that the same sheets are always the same bytes."""
    written, file = BytesIO(), BytesIO()
    # Not by `save`, which notes the time.
    ExcelWriter(book, ZipFile(written, "w")).save()
    with ZipFile(written) as parts, ZipFile(file, "w", ZIP_DEFLATED) as packed:
        for part in parts.infolist():
            packed.writestr(ZipInfo(part.filename, _WRITTEN.timetuple()[:6]), parts.read(part), ZIP_DEFLATED)
    return file.getvalue()


def _head_rows(whole: Fields) -> list[_Row]:
    values = [(column, _at(whole, column.path)) for column in HEAD]
    return [[column.title, _said(value, column, HEAD_TITLE)] for column, value in values if value is not None]


def _row(form: SheetForm, fields: Fields) -> _Row:
    values = [(column, _at(fields, column.path)) for column in form.columns]
    return [None if value is None else _said(value, column, form.title) for column, value in values]


def _said(value: Shaped, column: Column, sheet: str) -> str | int:
    try:
        return cell_text(value, column.form)
    except CellRefusedError as refusal:
        raise CellRefusedError(f"Sheet {sheet}, column {column.title}: {refusal}") from None


def _write_sheet(sheet: Worksheet, titles: Sequence[str], rows: Sequence[_Row]) -> None:
    # Said before the rows, which go out as they are written.
    widths = [_width(title) for title in titles]
    for number, width in enumerate(widths, start=1):
        column = sheet.column_dimensions[get_column_letter(number)]
        column.width = width
        # Rows that somebody adds are as those that are there: in them, too, nothing becomes a date.
        column.alignment, column.font, column.number_format = _WRAPPED, _font(bold=False), _TEXT_FORMAT
    sheet.freeze_panes = "C2" if len(titles) > 2 else "A2"
    for at, row in enumerate((titles, *rows), start=1):
        sheet.row_dimensions[at] = _HighRow(sheet, index=at, ht=_height(row, widths))
        sheet.append(
            [_cell(sheet, value, row=at, column=number) for number, value in enumerate(row, start=1)]
        )


def _width(title: str) -> int:
    return 60 if title in _WIDE else max(26 if title in _NAMED else 14, len(title) + 2)


def _height(row: Sequence[str | int | None], widths: Sequence[int]) -> int:
    """Tell how high a row is whose texts are all seen; spreadsheet programs do not measure it themselves."""
    lines = (
        sum(max(1, ceil(len(line) / width)) for line in str(value or "").split("\n"))
        for value, width in zip(row, widths, strict=True)
    )
    return min(_MOST_POINTS, _LINE_POINTS * max(lines))


class _HighRow(RowDimension):
    """A row with a height from which it still grows with what is typed, as if nobody had chosen it."""

    customHeight = False  # noqa: N815 - the library calls it so


def _offer_choices(sheet: Worksheet, columns: Sequence[Column]) -> None:
    """Let cells of which a definition knows all that they may say be chosen from a list."""
    for number, column in enumerate(columns, start=1):
        if column.choices:
            offered = DataValidation("list", f'"{",".join(column.choices)}"', showErrorMessage=True)
            letter = get_column_letter(number)
            offered.add(f"{letter}2:{letter}{MOST_ROWS}")
            sheet.add_data_validation(offered)


def _cell(sheet: Worksheet, value: str | int | None, *, row: int, column: int) -> Cell:
    cell = Cell(sheet, row=row, column=column, value=value)
    cell.alignment, cell.font = _WRAPPED, _font(bold=row == 1)
    if isinstance(value, str):
        # Never a formula, whatever it begins with, and never a date, whatever it looks like.
        cell.data_type = "s"
        cell.number_format = _TEXT_FORMAT
    return cell


def _font(*, bold: bool) -> Font:
    # Named, since spreadsheet programs choose one each of their own where none is.
    return Font(name="Calibri", size=11, bold=bold)


def _rows(form: SheetForm, whole: Fields) -> Iterator[Fields]:
    """Give the entries of a sheet; a named one has its name as `id`, an item its stage."""
    if form.key == "items":
        for stage in _entries(whole.get("stages")):
            yield from ({"stage": stage["id"], **item} for item in _entries(stage.get("items")))
        return
    plan = whole.get("reviews")
    found = plan.get("schedule") if form.key == "schedule" and isinstance(plan, dict) else whole.get(form.key)
    if form.named and isinstance(found, dict):
        for name, fields in found.items():
            yield {"id": name, **(fields if isinstance(fields, dict) else {})}
    else:
        yield from _entries(found)


def _entries(value: Shaped | None) -> Iterator[Fields]:
    for entry in value if isinstance(value, list | tuple) else ():
        if isinstance(entry, dict):
            yield entry


def _at(fields: Fields, path: Sequence[str]) -> Shaped | None:
    value: Shaped | None = fields
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value
