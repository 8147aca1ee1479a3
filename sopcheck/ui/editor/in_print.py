"""The blank checklist as it prints: the very pages, made anew when whoever writes pauses."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from sopcheck.ui.kit.layout import column, holding
from sopcheck.ui.kit.text import Label
from sopcheck.ui.record.pages import PagesView
from sopcheck.ui.record.rendering import Pages, read_pages
from sopcheck.ui.words import tr

if TYPE_CHECKING:
    from sopcheck.checklists.definition import Checklist
    from sopcheck.errors import SopcheckError
    from sopcheck.ui.editor.nodes import PartRef
    from sopcheck.ui.session import Session

_PAUSE_MS = 700
# A thousand items take seconds to print, and what is typed meanwhile would wait to be kept.
_MOST_ITEMS = 250


class _Printed(NamedTuple):
    """Pages, what they are of, and on which of them a part stands (none where it cannot be told)."""

    of: Checklist
    part: str
    pages: Pages
    at: int | None


class InPrint(QWidget):
    """Shows the pages; only while it is in sight anything is printed, and one print at a time."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._session = session
        self.says = Label(tone="muted", prose=True)
        self.pages = PagesView(tr("As it prints"), session.tasks)
        box = column(holding(column(self.says, margins=(3, 2, 3, 2))), self.pages, gap=0)
        box.setStretch(1, 1)
        self.setLayout(box)
        self._wanted: tuple[Checklist, str] | None = None
        self._shown: _Printed | None = None
        self._printing = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._print)

    def show_draft(self, draft: Checklist, ref: PartRef) -> None:
        """Print this draft once nobody types any more, and go to the page on which a part stands."""
        self._wanted = (_shortened(draft, ref), ref.id)
        if self.isVisible():
            self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Print what was written while nobody looked."""
        super().showEvent(event)
        self._print()

    def _print(self) -> None:
        if self._wanted is None or self._printing:
            return
        (draft, part), shown = self._wanted, self._shown
        if shown is not None and (shown.of, shown.part) == (draft, part):
            return
        self._printing = True
        printing = self._session.desk.printing

        def work() -> _Printed:
            same = shown is not None and shown.of == draft
            pages = shown.pages if shown and same else read_pages(printing.show_draft(draft))
            return _Printed(draft, part, pages, page_with(pages, part))

        self._session.tasks.run(self, work, self._on_printed, partial(self._on_failed, (draft, part)))

    def _on_printed(self, printed: _Printed) -> None:
        self._printing = False
        before, self._shown = self._shown, printed
        if before is None or before.pages is not printed.pages:
            scrolled = self.pages.verticalScrollBar().value()
            self.pages.show_pages(printed.pages)
            self.pages.verticalScrollBar().setValue(scrolled)
        # Whoever types on stays where they were reading.
        if printed.at is not None and (before is None or before.part != printed.part):
            self.pages.go_to(printed.at)
        self._say(printed)
        self._go_on_after((printed.of, printed.part))

    def _on_failed(self, tried: tuple[Checklist, str], error: SopcheckError) -> None:
        self._printing = False
        self.says.say(str(error))
        self._go_on_after(tried)

    def _go_on_after(self, done: tuple[Checklist, str]) -> None:
        # What was written meanwhile was not printed with it.
        if self._wanted != done:
            self._pause.start()

    def _say(self, printed: _Printed) -> None:
        said = tr("{count} pages, as the checklist prints to be filled in by hand.")
        if len(printed.of.stages) == 1:
            said = tr("{count} pages: one stage of the checklist, as it prints.")
        self.says.say(said.format(count=printed.pages.count))


def page_with(pages: Pages, part: str) -> int | None:
    """The page on which an item stands by its id; none where it is on no page."""
    if not part:
        return None
    named = re.compile(rf"(?<![\w-]){re.escape(part)}(?![\w-])")
    return next((at for at in range(pages.count) if named.search(pages.words(at))), None)


def _shortened(draft: Checklist, ref: PartRef) -> Checklist:
    """Give the whole draft, or of a very long one the stage in which somebody writes."""
    if sum(len(stage.items) for stage in draft.stages) <= _MOST_ITEMS:
        return draft
    here = (one for one in draft.stages if ref.id in {one.id, *(item.id for item in one.items)})
    return msgspec.structs.replace(draft, stages=(next(here, draft.stages[0]),))
