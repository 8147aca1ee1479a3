"""A section shows five rows and the number of all; the rest comes on request."""

import pytest
from pytestqt.qtbot import QtBot

from sopcheck.services.lazy_rows import LazyRows
from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.section import Section


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
