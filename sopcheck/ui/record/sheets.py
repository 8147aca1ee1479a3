"""What is asked before a record leaves the vault, and what is said of a file that was verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.ui.kit.buttons import rename
from sopcheck.ui.kit.fields import Field, OneLine
from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.kit.signs import Sign, StateWord
from sopcheck.ui.kit.text import Label
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from sopcheck.services.views import RecordVerdict


class DisclosureSheet(Sheet):
    """Asks what a print is for and who gets it: it is a disclosure, and is noted (DPA 2018 s.62)."""

    given = Signal(str, str)
    """The purpose and the recipient; neither is empty."""

    def __init__(self, parent: QWidget, *, title: str, primary: str) -> None:
        """Ask both."""
        says = tr(
            "The print gets a number, which stands on every page. Number, purpose and recipient are noted in "
            "the access book, and printed."
        )
        super().__init__(parent, title=title, primary=primary, says=says)
        self.purpose = OneLine(tr("Purpose"), placeholder=tr("Case file, disclosure schedule, meeting"))
        self.recipient = OneLine(tr("Recipient"), placeholder=tr("Who gets it: a person or a unit"))
        self._fields = (Field(tr("Purpose"), self.purpose), Field(tr("Recipient"), self.recipient))
        for field in self._fields:
            self.body.addWidget(field)
        self.submitted.connect(self._on_submitted)

    @property
    def problems(self) -> tuple[str, ...]:
        """What is said below the two fields."""
        return tuple(field.problem for field in self._fields)

    def _on_submitted(self) -> None:
        for field, line in reversed(tuple(zip(self._fields, (self.purpose, self.recipient), strict=True))):
            field.accept()
            if not line.text().strip():
                field.refuse(tr("Please fill this in; it is noted with the print."))
        if any(self.problems):
            return
        self.given.emit(self.purpose.text().strip(), self.recipient.text().strip())


class VerdictSheet(Sheet):
    """What may be said of a file: a word with its shape, a sentence, and what was found one by one."""

    def __init__(self, parent: QWidget, verdict: RecordVerdict) -> None:
        """Show this verdict."""
        super().__init__(parent, title=tr("What the file is"), primary=tr("Verify another file…"), width=40)
        rename(self.cancel, tr("Close"))
        self.body.addWidget(StateWord(verdict_sign(verdict), kind="heading"))
        self.body.addWidget(Label(verdict.sentence, prose=True, selectable=True))
        for detail in verdict.details:
            self.body.addWidget(Label(detail, tone="muted", selectable=True))
        self.submitted.connect(self.accept)
        self.setAccessibleDescription(verdict.sentence)
        # Enter closes what was read; to verify another file is a decision.
        self.cancel.setFocus()


def verdict_sign(verdict: RecordVerdict) -> Sign:
    """How a verdict is shown; only what was altered is red."""
    return {
        "same": Sign(tr("The same as what was signed"), "disc", "met"),
        "superseded": Sign(tr("Signed here, and reviewed again since"), "half", "ink"),
        "not known here": Sign(tr("Intact, not known here"), "question", "ink"),
        "altered": Sign(tr("Altered"), "triangle", "passed"),
        "newer": Sign(tr("Printed by a newer version"), "question", "ink"),
        "not a record": Sign(tr("Not a print of sopcheck"), "cross", "ink"),
    }[verdict.word]
