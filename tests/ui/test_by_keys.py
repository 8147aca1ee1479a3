"""An hour at the window without a mouse: each way through it, by keys alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from sopcheck.ui import page_stack
from sopcheck.ui.entrance.unlock import UnlockPage
from sopcheck.ui.main_window import MainWindow
from sopcheck.ui.memory import WindowMemory
from sopcheck.ui.page import Page
from sopcheck.ui.palette import SearchSheet
from sopcheck.ui.session import Session
from sopcheck.ui.shell import Shell
from sopcheck.ui.spots import Spot, build_page
from sopcheck.ui.theme import Look
from sopcheck.ui.work.open_case import OpenCasePage
from tests.ui.fakes import PASSPHRASE, FakeProgram
from tests.ui.showing import shown

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Keys:
    """Somebody at the keyboard."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is, and wait until everything is read."""
        self.qtbot.keyClick(self.focused(), key, held)
        self.qtbot.waitUntil(lambda: not self.window.tasks.busy)

    def type(self, text: str) -> None:
        """Type where the focus is."""
        self.qtbot.keyClicks(self.focused(), text)

    def focused(self) -> QWidget:
        """What has the focus."""
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused

    def wait_for_names(self) -> None:
        """Wait until the way in, which is painted first, knows who can unlock."""
        way_in = self.window.centralWidget()
        assert isinstance(way_in, UnlockPage)
        self.qtbot.waitUntil(lambda: way_in.who.count() > 0)

    def tab_to(self, name: str) -> None:
        """Press Tab until something of this name has the focus."""
        for _ in range(60):
            if self.focused().accessibleName() == name:
                return
            self.press(Qt.Key.Key_Tab)
        pytest.fail(f"Tab does not lead to {name!r}")


@pytest.fixture
def program() -> FakeProgram:
    return FakeProgram()


@pytest.fixture
def keys(qtbot: QtBot, program: FakeProgram, monkeypatch: pytest.MonkeyPatch) -> Iterator[Keys]:
    monkeypatch.setattr(page_stack, "build_page", sketch_cases)
    window = shown(qtbot, MainWindow(program, memory=WindowMemory(None), look=Look(theme="light")))
    keys = Keys(qtbot, window)
    keys.wait_for_names()
    yield keys
    window.close()


def sketch_cases(session: Session, spot: Spot, parent: QWidget) -> Page:
    """The pages of cases have tests of their own; here it is enough that one arrives there."""
    if spot.case is None:
        return build_page(session, spot, parent)
    return Page(session, title=f"{spot.page} {spot.case}", parent=parent)


@pytest.fixture
def inside(keys: Keys) -> Keys:
    keys.type(PASSPHRASE)
    keys.press(Qt.Key.Key_Return)
    keys.qtbot.waitUntil(lambda: keys.window.shell is not None)
    keys.qtbot.waitUntil(lambda: not keys.window.tasks.busy)
    return keys


def shell_of(keys: Keys) -> Shell:
    assert keys.window.shell is not None
    return keys.window.shell


def title(keys: Keys) -> str:
    return shell_of(keys).head.title


def test_unlock_and_the_worklist_has_the_focus(inside: Keys) -> None:
    assert title(inside) == "Thursday 7 May"
    assert inside.focused().accessibleName() == "Passed"


def test_the_first_urgent_thing_is_one_key_away(inside: Keys) -> None:
    inside.press(Qt.Key.Key_Return)
    assert title(inside) == "case case-1"
    inside.press(Qt.Key.Key_Left, ALT)
    assert title(inside) == "Thursday 7 May"


def test_open_a_case_from_anywhere(inside: Keys, program: FakeProgram) -> None:
    inside.press(Qt.Key.Key_N, CONTROL)
    assert inside.focused().accessibleName() == "Case reference"
    inside.type("NV/CSE/26/0200")
    inside.tab_to("When the police first knew")
    inside.type("yesterday 9:30")
    inside.press(Qt.Key.Key_Return)
    assert title(inside) == "case case-new"
    assert [case.reference for case in program.desk.fake.casework.opened] == ["NV/CSE/26/0200"]


