"""Two versions compared side by side: what changes for those who do the work first, and why it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from sopcheck.files import write_whole
from sopcheck.ui.checklists.differences import Differences, summary
from sopcheck.ui.checklists.files import Files, SystemFiles
from sopcheck.ui.checklists.standing import step_words
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.fields import Choice, Field
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.layout import column, holding, row, scrolling
from sopcheck.ui.kit.text import Label
from sopcheck.ui.kit.ticks import Tick
from sopcheck.ui.page import Page
from sopcheck.ui.theme import em
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from pathlib import Path

    from sopcheck.checklists.board import BoardPaper
    from sopcheck.checklists.definition import ChecklistId, Version
    from sopcheck.services.views import LibraryRow
    from sopcheck.ui.session import Session

_NARROW_EMS = 40


class ComparePage(Page):
    """The earlier version at the left, the later at the right."""

    def __init__(
        self,
        session: Session,
        checklist: ChecklistId,
        version: Version,
        *,
        files: Files | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """An empty page; `refresh` compares this version with the one before it."""
        super().__init__(session, title=tr("Compare"), parent=parent)
        self._checklist, self._version = checklist, version
        self._files = files or SystemFiles()
        self.was: Choice[LibraryRow] = Choice(tr("The earlier version"))
        self.is_: Choice[LibraryRow] = Choice(tr("The later version"))
        self.weighty = Tick(tr("Only what changes what people must do"))
        self.says = Label(tone="muted")
        self.why = Label(tone="muted", prose=True, selectable=True)
        self.table = Differences(tr("Differences"))
        self.print = button(tr("Print for the board…"), does=self._on_print)
        self.print.setEnabled(False)
        self.add_action(self.print)
        self._paper: BoardPaper | None = None
        self._columns = (Label(kind="strong"), Label(kind="strong"))
        self._build()
        self.was.chosen.connect(self._compare)
        self.is_.chosen.connect(self._compare)
        self.weighty.toggled.connect(lambda _: self._show_rows())

    def _build(self) -> None:
        for choice in (self.was, self.is_):
            choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
            choice.setMaximumWidth(em(26))
        # Beside each other, or below where the text is large: what two versions are called must not be cut.
        chosen = Flow(Field(tr("From"), self.was), Field(tr("To"), self.is_), gap=4)
        self._head = QWidget()
        heads = row(*self._columns, gap=6, margins=(3, 2, 3, 2))
        for at in range(2):
            heads.setStretch(at, 1)
        self._head.setLayout(heads)
        listed = column(self._head, self.table, gap=0, margins=0.25)
        listed.setStretch(1, 1)
        framed = holding(listed, ground="card")
        # With very large text the page scrolls rather than leave too little to read.
        framed.setMinimumHeight(em(20))
        box = column(chosen, self.why, self.weighty, self.says, framed, gap=3, margins=(1, 0.5, 6, 5))
        box.setStretch(4, 1)
        whole = QWidget()
        whole.setLayout(box)
        self.body.addWidget(scrolling(whole))

    def refresh(self) -> None:
        """Read which versions there are."""
        self.run(self.session.desk.library.versions, self._offer)

    def focus_first(self) -> None:
        """Begin with the earlier version."""
        self.was.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where one text stands below the other there are no columns to name."""
        super().resizeEvent(event)
        self._head.setVisible(self.width() >= em(_NARROW_EMS))

    def _offer(self, versions: tuple[LibraryRow, ...]) -> None:
        mine = [one for one in versions if one.checklist == self._checklist]
        before, after = self.was.value(), self.is_.value()
        for choice in (self.was, self.is_):
            choice.offer((one, f"{one.title} {one.version} · {one.status}") for one in mine)
        here = next((at for at, one in enumerate(mine) if one.version == self._version), 0)
        wanted = (before, after) if before and after else (mine[max(here - 1, 0)], mine[here]) if mine else ()
        for choice, one in zip((self.was, self.is_), wanted, strict=False):
            choice.choose(next((held for held in mine if held.version == one.version), one))
        self._compare()

    def _compare(self) -> None:
        was, is_ = self.was.value(), self.is_.value()
        if was is None or is_ is None:
            return
        exchanging = self.session.desk.exchanging
        self.run(
            lambda: exchanging.compared(self._checklist, was.version, is_.version),
            lambda paper: self._show_paper(paper, was, is_),
        )

    def _show_paper(self, paper: BoardPaper, was: LibraryRow, is_: LibraryRow) -> None:
        # Whoever chooses fast has asked for others since.
        if (self.was.value(), self.is_.value()) != (was, is_):
            return
        self._paper = paper
        self.print.setEnabled(True)
        for label, one in zip(self._columns, (was, is_), strict=True):
            label.say(f"{one.title} {one.version}")
        why = "\n".join(step_words(one) for one in is_.steps)
        self.why.say(why)
        self.why.setVisible(bool(why))
        self._show_rows()

    def _show_rows(self) -> None:
        if self._paper is None:
            return
        parts = self._paper.parts[:1] if self.weighty.isChecked() else self._paper.parts
        self.says.say(summary(self._paper))
        self.table.show_parts(parts)

    def _on_print(self) -> None:
        if self._paper is None:
            return
        paper, name = self._paper, f"changes-{self._paper.is_.partition(',')[0].replace(' ', '-')}.pdf"
        self._files.choose_place(self, name, lambda path: self._write(paper, path))

    def _write(self, paper: BoardPaper, path: Path) -> None:
        exchanging = self.session.desk.exchanging
        self.run(
            lambda: write_whole(path, exchanging.printed_comparison(paper)),
            lambda _: self.line.done(tr("The paper is saved as {file}.").format(file=path.name)),
        )
