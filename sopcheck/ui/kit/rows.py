"""Lists of values, one value a row. A model is given values (`show`) and asks nobody for anything."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from sopcheck.ui.kit.layout import bring_into_view
from sopcheck.ui.kit.row_delegate import TEXT_ROLE, RowDelegate
from sopcheck.ui.kit.row_text import RowText

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex


class RowsModel(QAbstractListModel, Generic[T]):
    """Values as rows; `read` says how a value reads."""

    def __init__(self, read: Callable[[T], RowText], parent: QObject | None = None) -> None:
        """Begin without rows."""
        super().__init__(parent)
        self._read = read
        self._values: tuple[T, ...] = ()
        self._texts: tuple[RowText, ...] = ()

    @property
    def values(self) -> tuple[T, ...]:
        """What is shown, in order."""
        return self._values

    def show(self, values: Sequence[T]) -> None:
        """Show these values instead."""
        texts = tuple(self._read(value) for value in values)
        # As many as before are changed in place, so that the view keeps where it is scrolled to.
        if len(texts) == len(self._texts):
            self._change(tuple(values), texts)
            return
        self.beginResetModel()
        self._values, self._texts = tuple(values), texts
        self.endResetModel()

    def _change(self, values: tuple[T, ...], texts: tuple[RowText, ...]) -> None:
        changed = [at for at, text in enumerate(texts) if text != self._texts[at]]
        self._values, self._texts = values, texts
        for at in changed:
            self.dataChanged.emit(self.index(at), self.index(at))

    def value(self, at: int) -> T | None:
        """The value of a row, if there is such a row."""
        return self._values[at] if 0 <= at < len(self._values) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows there are; a row has none below it."""
        return 0 if parent.isValid() else len(self._values)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What Qt asks of a row: its words, and what a screen reader says."""
        if not index.isValid() or index.row() >= len(self._texts):
            return None
        text = self._texts[index.row()]
        if role == TEXT_ROLE:
            return text
        if role == Qt.ItemDataRole.DisplayRole:
            return text.primary
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("{words}, {at} of {count}").format(
                words=text.said, at=index.row() + 1, count=len(self._texts)
            )
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading can be read but not chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        if self._texts[index.row()].kind == "row":
            flags |= Qt.ItemFlag.ItemIsSelectable
        return flags


class RowList(QListView, Generic[T]):
    """A list of values: ↑↓ choose, Enter or a double click opens."""

    chosen = Signal(object)
    """A person (or `choose`) moved to this value."""
    opened = Signal(object)
    """Enter or a double click on this value."""

    def __init__(
        self,
        name: str,
        read: Callable[[T], RowText],
        *,
        key: Callable[[T], Hashable] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty list; by `key` a value is known again when others are shown, so the place is kept."""
        super().__init__(parent)
        self._key: Callable[[T], Hashable] = key or id
        self.rows: RowsModel[T] = RowsModel(read, self)
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(self))
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setProperty("ring", "own")
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def show_values(self, values: Sequence[T]) -> None:
        """Show other values; the one that was current stays current where it is still there."""
        before = self.current()
        at = self.currentIndex().row()
        self.rows.show(values)
        if before is None or self.choose(before):
            return
        self._move_to(min(at, len(self.rows.values) - 1))

    def current(self) -> T | None:
        """The value on which the list stands."""
        return self.rows.value(self.currentIndex().row())

    def choose(self, value: T) -> bool:
        """Go to a value; tell whether it is there."""
        wanted = self._key(value)
        for at, held in enumerate(self.rows.values):
            if self._key(held) == wanted:
                self._move_to(at)
                return True
        return False

    def stand_at(self, at: int) -> None:
        """Go to a row by its place; -1 is the last."""
        self._move_to(at % len(self.rows.values) if self.rows.values else -1)

    def rows_height(self) -> int:
        """How tall the list must be to show every row at its present width."""
        count = len(self.rows.values)
        return sum(self.sizeHintForIndex(self.rows.index(at)).height() for at in range(count)) + 2

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand on the first row where the list stood nowhere, so that focus can be seen."""
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection():
            self._move_to(min(max(self.currentIndex().row(), 0), len(self.rows.values) - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; the rest is Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are as tall as their words need, which changes with the width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _move_to(self, at: int) -> None:
        if at >= 0:
            self.setCurrentIndex(self.rows.index(at))

    def _open(self, at: int) -> None:
        value = self.rows.value(at)
        if value is not None:
            self.opened.emit(value)

    def _on_current_changed(self, current: QModelIndex) -> None:
        # A list that is as tall as its rows never scrolls by itself; the page around it does.
        if self.hasFocus():
            bring_into_view(self)
        value = self.rows.value(current.row())
        if value is not None:
            self.chosen.emit(value)