def test_every_page_of_the_rail_and_back_to_the_first(inside: Keys) -> None:
    seen = []
    for key in (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_1):
        inside.press(key, ALT)
        seen.append(title(inside))
    assert seen == ["Reviews", "Checklists", "Assurance", "Thursday 7 May"]


def test_find_a_command_and_do_it(inside: Keys) -> None:
    inside.press(Qt.Key.Key_K, CONTROL)
    sheet = shell_of(inside).findChildren(SearchSheet)[0]
    inside.qtbot.waitUntil(lambda: QApplication.activeWindow() is sheet)
    inside.type("assur")
    inside.qtbot.waitUntil(lambda: len(sheet.found.rows.values) == 1)
    inside.press(Qt.Key.Key_Return)
    assert title(inside) == "Assurance"


def test_escape_closes_a_sheet_and_the_focus_is_where_it_was(inside: Keys) -> None:
    before = inside.focused()
    inside.press(Qt.Key.Key_K, CONTROL)
    inside.qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), QDialog))
    inside.press(Qt.Key.Key_Escape)
    # A desktop does this by itself; there is none here.
    inside.window.activateWindow()
    inside.qtbot.waitUntil(lambda: QApplication.focusWidget() is before)


def test_verify_every_entry(inside: Keys) -> None:
    inside.press(Qt.Key.Key_4, ALT)
    assert inside.focused().accessibleName() == "Verify every entry"
    inside.press(Qt.Key.Key_Space)
    page = shell_of(inside).page
    assert page is not None
    inside.qtbot.waitUntil(lambda: page.line.text.startswith("1,234 entries verified"))


def test_filter_the_cases_and_open_one(inside: Keys) -> None:
    inside.tab_to("Cases")
    inside.press(Qt.Key.Key_Slash)
    inside.type("larch")
    inside.tab_to("Cases")
    inside.press(Qt.Key.Key_Return)
    assert title(inside) == "case case-2"


def test_put_a_message_away(inside: Keys) -> None:
    shell_of(inside).line.say("There is no keyring here.")
    inside.tab_to("Close this message")
    inside.press(Qt.Key.Key_Space)
    assert shell_of(inside).line.text == ""


def test_lock_and_come_back_to_a_half_filled_form(inside: Keys) -> None:
    inside.press(Qt.Key.Key_N, CONTROL)
    inside.type("NV/CSE/26/02")
    inside.press(Qt.Key.Key_L, CONTROL)
    inside.wait_for_names()
    inside.type(PASSPHRASE)
    inside.press(Qt.Key.Key_Return)
    inside.qtbot.waitUntil(lambda: inside.window.shell is not None)
    inside.qtbot.waitUntil(lambda: not inside.window.tasks.busy)
    page = shell_of(inside).page
    assert isinstance(page, OpenCasePage)
    assert page.reference.text() == "NV/CSE/26/02"


def test_a_wrong_passphrase_is_typed_over(keys: Keys) -> None:
    keys.type("wrong horse")
    keys.press(Qt.Key.Key_Return)
    keys.qtbot.waitUntil(lambda: not keys.window.tasks.busy)
    keys.type(PASSPHRASE)
    keys.press(Qt.Key.Key_Return)
    keys.qtbot.waitUntil(lambda: keys.window.shell is not None)


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_tab_goes_round_and_is_never_caught(inside: Keys, key: Qt.Key) -> None:
    first, seen = inside.focused(), list[str]()
    for _ in range(60):
        inside.press(key)
        seen.append(inside.focused().accessibleName())
        if inside.focused() is first:
            break
    assert inside.focused() is first
    assert {"Search, Ctrl+K", "Lock the vault, Ctrl+L", "Cases", "Filter the cases"} <= set(seen)
