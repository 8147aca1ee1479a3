"""Forms for erasing by law: the whole case here, one entry in `erasing_one`; nothing can be brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from sopcheck.ui.assurance.backups import destroyed_words
from sopcheck.ui.case.erasing_words import erased_words
from sopcheck.ui.kit.buttons import button, rename
from sopcheck.ui.kit.fields import Field, ManyLines, OneLine
from sopcheck.ui.kit.layout import column, row
from sopcheck.ui.kit.progress import ProgressRow
from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.tasks import Progress
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from sopcheck.errors import SopcheckError
    from sopcheck.services.erasure import Reach
    from sopcheck.ui.case.acts import CaseActs


class ErasingSheet(Sheet):
    """Asks under what law and why, and has the reference typed, so that it is meant; says what is left."""

    def __init__(self, parent: QWidget, acts: CaseActs, *, title: str, says: str, width: float) -> None:
        """Lay out what every erasure asks; what goes is put above it."""
        super().__init__(parent, title=title, primary=tr("Erase for ever"), says=says, width=width)
        self.acts = acts
        self._reference = acts.must_view.case.reference
        self.authority = OneLine(tr("Law or order"))
        self.reason = ManyLines(tr("Reason"), lines=3)
        self.typed = OneLine(tr("Reference of the case"))
        self.typed_field = Field(
            tr("Reference of the case"), self.typed, hint=tr("Type it to show that this case is meant.")
        )
        hint = tr("Say why; what it said is not to be repeated.")
        self.form = QWidget()
        asked = (Field(tr("Law or order"), self.authority), Field(tr("Reason"), self.reason, hint=hint))
        self.form.setLayout(column(*asked, self.typed_field, gap=4))
        self.destroy_button = button(tr("Put a new backup in their place"), does=self._on_destroy)
        self.destroy_button.hide()
        self.progress = ProgressRow()
        self.submitted.connect(self._on_submitted)

    def lay_out(self, *above: QWidget) -> None:
        """Put the parts below each other."""
        self._asked = (*above, self.form)
        for part in self._asked:
            self.body.addWidget(part)
        self.body.addLayout(row(self.destroy_button, None))
        self.body.addWidget(self.progress)

    def erase(self, authority: str, reason: str) -> Callable[[], Reach] | None:
        """What is done off the thread; none where something is missing, which is said then."""
        raise NotImplementedError

    def _on_submitted(self) -> None:
        if self.typed.text().strip() != self._reference:
            self.typed_field.refuse(tr("This is not the reference of this case."))
            return
        self.typed_field.accept()
        work = self.erase(self.authority.text(), self.reason.text())
        if work is not None:
            self.busy(busy=True)
            self.acts.session.tasks.run(self, work, self._on_erased, self._on_refused)

    def _on_erased(self, erased: Reach) -> None:
        # It stays until it was read: nothing else will say what still holds the words.
        self.primary.hide()
        # What was asked shows words that are erased now.
        for part in self._asked:
            part.hide()
        rename(self.cancel, tr("Close"))
        self.line.done(erased_words(erased))
        left = bool(erased.still_in or erased.aside)
        self.destroy_button.setVisible(left)
        (self.destroy_button if left else self.cancel).setFocus()
        QTimer.singleShot(0, self, self._shrink)

    def _shrink(self) -> None:
        self.setMinimumHeight(0)
        self.adjustSize()

    def _on_destroy(self) -> None:
        progress, erasure = Progress(self), self.acts.session.desk.erasure
        self.progress.follow(tr("Backing up anew"), progress)
        self.destroy_button.setEnabled(False)
        self.acts.session.tasks.run(
            self, lambda: erasure.destroy_older(progress.report), self._on_destroyed, self._on_not_destroyed
        )

    def _on_destroyed(self, count: int) -> None:
        self.progress.stop()
        self.destroy_button.hide()
        self.line.done(destroyed_words(count))
        self.cancel.setFocus()

    def _on_not_destroyed(self, error: SopcheckError) -> None:
        self.progress.stop()
        self.destroy_button.setEnabled(True)
        self.line.refuse(error)

    def _on_refused(self, error: SopcheckError) -> None:
        self.busy(busy=False)
        self.line.refuse(error)


class Erase(ErasingSheet):
    """Erases the words of the whole case."""

    def __init__(self, parent: QWidget, acts: CaseActs, gone: Callable[[], None]) -> None:
        """`gone` is called once nothing of the case is left and that was read."""
        says = tr(
            "Every word of this case goes for ever, here and in what is searched and signed. That it was "
            "erased, by whom, when and under what authority, stays and still verifies. Backups hold it until "
            "they are destroyed, which is offered then. Backups in another place, and what was printed or "
            "exported, are out of reach; the access book says to whom that went. Other cases that say the "
            "same are not searched."
        )
        super().__init__(parent, acts, title=tr("Erase the case"), says=says, width=32)
        self._gone = gone
        self.lay_out()

    def erase(self, authority: str, reason: str) -> Callable[[], Reach]:
        """Erase all of it."""
        erasure, case = self.acts.session.desk.erasure, self.acts.case
        return lambda: erasure.erase_case(case, authority=authority, reason=reason)

    def _on_erased(self, erased: Reach) -> None:
        super()._on_erased(erased)
        self.finished.connect(lambda _: self._gone())
