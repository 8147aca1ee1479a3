"""What is being written here: drafts to go on with, a new checklist, a file to bring in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.cases.authority import may
from sopcheck.files import read_whole
from sopcheck.ui.checklists.bringing_in import ArrivalSheet
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.fields import Field, OneLine
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.layout import column, emptied, row
from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.kit.text import Label
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from pathlib import Path

    from sopcheck.checklists.definition import Checklist
    from sopcheck.checklists.drafting.draft import Draft
    from sopcheck.services.exchanging import Arrival
    from sopcheck.services.views import LibraryRow
    from sopcheck.ui.checklists.files import Files
    from sopcheck.ui.page import Page


class Writing(QWidget):
    """Above the list of versions; only those who may propose a version see it."""

    brought_in = Signal(object)
    """A file is a version here now, this `LibraryRow`."""

    def __init__(self, page: Page, files: Files) -> None:
        """Act for this page."""
        super().__init__(page)
        self._page, self._files = page, files
        self.new = button(tr("New checklist…"), kind="chip", does=self._on_new)
        self.bring_in = button(tr("Import…"), kind="chip", does=self._on_import)
        self._drafts = column(gap=1)
        self.setLayout(column(Flow(self.new, self.bring_in), self._drafts, gap=2, margins=(3, 3, 2, 2)))
        self.setVisible(may(page.session.desk.me, "propose a version"))

    def refresh(self) -> None:
        """Read again what is being written."""
        if not self.isHidden():
            self._page.run(self._page.session.desk.drafting.drafts, self._show)

    def _show(self, drafts: tuple[Checklist, ...]) -> None:
        emptied(self._drafts)
        if drafts:
            self._drafts.addWidget(Label(tr("Being written"), kind="small", tone="muted"))
        for one in drafts:
            words = f"{one.title} {one.version}"
            go_on = button(tr("Go on"), kind="quiet", name=tr("Go on with {name}").format(name=words))
            go_on.clicked.connect(lambda _, one=one: self._write(one))
            # The words wrap; on the button a long title would be cut off.
            line = row(Label(words), go_on, gap=2)
            line.setStretch(0, 1)
            self._drafts.addLayout(line)

    def _write(self, draft: Checklist) -> None:
        self._page.draft_wanted.emit(draft.checklist, draft.version)

    def _on_new(self) -> None:
        drafting = self._page.session.desk.drafting
        says = tr("It begins empty, as a draft of yours. Its id is made of the title and stays.")
        sheet = Sheet(self._page, title=tr("New checklist"), primary=tr("Write it"), says=says)
        title = OneLine(tr("Title"))
        sheet.body.addWidget(Field(tr("Title"), title, hint=tr("As people call it, in a few words.")))

        def done(draft: Draft) -> None:
            sheet.accept()
            self._write(draft.now)

        def begin() -> None:
            words = title.text().strip()
            self._page.session.tasks.run(
                sheet, lambda: drafting.begin_new(words), done, lambda error: sheet.line.refuse(error)
            )

        sheet.submitted.connect(begin)
        sheet.open()
        title.setFocus()

    def _on_import(self) -> None:
        self._files.choose_definition(self._page, self.look_into)

    def look_into(self, path: Path) -> None:
        """Show what a file would bring; nothing is changed by it."""
        exchanging = self._page.session.desk.exchanging
        self._page.run(lambda: exchanging.look(read_whole(path), path.name), self._on_looked)

    def _on_looked(self, arrival: Arrival) -> None:
        self._page.line.clear()
        sheet = ArrivalSheet(self._page, self._page.session, arrival)
        sheet.taken.connect(self._on_taken)
        sheet.drafted.connect(self._page.draft_wanted)
        sheet.open()

    def _on_taken(self, row: LibraryRow) -> None:
        name = f"{row.title} {row.version}"
        self._page.line.done(tr("{name} is here as a draft. Propose it when it is ready.").format(name=name))
        self._page.saved.emit()
        self.brought_in.emit(row)
