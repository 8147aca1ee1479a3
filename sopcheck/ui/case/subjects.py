"""The people, events and things of a case, by kind; adding one, and saying what else it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.checklists.definition import KindId
from sopcheck.ui.case.panel import SidePanel
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.rows import RowList
from sopcheck.ui.words import Words, tr

if TYPE_CHECKING:
    from sopcheck.cases.states import SubjectState
    from sopcheck.services.views import CaseView
    from sopcheck.ui.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRow:
    """A subject under the heading of one of its kinds, or that heading (`subject` empty)."""

    kind: KindId
    title: str
    subject: str = ""
    told: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """By which it is known again."""
        return self.kind, self.subject


def kind_counts(view: CaseView) -> tuple[tuple[KindId, str, int], ...]:
    """Every kind that is on the case with its name in the plural and how many there are.

    A kind of which all are of an earlier kind too says nothing more: a child victim is counted as a child.
    """
    found: list[tuple[KindId, str, int]] = []
    counted: set[str] = set()
    for kind, known in view.case.programme.kinds.items():
        members = {subject.subject for subject in _of_kind(view, kind)}
        if members - counted:
            found.append((kind, known.plural, len(members)))
        counted |= members
    return tuple(found)


def subject_rows(view: CaseView, words: Words) -> tuple[SubjectRow, ...]:
    """Subjects under the headings of their kinds; one of two kinds stands under both."""
    rows: list[SubjectRow] = []
    for kind, plural, _ in kind_counts(view):
        rows.append(SubjectRow(kind=kind, title=plural.capitalize()))
        rows += [_row(view, subject, kind, words) for subject in _of_kind(view, kind)]
    return tuple(rows)


def _of_kind(view: CaseView, kind: KindId) -> list[SubjectState]:
    return [subject for subject in view.evaluation.subjects if kind in dict(subject.kinds)]


def _row(view: CaseView, subject: SubjectState, kind: KindId, words: Words) -> SubjectRow:
    kinds = view.case.programme.kinds
    others = [kinds[other].label for other, _ in subject.kinds if other != kind and other in kinds]
    told = [
        tr("also {kinds}").format(kinds=", ".join(others)) if others else "",
        tr("of {label}").format(label=view.subject_label(subject.of)) if subject.of else "",
        tr("since {when}").format(when=words.moment(dict(subject.kinds)[kind])),
    ]
    return SubjectRow(
        kind=kind,
        title=subject.label,
        subject=subject.subject,
        told=" · ".join(part for part in told if part),
    )


class SubjectsPanel(SidePanel):
    """The list by kind; at the foot what can be done with the one that is chosen."""

    add_wanted = Signal()
    """A subject is to be added."""
    change_wanted = Signal(str)
    """A subject (its id) is to have another label or a further kind."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Make an empty panel."""
        says = self.tr("Labels, never names: they are read and printed where a name must not be.")
        super().__init__(self.tr("People, events and things"), says, parent)
        self._session = session
        self.list: RowList[SubjectRow] = RowList(
            self.tr("People, events and things"), _row_text, key=lambda row: row.key
        )
        self._change = button(self.tr("Change…"), does=self._on_change)
        add = button(self.tr("Add…"), kind="primary", does=self.add_wanted.emit)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(lambda _: self._on_change())
        self.fill(self.list, Flow(add, self._change))

    def show_view(self, view: CaseView) -> None:
        """Show the subjects of a case; the list keeps its place."""
        self.list.show_values(subject_rows(view, Words(self._session.zone, self._session.now())))
        self._on_chosen(self.list.current())

    def go_to(self, kind: str) -> None:
        """Stand on the first subject of a kind."""
        row = next((row for row in self.list.rows.values if row.kind == kind and row.subject), None)
        if row is not None:
            self.list.choose(row)

    def _on_chosen(self, row: SubjectRow | None) -> None:
        self._change.setEnabled(row is not None and bool(row.subject))

    def _on_change(self) -> None:
        row = self.list.current()
        if row is not None and row.subject:
            self.change_wanted.emit(row.subject)


def _row_text(row: SubjectRow) -> RowText:
    if not row.subject:
        return RowText(primary=row.title, kind="heading")
    return RowText(primary=row.title, secondary=row.told)
