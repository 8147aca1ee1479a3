"""One list of exceptions: each row with its sentence, its reason and when that was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from sopcheck.ui.kit.buttons import button, rename
from sopcheck.ui.kit.flow import Flow
from sopcheck.ui.kit.layout import Part, column, emptied, row, rule_line
from sopcheck.ui.kit.signs import StateWord
from sopcheck.ui.kit.text import Label
from sopcheck.ui.kit.ticks import Tick
from sopcheck.ui.review.exception_words import said_of
from sopcheck.ui.review.panes import has_focus
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from sopcheck.ui.review.exception_words import ExceptionRow

# More than these nobody reads before they have looked at the other lists.
_AT_FIRST = 6


class ExceptionSection(QWidget):
    """A heading and its rows; an empty list says *None*, as the record does."""

    ticked_changed = Signal()
    """Other rows are ticked now."""
    direct_wanted = Signal(object)
    """A direction is to be given on this `ExceptionRow`."""
    place_wanted = Signal(object)
    """This `Place` is to be seen in the case."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self._title = title
        self._all = False
        self._rows: tuple[ExceptionRow, ...] = ()
        self._shown: dict[str, ExceptionWidget] = {}
        self._heading = Label(kind="heading")
        self._tick_all = Tick(self.tr("All of them"))
        self._tick_all.setAccessibleName(self.tr("Tick all of “{title}”").format(title=title))
        self._tick_all.clicked.connect(self._on_tick_all)
        self._list = column(gap=2)
        self._more = button("", kind="quiet", does=self._on_more)
        self.setLayout(column(self._heading, self._tick_all, self._list, row(self._more, None)))

    @property
    def rows(self) -> tuple[ExceptionRow, ...]:
        """All rows, seen or not."""
        return self._rows

    def show_rows(self, rows: tuple[ExceptionRow, ...]) -> None:
        """Show these rows; what is ticked stays ticked, and where the focus is it stays."""
        if rows == self._rows and self._shown:
            return
        self._rows = rows
        self._build()

    def ticked(self) -> tuple[ExceptionRow, ...]:
        """The rows that are ticked."""
        return tuple(row for row in self._rows if row.key in self._ticked_keys())

    def tick_undecided(self) -> None:
        """Tick every row on which nobody has decided."""
        self._show_all()
        for shown in self._rows:
            self._shown[shown.key].box.setChecked(shown.judged is None)

    def untick(self) -> None:
        """Tick none."""
        for shown in self._shown.values():
            shown.box.setChecked(False)

    def widget_of(self, wanted: ExceptionRow) -> ExceptionWidget | None:
        """The widget of a row, unless it is folded away."""
        return self._shown.get(wanted.key)

    def focus_first(self) -> bool:
        """Go to the first row, if there is one."""
        first = next(iter(self._shown.values()), None)
        if first is None:
            return False
        first.take_focus()
        return True

    def _build(self) -> None:
        ticked = self._ticked_keys()
        focused = next((key for key, shown in self._shown.items() if shown.has_focus()), "")
        emptied(self._list)
        self._shown = {}
        for at, shown in enumerate(self._rows if self._all else self._rows[:_AT_FIRST]):
            if at:
                self._list.addWidget(rule_line())
            made = self._widget(shown, ticked=shown.key in ticked)
            self._list.addWidget(made)
            # A layout shows what is new in it a moment later, and nothing hidden takes the focus back.
            made.show()
        if focused in self._shown:
            self._shown[focused].take_focus()
        self._say()

    def _widget(self, shown: ExceptionRow, *, ticked: bool) -> ExceptionWidget:
        made = ExceptionWidget(shown)
        made.box.setChecked(ticked)
        made.box.toggled.connect(lambda _: self._on_ticked())
        made.direct_wanted.connect(self.direct_wanted)
        made.place_wanted.connect(self.place_wanted)
        self._shown[shown.key] = made
        return made

    def _say(self) -> None:
        count = len(self._rows)
        none = self.tr("{title}: none").format(title=self._title)
        self._heading.say(f"{self._title} ({count})" if count else none, tone="ink" if count else "muted")
        self._tick_all.setVisible(count > 1)
        self._more.setVisible(count > _AT_FIRST)
        words = self.tr("Show fewer") if self._all else self.tr("Show all {count}").format(count=count)
        rename(self._more, words, name=f"{self._title}: {words}")
        self._on_ticked()

    def _ticked_keys(self) -> frozenset[str]:
        return frozenset(key for key, shown in self._shown.items() if shown.box.isChecked())

    def _on_ticked(self) -> None:
        ticked = len(self._ticked_keys())
        self._tick_all.setChecked(bool(ticked) and ticked == len(self._rows))
        self.ticked_changed.emit()

    def _on_tick_all(self, ticked: bool) -> None:
        self._show_all()
        for shown in self._shown.values():
            shown.box.setChecked(ticked)

    def _show_all(self) -> None:
        # Nobody judges what they have not seen.
        if not self._all and len(self._rows) > _AT_FIRST:
            self._on_more()

    def _on_more(self) -> None:
        self._all = not self._all
        self._build()


class ExceptionWidget(QWidget):
    """One row, all of it in words."""

    direct_wanted = Signal(object)
    """A direction is to be given on this `ExceptionRow`."""
    place_wanted = Signal(object)
    """This `Place` is to be seen in the case."""

    def __init__(self, shown: ExceptionRow, parent: QWidget | None = None) -> None:
        """Show this row."""
        super().__init__(parent)
        self._row = shown
        self.box = Tick("")
        self.box.setAccessibleName(said_of(shown))
        self.setAccessibleName(said_of(shown))
        words: list[Part] = [Label(shown.title, kind="strong"), StateWord(shown.sign, kind="small")]
        words += [Label(text, kind="small") for text in (shown.facts,) if text]
        words += [Label(text, kind="small", tone="muted") for text in (shown.why,) if text]
        words += [Label(text, kind="small") for text in shown.notes]
        if shown.judged is not None:
            words.append(StateWord(shown.judged, kind="small"))
        if shown.places:
            words.append(self._build_links())
        side = row(self.box)
        side.setAlignment(self.box, Qt.AlignmentFlag.AlignTop)
        both = row(side, column(*words, gap=0.5), gap=1)
        both.setStretch(1, 1)
        self.setLayout(both)

    def has_focus(self) -> bool:
        """Is the focus somewhere in this row?"""
        return has_focus(self)

    def take_focus(self) -> None:
        """Put the focus on what ticks this row."""
        self.box.setFocus()

    def _build_links(self) -> QWidget:
        shown, place = self._row, self._row.places[0]
        return Flow(
            button(
                tr("Direct…"),
                kind="quiet",
                does=lambda: self.direct_wanted.emit(shown),
                name=tr("Give a direction on {title}").format(title=shown.title),
            ),
            button(
                tr("Show in the case"),
                kind="quiet",
                does=lambda: self.place_wanted.emit(place),
                name=tr("Show in the case: {title}").format(title=shown.title),
            ),
            gap=1,
        )
