"""The rail: a word beside every icon, one page marked, what waits said and heard."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from sopcheck.ui.rail import Rail
from sopcheck.ui.theme import Look, apply
from tests.ui.showing import shown

PAGES = (("work", "Work"), ("reviews", "Reviews"), ("checklists", "Checklists"), ("assurance", "Assurance"))


@pytest.fixture
def rail(qtbot: QtBot) -> Rail:
    return shown(qtbot, Rail(PAGES, "DC <b>Farrow</b>"))


def test_every_icon_has_a_word_beside_it(rail: Rail) -> None:
    buttons = rail.findChildren(QPushButton)
    assert len(buttons) == 6
    assert all(button.text() and not button.icon().isNull() for button in buttons)


def test_one_page_is_marked(rail: Rail) -> None:
    rail.show_page("reviews")
    assert rail.shown == "reviews"
    rail.show_page("work")
    assert rail.shown == "work"


def test_a_page_without_a_place_in_the_rail_marks_none(rail: Rail) -> None:
    rail.show_page("work")
    rail.show_page("case")
    assert rail.shown == ""


@pytest.mark.parametrize(("count", "name"), [(0, "Work"), (1, "Work, 1 waiting"), (120, "Work, 120 waiting")])
def test_what_waits_is_heard(rail: Rail, count: int, name: str) -> None:
    rail.show_count("work", count)
    assert rail.names()[0] == name


def test_a_press_wishes_for_the_page(rail: Rail, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rail.page_wanted) as caught:
        rail.findChildren(QPushButton)[2].click()
    assert caught.args == ["checklists"]


def test_lock_and_display_are_wishes_too(rail: Rail, qtbot: QtBot) -> None:
    with qtbot.waitSignals([rail.lock_wanted, rail.display_wanted]):
        rail.lock.click()
        rail.display.click()


def test_the_icons_change_their_colour_with_the_theme(rail: Rail, qapp: QApplication, qtbot: QtBot) -> None:
    light = rail.lock.icon().pixmap(17, 17).toImage()
    apply(qapp, Look(theme="dark"))
    qapp.setProperty("worn", None)
    qtbot.waitUntil(lambda: rail.lock.icon().pixmap(17, 17).toImage() != light)


def test_the_words_of_every_page_fit_beside_their_count(rail: Rail) -> None:
    for name, _ in PAGES:
        rail.show_count(name, 120)
    assert all(button.sizeHint().width() <= rail.width() for button in rail.findChildren(QPushButton))
