"""The pages of SOP owners over a real vault that has two of them, driven by keys."""

from dataclasses import dataclass

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sopcheck import settings
from sopcheck.checklists.definition import ChecklistId, Version
from sopcheck.ui.editor.nodes import PartRef
from sopcheck.ui.editor.page import EditorPage
from sopcheck.ui.page import Page
from sopcheck.ui.session import Session
from sopcheck.ui.tasks import TaskRunner
from tests.world import World

CSE, FIRST, NEXT = ChecklistId("cse-investigation"), Version("1.0"), Version("1.1")


@dataclass
class Owner:
    """Somebody who writes SOPs, at the pages for that."""

    qtbot: QtBot
    tasks: TaskRunner
    world: World

    @property
    def session(self) -> Session:
        """A session on the desk of the vault."""
        return Session(
            desk=self.world.desk,
            tasks=self.tasks,
            now=self.world.clock.now,
            force=settings.shipped(),
            strength=self.world.program.access.strength,
        )

    def show(self, page: Page) -> None:
        """Show a page and wait until it has read what it shows."""
        self.qtbot.addWidget(page)
        page.resize(1200, 800)
        page.show()
        page.activateWindow()
        page.refresh()
        self.settle()

    def draft(self) -> EditorPage:
        """The page of the draft, begun or taken up."""
        page = EditorPage(self.session, CSE, FIRST)
        self.show(page)
        self.qtbot.waitUntil(lambda: page.draft is not None)
        self.settle()
        return page

    def settle(self) -> None:
        """Wait until everything asked for was done."""
        self.qtbot.waitUntil(lambda: not self.tasks.busy)

    def press(self, page: QWidget, *keys: str) -> None:
        """Press keys where the focus is."""
        for key in keys:
            QTest.keySequence(QApplication.focusWidget() or page, key)
            self.settle()

    def click(self, within: QWidget, name: str) -> None:
        """Press a button by its accessible name."""
        found = (one for one in within.findChildren(QPushButton) if one.accessibleName() == name)
        # What stands beside the title is hidden until the window takes it there.
        next(one for one in found if not one.isHidden()).click()
        self.settle()

    def sheet(self, page: QWidget) -> QWidget:
        """The sheet that is open."""
        self.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
        opened = QApplication.activeModalWidget()
        assert opened is not None
        # Keys are for the window that is active, which a modal one is only a moment later.
        opened.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.activeWindow() is opened)
        return opened


def ids(page: EditorPage, stage: int) -> list[str]:
    """The items of a stage of the draft."""
    assert page.draft is not None
    return [item.id for item in page.draft.now.stages[stage].items]


def on(page: EditorPage) -> PartRef | None:
    """The part on which the tree stands."""
    node = page.tree.current()
    return node.ref if node is not None else None
