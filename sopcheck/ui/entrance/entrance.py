"""The locked side of the window: which page of the way in is shown, and where each leads.

The pages that are hoped to be seldom needed are imported when they are; the way in is painted sooner so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from sopcheck.ui.entrance.unlock import MiddleColumn, UnlockPage
from sopcheck.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QMainWindow

    from sopcheck.ledger.entry import PersonId
    from sopcheck.services.desk import Desk
    from sopcheck.services.vault_ports import Restored
    from sopcheck.ui.entrance.create_vault import CreatePage
    from sopcheck.ui.entrance.recover import RecoverPage
    from sopcheck.ui.entrance.restore import RestorePage
    from sopcheck.ui.memory import WindowMemory
    from sopcheck.ui.program import Program
    from sopcheck.ui.tasks import TaskRunner
    from sopcheck.ui.words import Words

    EntrancePage = UnlockPage | CreatePage | RecoverPage | RestorePage


class Entrance(QObject):
    """Shows its pages in a window, until one of them has found the way in."""

    found = Signal(object, str)
    """The desk behind the door, and what is to be said there; most often nothing."""

    def __init__(
        self, window: QMainWindow, program: Program, *, memory: WindowMemory, tasks: TaskRunner
    ) -> None:
        """Show nothing yet."""
        super().__init__(window)
        self._window = window
        self._program = program
        self._memory = memory
        self._tasks = tasks
        self._page: EntrancePage | None = None
        self._put_down: Callable[[], None] = lambda: None

    @property
    def page(self) -> EntrancePage | None:
        """What is shown, if the window is locked."""
        return self._page

    def leave(self) -> None:
        """The window shows the vault now."""
        self._page = None

    def ready(self) -> None:
        """The vault is closed; a passphrase can be taken, if another page was not asked for meanwhile."""
        if isinstance(self._page, UnlockPage):
            self._page.ready()

    def put_down(self) -> None:
        """The window is closed: close a vault that was made and not begun."""
        self._put_down()

    def dress_anew(self) -> None:
        """The size or the colours changed: build anew the page on which nothing is lost by it."""
        if isinstance(self._page, UnlockPage):
            self.show_unlock()
        elif self._page is not None:
            # A code that was shown once, or words half typed, would be gone with a page that is built anew.
            for middle in self._page.findChildren(MiddleColumn):
                middle.fit()
            for label in self._page.findChildren(Label):
                label.dress()

    def show_first(self) -> None:
        """Show the page that unlocks, or where there is no vault the one that creates it."""
        if self._program.access.exists():
            self.show_unlock()
            return
        from sopcheck.ui.entrance.create_vault import CreatePage  # noqa: PLC0415 - needed once in a vault's life

        page = CreatePage(self._program.access, self._tasks)
        page.created.connect(self._on_found)
        page.restore_wanted.connect(self.show_restore)
        self._put_down = page.put_down
        self._show(page)
        page.focus_first()

    def show_unlock(self) -> UnlockPage:
        """Show the page that unlocks."""
        page = UnlockPage(
            self._program.access, self._tasks, last=self._memory.last_person(), parent=self._window
        )
        page.unlocked.connect(self._on_found)
        page.recovery_wanted.connect(self._show_recovery)
        page.restore_wanted.connect(self.show_restore)
        self._show(page)
        page.setFocus()
        return page

    def show_restore(self, place: Path | None = None) -> None:
        """Show the page that restores, with the backups in a folder."""
        from sopcheck.ui.entrance.restore import RestorePage  # noqa: PLC0415

        page = RestorePage(self._program.access, self._tasks, self._words, place=place)
        page.given_up.connect(self.show_first)
        page.restored.connect(self._on_restored)
        self._show(page)
        page.setFocus()

    def _show_recovery(self, who: PersonId | None) -> None:
        from sopcheck.ui.entrance.recover import RecoverPage  # noqa: PLC0415

        page = RecoverPage(self._program.access, self._tasks, who=who)
        page.given_up.connect(self.show_unlock)
        page.recovered.connect(self._on_recovered)
        self._show(page)
        page.setFocus()

    def _show(self, page: EntrancePage) -> None:
        self._page = page
        self._window.setCentralWidget(page)

    def _on_recovered(self, person: str) -> None:
        self._memory.keep_last_person(person)
        said = self.tr("The new passphrase is in force. Unlock with it, and make a new recovery sheet.")
        self.show_unlock().line.done(said)

    def _on_restored(self, desk: Desk, person: str, restored: Restored) -> None:
        from sopcheck.ui.entrance.restore_words import restored_words  # noqa: PLC0415

        self._on_found(desk, person, restored_words(restored, self._words()))

    def _on_found(self, desk: Desk, person: str, said: str = "") -> None:
        self._memory.keep_last_person(person)
        self.found.emit(desk, said)

    def _words(self) -> Words:
        from sopcheck.checklists.local_time import LONDON  # noqa: PLC0415
        from sopcheck.ui.words import Words  # noqa: PLC0415

        return Words(LONDON, self._program.clock.now())
