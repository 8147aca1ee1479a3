"""What happens when the program itself is wrong: lock, tell, and write down lines without contents."""

import logging
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from sopcheck.crash_report import report

_LOG = logging.getLogger("sopcheck.crash")


class CrashCatcher(QObject):
    """Takes what nobody caught; the first time it locks the vault and tells the person."""

    caught = Signal(str)
    """The report of the first crash; the window locks and shows it."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Catch nothing yet; `hook` is what `sys.excepthook` is set to."""
        super().__init__(parent)
        self._told = False

    def hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Write the report down, and tell it once: a crash while drawing may come sixty times a second."""
        del kind, trace
        # The first one is the cause; what follows from it would only bury it.
        if self._told:
            return
        self._told = True
        said = report(error)
        _LOG.critical("%s", said)
        self.caught.emit(said)
