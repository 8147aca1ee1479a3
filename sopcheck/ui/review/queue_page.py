"""The Reviews page: the queue of reviews that should be held, most serious first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sopcheck.ui.kit.layout import column, scrolling
from sopcheck.ui.kit.progress import Empty
from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.section import Section
from sopcheck.ui.page import Page
from sopcheck.ui.review.extras import ReviewExtras
from sopcheck.ui.review.queue_filter import QueueFilterBar
from sopcheck.ui.words import Words, review_sign

if TYPE_CHECKING:
    from sopcheck.services.views import QueueRow
    from sopcheck.ui.record.machine import Machine
    from sopcheck.ui.session import Session


class ReviewsPage(Page):
    """Overdue, due today, due this week, missed; Enter opens the review of the case."""

    def __init__(
        self, session: Session, parent: QWidget | None = None, *, machine: Machine | None = None
    ) -> None:
        """An empty page; `refresh` reads the queue."""
        super().__init__(session, title=self.tr("Reviews"), parent=parent)
        titles = (
            self.tr("Overdue"),
            self.tr("Due today"),
            self.tr("Due within a week"),
            self.tr("Missed in the last four weeks"),
        )
        self.sections = tuple(self._section(title) for title in titles)
        self.filter = QueueFilterBar()
        self.filter.changed.connect(self._show)
        self.filter.everybody_changed.connect(self.refresh)
        self.extras = ReviewExtras(self, self.filter, machine)
        self.empty = Empty(
            self.tr("No review is due. When one falls due by the schedule of its checklist, it stands here.")
        )
        self.empty.hide()
        # All of it scrolls: with large text the choices alone may fill the window.
        lists = QWidget()
        lists.setLayout(column(self.filter, self.empty, *self.sections, None, gap=6, margins=(1, 1, 6, 6)))
        self._focus_waits = True
        self._queue: tuple[QueueRow, ...] = ()
        self._area = scrolling(lists)
        self._area.hide()
        self.body.addWidget(self._area, 1)

    def _section(self, title: str) -> Section[QueueRow]:
        section: Section[QueueRow] = Section(
            title, self._read, key=lambda row: (row.case, row.rule_title, row.due), at_first=8
        )
        section.opened.connect(lambda row: self.review_wanted.emit(row.case))
        return section

    def refresh(self) -> None:
        """Read the queue again."""
        everybody = self.filter.everybody
        supervision = self.session.desk.supervision
        self.run(lambda: supervision.queue(everybody=everybody), self._take)

    def minute_passed(self) -> None:
        """Reviews fall due while one looks at them."""
        self.refresh()

    def focus_first(self) -> None:
        """Begin with what is most serious."""
        shown = [section for section in self.sections if section.isVisible()]
        self._focus_waits = not shown
        (shown[0].list if shown else self).setFocus()

    def _take(self, queue: tuple[QueueRow, ...]) -> None:
        self._queue = queue
        self.filter.offer(queue)
        self._show()

    def _show(self) -> None:
        wanted = self.filter.wanted()
        queue = [row for row in self._queue if wanted.takes(row)]
        self.empty.setVisible(not queue)
        self._area.show()
        for at, section in enumerate(self.sections):
            section.show_values([row for row in queue if self._group(row) == at])
        if self._focus_waits:
            self.focus_first()

    def _group(self, row: QueueRow) -> int:
        if row.word in ("overdue", "missed"):
            return 3 if row.word == "missed" else 0
        words = Words(self.session.zone, self.session.now())
        due_today = row.due is not None and words.day_of(row.due) == words.day(words.today)
        return 1 if due_today else 2

    def _read(self, row: QueueRow) -> RowText:
        words = Words(self.session.zone, self.session.now())
        case = " · ".join(part for part in (row.reference, row.operation) if part)
        about = (row.why, row.investigator, row.team, row.district)
        due = self.tr("due {day}").format(day=words.both(row.due)) if row.due else ""
        return RowText(
            primary=f"{case} · {row.rule_title}",
            secondary=" · ".join(part for part in about if part),
            trailing=due,
            trailing_tone="passed" if row.word in ("overdue", "missed") else "muted",
            sign=review_sign(row.word),
            sign_first=True,
        )
