"""What is not known yet and decides whether an item is asked: said where it matters, and answered there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.checklists.definition import FactId
from sopcheck.ui.case.row_words import fact_words
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.layout import column, emptied, holding
from sopcheck.ui.kit.text import Label

if TYPE_CHECKING:
    from sopcheck.cases.states import PlaceState
    from sopcheck.services.views import CaseView


@dataclass(frozen=True, slots=True)
class UnknownFact:
    """A fact that is not known yet, as a statement, and of which subject (of the case where of none)."""

    fact: FactId
    says: str
    of: tuple[str, ...]
    label: str


def unknown_facts(view: CaseView, state: PlaceState) -> tuple[UnknownFact, ...]:
    """What keeps an item from being asked or not asked, in the order of its condition."""
    if state.applies != "may":
        return ()
    known = view.case.programme.facts
    return tuple(_unknown(view, state, fact) for fact in state.unknown_facts if fact in known)


def _unknown(view: CaseView, state: PlaceState, fact: FactId) -> UnknownFact:
    known = view.case.programme.facts[fact]
    owner = view.case.owner(state.place.of, known.of) if known.of is not None else None
    of = (owner,) if owner is not None else ()
    return UnknownFact(fact, fact_words(known), of, view.subject_label(owner))


class UnknownFacts(QWidget):
    """Each fact as a statement with *Yes* and *No*; hidden where nothing is unknown."""

    answered = Signal(object, str)
    """An `UnknownFact`, and `yes` or `no`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with nothing to ask."""
        super().__init__(parent)
        self._shown: tuple[UnknownFact, ...] = ()
        self._rows = column(gap=3)
        head = Label(self.tr("This may apply. It is not known yet whether:"), kind="strong")
        frame = holding(column(head, self._rows, gap=2, margins=3), ground="card")
        self.setLayout(column(frame))
        self.hide()

    def show_facts(self, facts: tuple[UnknownFact, ...]) -> None:
        """Ask these; what is asked already stays as it is, with the focus where it was."""
        # Built anew the buttons would lose the focus at every refresh.
        if facts == self._shown:
            return
        self._shown = facts
        emptied(self._rows)
        for fact in facts:
            self._rows.addWidget(self._row(fact))
        self.setVisible(bool(facts))

    def _row(self, fact: UnknownFact) -> QWidget:
        of = f"{fact.label}: " if fact.label else ""
        yes = button(
            self.tr("Yes"),
            does=lambda: self.answered.emit(fact, "yes"),
            name=self.tr("Yes: {fact}").format(fact=fact.says),
        )
        no = button(
            self.tr("No"),
            does=lambda: self.answered.emit(fact, "no"),
            name=self.tr("No: {fact}").format(fact=fact.says),
        )
        holder = QWidget()
        holder.setLayout(column(Label(of + fact.says), Flow(yes, no), gap=1))
        return holder
