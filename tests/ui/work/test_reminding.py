"""What has come due is told once, in a quiet line without a case in it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from sopcheck.services.reminders import DueNow
from sopcheck.ui.kit.line import Line
from sopcheck.ui.session import Session
from sopcheck.ui.work.reminding import Reminding, due_words
from tests.ui.sampling_fakes import FakeReminders
from tests.ui.showing import shown

Settle = Callable[[], None]


class Screen:
    """A line and what speaks in it."""

    def __init__(self, qtbot: QtBot, session: Session, owner: QObject, settle: Settle) -> None:
        self.line = Line()
        shown(qtbot, self.line)
        self.line.clear()
        self.reminding = Reminding(session, self.line, owner)
        reminders = session.desk.reminders
        assert isinstance(reminders, FakeReminders)
        self._reminders = reminders
        self._settle = settle

    def comes_to_be(self, **due: set[str]) -> None:
        self._reminders.now = DueNow(**{name: frozenset(keys) for name, keys in due.items()})

    def look(self, **due: set[str]) -> str:
        self.comes_to_be(**due)
        self.reminding.look()
        self._settle()
        return self.line.text

    def goes_to(self, page: str) -> str:
        self.reminding.went_to(page)
        self._settle()
        return self.line.text


@pytest.fixture
def owner() -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()


@pytest.fixture
def screen(qtbot: QtBot, session: Session, owner: QObject, settle: Settle) -> Screen:
    return Screen(qtbot, session, owner, settle)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (DueNow(), ""),
        (DueNow(overdue=frozenset("a")), "1 review overdue."),
        (DueNow(overdue=frozenset("ab"), today=frozenset("c")), "2 reviews overdue, 1 review due today."),
        (DueNow(directions=frozenset("ab")), "2 directions to answer."),
    ],
)
def test_what_is_due_is_told_in_one_sentence(due: DueNow, words: str) -> None:
    assert due_words(due) == words


def test_while_nothing_is_due_nothing_is_said(screen: Screen) -> None:
    assert screen.look() == ""


def test_what_was_told_and_put_away_is_not_told_again(screen: Screen) -> None:
    assert screen.look(overdue={"a"}) == "1 review overdue."
    screen.line.clear()
    assert screen.look(overdue={"a"}) == ""


def test_what_comes_due_while_the_vault_is_open_is_told(screen: Screen) -> None:
    screen.look(overdue={"a"})
    screen.line.clear()
    assert screen.look(overdue={"a"}, today={"b"}) == "1 review overdue, 1 review due today."


def test_the_line_leads_to_where_it_is_dealt_with(qtbot: QtBot, screen: Screen) -> None:
    screen.look(directions={"a"})
    with qtbot.waitSignal(screen.reminding.page_wanted) as told:
        screen.line.press_button.click()
    assert told.args == ["work"]
    assert screen.line.text == ""
    screen.look(overdue={"b"})
    with qtbot.waitSignal(screen.reminding.page_wanted) as told:
        screen.line.press_button.click()
    assert told.args == ["reviews"]


def test_where_it_is_dealt_with_the_line_has_done_its_work(screen: Screen) -> None:
    screen.look(overdue={"a"})
    screen.reminding.went_to("reviews")
    assert screen.line.text == ""


def test_elsewhere_the_line_says_what_still_stands(screen: Screen) -> None:
    screen.look(overdue={"a", "b"})
    screen.comes_to_be(overdue={"b"})
    assert screen.goes_to("record") == "1 review overdue."
    screen.comes_to_be()
    assert screen.goes_to("record") == ""


def test_a_line_that_was_put_away_stays_away_wherever_one_goes(screen: Screen) -> None:
    screen.look(overdue={"a"})
    screen.line.clear()
    assert screen.goes_to("case") == ""
