"""The form that says when it is to be reviewed whether a case must still be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopcheck.ui.kit.fields import Field, ManyLines
from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.review.day_field import DayField
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from sopcheck.errors import SopcheckError
    from sopcheck.ui.case.acts import CaseActs


class KeepUntil(Sheet):
    """Says when it is to be reviewed whether the case must still be kept."""

    def __init__(self, parent: QWidget, acts: CaseActs) -> None:
        """Ask for the day and why; the day that stands is in the field."""
        says = tr("On that day somebody decides whether the case must still be kept. Nothing goes by itself.")
        super().__init__(parent, title=tr("Keep until"), primary=tr("Save"), says=says)
        self._acts = acts
        self.day = DayField(tr("Review on"), acts.session)
        self.reason = ManyLines(tr("Reason"), lines=3)
        self.day.set_day(acts.must_view.case.retention)
        self.day_field = Field(tr("Review on"), self.day, hint=tr("as in 7 May 2036"))
        self.reason_field = Field(tr("Reason"), self.reason)
        self.body.addWidget(self.day_field)
        self.body.addWidget(self.reason_field)
        self.submitted.connect(self._on_submitted)

    def _on_submitted(self) -> None:
        day = self.day.day()
        if day is None:
            self.day_field.refuse(tr("Give the day, as in 7 May 2036."))
            return
        session, case, reason = self._acts.session, self._acts.case, self.reason.text()
        self.busy(busy=True)
        session.tasks.run(
            self,
            lambda: session.desk.erasure.set_retention(case, day, reason),
            lambda _: self._on_saved(),
            self._on_refused,
        )

    def _on_saved(self) -> None:
        self._acts.read()
        self.accept()

    def _on_refused(self, error: SopcheckError) -> None:
        self.busy(busy=False)
        self.line.refuse(error)
