"""The timeline of a case: notes and what happened, the newest first; a note can be written at its foot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.cases.events import AnswerCorrected, CaseOpened, ChecklistAdopted, ItemAnswered
from sopcheck.checklists.definition import ClockId
from sopcheck.ledger.entry import EntryHash
from sopcheck.ui.case.panel import SidePanel
from sopcheck.ui.case.row_words import clock_words, plain, sentence_case
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.drafts import Draft
from sopcheck.ui.kit.fields import Field, ManyLines
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.line import Line
from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.rows import RowList
from sopcheck.ui.kit.time_field import TimeField
from sopcheck.ui.words import Words, tr

if TYPE_CHECKING:
    from sopcheck.cases.events import CaseId
    from sopcheck.cases.states import TimelineEntry
    from sopcheck.services.views import CaseView
    from sopcheck.ui.session import Session

_NOT_WITHDRAWN = (ItemAnswered, AnswerCorrected, CaseOpened, ChecklistAdopted)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One line: what happened, when, who recorded it, and the entry where it can be withdrawn."""

    words: str
    told: str
    entry: EntryHash | None

    @property
    def key(self) -> tuple[str, str]:
        """By which it is known again."""
        return self.entry or "", self.words


def timeline_rows(view: CaseView, words: Words) -> tuple[TimelineRow, ...]:
    """The lines of the timeline, the newest first."""
    return tuple(_row(view, line, words) for line in reversed(view.evaluation.timeline))


def _row(view: CaseView, line: TimelineEntry, words: Words) -> TimelineRow:
    recorded = view.case.entry(line.entry) if line.entry is not None else None
    told = [
        words.moment(line.at),
        _of_whom(view, line),
        view.name(recorded.by) if recorded is not None else "",
    ]
    # What cannot be withdrawn is not offered to be; the decisions say why if it is tried elsewhere.
    fixed = recorded is None or isinstance(recorded.event, _NOT_WITHDRAWN)
    return TimelineRow(
        words=_words(view, line),
        told=" · ".join(part for part in told if part),
        entry=None if fixed else line.entry,
    )


def _of_whom(view: CaseView, line: TimelineEntry) -> str:
    # A question of a review is answered of that review, which is no subject and has no name for people.
    return next((one.label for one in view.evaluation.subjects if one.subject == line.of), "")


def _words(view: CaseView, line: TimelineEntry) -> str:
    if line.what == "clock":
        return sentence_case(clock_words(ClockId(line.name), view.case.programme.clocks))
    if line.what == "answer":
        return _answered(view, line)
    if line.what == "holder":
        return _held(view, line)
    if line.what == "review":
        return tr("Review held")
    return tr("On the case: {label}").format(label=line.name) if line.what == "subject" else line.name


def _answered(view: CaseView, line: TimelineEntry) -> str:
    items = view.case.programme.items.items()
    # A timeline line names the item alone; ids are never used twice, in whatever checklist.
    item = next((item for (_, item_id), item in items if item_id == line.name), None)
    return plain(item.prompt).removesuffix(".") if item is not None else line.name


def _held(view: CaseView, line: TimelineEntry) -> str:
    holding = next((one for one in view.case.holders if one.entry == line.entry), None)
    name = view.name(holding.to) if holding is not None else ""
    role = tr("Supervisor") if line.name == "supervisor" else tr("Investigator")
    return f"{role}: {name}"


class TimelinePanel(SidePanel):
    """The lines, a note to write, and a way to withdraw what was recorded by mistake."""

    note_written = Signal(str, object)
    """A note, and when it happened (a `When`, or `None` for now)."""
    withdrawal_wanted = Signal(str)
    """The entry that is to count no more."""

    def __init__(self, session: Session, case: CaseId, parent: QWidget | None = None) -> None:
        """Make an empty panel."""
        says = self.tr("What happened, in the order in which it happened. A note belongs to no item.")
        super().__init__(self.tr("Timeline"), says, parent)
        self._session = session
        self.list: RowList[TimelineRow] = RowList(self.tr("Timeline"), _row_text, key=lambda row: row.key)
        self.note = ManyLines(self.tr("A note"), lines=2)
        self.when = TimeField(self.tr("When it happened"), session, empty_allowed=True)
        self.line = Line()
        self._field = Field(self.tr("A note"), self.note)
        self._draft = Draft(self.note, f"case:{case}/note", session)
        self._withdraw = button(self.tr("Withdraw…"), does=self._on_withdraw)
        write = button(self.tr("Write the note"), kind="primary", does=self._on_write)
        self.note.submitted.connect(self._on_write)
        self.list.chosen.connect(self._on_chosen)
        when = Field(self.tr("When it happened"), self.when, hint=self.tr("Empty: now."))
        self.fill(self.list, self._field, when, self.line, Flow(write, self._withdraw))

    def show_view(self, view: CaseView) -> None:
        """Show the timeline of a case; the list keeps its place."""
        self.list.show_values(timeline_rows(view, Words(self._session.zone, self._session.now())))
        self._on_chosen(self.list.current())

    def forget(self) -> None:
        """The note is saved."""
        self._draft.forget()
        self.when.clear()

    def _on_chosen(self, row: TimelineRow | None) -> None:
        self._withdraw.setEnabled(row is not None and row.entry is not None)

    def _on_withdraw(self) -> None:
        row = self.list.current()
        if row is not None and row.entry is not None:
            self.withdrawal_wanted.emit(row.entry)

    def _on_write(self) -> None:
        if not self.note.text():
            self._field.refuse(self.tr("Write the note first."))
            return
        if self.when.problem:
            self.when.refuse()
            return
        self._field.accept()
        self.line.clear()
        self.note_written.emit(self.note.text(), self.when.when())


def _row_text(row: TimelineRow) -> RowText:
    return RowText(primary=row.words, secondary=row.told)
