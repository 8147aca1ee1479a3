"""The line on every page of a vault that is an older state of itself, for as long as it is only read."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from sopcheck.ui.kit.line import Line


class BehindLine(Line):
    """Tells it, and offers what can be done; nobody can put it away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty, hidden line."""
        super().__init__(parent, stays=True)

    @Slot(str)
    def tell(self, sentence: str) -> None:
        """Say how far the vault is behind, or nothing where it is not."""
        if not sentence:
            self.clear()
        elif sentence != self.text:
            self.refuse(sentence, press=self.tr("What can be done"))
