"""The right side, the head and the history of the case page."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import When
from sopcheck.checklists.definition import KindId
from sopcheck.checklists.local_time import LONDON
from sopcheck.services.views import HistoryLine
from sopcheck.ui.case.header import CaseHeader
from sopcheck.ui.case.hints import Hints
from sopcheck.ui.case.history import History
from sopcheck.ui.kit.fields import Field, ManyLines
from sopcheck.ui.session import Session
from sopcheck.ui.tasks import TaskRunner
from sopcheck.ui.words import Words
from tests.ui.case_book import CASE, heather, new_case, place
from tests.ui.case_screen import Screen, screen
from tests.ui.fakes import NOW, FakeDesk, session_of

WORDS = Words(LONDON, NOW)
LINE = HistoryLine(at=NOW, recorded=NOW, by_name="DC Farrow", words="done", current=True)


@pytest.fixture
def shown(qtbot: QtBot, tasks: TaskRunner) -> Screen:
    return screen(qtbot, tasks, heather())


@pytest.fixture
def header(qtbot: QtBot, session: Session) -> CaseHeader:
    made = CaseHeader(session)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def history(qtbot: QtBot) -> History:
    made = History()
    qtbot.addWidget(made)
    made.say_count(2)
    return made


def chips(header: CaseHeader) -> list[str]:
    shown = [one for one in header.findChildren(QPushButton) if not one.isHidden()]
    return [one.text() for one in sorted(shown, key=lambda one: one.mapTo(header, QPoint(0, 0)).x())]


def told(shown: Screen) -> list[str]:
    return [row.words for row in shown.page.side.timeline.list.rows.values]


def test_panels_are_brought_up_to_date_when_they_come(shown: Screen) -> None:
    shown.book.note(CASE, "The school rang again.", When(NOW))
    shown.page.refresh()
    shown.settle()
    assert told(shown) == []
    shown.click("Timeline")
    assert told(shown)[0] == "The school rang again."


def test_a_key_of_the_item_brings_the_item_back(shown: Screen) -> None:
    shown.go_to("place-markers")
    shown.page.side.show_timeline()
    shown.page.focus_first()
    shown.press("T")
    assert shown.page.side.shows_item
    assert shown.form.isVisible()


def test_while_a_panel_is_seen_the_item_behind_it_stays_there(shown: Screen) -> None:
    shown.page.side.show_facts()
    shown.page.refresh()
    shown.settle()
    assert not shown.page.side.item.isVisible()
    shown.press("Escape")
    assert shown.page.side.item.isVisible()


def test_with_no_item_to_show_the_pane_is_empty(shown: Screen) -> None:
    shown.page.middle.filter.setText("no such words")
    pane = shown.page.side.item
    assert not pane.bar.isVisible()
    assert not pane.reading.isVisible()
    shown.page.middle.filter.clear()
    assert pane.bar.isVisible()


def test_whoever_has_gone_on_is_not_called_back(shown: Screen) -> None:
    shown.go_to("place-markers")
    shown.page.answering.press("now")
    shown.page.go_to(place("check-record-language"))
    shown.page.side.item.fields.write_note()
    shown.settle()
    assert shown.has_focus(shown.page.side.item.fields.note)
    assert shown.state_of(place("place-markers")).status == "done"


def test_a_refusal_of_an_item_that_was_left_is_told_by_the_page(shown: Screen) -> None:
    shown.go_to("place-markers")
    shown.press("A")
    shown.click("Save")
    shown.page.answering.press("not done")
    shown.form.primary.click()
    shown.page.go_to(place("check-record-language"))
    shown.settle()
    assert "The reason" in shown.page.line.text
    assert shown.page.side.item.bar.line.text == ""


def test_the_reading_pane_scrolls_by_keys(shown: Screen) -> None:
    shown.page.resize(1080, 460)
    shown.go_to("assess-complexity")
    shown.page.side.item.focus_first()
    shown.press("PgDown")
    assert shown.page.side.item.reading.y() < 0
    shown.press("PgUp", "Up")
    assert shown.page.side.item.reading.y() == 0


def test_a_chip_for_each_kind_stands_between_facts_and_add(header: CaseHeader) -> None:
    header.show_view(heather().refresh(CASE))
    header.resize(1200, 80)
    header.show()
    header.grab()
    assert chips(header)[:4] == ["Facts 13 · 25 not known", "Children 1", "Suspects 1", "+ add"]


def test_a_case_that_begins_has_no_kinds_yet(header: CaseHeader) -> None:
    header.show_view(new_case().refresh(CASE))
    header.resize(1200, 80)
    header.show()
    header.grab()
    assert chips(header)[1] == "+ add"


def test_a_kind_that_is_gone_loses_its_chip(header: CaseHeader) -> None:
    book = heather()
    view = book.add_subject(CASE, (KindId("location"),), "The park", When(NOW))
    header.show_view(view)
    assert "Locations 1" in chips(header)
    entry = next(one.entry for one in view.case.subjects.values() if one.label == "The park")
    header.show_view(book.withdraw(CASE, entry, "Another case."))
    assert "Locations 1" not in chips(header)


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ("facts_wanted", "Facts 13 · 25 not known"),
        ("add_wanted", "+ add"),
        ("timeline_wanted", "Timeline"),
        ("records_wanted", "Records"),
        ("menu_wanted", "···"),
    ],
)
def test_every_chip_is_a_wish(header: CaseHeader, qtbot: QtBot, wish: str, words: str) -> None:
    header.show_view(heather().refresh(CASE))
    chip = next(one for one in header.findChildren(QPushButton) if one.text() == words)
    with qtbot.waitSignal(getattr(header, wish)):
        chip.click()


def test_a_history_opens_only_when_it_is_pressed(history: History, qtbot: QtBot) -> None:
    head = history.findChild(QPushButton)
    assert isinstance(head, QPushButton)
    assert (history.is_open, head.text()) == (False, "History: 2 entries ›")
    with qtbot.waitSignal(history.opened):
        head.click()
    assert (history.is_open, head.text()) == (True, "History: 2 entries ⌄")


def test_a_history_line_tells_words_reason_when_and_who(history: History) -> None:
    earlier = replace(LINE, words="not done", current=False)
    history.show_lines((replace(LINE, reason="Wrong page."), earlier), WORDS)
    assert [label.text() for label in history.findChildren(QLabel)] == [
        "done",
        "Wrong page.",
        "Thu 7 May, 09:00 · DC Farrow",
        "not done",
        "Thu 7 May, 09:00 · DC Farrow",
    ]


def test_a_history_without_entries_is_not_there(history: History) -> None:
    history.say_count(0)
    assert history.isHidden()
    assert not history.is_open


def test_a_hint_comes_after_a_pause_and_goes_with_its_reason(
    qtbot: QtBot, desk: FakeDesk, tasks: TaskRunner
) -> None:
    object.__setattr__(desk, "casework", heather())
    text = ManyLines("Note")
    field = Field("Note", text, hint="As short as can be.")
    qtbot.addWidget(field)
    hints = Hints(field, text, session_of(desk, tasks))
    text.setPlainText("Her boyfriend said so.")
    assert hints.parent() is field
    qtbot.waitUntil(lambda: any("may read as blame" in one for one in said(field)))
    text.setPlainText("An adult said so.")
    qtbot.waitUntil(lambda: "As short as can be." in said(field))


def said(field: Field) -> list[str]:
    return [label.text() for label in field.findChildren(QLabel)]
