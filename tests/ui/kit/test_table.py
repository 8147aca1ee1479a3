"""Tables: a correct model, sorting with gaps last, filtering by every word, the place kept."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from sopcheck.ui.kit.table import Column, TableModel, TableView
from tests.ui.showing import shown

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@dataclass(frozen=True)
class Case:
    """A row of a table."""

    reference: str
    answered: int | None


COLUMNS: tuple[Column[Case], ...] = (
    Column(title="reference", text=lambda case: case.reference, stretch=True),
    Column(
        title="answered",
        text=lambda case: f"{case.answered or 0} answers",
        sort=lambda case: case.answered,
        tone=lambda case: "muted",
        right=True,
    ),
)
A, B, C = Case("NV/1", 9), Case("NV/2", 10), Case("NV/3", None)


@pytest.fixture
def model(qtmodeltester: ModelTester) -> TableModel[Case]:
    made: TableModel[Case] = TableModel(COLUMNS, spoken=lambda case: f"case {case.reference}")
    qtmodeltester.check(made)
    made.show((B, C, A))
    return made


@pytest.fixture
def table(qtbot: QtBot) -> TableView[Case]:
    made: TableView[Case] = TableView(
        "Cases", COLUMNS, spoken=lambda case: case.reference, key=lambda case: case
    )
    qtbot.addWidget(made)
    made.show_values((B, C, A))
    made.show()
    return made


def test_the_model_keeps_qts_rules(model: TableModel[Case]) -> None:
    model.sort(1, DOWN)
    model.filter("nv")
    model.show((A,))
    assert model.values == (A,)


def test_numbers_are_sorted_as_numbers_and_gaps_stand_last(model: TableModel[Case]) -> None:
    model.sort(1, UP)
    assert model.values == (A, B, C)
    model.sort(1, DOWN)
    assert model.values == (B, A, C)


def test_without_an_order_rows_stand_as_they_were_given(model: TableModel[Case]) -> None:
    model.sort(0, UP)
    model.sort(-1)
    assert model.values == (B, C, A)


@given(numbers=st.lists(st.none() | st.integers()))
def test_sorting_loses_nothing(numbers: list[int | None]) -> None:
    model: TableModel[Case] = TableModel(COLUMNS, spoken=lambda case: case.reference)
    values = [Case(str(at), number) for at, number in enumerate(numbers)]
    model.show(values)
    model.sort(1, DOWN)
    assert sorted(model.values, key=str) == sorted(values, key=str)


@pytest.mark.parametrize(
    ("words", "left"), [("nv/2", (B,)), ("NV answers 9", (A,)), ("", (B, C, A)), ("xyz", ())]
)
def test_a_filter_wants_every_word(model: TableModel[Case], words: str, left: tuple[Case, ...]) -> None:
    model.filter(words)
    assert model.values == left


def test_the_first_cell_speaks_for_the_row_and_the_others_for_their_column(model: TableModel[Case]) -> None:
    said = [model.data(model.index(0, at), Qt.ItemDataRole.AccessibleTextRole) for at in (0, 1)]
    assert said == ["case NV/2", "answered: 10 answers"]


def test_the_header_has_titles(model: TableModel[Case]) -> None:
    titles = [model.headerData(at, Qt.Orientation.Horizontal) for at in (0, 1, 2)]
    assert titles == ["reference", "answered", None]
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_what_is_no_cell_has_no_data(model: TableModel[Case]) -> None:
    assert model.data(QModelIndex()) is None


def test_the_table_stays_with_its_case_when_it_is_sorted_or_filtered(table: TableView[Case]) -> None:
    table.choose(A)
    table.sortByColumn(1, UP)
    table.filter("nv/1")
    assert table.current() == A


def test_enter_opens_the_row(table: TableView[Case], qtbot: QtBot) -> None:
    table.choose(C)
    with qtbot.waitSignal(table.opened) as caught:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert caught.args == [C]


def test_the_arrows_move_and_tab_leaves(table: TableView[Case], qtbot: QtBot) -> None:
    table.choose(B)
    with qtbot.waitSignal(table.chosen) as caught:
        qtbot.keyClick(table, Qt.Key.Key_Down)
    assert (caught.args, table.tabKeyNavigation()) == ([C], False)


def test_a_table_that_gets_the_focus_stands_somewhere(table: TableView[Case], qtbot: QtBot) -> None:
    shown(qtbot, table, owned=True)
    table.clearFocus()
    table.setFocus()
    assert table.current() == B


def test_the_row_stood_on_stays_marked_when_the_focus_goes_on(table: TableView[Case], qtbot: QtBot) -> None:
    shown(qtbot, table, owned=True)
    table.clearFocus()
    # Qt itself stands on the first row when Tab comes, and marks nothing.
    table.setFocus(Qt.FocusReason.TabFocusReason)
    table.clearFocus()
    assert [index.row() for index in table.selectionModel().selectedRows()] == [table.currentIndex().row()]


def test_a_fitted_table_is_as_tall_as_its_rows_up_to_a_limit(table: TableView[Case]) -> None:
    table.fit(most=2)
    two = table.height()
    table.fit(most=10)
    three = table.height()
    assert three - two == table.verticalHeader().defaultSectionSize()


def test_a_fitted_table_shows_its_last_row_above_the_bar_of_columns_that_are_too_wide(
    table: TableView[Case], qtbot: QtBot
) -> None:
    shown(qtbot, table, owned=True)
    table.resize(600, 300)
    table.fit(most=10)
    roomy = table.height()
    table.setColumnWidth(1, 900)
    table.resize(300, 300)
    assert table.height() == roomy + table.horizontalScrollBar().sizeHint().height()
    assert table.verticalScrollBar().maximum() == 0


def test_a_table_can_be_painted(table: TableView[Case], qtbot: QtBot) -> None:
    shown(qtbot, table, owned=True)
    table.setFocus()
    assert not table.grab().isNull()


def test_rows_are_put_into_words_once_for_all_that_is_typed() -> None:
    read: list[str] = []

    def words(case: Case) -> str:
        read.append(case.reference)
        return case.reference

    made: TableModel[Case] = TableModel((Column(title="reference", text=words),), spoken=words)
    made.show((A, B, C))
    made.filter("nv")
    made.filter("nv/2")
    assert (made.values, len(read)) == ((B,), 3)
    made.show((A, B))
    assert made.values == (B,)


def test_what_is_given_is_not_copied_where_all_of_it_is_shown() -> None:
    made: TableModel[Case] = TableModel(COLUMNS, spoken=lambda case: case.reference)
    given = [A, B]
    made.show(given)
    assert made.values is given
