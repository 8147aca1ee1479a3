"""What changed, since the last review and since one looked: short lists that fold."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import Place
from sopcheck.checklists.local_time import LONDON
from sopcheck.services.views import ChangeLine, Changes
from sopcheck.ui.review.changes import ChangesBand
from sopcheck.ui.theme import em
from sopcheck.ui.words import Words
from tests.cases.desk import place
from tests.ui.fakes import NOW
from tests.ui.review_fakes import pressed
from tests.ui.showing import shown

WORDS = Words(LONDON, NOW)


def line(number: int, where: Place | None = None) -> ChangeLine:
    return ChangeLine(
        at=NOW - timedelta(hours=number), by_name="DC Farrow", words=f"Change {number}", place=where
    )


SOME = Changes(since=NOW - timedelta(days=2), lines=tuple(line(number) for number in range(1, 13)))
NONE = Changes(since=NOW, lines=())
NEVER = Changes(since=None, lines=(line(1),))


@pytest.fixture
def band(qtbot: QtBot) -> ChangesBand:
    made = ChangesBand()
    made.resize(em(70), em(14))
    return shown(qtbot, made)


def test_headings_say_since_when_and_how_much(band: ChangesBand) -> None:
    band.show_changes(SOME, NONE, WORDS)
    assert band.since_review.heading == "Since the last signed review, Tue 5 May, 09:00: 12 changes"
    assert band.since_me.heading == "Since you last looked, Thu 7 May, 09:00: nothing changed"


def test_without_a_moment_to_count_from_it_says_so(band: ChangesBand) -> None:
    band.show_changes(NEVER, NEVER, WORDS)
    assert band.since_review.heading == "No review has been signed yet; so far: 1 change"
    assert band.since_me.heading == "You have not looked at this case yet; so far: 1 change"


def test_it_opens_on_the_changes_but_not_on_everything_there_ever_was(band: ChangesBand) -> None:
    band.show_changes(NEVER, NEVER, WORDS)
    assert (band.since_review.is_open, band.since_me.is_open) == (True, False)


def test_a_line_says_what_who_and_when(band: ChangesBand) -> None:
    band.show_changes(SOME, NONE, WORDS)
    said = band.since_review.list.rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Change 1, DC Farrow · Thu 7 May, 08:00, 1 of 12"


def test_a_long_list_stays_short_and_scrolls(band: ChangesBand) -> None:
    band.show_changes(SOME, NONE, WORDS)
    assert band.since_review.list.height() <= em(8)
    assert band.since_review.list.verticalScrollBar().maximum() > 0


def test_where_nothing_is_below_a_list_takes_the_room(band: ChangesBand) -> None:
    band.show_changes(SOME, NONE, WORDS)
    band.keep_short(short=False)
    assert band.since_review.list.height() > em(8)
    band.keep_short(short=True)
    assert band.since_review.list.height() <= em(8)


def test_a_heading_folds_its_list_and_what_was_folded_stays_so(qtbot: QtBot, band: ChangesBand) -> None:
    band.show_changes(SOME, NONE, WORDS)
    pressed(band, f"{band.since_review.heading}, fold away")
    band.show_changes(SOME, NONE, WORDS)
    assert not band.since_review.list.isVisible()


def test_enter_on_a_line_leads_to_its_place(qtbot: QtBot, band: ChangesBand) -> None:
    where = place("record-crime")
    band.show_changes(Changes(since=NOW, lines=(line(1, where),)), NONE, WORDS)
    band.since_review.list.setFocus()
    with qtbot.waitSignal(band.opened) as told:
        qtbot.keyClick(band.since_review.list, Qt.Key.Key_Return)
    assert told.args == [where]


def test_a_line_about_no_place_leads_nowhere(qtbot: QtBot, band: ChangesBand) -> None:
    band.show_changes(SOME, NONE, WORDS)
    band.since_review.list.setFocus()
    with qtbot.assertNotEmitted(band.opened):
        qtbot.keyClick(band.since_review.list, Qt.Key.Key_Return)


@pytest.mark.parametrize(("width", "beside"), [(57, True), (50, False)])
def test_lists_stand_beside_each_other_where_there_is_room(
    band: ChangesBand, width: int, beside: bool
) -> None:
    band.show_changes(SOME, SOME, WORDS)
    band.resize(em(width), em(30))
    QApplication.processEvents()
    tops = [part.mapTo(band, part.rect().topLeft()).y() for part in (band.since_review, band.since_me)]
    assert (tops[0] == tops[1]) is beside


def test_the_same_lines_are_not_shown_twice(band: ChangesBand) -> None:
    band.show_changes(SOME, replace(SOME, since=NOW), WORDS)
    assert (band.since_review.is_open, band.since_me.is_open) == (True, False)


def test_a_change_is_read_in_two_lines(band: ChangesBand) -> None:
    long = replace(line(1), words="Found at the bus station by a patrol, and well; " * 2)
    band.show_changes(replace(SOME, lines=(line(2),)), NONE, WORDS)
    one = band.since_review.list.rows_height()
    band.show_changes(replace(SOME, lines=(long,)), NONE, WORDS)
    assert band.since_review.list.rows_height() > one
