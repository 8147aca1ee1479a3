"""Where there is room everything is seen at once; where there is not, buttons choose."""

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.ui.review.panes import NAMES, PaneName, ReviewPanes
from sopcheck.ui.theme import Look, apply, em
from tests.ui.showing import shown


def part(name: str) -> QWidget:
    made = QWidget()
    box = QVBoxLayout(made)
    edit = QLineEdit()
    edit.setAccessibleName(name)
    box.addWidget(edit)
    return made


@pytest.fixture
def panes(qtbot: QtBot) -> ReviewPanes:
    made = ReviewPanes()
    for name in NAMES:
        made.put(name, part(name))
    return shown(qtbot, made)


def seen(panes: ReviewPanes) -> tuple[str, ...]:
    return tuple(edit.accessibleName() for edit in panes.findChildren(QLineEdit) if edit.isVisible())


def size(panes: ReviewPanes, width: float, height: float) -> None:
    panes.resize(em(width), em(height))
    QApplication.processEvents()


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (70, 45, {"overview", "exceptions", "questions", "conclusion"}),
        (58, 40, {"overview", "exceptions", "questions", "conclusion"}),
        (70, 39, {"overview"}),
        (57, 45, {"overview"}),
    ],
)
def test_it_opens_on_what_changed(
    panes: ReviewPanes, width: float, height: float, expected: set[str]
) -> None:
    size(panes, width, height)
    assert set(seen(panes)) == expected


@pytest.mark.parametrize(
    ("width", "at_once", "expected"),
    [
        (70, 3, {"exceptions", "questions", "conclusion"}),
        (50, 2, {"questions", "conclusion"}),
        (42, 2, {"questions", "conclusion"}),
        (41, 1, {"questions"}),
    ],
)
def test_with_less_room_fewer_are_seen_and_the_conclusion_longest(
    panes: ReviewPanes, width: float, at_once: int, expected: set[str]
) -> None:
    size(panes, width, 30)
    panes.show_pane("questions")
    assert panes.at_once == at_once
    assert set(seen(panes)) == expected


def test_each_button_shows_its_pane(panes: ReviewPanes) -> None:
    size(panes, 35, 30)
    for chip in panes.findChildren(QPushButton):
        chip.click()
        assert len(seen(panes)) == 1
        assert chip.isChecked()
    assert seen(panes) == ("conclusion",)


def test_there_are_no_buttons_where_there_is_room(panes: ReviewPanes) -> None:
    size(panes, 70, 45)
    assert not any(chip.isVisible() for chip in panes.findChildren(QPushButton))


def test_counts_stand_beside_the_names(panes: ReviewPanes) -> None:
    panes.say_counts(changes=10, exceptions=3, questions=0)
    names = [chip.accessibleName() for chip in panes.findChildren(QPushButton)]
    assert names == ["Changes 10", "Exceptions 3", "Questions", "Conclusion"]


def test_where_three_stand_together_one_button_is_for_them(panes: ReviewPanes) -> None:
    size(panes, 70, 30)
    panes.say_counts(changes=10, exceptions=3, questions=5)
    names = [chip.accessibleName() for chip in panes.findChildren(QPushButton) if chip.isVisible()]
    assert names == ["Changes 10", "The review"]


def test_it_tells_whether_everything_is_seen_at_once(qtbot: QtBot, panes: ReviewPanes) -> None:
    size(panes, 70, 45)
    with qtbot.waitSignal(panes.roomy_changed) as told:
        size(panes, 70, 30)
    assert told.args == [False]


def test_the_next_pane_is_shown_where_it_was_hidden(panes: ReviewPanes) -> None:
    size(panes, 35, 30)
    panes.show_pane("questions")
    panes.findChildren(QLineEdit)[2].setFocus()
    assert panes.next_pane(+1) == "conclusion"
    assert seen(panes) == ("conclusion",)


@pytest.mark.parametrize(("way", "name"), [(+1, "exceptions"), (-1, "conclusion")])
def test_from_outside_one_comes_to_the_first_or_the_last(panes: ReviewPanes, way: int, name: str) -> None:
    assert panes.next_pane(way) == name


def test_large_text_counts_as_little_room(qtbot: QtBot, qapp: QApplication, panes: ReviewPanes) -> None:
    panes.resize(em(70), em(45))
    QApplication.processEvents()
    apply(qapp, Look(theme="light", scale=2.0))
    qapp.setProperty("worn", "light 2.0")
    panes.resize(panes.width() + 1, panes.height())
    QApplication.processEvents()
    assert panes.at_once == 1


def test_what_stands_on_top_is_as_tall_as_it_must_be(qtbot: QtBot, panes: ReviewPanes) -> None:
    size(panes, 70, 45)
    area = panes.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    before = area.height()
    area.findChildren(QLineEdit)[0].setMinimumHeight(before + 40)
    qtbot.waitUntil(lambda: area.height() > before)
    assert area.verticalScrollBar().maximum() == 0


def test_alone_what_stands_on_top_is_not_pulled_apart(panes: ReviewPanes) -> None:
    first, below = panes.place("overview").findChild(QLineEdit), part("more")
    panes.put("overview", below)
    size(panes, 57, 45)
    assert first is not None
    assert first.height() < below.mapTo(panes, below.rect().topLeft()).y() < em(12)


@pytest.mark.parametrize("name", ["exceptions", "questions"])
def test_two_panes_share_the_width(panes: ReviewPanes, name: PaneName) -> None:
    size(panes, 50, 45)
    panes.show_pane(name)
    QApplication.processEvents()
    left, right = (edit.width() for edit in panes.findChildren(QLineEdit) if edit.isVisible())
    assert abs(left - right) < em(2)


def test_sizes_are_remembered_only_while_all_are_seen(panes: ReviewPanes) -> None:
    size(panes, 70, 45)
    assert not panes.splitter.stacked
    size(panes, 50, 45)
    assert panes.splitter.stacked
