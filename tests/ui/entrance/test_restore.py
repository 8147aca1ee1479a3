"""Restoring in the window, on a real vault: nothing changes before the last step; what is missing is said."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sopcheck.checklists.local_time import LONDON
from sopcheck.errors import UnavailableError
from sopcheck.services.vault_ports import Restored
from sopcheck.ui.entrance.restore import RestorePage
from sopcheck.ui.entrance.restore_words import lacking_words, restored_words
from sopcheck.ui.tasks import TaskRunner
from sopcheck.ui.words import Words
from sopcheck.vault.restoring import Contents, Lacking
from sopcheck.vault.restoring import Restored as RestoredHere
from tests.ui.showing import shown
from tests.world import PASSPHRASE, START, World, program_in

Settle = Callable[[], None]
NEW = "another four words here"


class Chosen:
    """A person who chooses this folder, and never a file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def choose_file(self, parent: QWidget, title: str, done: Callable[[Path], None]) -> None: ...

    def choose_folder(self, parent: QWidget, title: str, done: Callable[[Path], None]) -> None:
        done(self.folder)


@pytest.fixture
def locked(world: World) -> World:
    """A vault with a backup beside it, to which a case was added since; locked."""
    world.as_("okell").backups.make()
    world.open("NV/CSE/26/0202")
    world.desk.lock()
    return world


@pytest.fixture
def page(qtbot: QtBot, locked: World, tasks: TaskRunner, settle: Settle, tmp_path: Path) -> RestorePage:
    made = shown(qtbot, page_of(locked, tasks, tmp_path))
    settle()
    return made


def page_of(world: World, tasks: TaskRunner, folder: Path) -> RestorePage:
    words = Words(LONDON, world.clock.now())
    return RestorePage(world.program.access, tasks, lambda: words, places=Chosen(folder))


def reopened(world: World) -> World:
    world.desk = world.program.unlock(world.people["okell"], PASSPHRASE)
    return world


def to_the_last_step(page: RestorePage, world: World, settle: Settle, passphrase: str = PASSPHRASE) -> None:
    page.forward.click()
    settle()
    page.who.choose(world.people["okell"])
    page.proof.passphrase.edit.setText(passphrase)
    page.forward.click()
    settle()


def test_by_keys_alone_a_backup_is_restored_where_there_is_no_vault(
    qtbot: QtBot, locked: World, tasks: TaskRunner, settle: Settle, tmp_path: Path
) -> None:
    access = program_in(tmp_path / "new", locked.clock).access
    words = Words(LONDON, locked.clock.now())
    page = RestorePage(access, tasks, lambda: words, place=locked.program.folder / "backups")
    shown(qtbot, page)
    settle()
    to_the_last_step(page, locked, settle)
    assert (page.known.isHidden(), page.forward.hasFocus()) == (True, True)
    assert "nothing would be missing" in page.lacks.text()
    assert "recovery" not in page.kept.text()
    with qtbot.waitSignal(page.restored) as restored:
        qtbot.keyClick(page.forward, Qt.Key.Key_Return)
    assert restored.args is not None
    restored.args[0].lock()


def test_where_entries_would_be_missing_the_last_step_begins_with_the_box(
    page: RestorePage, locked: World, settle: Settle
) -> None:
    to_the_last_step(page, locked, settle)
    assert page.known.hasFocus()
    assert "recovery" in page.kept.text()


def test_the_backups_beside_the_vault_are_listed_and_the_newest_is_chosen(
    page: RestorePage, locked: World
) -> None:
    (row,) = page.which.table.rows.values
    assert page.which.value() == row.path
    assert page.which.table.hasFocus()
    reopened(locked)


def test_it_says_what_the_backup_holds_and_what_would_be_missing(
    page: RestorePage, locked: World, settle: Settle
) -> None:
    to_the_last_step(page, locked, settle)
    assert page.step_shown == 2
    assert "of 1 case" in page.holds.text()
    assert "recorded since, about 1 case." in page.lacks.text()
    assert len(reopened(locked).desk.casework.cases()) == 2


