"""The parts of a draft as a tree; items and stages can be dragged to another place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from sopcheck.ui.editor.nodes import Node, PartRef, nodes_of
from sopcheck.ui.theme import em

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sopcheck.checklists.definition import Checklist

Index = QModelIndex | QPersistentModelIndex
_DRAGGED = "application/x-sopcheck-part"
_NARROW_EMS = 32
_TOP = 0
"""The internal id of an index at the top; below, one more than the row of the node above."""


class PartsModel(QAbstractItemModel):
    """Rows of a checklist; it changes nothing itself, a drop is only told."""

    dropped = Signal(object, object, int)
    """This `PartRef` was dropped below that one (nothing: among the stages), before so many others."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with no checklist."""
        super().__init__(parent)
        self._nodes: tuple[Node, ...] = ()
        self._below: dict[int, list[int]] = {}

    def show(self, checklist: Checklist) -> None:
        """Show this checklist; where the rows are the same but for words, nothing closes or moves."""
        nodes = nodes_of(checklist)
        if [(one.ref, one.above) for one in nodes] == [(one.ref, one.above) for one in self._nodes]:
            changed = [at for at, one in enumerate(nodes) if one != self._nodes[at]]
            self._nodes = nodes
            for at in changed:
                self.dataChanged.emit(self.index_at(at, 0), self.index_at(at, 1))
            return
        self.beginResetModel()
        self._nodes = nodes
        self._below = {}
        for place, node in enumerate(nodes):
            self._below.setdefault(node.above, []).append(place)
        self.endResetModel()

    def node(self, index: Index) -> Node | None:
        """The row of an index."""
        return self._nodes[self._place(index)] if index.isValid() else None

    def find(self, ref: PartRef) -> QModelIndex:
        """The index of a part; an invalid one where it is not there."""
        at = next((at for at, one in enumerate(self._nodes) if one.ref == ref), -1)
        return self.index_at(at, 0) if at >= 0 else QModelIndex()

    def index_at(self, place: int, column: int) -> QModelIndex:
        """The index of a node by its place among all."""
        node = self._nodes[place]
        return self.createIndex(node.at, column, node.above + 1)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        """The index of a row below another."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        above = self._place(parent) + 1 if parent.isValid() else _TOP
        return self.createIndex(row, column, above)

    def parent(self, child: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # QObject's takes none
        """The row above."""
        if not child.isValid() or child.internalId() == _TOP:
            return QModelIndex()
        return self.index_at(child.internalId() - 1, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows stand below another."""
        if parent.isValid() and parent.column() != 0:
            return 0
        above = self._place(parent) if parent.isValid() else -1
        return len(self._below.get(above, ()))

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """The words, and the limit or how many."""
        return 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell; the first column speaks for the row."""
        node = self.node(index)
        if node is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return node.words if index.column() == 0 else node.trailing
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (node.words, node.trailing) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Items and stages can be dragged; items are dropped on stages, stages between stages."""
        flags = super().flags(index)
        node = self.node(index)
        under = node.ref.under if node and node.ref else None
        if under in {"items", "stages"}:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        if node is None or under == "stages":
            flags |= Qt.ItemFlag.ItemIsDropEnabled
        return flags

    def supportedDropActions(self) -> Qt.DropAction:
        """A part is moved, never copied by dragging."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Only our own rows are taken."""
        return [_DRAGGED]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Which part is dragged."""
        data = QMimeData()
        node = self.node(indexes[0])
        if node is not None and node.ref is not None:
            data.setData(_DRAGGED, f"{node.ref.under} {node.ref.id}".encode())
        return data

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """An item belongs into a stage, a stage among the stages."""
        dragged = _dragged(data)
        above = self.node(parent)
        if dragged is None:
            return False
        if dragged.under == "items":
            return above is not None and above.ref is not None and above.ref.under == "stages"
        return above is None and row >= 0

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Tell what was dropped where; the draft is changed elsewhere and then shown."""
        dragged = _dragged(data)
        if dragged is None or not self.canDropMimeData(data, action, row, column, parent):
            return False
        above = self.node(parent)
        # Before the stages stands the row of the checklist itself.
        before = row - 1 if above is None else row
        end = self.rowCount(parent)
        self.dropped.emit(dragged, above.ref if above else None, before if row >= 0 else end)
        # Not taken, or Qt would take the row out at its old place itself.
        return False

    def _place(self, index: Index) -> int:
        return self._below[index.internalId() - 1][index.row()]


class PartsTree(QTreeView):
    """The tree itself; stages are open at first, the rest is closed."""

    chosen = Signal(object)
    """A person moved to this `Node`."""
    dropped = Signal(object, object, int)
    """See `PartsModel.dropped`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """An empty tree."""
        super().__init__(parent)
        self.rows = PartsModel(self)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setHeaderHidden(True)
        self.setProperty("ring", "own")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, self.header().ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, self.header().ResizeMode.Interactive)
        self.header().resizeSection(1, em(9))
        self.rows.dropped.connect(self.dropped)

    def show_checklist(self, checklist: Checklist, *, at: PartRef | None = None) -> None:
        """Show this checklist and stand on a part of it, or where one stood before."""
        before = self.current()
        wanted = at or (before.ref if before else None)
        first = self.rows.rowCount() == 0
        opened = self._opened()
        self.rows.show(checklist)
        for top in range(self.rows.rowCount()):
            index = self.rows.index(top, 0)
            node = self.rows.node(index)
            stage = node is not None and node.ref is not None and node.ref.under == "stages"
            self.setExpanded(index, stage if first else node is not None and _name(node) in opened)
        self.choose(wanted or PartRef("definition"))

    def current(self) -> Node | None:
        """The row on which one stands."""
        return self.rows.node(self.currentIndex())

    def choose(self, ref: PartRef) -> None:
        """Go to a part, or to the first row where it is not there."""
        index = self.rows.find(ref)
        self.setCurrentIndex(index if index.isValid() else self.rows.index(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the words have all of it; the form says the limit."""
        super().resizeEvent(event)
        self.setColumnHidden(1, self.width() < em(_NARROW_EMS))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row is current now."""
        super().currentChanged(current, previous)
        node = self.rows.node(current)
        if node is not None:
            self.chosen.emit(node)

    def _opened(self) -> set[PartRef | str]:
        tops = (self.rows.index(top, 0) for top in range(self.rows.rowCount()))
        nodes = (self.rows.node(index) for index in tops if self.isExpanded(index))
        return {_name(node) for node in nodes if node is not None}


def _name(node: Node) -> PartRef | str:
    return node.ref or node.words


def _dragged(data: QMimeData) -> PartRef | None:
    under, _, name = bytes(data.data(_DRAGGED).data()).decode().partition(" ")
    if under == "items":
        return PartRef("items", name)
    return PartRef("stages", name) if under == "stages" else None
