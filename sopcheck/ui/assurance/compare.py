"""Holding the vault against the ledger line of a printed record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from sopcheck.ui.kit.fields import Field, OneLine
from sopcheck.ui.kit.sheets import Sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from sopcheck.errors import SopcheckError
    from sopcheck.ledger.verify import Problem
    from sopcheck.ui.session import Session


class CompareSheet(Sheet):
    """Asks for the line as it is printed, and says whether the vault is still what the paper saw."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        """Ask for the line."""
        says = _tr("Each printed record says what the ledger was: the chain, how many entries, and a code.")
        super().__init__(
            parent, title=_tr("Compare with a printed record"), primary=_tr("Compare"), says=says
        )
        self._session = session
        self.printed = OneLine(_tr("Ledger line"))
        self.field = Field(
            _tr("Ledger line"), self.printed, hint=_tr("such as 3f2a9c01 · 1234 · 0011223344556677")
        )
        self.body.addWidget(self.field)
        self.submitted.connect(self._on_submitted)
        self.printed.setFocus()

    def _on_submitted(self) -> None:
        assurance, printed = self._session.desk.assurance, self.printed.text()
        self.busy(busy=True)
        self._session.tasks.run(self, lambda: assurance.compare(printed), self._on_compared, self._on_refused)

    def _on_compared(self, problem: Problem | None) -> None:
        self.busy(busy=False)
        if problem is None:
            self.line.done(_tr("The vault still holds exactly the entries that this record saw."))
        else:
            self.line.refuse(
                _tr("{meaning} Tell your administrator before you go on.").format(meaning=problem.meaning)
            )

    def _on_refused(self, error: SopcheckError) -> None:
        self.busy(busy=False)
        self.line.refuse(error)


def _tr(text: str) -> str:
    return QCoreApplication.translate("assurance_compare", text)
