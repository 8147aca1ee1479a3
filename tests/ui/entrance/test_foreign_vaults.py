"""The way in, before folders that are not what they should be: one sentence, and nothing is changed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from sopcheck.bootstrap import Program
from sopcheck.ui.entrance.create_vault import CreatePage
from sopcheck.ui.entrance.unlock import UnlockPage
from sopcheck.ui.tasks import TaskRunner
from tests.end_to_end.foreign import CASES, files
from tests.ui.showing import shown
from tests.world import PASSPHRASE, TestClock, copied, program_in, template

Settle = Callable[[], None]
Full = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def program(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program on a locked vault with three people."""
    return program_in(copied(template(tmp_path_factory), tmp_path / "vault"), TestClock())


def told(qtbot: QtBot, program: Program, tasks: TaskRunner, settle: Settle) -> str:
    """What the page says to somebody who types the right passphrase and presses the button."""
    page = shown(qtbot, UnlockPage(program.access, tasks))
    qtbot.waitUntil(lambda: page.who.count() > 0 or bool(page.line.text))
    page.who.setCurrentText("okell")
    page.passphrase.edit.setText(PASSPHRASE)
    page.unlock_button.click()
    settle()
    assert bool(page.line.text) != bool(page.problem), "one sentence, in one place"
    return page.line.text or page.problem


def is_one_answer(said: str) -> bool:
    """Whether it says what is the matter, and then what to do."""
    return said.endswith(".") and said.count(". ") >= 1 and "\n" not in said


@pytest.mark.parametrize(("change", "_", "sentence"), CASES.values(), ids=CASES)
def test_what_is_no_vault_is_told_and_left_as_it_is(
    qtbot: QtBot,
    program: Program,
    tasks: TaskRunner,
    settle: Settle,
    change: Callable[[Path], object],
    _: int,
    sentence: str,
) -> None:
    change(program.folder)
    before = files(program.folder)
    said = told(qtbot, program, tasks, settle)
    assert (said.startswith(sentence), is_one_answer(said)) == (True, True), said
    assert files(program.folder) == before


def test_a_vault_that_is_open_in_another_program_is_left_alone(
    qtbot: QtBot, program: Program, tasks: TaskRunner, settle: Settle
) -> None:
    other = program_in(program.folder, TestClock())
    desk = other.unlock(other.access.people()[0].person, PASSPHRASE)
    said = told(qtbot, program, tasks, settle)
    assert said.startswith("This vault is open in another window or program")
    assert said.endswith("Close it there and try again.")
    assert desk.assurance.verify().problems == ()
    desk.lock()


@pytest.fixture
def full_disk() -> Full:
    """Lets no file grow beyond 100,000 bytes, as where no block is free (POSIX)."""
    pytest.importorskip("resource")
    from tests.end_to_end.full_disk import full

    return lambda: full(100_000)


@pytest.fixture
def last_step(qtbot: QtBot, tmp_path: Path, tasks: TaskRunner, settle: Settle) -> CreatePage:
    """The page that creates a vault in a new folder, with everything filled in."""
    page = shown(qtbot, CreatePage(program_in(tmp_path / "new", TestClock()).access, tasks))
    page.person.name.setText("DS Okell")
    page.person.number.setText("2117")
    page.forward.click()
    page.passphrase.first.edit.setText(PASSPHRASE)
    page.passphrase.again.edit.setText(PASSPHRASE)
    page.forward.click()
    settle()
    page.understood.setChecked(True)
    return page


def test_on_a_full_disk_no_vault_is_made_and_nothing_of_one_is_left(
    last_step: CreatePage, full_disk: Full, tmp_path: Path, settle: Settle
) -> None:
    with full_disk():
        last_step.forward.click()
        settle()
    assert "has room" in last_step.line.text
    assert is_one_answer(last_step.line.text)
    assert (last_step.step_shown, list(tmp_path.glob("new*"))) == (2, [])


def test_once_there_is_room_the_same_press_makes_it(
    last_step: CreatePage, full_disk: Full, tmp_path: Path, settle: Settle
) -> None:
    with full_disk():
        last_step.forward.click()
        settle()
    last_step.forward.click()
    settle()
    assert (last_step.step_shown, (tmp_path / "new" / "vault.keys").is_file()) == (3, True)
    last_step.put_down()
