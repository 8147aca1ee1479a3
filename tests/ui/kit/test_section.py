"""A section shows five rows and the number of all; the rest comes on request."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.services.lazy_rows import LazyRows
from sopcheck.ui.kit.layout import column, scrolling
from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.section import Section
from tests.ui.showing import shown


@pytest.fixture
def section(qtbot: QtBot) -> Section[int]:
    made: Section[int] = Section(
        "Passed", lambda number: RowText(primary=str(number)), key=lambda number: number
    )
    qtbot.addWidget(made)
    made.resize(500, 400)
    return made


def test_a_section_without_rows_takes_no_room(section: Section[int]) -> None:
    section.show_values(())
    assert section.isHidden()


def test_five_rows_are_shown_and_all_are_counted(section: Section[int]) -> None:
    section.show_values(range(23))
    assert (len(section.list.rows.values), section.heading.text()) == (5, "Passed (23)")
    assert section.more.accessibleName() == "Passed: Show all 23"


def test_the_rest_comes_on_request_and_goes_again(section: Section[int]) -> None:
    section.show_values(range(23))
    section.more.click()
    assert len(section.list.rows.values) == 23
    section.more.click()
    assert len(section.list.rows.values) == 5


def test_where_all_are_shown_nothing_offers_more(section: Section[int]) -> None:
    section.show_values(range(5))
    assert section.more.isHidden()


def test_the_list_is_as_tall_as_its_rows(section: Section[int]) -> None:
    section.show_values(range(3))
    three = section.list.height()
    section.show_values(range(5))
    assert section.list.height() > three


def test_the_height_follows_the_width(section: Section[int], qtbot: QtBot) -> None:
    long: Section[str] = Section("Next", lambda words: RowText(primary=words))
    qtbot.addWidget(long)
    long.resize(900, 400)
    long.show()
    long.show_values(("many words " * 20,))
    wide = long.list.height()
    long.resize(300, 400)
    qtbot.waitUntil(lambda: long.list.height() > wide)


def test_enter_opens_a_row(section: Section[int], qtbot: QtBot) -> None:
    section.show_values((7, 8))
    with qtbot.waitSignal(section.opened) as caught:
        section.list.opened.emit(8)
    assert caught.args == [8]


def test_of_hundreds_only_what_is_shown_is_made(section: Section[int]) -> None:
    made: list[int] = []

    def row(number: int) -> int:
        made.append(number)
        return number

    section.show_values(LazyRows(range(900), row))
    assert made == [0, 1, 2, 3, 4]
    assert section.heading.text() == "Passed (900)"


Sections = tuple[QScrollArea, tuple[Section[int], ...]]


@pytest.fixture
def three(qtbot: QtBot) -> Sections:
    """Three sections below each other, of which the one in the middle has nothing to show."""
    made: tuple[Section[int], ...] = tuple(
        Section(title, lambda number: RowText(primary=str(number)), key=lambda number: number)
        for title in ("Passed", "Soon", "Next")
    )
    inner = QWidget()
    inner.setLayout(column(*made, None))
    area = scrolling(inner)
    area.resize(400, 120)
    for section, count in zip(made, (5, 0, 4), strict=True):
        section.show_values(range(count))
    return shown(qtbot, area), made


def press(section: Section[int], key: Qt.Key) -> None:
    QTest.keyClick(section.list, key)


def test_an_arrow_goes_on_in_the_next_section_that_shows_anything(three: Sections) -> None:
    _, (first, _, last) = three
    first.list.setFocus()
    first.list.stand_at(-1)
    last.list.stand_at(2)
    press(first, Qt.Key.Key_Down)
    assert (QApplication.focusWidget(), last.list.current()) == (last.list, 0)
    press(last, Qt.Key.Key_Up)
    assert (QApplication.focusWidget(), first.list.current()) == (first.list, 4)


def test_within_a_section_an_arrow_stays_in_it(three: Sections) -> None:
    _, (first, _, last) = three
    first.list.setFocus()
    press(first, Qt.Key.Key_Down)
    assert (first.list.current(), last.list.hasFocus()) == (1, False)


@pytest.mark.parametrize(("at", "key"), [(0, Qt.Key.Key_Up), (2, Qt.Key.Key_Down)])
def test_at_either_end_of_the_page_an_arrow_goes_nowhere(three: Sections, at: int, key: Qt.Key) -> None:
    section = three[1][at]
    section.list.setFocus()
    section.list.stand_at(0 if at == 0 else -1)
    press(section, key)
    assert section.list.hasFocus()


def test_the_row_that_an_arrow_goes_to_is_in_sight(three: Sections) -> None:
    area, (first, _, last) = three
    first.list.setFocus()
    for _ in range(8):
        press(last if last.list.hasFocus() else first, Qt.Key.Key_Down)
    row = last.list.visualRect(last.list.currentIndex())
    assert last.list.current() == 3
    assert area.viewport().rect().contains(last.list.mapTo(area.viewport(), row.center()))
