"""The cells of a spreadsheet as texts with their places; what no definition can have is told with them."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from sopcheck.exchange.cells import unescaped

_UNFIT = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
MOST_FAULTS: Final = 200
"""So many faults are noted; whoever mends them will see the rest."""


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where something stands: the sheet, and the row and the column if it is in one."""

    sheet: str
    row: int = 0
    column: int = 0
    title: str = ""

    def __str__(self) -> str:
        """Give it as messages name it: `sheet Items, row 12, column F (limit.amount)`."""
        parts = [f"sheet {self.sheet}"]
        if self.row:
            parts.append(f"row {self.row}")
        if self.column:
            named = f" ({self.title})" if self.title else ""
            parts.append(f"column {get_column_letter(self.column)}{named}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the sheet itself, its kind in a word, and a sentence."""

    place: CellPlace
    word: str
    sentence: str


@dataclass(slots=True)
class Grid:
    """The rows of a sheet below its titles: the text of each cell that has one, by title, with its place."""

    title: str
    titles: Mapping[str, int]
    rows: list[dict[str, tuple[CellPlace, str]]]
    row_places: list[CellPlace]
    faults: list[Fault] = field(default_factory=list)

    def note(self, place: CellPlace, word: str, sentence: str) -> None:
        """Note a fault."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(place, word, sentence))


def grid_of(sheet: Worksheet, *, known: Sequence[str], required: Sequence[str]) -> Grid:
    """Read a sheet with its titles in the first row; `known` are those it may have."""
    grid = Grid(sheet.title, {}, [], [])
    for merged in sheet.merged_cells.ranges:
        place = CellPlace(sheet.title, merged.min_row, merged.min_col)
        grid.note(place, "merged-cells", "Cells are joined here. Take them apart, and write in each its own.")
    grid.titles = dict(_titles(sheet, grid, known))
    for missing in (title for title in required if title not in grid.titles):
        sentence = f"This sheet has no column “{missing}”. Add it in the first row."
        grid.note(CellPlace(sheet.title, 1), "missing-column", sentence)
    for row in sheet.iter_rows(min_row=2):
        found = dict(_row(row, grid))
        if found:
            grid.rows.append(found)
            grid.row_places.append(CellPlace(sheet.title, next(place.row for place, _ in found.values())))
    return grid


def _titles(sheet: Worksheet, grid: Grid, known: Sequence[str]) -> Iterator[tuple[str, int]]:
    seen: set[str] = set()
    for row in sheet.iter_rows(min_row=1, max_row=1):
        for number, cell in enumerate(row, start=1):
            title = str(cell.value or "").strip()
            place = CellPlace(sheet.title, 1, number, title)
            if title in seen:
                grid.note(place, "doubled-column", f"There is another column “{title}”. Take one out.")
            elif title in known:
                seen.add(title)
                yield title, number
            elif title:
                near = difflib.get_close_matches(title, known, n=1)
                hint = f"Is “{near[0]}” meant?" if near else "Take it out."
                grid.note(place, "unknown-column", f"“{title[:40]}” is no column of this sheet. {hint}")


def _row(row: Sequence[Cell | MergedCell], grid: Grid) -> Iterator[tuple[str, tuple[CellPlace, str]]]:
    by_number = {number: title for title, number in grid.titles.items()}
    for number, cell in enumerate(row, start=1):
        title = by_number.get(number, "")
        if not isinstance(cell, Cell) or cell.value is None:
            continue
        place = CellPlace(grid.title, cell.row, number, title)
        if not title:
            if number not in grid.titles.values() and str(cell.value).strip():
                grid.note(
                    place, "no-title", "This cell stands under no title. Give its column one, or clear it."
                )
            continue
        text = _text(cell, place, grid)
        if text:
            yield title, (place, text)


def _text(cell: Cell, place: CellPlace, grid: Grid) -> str:
    """Give what a cell says; what is no plain text or whole number is noted."""
    word, sentence = _odd(cell.value, cell.data_type)
    if not word:
        text = unescaped(_plain(cell.value)).strip()
        unfit = _UNFIT.search(text)
        if not unfit:
            return text
        word = "unfit-character"
        what = "a tab" if unfit[0] == "\t" else f"the character U+{ord(unfit[0]):04X}"
        sentence = f"Here is {what}. Use spaces and printable text only."
    grid.note(place, word, sentence)
    return ""


def _odd(value: object, data_type: str) -> tuple[str, str]:
    if data_type == "f":
        return "formula", "This is a formula. Write what it comes to."
    if data_type == "e":
        return "error", "This cell shows an error. Write what is meant."
    # Which of two ways to write a date was meant, the cell does not say any more.
    if isinstance(value, datetime | date | time | timedelta):
        return "date", "The spreadsheet made a date of this. Format the column as text and type it again."
    # A version 1.10 has become 1.1 already.
    if isinstance(value, float) and not value.is_integer():
        return "fraction", "This is a number with a fraction. Format the column as text and type it again."
    return "", ""


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(int(value)) if isinstance(value, float) else str(value)
