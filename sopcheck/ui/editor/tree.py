"""The parts of a draft as a tree; items and stages can be dragged to another place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTreeView, QWidget

from sopcheck.ui.editor.nodes import Node, PartRef
from sopcheck.ui.editor.parts_model import Name, PartsModel, name_of
from sopcheck.ui.theme import em, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopcheck.checklists.definition import Checklist

Index = QModelIndex | QPersistentModelIndex
_NARROW_EMS = 32
_MOST_OPEN = 250


class PartsTree(QTreeView):
    """The tree itself; the stages of a checklist of a usual size are open at first, the rest is closed."""

    chosen = Signal(object)
    """A person moved to this `Node`."""
    dropped = Signal(object, object, int)
    """See `PartsModel.dropped`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """An empty tree."""
        super().__init__(parent)
        self._showing = False
        self.rows = PartsModel(self)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setHeaderHidden(True)
        self.setProperty("ring", "own")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, self.header().ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, self.header().ResizeMode.Interactive)
        self.header().resizeSection(1, em(9))
        self.rows.dropped.connect(self.dropped)

    def show_checklist(self, checklist: Checklist, *, at: PartRef | None = None) -> None:
        """Show this checklist, and stand on a part of it or where one stood; nobody chose that."""
        before = self.current()
        wanted = at or (before.ref if before else None)
        opened, known, counts = self._opened(), self._names(), self._counts()
        self._showing = True
        self.rows.show(checklist)
        # Hundreds of items at once are no overview, and laying them out takes longer than a key may.
        short = sum(len(stage.items) for stage in checklist.stages) <= _MOST_OPEN
        self._open(opened | ((self._names() - known) & _stages(checklist) if short else set()))
        if self._counts() != counts:
            # Qt forgets now and then that a closed row has rows below it now.
            self.scheduleDelayedItemsLayout()
        self._stand_on(wanted)
        self._showing = False

    def _open(self, wanted: set[Name]) -> None:
        for index, node in self._tops():
            self.setExpanded(index, name_of(node) in wanted)

    def _stand_on(self, wanted: PartRef | None) -> None:
        index = self.rows.find(wanted) if wanted is not None else QModelIndex()
        # Of what is not there any more Qt has gone to the row beside it.
        if index.isValid() or not self.currentIndex().isValid():
            self.setCurrentIndex(index if index.isValid() else self.rows.index(0, 0))

    def current(self) -> Node | None:
        """The row on which one stands."""
        return self.rows.node(self.currentIndex())

    def choose(self, ref: PartRef) -> None:
        """Go to a part, or to the first row where it is not there."""
        index = self.rows.find(ref)
        self.setCurrentIndex(index if index.isValid() else self.rows.index(0, 0))

    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row, and around the one that one is on the ring that is around fields elsewhere."""
        super().drawRow(painter, options, index)
        current = self.currentIndex()
        if self.hasFocus() and (index.row(), index.parent()) == (current.row(), current.parent()):
            painter.setPen(QPen(QColor(tokens_of(self).accent), 2))
            painter.drawRect(options.rect.adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the words have all of it; the form says the limit."""
        super().resizeEvent(event)
        self.setColumnHidden(1, self.width() < em(_NARROW_EMS))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row is current now."""
        super().currentChanged(current, previous)
        node = self.rows.node(current)
        if node is not None and not self._showing:
            self.chosen.emit(node)

    def _names(self) -> set[Name]:
        return {name_of(node) for _, node in self._tops()}

    def _counts(self) -> list[int]:
        return [self.rows.rowCount(index) for index, _ in self._tops()]

    def _opened(self) -> set[Name]:
        return {name_of(node) for index, node in self._tops() if self.isExpanded(index)}

    def _tops(self) -> Iterator[tuple[QModelIndex, Node]]:
        for top in range(self.rows.rowCount()):
            index = self.rows.index(top, 0)
            node = self.rows.node(index)
            if node is not None:
                yield index, node


def _stages(checklist: Checklist) -> set[Name]:
    return {PartRef("stages", stage.id) for stage in checklist.stages}
