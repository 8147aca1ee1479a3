"""Questions that need a place of their own: small windows that open and signal, and never block."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from sopcheck.ui.kit.buttons import button, enter_presses
from sopcheck.ui.kit.everywhere import hear_from_below
from sopcheck.ui.kit.fields import Field, ManyLines
from sopcheck.ui.kit.focus import FocusRing
from sopcheck.ui.kit.layout import column, make_scrolling, row
from sopcheck.ui.kit.line import Line
from sopcheck.ui.kit.tabbing import stops_of
from sopcheck.ui.kit.text import Label
from sopcheck.ui.theme import em

# What the desktop draws around a window; how much that is, is known only once it is there.
_FRAME_EMS = 3
_LOWEST_EMS = 6


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
        self._inner = QWidget()
        # Long words and large letters may leave no room for a field: what it is for scrolls with the form.
        said = [Label(says, tone="muted")] if says else []
        self._inner.setLayout(column(*said, self.body, None, gap=4, margins=1))
        buttons = row(None, self.cancel, self.primary, margins=(0, 0, 1, 0))
        top = column(Label(title, kind="heading"), self.line, gap=4, margins=(1, 0, 1, 0))
        self.setLayout(column(top, _Bounded(self._inner), buttons, gap=3, margins=5))
        # With letters of twice the size a wide sheet would leave its buttons beyond the screen.
        self.setMinimumWidth(min(em(width), self.screen().availableGeometry().width() - em(4)))
        # A sheet holds what was typed about a case; closed, nothing of it may stay in memory.
        self.finished.connect(lambda _: self.deleteLater())
        enter_presses(self, self.primary)
        hear_from_below(self)
        FocusRing(self)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the first field, not on the button that closes, which Qt would choose."""
        super().showEvent(event)
        fields = stops_of((self._inner,))
        if fields and self.focusWidget() in (None, self.cancel):
            fields[0].setFocus()

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
            room = self.screen().availableGeometry()
            least = layout.totalHeightForWidth(self.width())
            self.setMinimumHeight(min(least, room.height() - em(_FRAME_EMS)))
            # One that grows downwards would take its buttons beyond the end of the screen.
            beyond = self.frameGeometry().bottom() - room.bottom()
            if beyond > 0 and self.isVisible():
                self.move(self.x(), max(self.y() - beyond, room.top()))

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
        """As tall as that; nobody but the sheet knows how much room there is."""
        width = self.width() if self.isVisible() else self._inner.sizeHint().width()
        layout = self._inner.layout()
        held = layout.totalHeightForWidth(width) if layout and layout.hasHeightForWidth() else -1
        height = held if held >= 0 else self._inner.sizeHint().height()
        return QSize(self._inner.minimumSizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        """Little: the sheet sees to it that all of the form is seen where the screen has room for it."""
        hint = self.sizeHint()
        return QSize(hint.width(), min(hint.height(), em(_LOWEST_EMS)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At another width the words wrap elsewhere."""
        super().resizeEvent(event)
        self.updateGeometry()


def ask_reason(
    parent: QWidget, *, title: str, says: str, primary: str, done: Callable[[str], None], words: str = ""
) -> Sheet:
    """Ask for a reason, which may not be empty, and hand it to `done`; the sheet closes by itself."""
    sheet = Sheet(parent, title=title, primary=primary, says=says)
    text = ManyLines(words or sheet.tr("Reason"), lines=4, enter_submits=True)
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
