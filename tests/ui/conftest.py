"""What the tests of the window share: an application in our dress, a runner, a session on a fake desk."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sopcheck.ui.application import make_application
from sopcheck.ui.session import Session
from sopcheck.ui.tasks import TaskRunner
from sopcheck.ui.theme import Look, apply
from tests.ui.fakes import SOME, FakeDesk, session_of


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application as the program makes it."""
    application = make_application()
    application.setQuitOnLastWindowClosed(False)
    return application


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """In the light theme at 100 %, whatever the test before chose."""
    if qapp.property("worn") != "light 1.0":
        apply(qapp, Look(theme="light"))
        qapp.setProperty("worn", "light 1.0")


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[TaskRunner]:
    """A runner that is stopped at the end of the test."""
    runner = TaskRunner()
    yield runner
    runner.stop()
    runner.deleteLater()


@pytest.fixture
def desk() -> FakeDesk:
    """A fake desk with two cases."""
    return FakeDesk(SOME)


@pytest.fixture
def session(desk: FakeDesk, tasks: TaskRunner) -> Session:
    """A session on that desk."""
    return session_of(desk, tasks)


@pytest.fixture
def settle(qtbot: QtBot, tasks: TaskRunner) -> Callable[[], None]:
    """Waits until everything asked of the runner was done and shown."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not tasks.busy)

    return wait
