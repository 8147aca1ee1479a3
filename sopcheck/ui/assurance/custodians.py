"""Naming the two custodians of a force, and making the key of one; both together recover the vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from sopcheck.files import write_whole
from sopcheck.ui.entrance.person_form import NewPassphrase
from sopcheck.ui.kit.buttons import button, rename
from sopcheck.ui.kit.fields import Field, OneLine
from sopcheck.ui.kit.layout import row
from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.kit.text import Label
from sopcheck.ui.record.machine import SystemMachine

if TYPE_CHECKING:
    from pathlib import Path

    from sopcheck.errors import SopcheckError
    from sopcheck.ui.record.machine import Machine
    from sopcheck.ui.session import Session

_FILE = "custodian.key"


class NameCustodians(Sheet):
    """Asks for the public keys of both; a key can be made here for who has none."""

    named = Signal()
    """Both together can recover the vault now."""

    def __init__(self, parent: QWidget, session: Session, machine: Machine | None = None) -> None:
        """Two empty fields."""
        says = _tr(
            "Each custodian keeps a key file offline, apart from the other's. Both together can give anybody "
            "of this vault a new passphrase; one alone can do nothing. They take the place of those before."
        )
        super().__init__(
            parent, title=_tr("Name two custodians"), primary=_tr("Name them"), says=says, width=43
        )
        self._session = session
        self._machine = machine
        self.keys = (OneLine(_tr("Public key of the first")), OneLine(_tr("Public key of the second")))
        hint = _tr("64 digits and letters, as it was told when the key was made.")
        for line in self.keys:
            self.body.addWidget(Field(line.accessibleName(), line, hint=hint))
        self.make_button = button(_tr("Make a custodian's key…"), kind="quiet", does=self._on_make)
        self.body.addLayout(row(self.make_button, None))
        self.submitted.connect(self._on_submitted)
        self.keys[0].setFocus()

    def _on_make(self) -> None:
        sheet = MakeCustodianKey(self, self._session, self._machine)
        sheet.made.connect(self._take)
        sheet.open()

    def _take(self, public: str) -> None:
        """Put a key that was just made into the first field that is empty."""
        for line in self.keys:
            if not line.text():
                line.setText(public)
                return

    def _on_submitted(self) -> None:
        recovery, (first, second) = self._session.desk.recovery, (line.text() for line in self.keys)
        self.busy(busy=True)
        self._session.tasks.run(
            self, lambda: recovery.make_force((first, second)), lambda _: self._on_named(), self._on_refused
        )

    def _on_named(self) -> None:
        self.accept()
        self.named.emit()

    def _on_refused(self, error: SopcheckError) -> None:
        self.busy(busy=False)
        self.line.refuse(error)


class MakeCustodianKey(Sheet):
    """The custodian types a passphrase and saves the file; the public key is told and handed on."""

    made = Signal(str)
    """The file is written, and this is its public key."""

    def __init__(self, parent: QWidget, session: Session, machine: Machine | None = None) -> None:
        """Ask for a passphrase."""
        says = _tr(
            "Let the custodian type the passphrase and save the file on a stick that they take along. The "
            "vault learns the public key only."
        )
        super().__init__(
            parent, title=_tr("Make a custodian's key"), primary=_tr("Save the key file…"), says=says
        )
        self._session = session
        self._machine = machine or SystemMachine()
        self.passphrase = NewPassphrase(session.strength)
        self.public = Label(selectable=True)
        self.public.hide()
        self.body.addWidget(self.passphrase)
        self.body.addWidget(self.public)
        self.submitted.connect(self._on_submitted)
        self.passphrase.setFocus()

    def _on_submitted(self) -> None:
        if self.passphrase.complete():
            self._machine.choose_place(self, _FILE, self._save, self.primary.setFocus)

    def _save(self, path: Path) -> None:
        recovery, passphrase = self._session.desk.recovery, self.passphrase.text()
        self.busy(busy=True)

        def save() -> str:
            """Make the key and write its file."""
            content, public = recovery.new_custodian(passphrase)
            write_whole(path, content)
            return public

        self._session.tasks.run(self, save, self._on_made, self._on_refused)

    def _on_made(self, public: str) -> None:
        self.passphrase.clear()
        self.passphrase.hide()
        self.primary.hide()
        rename(self.cancel, _tr("Close"))
        self.line.done(_tr("The key file is written. Its public key is in the form already."))
        self.public.say(_tr("Public key: {key}").format(key=public))
        self.public.show()
        self.cancel.setFocus()
        self.made.emit(public)

    def _on_refused(self, error: SopcheckError) -> None:
        self.busy(busy=False)
        self.line.refuse(error)


def _tr(text: str) -> str:
    return QCoreApplication.translate("custodians", text)
