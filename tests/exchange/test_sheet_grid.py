from collections.abc import Sequence

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sopcheck.exchange.sheet_grid import MOST_FAULTS, CellPlace, Grid, grid_of


def _grid(*rows: Sequence[object]) -> Grid:
    sheet = Workbook().active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(list(row))
    return grid_of(sheet, known=("id", "says"), required=("id",))


def test_each_cell_has_its_text_and_place() -> None:
    grid = _grid(["id", "says"], ["a", None], [None, None], ["b", " c "])
    assert [{title: text for title, (_, text) in row.items()} for row in grid.rows] == [
        {"id": "a"},
        {"id": "b", "says": "c"},
    ]
    assert str(grid.rows[1]["says"][0]) == "sheet Sheet, row 4, column B (says)"
    assert grid.faults == []


@pytest.mark.parametrize(("value", "text"), [(7, "7"), (7.0, "7"), (True, "yes"), ("a\r\nb", "a\nb")])
def test_numbers_and_truth_are_read_as_texts(value: object, text: str) -> None:
    assert _grid(["id"], [value]).rows[0]["id"][1] == text


def test_a_sheet_full_of_faults_is_not_told_to_the_end() -> None:
    grid = _grid(["id"], *([f"=A{at}"] for at in range(MOST_FAULTS + 50)))
    assert len(grid.faults) == MOST_FAULTS


def test_a_place_names_what_it_has() -> None:
    assert str(CellPlace("Items")) == "sheet Items"
    assert str(CellPlace("Items", 3)) == "sheet Items, row 3"
