"""Questions that need a place of their own: small windows that open and signal, and never block."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QWidget

from sopcheck.ui.kit.buttons import button, enter_presses
from sopcheck.ui.kit.fields import Field, ManyLines
from sopcheck.ui.kit.focus import FocusRing
from sopcheck.ui.kit.layout import column, make_scrolling, row
from sopcheck.ui.kit.line import Line
from sopcheck.ui.kit.text import Label
from sopcheck.ui.theme import em

# What a sheet has besides its form: title, message, buttons, and the frame of the window.
_BESIDE_EMS = 16


class Sheet(QDialog):
    """A titled form over the page: fill `body`, connect `submitted`, call `open()`.

    Enter presses the primary button, Esc closes. It stays open until `accept()` or `reject()`, so a
    refusal can be told in `line` with everything typed still there; closed, it deletes itself.
    """

    submitted = Signal()

    def __init__(
        self, parent: QWidget, *, title: str, primary: str, says: str = "", width: float = 32
    ) -> None:
        """Make an empty sheet over `parent`; `width` is in ems."""
        super().__init__(parent)
        self.setModal(True)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.line = Line()
        self.body = column(gap=4)
        self.primary = button(primary, kind="primary", does=self.submitted.emit)
        self.cancel = button(self.tr("Cancel"), does=self.reject)
        head: list[QLabel] = [Label(title, kind="heading")]
        if says:
            head.append(Label(says, tone="muted"))
        inner = QWidget()
        inner.setLayout(column(self.body, None, margins=1))
        buttons = row(None, self.cancel, self.primary, margins=(0, 0, 1, 0))
        top = column(*head, self.line, gap=4, margins=(1, 0, 1, 0))
        self.setLayout(column(top, _Bounded(inner), buttons, gap=3, margins=5))
        # With letters of twice the size a wide sheet would leave its buttons beyond the screen.
        self.setMinimumWidth(min(em(width), self.screen().availableGeometry().width() - em(4)))
        # A sheet holds what was typed about a case; closed, nothing of it may stay in memory.
        self.finished.connect(lambda _: self.deleteLater())
        enter_presses(self, self.primary)
        FocusRing(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At another width the words wrap elsewhere."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Grow with a message that comes, or it would be cut off and push the fields together."""
        taken = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return taken

    def _fit(self) -> None:
        """Be as tall as the words need at this width; Qt would cut off what it did not see wrap."""
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            most = self.screen().availableGeometry().height()
            self.setMinimumHeight(min(layout.totalHeightForWidth(self.width()), most))

    def busy(self, *, busy: bool) -> None:
        """While something is being saved nothing can be pressed twice."""
        self.primary.setEnabled(not busy)


class _Bounded(QScrollArea):
    """As tall as what it holds, until the screen ends; only then it scrolls."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self._inner = inner
        make_scrolling(self, inner)
        inner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow and shrink with what it holds."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        """As tall as that, or as the screen."""
        width = self.width() if self.isVisible() else self._inner.sizeHint().width()
        layout = self._inner.layout()
        held = layout.totalHeightForWidth(width) if layout and layout.hasHeightForWidth() else -1
        height = held if held >= 0 else self._inner.sizeHint().height()
        most = self.screen().availableGeometry().height() - em(_BESIDE_EMS)
        return QSize(self._inner.minimumSizeHint().width(), min(height, most))

    def minimumSizeHint(self) -> QSize:
        """The same: a form that could be pushed together would be."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At another width the words wrap elsewhere."""
        super().resizeEvent(event)
        self.updateGeometry()


def ask_reason(
    parent: QWidget, *, title: str, says: str, primary: str, done: Callable[[str], None], words: str = ""
) -> Sheet:
    """Ask for a reason, which may not be empty, and hand it to `done`; the sheet closes by itself."""
    sheet = Sheet(parent, title=title, primary=primary, says=says)
    text = ManyLines(words or sheet.tr("Reason"), lines=4)
    field = Field(words or sheet.tr("Reason"), text)
    sheet.body.addWidget(field)
    text.submitted.connect(sheet.submitted)

    def take() -> None:
        if not text.text():
            field.refuse(sheet.tr("Write the reason; it is kept with the record."))
            return
        sheet.accept()
        done(text.text())

    sheet.submitted.connect(take)
    sheet.open()
    text.setFocus()
    return sheet


def ask_whether(parent: QWidget, *, title: str, says: str, primary: str, done: Callable[[], None]) -> Sheet:
    """Ask whether something shall be done, and call `done` on yes."""
    sheet = Sheet(parent, title=title, primary=primary, says=says)

    def take() -> None:
        sheet.accept()
        done()

    sheet.submitted.connect(take)
    sheet.open()
    sheet.primary.setFocus()
    return sheet
