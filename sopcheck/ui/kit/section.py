"""A titled list inside a page that scrolls as a whole: as tall as its rows, a few rows at first."""

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from sopcheck.ui.kit.buttons import button, rename
from sopcheck.ui.kit.layout import bring_into_view, column, row
from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.rows import RowList
from sopcheck.ui.kit.text import Label

T = TypeVar("T")
_AT_FIRST = 5
_ONLY_BESIDE = Qt.FindChildOption.FindDirectChildrenOnly


class Section(QWidget, Generic[T]):
    """A heading with a count, and up to five rows until *Show all* is pressed; hidden while it is empty."""

    opened = Signal(object)

    def __init__(
        self,
        title: str,
        read: Callable[[T], RowText],
        *,
        key: Callable[[T], Hashable] | None = None,
        at_first: int = _AT_FIRST,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty, hidden section."""
        super().__init__(parent)
        self._title = title
        self._at_first = at_first
        self._values: Sequence[T] = ()
        self._all = False
        self.heading = Label(title, kind="heading", wrap=False)
        self.list: RowList[T] = RowList(title, read, key=key)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setProperty("ground", "card")
        self.list.setProperty("chosen", "focused")
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.more = button("", kind="quiet", does=self._on_more, name=self.tr("Show all"))
        self.setLayout(column(self.heading, self.list, row(self.more, None), gap=1))
        self.list.opened.connect(self.opened)
        self.list.viewport().installEventFilter(self)
        # Once for all the resizes of one layout pass; fitting inside it would start the next.
        self._fit = QTimer(self, singleShot=True, interval=0)
        self._fit.timeout.connect(self._on_fit)
        self.hide()

    def show_values(self, values: Sequence[T]) -> None:
        """Show these values."""
        # Kept as given: of hundreds of rows that are made when they are looked at, five are.
        self._values = values
        self.setVisible(bool(values))
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """At another width the rows are of another height."""
        if event.type() == QEvent.Type.Resize:
            self._fit.start()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Past the end of its list an arrow goes on in the next section, as if all were one list."""
        way = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: +1}.get(Qt.Key(event.key()), 0)
        beside = self._beside(way) if way else None
        if beside is None:
            super().keyPressEvent(event)
            return
        beside.list.setFocus(Qt.FocusReason.TabFocusReason)
        beside.list.stand_at(0 if way > 0 else -1)
        bring_into_view(beside.list)

    def _beside(self, way: int) -> "Section[T] | None":
        around = self.parentWidget()
        found = around.findChildren(Section, options=_ONLY_BESIDE) if around is not None else []
        shown = sorted((one for one in found if one.isVisible()), key=lambda one: one.y())
        at = shown.index(self) + way
        return shown[at] if 0 <= at < len(shown) else None

    def _show(self) -> None:
        count = len(self._values)
        shown = self._values if self._all else self._values[: self._at_first]
        self.heading.say(f"{self._title} ({count})")
        self.list.show_values(shown)
        self.more.setVisible(count > self._at_first)
        words = self.tr("Show fewer") if self._all else self.tr("Show all {count}").format(count=count)
        rename(self.more, words, name=f"{self._title}: {words}")
        self._on_fit()

    def _on_more(self) -> None:
        self._all = not self._all
        self._show()

    def _on_fit(self) -> None:
        height = self.list.rows_height()
        if height != self.list.height():
            self.list.setFixedHeight(max(height, 1))
