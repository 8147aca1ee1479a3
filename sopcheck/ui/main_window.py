"""The one window: locked it shows the way in, unlocked it holds the shell; locking destroys that.

It owns the runner of tasks, and so sees to the order: what is being saved ends, half-typed text is kept,
then the vault is closed (`security.md` A16).
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow

from sopcheck.errors import SopcheckError, UnavailableError
from sopcheck.ui import theme
from sopcheck.ui.entrance.entrance import Entrance
from sopcheck.ui.kit.everywhere import everywhere
from sopcheck.ui.kit.focus import FocusRing
from sopcheck.ui.sleep_delay import SleepDelay
from sopcheck.ui.tasks import TaskRunner
from sopcheck.ui.theme import Look, larger

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sopcheck.cases.events import CaseId
    from sopcheck.services.desk import Desk
    from sopcheck.ui.memory import WindowMemory
    from sopcheck.ui.program import Program
    from sopcheck.ui.session import Session
    from sopcheck.ui.shell import Shell
    from sopcheck.ui.spots import Spot


class MainWindow(QMainWindow):
    """Locked or unlocked; remembers its size and panes, nothing about cases."""

    def __init__(
        self, program: Program, *, memory: WindowMemory, look: Look, delay: SleepDelay | None = None
    ) -> None:
        """Show the way in; the application wears `look` already. `delay` holds the machine awake."""
        super().__init__()
        self._program = program
        self._memory = memory
        self._look = look
        self._shell: Shell | None = None
        self._return_to: tuple[str, Spot] | None = None
        self.tasks = TaskRunner(self)
        # Verifying everything takes seconds, and no answer is to wait behind it.
        self._behind = TaskRunner(self)
        self.tasks.failed.connect(self._on_unheard_failure)
        self.setWindowTitle("sopcheck")
        self.setMinimumSize(theme.em(36), theme.em(24))
        self._ring = FocusRing(self)
        self._delay = delay or SleepDelay(self)
        self._entrance = Entrance(self, program, memory=memory, tasks=self.tasks)
        self._entrance.found.connect(self._on_way_found)
        self._entrance.show_first()
        # Who leaves the desk locks the vault, whatever sheet is open.
        everywhere(QShortcut(QKeySequence("Ctrl+L"), self)).activated.connect(self.lock)
        for keys, does in self._shortcuts():
            QShortcut(QKeySequence(keys), self).activated.connect(does)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)

    def _shortcuts(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        return (
            ("Ctrl++", lambda: self.use_look(larger(self._look, +1))),
            ("Ctrl+=", lambda: self.use_look(larger(self._look, +1))),
            ("Ctrl+-", lambda: self.use_look(larger(self._look, -1))),
            ("Ctrl+0", lambda: self.use_look(Look(theme=self._look.theme))),
        )

    @property
    def shell(self) -> Shell | None:
        """What the window holds while it is unlocked."""
        return self._shell

    def preload(self) -> None:
        """Import what an unlock needs on the other thread, while somebody types their passphrase."""
        self.tasks.run(self, _import_shell, lambda _: None)

    def show_page(self, name: str) -> None:
        """Show a page by its name; nothing happens while the vault is locked."""
        if self._shell is not None:
            self._shell.show_page(name)

    def open_case(self, case: CaseId) -> None:
        """Show a case; nothing happens while the vault is locked."""
        if self._shell is not None:
            self._shell.open_case(case)

    def enter(self, desk: Desk) -> None:
        """Show the desk of an unlocked vault, at the page where the same person was before."""
        shell = _import_shell()(self._session(desk))
        self._show_shell(shell)
        # Another person begins at the beginning: opening a case is logged under whoever looks at it.
        came_back = self._return_to is not None and self._return_to[0] == desk.me.person
        shell.show_spot(self._return_to[1] if self._return_to and came_back else shell.spot)
        self._return_to = None
        # Behind what was asked for: the next unlock has only what came since to verify.
        self.tasks.run(self, desk.assurance.catch_up, lambda _: shell.read_counts())
        # A lock ends it: the next unlock of the day begins again.
        self._behind.run(shell, desk.assurance.verify_if_due, lambda _: shell.read_counts(), lambda _: None)
        self.tasks.run(self, desk.backups.make_first_of_day, lambda _made: shell.read_counts())

    def lock(self, *, closing: bool = False) -> None:
        """End what is being saved, keep what is half typed, close the vault; what was shown is destroyed.

        Where the program is `closing`, and anything was recorded, a backup is made first.
        """
        shell = self._shell
        if shell is None:
            return
        # Read from the fields now; they are gone before the vault gets round to keeping it.
        desk, drafts = shell.session.desk, shell.unsaved()
        self._return_to = (desk.me.person, shell.spot)
        self._memory.keep_panes(shell)
        self._shell = None
        self._entrance.show_unlock().busy(self.tr("Locking…"))
        put_away = partial(_put_away, desk, drafts, back_up=closing)
        self.tasks.run(self, put_away, lambda _: self._on_locked(), self._on_lock_failed)

    def use_look(self, look: Look) -> None:
        """Dress the window anew; what is shown is built again in the new size, with what is half typed."""
        self._look = look
        self._memory.keep_look(look)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply(application, look)
        if self._shell is None:
            self._entrance.dress_anew()
            return
        before = self._shell
        before.keep_drafts()
        shell = _import_shell()(before.session)
        self._show_shell(shell)
        shell.take_over(before)

    def show_crash(self, said: str) -> None:
        """Lock, and tell that the program is wrong; the primary button closes it."""
        from sopcheck.ui.crash_sheet import CrashSheet  # noqa: PLC0415 - it is hoped to be seldom

        self.lock()
        sheet = CrashSheet(self, said)
        sheet.submitted.connect(self.close)
        sheet.open()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Lock, and wait until that is done."""
        self._memory.keep_window(self)
        self.lock(closing=True)
        self.tasks.stop()
        self._behind.stop()
        self._entrance.put_down()
        super().closeEvent(event)

    def _session(self, desk: Desk) -> Session:
        # These are needed for the first time now, and the way in was painted sooner without them.
        from sopcheck import settings  # noqa: PLC0415
        from sopcheck.ui.session import Session  # noqa: PLC0415

        return Session(
            desk=desk,
            tasks=self.tasks,
            now=self._program.clock.now,
            force=settings.shipped(),
            strength=self._program.access.strength,
        )

    def _show_shell(self, shell: Shell) -> None:
        from sopcheck.ui.watches import watch_over  # noqa: PLC0415 - not before the way in is painted

        self._shell = shell
        self._delay.take()
        self._entrance.leave()
        self.setCentralWidget(shell)
        watch_over(shell)
        shell.lock_wanted.connect(self.lock)
        shell.vault_closed.connect(self._on_vault_closed)
        shell.restore_wanted.connect(self._on_restore_wanted)
        shell.display_wanted.connect(self._on_display_wanted)
        shell.page_shown.connect(self._memory.restore_panes)
        shell.page_leaving.connect(self._memory.keep_panes)

    def _on_way_found(self, desk: Desk, said: str) -> None:
        self.enter(desk)
        if self._shell is not None and said:
            self._shell.line.done(said)

    def _on_restore_wanted(self, place: Path) -> None:
        # Backups are read once the vault is closed: the page asks on the thread that is still closing it.
        self.lock()
        self._entrance.show_restore(place)

    def _on_vault_closed(self, why: str) -> None:
        self.lock()
        page = self._entrance.page
        if page is not None:
            page.line.done(why)

    def _on_display_wanted(self) -> None:
        from sopcheck.ui.display import DisplaySheet  # noqa: PLC0415 - seldom wanted

        # Over the page, with which it goes when the vault is locked.
        sheet = DisplaySheet(self._shell or self, self._look)
        sheet.look_chosen.connect(self.use_look)
        sheet.open()

    def _on_scheme_changed(self) -> None:
        if self._look.theme == "system":
            self.use_look(self._look)

    def _on_locked(self) -> None:
        self._delay.release()
        self._entrance.ready()

    def _on_lock_failed(self, error: SopcheckError) -> None:
        self._delay.release()
        self._entrance.show_unlock().line.refuse(error)

    def _on_unheard_failure(self, error: SopcheckError) -> None:
        shown = self._shell if self._shell is not None else self._entrance.page
        if shown is not None:
            shown.line.refuse(error)


def _import_shell() -> type[Shell]:
    from sopcheck.ui.shell import Shell  # noqa: PLC0415 - all pages and services come with it

    return Shell


def _put_away(desk: Desk, drafts: Sequence[tuple[str, str]], *, back_up: bool) -> None:
    # A disk that is full must not keep the vault open.
    failures: list[SopcheckError] = []
    try:
        for key, text in drafts:
            # One that is too long must not take the others with it.
            try:
                desk.drafts.keep(key, text)
            except SopcheckError as failure:
                failures.append(failure)
        if back_up:
            # Nobody is there any more to be told; the first unlock of the next day tells it.
            with suppress(SopcheckError):
                desk.backups.make_on_closing()
    finally:
        desk.lock()
    if failures:
        # Its field is gone: whoever typed it is to know that it has to be typed again.
        raise UnavailableError(f"What was half typed could not be kept. {failures[0]}") from failures[0]
