"""Tab goes through a review as it is read, whatever was made in it after it was opened."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.ui.kit.tabbing import stops_of
from sopcheck.ui.kit.ticks import Tick
from sopcheck.ui.review.page import ReviewPage
from sopcheck.ui.session import Session
from sopcheck.ui.shell import Shell
from sopcheck.ui.theme import em
from tests.ui.review_fakes import CASE, OKELL
from tests.ui.showing import shown

Settle = Callable[[], None]
LAST = "Sign…"


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def on_from(first: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> list[str]:
    """The names of every stop from here on until Tab is here again."""
    first.setFocus()
    found: list[str] = []
    for _ in range(200):
        found.append(focused().accessibleName())
        QTest.keyClick(focused(), key)
        if focused() is first:
            return found
    raise AssertionError(f"Tab does not come back to {found[0]}")


def places(names: list[str], *wanted: str) -> list[int]:
    return [next(at for at, name in enumerate(names) if name.startswith(one)) for one in wanted]


def test_the_panes_are_read_from_the_left(page: ReviewPage) -> None:
    names = on_from(page.exceptions.bar.reason)
    order = places(names, "Reason for", "Justified", "Questions of", "Risk to", "Add the action", LAST)
    assert order == sorted(order)


def test_an_action_that_is_added_comes_before_the_form_for_the_next(page: ReviewPage, settle: Settle) -> None:
    page.acts.raise_action("Seize the register", OKELL.person, date(2026, 5, 20), done=_no, failed=_fail)
    settle()
    names = on_from(page.exceptions.bar.reason)
    order = places(names, "Good work", "Complete: Seize the register", "What must happen", LAST)
    assert order == sorted(order)


def test_a_question_is_answered_between_its_list_and_the_conclusion(page: ReviewPage) -> None:
    names = on_from(page.questions.list)
    assert page.questions.form is not None
    made = {press.accessibleName() for press in page.questions.form.buttons()}
    assert made <= set(names[1 : places(names, "Risk to the child")[0]])


def test_the_fields_come_before_the_signature_however_far_they_are_scrolled(page: ReviewPage) -> None:
    page.conclusion.focus_first()
    names = on_from(focused())
    order = places(names, "Risk", "Add the action", "Preview page one", LAST)
    assert order == sorted(order)


def test_backwards_is_the_same_way_back(page: ReviewPage) -> None:
    there = on_from(page.questions.list)
    back = on_from(page.questions.list, Qt.Key.Key_Backtab)
    assert back == [there[0], *reversed(there[1:])]


def test_with_little_room_what_judges_is_reached_once(page: ReviewPage, settle: Settle) -> None:
    page.resize(em(40), em(34))
    page.panes.show_pane("exceptions")
    settle()
    names = on_from(page.exceptions.bar.reason)
    assert sum(name.startswith("Reason for the decision") for name in names) == 1


def test_what_the_review_meets_is_read_before_what_changed(page: ReviewPage) -> None:
    names = on_from(page.exceptions.bar.reason)
    (tick, *_) = page.head.findChildren(Tick)
    assert names.index(tick.accessibleName()) < places(names, page.changes.since_review.heading)[0]


def test_one_list_of_changes_is_read_before_the_other(page: ReviewPage) -> None:
    names = on_from(page.exceptions.bar.reason)
    other = page.changes.since_me.heading
    assert names.index("Since the last signed review") < places(names, other)[0]


@pytest.fixture
def shell(qtbot: QtBot, session: Session, settle: Settle) -> Shell:
    """The window with the review in it."""
    made = Shell(session)
    made.resize(em(100), em(60))
    shown(qtbot, made)
    made.open_review(CASE)
    settle()
    return made


def test_tab_comes_from_the_title_to_what_the_review_meets(shell: Shell) -> None:
    page = shell.page
    assert isinstance(page, ReviewPage)
    (tick, *_) = page.head.findChildren(Tick)
    assert on_from(shell.head.search)[1] == tick.accessibleName()


def test_backwards_from_the_rail_it_comes_to_the_signature(shell: Shell) -> None:
    rail = stops_of((shell.rail,))
    assert on_from(rail[0], Qt.Key.Key_Backtab)[1] == LAST


def _no() -> None:
    """Nothing more is done."""


def _fail(error: Exception) -> None:
    raise error
