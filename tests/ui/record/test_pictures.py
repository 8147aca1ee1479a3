"""The pictures of pages: at once where they are there, else drawn off the thread; only the last are kept."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from sopcheck.errors import SopcheckError
from sopcheck.ui.record.pictures import PagePictures
from sopcheck.ui.record.rendering import Pages, read_pages
from sopcheck.ui.tasks import TaskRunner
from tests.ui.record_fakes import pdf

Settle = Callable[[], None]


@pytest.fixture
def pictures(tasks: TaskRunner) -> PagePictures:
    made = PagePictures(tasks, kept=2)
    made.show(read_pages(pdf(5)))
    return made


def test_a_picture_comes_later_and_then_at_once(qtbot: QtBot, pictures: PagePictures, settle: Settle) -> None:
    with qtbot.waitSignal(pictures.ready) as told:
        assert pictures.picture(1, scale=1.0) is None
    assert told.args == [1]
    settle()
    assert pictures.picture(1, scale=1.0) is not None


def test_until_it_is_drawn_the_page_is_shown_at_another_size(pictures: PagePictures, settle: Settle) -> None:
    pictures.picture(0, scale=1.0)
    settle()
    small = pictures.picture(0, scale=1.0)
    assert pictures.picture(0, scale=2.0) is small
    settle()
    larger = pictures.picture(0, scale=2.0)
    assert larger is not None
    assert larger.width() > 1000


def test_only_the_last_pictures_are_kept(pictures: PagePictures, settle: Settle) -> None:
    for page in range(3):
        pictures.picture(page, scale=1.0)
        settle()
    assert pictures.picture(2, scale=1.0) is not None
    assert pictures.picture(0, scale=1.0) is None


def test_what_was_wished_for_last_is_drawn_before_what_was_scrolled_past(
    pictures: PagePictures, settle: Settle
) -> None:
    drawn: list[int] = []
    pictures.ready.connect(drawn.append)
    for page in (0, 1, 2, 3, 4):
        pictures.picture(page, scale=1.0)
    settle()
    assert drawn[:2] == [0, 4]


def test_another_document_shows_nothing_of_the_one_before(pictures: PagePictures, settle: Settle) -> None:
    pictures.picture(0, scale=1.0)
    pictures.show(read_pages(pdf(1, "Another")))
    settle()
    assert pictures.picture(0, scale=1.0) is None


def test_without_a_document_there_is_nothing_to_draw(tasks: TaskRunner, settle: Settle) -> None:
    pictures = PagePictures(tasks, kept=2)
    assert pictures.picture(0, scale=1.0) is None
    assert not tasks.busy


def test_a_page_that_cannot_be_drawn_is_told_once(tasks: TaskRunner, settle: Settle) -> None:
    pictures = PagePictures(tasks, kept=2)
    told: list[SopcheckError] = []
    pictures.failed.connect(told.append)
    pictures.show(Pages(pdf=b"broken", sizes=read_pages(pdf(2)).sizes))
    pictures.picture(0, scale=1.0)
    pictures.picture(1, scale=1.0)
    settle()
    assert len(told) == 1
