"""What waits is counted in the rail; what time has changed is evaluated again, a few cases at a time."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from sopcheck.errors import UnavailableError
from sopcheck.ui.counting import Counting
from sopcheck.ui.kit.line import Line
from sopcheck.ui.rail import Rail
from sopcheck.ui.session import Session
from sopcheck.ui.status_line import StatusLine
from tests.ui.fakes import SOME, FakeDesk

Settle = Callable[[], None]
WORDS = (("work", "Work"), ("reviews", "Reviews"))


@pytest.fixture
def parts(qtbot: QtBot, session: Session) -> tuple[Rail, StatusLine, Line, QObject]:
    rail, status, line = Rail(WORDS, "DC Farrow"), StatusLine(session), Line()
    for part in (rail, status, line):
        qtbot.addWidget(part)
    return rail, status, line, QObject()


@pytest.fixture
def counting(session: Session, parts: tuple[Rail, StatusLine, Line, QObject]) -> Counting:
    return Counting(session, *parts)


def settle_all(settle: Settle) -> None:
    for _ in range(6):
        settle()


def test_what_waits_is_counted_without_making_its_rows(
    counting: Counting, parts: tuple[Rail, StatusLine, Line, QObject], settle: Settle
) -> None:
    counting.read()
    settle_all(settle)
    assert parts[0].names() == ("Work, 2 waiting", "Reviews, 1 waiting")


def test_where_nothing_waits_to_be_evaluated_nothing_is(
    counting: Counting, desk: FakeDesk, settle: Settle, qtbot: QtBot
) -> None:
    asked: list[int] = []

    def catch_up() -> int:
        asked.append(1)
        return 0

    desk.fake.casework.catch_up = catch_up  # type: ignore[method-assign]  # noted, and nothing done
    with qtbot.assertNotEmitted(counting.caught_up):
        counting.read()
        settle_all(settle)
    assert asked == []


def test_all_that_waits_is_evaluated_and_then_said_once(
    counting: Counting, desk: FakeDesk, settle: Settle
) -> None:
    left, told = [40, 20, 0], []

    def catch_up() -> int:
        desk.fake.casework.list = SOME
        return left.pop(0)

    counting.caught_up.connect(lambda: told.append(1))
    desk.fake.casework.catch_up = catch_up  # type: ignore[method-assign]  # of a vault that was shut for long
    desk.fake.casework.list = replace(SOME, waiting=60)
    counting.read()
    settle_all(settle)
    assert (left, told) == ([], [1])


def test_a_failure_is_told_and_the_next_count_tries_again(
    counting: Counting, parts: tuple[Rail, StatusLine, Line, QObject], desk: FakeDesk, settle: Settle
) -> None:
    tried: list[int] = []

    def fail() -> int:
        tried.append(1)
        raise UnavailableError("The disk is full. Make room on it.")

    desk.fake.casework.catch_up = fail  # type: ignore[method-assign]  # a machine that says no
    desk.fake.casework.list = replace(SOME, waiting=60)
    for _ in range(2):
        counting.read()
        settle_all(settle)
    assert len(tried) == 2
    assert "The disk is full" in parts[2].text


def test_the_first_notices_leave_what_was_just_said(
    counting: Counting, desk: FakeDesk, parts: tuple[Rail, StatusLine, Line, QObject], settle: Settle
) -> None:
    line = parts[2]
    line.show()
    line.done("The vault is as it was at 09:00.")
    desk.fake.notices = ("There is no keyring here.",)
    counting.read()
    settle_all(settle)
    assert line.text == "The vault is as it was at 09:00.\nThere is no keyring here."
    desk.fake.notices = ("The disk is nearly full.",)
    counting.read()
    settle_all(settle)
    assert line.text == "The disk is nearly full."
