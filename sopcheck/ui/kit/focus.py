"""The focus ring: 2 pixels wide, 2 pixels off, around whatever has the focus in a window.

What gets the focus where it cannot be seen is scrolled into sight: Qt does so for Tab alone, and only in the
innermost part that scrolls.

One ring per window lies above everything and lets the mouse through, so no widget needs room for its own.
Lists and tables draw a ring around the current row instead; their property `ring` is `own`.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from sopcheck.ui.kit.layout import bring_into_view
from sopcheck.ui.theme import tokens_of

_OFF = 4
_MOVES = frozenset((QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide))


class FocusRing(QWidget):
    """Follows the focus inside one window."""

    def __init__(self, window: QWidget) -> None:
        """Lie above everything in `window`."""
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._target: QWidget | None = None
        self._followed: list[QWidget] = []
        # Once the layout has given it its place.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._bring_into_sight)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    @property
    def target(self) -> QWidget | None:
        """What the ring is around."""
        return self._target if self._target is not None and isValid(self._target) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move with the widget and with everything that it lies in."""
        if event.type() in _MOVES:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring, as far as it is not scrolled away."""
        del event
        if self.target is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens_of(self).accent), 2))
        ring = QRectF(self._around()).translated(-self.x(), -self.y()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(ring, 5, 5)

    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        del before
        self._leave()
        self._later.start()
        if now is None or now.window() is not self.window() or now.property("ring") == "own":
            self.hide()
            return
        self._target = now
        part: QWidget | None = now
        while part is not None:
            part.installEventFilter(self)
            self._followed.append(part)
            part = None if part.isWindow() else part.parentWidget()
        self._place()

    def _bring_into_sight(self) -> None:
        focus = QApplication.focusWidget()
        if focus is None or focus.window() is not self.window():
            return
        # What is seen in part stays where it is, or it would run away from under the mouse.
        seen, wanted = focus.visibleRegion().boundingRect(), focus.rect()
        if isinstance(focus, QAbstractItemView) and focus.currentIndex().isValid():
            wanted = focus.visualRect(focus.currentIndex())
        if not seen.intersects(wanted):
            bring_into_view(focus)

    def _leave(self) -> None:
        # What was followed may be gone already: a page is destroyed from the inside out.
        for part in filter(isValid, self._followed):
            part.removeEventFilter(self)
        self._followed = []
        self._target = None

    def _place(self) -> None:
        if self.target is None or not self.target.isVisible():
            self.hide()
            return
        shown = self._around().intersected(self._window_left())
        self.setVisible(not shown.isEmpty())
        self.setGeometry(shown)
        self.raise_()
        self.update()

    def _around(self) -> QRect:
        if self.target is None:
            return QRect()
        corner = self.target.mapTo(self.window(), QPoint(0, 0))
        return QRect(corner, self.target.size()).adjusted(-_OFF, -_OFF, _OFF, _OFF)

    def _window_left(self) -> QRect:
        """What of the window is open to the target: inside every area that scrolls it."""
        room = self.window().rect()
        part = self.target.parentWidget() if self.target else None
        while part is not None and not part.isWindow():
            if isinstance(part.parentWidget(), QAbstractScrollArea):
                corner = part.mapTo(self.window(), QPoint(0, 0))
                room = room.intersected(QRect(corner, part.size()).adjusted(-_OFF, 0, _OFF, 0))
            part = part.parentWidget()
        return room
