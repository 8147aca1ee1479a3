"""The rehearsals page: an SOP owner opens a worked case, steps through it, and asks what if."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from sopcheck import resources
from sopcheck.ui.kit.buttons import button
from sopcheck.ui.kit.file_dialogs import ask_file, ask_files
from sopcheck.ui.kit.layout import column, keep_focus_in_view, row, scrolling
from sopcheck.ui.kit.text import Label
from sopcheck.ui.page import Page
from sopcheck.ui.rehearsal.stage import RehearsalStage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from sopcheck.errors import SopcheckError
    from sopcheck.services.rehearsal_story import Story
    from sopcheck.services.views import CaseView
    from sopcheck.ui.session import Session

    Choose = Callable[[QWidget, Callable[[Path], None]], None]

EXAMPLES = ("bank-holiday-weekend", "unopened-package")
"""The rehearsals that ship with the program, to try the page on."""

_KINDS = "YAML (*.yaml *.yml)"


def example(name: str) -> Path:
    """Where a rehearsal that ships lies."""
    return resources.path(f"rehearsals/{name}.yaml")


class RehearsalPage(Page):
    """Without a file it offers to open one, or one of those that ship."""

    def __init__(
        self,
        session: Session,
        file: Path | None = None,
        *,
        choose: Choose | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """A page for a file, or for none yet; `refresh` reads it."""
        super().__init__(session, title=self.tr("Rehearsals"), parent=parent)
        self._choose = choose or choose_file
        self._file = file
        self._opened = False
        self.setAcceptDrops(True)
        self.open_button = button(self.tr("Open a rehearsal…"), does=self._on_open, hint=self.tr("Ctrl+O"))
        self.add_action(self.open_button)
        self.open_button.setHidden(file is None)
        QShortcut(QKeySequence("Ctrl+O"), self).activated.connect(self._on_open)
        self.stage = RehearsalStage(session, session.desk.rehearsing.what_if)
        self.empty = self._build_empty()
        inner = QWidget()
        inner.setLayout(column(self.stage, margins=(1, 0, 6, 5)))
        # With very large text the page scrolls rather than be taller than the screen.
        self._area = scrolling(inner)
        keep_focus_in_view(self._area)
        self._area.hide()
        self.body.addWidget(self.empty)
        self.body.addWidget(self._area, 1)
        self.line.pressed.connect(self._on_open)

    def _build_empty(self) -> QWidget:
        says = Label(
            self.tr(
                "A rehearsal tells one made-up case as it happened, and what must then be said of it. Step "
                "through it before a version is published: what applies, which limits pass, and what would "
                "move if something were otherwise. Nothing here touches a case of this vault."
            ),
            tone="muted",
            prose=True,
        )
        titles = {
            "bank-holiday-weekend": self.tr("Try one: a bank holiday weekend"),
            "unopened-package": self.tr("Try one: an unopened package"),
        }
        offers = [
            button(titles[name], does=partial(self.file_wanted.emit, example(name))) for name in EXAMPLES
        ]
        self.open_first = button(
            self.tr("Open a rehearsal…"),
            kind="primary",
            does=self._on_open,
            name=self.tr("Open a first rehearsal…"),
        )
        inner = QWidget()
        drop = Label(self.tr("Or drop its file anywhere on this page."), kind="small", tone="muted")
        buttons = (row(self.open_first, None), *(row(offer, None) for offer in offers))
        inner.setLayout(column(6, says, *buttons, drop, None, gap=4, margins=(1, 0, 6, 0)))
        return scrolling(inner)

    @property
    def file(self) -> Path | None:
        """The file that is shown or was refused."""
        return self._file

    def refresh(self) -> None:
        """Read the file, the first time that the page is shown."""
        if self._file is None or self._opened:
            return
        self._opened = True
        self.empty.hide()
        self.line.say(self.tr("Playing the rehearsal…"))
        file, rehearsing = self._file, self.session.desk.rehearsing

        def opened() -> tuple[Story, CaseView]:
            """Open it, and make what is offered in the what-if panel."""
            story = rehearsing.open(file)
            return story, story.look_at(story.end)

        self.run(opened, lambda found: self._show(*found), self._on_refused)

    def focus_first(self) -> None:
        """Begin with the events, or with what opens some."""
        if self.empty.isVisible():
            self.open_first.setFocus()
            return
        self.stage.focus_first()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file; text and pictures are not asked for."""
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        file = dropped_file(event.mimeData())
        if file is not None:
            event.acceptProposedAction()
            self.file_wanted.emit(file)

    def _on_open(self) -> None:
        self._choose(self, self.file_wanted.emit)

    def _show(self, story: Story, end: CaseView) -> None:
        self.line.clear()
        self.rename(story.played.rehearsal.title)
        self._area.show()
        self.stage.show_story(story, end)
        self.stage.focus_first()

    def _on_refused(self, error: SopcheckError) -> None:
        # The page stays as it is without a file, and the line has what opens another.
        self.empty.show()
        self.line.refuse(error, press=self.tr("Open another…"))
        self.line.press_button.setFocus()


def choose_file(parent: QWidget, done: Callable[[Path], None]) -> None:
    """Ask for a rehearsal with the file dialog."""
    ask_file(parent, _title(), _KINDS, done)


def choose_files(parent: QWidget, done: Callable[[Sequence[Path]], None]) -> None:
    """Ask for one rehearsal or several with the file dialog."""
    ask_files(parent, _title(), _KINDS, done)


def _title() -> str:
    return QCoreApplication.translate("rehearsal_page", "Open a rehearsal")


def dropped_file(dropped: QMimeData) -> Path | None:
    """The one file of this machine that is dragged; nothing where it is several, or something else."""
    urls = dropped.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    return Path(urls[0].toLocalFile())
