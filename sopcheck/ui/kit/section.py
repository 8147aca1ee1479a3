"""A titled list inside a page that scrolls as a whole: as tall as its rows, a few rows at first."""

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from sopcheck.ui.kit.buttons import button, rename
from sopcheck.ui.kit.layout import column, row
from sopcheck.ui.kit.row_text import RowText
from sopcheck.ui.kit.rows import RowList
from sopcheck.ui.kit.text import Label

T = TypeVar("T")
_AT_FIRST = 5


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
