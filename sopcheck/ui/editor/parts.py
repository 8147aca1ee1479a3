"""The fields of the forms of a checklist: each shows what a file has under a key, and gives it back.

Nothing that was not touched is changed: a field that is left alone gives what it was shown. What says
nothing is `None`, and its key is left out of the file.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.checklists.shaping import Shaped
from sopcheck.ui.editor.options import Known, Option
from sopcheck.ui.editor.shapes import Shape
from sopcheck.ui.kit.fields import Choice, ManyLines, Number, OneLine
from sopcheck.ui.kit.layout import column, emptied
from sopcheck.ui.kit.ticks import Tick, Ticks
from sopcheck.ui.words import tr

_MOST = 999
_NOTHING_YET = object()


class Part(QWidget):
    """One key of a form. A subclass answers `_show` and `_read`."""

    changed = Signal()
    """A person changed it."""

    def __init__(self, shape: Shape, parent: QWidget | None = None) -> None:
        """Stand for this key; nothing is shown yet."""
        super().__init__(parent)
        self.shape = shape
        self._shown: Shaped | None = None
        self._offered: object = _NOTHING_YET
        self._touched = False
        self._showing = False

    def put(self, value: Shaped | None, known: Known) -> None:
        """Show what the file has; what is already shown stays, with the place of whoever types in it."""
        offered = self._offers(known)
        shown = value == self.take() and (self._touched or offered == self._offered)
        if not shown:
            with self._quietly():
                self._show(value, known)
        self._shown, self._offered, self._touched = value, offered, False

    def take(self) -> Shaped | None:
        """What the file is to have; `None` where the key says nothing."""
        return self._read() if self._touched else self._shown

    def _show(self, value: Shaped | None, known: Known) -> None:
        raise NotImplementedError

    def _read(self) -> Shaped | None:
        raise NotImplementedError

    def _offers(self, known: Known) -> object:
        """What of the checklist the field shows besides its value; the same twice need not be shown twice."""
        return self.shape.options(known) if self.shape.options is not None else None

    def _lacks(self) -> Sequence[str]:
        """Give the words of what must be said before there is anything to keep."""
        return ()

    def _on_changed(self) -> None:
        if not self._showing:
            self._touched = True
            if not self._lacks():
                self.changed.emit()

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        # What is shown to a person is no change of theirs.
        self._showing = True
        try:
            yield
        finally:
            self._showing = False


class LinePart(Part):
    """One line of text."""

    def __init__(self, shape: Shape, parent: QWidget | None = None) -> None:
        """Make an empty line."""
        super().__init__(shape, parent)
        self.edit = OneLine(shape.words)
        self.edit.setMaxLength(1000)
        self.edit.textEdited.connect(self._on_changed)
        self.setLayout(column(self.edit))
        self.setFocusProxy(self.edit)

    def _show(self, value: Shaped | None, known: Known) -> None:
        del known
        self.edit.setText("" if value is None else str(value))
        self.edit.setCursorPosition(0)

    def _read(self) -> Shaped | None:
        return self.edit.text().strip() or None


class TextPart(Part):
    """A text of several lines."""

    def __init__(self, shape: Shape, parent: QWidget | None = None) -> None:
        """Make an empty text."""
        super().__init__(shape, parent)
        self.edit = ManyLines(shape.words, lines=2 if shape.how == "lines" else 3)
        self.edit.textChanged.connect(self._on_changed)
        self.setLayout(column(self.edit))
        self.setFocusProxy(self.edit)

    def _show(self, value: Shaped | None, known: Known) -> None:
        del known
        self.edit.setPlainText("" if value is None else str(value))

    def _read(self) -> Shaped | None:
        # In a file a text is one paragraph; a line break typed here would only be folded there.
        return " ".join(self.edit.text().split()) or None


class LinesPart(TextPart):
    """Several short texts, one on each line."""

    def _show(self, value: Shaped | None, known: Known) -> None:
        del known
        self.edit.setPlainText("\n".join(str(one) for one in _list(value)))

    def _read(self) -> Shaped | None:
        lines: list[Shaped] = [line.strip() for line in self.edit.text().splitlines() if line.strip()]
        return lines or None


class NumberPart(Part):
    """A whole number; the lowest place of the field means that there is none."""

    def __init__(self, shape: Shape, parent: QWidget | None = None) -> None:
        """Make a field without a number."""
        super().__init__(shape, parent)
        self.spin = Number(shape.words, most=_MOST, nothing=tr("none"))
        self.spin.valueChanged.connect(self._on_changed)
        self.setLayout(column(self.spin))
        self.setFocusProxy(self.spin)

    def _show(self, value: Shaped | None, known: Known) -> None:
        del known
        self.spin.setValue(value if isinstance(value, int) else 0)

    def _read(self) -> Shaped | None:
        return self.spin.value() or None


class TickPart(Part):
    """Yes, or nothing said."""

    def __init__(self, shape: Shape, parent: QWidget | None = None) -> None:
        """Make an empty box."""
        super().__init__(shape, parent)
        self.box = Tick(shape.words)
        self.box.toggled.connect(self._on_changed)
        self.setLayout(column(self.box))
        self.setFocusProxy(self.box)

    def _show(self, value: Shaped | None, known: Known) -> None:
        del known
        self.box.setChecked(value is True)

    def _read(self) -> Shaped | None:
        return True if self.box.isChecked() else None


class OnePart(Part):
    """One of several; nothing chosen is a choice where the key may be left out."""

    def __init__(self, shape: Shape, parent: QWidget | None = None) -> None:
        """Make a choice that offers nothing yet."""
        super().__init__(shape, parent)
        self.choice: Choice[str] = Choice(shape.words)
        self.choice.setMinimumContentsLength(12)
        self.choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.currentIndexChanged.connect(self._on_changed)
        self.setLayout(column(self.choice))
        self.setFocusProxy(self.choice)

    def _show(self, value: Shaped | None, known: Known) -> None:
        self.choice.offer([("", tr("Not said")), *_offered(self.shape, known, value)])
        self.choice.choose("" if value is None else str(value))

    def _read(self) -> Shaped | None:
        return self.choice.value() or None


class SomePart(Part):
    """Several of a list."""

    def __init__(self, shape: Shape, parent: QWidget | None = None) -> None:
        """Make a list that offers nothing yet."""
        super().__init__(shape, parent)
        self.ticks: Ticks[str] = Ticks(shape.words)
        self._column = column(self.ticks)
        self.setLayout(self._column)

    def _show(self, value: Shaped | None, known: Known) -> None:
        chosen = [str(one) for one in _list(value)]
        emptied(self._column)
        self.ticks = Ticks(self.shape.words)
        for key, words in _offered(self.shape, known, *chosen):
            self.ticks.add(key, words, ticked=key in chosen)
        self.ticks.changed.connect(self._on_changed)
        self._column.addWidget(self.ticks)
        for _, first in self.ticks.options()[:1]:
            self.setFocusProxy(first)

    def _read(self) -> Shaped | None:
        ticked: list[Shaped] = [*self.ticks.values()]
        return ticked or None


def _offered(shape: Shape, known: Known, *chosen: Shaped | None) -> Sequence[Option]:
    offered = tuple(shape.options(known)) if shape.options is not None else ()
    ids = {key for key, _ in offered}
    # What the file names and this checklist does not have is another checklist's, or to be mended: it stays.
    missing = dict.fromkeys(str(one) for one in chosen if one is not None and str(one) not in ids)
    return (*offered, *((key, key) for key in missing))


def _list(value: Shaped | None) -> list[Shaped]:
    return value if isinstance(value, list) else []
