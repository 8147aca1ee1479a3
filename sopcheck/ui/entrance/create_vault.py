"""Creating a vault in four short steps: you, your passphrase, what to keep, the recovery sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sopcheck.ui.entrance.person_form import NewPassphrase, PersonForm
from sopcheck.ui.entrance.recovery_panel import RecoveryPanel
from sopcheck.ui.entrance.unlock import MiddleColumn
from sopcheck.ui.kit.buttons import button, enter_presses, rename
from sopcheck.ui.kit.layout import Part, column, row
from sopcheck.ui.kit.line import Line
from sopcheck.ui.kit.text import Label
from sopcheck.ui.kit.ticks import Tick

if TYPE_CHECKING:
    from sopcheck.cases.register.events import Role
    from sopcheck.cases.register.recovery_sheet import RecoverySheet
    from sopcheck.errors import SopcheckError
    from sopcheck.services.access import Access
    from sopcheck.services.desk import Desk
    from sopcheck.ui.tasks import TaskRunner

_FOUNDER: tuple[Role, ...] = ("administrator", "sop-owner", "supervisor", "investigator")


class CreatePage(QWidget):
    """The four steps, one at a time; the vault is made after the third, and begins with the fourth."""

    created = Signal(object, str)
    """The desk of the new vault, and the `PersonId` of its first person."""
    restore_wanted = Signal()
    """There was a vault on another machine, and there is a backup of it."""

    def __init__(self, access: Access, tasks: TaskRunner, parent: QWidget | None = None) -> None:
        """Begin with the first step."""
        super().__init__(parent)
        self._access = access
        self._tasks = tasks
        self.line = Line()
        self.note = Label()
        self.person = PersonForm(_FOUNDER)
        self.passphrase = NewPassphrase(access.strength)
        self.understood = Tick(self.tr("I have put the passphrase where I will find it again."))
        self._steps = [self._build_you(), self._build_passphrase(), self._build_keep()]
        self._shown = 0
        self._desk: Desk | None = None
        self._sheet_of: RecoverySheet | None = None
        self._pages = column(gap=0)
        self.sheet: RecoveryPanel | None = None
        self.back = button(self.tr("Back"), does=self._on_back)
        self.forward = button(self.tr("Continue"), kind="primary", does=self._on_forward)
        self._where = Label(kind="small", tone="muted")
        inner = QWidget()
        inner.setLayout(self._build_column())
        self.setLayout(column(MiddleColumn(inner)))
        enter_presses(self, self.forward)
        self._go_to(0)

    def _build_column(self) -> QVBoxLayout:
        for step_page in self._steps:
            self._pages.addWidget(step_page)
        return column(
            Label(self.tr("Create a vault"), kind="title"),
            self._where,
            1,
            self.line,
            self._pages,
            2,
            row(self.back, None, self.forward),
            gap=3,
        )

    def _build_you(self) -> QWidget:
        says = self.tr(
            "A vault keeps all cases of this machine, encrypted. You are its first person: in a small vault "
            "you do the work and look after it, and may give roles to others later."
        )
        restore = button(
            self.tr("Restore a vault from a backup instead"), kind="quiet", does=self.restore_wanted.emit
        )
        return _step(Label(says), self.person, row(restore, None))

    def _build_passphrase(self) -> QWidget:
        says = self.tr(
            "Your passphrase opens the vault. It is stored nowhere, and nobody can look it up for you."
        )
        return _step(Label(says), self.note, self.passphrase)

    def _build_keep(self) -> QWidget:
        says = self.tr(
            "Without a passphrase nobody can read the vault. Write yours down on paper, put it into a sealed "
            "envelope, and keep that where your force keeps such things. The next step gives you a way back "
            "should it be lost all the same."
        )
        return _step(Label(says), self.understood)

    def _build_sheet(self, desk: Desk, sheet: RecoverySheet) -> QWidget:
        says = self.tr(
            "When the passphrase is forgotten, or this machine is lost, this code opens the vault. It is "
            "shown now and never again. Print it, seal it, and keep it apart from this machine."
        )
        panel = RecoveryPanel(sheet, lambda: desk.recovery.printed(sheet), tasks=self._tasks)
        self.sheet = panel
        return _step(Label(says), panel)

    @property
    def step_shown(self) -> int:
        """Which of the steps is shown, from 0."""
        return self._shown

    def focus_first(self) -> None:
        """Go to the first field of the step."""
        (self.person, self.passphrase, self.understood, self.sheet or self)[self.step_shown].setFocus()

    def put_down(self) -> None:
        """Close a vault that was made and not begun; the window is closed."""
        if self._desk is not None:
            self._desk.lock()

    def _go_to(self, at: int) -> None:
        titles = (
            self.tr("you"),
            self.tr("your passphrase"),
            self.tr("what to keep"),
            self.tr("your recovery sheet"),
        )
        self._shown = at
        for each, step_page in enumerate(self._steps):
            step_page.setVisible(each == at)
        self._where.say(self.tr("Step {at} of 4: {title}").format(at=at + 1, title=titles[at]))
        self.back.setVisible(at in (1, 2))
        rename(self.forward, self._forward_words(at))
        self.line.clear()
        self.focus_first()
        if at == 1:
            self._tasks.run(self, self._access.keyring_note, self.note.say)

    def _forward_words(self, at: int) -> str:
        return {2: self.tr("Create the vault"), 3: self.tr("Begin")}.get(at, self.tr("Continue"))

    def _on_back(self) -> None:
        self._go_to(self.step_shown - 1)

    def _on_forward(self) -> None:
        if self.step_shown >= 2:
            (self._create, self._begin)[self.step_shown - 2]()
            return
        step_page = (self.person, self.passphrase)[self.step_shown]
        if step_page.complete():
            self._go_to(self.step_shown + 1)

    def _create(self) -> None:
        if not self.understood.isChecked():
            self.line.refuse(self.tr("Put the passphrase into safe keeping first, then tick the box."))
            return
        self._busy(busy=True)
        make, passphrase = self.person.maker(), self.passphrase.text()
        self._tasks.run(
            self,
            lambda: self._access.create(make(), passphrase),
            self._on_created,
            self._on_refused,
            # The page may be built anew meanwhile; an open desk that nobody sees would lock everybody out.
            dropped=lambda desk: desk.lock(),
        )

    def _on_created(self, desk: Desk) -> None:
        # Not for a moment longer than it is needed.
        self.passphrase.clear()
        sheet = desk.recovery.take_first()
        if sheet is None:
            self.created.emit(desk, str(desk.me.person))
            return
        self._desk, self._sheet_of = desk, sheet
        step_page = self._build_sheet(desk, sheet)
        self._steps.append(step_page)
        self._pages.addWidget(step_page)
        self._busy(busy=False)
        self._go_to(3)

    def _begin(self) -> None:
        desk, sheet, panel = self._desk, self._sheet_of, self.sheet
        if desk is None or sheet is None or panel is None or not panel.complete():
            return
        self._busy(busy=True)
        # The paper was read back; now the code itself is tried on the vault as it lies on the disk.
        self._tasks.run(
            self,
            lambda: desk.recovery.rehearse(sheet.code),
            lambda _: self._on_rehearsed(desk),
            self._on_refused,
        )

    def _on_rehearsed(self, desk: Desk) -> None:
        self._desk = self._sheet_of = None
        self.created.emit(desk, str(desk.me.person))

    def _on_refused(self, error: SopcheckError) -> None:
        self._busy(busy=False)
        self.line.refuse(error)

    def _busy(self, *, busy: bool) -> None:
        self.forward.setEnabled(not busy)
        self.back.setEnabled(not busy)
        creating = busy and self.step_shown == 2
        rename(self.forward, self.tr("Creating the vault…") if creating else self._forward_words(self._shown))


def _step(*parts: Part) -> QWidget:
    page = QWidget()
    page.setLayout(column(*parts, None, gap=4))
    return page
