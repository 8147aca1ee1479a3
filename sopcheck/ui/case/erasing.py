"""Forms about keeping a case and erasing it by law; what was erased cannot be brought back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sopcheck.ui.kit.buttons import rename
from sopcheck.ui.kit.fields import Field, ManyLines, OneLine
from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.words import count_words, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from sopcheck.errors import SopcheckError
    from sopcheck.services.erasure import Erased
    from sopcheck.ui.case.acts import CaseActs


class KeepUntil(Sheet):
    """Says when it is to be reviewed whether the case must still be kept."""

    def __init__(self, parent: QWidget, acts: CaseActs) -> None:
        """Ask for the day and why; the day that stands is in the field."""
        says = tr("On that day somebody decides whether the case must still be kept. Nothing goes by itself.")
        super().__init__(parent, title=tr("Keep until"), primary=tr("Save"), says=says)
        self._acts = acts
        self.day = OneLine(tr("Review on"))
        self.reason = ManyLines(tr("Reason"), lines=3)
        stands = acts.must_view.case.retention
        self.day.setText("" if stands is None else stands.isoformat())
        self.day_field = Field(tr("Review on"), self.day, hint=tr("such as 2036-05-07"))
        self.reason_field = Field(tr("Reason"), self.reason)
        self.body.addWidget(self.day_field)
        self.body.addWidget(self.reason_field)
        self.submitted.connect(self._on_submitted)

    def _on_submitted(self) -> None:
        try:
            day = date.fromisoformat(self.day.text().strip())
        except ValueError:
            self.day_field.refuse(tr("Write the day as year, month and day: 2036-05-07."))
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


class Erase(Sheet):
    """Erases the words of the whole case; the reference is typed so that it is meant."""

    def __init__(self, parent: QWidget, acts: CaseActs, gone: Callable[[], None]) -> None:
        """Ask under what law and why; `gone` is called once nothing of the case is left and that was read."""
        says = tr(
            "Every word of this case goes for ever, here and in what is searched and signed. That it was "
            "erased, by whom, when and under what authority, stays and still verifies."
        )
        super().__init__(parent, title=tr("Erase the case"), primary=tr("Erase for ever"), says=says)
        self._acts = acts
        self._gone = gone
        self._reference = acts.must_view.case.reference
        self.authority = OneLine(tr("Law or order"))
        self.reason = ManyLines(tr("Reason"), lines=3)
        self.typed = OneLine(tr("Reference of the case"))
        self.body.addWidget(Field(tr("Law or order"), self.authority))
        self.body.addWidget(
            Field(tr("Reason"), self.reason, hint=tr("Say why; what it said is not to be repeated."))
        )
        self.typed_field = Field(
            tr("Reference of the case"), self.typed, hint=tr("Type it to show that this case is meant.")
        )
        self.body.addWidget(self.typed_field)
        self.submitted.connect(self._on_submitted)

    def _on_submitted(self) -> None:
        if self.typed.text().strip() != self._reference:
            self.typed_field.refuse(tr("This is not the reference of this case."))
            return
        self.typed_field.accept()
        session, case = self._acts.session, self._acts.case
        authority, reason = self.authority.text(), self.reason.text()
        self.busy(busy=True)
        session.tasks.run(
            self,
            lambda: session.desk.erasure.erase_case(case, authority=authority, reason=reason),
            self._on_erased,
            self._on_refused,
        )

    def _on_erased(self, erased: Erased) -> None:
        entries = count_words(erased.entries, tr("entry was"), tr("entries were"))
        said = tr("The words of {entries} erased.").format(entries=entries)
        if erased.still_in:
            backups = count_words(len(erased.still_in), tr("backup"), tr("backups"))
            said += " " + tr("{backups} from before still hold them.").format(backups=backups)
        # It stays until it was read: nothing else will say which backups still hold the words.
        self.primary.hide()
        rename(self.cancel, tr("Close"))
        self.line.done(said)
        self.finished.connect(lambda _: self._gone())

    def _on_refused(self, error: SopcheckError) -> None:
        self.busy(busy=False)
        self.line.refuse(error)
