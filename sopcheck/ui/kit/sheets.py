"""Questions that need a place of their own: small windows that open and signal, and never block."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from sopcheck.ui.kit.buttons import button, enter_presses
from sopcheck.ui.kit.fields import Field, ManyLines
from sopcheck.ui.kit.focus import FocusRing
from sopcheck.ui.kit.layout import column, row
from sopcheck.ui.kit.line import Line
from sopcheck.ui.kit.text import Label
from sopcheck.ui.theme import em


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
        buttons = row(None, self.cancel, self.primary)
        self.setLayout(column(*head, self.line, self.body, buttons, gap=4, margins=6))
        self.setMinimumWidth(em(width))
        self.finished.connect(lambda _: self.deleteLater())
        enter_presses(self, self.primary)
        FocusRing(self)

    def busy(self, *, busy: bool) -> None:
        """While something is being saved nothing can be pressed twice."""
        self.primary.setEnabled(not busy)


def ask_reason(
    parent: QWidget, *, title: str, says: str, primary: str, done: Callable[[str], None], words: str = ""
) -> Sheet:
    """Ask for a reason, which may not be empty, and hand it to `done`; the sheet closes by itself."""
    sheet = Sheet(parent, title=title, primary=primary, says=says)
    text = ManyLines(words or sheet.tr("Reason"), lines=4)
    field = Field(words or sheet.tr("Reason"), text)
    sheet.body.addWidget(field)
    text.refused.connect(field.refuse)
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
