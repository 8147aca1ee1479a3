"""What stands above a page goes with the page."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from sopcheck.ui.head import Head
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.page import Page
from sopcheck.ui.session import Session
from tests.ui.showing import shown


@pytest.fixture
def head(qtbot: QtBot) -> Head:
    return shown(qtbot, Head())


@pytest.fixture
def pages(qtbot: QtBot, session: Session) -> tuple[Page, Page]:
    work, reviews = Page(session, title="Thursday 7 May"), Page(session, title="Reviews")
    work.add_action(button("Open a case", kind="primary"))
    for page in (work, reviews):
        qtbot.addWidget(page)
    return work, reviews


def test_a_page_brings_its_title_and_its_buttons(head: Head, pages: tuple[Page, Page]) -> None:
    for page in pages:
        head.take(page)
    head.show_page(pages[0], back=False)
    assert head.title == "Thursday 7 May"
    shown_words = {each.text() for each in head.findChildren(QPushButton) if each.isVisible()}
    assert shown_words == {"Search   Ctrl+K", "Open a case"}


def test_the_buttons_of_another_page_are_gone(head: Head, pages: tuple[Page, Page]) -> None:
    for page in pages:
        head.take(page)
    head.show_page(pages[1], back=False)
    assert not pages[0].beside_title.isVisible()


def test_a_page_that_goes_takes_its_buttons_with_it(
    head: Head, pages: tuple[Page, Page], qtbot: QtBot
) -> None:
    gone: list[str] = []
    head.take(pages[0])
    pages[0].beside_title.destroyed.connect(lambda: gone.append("gone"))
    head.let_go(pages[0])
    qtbot.waitUntil(lambda: gone == ["gone"])


@pytest.mark.parametrize("back", [True, False])
def test_a_way_back_is_offered_where_there_is_one(head: Head, pages: tuple[Page, Page], back: bool) -> None:
    head.take(pages[0])
    head.show_page(pages[0], back=back)
    assert head.back.isVisible() == back


def test_both_buttons_wish(head: Head, qtbot: QtBot) -> None:
    with qtbot.waitSignals([head.back_wanted, head.search_wanted]):
        head.back.click()
        qtbot.mouseClick(head.search, Qt.MouseButton.LeftButton)


def test_the_search_is_heard_with_its_key(head: Head) -> None:
    assert head.search.accessibleName() == "Search, Ctrl+K"


def test_a_title_that_is_too_long_for_one_line_goes_on_in_the_next(qtbot: QtBot, session: Session) -> None:
    title = "An online package that nobody opened for a whole weekend in the middle of June"
    head = Head()
    head.resize(900, 200)
    shown(qtbot, head)
    page = Page(session, title=title)
    qtbot.addWidget(page)
    page.add_action(button("Open a rehearsal"))
    head.take(page)
    head.show_page(page, back=True)
    label = next(one for one in head.findChildren(QLabel) if one.text() == title)
    QApplication.processEvents()
    assert label.height() >= label.heightForWidth(label.width())
    assert label.width() < label.fontMetrics().horizontalAdvance(title)


def test_beside_a_page_without_actions_the_title_has_the_room_of_those_of_others(
    qtbot: QtBot, session: Session
) -> None:
    head = Head()
    head.resize(520, 200)
    shown(qtbot, head)
    first, second = Page(session, title="Work"), Page(session, title="NV/CSE/26/0139 · Larch")
    first.add_action(button("Open a case of whatever kind it may be"))
    for page in (first, second):
        qtbot.addWidget(page)
        head.take(page)
        head.show_page(page, back=False)
    QApplication.processEvents()
    assert head.search.mapTo(head, head.search.rect().topRight()).x() > head.width() - 60


def test_the_way_back_is_as_wide_as_its_words(head: Head, pages: tuple[Page, Page]) -> None:
    head.resize(900, head.sizeHint().height())
    head.take(pages[0])
    head.show_page(pages[0], back=True)
    QApplication.processEvents()
    assert head.back.width() <= head.back.sizeHint().width()


def test_the_search_stands_at_the_edge_where_a_page_offers_nothing(
    head: Head, pages: tuple[Page, Page]
) -> None:
    for page in pages:
        head.take(page)
    pages[1].rename("NV/CSE/26/0101 · a case with a name too long to stand beside anything")
    head.resize(360, 200)
    head.show_page(pages[1], back=False)
    QApplication.processEvents()
    title = next(one for one in head.findChildren(QLabel) if one.text() == head.title)
    assert head.search.mapTo(head, QPoint(0, 0)).x() == title.mapTo(head, QPoint(0, 0)).x()
