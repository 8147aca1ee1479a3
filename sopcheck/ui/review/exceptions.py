"""The left pane of a review: the six lists of exceptions, and what is decided about their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from sopcheck.ui.kit.layout import column, holding, scrolling
from sopcheck.ui.review.exception_list import ExceptionSection
from sopcheck.ui.review.judging import JudgeBar
from sopcheck.ui.review.panes import has_focus
from sopcheck.ui.theme import em

if TYPE_CHECKING:
    from sopcheck.cases.events import Verdict
    from sopcheck.ui.review.exception_words import ExceptionList, ExceptionRow
    from sopcheck.ui.session import Session


# Less than some rows above the bar are no list.
_CRAMPED_EMS = 22


class ExceptionsPane(QWidget):
    """The lists scroll; the bar below them judges what is ticked, else the next row without a decision."""

    judge_wanted = Signal(object, str, str)
    """These rows (a tuple of `ExceptionRow`) are judged: the verdict and its reason."""
    direct_wanted = Signal(object)
    """A direction is to be given on this `ExceptionRow`."""
    place_wanted = Signal(object)
    """This `Place` is to be seen in the case."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Make a pane without exceptions."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("Exceptions"))
        self._sections: dict[str, ExceptionSection] = {}
        self._next = ("", "")
        self._lists = column(gap=5, margins=(4, 4, 4, 4))
        self._scrolled = QWidget()
        self._area = scrolling(self._scrolled)
        bar = self._area.verticalScrollBar()
        self._bring = QTimer(self, singleShot=True, interval=0)
        self._bring.timeout.connect(self._bring_up)
        bar.rangeChanged.connect(lambda *_: self._bring.start())
        # Whoever scrolls by themselves is not taken elsewhere again.
        bar.actionTriggered.connect(lambda _: self._stay())
        self._coming: ExceptionRow | None = None
        self.bar = JudgeBar(session)
        self.bar.judged.connect(self._on_judged)
        self.bar.tick_wanted.connect(self._on_tick_wanted)
        self._foot = holding(column(self.bar, margins=(4, 3, 4, 3)), rule="above")
        self._foot.hide()
        self._inner = column(self._lists, None, gap=0)
        self._scrolled.setLayout(self._inner)
        self._box = column(self._area, self._foot, gap=0)
        self._box.setStretch(0, 1)
        self.setLayout(self._box)
        self._cramped = self._has_foot = False
        self._fit = QTimer(self, singleShot=True, interval=0)
        self._fit.timeout.connect(self._place_foot)

    @property
    def sections(self) -> tuple[ExceptionSection, ...]:
        """The six lists, in the order of the record."""
        return tuple(self._sections.values())

    @property
    def undecided(self) -> tuple[ExceptionRow, ...]:
        """The rows on which nobody has decided."""
        return tuple(row for section in self.sections for row in section.rows if row.judged is None)

    @property
    def areas(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in the order in which it is read."""
        return (self._scrolled,) if self._cramped else (self._scrolled, self._foot)

    def show_lists(self, lists: tuple[ExceptionList, ...]) -> None:
        """Show these lists; what is ticked stays ticked."""
        for shown in lists:
            if shown.kind not in self._sections:
                self._sections[shown.kind] = self._section(shown)
            self._sections[shown.kind].show_rows(shown.rows)
        self._on_ticked()

    def begin_judging(self, review: str) -> None:
        """Keep the half-typed reason with this review."""
        self.bar.begin(review)

    def judged(self) -> None:
        """The decision is saved: nothing is ticked any more, and no reason is left over."""
        self._untick()
        self.bar.finish()

    def focus_first(self) -> None:
        """Go to the decision that comes next, else to the first row, else to the lists."""
        if not self._foot.isHidden():
            self.bar.reason.setFocus()
            self._bring.start()
        elif not any(section.focus_first() for section in self.sections):
            self._area.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether the bar has room beside the lists, once the size is settled."""
        super().resizeEvent(event)
        self._fit.start()

    def _place_foot(self) -> None:
        """Where there is little height the bar scrolls with the lists, or it would leave no room for them."""
        cramped = self.height() < em(_CRAMPED_EMS)
        if cramped != self._cramped:
            self._cramped, focused = cramped, has_focus(self.bar)
            (self._inner if cramped else self._box).addWidget(self._foot)
            # Whatever changes its place is hidden by that, and gives the keys to something elsewhere.
            self._foot.setVisible(self._has_foot)
            if focused:
                self.bar.reason.setFocus()
            self._bring.start()

    def _section(self, shown: ExceptionList) -> ExceptionSection:
        section = ExceptionSection(shown.title)
        section.ticked_changed.connect(self._on_ticked)
        section.direct_wanted.connect(self.direct_wanted)
        section.place_wanted.connect(self.place_wanted)
        self._lists.addWidget(section)
        section.show()
        return section

    def _ticked(self) -> tuple[ExceptionRow, ...]:
        return tuple(row for section in self.sections for row in section.ticked())

    def _on_ticked(self) -> None:
        ticked, undecided = self._ticked(), self.undecided
        if ticked:
            self.bar.say_ticked(len(ticked))
        elif undecided:
            alike = sum(row.listed == undecided[0].listed for row in undecided)
            self.bar.say_next(undecided[0].title, left=len(undecided), alike=alike)
            self._show_row(undecided[0])
        self._has_foot = bool(ticked or undecided)
        self._foot.setVisible(self._has_foot)

    def _on_tick_wanted(self) -> None:
        if self._ticked():
            self._untick()
        elif self.undecided:
            self._sections[self.undecided[0].listed].tick_undecided()

    def _untick(self) -> None:
        for section in self.sections:
            section.untick()

    def _show_row(self, row: ExceptionRow) -> None:
        # Once for each, or the list would jump whenever something else in the review is saved.
        # An item may stand in two lists under one key.
        if (row.listed, row.key) != self._next:
            self._next, self._coming = (row.listed, row.key), row
            self._bring.start()

    def _stay(self) -> None:
        self._coming = None

    def _bring_up(self) -> None:
        """Show the row that comes next, once the layout has given it its place."""
        coming = self._coming
        shown = None if coming is None else self._sections[coming.listed].widget_of(coming)
        if self._cramped and has_focus(self.bar):
            # What has the focus is seen, whatever else has room; the bar itself names the row.
            self._area.ensureWidgetVisible(self.bar)
        elif shown is not None:
            self._area.ensureWidgetVisible(shown)

    def _on_judged(self, verdict: Verdict, reason: str) -> None:
        self.judge_wanted.emit(self._ticked() or self.undecided[:1], verdict, reason)
