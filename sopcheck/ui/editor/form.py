"""A form for a part of a checklist, made from its shapes: headings, fields, forms within, rows of forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.ui.editor.condition import ConditionPart
from sopcheck.ui.editor.options import Known
from sopcheck.ui.editor.parts import (
    LinePart,
    LinesPart,
    NumberPart,
    OnePart,
    Part,
    SomePart,
    TextPart,
    TickPart,
)
from sopcheck.ui.editor.shapes import groups_of
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.fields import Field
from sopcheck.ui.kit.layout import column, emptied, holding, row
from sopcheck.ui.kit.text import Label
from sopcheck.ui.kit.ticks import Tick
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sopcheck.checklists.compare_kinds import Under
    from sopcheck.checklists.shaping import Shaped
    from sopcheck.ui.editor.shapes import Shape

Fields = dict[str, "Shaped"]


class WholePart(Part):
    """What is kept only once all that it needs is said; until then it says what that is."""

    def __init__(self, shape: Shape, parent: QWidget | None = None) -> None:
        """Lack nothing yet."""
        super().__init__(shape, parent)
        self.lacks = Label(tone="soon")
        self.lacks.hide()

    def _on_changed(self) -> None:
        lacks = self._lacks()
        self.lacks.setVisible(bool(lacks))
        what = ", ".join(f"“{words}”" for words in lacks)
        self.lacks.say(tr("Not kept yet. Say also {what}.").format(what=what))
        super()._on_changed()


class FormPart(WholePart):
    """A form that may be left out as a whole: a limit, a gate, what calls for a review."""

    def __init__(self, shape: Shape, parent: QWidget | None = None) -> None:
        """Make a form that is left out."""
        super().__init__(shape, parent)
        self.box = Tick(shape.words)
        self.inner = Fieldset(shape.below)
        self._framed = holding(column(self.inner, margins=3), ground="card")
        self.box.toggled.connect(self._on_ticked)
        self.inner.changed.connect(self._on_changed)
        self.setLayout(column(self.box, self.lacks, self._framed, gap=1.5))
        self.setFocusProxy(self.box)
        self._framed.hide()

    def _show(self, value: Shaped | None, known: Known) -> None:
        self.inner.put(value if isinstance(value, dict) else {}, known)
        self.box.setChecked(value is not None)
        self.lacks.hide()

    def _offers(self, known: Known) -> object:
        # The fields inside see for themselves what they need not show again.
        return known

    def _read(self) -> Shaped | None:
        return dict(self.inner.take()) if self.box.isChecked() else None

    def _lacks(self) -> Sequence[str]:
        return self.inner.lacks() if self.box.isChecked() else ()

    def _on_ticked(self, ticked: bool) -> None:
        self._framed.setVisible(ticked)
        self._on_changed()


class RowsPart(WholePart):
    """Several forms of one kind, in order; each can be removed and one added."""

    def __init__(self, shape: Shape, parent: QWidget | None = None) -> None:
        """Make a list without any."""
        super().__init__(shape, parent)
        self._known = Known()
        self._held: list[Fieldset] = []
        self._rows = column(gap=2)
        self._more = button(
            tr("+ add"), kind="quiet", does=self._on_wanted, name=tr("Add: {what}").format(what=shape.words)
        )
        self.setLayout(column(self._rows, self.lacks, row(self._more, None), gap=1.5))
        self.setFocusProxy(self._more)

    def _show(self, value: Shaped | None, known: Known) -> None:
        emptied(self._rows)
        self._held = []
        self._known = known
        for one in value if isinstance(value, list) else ():
            self._add(one if isinstance(one, dict) else {})
        self.lacks.hide()

    def _offers(self, known: Known) -> object:
        return known if self._held else None

    def _read(self) -> Shaped | None:
        held: list[Shaped] = [dict(inner.take()) for inner in self._held]
        return held or None

    def _lacks(self) -> Sequence[str]:
        return next((lacks for inner in self._held if (lacks := inner.lacks())), ())

    def _add(self, fields: Fields) -> Fieldset:
        inner = Fieldset(self.shape.below)
        inner.put(fields, self._known)
        inner.changed.connect(self._on_changed)
        framed = QWidget()
        away = button(
            tr("Remove"),
            kind="quiet",
            does=lambda: self._remove(inner, framed),
            name=tr("Remove one of: {what}").format(what=self.shape.words),
        )
        framed.setLayout(column(holding(column(inner, row(None, away), margins=3), ground="card")))
        self._held.append(inner)
        self._rows.addWidget(framed)
        return inner

    def _remove(self, inner: Fieldset, framed: QWidget) -> None:
        # What goes would take the keys with it.
        self._more.setFocus()
        self._held.remove(inner)
        self._rows.removeWidget(framed)
        framed.hide()
        framed.deleteLater()
        self._on_changed()

    def _on_wanted(self) -> None:
        self._add({}).setFocus()
        self._on_changed()


class SeveralPart(RowsPart):
    """Several of a list too long to tick, each chosen in a row of its own."""

    def _show(self, value: Shaped | None, known: Known) -> None:
        entries = value if isinstance(value, list) else ()
        super()._show([{self.shape.key: one} for one in entries], known)

    def _read(self) -> Shaped | None:
        rows = (inner.take() for inner in self._held)
        chosen: list[Shaped] = [row[self.shape.key] for row in rows if self.shape.key in row]
        return chosen or None


_PARTS: Mapping[str, type[Part]] = {
    "line": LinePart,
    "text": TextPart,
    "lines": LinesPart,
    "number": NumberPart,
    "tick": TickPart,
    "one": OnePart,
    "some": SomePart,
    "condition": ConditionPart,
    "form": FormPart,
    "rows": RowsPart,
    "several": SeveralPart,
}


class Fieldset(QWidget):
    """Keys below each other, each with its words."""

    changed = Signal()

    def __init__(self, shapes: Sequence[Shape], parent: QWidget | None = None) -> None:
        """Make the fields of these keys, empty."""
        super().__init__(parent)
        self.parts = tuple(_PARTS[shape.how](shape) for shape in shapes)
        for part in self.parts:
            part.changed.connect(self.changed)
        self.setLayout(column(*(_named(part) for part in self.parts), gap=3))
        self._fields: Fields = {}
        if self.parts:
            self.setFocusProxy(self.parts[0])

    def put(self, fields: Mapping[str, Shaped], known: Known) -> None:
        """Show what the file has."""
        self._fields = dict(fields)
        for part in self.parts:
            part.put(fields.get(part.shape.key), known)

    def take(self) -> Fields:
        """What the file is to have; keys that the form does not know stay as they are."""
        fields = dict(self._fields)
        for part in self.parts:
            value = part.take()
            fields.pop(part.shape.key, None)
            if value is not None:
                fields[part.shape.key] = value
        return fields

    def lacks(self) -> tuple[str, ...]:
        """The words of what is needed and not said yet."""
        return tuple(part.shape.words for part in self.parts if part.shape.needed and part.take() is None)


class PartForm(QWidget):
    """The form of one part of a checklist, under its headings."""

    edited = Signal(str, object)
    """A person gave this key another value; nothing where it is left out now."""

    def __init__(self, under: Under, parent: QWidget | None = None) -> None:
        """Make the form of this sort of part, empty."""
        super().__init__(parent)
        self.under = under
        groups = groups_of(under)
        self.sets = tuple(Fieldset(group.shapes) for group in groups)
        for part in self._parts():
            part.changed.connect(lambda part=part: self.edited.emit(part.shape.key, part.take()))
        headed = zip(groups, self.sets, strict=True)
        self.setLayout(column(*_headed((group.title, fieldset) for group, fieldset in headed), None, gap=5))
        self._fields: Fields = {}

    def show_fields(self, fields: Mapping[str, Shaped], known: Known) -> None:
        """Show a part as the file has it."""
        self._fields = dict(fields)
        for fieldset in self.sets:
            fieldset.put({key: fields[key] for key in _keys(fieldset) if key in fields}, known)

    def fields(self) -> Fields:
        """The part as the file is to have it; what the form has no field for stays."""
        mine = {key for fieldset in self.sets for key in _keys(fieldset)}
        fields = {key: value for key, value in self._fields.items() if key not in mine}
        for fieldset in self.sets:
            fields |= fieldset.take()
        return fields

    def part(self, key: str) -> Part | None:
        """The field of a key, to go to where something is wrong with it."""
        return next((part for part in self._parts() if part.shape.key == key), None)

    def _parts(self) -> tuple[Part, ...]:
        return tuple(part for fieldset in self.sets for part in fieldset.parts)


def _keys(fieldset: Fieldset) -> tuple[str, ...]:
    return tuple(part.shape.key for part in fieldset.parts)


def _named(part: Part) -> QWidget:
    # A box says its own words.
    if part.shape.how in {"tick", "form"}:
        return part
    return Field(part.shape.words, part, hint=part.shape.hint)


def _headed(groups: Iterable[tuple[str, Fieldset]]) -> list[QWidget]:
    shown: list[QWidget] = []
    for title, fieldset in groups:
        if title:
            shown.append(Label(title, kind="heading"))
        shown.append(fieldset)
    return shown
