"""The rows of the parts of a draft; only those that came or went are laid out anew."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from sopcheck.ui.editor.nodes import Node, PartRef, branches_of
from sopcheck.ui.kit.text import tip_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sopcheck.checklists.definition import Checklist

Index = QModelIndex | QPersistentModelIndex
_DRAGGED = "application/x-sopcheck-part"
_COLUMNS = 2
_TOP = 0
"""The internal id of an index at the top; below, the number of the top."""
_READ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_LEAF = _READ | Qt.ItemFlag.ItemNeverHasChildren
# Made once: Qt asks for them of every row whenever one comes or goes.
_FLAGS: dict[str, Qt.ItemFlag] = {
    "items": _LEAF | Qt.ItemFlag.ItemIsDragEnabled,
    "stages": _READ | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled,
}
Name = PartRef | str
"""How a row is known again: by what it stands for, or a heading by its words."""


@dataclass(slots=True)
class _Top:
    """A row at the top with the rows below it; its number is in the indexes below it, and stays."""

    node: Node
    below: list[Node]
    number: int = 0


_Row = TypeVar("_Row", _Top, Node)


class PartsModel(QAbstractItemModel):
    """Rows of a checklist; it changes nothing itself, a drop is only told."""

    dropped = Signal(object, object, int)
    """This `PartRef` was dropped below that one (nothing: among the stages), before so many others."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with no checklist."""
        super().__init__(parent)
        self._tops: list[_Top] = []
        self._numbers = count(1)
        self._at: dict[int, int] = {}

    def show(self, checklist: Checklist) -> None:
        """Show this checklist; only the rows that came or went are laid out anew."""
        wanted = [_Top(top, list(below)) for top, below in branches_of(checklist)]
        self._replace(QModelIndex(), self._tops, wanted, self._number)
        for at, (held, top) in enumerate(zip(self._tops, wanted, strict=True)):
            index = self.index(at, 0)
            if held.node != top.node:
                held.node = top.node
                self.dataChanged.emit(index, self.index(at, 1))
            self._replace(index, held.below, top.below, _nothing)
            self._reword(index, held.below, top.below)

    def _replace(
        self, parent: QModelIndex, held: list[_Row], wanted: Sequence[_Row], told: Callable[[], None]
    ) -> None:
        """Let rows come and go between those that stay in front and those that stay behind."""
        ours, theirs = [_name(one) for one in held], [_name(one) for one in wanted]
        front = _alike(ours, theirs)
        behind = _alike(ours[front:][::-1], theirs[front:][::-1])
        gone, come = len(held) - front - behind, len(wanted) - front - behind
        if gone:
            self.beginRemoveRows(parent, front, front + gone - 1)
            del held[front : front + gone]
            told()
            self.endRemoveRows()
        if come:
            self.beginInsertRows(parent, front, front + come - 1)
            held[front:front] = wanted[front : front + come]
            told()
            self.endInsertRows()

    def _number(self) -> None:
        for at, top in enumerate(self._tops):
            top.number = top.number or next(self._numbers)
            self._at[top.number] = at

    def _reword(self, parent: QModelIndex, held: list[Node], wanted: Sequence[Node]) -> None:
        for at, node in enumerate(wanted):
            if node != held[at]:
                held[at] = node
                self.dataChanged.emit(self.index(at, 0, parent), self.index(at, 1, parent))

    def node(self, index: Index) -> Node | None:
        """The row of an index."""
        if not index.isValid():
            return None
        if index.internalId() == _TOP:
            return self._tops[index.row()].node
        return self._tops[self._at[index.internalId()]].below[index.row()]

    def find(self, ref: PartRef) -> QModelIndex:
        """The index of a part; an invalid one where it is not there."""
        for at, top in enumerate(self._tops):
            if top.node.ref == ref:
                return self.index(at, 0)
            for row, node in enumerate(top.below):
                if node.ref == ref:
                    return self.createIndex(row, 0, top.number)
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        """The index of a row below another."""
        # Qt asks for a thousand of them whenever a row comes or goes, and its own check asks back.
        if not 0 <= row < self.rowCount(parent) or not 0 <= column < _COLUMNS:
            return QModelIndex()
        above = self._tops[parent.row()].number if parent.isValid() else _TOP
        return self.createIndex(row, column, above)

    def parent(self, child: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # QObject's takes none
        """The row above."""
        if not child.isValid() or child.internalId() == _TOP:
            return QModelIndex()
        return self.createIndex(self._at[child.internalId()], 0, _TOP)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows stand below another."""
        if not parent.isValid():
            return len(self._tops)
        if parent.column() != 0 or parent.internalId() != _TOP:
            return 0
        return len(self._tops[parent.row()].below)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """The words, and the limit or how many."""
        return _COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell; the first column speaks for the row."""
        node = self.node(index)
        if node is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return node.words if index.column() == 0 else node.trailing
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (node.words, node.trailing) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            # Of an item there is only the beginning in the row.
            return tip_of(node.words)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Items and stages can be dragged; items are dropped on stages, stages between stages."""
        node = self.node(index)
        if node is None:
            return Qt.ItemFlag.ItemIsDropEnabled
        return _FLAGS.get(node.ref.under if node.ref else "definition", _READ)

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


def _name(row: _Top | Node) -> Name:
    return name_of(row.node if isinstance(row, _Top) else row)


def name_of(node: Node) -> Name:
    """How a row is known again."""
    return node.ref or node.words


def _alike(ours: Sequence[Name], theirs: Sequence[Name]) -> int:
    pairs = enumerate(zip(ours, theirs, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(ours), len(theirs)))


def _nothing() -> None:
    """Below a top nothing has a number."""


def _dragged(data: QMimeData) -> PartRef | None:
    under, _, name = bytes(data.data(_DRAGGED).data()).decode().partition(" ")
    if under == "items":
        return PartRef("items", name)
    return PartRef("stages", name) if under == "stages" else None
