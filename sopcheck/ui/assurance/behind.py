"""A vault that is an older state of itself: what that means, and the two ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.cases.authority import may
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.layout import column, row
from sopcheck.ui.kit.sheets import ask_reason
from sopcheck.ui.kit.text import Label
from sopcheck.ui.words import count_words

if TYPE_CHECKING:
    from sopcheck.ui.session import Session


class BehindCard(QWidget):
    """Restoring what was there, or accepting that it is gone; only an administrator does that."""

    told = Signal(str)
    """The loss was accepted, as a sentence."""
    refused = Signal(object)
    """A `SopcheckError`."""
    restore_wanted = Signal()
    """A backup that knows more is to take the place of this vault."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """An empty card; `show_behind` fills it."""
        super().__init__(parent)
        self._session = session
        self.says = Label(prose=True)
        also = Label(
            self.tr(
                "That somebody looks is noted all the same. If the newest state of the vault can be found, "
                "put it back. If it is gone for good, an administrator accepts the loss with a reason; work "
                "then goes on in new chains, and what is missing stays told in the access book."
            ),
            tone="muted",
            prose=True,
        )
        self.restore_button = button(
            self.tr("Restore a backup…"),
            does=self.restore_wanted.emit,
            name=self.tr("Restore a backup that knows more"),
        )
        self.accept_button = button(self.tr("Accept the loss…"), does=self._on_accept)
        self.setLayout(
            column(self.says, also, row(self.restore_button, self.accept_button, None, gap=4), gap=3)
        )

    def show_behind(self, sentence: str) -> None:
        """Say how far the vault is behind."""
        self.says.say(sentence)
        self.accept_button.setVisible(may(self._session.desk.me, "accept a loss"))

    def _on_accept(self) -> None:
        ask_reason(
            self,
            title=self.tr("Accept the loss"),
            says=self.tr(
                "From then on the vault is written again. What was recorded since is not looked for."
            ),
            primary=self.tr("Accept the loss"),
            done=self._accept,
            words=self.tr("Why it is gone for good"),
        )

    def _accept(self, reason: str) -> None:
        assurance = self._session.desk.assurance
        self._session.tasks.run(
            self, lambda: assurance.accept_loss(reason), self._on_accepted, self.refused.emit
        )

    def _on_accepted(self, count: int) -> None:
        things = count_words(count, self.tr("finding"), self.tr("findings"))
        self.told.emit(
            self.tr("Noted in the access book, with {things}; work can go on.").format(things=things)
        )
