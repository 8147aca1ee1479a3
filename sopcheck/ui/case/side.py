"""The right of the case page: the item, or for a while the facts, people, timeline or records."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from sopcheck.checklists.definition import FactId
from sopcheck.ledger.entry import EntryHash
from sopcheck.ui.case.addendum import AddendumSheet
from sopcheck.ui.case.answering import now_of
from sopcheck.ui.case.facts import FactsPanel
from sopcheck.ui.case.item_pane import ItemPane
from sopcheck.ui.case.panel import SidePanel
from sopcheck.ui.case.records import RecordsPanel
from sopcheck.ui.case.sheets import AddSubject, ChangeSubject
from sopcheck.ui.case.subjects import SubjectsPanel
from sopcheck.ui.case.timeline import TimelinePanel
from sopcheck.ui.kit.sheets import ask_reason

if TYPE_CHECKING:
    from sopcheck.cases.events import FactValue, When
    from sopcheck.services.views import CaseView
    from sopcheck.ui.case.acts import CaseActs

P = TypeVar("P", bound=SidePanel)


class SideStack(QStackedWidget):
    """One of five at a time; only what is seen is brought up to date."""

    record_wanted = Signal(str)
    """The record of this `ReviewId` is to be shown."""
    returned = Signal()
    """Back to the item."""

    def __init__(self, acts: CaseActs, parent: QWidget | None = None) -> None:
        """Show the item first."""
        super().__init__(parent)
        self._acts = acts
        self.item = ItemPane(acts.session)
        self.addWidget(self.item)

    # Each is made when somebody looks at it: a case opens sooner, and most looks at a case need none of them.
    @cached_property
    def facts(self) -> FactsPanel:
        """What is known of the case."""
        panel = FactsPanel(self._acts.session)
        panel.fact_said.connect(self._on_fact_said)
        return self._taken_in(panel)

    @cached_property
    def subjects(self) -> SubjectsPanel:
        """Whom and what the case is about."""
        panel = SubjectsPanel(self._acts.session)
        panel.add_wanted.connect(self.add_subject)
        panel.change_wanted.connect(lambda subject: ChangeSubject(self, self._acts, subject).open())
        return self._taken_in(panel)

    @cached_property
    def timeline(self) -> TimelinePanel:
        """What happened, and the notes."""
        panel = TimelinePanel(self._acts.session, self._acts.case)
        panel.note_written.connect(self._on_note)
        panel.withdrawal_wanted.connect(self._on_withdrawal)
        return self._taken_in(panel)

    @cached_property
    def records(self) -> RecordsPanel:
        """The reviews that were held."""
        panel = RecordsPanel(self._acts.session)
        panel.record_wanted.connect(self.record_wanted)
        panel.addendum_wanted.connect(lambda held: AddendumSheet(self, self._acts, held).open())
        return self._taken_in(panel)

    @property
    def shows_item(self) -> bool:
        """Is it the item that is seen?"""
        return self.currentWidget() is self.item

    def minimumSizeHint(self) -> QSize:
        """As narrow as what is seen, not as the widest of what is not."""
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else super().minimumSizeHint()

    def show_view(self, view: CaseView) -> None:
        """Bring up to date what is seen, but for the item, which the page sees to."""
        shown = self.currentWidget()
        if isinstance(shown, FactsPanel | SubjectsPanel | TimelinePanel):
            shown.show_view(view)
        elif isinstance(shown, RecordsPanel):
            self.show_records()

    def show_item(self) -> None:
        """Show the item again."""
        self.setCurrentWidget(self.item)

    def show_facts(self) -> None:
        """Show the facts."""
        # Only what is seen is kept up to date, so it is brought up to date when it comes.
        self.facts.show_view(self._acts.must_view)
        self._go_to(self.facts)

    def show_subjects(self, kind: str) -> None:
        """Show the subjects, and stand on the first of a kind."""
        self.subjects.show_view(self._acts.must_view)
        self.subjects.go_to(kind)
        self._go_to(self.subjects)

    def show_timeline(self, *, write: bool = False) -> None:
        """Show the timeline, with the focus where a note is written if one is to be."""
        self.timeline.show_view(self._acts.must_view)
        self._go_to(self.timeline)
        if write:
            self.timeline.note.setFocus()

    def show_records(self) -> None:
        """Read which reviews were held and show them."""
        printing, case = self._acts.session.desk.printing, self._acts.case
        self.records.show_since(self._acts.must_view)
        self._acts.session.tasks.run(self, lambda: printing.reviews(case), self.records.show_reviews)
        self._go_to(self.records)

    def add_subject(self, kind: str = "") -> None:
        """Ask what is to be added to the case."""
        AddSubject(self, self._acts, kind=kind).open()

    def focus_first(self) -> None:
        """Put the focus into what is seen."""
        shown = self.currentWidget()
        if isinstance(shown, ItemPane | FactsPanel | SubjectsPanel | TimelinePanel | RecordsPanel):
            shown.focus_first()

    def _go_to(self, panel: FactsPanel | SubjectsPanel | TimelinePanel | RecordsPanel) -> None:
        self.setCurrentWidget(panel)
        panel.focus_first()

    def _taken_in(self, panel: P) -> P:
        panel.closed.connect(self._on_closed)
        self.addWidget(panel)
        return panel

    def _on_closed(self) -> None:
        self.show_item()
        self.returned.emit()

    def _on_fact_said(self, fact: FactId, of: str | None, value: FactValue, since: When | None) -> None:
        case, at = self._acts.case, since or now_of(self._acts)
        # Without a subject the fact is one of the case (counting convention 18).
        named = (of,) if of is not None else ()
        self._acts.do(
            lambda casework, confirmed: casework.set_fact(
                case, fact, value, at, of=named, confirmed=confirmed
            ),
            done=self.facts.go_on,
            failed=self.facts.line.refuse,
            ask=self.facts.question.ask,
        )

    def _on_note(self, text: str, when: When | None) -> None:
        case, at = self._acts.case, when or now_of(self._acts)
        self._acts.do(
            lambda casework, _: casework.note(case, text, at),
            done=self.timeline.forget,
            failed=self.timeline.line.refuse,
        )

    def _on_withdrawal(self, entry: str) -> None:
        case = self._acts.case
        ask_reason(
            self,
            title=self.tr("Withdraw this entry"),
            says=self.tr("It counts no more from now on, and stays in the history with your reason."),
            primary=self.tr("Withdraw"),
            done=lambda reason: self._acts.do(
                lambda casework, _: casework.withdraw(case, EntryHash(entry), reason),
                failed=self.timeline.line.refuse,
            ),
        )
