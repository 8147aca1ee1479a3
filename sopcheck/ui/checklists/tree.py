"""A checklist as a tree of stages and items, for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from sopcheck.checklists.explaining import limit_words
from sopcheck.ui.theme import em
from sopcheck.ui.words import basis_word

if TYPE_CHECKING:
    from sopcheck.checklists.definition import Checklist, Item, Stage

Index = QModelIndex | QPersistentModelIndex
# The internal id of an index: 0 for a stage, else one more than the row of the item's stage.
_STAGE = 0
_NARROW_EMS = 24


class ChecklistModel(QAbstractItemModel):
    """Stages at the top, their items below them; the second column says the limit or gate."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with no checklist."""
        super().__init__(parent)
        self._stages: tuple[Stage, ...] = ()

    def show(self, checklist: Checklist) -> None:
        """Show this checklist instead."""
        self.beginResetModel()
        self._stages = checklist.stages
        self.endResetModel()

    def item(self, index: Index) -> Item | None:
        """The item of a row; a stage has none."""
        if not index.isValid() or index.internalId() == _STAGE:
            return None
        return self._stages[index.internalId() - 1].items[index.row()]

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        """The index of a stage, or of an item of the stage `parent`."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _STAGE)

    def parent(self, child: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # QObject's takes none
        """The stage of an item."""
        if not child.isValid() or child.internalId() == _STAGE:
            return QModelIndex()
        return self.createIndex(child.internalId() - 1, 0, _STAGE)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many stages there are, or how many items a stage has."""
        if not parent.isValid():
            return len(self._stages)
        if parent.internalId() != _STAGE or parent.column() != 0:
            return 0
        return len(self._stages[parent.row()].items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """The prompt and the limit."""
        return 2

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles of the two columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("item"), self.tr("limit or gate"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell; the first column speaks for the row."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index)
        return None

    def _words(self, index: Index) -> str:
        item = self.item(index)
        if item is None:
            return self._stage_words(index)
        return item.prompt if index.column() == 0 else due_words(item)

    def _stage_words(self, index: Index) -> str:
        stage = self._stages[index.row()]
        if index.column() == 0:
            return f"{index.row() + 1}  {stage.title}"
        return self.tr("{count} items").format(count=len(stage.items))

    def _spoken(self, index: Index) -> str:
        item = self.item(index)
        if item is None or index.column() == 1:
            return self._words(index)
        at = self.tr("{at} of {count}").format(at=index.row() + 1, count=self.rowCount(index.parent()))
        return ", ".join(part for part in (item.prompt, due_words(item), at) if part)


def due_words(item: Item) -> str:
    """By when an item is to be done, in short: `24 hours · national`, `before case-closed · local`."""
    if item.limit is not None:
        return f"{limit_words(item.limit)} · {basis_word(item.limit.basis)}"
    if item.gate is not None:
        return f"before {item.gate.before.replace('-', ' ')} · {basis_word(item.gate.basis)}"
    return ""


class _Whole(QStyledItemDelegate):
    """Makes a row as tall as its prompt needs; Qt would cut it off at the end of the line."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As tall as one line, and as the further lines that the words take in their column."""
        size, metrics, words = super().sizeHint(option, index), self._tree.fontMetrics(), str(index.data())
        indented = self._tree.indentation() * (1 + index.parent().isValid()) if index.column() == 0 else 0
        around = size.width() - metrics.horizontalAdvance(words)
        room = QRect(0, 0, max(1, self._tree.columnWidth(index.column()) - indented - around), 0)
        taken = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, words).height()
        return QSize(size.width(), size.height() + max(0, taken - metrics.height()))


class ChecklistTree(QTreeView):
    """The tree itself; every stage is open at first."""

    chosen = Signal(object)
    """A person moved to this `Item`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """An empty tree."""
        super().__init__(parent)
        self.rows = ChecklistModel(self)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(True)
        self.setItemDelegate(_Whole(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAllColumnsShowFocus(True)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, self.header().ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, self.header().ResizeMode.Interactive)
        self.header().resizeSection(1, em(10))

    def show_checklist(self, checklist: Checklist) -> None:
        """Show this checklist, and stand on its first item."""
        self.rows.show(checklist)
        self.expandAll()
        self.setCurrentIndex(self.rows.index(0, 0, self.rows.index(0, 0)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the prompts have all of it; the item says its limit."""
        super().resizeEvent(event)
        self.setColumnHidden(1, self.width() < em(_NARROW_EMS))
        # A prompt takes more lines where there is less room, and Qt asks for that only once.
        self.scheduleDelayedItemsLayout()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which item is current now."""
        super().currentChanged(current, previous)
        item = self.rows.item(current)
        if item is not None:
            self.chosen.emit(item)
