"""How somebody comes in: by their passphrase, by the code of the sheet, or by two custodians' key files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.services.ways_in import Passphrase, SheetCode, WayBack
from sopcheck.ui.entrance.custodians import CustodianForm
from sopcheck.ui.kit.fields import Choice, Field, OneLine, Secret
from sopcheck.ui.kit.layout import column

if TYPE_CHECKING:
    from collections.abc import Callable

    from sopcheck.ledger.entry import PersonId
    from sopcheck.ui.entrance.places import Places

How = Literal["passphrase", "sheet", "custodians"]


class ProofForm(QWidget):
    """A choice, and the fields that go with it."""

    changed = Signal()
    """Another way was chosen."""

    def __init__(
        self, *, by_passphrase: bool, places: Places | None = None, parent: QWidget | None = None
    ) -> None:
        """Offer the ways back, and first of all a passphrase where that is one way."""
        super().__init__(parent)
        self.how: Choice[How] = Choice(self.tr("With what?"), self._ways()[0 if by_passphrase else 1 :])
        self.passphrase = Secret(self.tr("Passphrase"))
        self._secret = Field(
            self.tr("Passphrase"), self.passphrase, hint=self.tr("The one of when the backup was made.")
        )
        self.code = OneLine(self.tr("Code of the recovery sheet"))
        self._code = Field(
            self.tr("Code of the recovery sheet"),
            self.code,
            hint=self.tr("Seven groups of four; spaces and dashes may be left out."),
        )
        self.custodians = CustodianForm(places)
        fields = (Field(self.tr("With what?"), self.how), self._secret, self._code, self.custodians)
        self.setLayout(column(*fields, gap=3))
        self.how.chosen.connect(self._on_chosen)
        self._show()

    def _ways(self) -> tuple[tuple[How, str], ...]:
        return (
            ("passphrase", self.tr("My passphrase")),
            ("sheet", self.tr("The recovery sheet")),
            ("custodians", self.tr("The key files of both custodians")),
        )

    @property
    def problem(self) -> str:
        """The sentence below the passphrase or the code, or nothing."""
        return self._secret.problem or self._code.problem

    def complete(self) -> bool:
        """Whether everything is there for the way that is chosen; says what is missing where not."""
        self._secret.accept()
        self._code.accept()
        match self.how.value():
            case "passphrase" if not self.passphrase.text():
                self._secret.refuse(self.tr("Type your passphrase."))
            case "sheet" if not self.code.text():
                self._code.refuse(self.tr("Type the code of the sheet."))
            case "custodians":
                return self.custodians.complete()
            case _:
                return True
        return False

    def maker(self, person: PersonId) -> Callable[[], Passphrase | WayBack]:
        """What makes the proof of what was given; called off the thread."""
        if self.how.value() == "passphrase":
            proof = Passphrase(person, self.passphrase.text())
            return lambda: proof
        return self.back_maker()

    def back_maker(self) -> Callable[[], WayBack]:
        """The same of a way back."""
        if self.how.value() == "custodians":
            return self.custodians.maker()
        code = SheetCode(self.code.text())
        return lambda: code

    def clear(self) -> None:
        """Forget what was typed."""
        self.passphrase.clear()
        self.code.clear()
        self.custodians.clear()

    def _on_chosen(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        how = self.how.value()
        shown: tuple[tuple[How, QWidget], ...] = (
            ("passphrase", self._secret),
            ("sheet", self._code),
            ("custodians", self.custodians),
        )
        for of, part in shown:
            part.setVisible(of == how)
            if of == how:
                self.setFocusProxy(part)
