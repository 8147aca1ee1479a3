"""Adding a person to the vault: who they are, and a passphrase that they type themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.ui.entrance.person_form import NewPassphrase, PersonForm
from sopcheck.ui.kit.sheets import Sheet

if TYPE_CHECKING:
    from sopcheck.cases.register.register import Person
    from sopcheck.errors import SopcheckError
    from sopcheck.ui.session import Session


class AddPersonSheet(Sheet):
    """Both steps on one sheet; it stays open, with everything typed, where something is refused."""

    added = Signal(object)
    """The `Person` who can unlock the vault now."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        """An empty sheet."""
        super().__init__(
            parent,
            title=self.tr("Add a person"),
            says=self.tr("Let them type the passphrase themselves; nobody else should know it."),
            primary=self.tr("Add the person"),
            width=36,
        )
        self._session = session
        self.person = PersonForm(("investigator",))
        self.passphrase = NewPassphrase(session.strength)
        self.body.addWidget(self.person)
        self.body.addWidget(self.passphrase)
        self.submitted.connect(self._on_submitted)
        self.person.setFocus()

    def _on_submitted(self) -> None:
        if not (self.person.complete() and self.passphrase.complete()):
            return
        self.busy(busy=True)
        people, make, passphrase = self._session.desk.people, self.person.maker(), self.passphrase.text()
        self._session.tasks.run(
            self, lambda: people.add(make(), passphrase), self._on_added, self._on_refused
        )

    def _on_added(self, person: Person) -> None:
        self.passphrase.clear()
        self.accept()
        self.added.emit(person)

    def _on_refused(self, error: SopcheckError) -> None:
        self.busy(busy=False)
        self.line.refuse(error)
