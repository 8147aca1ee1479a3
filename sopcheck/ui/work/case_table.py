"""The table of cases on the Work page: sorted by any column, filtered by words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from sopcheck.cases.authority import may
from sopcheck.ui.kit.fields import Choice, OneLine
from sopcheck.ui.kit.layout import column, row
from sopcheck.ui.kit.table import Column, TableView
from sopcheck.ui.kit.text import Label
from sopcheck.ui.words import Words, basis_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sopcheck.services.views import CaseRow
    from sopcheck.ui.session import Session

_MOST_ROWS = 15


class CaseTable(QWidget):
    """My cases, or those of my team."""

    opened = Signal(str)
    """A person wants to see this case (a `CaseId`)."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """An empty table with a filter and a choice of order above it."""
        super().__init__(parent)
        self._session = session
        self._marks_title = self.tr("marks")
        self.heading = Label(self.tr("Cases"), kind="heading", wrap=False)
        self.filter = OneLine(self.tr("Filter the cases"), placeholder=self.tr("Filter   /"), width=16)
        columns = self._columns()
        self.order: Choice[int] = Choice(self.tr("Order of the cases"), self._orders(columns))
        self.table: TableView[CaseRow] = TableView(
            self.tr("Cases"), columns, spoken=self._spoken, key=lambda case: case.case
        )
        head = row(self.heading, None, self.filter, self.order, gap=2)
        self.setLayout(column(head, self.table, gap=2))
        self.filter.textChanged.connect(self.table.filter)
        self.order.chosen.connect(self._on_order_chosen)
        self.table.horizontalHeader().sortIndicatorChanged.connect(lambda at, _: self.order.choose(at))
        self.table.setProperty("ground", "card")
        self.table.opened.connect(lambda case: self.opened.emit(case.case))
        QShortcut(QKeySequence("/"), self).activated.connect(self.filter.setFocus)

    def show_values(self, cases: Sequence[CaseRow], *, marked: bool = True) -> None:
        """Show these cases; where none of them is `marked` there is no column for it."""
        self.heading.say(self.tr("Cases ({count})").format(count=len(cases)))
        self.table.show_values(cases)
        self.table.fit(most=_MOST_ROWS)
        # An empty column would take the room that the words of the limits need.
        for at, each in enumerate(self.table.rows.columns):
            if each.title == self._marks_title:
                self.table.setColumnHidden(at, not marked)

    def _columns(self) -> tuple[Column[CaseRow], ...]:
        return (
            Column(title=self.tr("reference"), text=lambda case: case.reference, width=10.5),
            Column(title=self.tr("operation"), text=lambda case: case.operation, width=7),
            Column(
                title=self.tr("answered"),
                text=lambda case: self.tr("{some} of {all}").format(some=case.answered, all=case.applicable),
                sort=lambda case: case.answered,
                sought=False,
                width=6,
            ),
            Column(
                title=self.tr("next limit"), text=_next_limit, sort=lambda case: case.next_limit, stretch=True
            ),
            Column(
                title=self.tr("last review"),
                text=self._last_review,
                sort=lambda case: case.last_review,
                sought=False,
                width=7,
            ),
            *self._columns_of_people(),
        )

    def _columns_of_people(self) -> tuple[Column[CaseRow], ...]:
        investigator: Column[CaseRow] = Column(
            title=self.tr("investigator"), text=lambda case: case.investigator, width=8.5
        )
        supervisor: Column[CaseRow] = Column(
            title=self.tr("supervisor"), text=lambda case: case.supervisor, width=8.5
        )
        # Whoever reviews looks after the cases of others, and after their owners.
        if not may(self._session.desk.me, "hold a review"):
            return (supervisor,)
        marks: Column[CaseRow] = Column(
            title=self._marks_title, text=lambda case: ", ".join(case.marks), width=11
        )
        return (investigator, supervisor, marks)

    def _last_review(self, case: CaseRow) -> str:
        if case.last_review is None:
            return self.tr("none yet")
        return Words(self._session.zone, self._session.now()).day_of(case.last_review)

    def _orders(self, columns: Sequence[Column[CaseRow]]) -> list[tuple[int, str]]:
        as_given = (-1, self.tr("Most urgent first"))
        return [
            as_given,
            *((at, self.tr("By {column}").format(column=each.title)) for at, each in enumerate(columns)),
        ]

    def _spoken(self, case: CaseRow) -> str:
        answered = self.tr("{some} of {all} answered").format(some=case.answered, all=case.applicable)
        parts = (case.reference, case.operation, answered, _next_limit(case), *case.marks)
        return ", ".join(part for part in parts if part)

    def _on_order_chosen(self) -> None:
        at = self.order.value()
        self.table.sortByColumn(-1 if at is None else at, Qt.SortOrder.AscendingOrder)


def _next_limit(case: CaseRow) -> str:
    return " · ".join(part for part in (case.next_limit_words, basis_word(case.next_basis)) if part)
