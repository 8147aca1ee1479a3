"""Getting in: one column in the middle of the window, to unlock the vault or to create one.

Everything heavy is imported after the passphrase was taken; this page is painted first and fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sopcheck.ui.kit.buttons import button, enter_presses, rename
from sopcheck.ui.kit.fields import Choice, Field, Secret
from sopcheck.ui.kit.layout import column, keep_focus_in_view, row, scrolling
from sopcheck.ui.kit.line import Line
from sopcheck.ui.kit.tabbing import tab_on
from sopcheck.ui.kit.text import Label
from sopcheck.ui.tasks import TaskRunner
from sopcheck.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sopcheck.errors import SopcheckError
    from sopcheck.ledger.entry import PersonId
    from sopcheck.services.access import Access
    from sopcheck.services.vault_ports import KeyLabel

COLUMN_EMS = 26
_PAINTED_MS = 20


class MiddleColumn(QWidget):
    """A column of fixed width in the middle of the window, which scrolls where it is too tall."""

    def __init__(self, inner: QWidget, parent: QWidget | None = None) -> None:
        """Put `inner` in the middle."""
        super().__init__(parent)
        self._inner = inner
        self.fit()
        middle = QWidget()
        middle.setLayout(row(None, column(None, inner, None, None, margins=(0, 6, 0, 6)), None))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        area = scrolling(middle)
        keep_focus_in_view(area)
        box.addWidget(area)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round as the page is read; Qt would leave out what stands before where the page begins."""
        return tab_on((self,), forward=forward) or super().focusNextPrevChild(forward)

    def fit(self) -> None:
        """Be as wide as so many letters of the present size."""
        self._inner.setFixedWidth(em(COLUMN_EMS))


class UnlockPage(QWidget):
    """Who, passphrase, Unlock."""

    unlocked = Signal(object, str)
    """The desk behind the door, and the `PersonId` of who came in."""
    recovery_wanted = Signal(object)
    """The person chosen, or None: they cannot come in, and bring the recovery sheet or both custodians."""
    restore_wanted = Signal()
    """The vault is lost or damaged, and there is a backup."""

    def __init__(
        self, access: Access, tasks: TaskRunner, *, last: str = "", parent: QWidget | None = None
    ) -> None:
        """Offer the people of the vault, the last one chosen."""
        super().__init__(parent)
        self._access = access
        self._tasks = tasks
        self._pressed = False
        self.line = Line()
        self.note = Label(kind="small", tone="muted")
        self.who: Choice[PersonId] = Choice(self.tr("Who"))
        self.passphrase = Secret(self.tr("Passphrase"))
        self._secret_field = Field(self.tr("Passphrase"), self.passphrase)
        self.unlock_button = button(self.tr("Unlock"), kind="primary", does=self._on_unlock)
        self.recover_button = button(
            self.tr("Forgotten, or a new machine? Recover"), kind="quiet", does=self._on_recover
        )
        self.restore_button = button(
            self.tr("Restore from a backup"), kind="quiet", does=self.restore_wanted.emit
        )
        inner = QWidget()
        # Put in its place first and filled then: what moves into a window is dressed anew at every step.
        self.setLayout(column(MiddleColumn(inner)))
        inner.setLayout(self._build_column())
        self.who.closed.connect(self.passphrase.edit.setFocus)
        enter_presses(self, self.unlock_button)
        self.setFocusProxy(self.passphrase.edit)
        # The page is painted first: reading the key file brings in half the program, and asking the
        # system's keyring may take a while.
        QTimer.singleShot(_PAINTED_MS, self, lambda: self._read_people(last))

    def _build_column(self) -> QVBoxLayout:
        return column(
            Label("sopcheck", kind="title"),
            Label(self.tr("The vault on this machine is locked."), tone="muted"),
            1,
            self.line,
            Field(self.tr("Who"), self.who),
            self._secret_field,
            1,
            self.unlock_button,
            column(row(self.recover_button, None), row(self.restore_button, None), gap=1),
            self.note,
            gap=3,
        )

    def _read_people(self, last: str) -> None:
        self._tasks.run(
            self, self._access.people, lambda people: self._offer_people(people, last), self.line.refuse
        )
        self._tasks.run(self, self._access.keyring_note, self.note.say)

    @property
    def problem(self) -> str:
        """The sentence below the passphrase, or nothing."""
        return self._secret_field.problem

    def _offer_people(self, people: Sequence[KeyLabel], last: str) -> None:
        self.who.offer((slot.person, slot.label) for slot in people)
        for slot in people:
            if slot.person == last:
                self.who.choose(slot.person)
        # Somebody who types fast is not made to press twice.
        if self._pressed:
            self._pressed = False
            self._on_unlock()

    def busy(self, words: str) -> None:
        """Something is under way: say what, and take nothing until `ready`."""
        self._enable(enabled=False)
        rename(self.unlock_button, words)

    def ready(self) -> None:
        """Take a passphrase again."""
        self._enable(enabled=True)
        rename(self.unlock_button, self.tr("Unlock"))
        self.passphrase.edit.setFocus()

    def _enable(self, *, enabled: bool) -> None:
        for part in (self.who, self.passphrase, self.unlock_button, *self._ways_back()):
            part.setEnabled(enabled)

    def _ways_back(self) -> tuple[QWidget, ...]:
        return self.recover_button, self.restore_button

    def _on_recover(self) -> None:
        self.recovery_wanted.emit(self.who.value())

    def _on_unlock(self) -> None:
        who, passphrase = self.who.value(), self.passphrase.text()
        if not passphrase:
            self._secret_field.refuse(self.tr("Type your passphrase."))
            return
        # The names are still being read, or the line above says why they cannot be.
        if who is None:
            self._pressed = True
            return
        self._secret_field.accept()
        self.busy(self.tr("Unlocking…"))
        self._tasks.run(
            self,
            lambda: self._access.unlock(who, passphrase),
            lambda desk: self._on_unlocked(desk, who),
            self._on_refused,
            # The page may be built anew meanwhile; an open desk that nobody sees would lock everybody out.
            dropped=lambda desk: desk.lock(),
        )

    def _on_unlocked(self, desk: object, who: str) -> None:
        self.passphrase.clear()
        self.unlocked.emit(desk, who)

    def _on_refused(self, error: SopcheckError) -> None:
        self.ready()
        self._secret_field.refuse(str(error))
        self.passphrase.edit.selectAll()
