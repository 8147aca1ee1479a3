"""The Reviews page: the queue of reviews that should be held, most serious first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sopcheck.ui.kit.layout import column, scrolling
from sopcheck.ui.kit.progress import Empty
from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.section import Section
from sopcheck.ui.page import Page
from sopcheck.ui.words import Words, review_sign

if TYPE_CHECKING:
    from sopcheck.services.views import QueueRow
    from sopcheck.ui.session import Session

_WEEK = timedelta(days=7)


class ReviewsPage(Page):
    """Missed and overdue, due today, due this week, later; Enter opens the review of the case."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """An empty page; `refresh` reads the queue."""
        super().__init__(session, title=self.tr("Reviews"), parent=parent)
        titles = (self.tr("Overdue"), self.tr("Due today"), self.tr("Due within a week"), self.tr("Later"))
        self.sections = tuple(self._section(title) for title in titles)
        self.empty = Empty(
            self.tr("No review is due. When one falls due by the schedule of its checklist, it stands here.")
        )
        self.empty.hide()
        lists = QWidget()
        lists.setLayout(column(*self.sections, None, gap=6, margins=(1, 1, 6, 6)))
        self._focus_waits = True
        self._area = scrolling(lists)
        self._area.hide()
        self.body.addWidget(self.empty)
        self.body.addWidget(self._area, 1)

    def _section(self, title: str) -> Section[QueueRow]:
        section: Section[QueueRow] = Section(
            title, self._read, key=lambda row: (row.case, row.rule_title, row.due), at_first=8
        )
        section.opened.connect(lambda row: self.review_wanted.emit(row.case))
        return section

    def refresh(self) -> None:
        """Read the queue again."""
        self.run(self.session.desk.supervision.queue, self._show)

    def minute_passed(self) -> None:
        """Reviews fall due while one looks at them."""
        self.refresh()

    def focus_first(self) -> None:
        """Begin with what is most serious."""
        shown = [section for section in self.sections if section.isVisible()]
        self._focus_waits = not shown
        (shown[0].list if shown else self).setFocus()

    def _show(self, queue: tuple[QueueRow, ...]) -> None:
        self.empty.setVisible(not queue)
        self._area.setVisible(bool(queue))
        for at, section in enumerate(self.sections):
            section.show_values([row for row in queue if self._group(row) == at])
        if self._focus_waits:
            self.focus_first()

    # Missed and overdue are one: both are what should have been, and the order inside is the service's.
    def _group(self, row: QueueRow) -> int:
        if row.word in ("overdue", "missed"):
            return 0
        if row.due is None:
            return 3
        words = Words(self.session.zone, self.session.now())
        if words.day_of(row.due) == words.day(words.today):
            return 1
        return 2 if row.due - self.session.now() < _WEEK else 3

    def _read(self, row: QueueRow) -> RowText:
        words = Words(self.session.zone, self.session.now())
        case = " · ".join(part for part in (row.reference, row.operation) if part)
        about = (row.why, row.investigator, *row.marks)
        due = self.tr("due {day}").format(day=words.both(row.due)) if row.due else ""
        return RowText(
            primary=f"{case} · {row.rule_title}",
            secondary=" · ".join(part for part in about if part),
            trailing=due,
            trailing_tone="passed" if row.word in ("overdue", "missed") else "muted",
            sign=review_sign(row.word),
            sign_first=True,
        )
