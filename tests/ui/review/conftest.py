"""The Review page on a case on which much happened; a file that needs another story says so with its desk."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from sopcheck.ui.review.page import ReviewPage
from sopcheck.ui.session import Session
from sopcheck.ui.tasks import TaskRunner
from sopcheck.ui.theme import em
from tests.ui.fakes import session_of
from tests.ui.review_fakes import CASE, ReviewDesk, busy_story
from tests.ui.showing import shown


@pytest.fixture
def desk() -> ReviewDesk:
    return ReviewDesk(busy_story())


@pytest.fixture
def session(desk: ReviewDesk, tasks: TaskRunner) -> Session:
    return session_of(desk, tasks)


@pytest.fixture
def page(qtbot: QtBot, session: Session, settle: Callable[[], None]) -> ReviewPage:
    made = ReviewPage(session, CASE)
    made.resize(em(84), em(60))
    shown(qtbot, made)
    made.refresh()
    settle()
    return made
