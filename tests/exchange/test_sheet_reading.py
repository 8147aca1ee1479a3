from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from sopcheck.checklists.definition import Checklist, Clause, ClockId, Item, ItemId, Limit, Version
from sopcheck.checklists.packs import shipped
from sopcheck.checklists.reader import read
from sopcheck.exchange.sheet_reading import SheetsRefusedError, check_sheets, placed_by, read_sheets
from sopcheck.exchange.sheet_writing import sheets_of
from tests.checklists.generated import definitions, with_item
from tests.checklists.samples import pack, small
from tests.exchange.books import put, sheet_of, with_change

_SPREADSHEETS = Path(__file__).parents[1] / "data" / "spreadsheets"


@pytest.mark.parametrize("name", [source.id for source in shipped()])
def test_a_pack_comes_back_as_it_went(name: str) -> None:
    found = read_sheets(sheets_of(pack(name)), name="a.xlsx")
    assert found.checklist == pack(name)
    source = next(source for source in shipped() if source.id == name)
    assert found.digest == read(source.yaml, name=source.file).digest


@given(definitions())
@settings(max_examples=30, deadline=None)
def test_any_definition_comes_back_as_it_went(checklist: Checklist) -> None:
    found = read_sheets(sheets_of(checklist), name="a.xlsx")
    assert found.checklist == checklist
    assert read(found.as_file().text, name="a.yaml").digest == found.digest


def test_what_was_changed_in_libreoffice_comes_back_with_those_changes_and_no_other() -> None:
    data = (_SPREADSHEETS / "changed-in-libreoffice-7.4.xlsx").read_bytes()
    found = read_sheets(data, name="a.xlsx").checklist
    limit = Limit(unit="hours", from_=ClockId("told"), basis="baseline", amount=6)
    asked = Clause(all=("urgent", Clause(not_="alarmed")))
    added = Item(
        id=ItemId("tell-family"),
        prompt="Tell the family by ½.",
        answered_by="investigator",
        asks=("status",),
        source="GK",
        limit=limit,
        applies_when=asked,
    )
    later = with_item(small(), "grade-danger", limit=replace(limit, basis="national", amount=3))
    begin, work = later.stages
    stages = (begin, replace(work, items=(*work.items, added)))
    assert found == replace(later, version=Version("1.1"), stages=stages)


def test_a_good_spreadsheet_has_no_problem() -> None:
    assert check_sheets(sheets_of(small()), name="a.xlsx") == ()


def _merged(workbook: Workbook) -> None:
    sheet_of(workbook, "Items").merge_cells("C3:D3")


def _without_prompt(workbook: Workbook) -> None:
    sheet_of(workbook, "Items").delete_cols(3)


def _without_stages(workbook: Workbook) -> None:
    workbook.remove(workbook["Stages"])


def _one_more(workbook: Workbook) -> None:
    workbook.create_sheet("Clock")


def _doubled_fact(workbook: Workbook) -> None:
    sheet_of(workbook, "Facts").append(["urgent", "Once more."])


def _nameless(workbook: Workbook) -> None:
    sheet_of(workbook, "Facts").append([None, "Once more."])


def _titleless(workbook: Workbook) -> None:
    sheet_of(workbook, "Facts")["Z2"].value = "aside"


def _twice(workbook: Workbook) -> None:
    sheet_of(workbook, "Stages")["C1"].value = "title"


@pytest.mark.parametrize(
    ("change", "where", "said"),
    [
        (_merged, "sheet Items, row 3, column C", "Cells are joined here."),
        (
            _without_prompt,
            "sheet Items, row 1",
            "This sheet has no column “prompt”. Add it in the first row.",
        ),
        (_without_stages, "sheet Stages", "This sheet is missing. Add it."),
        (_one_more, "sheet Clock", "There is no such sheet in a checklist; there are Checklist, Stages,"),
        (_doubled_fact, "sheet Facts, row 8", "There is another row “urgent”. Give each its own id."),
        (_nameless, "sheet Facts, row 8", "This row has no id. Give it one."),
        (_titleless, "sheet Facts, row 2, column Z", "This cell stands under no title."),
        (_twice, "sheet Stages, row 1, column C (title)", "There is another column “title”. Take one out."),
    ],
)
def test_a_fault_of_a_sheet_is_told_with_its_place(
    change: Callable[[Workbook], None], where: str, said: str
) -> None:
    found = check_sheets(with_change(change), name="a.xlsx")
    assert any(one.file == f"a.xlsx, {where}" and one.sentence.startswith(said) for one in found), found


