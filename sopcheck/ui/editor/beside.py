"""Beside the form: how the part reads and prints, what is wrong, what changes, and the file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from sopcheck.checklists.board import board_paper
from sopcheck.checklists.compare import compare
from sopcheck.ui.checklists.differences import Differences, summary
from sopcheck.ui.checklists.item_reading import ItemReading
from sopcheck.ui.editor.form_words import in_form_words
from sopcheck.ui.editor.in_print import InPrint
from sopcheck.ui.editor.trying import Trying
from sopcheck.ui.kit.layout import column, holding, row, scrolling
from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.signs import Sign
from sopcheck.ui.kit.switch import Listed, Switch
from sopcheck.ui.kit.text import Label
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sopcheck.checklists.board import BoardPaper
    from sopcheck.checklists.drafting.draft import Draft
    from sopcheck.checklists.drafting.findings import Finding
    from sopcheck.ui.editor.nodes import PartRef
    from sopcheck.ui.session import Session

_PAUSE_MS = 300


class Beside(QWidget):
    """The look of an item, the pages, the findings, the changes, trying, the file; one at a time."""

    place_wanted = Signal(object)
    """Go to this place of the draft (a `Spot` of its findings)."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.trying = Trying(session)
        self.reading = ItemReading()
        self.in_print = InPrint(session)
        self.findings: Listed[Finding] = Listed(
            tr("Problems and advice"), _read, key=lambda one: (one.spot, one.word)
        )
        self.changes = Differences(tr("What changes"))
        self._says = Label(tone="muted", prose=True)
        self.file = QPlainTextEdit(readOnly=True)
        self.file.setAccessibleName(tr("The file"))
        self.file.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.file.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        looked = QWidget()
        self._no_item = Label(tr("Choose an item to see it as it will be read."), tone="muted", prose=True)
        looked.setLayout(column(self._no_item, self.reading, None, margins=(4, 3, 4, 3)))
        changed = column(row(self._says, margins=(3, 2, 3, 2)), self.changes, gap=0)
        changed.setStretch(1, 1)
        self.switch = Switch(
            {
                "look": (tr("As it reads"), scrolling(looked)),
                "print": (tr("As it prints"), self.in_print),
                "findings": (tr("Problems"), self.findings),
                "changes": (tr("Changes"), holding(changed)),
                "trying": (tr("Try it"), self.trying),
                "file": (tr("File"), self.file),
            },
            name=tr("Beside the form"),
        )
        self._session = session
        self._draft: Draft | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._write)
        self.setLayout(column(self.switch))
        self.findings.list.opened.connect(self._on_opened)
        self.switch.shown_changed.connect(lambda _: self._show_whole())

    def show_part(self, draft: Draft, ref: PartRef) -> None:
        """Show how a part reads; only items are read by those who do the work."""
        self._draft = draft
        item = next((one for one in draft.now.items() if ref.under == "items" and one.id == ref.id), None)
        self.reading.setVisible(item is not None)
        self._no_item.setVisible(item is None)
        if item is not None:
            self.reading.show_item(draft.now, item)
        self.in_print.show_draft(draft.now, ref)
        self._show_whole()

    def show_findings(self, found: Sequence[Finding]) -> None:
        """Show what is wrong, and after that what might be better."""
        stopping = sum(one.stops for one in found)
        self.switch.say_count("findings", str(stopping) if stopping else "")
        self.findings.show_values(found, says=_summary(stopping, len(found) - stopping))

    def _show_whole(self) -> None:
        # Made anew only while somebody looks at it, and not at each letter.
        if self.switch.shown in {"file", "changes"}:
            self._pause.start()

    def _write(self) -> None:
        draft, tasks = self._draft, self._session.tasks
        if draft is None:
            return
        if self.switch.shown == "changes":
            tasks.run(self, partial(_changes, draft), partial(self._on_compared, draft))
        else:
            tasks.run(self, draft.text, partial(self._on_written, draft))

    def _on_compared(self, draft: Draft, paper: BoardPaper) -> None:
        if draft is self._draft:
            self._says.say(
                tr("Since {name}: {what}").format(name=draft.base.checklist.name, what=summary(paper))
            )
            self.changes.show_parts(paper.parts)

    def _on_written(self, draft: Draft, text: str) -> None:
        if draft is not self._draft or text == self.file.toPlainText():
            return
        at = self.file.verticalScrollBar().value()
        self.file.setPlainText(text)
        self.file.verticalScrollBar().setValue(at)

    def _on_opened(self, finding: Finding) -> None:
        self.place_wanted.emit(finding.spot)


def _changes(draft: Draft) -> BoardPaper:
    return board_paper(compare(draft.base.checklist, draft.now), reason="")


def _summary(stopping: int, advice: int) -> str:
    if stopping:
        return tr("{count} to put right before it can be approved.").format(count=stopping)
    if advice:
        return tr("Nothing stands in the way of its approval. {count} may be put better.").format(
            count=advice
        )
    return tr("Nothing is wrong with this draft.")


def _read(finding: Finding) -> RowText:
    spot = finding.spot
    field = in_form_words(f"`{spot.key}`", spot.under).replace("`", "") if spot.key else ""
    where = ": ".join(part for part in (spot.id, field) if part)
    sign = Sign(tr("problem"), "triangle", "passed") if finding.stops else Sign(tr("advice"), "ring", "muted")
    return RowText(
        primary=in_form_words(finding.sentence, spot.under), secondary=where, sign=sign, most_lines=5
    )
