"""The line at the foot tells quietly what was saved and what nobody else has seen yet."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from sopcheck.services.desk import DeskStatus
from sopcheck.ui.session import Session
from sopcheck.ui.status_line import StatusLine
from tests.ui.fakes import NOW

Settle = Callable[[], None]
STATUS = DeskStatus(entries=40, unwitnessed=0, oldest_unwitnessed=None, notices=())


@pytest.fixture
def line(qtbot: QtBot, session: Session) -> StatusLine:
    made = StatusLine(session)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "All is saved"), (1, "1 entry not yet witnessed"), (1200, "1,200 entries not yet witnessed")],
)
def test_what_has_no_witness_is_counted(line: StatusLine, count: int, words: str) -> None:
    line.show_status(replace(STATUS, unwitnessed=count))
    assert line.text == words


def test_what_was_saved_today_has_its_time(line: StatusLine) -> None:
    line.saved()
    line.show_status(STATUS)
    assert line.text == "Saved 09:00"


def test_the_last_backup_has_its_time(line: StatusLine) -> None:
    line.show_status(replace(STATUS, unwitnessed=1, last_backup=NOW))
    assert line.text == "1 entry not yet witnessed · backup 09:00"


def test_what_was_saved_yesterday_has_its_day_too(qtbot: QtBot, session: Session) -> None:
    times = iter((NOW - timedelta(days=1), NOW))
    line = StatusLine(replace(session, now=lambda: next(times)))
    qtbot.addWidget(line)
    line.saved()
    line.show_status(STATUS)
    assert line.text == "Saved Wed 6 May, 09:00"


def test_while_the_vault_works_the_line_says_so(line: StatusLine, session: Session, settle: Settle) -> None:
    owner = QObject()
    session.tasks.run(owner, int, lambda _: None)
    assert line.busy_text == "Working…"
    settle()
    assert line.busy_text == ""