@pytest.mark.parametrize(
    ("title", "cell", "value", "where", "said"),
    [
        ("Items", "C2", "=1+1", "row 2, column C (prompt)", "This is a formula. Write what it comes to."),
        ("Items", "C2", "#REF!", "row 2, column C (prompt)", "This cell shows an error."),
        ("Items", "C2", "a\tb", "row 2, column C (prompt)", "Here is a tab."),
        (
            "Items",
            "D2",
            "inspector",
            "row 2, column D (answered_by)",
            "`answered_by` wants one of investigator",
        ),
        ("Items", "B4", "act-soon", "row 5, column B (id)", "There is another item “act-soon”"),
        ("Items", "A2", "gone", "row 2, column A (stage)", "There is no stage “gone” on the sheet Stages."),
        ("Items", "A2", None, "row 2", "`stage` is empty."),
        ("Items", "C2", None, "row 2", "`prompt` is empty."),
        ("Items", "H1", "limit.amonut", "row 1, column H (limit.amonut)", "Is “limit.amount” meant?"),
        ("Facts", "A2", "Not an id", "row 2", "is not an id"),
        ("Checklist", "B4", 1.5, "row 4, column B (value)", "This is a number with a fraction."),
        ("Checklist", "A5", "titel", "row 5, column A (key)", "“titel” is no key of a checklist."),
        ("Checklist", "B2", 9, "row 2, column B (value)", "This definition has format 9"),
    ],
)
def test_a_bad_cell_is_told_with_sheet_row_and_column(
    title: str, cell: str, value: object, where: str, said: str
) -> None:
    found = check_sheets(put(title, cell, value), name="a.xlsx")
    assert any(one.file == f"a.xlsx, sheet {title}, {where}" and said in one.sentence for one in found), found


def test_a_date_where_a_text_belongs_is_told() -> None:
    from datetime import datetime

    found = check_sheets(put("Items", "B2", datetime(2026, 5, 5)), name="a.xlsx")
    assert any("made a date of this" in one.sentence for one in found)


def test_a_condition_that_cannot_be_read_is_told_where_it_stands() -> None:
    titles = [cell.value for cell in next(sheet_of(_book(), "Items").iter_rows(min_row=1, max_row=1))]
    column = titles.index("applies_when")
    letter = chr(ord("A") + column)
    (found,) = check_sheets(put("Items", f"{letter}4", "urgent and"), name="a.xlsx")
    assert (found.file, found.sentence) == (
        f"a.xlsx, sheet Items, row 4, column {letter} (applies_when)",
        "A fact is missing at the end. Write the id of a fact there.",
    )


def _book() -> Workbook:
    from tests.exchange.books import book

    return book()


def test_rows_that_are_empty_are_passed_over() -> None:
    def change(workbook: Workbook) -> None:
        sheet_of(workbook, "Items").insert_rows(3)

    assert check_sheets(with_change(change), name="a.xlsx") == ()


def test_what_is_not_read_raises_with_all_that_is_wrong() -> None:
    place = r"^a\.xlsx, sheet Items, row 2, column C \(prompt\): This is a formula\."
    with pytest.raises(SheetsRefusedError, match=place) as refused:
        read_sheets(put("Items", "C2", "=1"), name="a.xlsx")
    assert [one.word for one in refused.value.problems] == ["formula"]


def test_a_problem_of_what_it_says_has_its_place() -> None:
    found = read_sheets(put("Items", "C2", "See the person."), name="a.xlsx")
    (one,) = check_sheets(put("Items", "C2", "See the person."), name="a.xlsx")
    assert one.file == "a.xlsx, sheet Items, row 6, column C (prompt)"
    assert placed_by(found, one).file == "a.xlsx"


@pytest.mark.parametrize(
    ("title", "beside"),
    [
        ("limit.from", {"limit.unit": "hours", "limit.amount": "5", "limit.basis": "baseline"}),
        ("gate.before", {"gate.basis": "baseline"}),
    ],
)
def test_an_unknown_clock_is_told_at_its_own_cell(title: str, beside: dict[str, str]) -> None:
    titles = [str(cell.value) for cell in sheet_of(_book(), "Items")[1]]

    def change(workbook: Workbook) -> None:
        for held, value in {**beside, title: "no-such-clock"}.items():
            sheet_of(workbook, "Items").cell(2, titles.index(held) + 1, value)

    found = check_sheets(with_change(change), name="a.xlsx")
    (one,) = (one for one in found if one.word == "unknown-clock")
    letter = get_column_letter(titles.index(title) + 1)
    assert one.file == f"a.xlsx, sheet Items, row 2, column {letter} ({title})"


def test_no_spreadsheet_is_one_problem() -> None:
    (one,) = check_sheets(b"none", name="a.xlsx")
    assert (one.file, one.line, one.word) == ("a.xlsx", 0, "spreadsheet")


@pytest.mark.parametrize("line", ["0", "999", "1" * 30])
def test_a_text_that_reads_like_a_place_is_none(line: str) -> None:
    found = check_sheets(put("Items", "O5", f'"gone on line {line}"'), name="a.xlsx")
    (one,) = (one for one in found if one.word == "unknown-fact")
    assert f"“gone on line {line}”" in one.sentence
    assert one.file.startswith("a.xlsx, sheet Items, row 5, column ")


def test_of_two_rows_of_one_id_the_second_names_the_place_of_the_first() -> None:
    def twice(workbook: Workbook) -> None:
        sheet = sheet_of(workbook, "Items")
        sheet["B3"].value = sheet["B2"].value

    (one,) = (one for one in check_sheets(with_change(twice), name="a.xlsx") if one.word == "duplicate-id")
    assert one.file.startswith("a.xlsx, sheet Items, row 3, column B")
    assert "The first is in sheet Items, row 2, column B" in one.sentence
