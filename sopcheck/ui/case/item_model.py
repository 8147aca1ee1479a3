"""The rows of a case as Qt asks for them. Words are made for a row when somebody looks at it."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from sopcheck.cases.events import Place
from sopcheck.cases.states import PlaceState
from sopcheck.ui.case.diff import Step, steps
from sopcheck.ui.case.outline import Row
from sopcheck.ui.case.row_words import RowWords, Speaker, row_words

Index = QModelIndex | QPersistentModelIndex


class ItemsModel(QAbstractListModel):
    """Headings, items and folds; given other rows it says what went and came, so a view keeps its place."""

    saving_begun = Signal(int)
    """The words of a row say now that it is being saved; its height is the same, no new layout is needed."""
    saving_ended = Signal(int)
    """The words of a row are its own again."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin without rows."""
        super().__init__(parent)
        self._rows: list[Row] = []
        self._at: dict[Place, int] = {}
        self._speaker: Speaker | None = None
        self._words: dict[int, RowWords] = {}
        self._saving: frozenset[Place] = frozenset()

    @property
    def rows(self) -> Sequence[Row]:
        """What is shown, in order."""
        return self._rows

    def show(self, rows: Sequence[Row], speaker: Speaker) -> None:
        """Show these rows, and say them by this speaker."""
        self._speaker = speaker
        for step in steps([row.key for row in self._rows], [row.key for row in rows]):
            self._take(step, rows)
        self._words.clear()
        # States are compared by value, for every evaluation makes them new.
        changed = [at for at, row in enumerate(rows) if row != self._rows[at]]
        self._rows = list(rows)
        self._at = {row.state.place: at for at, row in enumerate(rows) if row.state is not None}
        self._say_changed(changed)

    def mark_saving(self, places: Iterable[Place]) -> None:
        """Say of these places, and of no others, that their answer is being saved."""
        before, self._saving = self._saving, frozenset(places)
        for place in before ^ self._saving:
            at = self._at.get(place)
            if at is None:
                continue
            self._words.pop(at, None)
            (self.saving_begun if place in self._saving else self.saving_ended).emit(at)

    def row(self, at: int) -> Row | None:
        """The row at a place, if there is one."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def state(self, at: int) -> PlaceState | None:
        """The state of the item at a place; none for a heading or a fold."""
        row = self.row(at)
        return row.state if row is not None else None

    def find(self, place: Place) -> int | None:
        """In which row a place stands, if it is shown."""
        return self._at.get(place)

    def words(self, at: int) -> RowWords:
        """The words of a row, made now and kept until something changes."""
        if at not in self._words:
            self._words[at] = self._say(self._rows[at])
        return self._words[at]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows there are; a row has none below it."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What Qt asks of a row: its words, and what a screen reader says."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(index.row()).title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index.row())
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading can be read but not chosen."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        if row.state is None and row.folded is None:
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def _say(self, row: Row) -> RowWords:
        if self._speaker is None:
            raise LookupError("Rows are shown together with their speaker.")
        saving = row.state is not None and row.state.place in self._saving
        return row_words(row, self._speaker, saving=saving)

    def _spoken(self, at: int) -> str:
        spoken = self.words(at).spoken
        if self._rows[at].state is None:
            return spoken
        # Counted when somebody listens: a number kept for each row would change with every fold.
        number = sum(row.state is not None for row in self._rows[: at + 1])
        return self.tr("{words}, {at} of {count}").format(words=spoken, at=number, count=len(self._at))

    def _take(self, step: Step, rows: Sequence[Row]) -> None:
        # Words are kept by row number, and numbers move with every step.
        self._words.clear()
        if step.does == "remove":
            self.beginRemoveRows(QModelIndex(), step.first, step.last)
            del self._rows[step.first : step.last + 1]
            self.endRemoveRows()
            return
        self.beginInsertRows(QModelIndex(), step.first, step.last)
        self._rows[step.first : step.first] = rows[step.first : step.last + 1]
        self.endInsertRows()

    def _say_changed(self, rows: Iterable[int]) -> None:
        for at in rows:
            index = self.index(at)
            self.dataChanged.emit(index, index)
