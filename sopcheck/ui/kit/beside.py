"""Words with something to press beside them, or below them where the words would not fit into one line."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from sopcheck.ui.kit.text import Label
from sopcheck.ui.theme import step


class Beside(QWidget):
    """The words take the room that is left; what is beside them keeps its width."""

    def __init__(self, words: Label, beside: QWidget, parent: QWidget | None = None) -> None:
        """Put the two beside each other."""
        super().__init__(parent)
        self._words = words
        self._beside = beside
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(step(2))
        self._box.addWidget(words, 1)
        self._box.addWidget(beside)

    @property
    def stacked(self) -> bool:
        """Whether one lies below the other."""
        return self._box.direction() == QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider one, for they can lie below each other."""
        width = max(part.minimumSizeHint().width() for part in (self._words, self._beside))
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether there is room beside the words."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Other words need other room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        line = self._words.fontMetrics().horizontalAdvance(self._words.text())
        wanted = line + self._box.spacing() + self._beside.sizeHint().width()
        narrow = wanted > self.width()
        if narrow == self.stacked:
            return
        self._box.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        side = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag(0)
        self._box.setAlignment(self._beside, side)
