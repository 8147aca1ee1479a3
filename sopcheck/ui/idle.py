"""Tells when nobody has touched a key or the mouse for a while."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

_TOUCHES = frozenset(
    (
        # Comes before every key; one that is a shortcut is never told as a press.
        QEvent.Type.ShortcutOverride,
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    )
)
_LOOK_EVERY_MS = 10_000


class IdleWatch(QObject):
    """Looks at the clock now and then, so that a machine that slept is found idle when it wakes.

    Between two looks it listens for one touch and no longer: of the hundreds of events that each key press
    makes none is then handed to Python. Who goes away is locked out some seconds early rather than late.
    """

    idle = Signal()
    minute_passed = Signal()

    def __init__(self, now: Callable[[], datetime], *, after: timedelta, parent: QObject) -> None:
        """Watch the whole application from now on."""
        super().__init__(parent)
        self._now = now
        self._after = after
        self._touched = self._minute = now()
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._listen()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that somebody is there."""
        if event.type() in _TOUCHES:
            self._touched = self._now()
            if (application := QApplication.instance()) is not None:
                application.removeEventFilter(self)
        return False

    def look(self) -> None:
        """Compare with the clock."""
        now = self._now()
        # After a clock that was set back a day, nobody would be found gone for a day.
        self._touched, self._minute = min(self._touched, now), min(self._minute, now)
        # By the clock on the wall: a timer stands still while the machine sleeps.
        if now - self._touched >= self._after:
            self._touched = now
            self.idle.emit()
        if now - self._minute >= timedelta(minutes=1):
            self._minute = now
            self.minute_passed.emit()
        self._listen()

    def _listen(self) -> None:
        if (application := QApplication.instance()) is not None:
            application.installEventFilter(self)