def test_it_is_not_done_before_it_is_known_what_will_be_missing(
    page: RestorePage, locked: World, settle: Settle
) -> None:
    to_the_last_step(page, locked, settle)
    page.forward.click()
    settle()
    assert page.line.text.startswith("Tick the box")
    assert len(reopened(locked).desk.casework.cases()) == 2


def test_a_restore_opens_the_vault_as_it_was(
    page: RestorePage, locked: World, settle: Settle, qtbot: QtBot
) -> None:
    to_the_last_step(page, locked, settle)
    page.known.setChecked(True)
    with qtbot.waitSignal(page.restored) as caught:
        page.forward.click()
    locked.desk, person, restored = caught.args
    assert (person, len(locked.desk.casework.cases())) == (locked.people["okell"], 1)
    assert restored.missing > 0
    assert page.proof.passphrase.text() == ""


def test_a_wrong_passphrase_is_told_and_the_step_stays(
    page: RestorePage, locked: World, settle: Settle
) -> None:
    to_the_last_step(page, locked, settle, passphrase="some other words")
    assert (page.step_shown, page.forward.text()) == (1, "Look into it")
    assert "passphrase" in page.line.text
    assert page.proof.passphrase.text() == "some other words"
    assert page.proof.passphrase.edit.hasFocus()
    reopened(locked)


def test_an_empty_passphrase_is_not_even_tried(page: RestorePage, locked: World, settle: Settle) -> None:
    to_the_last_step(page, locked, settle, passphrase="")
    assert (page.step_shown, page.proof.problem) == (1, "Type your passphrase.")
    reopened(locked)


def test_with_the_sheet_somebody_gets_a_new_passphrase(
    qtbot: QtBot, world: World, tasks: TaskRunner, settle: Settle, tmp_path: Path
) -> None:
    code = world.as_("okell").recovery.make_sheet().code
    world.desk.backups.make()
    world.desk.lock()
    page = shown(qtbot, page_of(world, tasks, tmp_path))
    settle()
    page.forward.click()
    settle()
    page.who.choose(world.people["farrow"])
    page.proof.how.choose("sheet")
    page.proof.how.chosen.emit()
    page.proof.code.setText(code)
    page.forward.click()
    settle()
    page.forward.click()
    assert page.passphrase.problems[0].startswith("That passphrase is too short")
    page.passphrase.first.edit.setText(NEW)
    page.passphrase.again.edit.setText(NEW)
    with qtbot.waitSignal(page.restored) as caught:
        page.forward.click()
    world.desk = caught.args[0]
    assert world.desk.me.name == "DC Farrow"


def test_where_no_backup_lies_another_folder_is_looked_in(
    qtbot: QtBot, world: World, tasks: TaskRunner, settle: Settle, tmp_path: Path
) -> None:
    world.desk.backups.put_into(tmp_path / "stick")
    world.desk.backups.make()
    world.desk.lock()
    page = shown(qtbot, page_of(world, tasks, tmp_path / "stick"))
    settle()
    assert page.which.says.text().startswith("No backup lies beside the vault")
    page.forward.click()
    assert page.line.text.startswith("Choose a backup first")
    page.which.other_button.click()
    settle()
    assert len(page.which.table.rows.values) == 1
    reopened(world)


def test_a_folder_without_backups_is_named(
    page: RestorePage, locked: World, settle: Settle, tmp_path: Path
) -> None:
    (tmp_path / "holiday").mkdir()
    page.which.look_in(tmp_path / "holiday")
    settle()
    assert "no backup in “holiday”" in page.which.says.text()
    reopened(locked)


