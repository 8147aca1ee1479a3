"""The case page by keyboard alone and for screen readers; no text is ever markup."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.ui.tasks import TaskRunner
from tests.ui.case_book import heather
from tests.ui.case_screen import Screen, screen
from tests.ui.fakes import OKELL

STATES = ("item", "form", "facts", "subjects", "timeline", "records")


def show(shown: Screen, what: str) -> None:
    side = shown.page.side
    shown.go_to("tell-duty-supervisor")
    if what == "form":
        shown.press("X")
    elif what == "facts":
        side.show_facts()
    elif what == "subjects":
        side.show_subjects("child")
    elif what == "timeline":
        side.show_timeline()
    elif what == "records":
        side.show_records()
    shown.settle()


@pytest.fixture(params=STATES)
def shown(request: pytest.FixtureRequest, qtbot: QtBot, tasks: TaskRunner) -> Screen:
    made = screen(qtbot, tasks, heather(OKELL))
    show(made, request.param)
    return made


def visible(shown: Screen, kind: type[QWidget]) -> list[QWidget]:
    return [one for one in shown.page.findChildren(kind) if one.isVisible()]


def test_everything_that_is_used_has_a_name(shown: Screen) -> None:
    used = [
        one for kind in (QAbstractButton, QComboBox, QLineEdit, QListView) for one in visible(shown, kind)
    ]
    unnamed = [one for one in used if not one.accessibleName() and not isinstance(one.parent(), QComboBox)]
    assert unnamed == []


def test_no_label_reads_markup(shown: Screen) -> None:
    formats = {label.textFormat() for label in shown.page.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}


def test_tab_goes_through_everything_and_comes_round(shown: Screen) -> None:
    shown.page.focus_first()
    first = QApplication.focusWidget()
    reached: list[QWidget | None] = []
    for _ in range(80):
        QTest.keyClick(QApplication.focusWidget() or shown.page, Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
        if reached[-1] is first:
            break
    assert reached[-1] is first
    assert shown.page.stages in reached
    assert shown.page.header.menu in reached


def test_the_focus_is_never_on_something_hidden(shown: Screen) -> None:
    for _ in range(40):
        QTest.keyClick(QApplication.focusWidget() or shown.page, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is None or focused.isVisible()


def test_no_two_keys_of_the_page_are_in_each_others_way(shown: Screen) -> None:
    shown.press("F6")
    shown.press("F6")
    assert QApplication.focusWidget() is not None
    shown.page.focus_first()
    shown.press("N")
    assert shown.has_focus(shown.page.middle.list)


def test_escape_leads_back_to_the_list(shown: Screen) -> None:
    if shown.page.side.shows_item:
        shown.page.side.item.focus_first()
    shown.press("Escape")
    assert shown.has_focus(shown.page.middle.list)
    assert shown.page.side.shows_item


def test_enter_presses_what_has_the_focus(shown: Screen) -> None:
    shown.page.side.show_item()
    shown.page.header.facts.setFocus()
    shown.press("Return")
    assert shown.page.side.facts.isVisible()


def test_only_one_page_of_the_right_side_is_seen(shown: Screen) -> None:
    side = shown.page.side
    parts = (side.item, side.facts, side.subjects, side.timeline, side.records)
    shown.page.refresh()
    shown.settle()
    assert [part for part in parts if part.isVisible()] == [side.currentWidget()]
