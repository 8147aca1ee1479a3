"""What can be done with a version: write the next, compare, propose, approve, withdraw, export, print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from sopcheck.cases.authority import may
from sopcheck.cases.register.decisions import Approval
from sopcheck.files import write_whole
from sopcheck.ui.checklists.standing import standing_words
from sopcheck.ui.kit.buttons import button, rename
from sopcheck.ui.kit.fields import Field, ManyLines, OneLine
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.layout import column, row
from sopcheck.ui.kit.sheets import Sheet, ask_reason
from sopcheck.ui.review.day_field import DayField
from sopcheck.ui.words import Words, tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sopcheck.cases.register.register import DefinitionRow
    from sopcheck.checklists.definition import ChecklistId, Version
    from sopcheck.services.printing import Printing
    from sopcheck.services.views import LibraryRow, PrintedRecord
    from sopcheck.ui.checklists.files import Files
    from sopcheck.ui.page import Page
    from sopcheck.ui.record.disclosing import Disclosing
    from sopcheck.ui.session import Session

_WITHDRAWABLE = frozenset(("in force", "approved", "proposed"))
_PROPOSABLE = frozenset(("draft", "illustrative baseline"))


@dataclass(frozen=True, slots=True)
class BlankVersion:
    """A version to be printed and filled in by hand."""

    checklist: ChecklistId
    version: Version

    def printed(self, printing: Printing, *, purpose: str, recipient: str) -> PrintedRecord:
        """The numbered print of the version."""
        return printing.print_checklist(self.checklist, self.version, purpose=purpose, recipient=recipient)


class VersionActs(QWidget):
    """Buttons for the version that is chosen; what nobody may do now is not shown."""

    def __init__(self, page: Page, files: Files, disclosing: Disclosing) -> None:
        """Act for this page; no version is chosen yet."""
        super().__init__(page)
        self._page, self._files, self._disclosing = page, files, disclosing
        self._row: LibraryRow | None = None
        self.write = self._button(tr("Write the next version"), self._on_write)
        self.compare = self._button(tr("Compare…"), self._on_compare)
        self.propose = self._button(tr("Propose…"), self._on_propose)
        self.approve = self._button(tr("Approve…"), self._on_approve)
        self.withdraw = self._button(tr("Withdraw…"), self._on_withdraw)
        self.export = self._button(tr("Export…"), self._on_export)
        self.print = self._button(tr("Print…"), self._on_print)
        # Where the line is too short both go to the next, and neither stands there alone.
        out = QWidget()
        out.setLayout(row(self.export, self.print))
        acts = (self.write, self.compare, self.propose, self.approve, self.withdraw, out)
        self.setLayout(column(Flow(*acts)))

    def show_version(self, row: LibraryRow) -> None:
        """Offer what can be done with this version."""
        self._row = row
        me = self._page.session.desk.me
        self.write.setVisible(may(me, "propose a version"))
        self.propose.setVisible(row.status in _PROPOSABLE and may(me, "propose a version"))
        self.approve.setVisible(row.status == "proposed" and may(me, "approve a version"))
        self.withdraw.setVisible(row.status in _WITHDRAWABLE and may(me, "approve a version"))
        if may(me, "propose a version"):
            drafting = self._page.session.desk.drafting
            self._page.run(lambda: drafting.there(row.checklist), self._say_write)

    def _say_write(self, there: bool) -> None:
        rename(self.write, tr("Go on with the draft") if there else tr("Write the next version"))

    def _button(self, words: str, does: Callable[[], None]) -> QPushButton:
        return button(words, kind="chip", does=does)

    def _on_write(self) -> None:
        if self._row is not None:
            self._page.draft_wanted.emit(self._row.checklist, self._row.version)

    def _on_compare(self) -> None:
        if self._row is not None:
            self._page.comparison_wanted.emit(self._row.checklist, self._row.version)

    def _on_propose(self) -> None:
        row, publishing = self._row, self._page.session.desk.publishing
        if row is None:
            return
        ask_reason(
            self,
            title=tr("Propose {name}").format(name=f"{row.title} {row.version}"),
            says=tr("Another SOP owner approves it, from a day on. Say why the force should follow it."),
            primary=tr("Propose"),
            done=lambda reason: self._page.run(
                lambda: publishing.propose_version(row.checklist, row.version, reason=reason), self._on_done
            ),
        )

    def _on_export(self) -> None:
        if self._row is not None:
            row = self._row
            name = f"{row.checklist}-{row.version}.yaml"
            self._files.choose_place(self._page, name, lambda path: self._write_file(row, path))

    def _write_file(self, row: LibraryRow, path: Path) -> None:
        exchanging = self._page.session.desk.exchanging
        self._page.run(
            lambda: write_whole(path, exchanging.exported(row.checklist, row.version, path.name)),
            lambda _: self._page.line.done(
                tr("{name} is saved as {file}.").format(name=f"{row.title} {row.version}", file=path.name)
            ),
        )

    def _on_print(self) -> None:
        if self._row is not None:
            self._disclosing.print_document(BlankVersion(self._row.checklist, self._row.version))

    def _on_approve(self) -> None:
        if self._row is not None:
            sheet = ApproveSheet(self, self._page.session, self._row)
            sheet.approved.connect(self._on_done)
            sheet.open()

    def _on_withdraw(self) -> None:
        row, publishing = self._row, self._page.session.desk.publishing
        if row is None:
            return
        ask_reason(
            self,
            title=tr("Withdraw {name}").format(name=f"{row.title} {row.version}"),
            says=tr("No new case follows it then; cases that follow it go on until they are moved."),
            primary=tr("Withdraw"),
            done=lambda reason: self._page.run(
                lambda: publishing.withdraw(row.checklist, row.version, reason=reason), self._on_done
            ),
        )

    def _on_done(self, row: DefinitionRow) -> None:
        words = Words(self._page.session.zone, self._page.session.now())
        title = self._row.title if self._row is not None else row.checklist
        said = tr("{name} is now {status}.").format(
            name=f"{title} {row.version}", status=standing_words(row.status, row.effective_from, words)
        )
        self._page.line.done(said)
        self._page.saved.emit()
        # The button that was pressed goes, and Enter would press what stands in its place.
        self._page.focus_first()
        self._page.refresh()


class ApproveSheet(Sheet):
    """From which day, why, and by what authority."""

    approved = Signal(object)
    """The `DefinitionRow` that is approved now."""

    def __init__(self, parent: QWidget, session: Session, row: LibraryRow) -> None:
        """Ask about this version."""
        name = f"{row.title} {row.version}"
        says = tr("New cases of which the police know from that day on follow it; no case in progress moves.")
        super().__init__(
            parent, title=tr("Approve {name}").format(name=name), primary=tr("Approve"), says=says
        )
        self._session, self._row = session, row
        self.day = DayField(tr("In force from"), session, usual=(0, 7, 28))
        self.reason = ManyLines(tr("Reason"))
        self.authority = OneLine(tr("Authority"))
        self._day = Field(tr("In force from"), self.day)
        self._reason = Field(tr("Reason"), self.reason, hint=tr("Why it is right for the force."))
        self._authority = Field(tr("Authority"), self.authority, hint=tr("The board or officer, if any."))
        for field in (self._day, self._reason, self._authority):
            self.body.addWidget(field)
        self.day.setFocus()
        self.submitted.connect(self._on_submitted)

    @property
    def problems(self) -> tuple[str, str]:
        """What is wrong with the day and with the reason."""
        return self._day.problem, self._reason.problem

    def _on_submitted(self) -> None:
        day, reason = self.day.day(), self.reason.text()
        self._day.accept()
        self._reason.accept()
        if day is None:
            self._day.refuse(self.day.problem or tr("Give the day from which it is in force."))
        elif not reason:
            self._reason.refuse(tr("Write the reason; it is kept in the register."))
        else:
            self._approve(
                Approval(effective_from=day, reason=reason, authority=self.authority.text().strip())
            )

    def _approve(self, given: Approval) -> None:
        publishing, row = self._session.desk.publishing, self._row
        self.busy(busy=True)
        self._session.tasks.run(
            self,
            lambda: publishing.approve(row.checklist, row.version, given),
            self._on_approved,
            self._on_refused,
        )

    def _on_approved(self, row: DefinitionRow) -> None:
        self.approved.emit(row)
        self.accept()

    def _on_refused(self, error: object) -> None:
        self.busy(busy=False)
        self.line.refuse(str(error))
