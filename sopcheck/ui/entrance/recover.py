"""Getting back in with the recovery sheet or both custodians: who, with what, and a new passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sopcheck.errors import SopcheckError
from sopcheck.services.ways_in import NewWayIn
from sopcheck.ui.entrance.person_form import NewPassphrase
from sopcheck.ui.entrance.proof_form import ProofForm
from sopcheck.ui.entrance.unlock import MiddleColumn
from sopcheck.ui.kit.buttons import button, enter_presses, escape_does, rename
from sopcheck.ui.kit.fields import Choice, Field
from sopcheck.ui.kit.layout import column, row
from sopcheck.ui.kit.line import Line
from sopcheck.ui.kit.text import Label

if TYPE_CHECKING:
    from sopcheck.ledger.entry import PersonId
    from sopcheck.services.access import Access
    from sopcheck.ui.entrance.places import Places
    from sopcheck.ui.tasks import TaskRunner


class RecoverPage(QWidget):
    """One column, as the page that unlocks has; nothing typed is lost where something is refused."""

    recovered = Signal(str)
    """This `PersonId` has a new passphrase."""
    given_up = Signal()
    """Back to the page that unlocks."""

    def __init__(
        self,
        access: Access,
        tasks: TaskRunner,
        *,
        who: PersonId | None = None,
        places: Places | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Offer the people of the vault, beginning with `who`."""
        super().__init__(parent)
        self._access = access
        self._tasks = tasks
        self.line = Line()
        self.who: Choice[PersonId] = Choice(self.tr("Who"))
        self.proof = ProofForm(by_passphrase=False, places=places)
        self.passphrase = NewPassphrase(access.strength)
        self.back = button(self.tr("Back"), does=self.given_up.emit)
        self.recover_button = button(self.tr("Recover"), kind="primary", does=self._on_recover)
        inner = QWidget()
        inner.setLayout(self._build_column())
        self.setLayout(column(MiddleColumn(inner)))
        enter_presses(self, self.recover_button)
        escape_does(self, self.given_up.emit)
        self.setFocusProxy(self.proof)
        self._offer_people()
        if who is not None:
            self.who.choose(who)

    def _build_column(self) -> QVBoxLayout:
        says = self.tr(
            "Who has the recovery sheet, or both custodians of the force together, can give a person of this "
            "vault a new passphrase. It is recorded who got one, and when."
        )
        return column(
            Label(self.tr("Recover"), kind="title"),
            Label(says, tone="muted"),
            1,
            self.line,
            Field(self.tr("Who"), self.who),
            self.proof,
            self.passphrase,
            2,
            row(self.back, None, self.recover_button),
            gap=3,
        )

    @property
    def problem(self) -> str:
        """The sentence below the code, or nothing."""
        return self.proof.problem

    def _offer_people(self) -> None:
        try:
            self.who.offer((slot.person, slot.label) for slot in self._access.people())
        except SopcheckError as error:
            self.line.refuse(error)

    def _on_recover(self) -> None:
        who = self.who.value()
        if who is None or not self.proof.complete() or not self.passphrase.complete():
            return
        self._busy(busy=True)
        back, passphrase = self.proof.back_maker(), self.passphrase.text()
        self._tasks.run(
            self,
            lambda: self._access.recover(NewWayIn(back(), who, passphrase)),
            lambda _: self._on_recovered(who),
            self._on_refused,
        )

    def _on_recovered(self, who: str) -> None:
        self.proof.clear()
        self.passphrase.clear()
        self.recovered.emit(who)

    def _on_refused(self, error: SopcheckError) -> None:
        self._busy(busy=False)
        # While it was tried nothing could have the focus.
        self.setFocus()
        self.line.refuse(error)

    def _busy(self, *, busy: bool) -> None:
        for part in (self.who, self.proof, self.passphrase, self.back, self.recover_button):
            part.setEnabled(not busy)
        rename(self.recover_button, self.tr("Recovering…") if busy else self.tr("Recover"))
