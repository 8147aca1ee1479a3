"""The list in the middle of the case page: items under their stages, one row for each subject."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from sopcheck.cases.events import Place
from sopcheck.ui.case.item_delegate import ItemDelegate
from sopcheck.ui.case.item_model import ItemsModel
from sopcheck.ui.case.outline import Row
from sopcheck.ui.case.row_words import Speaker

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ItemsList(QListView):
    """↑↓ go from item to item; Enter opens a fold or goes to the item beside it."""

    item_chosen = Signal(object)
    """Somebody stands on this `PlaceState` now, or on none."""
    item_opened = Signal(object)
    """Enter or a double click on this `PlaceState`."""
    fold_pressed = Signal(object)
    """What is folded away in the stage of this `PartKey` is to be shown, or folded again."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self.items = ItemsModel(self)
        self._delegate = ItemDelegate(self, self.items)
        self._place: Place | None = None
        # Once the rows have their new heights, which they have not before the next turn of the loop.
        self._bring_back = QTimer(self, singleShot=True, interval=0)
        self._bring_back.timeout.connect(self._on_bring_back)
        # While rows come and go Qt moves the current one about; nobody was there.
        self._showing = False
        self.setModel(self.items)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        # Row by row the list would jump by the height of a row, and rows differ in height.
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setProperty("ring", "own")
        self.items.saving_begun.connect(self._paint_at_once)
        # At leisure: what the answer has changed is about to be painted too.
        self.items.saving_ended.connect(lambda _: self.viewport().update())
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_double_clicked)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    @property
    def place(self) -> Place | None:
        """On which place the list stands."""
        return self._place

    def show_rows(self, rows: Sequence[Row], speaker: Speaker) -> None:
        """Show other rows; the list stays on its place, and that row where it was on the screen."""
        top = self.visualRect(self.currentIndex()).top() if self._place is not None else None
        wanted, near = self._place, self.currentIndex().row()
        self._showing = True
        self.items.show(rows, speaker)
        self._showing = False
        if wanted is None or not self._stand_on(wanted):
            self._stand_near(near)
            return
        # Where the row is now is known only once the new heights are.
        self.executeDelayedItemsLayout()
        self._scroll_back_to(top)

    def go_to(self, place: Place) -> bool:
        """Stand on a place; tell whether it is shown."""
        found = self._stand_on(place)
        if found:
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.EnsureVisible)
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; the rest is Qt's."""
        if event.key() in _ENTER and not event.modifiers():
            self._open(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are as tall as their words need, which changes with the width; the row in sight stays so."""
        where = self.visualRect(self.currentIndex())
        # What was never shown had no size before.
        before = event.oldSize() if event.oldSize().isValid() else event.size()
        if where.isValid() and where.bottom() >= 0 and where.top() < before.height():
            self._bring_back.start()
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """Other fonts need other heights."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._delegate.measure()
            self.scheduleDelayedItemsLayout()

    def _paint_at_once(self, at: int) -> None:
        # Once the saving has begun it takes turns with this thread, and the key would seem to be slow.
        self.viewport().repaint(self.visualRect(self.items.index(at)))

    def _stand_on(self, place: Place) -> bool:
        at = self.items.find(place)
        if at is None:
            return False
        self.setCurrentIndex(self.items.index(at))
        return True

    def _stand_near(self, near: int) -> None:
        """Stand on the first item from here on, else on the last one before."""
        count = self.items.rowCount()
        # Downwards first: work goes down the list.
        around = (*range(max(near, 0), count), *range(min(near, count) - 1, -1, -1))
        at = next((row for row in around if self.items.state(row) is not None), None)
        if at is None:
            self._place = None
            self.item_chosen.emit(None)
            return
        self.setCurrentIndex(self.items.index(at))
        # Qt may have gone there by itself while the rows changed, and said so when nobody listened.
        self._on_current_changed(self.currentIndex())

    def _scroll_back_to(self, top: int | None) -> None:
        if top is None:
            return
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.visualRect(self.currentIndex()).top() - top)
        # An answered row says when it was done, and so it may have grown past the lower edge.
        if 0 <= top < self.viewport().height():
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.EnsureVisible)

    def _on_bring_back(self) -> None:
        self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.EnsureVisible)

    def _open(self, at: int) -> None:
        row = self.items.row(at)
        if row is not None and row.folded is not None:
            self.fold_pressed.emit(row.part.key)
        elif row is not None and row.state is not None:
            self.item_opened.emit(row.state)

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.items.row(index.row())
        if row is not None and row.folded is not None:
            self.fold_pressed.emit(row.part.key)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        state = self.items.state(index.row())
        if state is not None:
            self.item_opened.emit(state)

    def _on_current_changed(self, current: QModelIndex) -> None:
        state = self.items.state(current.row())
        # Headings are passed over by the keys but may become current when rows go.
        if self._showing or state is None or state.place == self._place:
            return
        self._place = state.place
        self.item_chosen.emit(state)
