"""What a case answered that its versions ask no more: to read, never to change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopcheck.cases.moving_history import withdrawn_answers
from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.rows import RowList
from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.words import Words, tr

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from sopcheck.cases.moving_history import WithdrawnAnswer
    from sopcheck.cases.states import Answer
    from sopcheck.services.views import CaseView
    from sopcheck.ui.session import Session

_WIDTH = 48


class WithdrawnSheet(Sheet):
    """Lists every answer of an item that was withdrawn, with the version that asked it and the one after."""

    def __init__(self, parent: QWidget, session: Session, view: CaseView) -> None:
        """Show what the case keeps."""
        says = tr("Later versions ask these no more. What was answered stays on the record.")
        super().__init__(
            parent,
            title=tr("Answers kept from earlier versions"),
            primary=tr("Close"),
            says=says,
            width=_WIDTH,
        )
        self._view = view
        self._words = Words(session.zone, session.now())
        self.kept: RowList[WithdrawnAnswer] = RowList(
            tr("Answers kept from earlier versions"), self._read, key=lambda one: one.place
        )
        self.kept.show_values(withdrawn_answers(view.case))
        self.body.addWidget(self.kept)
        # There is nothing to take back: both buttons would close it.
        self.cancel.hide()
        self.submitted.connect(self.accept)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as tall as the rows at this width."""
        super().resizeEvent(event)
        self.kept.setFixedHeight(self.kept.rows_height())

    def _read(self, one: WithdrawnAnswer) -> RowText:
        about = self._view.subject_label(one.place.of)
        said = tr("Asked under {version}, withdrawn in {later}")
        versions = said.format(version=one.version, later=one.withdrawn_in)
        answers = "; ".join(self._answer(answer) for answer in one.answers)
        return RowText(
            primary=f"{one.item.prompt} ({about})" if about else one.item.prompt,
            secondary=f"{answers} · {versions}",
            muted=True,
        )

    def _answer(self, answer: Answer) -> str:
        given = answer.given
        words = (given.choice, given.reference, given.text, given.reason)
        status = {"done": tr("Done"), "not done": tr("Not done"), "not applicable": tr("Not applicable")}
        when = f"{status[given.status]} {self._words.moment(answer.done)}"
        return ", ".join((when, self._view.name(answer.by), *(word for word in words if word)))


def keeps_answers(view: CaseView) -> bool:
    """Whether there is anything to show."""
    return bool(withdrawn_answers(view.case))
