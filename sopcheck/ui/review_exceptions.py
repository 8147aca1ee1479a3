"""The left pane of a review: the six lists of exceptions, and what is decided about passed limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.ui.kit.layout import column, holding, scrolling
from sopcheck.ui.review_exception_list import ExceptionSection
from sopcheck.ui.review_judging import JudgeBar

if TYPE_CHECKING:
    from sopcheck.cases.events import Place, Verdict
    from sopcheck.ui.review_exception_words import ExceptionList, ExceptionRow
    from sopcheck.ui.session import Session


class ExceptionsPane(QWidget):
    """The lists scroll; the bar that judges the ticked limits stays below them."""

    judge_wanted = Signal(object, str, str)
    """Limits at these places (a tuple of `Place`) are judged: the verdict and its reason."""
    direct_wanted = Signal(object)
    """A direction is to be given on this `ExceptionRow`."""
    place_wanted = Signal(object)
    """This `Place` is to be seen in the case."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Make a pane without exceptions."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("Exceptions"))
        self._sections: dict[str, ExceptionSection] = {}
        self._lists = column(gap=5, margins=(4, 4, 4, 4))
        inner = QWidget()
        inner.setLayout(column(self._lists, None, gap=0))
        self._area = scrolling(inner)
        self.bar = JudgeBar(session)
        self.bar.judged.connect(self._on_judged)
        self._foot = holding(column(self.bar, margins=(4, 3, 4, 3)), rule="above")
        self._foot.hide()
        box = column(self._area, self._foot, gap=0)
        box.setStretch(0, 1)
        self.setLayout(box)

    @property
    def sections(self) -> tuple[ExceptionSection, ...]:
        """The six lists, in the order of the record."""
        return tuple(self._sections.values())

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
        """The ticked limits were judged: nothing is ticked any more, and no reason is left over."""
        for section in self.sections:
            section.untick()
        self.bar.finish()

    def focus_first(self) -> None:
        """Go to the first row that can be ticked, else to the lists."""
        for section in self.sections:
            if section.focus_first():
                return
        self._area.setFocus()

    def _section(self, shown: ExceptionList) -> ExceptionSection:
        section = ExceptionSection(shown.title, tickable=shown.kind == "limits")
        section.ticked_changed.connect(self._on_ticked)
        section.direct_wanted.connect(self.direct_wanted)
        section.place_wanted.connect(self.place_wanted)
        self._lists.addWidget(section)
        section.show()
        return section

    def _ticked(self) -> tuple[ExceptionRow, ...]:
        limits = self._sections.get("limits")
        return limits.ticked() if limits is not None else ()

    def _on_ticked(self) -> None:
        count = len(self._ticked())
        self.bar.say_count(count)
        self._foot.setVisible(bool(count))

    def _on_judged(self, verdict: Verdict, reason: str) -> None:
        places: tuple[Place, ...] = tuple(place for row in self._ticked() for place in row.places)
        self.judge_wanted.emit(places, verdict, reason)
