"""Directions in a review: those that wait, with what was answered, to be settled or dropped one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sopcheck.ui.case.direction_words import direction_sign, followed_lines
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.layout import column, emptied, row
from sopcheck.ui.kit.signs import StateWord
from sopcheck.ui.kit.tabbing import focus_kept_in
from sopcheck.ui.kit.text import Label
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from sopcheck.cases.standing import Direction
    from sopcheck.services.views import CaseView, ReviewView
    from sopcheck.ui.words import Words


class DirectionsPart(QWidget):
    """What was directed before and is not settled, and what was directed or settled in this review."""

    settle_wanted = Signal(object, bool)
    """This `Direction` is met, or to be dropped (then the flag is set)."""
    place_wanted = Signal(object)
    """This `Place` is to be seen in the case."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a part without directions; it is not seen while there are none."""
        super().__init__(parent)
        self._rows = column(gap=3)
        self.setLayout(column(Label(self.tr("Directions"), kind="heading"), self._rows, gap=3))
        self.hide()

    def show_view(self, view: ReviewView, words: Words) -> None:
        """Show the directions that matter to a review."""
        with focus_kept_in(self):
            self._build(directions_of(view), view, words)

    def _build(self, shown: tuple[Direction, ...], view: ReviewView, words: Words) -> None:
        emptied(self._rows)
        for direction in shown:
            made = DirectionRow(direction, view.view, words)
            made.settle_wanted.connect(self.settle_wanted)
            made.place_wanted.connect(self.place_wanted)
            self._rows.addWidget(made)
            # A layout shows what is new in it a moment later; the height is asked for before.
            made.show()
        self.setVisible(bool(shown))


class DirectionRow(QWidget):
    """One direction: on which item, what, by when, what was answered, and what may become of it."""

    settle_wanted = Signal(object, bool)
    """This `Direction` is met, or to be dropped (then the flag is set)."""
    place_wanted = Signal(object)
    """This `Place` is to be seen in the case."""

    def __init__(self, direction: Direction, view: CaseView, words: Words) -> None:
        """Show this direction."""
        super().__init__()
        sign = direction_sign(direction, words.today)
        about = about_line(direction, view, words)
        followed = tuple(followed_lines(view, direction, words))
        self.setAccessibleName(", ".join((direction.text, about, sign.word, *followed)))
        parts: list[QWidget] = [Label(direction.text), Label(about, kind="small", tone="muted")]
        parts += [Label(line, kind="small") for line in followed]
        presses: list[QWidget] = [StateWord(sign, kind="small")]
        if direction.settled is None:
            presses.append(self._press(direction, tr("Settle…"), tr("Settle: {text}"), dropped=False))
            presses.append(self._press(direction, tr("Drop…"), tr("Drop: {text}"), dropped=True))
        show = tr("Show in the case: {text}").format(text=direction.text)
        presses.append(
            button(tr("Show"), kind="quiet", does=lambda: self.place_wanted.emit(direction.place), name=show)
        )
        self.setLayout(column(*parts, row(*presses, None, gap=1), gap=0.5))

    def _press(self, direction: Direction, words: str, name: str, *, dropped: bool) -> QWidget:
        return button(
            words,
            kind="quiet",
            does=lambda: self.settle_wanted.emit(direction, dropped),
            name=name.format(text=direction.text),
        )


def directions_of(view: ReviewView) -> tuple[Direction, ...]:
    """Those that are not settled, and those that this review gave or settled."""
    return tuple(
        one
        for one in view.view.case.directions
        if one.settled is None or view.review in (one.review, one.settled.review)
    )


def about_line(direction: Direction, view: CaseView, words: Words) -> str:
    """On which item a direction was given, when, and by when it is due."""
    item = view.case.programme.item(direction.place.checklist, direction.place.item)
    title = item.prompt.rstrip(".") if item is not None else ""
    due = tr("by {day}").format(day=words.day(direction.due)) if direction.due is not None else ""
    given = tr("given {day}").format(day=words.day_of(direction.at))
    parts = (title, view.subject_label(direction.place.of) if direction.place.of else "", given, due)
    return " · ".join(part for part in parts if part)
