"""What happens when the program itself is wrong: lock, tell, and write down lines without contents."""

import logging
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sopcheck.crash_report import report
from sopcheck.ui.kit.fields import ManyLines
from sopcheck.ui.kit.sheets import Sheet

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
        if self._told:
            return
        self._told = True
        said = report(error)
        _LOG.critical("%s", said)
        self.caught.emit(said)


class CrashSheet(Sheet):
    """Tells that something went wrong in the program, and shows the report for whoever mends it."""

    def __init__(self, parent: QWidget, said: str) -> None:
        """Show this report."""
        super().__init__(
            parent,
            title=self.tr("Something is wrong in sopcheck"),
            says=self.tr(
                "The vault was locked; everything that was saved is safe. Close the program and start it "
                "again. If this comes back, give these lines to whoever looks after sopcheck; nothing of a "
                "case is in them."
            ),
            primary=self.tr("Close the program"),
            width=40,
        )
        lines = ManyLines(self.tr("Report"), lines=10)
        lines.setPlainText(said)
        lines.setReadOnly(True)
        self.body.addWidget(lines)
        self.cancel.hide()
