"""The sheet that shows the record as it would print; signing signs exactly what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from sopcheck.ui.kit.buttons import rename
from sopcheck.ui.kit.layout import column
from sopcheck.ui.kit.text import Label
from sopcheck.ui.record.pages import PagesView
from sopcheck.ui.review.sheets import SavingSheet
from sopcheck.ui.theme import em
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from sopcheck.ui.record.rendering import Pages
    from sopcheck.ui.tasks import TaskRunner

_SHARE = 0.92


class RecordSheet(SavingSheet):
    """The pages of a record over the page of the review, nearly as large as the window."""

    def __init__(
        self,
        parent: QWidget,
        pages: Pages,
        tasks: TaskRunner,
        *,
        title: str,
        says: str,
        primary: str,
        lacks: str = "",
    ) -> None:
        """Show these pages, and above them what they are and what they lack."""
        super().__init__(parent, title=title, primary=primary, width=30)
        self._room = parent.window().size()
        self.view = PagesView(tr("Preview of the record"), tasks)
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.view.failed.connect(self.line.refuse)
        layout = self.layout()
        # Not in the body, which would scroll what scrolls by itself.
        for area in self.findChildren(QScrollArea):
            area.hide()
        if isinstance(layout, QVBoxLayout):
            lines = [Label(says, tone="muted"), *([Label(lacks, tone="soon")] if lacks else [])]
            told = column(*lines, margins=(1, 0, 1, 0))
            layout.insertLayout(1, told)
            layout.insertWidget(2, self.view, 1)
        self.view.show_pages(pages)
        self.resize(self.sizeHint())
        self.view.setFocus()

    def sizeHint(self) -> QSize:
        """Nearly as large as the window, but no wider than a page is read well."""
        return QSize(min(int(self._room.width() * _SHARE), em(64)), int(self._room.height() * _SHARE))


def preview_sheet(parent: QWidget, pages: Pages, tasks: TaskRunner) -> RecordSheet:
    """The record as it would print, to be looked at; nothing is signed here."""
    sheet = RecordSheet(
        parent,
        pages,
        tasks,
        title=tr("Preview, not signed"),
        says=tr("This is the record as it would print if you signed now."),
        primary=tr("Close"),
    )
    sheet.cancel.hide()
    sheet.submitted.connect(sheet.accept)
    return sheet


def sign_sheet(
    parent: QWidget, pages: Pages, tasks: TaskRunner, *, name: str, lacks: str = ""
) -> RecordSheet:
    """The record that is signed, in full, with what its front page lacks; the button signs it."""
    sheet = RecordSheet(
        parent,
        pages,
        tasks,
        title=tr("Sign this record"),
        says=tr(
            "You sign exactly what these pages say, with the data as at the time on them. A signed record "
            "never changes."
        ),
        primary=tr("Sign as {name}").format(name=name),
        lacks=lacks,
    )
    rename(sheet.cancel, tr("Go back to the review"))
    return sheet
