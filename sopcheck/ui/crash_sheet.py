"""What a person sees when the program itself is wrong."""

from PySide6.QtWidgets import QWidget

from sopcheck.ui.kit.fields import ManyLines
from sopcheck.ui.kit.sheets import Sheet


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
