"""A condition built from facts without typing syntax: rows that all, or of which one, must hold.

A row is a fact that must be so, or must not be so, or several rows of their own. Beside the form the item
reads with the whole condition as a sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from sopcheck.checklists.definition import Clause, Condition
from sopcheck.ui.editor.parts import Part
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.fields import Choice
from sopcheck.ui.kit.layout import column, emptied, holding, row
from sopcheck.ui.kit.text import Label
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from sopcheck.checklists.shaping import Shaped
    from sopcheck.ui.editor.options import Known
    from sopcheck.ui.editor.shapes import Shape

MOST_DEEP = 3


class FactRow(QWidget):
    """A fact that must be so, or must not be so."""

    changed = Signal()
    removed = Signal(object)

    def __init__(self, known: Known, fact: str, *, so: bool, parent: QWidget | None = None) -> None:
        """Show this fact."""
        super().__init__(parent)
        # So short that it is whole beside the fact however large the text is.
        self.so: Choice[bool] = Choice(tr("Is it so?"), ((True, tr("so")), (False, tr("not so"))))
        self.so.choose(so)
        _narrow(self.so)
        self.fact: Choice[str] = Choice(tr("Fact"), known.facts)
        _narrow(self.fact)
        if fact and fact not in dict(known.facts):
            self.fact.offer((*known.facts, (fact, fact)))
        self.fact.choose(fact)
        away = button(
            tr("Remove"), kind="quiet", does=lambda: self.removed.emit(self), name=tr("Remove this fact")
        )
        self.so.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.fact.currentIndexChanged.connect(lambda _: self.changed.emit())
        line = row(self.so, self.fact, away, gap=2)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.setFocusProxy(self.fact)

    def condition(self) -> Condition | None:
        """What the row asks for; nothing where no fact can be chosen."""
        fact = self.fact.value()
        if fact is None:
            return None
        return fact if self.so.value() else Clause(not_=fact)


class FactRows(QWidget):
    """Rows that all, or of which one, must hold."""

    changed = Signal()
    removed = Signal(object)

    def __init__(self, known: Known, *, depth: int = 0, parent: QWidget | None = None) -> None:
        """Make rows without any; those inside others can be removed."""
        super().__init__(parent)
        self._known = known
        self._depth = depth
        self._rows: list[FactRow | FactRows] = []
        self.joint: Choice[str] = Choice(
            tr("Which of them"),
            (
                ("all", tr("all of these hold")),
                ("any", tr("any of these holds")),
                ("not all", tr("not all of these hold")),
                ("none", tr("none of these holds")),
            ),
        )
        _narrow(self.joint, 14)
        self.joint.currentIndexChanged.connect(lambda _: self.changed.emit())
        self._below: QVBoxLayout = column(gap=1.5)
        self._more = button(tr("+ fact"), kind="quiet", does=self._on_fact_wanted, name=tr("Add a fact"))
        head = row(Label(tr("Where")), self.joint, None, gap=2)
        if depth:
            name = tr("Remove these facts")
            head.addWidget(
                button(tr("Remove"), kind="quiet", does=lambda: self.removed.emit(self), name=name)
            )
        self._layout = column(head, self._below, self._build_adding(), gap=1.5, margins=2 if depth else 0)
        framed = holding(self._layout, ground="card" if depth else "")
        self.setLayout(column(framed))
        self.setFocusProxy(self.joint)

    def _build_adding(self) -> QWidget:
        adding = QWidget()
        buttons = [self._more]
        if self._depth < MOST_DEEP:
            name = tr("Add several facts in brackets")
            buttons.append(button(tr("+ several"), kind="quiet", does=self._on_rows_wanted, name=name))
        adding.setLayout(row(*buttons, None, gap=4))
        return adding

    def show_condition(self, condition: Condition | None) -> None:
        """Show a condition."""
        emptied(self._below)
        self._rows = []
        joint, parts = _taken_apart(condition)
        self.joint.choose(joint)
        for part in parts:
            self._add(part)

    def condition(self) -> Condition | None:
        """The condition; nothing where there are no rows, which means always."""
        parts = tuple(part for part in (held.condition() for held in self._rows) if part is not None)
        if not parts:
            return None
        joint = self.joint.value()
        whole = Clause(all=parts) if joint in {"all", "not all"} else Clause(any=parts)
        inner: Condition = parts[0] if len(parts) == 1 else whole
        return Clause(not_=inner) if joint in {"not all", "none"} else inner

    def _add(self, condition: Condition | None) -> FactRow | FactRows:
        made = self._row_for(condition)
        made.changed.connect(self.changed)
        made.removed.connect(self._on_removed)
        self._rows.append(made)
        self._below.addWidget(made)
        return made

    def _row_for(self, condition: Condition | None) -> FactRow | FactRows:
        if isinstance(condition, str):
            return FactRow(self._known, condition, so=True)
        if condition is not None and isinstance(condition.not_, str):
            return FactRow(self._known, condition.not_, so=False)
        made = FactRows(self._known, depth=self._depth + 1)
        made.show_condition(condition)
        return made

    def _on_fact_wanted(self) -> None:
        held = {one.fact.value() for one in self._rows if isinstance(one, FactRow)}
        facts = [fact for fact, _ in self._known.facts]
        # The same fact twice in one list says nothing.
        self._add(next((fact for fact in facts if fact not in held), facts[0])).setFocus()
        self.changed.emit()

    def _on_rows_wanted(self) -> None:
        self._add(None).setFocus()
        self.changed.emit()

    def _on_removed(self, gone: FactRow | FactRows) -> None:
        # What goes would take the keys with it.
        self._more.setFocus()
        self._rows.remove(gone)
        self._below.removeWidget(gone)
        gone.hide()
        gone.deleteLater()
        self.changed.emit()


class ConditionPart(Part):
    """When something applies."""

    def __init__(self, shape: Shape, parent: QWidget | None = None) -> None:
        """Make a condition that always holds."""
        super().__init__(shape, parent)
        self._column = column(gap=1)
        self.rows: FactRows | None = None
        self.setLayout(self._column)

    def _show(self, value: Shaped | None, known: Known) -> None:
        emptied(self._column)
        if not known.facts and value is None:
            self.rows = None
            self._column.addWidget(Label(tr("Always. Add a fact first, to make it depend."), tone="muted"))
            return
        self.rows = FactRows(known)
        condition = None if value is None else msgspec.convert(value, Condition)
        self.rows.show_condition(condition)
        self.rows.changed.connect(self._on_changed)
        self._column.addWidget(self.rows)
        self.setFocusProxy(self.rows)

    def _offers(self, known: Known) -> object:
        return known.facts

    def _read(self) -> Shaped | None:
        condition = self.rows.condition() if self.rows is not None else None
        if condition is None:
            return None
        value: Shaped = msgspec.to_builtins(condition)
        return value


def _narrow(choice: QComboBox, least: int = 5) -> None:
    """Let a choice be narrower than its longest words, which the list that opens shows whole."""
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setMinimumContentsLength(least)


def _taken_apart(condition: Condition | None) -> tuple[str, tuple[Condition, ...]]:
    if condition is None:
        return "all", ()
    if isinstance(condition, str):
        return "all", (condition,)
    if condition.not_ is None:
        return ("all", condition.all) if condition.all else ("any", condition.any)
    if isinstance(condition.not_, str):
        return "all", (condition,)
    joint, parts = _taken_apart(condition.not_)
    # Of a negation within a negation the inner one stays a row of its own.
    if joint in {"not all", "none"}:
        return "not all", (condition.not_,)
    return ("not all" if joint == "all" else "none"), parts
