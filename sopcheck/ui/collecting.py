"""Collects Python's garbage on the window's thread alone.

Left to itself Python collects on whichever thread happens to allocate. On the worker's thread that would
destroy widgets caught in a cycle of references behind the back of the window's thread, which ends in a
crash. So automatic collecting is turned off, and a timer of the window's thread does it instead.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1_000


class Collector(QObject):
    """Looks once a second whether Python would have collected, and does it then."""

    def __init__(self, parent: QObject) -> None:
        """Take over from Python's own collector for the life of `parent`."""
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> int:
        """Collect the oldest generation that is due; gives its number, or -1 where none is."""
        for generation in (2, 1, 0):
            if 0 < gc.get_threshold()[generation] < gc.get_count()[generation]:
                gc.collect(generation)
                return generation
        return -1
