"""The Checklists page: the versions of this vault, each as a tree with guidance and limits; for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sopcheck.cases.authority import allowed
from sopcheck.cases.lifecycle import MOVABLE
from sopcheck.ui.checklists.files import Files, SystemFiles
from sopcheck.ui.checklists.item_reading import ItemReading
from sopcheck.ui.checklists.standing import standing_words, step_words, tailored_words
from sopcheck.ui.checklists.tree import ChecklistTree
from sopcheck.ui.checklists.version_acts import VersionActs
from sopcheck.ui.checklists.writing import Writing
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.layout import column, holding, scrolling
from sopcheck.ui.kit.panes import PanesFrame, panes
from sopcheck.ui.kit.progress import ProgressRow
from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.rows import RowList
from sopcheck.ui.kit.text import Label
from sopcheck.ui.page import Page
from sopcheck.ui.record.disclosing import Disclosing
from sopcheck.ui.record.machine import SystemMachine
from sopcheck.ui.theme import em
from sopcheck.ui.words import Words, count_words

if TYPE_CHECKING:
    from sopcheck.checklists.definition import Checklist, Item
    from sopcheck.services.views import LibraryRow
    from sopcheck.ui.session import Session


class ChecklistsPage(Page):
    """Versions, the tree of one, an item of it."""

    def __init__(
        self, session: Session, *, files: Files | None = None, parent: QWidget | None = None
    ) -> None:
        """An empty page; `refresh` reads the versions."""
        super().__init__(session, title=self.tr("Checklists"), parent=parent)
        self.versions: RowList[LibraryRow] = RowList(
            self.tr("Checklist versions"), self._read, key=lambda row: (row.checklist, row.version)
        )
        self.tree = ChecklistTree(self.tr("Items of the checklist"))
        self.item = ItemReading()
        self._about = Label(kind="small", tone="muted", prose=True, selectable=True)
        self._checklist: Checklist | None = None
        self._shown: LibraryRow | None = None
        self._arrived: LibraryRow | None = None
        self.rehearsals = button(
            self.tr("Rehearsals"),
            does=lambda: self.page_wanted.emit("rehearsal"),
            hint=self.tr("Try a checklist on a worked case"),
        )
        self.add_action(self.rehearsals)
        self.move_cases = button(
            self.tr("Move cases"),
            does=self._on_move_cases,
            hint=self.tr("Move open cases to this version"),
        )
        self.move_cases.setEnabled(False)
        self.add_action(self.move_cases)
        self.progress = ProgressRow()
        files = files or SystemFiles()
        self.writing = Writing(self, files)
        self.acts = VersionActs(self, files, Disclosing(self, SystemMachine(), self.progress))
        self._build()
        self.writing.brought_in.connect(self._on_brought_in)
        self.versions.chosen.connect(self._on_version_chosen)
        self.tree.chosen.connect(self._on_item_chosen)

    def _build(self) -> None:
        box = column(self._about, self.acts, self.tree, gap=2, margins=(3, 2, 2, 2))
        middle = holding(box, ground="surface")
        reading = QWidget()
        reading.setLayout(column(self.item, margins=(4, 3, 4, 3)))
        right = holding(column(scrolling(reading), gap=0), ground="surface")
        listed = column(self.writing, self.versions, gap=0)
        listed.setStretch(1, 1)
        left = holding(listed, ground="surface")
        left.setMinimumWidth(em(11))
        splitter = panes("checklists", left, middle, right, stretch=(0, 4, 3), sizes=(16, 36, 24))
        framed = PanesFrame(splitter, margins=0.25)
        box = column(self.progress, framed, margins=(1, 0, 6, 5))
        box.setStretch(1, 1)
        whole = QWidget()
        whole.setLayout(box)
        self.body.addWidget(scrolling(whole))

    @property
    def areas(self) -> tuple[QWidget, ...]:
        """What Tab goes through."""
        return self.writing, self.versions, self.acts, self.tree

    def refresh(self) -> None:
        """Read the versions again."""
        self.run(self.session.desk.library.versions, self._show)
        self.writing.refresh()

    def focus_first(self) -> None:
        """Begin with the versions."""
        self.versions.setFocus()

    def _show(self, versions: tuple[LibraryRow, ...]) -> None:
        order = {name: at for at, name in enumerate(dict.fromkeys(row.checklist for row in versions))}
        # The versions of a checklist stand together, in the order in which they came.
        self.versions.show_values(sorted(versions, key=lambda row: order[row.checklist]))
        arrived, self._arrived = self._arrived, None
        current = self.versions.current()
        if arrived is not None and self.versions.choose(arrived):
            # Whoever brought it in goes on with it: looks at it, compares it, proposes it.
            self.versions.setFocus()
        elif current is None and versions:
            self.versions.choose(versions[0])
        # The same version may stand elsewhere by now: proposed, approved or withdrawn.
        elif current is not None and current != self._shown:
            self._on_version_chosen(current)

    def _on_brought_in(self, row: LibraryRow) -> None:
        self._arrived = row
        self.refresh()

    def _read(self, row: LibraryRow) -> RowText:
        items = count_words(row.items, self.tr("item"), self.tr("items"))
        return RowText(
            primary=f"{row.title} {row.version}",
            detail=f"{self._standing(row)} · {items}",
        )

    def _standing(self, row: LibraryRow) -> str:
        words = Words(self.session.zone, self.session.now())
        return standing_words(row.status, row.effective_from, words)

    def _on_version_chosen(self, row: LibraryRow) -> None:
        library = self.session.desk.library
        self.run(
            lambda: library.definition(row.checklist, row.version),
            lambda checklist: self._show_checklist(row, checklist),
        )

    def _show_checklist(self, row: LibraryRow, checklist: Checklist) -> None:
        # Whoever runs down the list with ↓ has asked for others since.
        if self.versions.current() != row:
            return
        self._checklist, self._shown = checklist, row
        may = "move a case" in allowed(self.session.desk.me)
        self.move_cases.setEnabled(may and checklist.runs_for is None and row.status in MOVABLE)
        said = self.tr("{name}, identity {digest}, {status}")
        about = said.format(name=checklist.name, digest=row.digest[:8], status=self._standing(row))
        steps = (step_words(step) for step in row.steps)
        self._about.say("\n".join((about, *tailored_words(checklist.tailored_from), *steps)))
        self.tree.show_checklist(checklist)
        self.acts.show_version(row)

    def _on_move_cases(self) -> None:
        row = self.versions.current()
        if row is not None:
            from sopcheck.ui.moving.entry import move_many  # noqa: PLC0415 - only few of a session need it

            move_many(self, row)

    def _on_item_chosen(self, item: Item) -> None:
        if self._checklist is not None:
            self.item.show_item(self._checklist, item)
