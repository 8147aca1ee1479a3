"""A draft of a thousand items in a real window: from a key pressed to everything beside it painted."""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from benchmarks import world
from benchmarks.answering import Still
from benchmarks.comparing import ITEMS, large
from benchmarks.measure import Figure
from sopcheck.bootstrap import Program
from sopcheck.checklists.definition import ChecklistId, Version
from sopcheck.checklists.reader import read
from sopcheck.checklists.yaml_written import written
from sopcheck.services.desk import Desk

if TYPE_CHECKING:
    from sopcheck.ui.editor.page import EditorPage

GOAL_MS = 50.0
TIMES = 30


def figures() -> Iterator[Figure]:
    """Typing, going to the next item, moving one and taking that back, with each pane beside the form."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with world.desk() as (desk, vault):
        draft = desk.drafting.begin_from(read(written(large()), name="large.yaml"))
        program = Program.for_folder(vault, clock=Still(), keyring=world.no_keyring)
        yield from _measured(program, desk, (draft.now.checklist, draft.now.version))


def _measured(program: Program, desk: Desk, version: tuple[ChecklistId, Version]) -> Iterator[Figure]:
    # Here, because the benchmarks without a window need no Qt.
    from PySide6.QtCore import Qt  # noqa: PLC0415
    from PySide6.QtTest import QTest  # noqa: PLC0415

    from sopcheck.ui.application import build_window, wait_until_read  # noqa: PLC0415

    window = build_window(program, desk)
    window.resize(1400, 900)
    window.show()
    if window.shell is None:
        raise TypeError(window)
    window.shell.open_version("draft", *version)
    wait_until_read(window)
    page = _page(window.shell.page)

    def key(code: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(window.focusWidget(), code, modifiers)

    alt, control = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
    for pane in ("look", "findings", "file"):
        page.beside.switch.show_pane(pane)
        _go_to_prompt(page)
        yield _figure(f"a letter of a prompt, {pane} beside", lambda: key(Qt.Key.Key_A))
    wait_until_read(window)
    page.beside.switch.show_pane("look")
    page.tree.setFocus()
    yield _figure("the next item", lambda: key(Qt.Key.Key_Down))
    yield _figure("an item moved", lambda: key(Qt.Key.Key_Up, alt))
    yield _figure("that taken back", lambda: key(Qt.Key.Key_Z, control))
    wait_until_read(window)
    window.close()
    window.deleteLater()


def _page(page: object) -> "EditorPage":
    from sopcheck.ui.editor.page import EditorPage  # noqa: PLC0415

    if not isinstance(page, EditorPage):
        raise TypeError(page)
    return page


def _go_to_prompt(page: "EditorPage") -> None:
    from sopcheck.ui.editor.nodes import PartRef  # noqa: PLC0415

    page.go_to_part(PartRef("items", f"item-{ITEMS // 2}"), "prompt")


def _figure(name: str, act: Callable[[], None]) -> Figure:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    QApplication.processEvents()
    spent = []
    for _ in range(TIMES):
        # Of this thread alone: what is kept and looked over meanwhile is another's work.
        began = time.thread_time()
        act()
        QApplication.processEvents()
        spent.append(time.thread_time() - began)
    worst = max(spent) * 1000
    return Figure(
        name, statistics.median(spent) * 1000, GOAL_MS, "ms", f"of CPU to the paint, worst {worst:.0f}"
    )
