"""What the tests of the window share: an application in our dress, a runner, a session on a fake desk."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.settings import shipped
from sopcheck.ui.application import make_application_for_pictures
from sopcheck.ui.session import Session
from sopcheck.ui.tasks import TaskRunner
from sopcheck.ui.theme import Look, apply
from tests.ui.fakes import SOME, FakeDesk, session_of
from tests.ui.owner_screen import Owner
from tests.world import World, template


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application as the program makes it, in the fonts that ship."""
    application = make_application_for_pictures()
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


@pytest.fixture
def world(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A real vault with three people and a case, and DS Okell (administrator) at the desk."""
    made = World.in_copy(template(tmp_path_factory), tmp_path / "vault")
    made.open()
    made.as_("okell")
    yield made
    made.desk.lock()


@pytest.fixture
def real(world: World, tasks: TaskRunner) -> Session:
    """A session on that vault, for forms whose whole point is what the services say to them."""
    strength = world.program.access.strength
    return Session(desk=world.desk, tasks=tasks, now=world.clock.now, force=shipped(), strength=strength)


@pytest.fixture
def ground(qtbot: QtBot) -> QWidget:
    """What a sheet opens over."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def owner(
    qtbot: QtBot, tasks: TaskRunner, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Owner]:
    """An SOP owner at the pages, on a vault of their own."""
    world = World.in_copy(template(tmp_path_factory), tmp_path / "vault")
    made = Owner(qtbot, tasks, world)
    yield made
    made.settle()
    world.desk.lock()
