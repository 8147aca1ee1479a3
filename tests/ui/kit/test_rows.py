"""Lists of values: correct models, kept places, opened by keys, heard in full."""

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.rows import RowList, RowsModel
from sopcheck.ui.kit.signs import Sign
from tests.ui.showing import shown


@dataclass(frozen=True)
class Thing:
    """A value with an identity and words."""

    id: int
    words: str


ONE, TWO, THREE = Thing(1, "one"), Thing(2, "two"), Thing(3, "three")


def read(thing: Thing) -> RowText:
    return RowText(primary=thing.words, secondary="below", sign=Sign("open", "ring"))


@pytest.fixture
def rows(qtbot: QtBot) -> RowList[Thing]:
    made: RowList[Thing] = RowList("Things", read, key=lambda thing: thing.id)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def model(qtmodeltester: ModelTester) -> RowsModel[Thing]:
    made: RowsModel[Thing] = RowsModel(read)
    qtmodeltester.check(made)
    return made


def spoken(model: QAbstractItemModel, at: int) -> str:
    return str(model.data(model.index(at, 0), Qt.ItemDataRole.AccessibleTextRole))


def test_the_model_keeps_qts_rules_while_values_come_and_go(model: RowsModel[Thing]) -> None:
    for values in ((ONE, TWO), (ONE, replace(TWO, words="other")), (), (THREE,)):
        model.show(values)
        assert model.values == values


def test_a_row_is_heard_with_its_state_and_position(model: RowsModel[Thing]) -> None:
    model.show((ONE, TWO))
    assert spoken(model, 1) == "two, open, below, 2 of 2"


def test_a_row_can_say_its_own_sentence() -> None:
    assert RowText(primary="x", spoken="Record the crime, passed").said == "Record the crime, passed"


def test_a_row_that_changes_is_the_only_one_redrawn(model: RowsModel[Thing]) -> None:
    model.show((ONE, TWO))
    changed: list[int] = []
    model.dataChanged.connect(lambda index, *_: changed.append(index.row()))
    model.show((ONE, replace(TWO, words="other")))
    assert changed == [1]


def test_a_heading_can_be_read_and_not_chosen() -> None:
    model: RowsModel[str] = RowsModel(lambda words: RowText(primary=words, kind="heading"))
    model.show(("Stage",))
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable


def test_what_is_no_row_has_no_data(model: RowsModel[Thing]) -> None:
    model.show((ONE,))
    assert (model.data(QModelIndex()), model.value(5), model.flags(QModelIndex())) == (
        None,
        None,
        Qt.ItemFlag.NoItemFlags,
    )


def test_the_list_stays_with_a_value_that_moves(rows: RowList[Thing]) -> None:
    rows.show_values((ONE, TWO))
    rows.choose(TWO)
    rows.show_values((THREE, replace(TWO, words="changed"), ONE))
    assert rows.current() == Thing(2, "changed")


def test_where_the_value_is_gone_the_list_stays_at_its_place(rows: RowList[Thing]) -> None:
    rows.show_values((ONE, TWO, THREE))
    rows.choose(THREE)
    rows.show_values((ONE, TWO))
    assert rows.current() == TWO


def test_choosing_what_is_not_there_says_so(rows: RowList[Thing]) -> None:
    rows.show_values((ONE,))
    assert not rows.choose(TWO)


def test_enter_opens_the_current_row(rows: RowList[Thing], qtbot: QtBot) -> None:
    rows.show_values((ONE, TWO))
    rows.choose(TWO)
    with qtbot.waitSignal(rows.opened) as caught:
        qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert caught.args == [TWO]


def test_enter_in_an_empty_list_opens_nothing(rows: RowList[Thing], qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(rows.opened):
        qtbot.keyClick(rows, Qt.Key.Key_Return)


def test_the_arrows_choose(rows: RowList[Thing], qtbot: QtBot) -> None:
    rows.show_values((ONE, TWO))
    rows.choose(ONE)
    with qtbot.waitSignal(rows.chosen) as caught:
        qtbot.keyClick(rows, Qt.Key.Key_Down)
    assert caught.args == [TWO]


def test_a_list_that_gets_the_focus_stands_somewhere(rows: RowList[Thing], qtbot: QtBot) -> None:
    rows.show_values((ONE, TWO))
    shown(qtbot, rows, owned=True)
    rows.clearFocus()
    rows.setFocus()
    assert rows.current() == ONE


def test_rows_are_as_tall_as_their_words_need(rows: RowList[Thing]) -> None:
    rows.resize(200, 400)
    rows.show_values((ONE,))
    short = rows.rows_height()
    rows.show_values((Thing(1, "many words " * 30),))
    assert rows.rows_height() > short
