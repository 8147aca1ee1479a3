"""What a file would bring, before it does: how it stands to what is here, what is wrong, what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal

from sopcheck.checklists.board import board_paper
from sopcheck.ui.checklists.differences import Differences
from sopcheck.ui.kit.buttons import button, rename
from sopcheck.ui.kit.layout import row
from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.rows import RowList
from sopcheck.ui.kit.sheets import Sheet
from sopcheck.ui.kit.signs import Sign
from sopcheck.ui.kit.text import Label
from sopcheck.ui.theme import em
from sopcheck.ui.words import count_words, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from sopcheck.checklists.drafting.draft import Draft
    from sopcheck.checklists.problem import Problem
    from sopcheck.errors import SopcheckError
    from sopcheck.services.exchanging import Arrival
    from sopcheck.services.views import LibraryRow
    from sopcheck.ui.session import Session

T = TypeVar("T")

_WIDTH = 60
_LIST_EMS = 16


class ArrivalSheet(Sheet):
    """Says what is in a file; nothing has changed until one of its buttons is pressed."""

    taken = Signal(object)
    """It is in the vault now as a version, this `LibraryRow`."""
    drafted = Signal(str, str)
    """It is a draft now: the id and the version of the checklist."""

    def __init__(self, parent: QWidget, session: Session, arrival: Arrival) -> None:
        """Show what was read of a file."""
        title = tr("Import {file}").format(file=arrival.file)
        super().__init__(parent, title=title, primary=tr("Import as a version"), width=_WIDTH)
        self._session, self._arrival = session, arrival
        self.write = button(tr("Open as a draft"), does=self._on_write)
        self.lines: RowList[Problem | str] = RowList(tr("What is in the file"), _line_text, key=str)
        self._beside = Label(tone="muted")
        self.differences = Differences(tr("Differences"))
        for part in (Label(_what(arrival), prose=True, selectable=True), self.lines, self._beside):
            self.body.addWidget(part)
        self.body.addWidget(self.differences)
        self.body.addLayout(row(self.write, None))
        self._show_lines()
        self._show_differences()
        self._offer()
        self.submitted.connect(self._on_submitted)

    def _show_lines(self) -> None:
        lines: list[Problem | str] = [*self._arrival.problems, *self._arrival.notes]
        self.lines.show_values(lines)
        self.lines.setMinimumHeight(min(em(_LIST_EMS), em(4) * len(lines)))
        self.lines.setVisible(bool(lines))

    def _show_differences(self) -> None:
        comparison = self._arrival.comparison
        rows = comparison.rows if comparison is not None else ()
        self._beside.setVisible(bool(rows))
        self.differences.setVisible(bool(rows))
        if comparison is None:
            return
        differences = count_words(len(rows), tr("difference"), tr("differences"))
        said = tr("{differences} from {name}:").format(differences=differences, name=comparison.was.name)
        self._beside.say(said)
        self.differences.show_parts(board_paper(comparison, reason="").parts)
        self.differences.setMinimumHeight(em(_LIST_EMS))

    def _offer(self) -> None:
        arrival = self._arrival
        self.primary.setVisible(arrival.can_be_taken)
        if arrival.read is None or arrival.state == "here":
            self.write.hide()
            rename(self.cancel, tr("Close"))
            return
        # Of what cannot be taken as it is, writing on is what helps.
        (self.primary if arrival.can_be_taken else self.write).setFocus()

    def _on_submitted(self) -> None:
        found, library = self._arrival.read, self._session.desk.library
        if found is not None and self._arrival.can_be_taken:
            self._run(lambda: library.bring_in(found), self._on_taken)

    def _on_write(self) -> None:
        found, drafting = self._arrival.read, self._session.desk.drafting
        if found is not None:
            self._run(lambda: drafting.begin_from(found), self._on_drafted)

    def _run(self, work: Callable[[], T], done: Callable[[T], object]) -> None:
        self.busy(busy=True)
        self._session.tasks.run(self, work, done, self._on_refused)

    def _on_taken(self, version: LibraryRow) -> None:
        self.taken.emit(version)
        self.accept()

    def _on_drafted(self, draft: Draft) -> None:
        self.drafted.emit(draft.now.checklist, draft.now.version)
        self.accept()

    def _on_refused(self, error: SopcheckError) -> None:
        self.busy(busy=False)
        self.line.refuse(error)


def _what(arrival: Arrival) -> str:
    if arrival.read is None:
        return arrival.sentence
    checklist = arrival.read.checklist
    items = count_words(sum(1 for _ in checklist.items()), tr("item"), tr("items"))
    said = f"{checklist.title} {checklist.version} ({arrival.read.digest[:8]}), {items}."
    to_mend = tr("It has problems. Mend them here as a draft, or in the file, and import it then.")
    return f"{said} {to_mend if arrival.problems else arrival.sentence}"


def _line_text(line: Problem | str) -> RowText:
    if isinstance(line, str):
        return RowText(primary=line, sign=Sign(tr("note"), "ring", "muted"), most_lines=6)
    where = ": ".join(part for part in (line.where, line.id) if part)
    sign = Sign(tr("problem"), "triangle", "passed")
    return RowText(primary=line.told, secondary=where, sign=sign, most_lines=6)
