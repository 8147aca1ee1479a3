"""The pages in small: a list that goes to a page and follows the one that is shown."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from sopcheck.ui.record.rendering import read_pages
from sopcheck.ui.record.thumbs import Thumbs, ThumbsModel
from sopcheck.ui.tasks import TaskRunner
from tests.ui.record_fakes import pdf
from tests.ui.showing import shown

Settle = Callable[[], None]


def test_the_model_keeps_to_the_rules_of_models(qtbot: QtBot) -> None:
    model = ThumbsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(read_pages(pdf(3)))
    model.show(None)
    assert model.rowCount() == 0


def test_a_row_says_which_page_of_how_many(qtbot: QtBot) -> None:
    model = ThumbsModel()
    model.show(read_pages(pdf(3)))
    said = model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert (model.index(1).data(), said) == ("2", "Page 2 of 3")


@pytest.fixture
def thumbs(qtbot: QtBot, tasks: TaskRunner, settle: Settle) -> Thumbs:
    made = Thumbs("Pages", tasks)
    made.resize(made.width(), 700)
    shown(qtbot, made)
    made.show_pages(read_pages(pdf(3)))
    settle()
    return made


def test_down_goes_to_the_next_page(qtbot: QtBot, thumbs: Thumbs) -> None:
    with qtbot.waitSignal(thumbs.page_wanted) as told:
        qtbot.keyClick(thumbs, Qt.Key.Key_Down)
    assert told.args == [1]


def test_following_a_page_asks_for_none(qtbot: QtBot, thumbs: Thumbs) -> None:
    with qtbot.assertNotEmitted(thumbs.page_wanted):
        thumbs.follow(2)
    assert thumbs.currentIndex().row() == 2


def test_pages_are_drawn_in_small(thumbs: Thumbs, settle: Settle) -> None:
    thumbs.grab()
    settle()
    picture = thumbs.picture(0, 90)
    assert picture is not None
    assert picture.width() <= 200


def test_another_document_begins_at_its_first_page(thumbs: Thumbs) -> None:
    thumbs.follow(2)
    thumbs.show_pages(read_pages(pdf(2)))
    assert (thumbs.thumbs.rowCount(), thumbs.currentIndex().row()) == (2, 0)
