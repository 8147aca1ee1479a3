"""A table of values, one value a row: sorted by a column, filtered by words, opened with Enter."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from sopcheck.ui.kit.cell_delegate import TONE_ROLE, CellDelegate
from sopcheck.ui.kit.text import Tone
from sopcheck.ui.theme import em, step

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[T]):
    """One column: what it says of a value, and by what it sorts (`None` there stands last).

    `width` is in ems; the column with `stretch` takes the room that is left. What is not `sought` is passed
    over by the filter.
    """

    title: str
    text: Callable[[T], str]
    sort: Callable[[T], Any] | None = None
    tone: Callable[[T], Tone] | None = None
    right: bool = False
    stretch: bool = False
    width: float = 8
    sought: bool = True


class TableModel(QAbstractTableModel, Generic[T]):
    """Values as rows; sorts and filters what it was given."""

    def __init__(
        self, columns: Sequence[Column[T]], *, spoken: Callable[[T], str], parent: QObject | None = None
    ) -> None:
        """Begin without rows; `spoken` is what a screen reader says of a whole row."""
        super().__init__(parent)
        self._columns = tuple(columns)
        self._spoken = spoken
        self._all: Sequence[T] = ()
        self._shown: Sequence[T] = ()
        self._rows: list[str] | None = None
        self._words = ""
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    @property
    def columns(self) -> tuple[Column[T], ...]:
        """The columns, in order."""
        return self._columns

    @property
    def values(self) -> Sequence[T]:
        """What is shown, in the order shown."""
        return self._shown

    def show(self, values: Sequence[T]) -> None:
        """Show these values instead, sorted and filtered as before."""
        # Kept as given: of thousands of rows that are made when they are looked at, few are.
        self._all = values
        self._rows = None
        self._arrange()

    def filter(self, words: str) -> None:
        """Show only values in whose row every one of these words stands."""
        self._words = words.casefold()
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; with `-1` in the order given."""
        self._sorted_by = (column, order) if 0 <= column < len(self._columns) else None
        self._arrange()

    def value(self, at: int) -> T | None:
        """The value of a row, if there is such a row."""
        return self._shown[at] if 0 <= at < len(self._shown) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self._columns[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What Qt asks of a cell; the first one speaks for the whole row."""
        value = self.value(index.row()) if index.isValid() else None
        if value is None:
            return None
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(value)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(value) if index.column() == 0 else f"{column.title}: {column.text(value)}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == TONE_ROLE:
            return column.tone(value) if column.tone else "ink"
        return None

    def _arrange(self) -> None:
        self.beginResetModel()
        self._shown = self._sorted(self._fitting())
        self.endResetModel()

    def _fitting(self) -> Sequence[T]:
        wanted = self._words.split()
        if not wanted:
            return self._all
        # Made once for all the letters that are typed, or each would wait for thousands of rows.
        if self._rows is None:
            self._rows = [self._row(value) for value in self._all]
        rows = enumerate(self._rows)
        return tuple(self._all[at] for at, row in rows if all(word in row for word in wanted))

    def _row(self, value: T) -> str:
        return " ".join(column.text(value) for column in self._columns if column.sought).casefold()

    def _sorted(self, values: Sequence[T]) -> Sequence[T]:
        if self._sorted_by is None:
            return values
        at, order = self._sorted_by
        key = self._columns[at].sort or self._columns[at].text
        known = [value for value in values if key(value) is not None]
        known.sort(key=key, reverse=order == Qt.SortOrder.DescendingOrder)
        return (*known, *(value for value in values if key(value) is None))


class TableView(QTableView, Generic[T]):
    """The table itself: one row is chosen at a time, Enter or a double click opens it."""

    chosen = Signal(object)
    """A person moved to the row of this value."""
    opened = Signal(object)
    """Enter or a double click on the row of this value."""

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[T]],
        *,
        spoken: Callable[[T], str],
        key: Callable[[T], Hashable] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty table; by `key` a value is known again when others are shown."""
        super().__init__(parent)
        self._key: Callable[[T], Hashable] = key or id
        self.rows: TableModel[T] = TableModel(columns, spoken=spoken, parent=self)
        self.setModel(self.rows)
        self.setItemDelegate(CellDelegate(self))
        self.setAccessibleName(name)
        self.setProperty("ring", "own")
        self._set_up_rows()
        self._set_up_header()
        self.rows.modelAboutToBeReset.connect(self._on_about_to_change)
        self.rows.modelReset.connect(self._on_changed)
        self._before: T | None = None
        self._most: int | None = None
        self.doubleClicked.connect(lambda index: self._open(index.row()))

    def _set_up_rows(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        # Tab leaves the table; the arrows move in it.
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + step(3.5))

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        # The third press gives back the order of the service: most urgent first.
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        for at, column in enumerate(self.rows.columns):
            self.setColumnWidth(at, em(column.width))
            if column.stretch:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)

    def show_values(self, values: Sequence[T]) -> None:
        """Show other values; the one that was current stays current where it is still there."""
        self.rows.show(values)

    def fit(self, *, most: int) -> None:
        """Be as tall as the rows need, up to so many, from now on; more than that scroll."""
        self._most = most
        rows = min(max(len(self.rows.values), 1), most)
        header = self.horizontalHeader()
        # The bar below the rows must not hide the last of them.
        wider = header.length() > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if wider else 0
        height = rows * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(header.sizeHint().height() + height + bar + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A table that fits its rows needs room for the bar as soon as its columns are too wide."""
        super().resizeEvent(event)
        if self._most is not None:
            self.fit(most=self._most)

    def filter(self, words: str) -> None:
        """Show only rows in which every one of these words stands."""
        self.rows.filter(words)

    def current(self) -> T | None:
        """The value on which the table stands."""
        return self.rows.value(self.currentIndex().row())

    def choose(self, value: T) -> bool:
        """Go to a value; tell whether it is there."""
        wanted = self._key(value)
        for at, held in enumerate(self.rows.values):
            if self._key(held) == wanted:
                self.setCurrentIndex(self.rows.index(at, 0))
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; the rest is Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the first row where none is chosen, so that it is seen after the focus has gone on too."""
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection() and self.rows.values:
            # Qt may stand on the first row by now, which marks it only as long as the table has the focus.
            self.setCurrentIndex(self.rows.index(max(self.currentIndex().row(), 0), 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which value is current now."""
        super().currentChanged(current, previous)
        value = self.rows.value(current.row())
        if value is not None and current.row() != previous.row():
            self.chosen.emit(value)

    def _open(self, at: int) -> None:
        value = self.rows.value(at)
        if value is not None:
            self.opened.emit(value)

    def _on_about_to_change(self) -> None:
        self._before = self.current()

    def _on_changed(self) -> None:
        if self._before is not None:
            self.choose(self._before)


def _alignment(column: Column[Any]) -> int:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
