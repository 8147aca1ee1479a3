"""What may be done about the people of a vault: one's own passphrase, and removing somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.ui.assurance.change_roles import ChangeRolesSheet
from sopcheck.ui.entrance.person_form import NewPassphrase
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.fields import Field, ManyLines, Secret
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.layout import column
from sopcheck.ui.kit.progress import ProgressRow
from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.kit.text import Label
from sopcheck.ui.tasks import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from sopcheck.cases.register.register import Person
    from sopcheck.errors import SopcheckError
    from sopcheck.ui.session import Session


class PeopleActs(QWidget):
    """The buttons below the list of people."""

    told = Signal(str)
    """Something was done, as a sentence."""
    refused = Signal(str)
    """What has to be done first, as a sentence."""
    vault_closed = Signal(str)
    """The vault is closed, and why; what shows it has to go."""

    def __init__(
        self, session: Session, chosen: Callable[[], Person | None], parent: QWidget | None = None
    ) -> None:
        """Act on the person that is chosen in the list."""
        super().__init__(parent)
        self._session = session
        self._chosen = chosen
        self.remove_button = button(self.tr("Remove the person chosen…"), does=self._on_remove)
        self.passphrase_button = button(self.tr("Change my passphrase…"), does=self._on_change_passphrase)
        self.roles_button = button(self.tr("Change the roles of the person chosen…"), does=self._on_roles)
        # In the next line where the letters are large.
        flow = Flow(self.roles_button, self.remove_button, self.passphrase_button)
        self.setLayout(column(flow))

    def show_to(self, *, administrator: bool) -> None:
        """Offer what this person may do."""
        for each in (self.roles_button, self.remove_button):
            each.setVisible(administrator)

    def _on_roles(self) -> None:
        person = self._chosen_person()
        if person is None:
            return
        sheet = ChangeRolesSheet(self, self._session, person)
        said = self.tr("The roles of {name} are changed.").format(name=person.name)
        sheet.changed.connect(lambda: self.told.emit(said))
        sheet.open()

    def _chosen_person(self) -> Person | None:
        person = self._chosen()
        if person is None:
            self.refused.emit(self.tr("Choose the person in the list first."))
        return person

    def _on_remove(self) -> None:
        person = self._chosen_person()
        if person is None:
            return
        sheet = RemovePersonSheet(self, self._session, person)
        # Nobody is named: this is read where the vault is locked.
        said = self.tr(
            "The person is removed and the key of the vault is changed. Unlock it with your passphrase as "
            "before."
        )
        sheet.removed.connect(lambda: self.vault_closed.emit(said))
        sheet.open()

    def _on_change_passphrase(self) -> None:
        sheet = ChangePassphraseSheet(self, self._session)
        sheet.changed.connect(lambda: self.told.emit(self.tr("Your new passphrase is in force.")))
        sheet.open()


class ChangePassphraseSheet(Sheet):
    """The passphrase in force, and the new one twice."""

    changed = Signal()
    """The new passphrase is in force."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        """An empty sheet."""
        super().__init__(
            parent,
            title=self.tr("Change your passphrase"),
            primary=self.tr("Change it"),
            says=self.tr("The new one is in force at once. The recovery sheet stays good."),
        )
        self._session = session
        self.old = Secret(self.tr("Passphrase in force"))
        self._old_field = Field(self.tr("Passphrase in force"), self.old)
        self.new = NewPassphrase(session.strength)
        self.body.addWidget(self._old_field)
        self.body.addWidget(self.new)
        self.submitted.connect(self._on_submitted)
        self.old.edit.setFocus()

    @property
    def problem(self) -> str:
        """What is wrong with the passphrase in force, or nothing."""
        return self._old_field.problem

    def _on_submitted(self) -> None:
        self._old_field.accept()
        if not self.new.complete():
            return
        self.busy(busy=True)
        people, old, new = self._session.desk.people, self.old.text(), self.new.text()
        self._session.tasks.run(
            self, lambda: people.change_passphrase(old, new), lambda _: self._on_changed(), self._on_refused
        )

    def _on_changed(self) -> None:
        self.old.clear()
        self.new.clear()
        self.accept()
        self.changed.emit()

    def _on_refused(self, error: SopcheckError) -> None:
        self.busy(busy=False)
        self._old_field.refuse(str(error))


class RemovePersonSheet(Sheet):
    """Why somebody is removed; it encrypts the vault anew, which takes a moment."""

    removed = Signal()
    """The person is removed, and the vault is closed."""

    def __init__(self, parent: QWidget, session: Session, person: Person) -> None:
        """Ask about this person."""
        super().__init__(
            parent,
            title=self.tr("Remove {name}").format(name=person.name),
            primary=self.tr("Remove and change the key"),
            says=self.tr("What they wrote and signed stays theirs, and stays in the record."),
            width=36,
        )
        self._session = session
        self._person = person
        self.why = ManyLines(self.tr("Reason"), lines=3)
        self._field = Field(self.tr("Reason"), self.why)
        self.progress = ProgressRow()
        warns = self.tr(
            "The vault is encrypted anew, so that nothing they have opens it. Backups from before still open "
            "with the passphrases of then: delete those that need not be kept. The vault locks at the end."
        )
        for part in (Label(warns), self._field, self.progress):
            self.body.addWidget(part)
        self.submitted.connect(self._on_submitted)
        self.why.submitted.connect(self.submitted)
        self.why.setFocus()

    def _on_submitted(self) -> None:
        self._field.accept()
        why = self.why.text()
        if not why:
            self._field.refuse(self.tr("Write the reason; it is kept with the record."))
            return
        self.busy(busy=True)
        progress = Progress(self)
        self.progress.follow(self.tr("Encrypting anew"), progress)
        # Half a removal would be worse than a long one: there is nothing to cancel.
        self.progress.cancel.hide()
        people, person = self._session.desk.people, self._person.person
        self._session.tasks.run(
            self,
            lambda: people.remove(person, why, progress.report),
            lambda _: self._on_removed(),
            self._on_refused,
        )

    def _on_removed(self) -> None:
        self.progress.stop()
        self.accept()
        self.removed.emit()

    def _on_refused(self, error: SopcheckError) -> None:
        self.progress.stop()
        self.busy(busy=False)
        self.line.refuse(error)
