"""The list of items and its model."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import Given, When
from sopcheck.checklists.definition import FactId
from sopcheck.checklists.local_time import LONDON
from sopcheck.services.views import CaseView
from sopcheck.ui.case.item_model import ItemsModel
from sopcheck.ui.case.items import ItemsList
from sopcheck.ui.case.outline import Row, Wanted, parts_of, rows_of
from sopcheck.ui.case.row_words import RowWords, Speaker, row_words
from sopcheck.ui.words import Words
from tests.ui.case_book import CASE, CHILD, VICTIM, BookCasework, heather, place
from tests.ui.fakes import NOW

ALL = Wanted()


@pytest.fixture
def book() -> BookCasework:
    return heather()


def rows(view: CaseView, wanted: Wanted = ALL) -> tuple[Row, ...]:
    return rows_of(view, parts_of(view.case), wanted, label=view.subject_label)


def speaker(view: CaseView) -> Speaker:
    programme = view.case.programme
    return Speaker(
        words=Words(LONDON, NOW),
        label=view.subject_label,
        clocks=programme.clocks,
        facts=programme.facts,
        kinds=programme.kinds,
    )


@pytest.fixture
def model(book: BookCasework) -> Iterator[ItemsModel]:
    made = ItemsModel()
    view = book.refresh(CASE)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.show(rows(view), speaker(view))
    yield made
    del tester


@pytest.fixture
def shown(qtbot: QtBot, book: BookCasework) -> ItemsList:
    made = ItemsList("Items")
    qtbot.addWidget(made)
    made.resize(420, 500)
    view = book.refresh(CASE)
    made.show_rows(rows(view), speaker(view))
    made.show()
    return made


def test_the_model_keeps_its_promises_while_rows_come_and_go(model: ItemsModel, book: BookCasework) -> None:
    for view in (
        book.add_subject(CASE, (CHILD, VICTIM), "Child B, 13", When(NOW)),
        book.set_fact(CASE, FactId("network-suspected"), "yes", When(NOW)),
        book.answer(CASE, place("place-markers"), Given(status="not applicable", reason="None."), When(NOW)),
    ):
        model.show(rows(view), speaker(view))
        assert model.rowCount() == len(rows(view))


def test_rows_that_stay_are_not_taken_away_and_put_back(model: ItemsModel, book: BookCasework) -> None:
    at = model.find(place("place-markers"))
    assert at is not None
    kept = QPersistentModelIndex(model.index(at))
    view = book.set_fact(CASE, FactId("rape-reported-not-crimed"), "yes", When(NOW))
    model.show(rows(view), speaker(view))
    assert kept.isValid()
    assert model.state(kept.row()) == view.state(place("place-markers"))
    assert kept.row() == at + 1


def test_only_rows_that_changed_are_painted_anew(model: ItemsModel, book: BookCasework) -> None:
    changed: list[int] = []
    model.dataChanged.connect(lambda first, last: changed.append(first.row()))
    view = book.answer(CASE, place("place-markers"), Given(status="done"), When(NOW))
    model.show(rows(view), speaker(view))
    assert changed == [model.find(place("place-markers"))]


def test_words_are_made_for_rows_that_are_looked_at_and_no_others(
    model: ItemsModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Row] = []

    def counted(row: Row, by: Speaker, *, saving: bool = False) -> RowWords:
        made.append(row)
        return row_words(row, by, saving=saving)

    monkeypatch.setattr("sopcheck.ui.case.item_model.row_words", counted)
    model.words(3)
    model.words(3)
    assert len(made) == 1


def test_a_screen_reader_hears_name_state_limit_and_position(model: ItemsModel) -> None:
    at = model.find(place("record-crime"))
    assert at is not None
    spoken = model.data(model.index(at), Qt.ItemDataRole.AccessibleTextRole)
    total = sum(row.state is not None for row in model.rows)
    assert spoken == (
        "Record every crime disclosed, one for each victim and offence as the counting rules require, done,"
        f" Thu 30 Apr, 15:40 · limit met · national, 4 of {total}"
    )


def test_a_heading_is_read_but_not_chosen(model: ItemsModel) -> None:
    flags = model.flags(model.index(0))
    assert not flags & Qt.ItemFlag.ItemIsSelectable
    assert model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole) == "Receive and record"


def test_outside_of_the_rows_there_is_nothing(model: ItemsModel) -> None:
    assert model.row(-1) is None
    assert model.data(QModelIndex()) is None
    assert model.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags
    assert model.rowCount(model.index(0)) == 0


def test_while_an_answer_is_saved_its_row_says_so(model: ItemsModel) -> None:
    at = model.find(place("place-markers"))
    assert at is not None
    model.mark_saving({place("place-markers")})
    assert model.words(at).sign.word == "saving…"
    model.mark_saving(())
    assert model.words(at).sign.word == "open"


def test_the_list_stays_where_it_stands_when_rows_come_above(shown: ItemsList, book: BookCasework) -> None:
    assert shown.go_to(place("place-markers"))
    QApplication.processEvents()
    before = shown.visualRect(shown.currentIndex()).top()
    view = book.set_fact(CASE, FactId("rape-reported-not-crimed"), "yes", When(NOW))
    shown.show_rows(rows(view), speaker(view))
    assert shown.place == place("place-markers")
    assert shown.visualRect(shown.currentIndex()).top() == before


def test_a_row_that_grows_by_its_answer_is_still_seen_whole(shown: ItemsList, book: BookCasework) -> None:
    shown.go_to(place("place-markers"))
    before = shown.visualRect(shown.currentIndex())
    shown.resize(shown.width(), shown.height() + before.bottom() + 1 - shown.viewport().height())
    QApplication.processEvents()
    view = book.answer(CASE, place("place-markers"), Given(status="done"), When(NOW))
    shown.show_rows(rows(view), speaker(view))
    after = shown.visualRect(shown.currentIndex())
    assert after.height() > before.height()
    assert after.bottom() < shown.viewport().height()


def test_when_its_row_goes_it_stands_on_the_next_one(
    shown: ItemsList, book: BookCasework, qtbot: QtBot
) -> None:
    shown.go_to(place("place-markers"))
    view = book.answer(
        CASE, place("place-markers"), Given(status="not applicable", reason="None."), When(NOW)
    )
    with qtbot.waitSignal(shown.item_chosen) as chosen:
        shown.show_rows(rows(view), speaker(view))
    assert shown.place == place("tell-duty-supervisor")
    assert chosen.args == [view.state(place("tell-duty-supervisor"))]


def test_with_no_rows_left_it_stands_nowhere(shown: ItemsList, book: BookCasework) -> None:
    shown.go_to(place("place-markers"))
    shown.show_rows((), speaker(book.refresh(CASE)))
    assert shown.place is None


def test_a_place_that_is_not_shown_is_not_gone_to(shown: ItemsList) -> None:
    assert not shown.go_to(place("no-such-item"))


def test_enter_opens_what_the_list_stands_on(shown: ItemsList, qtbot: QtBot) -> None:
    shown.go_to(place("place-markers"))
    with qtbot.waitSignal(shown.item_opened) as opened:
        QTest.keyClick(shown, Qt.Key.Key_Return)
    assert opened.args[0].place == place("place-markers")


def test_a_click_on_a_fold_unfolds_it(shown: ItemsList, qtbot: QtBot) -> None:
    at = next(at for at, row in enumerate(shown.items.rows) if row.folded is not None)
    shown.scrollTo(shown.items.index(at))
    where = shown.visualRect(shown.items.index(at)).center()
    with qtbot.waitSignal(shown.fold_pressed) as pressed:
        QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert pressed.args == [shown.items.rows[at].part.key]


def test_a_row_is_taller_where_its_words_need_more_lines(shown: ItemsList) -> None:
    at = shown.items.find(place("record-crime"))
    assert at is not None
    narrow = shown.sizeHintForIndex(shown.items.index(at)).height()
    shown.resize(1200, 500)
    QApplication.processEvents()
    assert shown.sizeHintForIndex(shown.items.index(at)).height() < narrow


def test_every_row_can_be_painted(shown: ItemsList) -> None:
    shown.resize(420, 9000)
    QApplication.processEvents()
    picture = shown.grab().toImage()
    last = shown.visualRect(shown.items.index(shown.items.rowCount() - 1))
    assert picture.height() >= last.bottom()
    assert len({picture.pixelColor(60, y).name() for y in range(last.bottom())}) > 3


def test_larger_letters_make_taller_rows(shown: ItemsList) -> None:
    from sopcheck.ui.kit.text import font_of

    at = shown.items.index(1)
    before = shown.sizeHintForIndex(at).height()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    font, was = font_of("body"), application.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    application.setFont(font)
    QApplication.processEvents()
    assert shown.sizeHintForIndex(at).height() > before
    application.setFont(was)


@pytest.mark.parametrize("seen", [True, False])
def test_in_a_narrower_list_what_was_in_sight_stays_there(shown: ItemsList, qtbot: QtBot, seen: bool) -> None:
    last = next(row.state.place for row in reversed(shown.items.rows) if row.state is not None)
    assert shown.go_to(last)
    if not seen:
        shown.scrollToTop()
    shown.resize(shown.width() // 2, shown.height())
    qtbot.wait(1)
    where = shown.visualRect(shown.currentIndex())
    assert shown.viewport().rect().contains(where) is seen


def test_a_double_click_opens_an_item(shown: ItemsList, qtbot: QtBot) -> None:
    shown.go_to(place("place-markers"))
    at = shown.visualRect(shown.currentIndex()).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=at)
    with qtbot.waitSignal(shown.item_opened) as opened:
        QTest.mouseDClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened.args[0].place == place("place-markers")
