"""The Work page: what is passed, what ends soon, the next five things, and the cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QWidget

from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.layout import column, scrolling
from sopcheck.ui.kit.progress import Empty
from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.section import Section
from sopcheck.ui.kit.signs import Sign
from sopcheck.ui.page import Page
from sopcheck.ui.words import Words, basis_word, limit_sign
from sopcheck.ui.work.case_table import CaseTable

if TYPE_CHECKING:
    from sopcheck.services.views import DirectedRow, Worklist, WorkRow
    from sopcheck.ui.session import Session


class WorkPage(Page):
    """What a person sees first; never a wall of red: five rows of each kind, the rest on request."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """An empty page; `refresh` reads what it shows."""
        super().__init__(session, title=Words(session.zone, session.now()).today_in_full, parent=parent)
        self.open_button = button(
            self.tr("Open a case"), kind="primary", does=lambda: self.page_wanted.emit("open-case")
        )
        self.add_action(self.open_button)
        self.passed = self._section(self.tr("Passed"))
        self.soon = self._section(self.tr("Ends soon"))
        self.directed = self._build_directed()
        self.next = self._section(self.tr("Next"))
        self.cases = CaseTable(session)
        self.cases.opened.connect(self.case_wanted)
        self.empty = Empty(
            self.tr(
                "There are no cases here yet. Open one to begin; the checklist then says what comes first."
            ),
            self.tr("Open a case"),
        )
        self.empty.pressed.connect(lambda: self.page_wanted.emit("open-case"))
        self.empty.hide()
        self._lists = QWidget()
        inner = column(
            self.passed, self.soon, self.directed, self.next, self.cases, None, gap=6, margins=(1, 1, 6, 6)
        )
        self._lists.setLayout(inner)
        self._lists.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._focus_waits = True
        self._area = scrolling(self._lists)
        self._area.hide()
        self.body.addWidget(self.empty)
        self.body.addWidget(self._area, 1)

    def _section(self, title: str) -> Section[WorkRow]:
        section: Section[WorkRow] = Section(title, self._read, key=lambda row: (row.case, row.place))
        section.opened.connect(lambda row: self.item_wanted.emit(row.case, row.place))
        return section

    def _build_directed(self) -> Section[DirectedRow]:
        section: Section[DirectedRow] = Section(
            self.tr("Directed by a supervisor"),
            self._read_directed,
            key=lambda row: (row.case, row.place, row.text),
        )
        section.opened.connect(lambda row: self.item_wanted.emit(row.case, row.place))
        return section

    def refresh(self) -> None:
        """Read the worklist again."""
        self.rename(Words(self.session.zone, self.session.now()).today_in_full)
        self.run(self.session.desk.casework.worklist, self._show)

    def minute_passed(self) -> None:
        """Limits pass while one looks at them."""
        self.refresh()

    def focus_first(self) -> None:
        """Begin with what is most urgent."""
        shown = [part for part in (self.passed, self.soon, self.directed, self.next) if part.isVisible()]
        # What was read while something else was shown is not there yet; then it is done once it is.
        self._focus_waits = not shown
        (shown[0].list if shown else self.empty.press_button).setFocus()

    def _show(self, worklist: Worklist) -> None:
        self.empty.setVisible(not worklist.cases)
        self.open_button.setVisible(bool(worklist.cases))
        self._area.setVisible(bool(worklist.cases))
        self.passed.show_values(worklist.passed)
        self.soon.show_values(worklist.soon)
        self.directed.show_values(worklist.directed)
        self.next.show_values(worklist.next)
        self.cases.show_values(worklist.cases, marked=worklist.marked)
        if self._focus_waits:
            self.focus_first()

    def _read(self, row: WorkRow) -> RowText:
        words = Words(self.session.zone, self.session.now())
        sign = limit_sign(row.word)
        case = " · ".join(part for part in (row.reference, row.operation) if part)
        subject = f" · {row.subject_label}" if row.subject_label else ""
        return RowText(
            primary=row.prompt + subject,
            secondary=" · ".join(part for part in (case, basis_word(row.basis)) if part),
            trailing=self._ends(row, words),
            trailing_tone=sign.tone if row.word in ("passed", "due soon") else "muted",
            sign=Sign("", sign.shape, sign.tone),
            most_lines=2,
            spoken=", ".join((row.prompt + subject, sign.word, self._ends(row, words), case)),
        )

    def _read_directed(self, row: DirectedRow) -> RowText:
        words = Words(self.session.zone, self.session.now())
        over = row.due is not None and row.due < words.today
        case = " · ".join(part for part in (row.reference, row.operation) if part)
        subject = f" · {row.subject_label}" if row.subject_label else ""
        return RowText(
            primary=row.text,
            secondary=f"{case} · {row.prompt.rstrip('.')}{subject}",
            trailing=self.tr("by {day}").format(day=words.day(row.due)) if row.due is not None else "",
            trailing_tone="passed" if over else "muted",
            sign=Sign("", "triangle", "passed") if over else Sign("", "ring", "ink"),
            most_lines=2,
        )

    def _ends(self, row: WorkRow, words: Words) -> str:
        if row.ends is None:
            return ""
        if row.ends < self.session.now():
            said = self.tr("ended {end}, {ago}")
        else:
            said = self.tr("ends {end}, {ago}")
        return said.format(end=words.ends(row.ends), ago=words.relative(row.ends))
