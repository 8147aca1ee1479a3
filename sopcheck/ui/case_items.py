"""The list in the middle of the case page: items under their stages, one row for each subject."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from sopcheck.cases.events import Place
from sopcheck.cases.states import PlaceState
from sopcheck.ui.case_item_delegate import ItemDelegate
from sopcheck.ui.case_item_model import ItemsModel
from sopcheck.ui.case_outline import PartKey, Row

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
        self._showing = False
        self.setModel(self.items)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setProperty("ring", "own")
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_double_clicked)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    @property
    def place(self) -> Place | None:
        """On which place the list stands."""
        return self._place

    def show_rows(self, rows: tuple[Row, ...], speaker: "object") -> None:
        """Show other rows; the list stays on its place, or near it where that is gone."""
