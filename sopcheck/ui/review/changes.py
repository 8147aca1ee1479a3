"""What changed: since the last signed review by anyone, and since the person looked last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from sopcheck.ui.kit.buttons import button, rename
from sopcheck.ui.kit.layout import column, holding, row
from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.rows import RowList
from sopcheck.ui.theme import em
from sopcheck.ui.words import Words, count_words

if TYPE_CHECKING:
    from sopcheck.services.views import ChangeLine, Changes

_SHORT_EMS, _TALL_EMS = 8, 14
_BESIDE_EMS = 56


class ChangeList(QWidget):
    """A heading that folds the list below it; the list scrolls once it is longer than a few lines."""

    opened = Signal(object)
    """Enter on a line that is about this `Place`."""

    def __init__(self, name: str, *, always: bool, parent: QWidget | None = None) -> None:
        """Make an empty list; without `always` it begins folded where there is no moment to count from."""
        super().__init__(parent)
        self._always = always
        self._name = name
        self._words: Words | None = None
        self._open = True
        self._tallest = _SHORT_EMS
        self._heading = ""
        self._fold = button(name, kind="quiet", does=self.fold)
        self.list: RowList[ChangeLine] = RowList(name, self._read, key=lambda line: (line.at, line.words))
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.list.opened.connect(self._on_opened)
        self.list.viewport().installEventFilter(self)
        self._fit = QTimer(self, singleShot=True, interval=0)
        self._fit.timeout.connect(self._on_fit)
        self.setLayout(column(row(self._fold, None), self.list, gap=0))

    @property
    def heading(self) -> str:
        """Since when, and how much changed."""
        return self._heading

    @property
    def is_open(self) -> bool:
        """Are the lines seen?"""
        return self._open

    def show_changes(self, changes: Changes, heading: str, words: Words, *, fold: bool = False) -> None:
        """Show these changes under a heading that says since when; `fold` begins with it folded."""
        first, self._words = self._words is None, words
        if first:
            # Everything is new to somebody who never looked; that is for those who want to read it.
            self._open = (changes.since is not None or self._always) and not fold
        count = len(changes.lines)
        said = (
            count_words(count, self.tr("change"), self.tr("changes")) if count else self.tr("nothing changed")
        )
        self._heading = f"{heading}: {said}"
        self.list.show_values(changes.lines)
        self._say()

    def keep_short(self, short: bool) -> None:
        """Leave room for what is below, or take it where nothing is."""
        self._tallest = _SHORT_EMS if short else _TALL_EMS
        self._on_fit()

    def fold(self) -> None:
        """Fold the list away, or show it again."""
        self._open = not self._open
        self._say()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """At another width the rows are of another height."""
        if event.type() == QEvent.Type.Resize:
            self._fit.start()
        return False

    def _say(self) -> None:
        shown = self._open and bool(self.list.rows.values)
        mark = "▾" if self._open else "▸"
        does = self.tr("fold away") if self._open else self.tr("show")
        rename(self._fold, f"{mark}  {self._heading}", name=f"{self._heading}, {does}")
        self._fold.setEnabled(bool(self.list.rows.values))
        self.list.setVisible(shown)
        self._on_fit()

    def _on_fit(self) -> None:
        self.list.setFixedHeight(max(1, min(self.list.rows_height(), em(self._tallest))))

    def _read(self, line: ChangeLine) -> RowText:
        at = self._words.moment(line.at) if self._words is not None else ""
        return RowText(primary=line.words, trailing=f"{line.by_name} · {at}", most_lines=2)

    def _on_opened(self, line: ChangeLine) -> None:
        if line.place is not None:
            self.opened.emit(line.place)


class ChangesBand(QWidget):
    """Both lists, beside each other where there is room."""

    opened = Signal(object)
    """Enter on a line that is about this `Place`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a band without changes."""
        super().__init__(parent)
        self.since_review = ChangeList(self.tr("Since the last signed review"), always=True)
        self.since_me = ChangeList(self.tr("Since you last looked"), always=False)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(em(1))
        for part in (self.since_review, self.since_me):
            part.opened.connect(self.opened)
            framed = holding(column(part, margins=(1, 1, 1, 1)), ground="card")
            self._box.addWidget(framed, 1, Qt.AlignmentFlag.AlignTop)
        self.setLayout(self._box)

    @property
    def areas(self) -> tuple[QWidget, ...]:
        """What Tab goes through: one list, then the other."""
        return self.since_review, self.since_me

    def show_changes(self, since_review: Changes, since_me: Changes, words: Words) -> None:
        """Show what changed since both moments."""
        first = self.tr("No review has been signed yet; so far")
        last = self.tr("Since the last signed review, {day}")
        self.since_review.show_changes(since_review, _heading(since_review, last, first, words), words)
        first = self.tr("You have not looked at this case yet; so far")
        last = self.tr("Since you last looked, {day}")
        heading = _heading(since_me, last, first, words)
        # Nobody need read the same lines twice.
        self.since_me.show_changes(since_me, heading, words, fold=since_me.lines == since_review.lines)

    def keep_short(self, short: bool) -> None:
        """Leave room for what is below, or take it where nothing is."""
        for part in (self.since_review, self.since_me):
            part.keep_short(short)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the lists below each other where they would be too narrow to read."""
        super().resizeEvent(event)
        beside = self.width() >= em(_BESIDE_EMS)
        self._box.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )


def _heading(changes: Changes, last: str, first: str, words: Words) -> str:
    return first if changes.since is None else last.format(day=words.moment(changes.since))
