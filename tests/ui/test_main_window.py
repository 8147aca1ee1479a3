"""The window: unlocking, locking and coming back; what is half typed and what is being saved survive."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.cases.events import CaseId
from sopcheck.errors import RefusedError, UnavailableError
from sopcheck.ui.crash_sheet import CrashSheet
from sopcheck.ui.display import DisplaySheet
from sopcheck.ui.entrance.create_vault import CreatePage
from sopcheck.ui.entrance.restore import RestorePage
from sopcheck.ui.entrance.unlock import UnlockPage
from sopcheck.ui.idle import IdleWatch
from sopcheck.ui.kit.sheets import Sheet, ask_whether
from sopcheck.ui.kit.text import Label
from sopcheck.ui.main_window import MainWindow
from sopcheck.ui.memory import WindowMemory
from sopcheck.ui.page import Page
from sopcheck.ui.palette import SearchSheet
from sopcheck.ui.shell import Shell
from sopcheck.ui.theme import Look, ThemeName
from sopcheck.ui.work.open_case import OpenCasePage
from tests.ui.fakes import FARROW, OKELL, PASSPHRASE, FakeProgram
from tests.ui.showing import shown


@pytest.fixture
def program() -> FakeProgram:
    return FakeProgram()


@pytest.fixture
def memory(tmp_path: Path) -> WindowMemory:
    return WindowMemory(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def window(
    qtbot: QtBot, program: FakeProgram, memory: WindowMemory, qapp: QApplication
) -> Iterator[MainWindow]:
    made = shown(qtbot, MainWindow(program, memory=memory, look=Look(theme="light")))
    yield made
    qapp.setProperty("worn", None)
    made.close()


@pytest.fixture
def unlocked(window: MainWindow, program: FakeProgram, ready: Callable[[], None]) -> MainWindow:
    window.enter(program.desk)
    ready()
    return window


@pytest.fixture
def ready(qtbot: QtBot, window: MainWindow) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: not window.tasks.busy)


def unlock_page(window: MainWindow) -> UnlockPage:
    page = window.centralWidget()
    assert isinstance(page, UnlockPage)
    return page


def shell_of(window: MainWindow) -> Shell:
    assert window.shell is not None
    return window.shell


def page_of(window: MainWindow) -> Page:
    page = shell_of(window).page
    assert page is not None
    return page


def test_a_locked_window_asks_for_a_passphrase(window: MainWindow) -> None:
    assert unlock_page(window).passphrase.edit.hasFocus()
    assert window.shell is None


def test_without_a_vault_the_window_offers_to_create_one(
    qtbot: QtBot, memory: WindowMemory, program: FakeProgram
) -> None:
    program.way_in.there = False
    window = shown(qtbot, MainWindow(program, memory=memory, look=Look(theme="light")))
    assert isinstance(window.centralWidget(), CreatePage)
    window.close()


def test_the_right_passphrase_shows_the_worklist(
    window: MainWindow, ready: Callable[[], None], qtbot: QtBot, memory: WindowMemory
) -> None:
    qtbot.waitUntil(lambda: unlock_page(window).who.count() > 0)
    qtbot.keyClicks(unlock_page(window).passphrase.edit, PASSPHRASE)
    qtbot.keyClick(unlock_page(window).passphrase.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.shell is not None)
    ready()
    assert page_of(window).title == "Thursday 7 May"
    assert memory.last_person() == FARROW.person


@pytest.mark.parametrize("there", [True, False])
def test_a_locked_window_leads_to_the_restore_and_back(
    qtbot: QtBot, memory: WindowMemory, program: FakeProgram, there: bool
) -> None:
    program.way_in.there = there
    window = shown(qtbot, MainWindow(program, memory=memory, look=Look(theme="light")))
    before = window.centralWidget()
    assert isinstance(before, UnlockPage | CreatePage)
    kind = type(before)
    before.restore_wanted.emit()
    page = window.centralWidget()
    assert isinstance(page, RestorePage)
    page.back.click()
    assert isinstance(window.centralWidget(), kind)
    window.close()


def test_a_restore_that_is_wanted_in_the_vault_locks_it_first(
    unlocked: MainWindow, program: FakeProgram, ready: Callable[[], None]
) -> None:
    page_of(unlocked).restore_wanted.emit(Path("stick"))
    ready()
    assert isinstance(unlocked.centralWidget(), RestorePage)
    assert (program.desk.fake.locked, program.way_in.looked_in) == (1, [Path("stick")])


def test_a_larger_text_loses_no_page_of_the_way_in_but_the_one_that_unlocks(
    qtbot: QtBot, memory: WindowMemory, program: FakeProgram
) -> None:
    program.way_in.there = False
    window = shown(qtbot, MainWindow(program, memory=memory, look=Look(theme="light")))
    before = window.centralWidget()
    assert isinstance(before, CreatePage)
    title = before.findChildren(Label)[0]
    small = title.font().pointSizeF()
    window.use_look(Look(theme="light", scale=2.0))
    assert window.centralWidget() is before
    assert title.font().pointSizeF() == pytest.approx(2 * small)
    window.close()


def test_the_lock_key_closes_the_vault_and_destroys_what_was_shown(
    unlocked: MainWindow, program: FakeProgram, ready: Callable[[], None], qtbot: QtBot
) -> None:
    gone: list[str] = []
    shell_of(unlocked).destroyed.connect(lambda: gone.append("shell"))
    qtbot.keyClick(unlocked, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    ready()
    qtbot.waitUntil(lambda: gone == ["shell"])
    assert program.desk.fake.locked == 1
    assert unlock_page(unlocked).passphrase.isEnabled()


def test_the_lock_key_is_heard_in_any_window_that_is_open_over_the_page(
    unlocked: MainWindow, program: FakeProgram, ready: Callable[[], None], qtbot: QtBot
) -> None:
    shell_of(unlocked).open_search()
    search = unlocked.findChild(SearchSheet)
    assert search is not None
    ask_whether(search, title="Leave?", says="Now.", primary="Leave", done=lambda: None)
    asked = search.findChildren(Sheet)[0]
    qtbot.waitUntil(asked.isActiveWindow)
    qtbot.keyClick(asked, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    ready()
    assert program.desk.fake.locked == 1
    qtbot.waitUntil(lambda: unlocked.findChildren(Sheet) == [])


def test_a_vault_that_was_closed_says_why_where_it_is_unlocked_again(
    unlocked: MainWindow, program: FakeProgram, ready: Callable[[], None]
) -> None:
    page_of(unlocked).vault_closed.emit("The key of the vault is changed.")
    ready()
    assert unlock_page(unlocked).line.text == "The key of the vault is changed."
    assert (program.desk.fake.locked, unlock_page(unlocked).passphrase.isEnabled()) == (1, True)


def test_nothing_of_a_case_is_left_in_any_widget_of_a_locked_window(
    unlocked: MainWindow, ready: Callable[[], None], qtbot: QtBot
) -> None:
    unlocked.lock()
    ready()
    qtbot.wait(1)
    words = " ".join(part.accessibleName() for part in unlocked.findChildren(QWidget))
    assert "NV/CSE" not in words
    assert unlocked.findChildren(Shell) == []


def test_a_save_that_is_running_ends_before_the_vault_is_closed(
    unlocked: MainWindow, program: FakeProgram, ready: Callable[[], None]
) -> None:
    gate, order = threading.Event(), list[str]()

    def save() -> None:
        assert gate.wait(10)
        order.append(f"saved, locked {program.desk.fake.locked} times")

    unlocked.tasks.run(shell_of(unlocked), save, lambda _: None)
    unlocked.lock()
    assert not unlock_page(unlocked).unlock_button.isEnabled()
    gate.set()
    ready()
    assert order == ["saved, locked 0 times"]
    assert program.desk.fake.locked == 1


def half_type(window: MainWindow) -> OpenCasePage:
    window.show_page("open-case")
    page = shell_of(window).page
    assert isinstance(page, OpenCasePage)
    page.reference.setText("NV/CSE/26/02")
    return page


def test_half_typed_text_is_kept_by_a_lock_and_comes_back_with_its_page(
    unlocked: MainWindow, program: FakeProgram, ready: Callable[[], None]
) -> None:
    half_type(unlocked)
    ready()
    unlocked.lock()
    ready()
    assert program.desk.fake.drafts.kept["open-case/reference"] == "NV/CSE/26/02"
    unlocked.enter(program.desk)
    ready()
    page = shell_of(unlocked).page
    assert isinstance(page, OpenCasePage)
    assert page.reference.text() == "NV/CSE/26/02"


def test_another_person_begins_with_the_worklist(
    unlocked: MainWindow, program: FakeProgram, ready: Callable[[], None]
) -> None:
    unlocked.show_page("checklists")
    unlocked.lock()
    ready()
    program.desk.fake.me = OKELL
    unlocked.enter(program.desk)
    ready()
    assert shell_of(unlocked).spot.page == "work"


def test_the_same_person_comes_back_to_the_same_page(
    unlocked: MainWindow, program: FakeProgram, ready: Callable[[], None]
) -> None:
    unlocked.show_page("checklists")
    unlocked.lock()
    ready()
    unlocked.enter(program.desk)
    ready()
    assert shell_of(unlocked).spot.page == "checklists"


def test_a_draft_that_cannot_be_kept_is_told_and_the_vault_is_closed_all_the_same(
    unlocked: MainWindow, program: FakeProgram, ready: Callable[[], None]
) -> None:
    half_type(unlocked)
    ready()
    program.desk.fake.drafts.refusal = UnavailableError("The disk is full. Make room and try again.")
    unlocked.lock()
    ready()
    said = "What was half typed could not be kept. The disk is full. Make room and try again."
    assert (unlock_page(unlocked).line.text, program.desk.fake.locked) == (said, 1)


def test_one_draft_that_cannot_be_kept_takes_no_other_with_it(
    unlocked: MainWindow, program: FakeProgram, ready: Callable[[], None]
) -> None:
    page = half_type(unlocked)
    page.operation.setText("Operation Fern")
    ready()
    drafts = program.desk.fake.drafts
    drafts.refusal, drafts.refused = RefusedError("That is too long to keep."), "open-case/reference"
    unlocked.lock()
    ready()
    assert "Operation Fern" in drafts.kept.values()
    said = "What was half typed could not be kept. That is too long to keep."
    assert unlock_page(unlocked).line.text == said


def test_a_save_that_fails_while_the_window_locks_is_told_on_the_lock_page(
    unlocked: MainWindow, ready: Callable[[], None], qtbot: QtBot
) -> None:
    gate = threading.Event()

    def fail() -> None:
        assert gate.wait(10)
        raise UnavailableError("The disk is full. Make room and try again.")

    unlocked.tasks.run(page_of(unlocked), fail, lambda _: None)
    unlocked.lock()
    qtbot.wait(1)
    gate.set()
    ready()
    assert unlock_page(unlocked).line.text == "The disk is full. Make room and try again."


def test_after_five_idle_minutes_the_window_locks_itself(
    unlocked: MainWindow, program: FakeProgram, ready: Callable[[], None]
) -> None:
    watch = unlocked.findChildren(IdleWatch)[0]
    program.hands.time += timedelta(minutes=4, seconds=59)
    watch.look()
    assert unlocked.shell is not None
    program.hands.time += timedelta(seconds=1)
    watch.look()
    ready()
    assert unlocked.shell is None


def test_locking_twice_locks_once(
    unlocked: MainWindow, program: FakeProgram, ready: Callable[[], None]
) -> None:
    unlocked.lock()
    unlocked.lock()
    ready()
    assert program.desk.fake.locked == 1


def test_closing_the_window_locks_first(
    unlocked: MainWindow, program: FakeProgram, ready: Callable[[], None]
) -> None:
    half_type(unlocked)
    ready()
    unlocked.close()
    assert program.desk.fake.locked == 1
    assert program.desk.fake.drafts.kept["open-case/reference"] == "NV/CSE/26/02"


@pytest.mark.parametrize(("keys", "scale"), [(Qt.Key.Key_Plus, 1.25), (Qt.Key.Key_Minus, 1.0)])
def test_text_grows_and_shrinks_by_keys_and_the_size_is_remembered(
    unlocked: MainWindow,
    memory: WindowMemory,
    ready: Callable[[], None],
    qtbot: QtBot,
    keys: Qt.Key,
    scale: float,
) -> None:
    qtbot.keyClick(unlocked, keys, Qt.KeyboardModifier.ControlModifier)
    ready()
    assert memory.look() == Look(theme="light", scale=scale)
    assert QApplication.font().pointSizeF() == pytest.approx(10.5 * scale)


def test_another_size_shows_the_same_page_with_what_was_half_typed(
    unlocked: MainWindow, ready: Callable[[], None]
) -> None:
    half_type(unlocked)
    unlocked.use_look(Look(theme="dark", scale=1.5))
    ready()
    page = shell_of(unlocked).page
    assert isinstance(page, OpenCasePage)
    assert page.reference.text() == "NV/CSE/26/02"


def test_the_way_back_survives_a_change_of_size(unlocked: MainWindow, ready: Callable[[], None]) -> None:
    unlocked.show_page("open-case")
    unlocked.use_look(Look(theme="light", scale=2.0))
    ready()
    shell_of(unlocked).go_back()
    ready()
    assert shell_of(unlocked).spot.page == "work"


def test_the_idle_watch_survives_a_change_of_size(
    unlocked: MainWindow, program: FakeProgram, ready: Callable[[], None], qtbot: QtBot
) -> None:
    unlocked.use_look(Look(theme="dark"))
    ready()
    qtbot.wait(1)
    (watch,) = unlocked.findChildren(IdleWatch)
    program.hands.time += timedelta(minutes=5)
    watch.look()
    ready()
    assert unlocked.shell is None


def test_the_display_can_be_chosen_in_a_sheet(
    unlocked: MainWindow, memory: WindowMemory, ready: Callable[[], None]
) -> None:
    shell_of(unlocked).rail.display.click()
    sheet = unlocked.findChildren(DisplaySheet)[0]
    sheet.theme.choose("high contrast")
    sheet.scale.choose(1.25)
    sheet.primary.click()
    ready()
    assert memory.look() == Look(theme="high contrast", scale=1.25)


def test_the_sheet_of_the_display_goes_with_the_page_when_the_vault_is_locked(
    unlocked: MainWindow, ready: Callable[[], None], qtbot: QtBot
) -> None:
    shell_of(unlocked).rail.display.click()
    unlocked.lock()
    ready()
    qtbot.waitUntil(lambda: unlocked.findChildren(DisplaySheet) == [])


def test_a_locked_window_can_be_dressed_too(window: MainWindow) -> None:
    window.use_look(Look(theme="dark", scale=1.25))
    assert unlock_page(window).passphrase.isEnabled()


def test_while_it_is_locked_no_page_can_be_shown(window: MainWindow) -> None:
    window.show_page("work")
    window.open_case(CaseId("case-1"))
    assert window.shell is None


def test_a_crash_locks_the_vault_and_says_what_to_do(
    unlocked: MainWindow, program: FakeProgram, ready: Callable[[], None], qtbot: QtBot
) -> None:
    unlocked.show_crash("ValueError\n  sopcheck/ui/page.py:12 refresh")
    ready()
    sheet = unlocked.findChildren(CrashSheet)[0]
    assert program.desk.fake.locked == 1
    sheet.primary.click()
    qtbot.waitUntil(lambda: not unlocked.isVisible())


def test_what_an_unlock_needs_can_be_loaded_before(window: MainWindow, ready: Callable[[], None]) -> None:
    window.preload()
    ready()
    assert unlock_page(window).line.text == ""


@pytest.mark.parametrize(("theme", "follows"), [("system", True), ("light", False)])
def test_only_a_window_that_follows_the_system_is_dressed_anew_with_it(
    window: MainWindow, qapp: QApplication, theme: ThemeName, follows: bool
) -> None:
    window.use_look(Look(theme=theme))
    before = unlock_page(window)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert (unlock_page(window) is not before) is follows
