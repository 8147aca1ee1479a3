"""One item of a checklist for reading: what it asks, why, of whom, by when, and on what it rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sopcheck.checklists.asking import said_condition
from sopcheck.checklists.explaining import clock_words, limit_words
from sopcheck.ui.case.row_words import plain
from sopcheck.ui.kit.layout import column, emptied
from sopcheck.ui.kit.text import Label
from sopcheck.ui.words import basis_word

if TYPE_CHECKING:
    from sopcheck.checklists.definition import Checklist, Condition, Item


class ItemReading(QWidget):
    """Shows one item; everything in it is text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._lines = column(gap=1)
        self.setLayout(column(self._lines, None))

    def show_item(self, checklist: Checklist, item: Item) -> None:
        """Show this item of this checklist."""
        emptied(self._lines)
        self._lines.addWidget(Label(plain(item.prompt), kind="heading", prose=True, selectable=True))
        if item.guidance:
            self._lines.addSpacing(6)
            self._lines.addWidget(Label(plain(item.guidance), prose=True, selectable=True))
        for title, words in self._parts(checklist, item):
            if words:
                self._lines.addSpacing(8)
                self._lines.addWidget(Label(title, kind="small", tone="muted"))
                self._lines.addWidget(Label(words, prose=True, selectable=True))

    def _parts(self, checklist: Checklist, item: Item) -> tuple[tuple[str, str], ...]:
        kind = checklist.subjects.get(item.repeats_for) if item.repeats_for else None
        reason = (
            self.tr("A reason is required where it is not done.")
            if item.reason_when_not_done == "required"
            else ""
        )
        who = self.tr("The {role} answers.").format(role=item.answered_by)
        return (
            (self.tr("When it is asked"), asked_words(checklist, item)),
            (self.tr("For each"), kind.label if kind else ""),
            (self.tr("By when"), by_when(checklist, item)),
            (self.tr("Who"), " ".join(part for part in (who, item.rank_note, reason) if part)),
            (self.tr("Choices"), "; ".join(item.choices)),
            (self.tr("In print"), _print_words(item.print_class)),
            (self.tr("Source"), item.source),
            (self.tr("Item"), item.id),
        )


def asked_words(checklist: Checklist, item: Item) -> str:
    """When an item is asked, as in “Always.” and “Where the victim is under 18 now.”."""
    if item.applies_when is None:
        return "Always."
    return f"Where {condition_words(checklist, item.applies_when)}."


def condition_words(checklist: Checklist, condition: Condition) -> str:
    """A condition in words."""
    return said_condition(condition, checklist.facts)


def by_when(checklist: Checklist, item: Item) -> str:
    """The limit or gate of an item as a sentence; empty where it has none."""
    if item.limit is not None:
        clock = checklist.clocks.get(item.limit.from_)
        basis = basis_word(item.limit.basis)
        if item.limit.unit == "target-date" or clock is None:
            return f"By {limit_words(item.limit)} ({basis})."
        return f"{limit_words(item.limit)} from when {clock_words(item.limit.from_, clock)} ({basis})."
    if item.gate is not None:
        clock = checklist.clocks.get(item.gate.before)
        said = clock_words(item.gate.before, clock) if clock else item.gate.before.replace("-", " ")
        return f"At or before the moment when {said} ({basis_word(item.gate.basis)})."
    return ""


def _print_words(print_class: str) -> str:
    return (
        ""
        if print_class == "ordinary"
        else f"{print_class.replace('-', ' ').capitalize()}: kept out of the record."
    )
