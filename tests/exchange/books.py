"""Spreadsheets to read: the small definition as sheets, changed in a place, and files that are none."""

import zipfile
from collections.abc import Callable
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sopcheck.exchange.sheet_writing import sheets_of
from tests.checklists.samples import small


def book() -> Workbook:
    """The small definition as an open workbook."""
    return load_workbook(BytesIO(sheets_of(small())))


def saved(workbook: Workbook) -> bytes:
    """A workbook as a file."""
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def with_change(change: Callable[[Workbook], object]) -> bytes:
    """The small definition with one change made to the workbook."""
    workbook = book()
    change(workbook)
    return saved(workbook)


def sheet_of(workbook: Workbook, title: str) -> Worksheet:
    """One sheet."""
    sheet = workbook[title]
    assert isinstance(sheet, Worksheet)
    return sheet


def put(title: str, cell: str, value: object) -> bytes:
    """The small definition with another value in one cell."""

    def change(workbook: Workbook) -> None:
        sheet_of(workbook, title)[cell].value = value

    return with_change(change)


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip file of these parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a zip file."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