def test_a_damaged_backup_is_told_and_another_can_be_taken(
    page: RestorePage, locked: World, settle: Settle, qtbot: QtBot
) -> None:
    backup = page.which.value()
    assert backup is not None
    with (backup / "vault.db").open("r+b") as file:
        file.truncate(8192)
    to_the_last_step(page, locked, settle)
    assert (page.step_shown, "amaged" in page.line.text) == (1, True)
    page.back.click()
    assert page.step_shown == 0
    with qtbot.waitSignal(page.given_up):
        qtbot.keyClick(page, Qt.Key.Key_Escape)
    reopened(locked)


def test_it_goes_by_keys_alone(page: RestorePage, locked: World, settle: Settle, qtbot: QtBot) -> None:
    qtbot.keyClick(page.which.table, Qt.Key.Key_Return)
    settle()
    assert page.proof.passphrase.edit.hasFocus()
    page.who.choose(locked.people["okell"])
    qtbot.keyClicks(page.proof.passphrase.edit, PASSPHRASE)
    qtbot.keyClick(page.proof.passphrase.edit, Qt.Key.Key_Return)
    settle()
    assert page.known.hasFocus()
    qtbot.keyClick(page.known, Qt.Key.Key_Space)
    with qtbot.waitSignal(page.restored) as caught:
        qtbot.keyClick(page.known, Qt.Key.Key_Return)
    locked.desk = caught.args[0]


@pytest.mark.parametrize(
    ("there", "lacking", "says"),
    [
        (False, None, "There is no vault here yet"),
        (True, None, "cannot be told"),
        (True, Lacking(0, 0), "nothing would be missing"),
        (True, Lacking(1, 0), "What would be missing: 1 entry recorded since, about no case."),
        (True, Lacking(40, 2), "What would be missing: 40 entries recorded since, about 2 cases."),
    ],
)
def test_what_would_be_missing_is_a_sentence(there: bool, lacking: Lacking | None, says: str) -> None:
    assert says in lacking_words(Contents(START, 5, 1, lacking), there=there)


@pytest.mark.parametrize(
    ("missing", "says"),
    [
        (None, "how much that is cannot be told."),
        (0, "with 5 entries."),
        (3, "3 entries recorded since are not in it."),
    ],
)
def test_what_is_missing_is_said_afterwards(missing: int | None, says: str) -> None:
    restored: Restored = RestoredHere(START, 5, missing)
    assert restored_words(restored, Words(LONDON, START)).endswith(says)


def test_escape_leaves_nothing_running_unseen(
    page: RestorePage, locked: World, settle: Settle, qtbot: QtBot
) -> None:
    to_the_last_step(page, locked, settle)
    page.known.setChecked(True)
    with qtbot.waitSignal(page.restored) as caught:
        page.forward.click()
        page.progress.cancel.setFocus()
        qtbot.keyClick(page.progress.cancel, Qt.Key.Key_Escape)
        assert page.step_shown == 2
    locked.desk = caught.args[0]


def test_a_folder_that_cannot_be_looked_into_is_told(
    page: RestorePage, locked: World, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unavailable(_: object) -> None:
        raise UnavailableError("The disk cannot be read. Connect it again.")

    monkeypatch.setattr(locked.program.access, "backups", unavailable)
    page.which.other_button.click()
    settle()
    assert page.line.text == "The disk cannot be read. Connect it again."
    reopened(locked)


def test_where_there_is_no_backup_tab_goes_round_and_is_never_caught(
    qtbot: QtBot, locked: World, tasks: TaskRunner, settle: Settle, tmp_path: Path
) -> None:
    words = Words(LONDON, locked.clock.now())
    page = RestorePage(locked.program.access, tasks, lambda: words, place=tmp_path)
    shown(qtbot, page)
    settle()
    page.setFocus()
    reached = []
    for _ in range(6):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        reached.append(page.focusWidget().accessibleName())
    assert reached == ["Back", "Continue", "Look in another folder…"] * 2
    reopened(locked)
